"""Starting a chat: who with, and what about. Works offline: the chat is there at once, the server learns later.

Where there is a chat with exactly these people already, it is offered, and nobody is kept from another one.
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
from desktop.viewmodels.people_picker import PeoplePickerModel
from desktop.viewmodels.placeholders import filled
from desktop.viewmodels.rereading import Rereading


class NewChatModel(QObject):
    """What the dialog Message teammates holds.

    Signals:
        changed(): `can_start`, `summary`, `existing`, `busy` or `problem` is different.
        chat_started(ChatId): the chat is stored and can be shown.
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
    ) -> None:
        """`preselected` are chosen from the start, as far as they are in the team."""
        super().__init__(parent)
        self._client = client
        self._background = background
        self._clock = clock
        self._subject = ""
        self._busy = False
        self._problem = ""
        self._existing: ChatSummary | None = None
        self.picker = PeoplePickerModel(client, background, self, preselected=preselected)
        self.picker.chosen_changed.connect(self._on_chosen)
        self._following = Following(self, client.feed, self._on_changes)
        self._looking = Rereading(background, self._following, self._look)

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
