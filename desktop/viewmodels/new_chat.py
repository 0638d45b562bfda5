"""Starting a chat: who with, and what about. Works offline: the chat is there at once, the server learns later."""

from PySide6.QtCore import QObject, Signal

from desktop.core.client import Client
from desktop.core.errors import ClientError
from desktop.viewmodels import sentences
from desktop.viewmodels.background import Background, Clock
from desktop.viewmodels.people_picker import PeoplePickerModel


class NewChatModel(QObject):
    """What the dialog Message teammates holds.

    Signals:
        changed(): `can_start`, `summary`, `busy` or `problem` is different.
        chat_started(ChatId): the chat is stored and can be shown.
    """

    changed = Signal()
    chat_started = Signal(object)

    def __init__(
        self, client: Client, background: Background, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._background = background
        self._clock = clock
        self._subject = ""
        self._busy = False
        self._problem = ""
        self.picker = PeoplePickerModel(client, background, self)
        self.picker.chosen_changed.connect(self._on_input)

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
        return self.tr("{count} people and you").format(count=count)

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
        """Stop following the directory."""
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

    def _on_input(self) -> None:
        self._tell(busy=self._busy)

    def _tell(self, *, busy: bool = False, problem: str = "") -> None:
        self._busy = busy
        self._problem = problem
        if not self.picker.closed:
            self.changed.emit()
