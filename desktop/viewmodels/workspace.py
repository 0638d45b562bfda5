"""Everything one signed-in window shows, as view models, and which chat is open in it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtCore import QModelIndex, QObject, Signal

from desktop.core.client import Client
from desktop.core.values import (
    AttachmentId,
    ChatId,
    MessageId,
    Milliseconds,
    Person,
    Unsent,
    UserId,
)
from desktop.viewmodels import kept_here
from desktop.viewmodels.background import Background, Clock
from desktop.viewmodels.chat_actions import ChatActions
from desktop.viewmodels.chat_list import ChatListModel
from desktop.viewmodels.chat_order import ChatListOrder
from desktop.viewmodels.choices import ChoicesModel
from desktop.viewmodels.composer import ComposerModel
from desktop.viewmodels.decoded import Pictures
from desktop.viewmodels.details import DetailsModel
from desktop.viewmodels.dropped_texts import DroppedTexts
from desktop.viewmodels.edit_participants import EditParticipantsModel
from desktop.viewmodels.emoji import EmojiBook
from desktop.viewmodels.file_actions import FileActions
from desktop.viewmodels.files_kept import FilesKeptModel
from desktop.viewmodels.find import FindModel
from desktop.viewmodels.isolates import isolated
from desktop.viewmodels.last_seen_keeper import LastSeenKeeper
from desktop.viewmodels.links import Place, Proposal, Target
from desktop.viewmodels.new_chat import NewChatModel
from desktop.viewmodels.placeholders import filled
from desktop.viewmodels.private_chats import PrivateChats
from desktop.viewmodels.search_filters import SearchFilters
from desktop.viewmodels.shared_files import SharedFilesModel
from desktop.viewmodels.status import StatusModel
from desktop.viewmodels.timeline import TimelineModel
from desktop.viewmodels.toast import Toast

if TYPE_CHECKING:
    from desktop.viewmodels.devices import DevicesModel
    from desktop.viewmodels.password import PasswordModel
    from desktop.viewmodels.search import SearchModel
    from desktop.viewmodels.shown_reads import ShownReadsModel
    from desktop.viewmodels.storage import StorageModel
    from desktop.viewmodels.switcher import SwitcherModel
    from desktop.viewmodels.viewer import ViewerModel

PATIENCE: Milliseconds = 30 * 60_000
"""Unless the user decides otherwise."""


class Workspace(QObject):
    """The view models of one account.

    Signals:
        chat_opened(object): another chat is shown, its id as payload; None when there is none.
        proposed(Proposal): a link proposes a chat; the user is to see what it says.
        told(Toast): something is to be said for some seconds.
        patience_chosen(object): the user decided after how many milliseconds a message asks before it goes; None for never.
    """

    chat_opened = Signal(object)
    proposed = Signal(object)
    told = Signal(object)
    patience_chosen = Signal(object)

    keep = ""
    """How this computer keeps the account, a `sign_in.Keep` value; empty where nobody has said."""

    def __init__(
        self,
        client: Client,
        background: Background,
        clock: Clock,
        parent: QObject | None = None,
        *,
        patience: Milliseconds | None = PATIENCE,
        choices: ChoicesModel | None = None,
    ) -> None:
        super().__init__(parent)
        self.choices = choices or ChoicesModel(parent=self)
        self.emoji = EmojiBook()
        self._client = client
        self._background = background
        self._clock = clock
        self._current: ChatId | None = None
        self._visited: list[ChatId] = []
        """The chats that were open in this window, the last one first."""
        self._search: SearchModel | None = None
        self._intent: Callable[[], object] | None = None
        """What is to be done about the chat, once it has been read."""
        self.chat_list = ChatListModel(client, background, clock, self)
        self.chat_order = ChatListOrder(self.chat_list, self)
        self.search_filters = SearchFilters(client, background, clock, self.chat_list, self)
        self._last_seen = LastSeenKeeper(client, background, self.chat_list, self.chat_order, self)
        self.actions = ChatActions(client, background, clock, self.told.emit)
        self.status = StatusModel(client, background, self)
        self.pictures = Pictures(client, background, self)
        self.files = FileActions(client, background, self.pictures, self)
        self.timeline = TimelineModel(client, background, clock, self, pictures=self.pictures)
        self.find = FindModel(client, background, clock, self.timeline, self)
        self.composer = ComposerModel(client, background, clock, self, choices=self.choices, emoji=self.emoji)
        self.details = DetailsModel(client, background, clock, self)
        self.shared_files = SharedFilesModel(client, background, clock, self.timeline.files, self.files, self)
        self.files_kept = FilesKeptModel(client, background, self.choices, self)
        self.dropped_texts = DroppedTexts(client, background, self.composer, self)
        self.private_chats = PrivateChats(client, background, self)
        self._started = False
        self._patience = patience
        client.set_patience(patience)
        recovery = client.recovery
        self.recovery = "" if recovery is None else kept_here.recovered(recovery)
        """What happened to the copy on this computer, as sentences; empty as a rule."""
        self.recovery_place = "" if recovery is None else kept_here.set_aside_as(recovery)
        self._connect()

    def _connect(self) -> None:
        for speaker in (self.files, self.details, self.files_kept, self.dropped_texts, self.composer):
            speaker.told.connect(self.told)
        for finder in (self.dropped_texts.wanted, self.private_chats.found, self.status.chat_wanted):
            finder.connect(self.open_chat)
        self.timeline.actions.dropped.connect(self.dropped_texts.offer)
        self.shared_files.place_wanted.connect(self.go_to)
        self.chat_list.settled.connect(self._open_first)
        self.status.changed.connect(self._open_first)
        self.chat_list.rowsAboutToBeRemoved.connect(self._on_chats_removed)
        self.details.changed.connect(self._act)

    @property
    def me(self) -> Person:
        """Return the user."""
        return self._client.me

    @property
    def current(self) -> ChatId | None:
        """Return the chat that is open."""
        return self._current

    @property
    def current_title(self) -> str:
        """Return how the open chat is called, from the moment on at which it is opened."""
        line = self.chat_list.line(self._current) if self._current is not None else None
        return line.title if line is not None else self.details.heading

    @property
    def chats_are_coming(self) -> bool:
        """Whether the server is just about to tell what there is: an empty list means nothing yet."""
        return self._client.connection.is_unsettled

    @property
    def patience(self) -> Milliseconds | None:
        """Return how long a message may wait before its author is asked; None for never asking."""
        return self._patience

    def choose_patience(self, patience: Milliseconds | None) -> None:
        """Decide how long a message may wait."""
        self._patience = patience
        self._client.set_patience(patience)
        self.patience_chosen.emit(patience)

    async def unsent(self) -> Unsent:
        """Return what would be lost with this computer's copy, what is being typed and attached included."""
        await self.composer.files.wait()
        typed_in = self.composer.chat if self.composer.text.strip() else None
        while True:
            kept = await self._has_draft(typed_in)
            unsent = await self._client.unsent()
            if (
                await self._has_draft(typed_in) == kept
            ):  # else it was saved in between, and nobody knows whether it counts
                break
        only_typed = typed_in is not None and not kept
        return structs.replace(unsent, drafts=unsent.drafts + only_typed)

    async def unkept(self) -> Unsent:
        """Return what the cache does not hold: what could not be saved, and messages that are being changed."""
        drafts, changes = await self.composer.unkept()
        return Unsent(drafts=drafts, changes=changes)

    async def _has_draft(self, chat: ChatId | None) -> bool:
        details = None if chat is None else await self._client.chat(chat)
        return details is not None and bool(details.draft or details.draft_files)

    def count_unsent(self, tell: Callable[[Unsent], None]) -> None:
        """Tell somebody, soon, what would be lost."""

        async def count() -> None:
            tell(await self.unsent())

        _ = self._background.start(count())

    def load(self) -> None:
        """Begin to read the chats."""
        self.chat_list.load()

    def open_chat(self, chat: ChatId | None) -> None:
        """Show a chat in every pane, or none."""
        if chat == self._current:
            self.timeline.look_again()
            return
        self._current = chat
        if chat is not None:
            self._visited = [chat, *(each for each in self._visited if each != chat)]
        self._intent = None
        self.chat_order.show_open(chat)
        self._client.looking_at(chat)
        self._started = True
        self.timeline.show_chat(chat)
        self.composer.show_chat(chat)
        self.details.show_chat(chat)
        self.shared_files.show_chat(chat)
        self.status.show_chat(chat)
        self.chat_opened.emit(chat)

    def go_to(self, place: Place) -> None:
        """Open a chat, at a message of it if the place names one; say so if the chat is not here, whatever the reason."""
        if self.chat_list.line(place.chat) is None:
            words = self.tr("This chat is not on this computer. It has not come yet, or you are not in it.")
            self.told.emit(Toast(words, failed=True))
            return
        self.open_chat(place.chat)
        if place.seq is not None:
            self.timeline.look_for(place.seq)

    def follow(self, target: Target) -> None:
        """Do what a link wants: show a place, or let the user see what it proposes."""
        if isinstance(target, Place):
            self.go_to(target)
        else:
            self.proposed.emit(target)

    def open_hit(self, place: Place, message: MessageId, text: str) -> None:
        """Open a message that was found by searching for a text in all chats: in its place, where the same words are marked."""
        self.go_to(place)
        if self._current != place.chat:
            return
        if place.seq is None:  # it waits to be sent, at the end
            self.timeline.show_found(message, None)
        self.find.begin(text, at=message)

    def in_chat(self, chat: ChatId, act: Callable[[], object]) -> None:
        """Open a chat, and do something about it once it has been read; nothing if another one is opened before."""
        self.open_chat(chat)
        self._intent = act
        self._act()

    def _act(self) -> None:
        if self._intent is not None and self.details.ready and self.details.chat == self._current:
            act, self._intent = self._intent, None
            act()

    def open_beside(self, step: int, *, unread: bool = False) -> None:
        """Open the next chat of the list (`step` 1) or the one before (-1), or the next with something unread."""
        chat = self.chat_order.beside(self._current, step, unread=unread)
        if chat is not None:
            self.open_chat(chat)

    def new_chat(self, preselected: Sequence[UserId] = (), proposal: Proposal | None = None) -> NewChatModel:
        """Return a model for choosing teammates, some of them from the start, and starting a chat with them.

        What a link proposes to write waits in the draft of the chat that the user then starts, or goes on with.
        """
        model = NewChatModel(
            self._client, self._background, self._clock, self, preselected=preselected, proposal=proposal
        )
        if model.text:
            model.chat_started.connect(lambda chat: self.composer.propose(chat, model.text))
        return model

    def edit_participants(self, preselected: Sequence[UserId] = ()) -> EditParticipantsModel | None:
        """Return a model for adding people, some of them from the start, to the open chat; None while none is open."""
        if self._current is None:
            return None
        return EditParticipantsModel(
            self._client, self._background, self._clock, self._current, self, preselected=preselected
        )

    @property
    def search(self) -> "SearchModel":
        """Return the model of what is found in all chats. It is made when somebody searches for the first time."""
        if self._search is None:
            from desktop.viewmodels.search import SearchModel

            self._search = SearchModel(
                self._client, self._background, self._clock, self.chat_list, self.search_filters, self
            )
        return self._search

    def switcher(self) -> "SwitcherModel":
        """Return a model for going to another chat."""
        from desktop.viewmodels.switcher import SwitcherModel  # not wanted at first

        return SwitcherModel(
            self._client, self._background, self.chat_list, self, here=self._current, visited=self._visited
        )

    def viewer(self, chat: ChatId, message: MessageId, picture: AttachmentId) -> "ViewerModel":
        """Return a model for looking at the pictures of a chat, beginning with one of a message."""
        from desktop.viewmodels.viewer import ViewerModel  # seldom wanted, and never at first

        return ViewerModel(
            self._client,
            self._background,
            self._clock,
            self.timeline.files,
            self.choices,
            chat=chat,
            message=message,
            first=picture,
        )

    # What the settings show; each ends with the page that it was made for.

    def devices(self) -> "DevicesModel":
        """Return a model of where the user is signed in."""
        from desktop.viewmodels.devices import DevicesModel

        return DevicesModel(self._client, self._background, self._clock, keep=self.keep)

    def password(self) -> "PasswordModel":
        """Return a model for choosing another password."""
        from desktop.viewmodels.password import PasswordModel

        return PasswordModel(self._client, self._background)

    def storage(self) -> "StorageModel":
        """Return a model of how much is on this computer."""
        from desktop.viewmodels.storage import StorageModel

        return StorageModel(self._client, self._background, self.files_kept)

    def shown_reads(self) -> "ShownReadsModel":
        """Return a model of whether others are shown how far the user reads."""
        from desktop.viewmodels.shown_reads import ShownReadsModel

        return ShownReadsModel(self._client, self._background)

    async def finish(self) -> None:
        """Stop following the client, and wait until what was written and not sent is kept."""
        self.find.end()
        if self._search is not None:
            self._search.close()
        try:
            await self.composer.finish()
            await self.timeline.finish()
            await self._last_seen.finish()
        finally:
            for model in (
                self.chat_list,
                self.search_filters,
                self.status,
                self.details,
                self.shared_files,
                self.files,
                self.pictures,
            ):
                model.close()

    def _open_first(self) -> None:
        """Open the newest chat once, when the program starts: from what is kept here, or when that is empty, as it comes."""
        if self._started or self.chat_list.is_reading:
            return
        newest = self.chat_order.chat_at(0)
        if newest is None and not self.status.is_online:
            return
        self._started = True
        if self._current is None:
            self.open_chat(newest)

    def _on_chats_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        line = next((line for line in self.chat_list.lines(first, last) if line.id == self._current), None)
        if line is None:
            return
        self.open_chat(None)
        if not (line.waiting or line.asking or line.refused):  # that the user gave up, and is told so
            words = self.tr("“%1” is no longer here. The server does not have this chat any more.")
            self.told.emit(Toast(filled(words, isolated(line.title)), failed=True))
