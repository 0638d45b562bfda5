"""Everything one signed-in window shows, as view models, and which chat is open in it."""

from PySide6.QtCore import QModelIndex, QObject, Signal

from desktop.core.client import Client
from desktop.core.values import ChatId, Person
from desktop.viewmodels.background import Background, Clock
from desktop.viewmodels.chat_list import ChatListModel, ChatListOrder, Role
from desktop.viewmodels.composer import ComposerModel
from desktop.viewmodels.details import DetailsModel
from desktop.viewmodels.edit_participants import EditParticipantsModel
from desktop.viewmodels.new_chat import NewChatModel
from desktop.viewmodels.status import StatusModel
from desktop.viewmodels.timeline import TimelineModel


class Workspace(QObject):
    """The view models of one account.

    Signals:
        chat_opened(object): another chat is shown, its id as payload; None when there is none.
    """

    chat_opened = Signal(object)

    def __init__(
        self, client: Client, background: Background, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._background = background
        self._clock = clock
        self._current: ChatId | None = None
        self.chat_list = ChatListModel(client, background, clock, self)
        self.chat_order = ChatListOrder(self.chat_list, self)
        self.status = StatusModel(client, self)
        self.timeline = TimelineModel(client, background, clock, self)
        self.composer = ComposerModel(client, background, clock, self)
        self.details = DetailsModel(client, background, clock, self)
        self._started = False
        self.chat_list.settled.connect(self._open_first)
        self.status.changed.connect(self._open_first)
        self.chat_list.rowsAboutToBeRemoved.connect(self._on_chats_removed)

    @property
    def me(self) -> Person:
        """Return the user."""
        return self._client.me

    @property
    def current(self) -> ChatId | None:
        """Return the chat that is open."""
        return self._current

    def load(self) -> None:
        """Begin to read the chats."""
        self.chat_list.load()

    def open_chat(self, chat: ChatId | None) -> None:
        """Show a chat in every pane, or none."""
        if chat == self._current:
            return
        self._current = chat
        self._started = True
        self.timeline.show_chat(chat)
        self.composer.show_chat(chat)
        self.details.show_chat(chat)
        self.chat_opened.emit(chat)

    def open_beside(self, step: int, *, unread: bool = False) -> None:
        """Open the next chat of the list (`step` 1) or the one before (-1), or the next with something unread."""
        chat = self.chat_order.beside(self._current, step, unread=unread)
        if chat is not None:
            self.open_chat(chat)

    def new_chat(self) -> NewChatModel:
        """Return a model for choosing teammates and starting a chat with them."""
        return NewChatModel(self._client, self._background, self._clock, self)

    def edit_participants(self) -> EditParticipantsModel | None:
        """Return a model for adding people to the open chat; None while none is open."""
        if self._current is None:
            return None
        return EditParticipantsModel(self._client, self._background, self._clock, self._current, self)

    async def finish(self) -> None:
        """Stop following the client, and wait until what was written and not sent is kept."""
        await self.composer.finish()
        await self.timeline.finish()
        for model in (self.chat_list, self.status, self.details):
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
        gone = {self.chat_list.index(row).data(Role.CHAT) for row in range(first, last + 1)}
        if self._current in gone:
            self.open_chat(None)
