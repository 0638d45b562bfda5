"""Starting a chat: who with, and what about. Works offline: the chat is there at once, the server learns later.

Where there is a chat with exactly these people already, it is offered, and nobody is kept from another one. A link may propose
whom, what about and what to write first (`links.Proposal`): all of it is seen before, and the text only becomes the draft.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.errors import ClientError
from desktop.core.values import ChatId, ChatSummary, UserId
from desktop.viewmodels import names, sentences
from desktop.viewmodels.background import Background, Clock
from desktop.viewmodels.cleaning import clean_name
from desktop.viewmodels.following import Following
from desktop.viewmodels.isolates import isolated
from desktop.viewmodels.links import Proposal
from desktop.viewmodels.people_picker import PeoplePickerModel
from desktop.viewmodels.placeholders import filled
from desktop.viewmodels.proposed_people import Meant, look_up, not_chosen
from desktop.viewmodels.rereading import Rereading


class NewChatModel(QObject):
    """What the dialog Message teammates holds.

    Signals:
        changed(): `can_start`, `summary`, `existing`, `busy`, `problem` or `left_out` is different.
        chat_started(ChatId): the chat, new or not, is stored and can be shown.
    """

    changed = Signal()
    chat_started = Signal(object)

    def __init__(
        self,
        client: Client,
        background: Background,
        clock: Clock,
        parent: QObject | None = None,
        *,
        preselected: Sequence[UserId] = (),
        proposal: Proposal | None = None,
    ) -> None:
        """`preselected` are chosen from the start, as far as they are in the team; so is whom a link proposes."""
        super().__init__(parent)
        self._client = client
        self._background = background
        self._clock = clock
        self._proposal = proposal or Proposal()
        self._subject = self._proposal.subject
        self._meant = Meant(unknown=self._proposal.people)
        self._has_looked = not self._proposal.people
        """Who is meant by the names of the proposal is known."""
        self._busy = False
        self._problem = ""
        self._existing: ChatSummary | None = None
        self.picker = PeoplePickerModel(client, background, self, preselected=preselected)
        self.picker.chosen_changed.connect(self._on_chosen)
        self._following = Following(self, client.feed, self._on_changes)
        self._looking = Rereading(background, self._following, self._look)
        self._meaning = Rereading(background, self._following, self._look_up)
        self.picker.listed.connect(self._meaning.again)

    @property
    def can_start(self) -> bool:
        """Whether there is somebody to talk to, and the chat is not being started already."""
        return bool(self.picker.chosen) and not self._busy

    @property
    def busy(self) -> bool:
        """Whether the chat is being stored."""
        return self._busy

    @property
    def problem(self) -> str:
        """Return why the chat could not be started, as a sentence; empty for no problem."""
        return self._problem

    @property
    def summary(self) -> str:
        """Return who the chat will be with, in short: `2 people and you`."""
        count = len(self.picker.chosen)
        if count == 0:
            return self.tr("Choose at least one teammate")
        if count == 1:
            return self.tr("1 person and you")
        return self.tr("%Ln people and you", "", count)

    @property
    def existing(self) -> ChatId | None:
        """Return the chat with exactly these people that was last active; None if there is none."""
        return None if self._existing is None else self._existing.id

    @property
    def existing_words(self) -> str:
        """Return the sentence that tells of it, with whom and what about; empty if there is none."""
        if self._existing is None:
            return ""
        people = isolated(names.listed(names.first_names(names.by_name(self._existing.others))))
        subject = clean_name(self._existing.subject)
        if subject:
            return filled(self.tr("You already have a chat with %1: %2"), people, isolated(subject))
        return filled(self.tr("You already have a chat with %1"), people)

    @property
    def subject(self) -> str:
        """Return what the chat is to be about, as far as that is written yet."""
        return self._subject

    @property
    def text(self) -> str:
        """Return what is proposed to be written first; empty as a rule."""
        return self._proposal.text

    @property
    def left_out(self) -> str:
        """Return what of a proposal is not here, and why, as sentences; empty if all is."""
        people = not_chosen(self._meant) if self._has_looked else ""
        shortened = self.tr("The link held more than fits.") if self._proposal.is_shortened else ""
        return " ".join(filter(None, (people, shortened)))

    def set_subject(self, subject: str) -> None:
        """Take what is written in the subject field."""
        self._subject = subject
        self._on_input()

    def start(self) -> None:
        """Start the chat; `chat_started` follows, or `problem` says why not."""
        if not self.can_start:
            return
        self._tell(busy=True)
        _ = self._background.start(self._start())

    def open_existing(self) -> None:
        """Take the chat that there is with these people, in place of a new one; `chat_started` follows."""
        if self.existing is not None:
            self.chat_started.emit(self.existing)

    def close(self) -> None:
        """Stop following the directory and the chats."""
        self._following.end()
        self.picker.close()

    async def _start(self) -> None:
        people = [person.id for person in self.picker.chosen]
        try:
            chat = await self._client.start_chat(people, subject=self._subject.strip())
        except ClientError as error:
            self._tell(problem=sentences.failure(error))
        else:
            self._tell()
            if not self.picker.closed:
                self.chat_started.emit(chat)

    def _on_chosen(self) -> None:
        self._existing = None  # at once: it was a chat with other people
        self._on_input()
        self._looking.again()

    def _on_changes(self, changes: ChangeSet) -> None:
        if changes.chats and self.picker.chosen:
            self._looking.again()
        if changes.people and self._meant.unknown:  # they may only have been on their way
            self._meaning.again()

    async def _look_up(self) -> None:
        """Look whom the proposal means, as far as that is not known; who was taken out again meanwhile stays so."""
        meant = look_up(self._meant.unknown, await self._client.everybody(), self._client.me.id)
        if not self._meaning.is_due and not self.picker.closed:
            self._meant, self._has_looked = Meant((), (*self._meant.gone, *meant.gone), meant.unknown), True
            self.picker.choose(meant.people)
            self._on_input()

    async def _look(self) -> None:
        """Look for a chat with exactly these people."""
        people = [person.id for person in self.picker.chosen]
        found = await self._client.chats_with(people) if people else ()
        newest = next(iter(found), None)
        if not self._looking.is_due and newest != self._existing:
            self._existing = newest
            self._on_input()

    def _on_input(self) -> None:
        self._tell(busy=self._busy)

    def _tell(self, *, busy: bool = False, problem: str = "") -> None:
        self._busy = busy
        self._problem = problem
        if not self.picker.closed:
            self.changed.emit()
