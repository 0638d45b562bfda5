"""The connection in words, and how much is on this computer: the line under the user's name, the notice over the composer."""

from enum import StrEnum

from msgspec import Struct
from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.errors import ConnectFailure
from desktop.core.values import ChatId, ConnectionState, Progress, Unsent
from desktop.viewmodels import kept_here, sentences
from desktop.viewmodels.background import Background
from desktop.viewmodels.following import Following

BACK_ONLINE_MS = 4_000
"""How long the good news is shown."""
TRYING_MS = 2_000
"""How long "Try now" says that it was heard: by then the try has failed, or hangs, and another one can be asked for."""
PROGRESS_MS = 1_000
"""At most once in this time is it said anew how much is on this computer: numbers that run cannot be read."""


class Tone(StrEnum):
    """How a text is meant, and so in which colours it is shown."""

    CALM = "calm"
    GOOD = "good"
    WARNING = "warning"
    DANGER = "danger"


class Remedy(StrEnum):
    """What the user can do about it."""

    TRY_NOW = "try_now"
    SIGN_IN = "sign_in"
    SHOW = "show"
    """Go to what the notice is about."""


class Notice(Struct, frozen=True):
    """What is said over the composer."""

    text: str
    tone: Tone
    remedy: Remedy | None = None
    action: str = ""
    """What the remedy's button says."""


class _Waiting(Struct, frozen=True):
    """What is to be sent."""

    messages: int = 0
    changes: int = 0
    """Edits, deletions, reactions, subjects, and chats that were started."""

    @classmethod
    def of(cls, client: Client) -> "_Waiting":
        connection = client.connection
        return cls(connection.waiting_messages, connection.waiting - connection.waiting_messages)


class StatusModel(QObject):
    """What is said of the connection to the server.

    Signals:
        changed(): the text, its tone, or the notice is different.
        sign_in_requested(): the user wants to sign in again.
        chat_wanted(object): the user wants to see a chat that the notice is about; its id.
    """

    changed = Signal()
    sign_in_requested = Signal()
    chat_wanted = Signal(object)

    def __init__(self, client: Client, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._background = background
        self._progress: Progress | None = None
        self._unsent = Unsent()
        self._shown_chat: ChatId | None = None
        self._stale = False
        self._pause = QTimer(self, singleShot=True, interval=PROGRESS_MS)
        self._pause.timeout.connect(self._on_pause_over)
        self._was_offline = False
        self._waited = _Waiting()
        self._trying = QTimer(self, singleShot=True, interval=TRYING_MS)
        self._trying.timeout.connect(self.changed)
        self._back = QTimer(self, singleShot=True, interval=BACK_ONLINE_MS)
        self._back.timeout.connect(self.changed)
        self._follow()
        self._following = Following(self, client.feed, self._on_changes)
        self._look()

    @property
    def text(self) -> str:
        """Return the status line."""
        match self._shown_state():
            case ConnectionState.ONLINE:
                return self._online_text()
            case ConnectionState.CONNECTING:
                return self.tr("Connecting…")
            case ConnectionState.CATCHING_UP:
                return self.tr("Catching up…")
            case ConnectionState.SIGNED_OUT:
                return self.tr("Signed out on this computer")
            case ConnectionState.OUTDATED:
                return self.tr("This program is too old for the server")
            case ConnectionState.OFFLINE:
                return self._offline_text()

    @property
    def extent(self) -> str:
        """Return how much of what the user may read is on this computer, as a sentence; empty if that is not known."""
        online = self._client.connection.is_there
        return "" if self._progress is None else kept_here.extent(self._progress, online=online)

    @property
    def tone(self) -> Tone:
        """Return how the status line is meant."""
        match self._shown_state():
            case ConnectionState.OFFLINE | ConnectionState.OUTDATED:
                return Tone.WARNING
            case ConnectionState.SIGNED_OUT:
                return Tone.DANGER
            case _:
                return Tone.CALM

    @property
    def state(self) -> ConnectionState:
        """How the connection is, as the status line says it: a try that is soon over counts as what was before."""
        return self._shown_state()

    @property
    def is_online(self) -> bool:
        """Whether what is written reaches the others at once."""
        return self._client.connection.state is ConnectionState.ONLINE

    @property
    def waiting(self) -> int:
        """How many messages and changes have not reached the server yet."""
        return self._client.connection.waiting

    @property
    def notice(self) -> Notice | None:
        """Return what is said over the composer; None for nothing."""
        match self._shown_state():
            case ConnectionState.OFFLINE:
                return self._offline_notice()
            case ConnectionState.SIGNED_OUT:
                return Notice(
                    self.tr("You were signed out on this computer."),
                    Tone.DANGER,
                    Remedy.SIGN_IN,
                    self.tr("Sign in"),
                )
            case ConnectionState.OUTDATED:
                return Notice(sentences.connect_failure("newer_protocol"), Tone.WARNING)
            case ConnectionState.ONLINE if self._back.isActive():
                return Notice(self._good_news(), Tone.GOOD)
            case _:
                return self._question()

    def remedy(self) -> None:
        """Do what the notice offers."""
        notice = self.notice
        if notice is not None and notice.remedy is Remedy.TRY_NOW:
            self._client.try_now()
            self._trying.start()
            self.changed.emit()
        elif notice is not None and notice.remedy is Remedy.SIGN_IN:
            self.sign_in_requested.emit()
        elif notice is not None and notice.remedy is Remedy.SHOW:
            self.chat_wanted.emit(next(chat for chat in self._unsent.asks_in if chat != self._shown_chat))

    def show_chat(self, chat: ChatId | None) -> None:
        """Note which chat is open: nobody has to be led to it."""
        self._shown_chat = chat
        self.changed.emit()

    def close(self) -> None:
        """Stop following the connection."""
        for timer in (self._back, self._pause, self._trying):
            timer.stop()
        self._following.end()

    def _shown_state(self) -> ConnectionState:
        """Return the state, but offline while one try after the other fails: the text must not flicker."""
        state = self._client.connection.state
        trying = state is ConnectionState.CONNECTING
        return ConnectionState.OFFLINE if trying and self._was_offline else state

    def _online_text(self) -> str:
        progress = self._progress
        if progress is not None and progress.complete:
            return self.tr("Online · all on this computer")
        return kept_here.coming(progress.coming if progress is not None else 0) or self.tr("Online")

    def _offline_text(self) -> str:
        if self._client.connection.reason == ConnectFailure.DISK:
            return self.tr("Offline – no room for new messages")
        missing = kept_here.missing(self._progress.coming) if self._progress is not None else ""
        return ". ".join(part for part in (self._reading_text(), missing) if part)

    def _reading_text(self) -> str:
        """Count the messages; other changes only where no message waits, so that the line stays short."""
        waiting = _Waiting.of(self._client)
        if waiting.messages == 1:
            return self.tr("Offline – reading from this computer, 1 message waiting")
        if waiting.messages:
            messages = waiting.messages
            return self.tr("Offline – reading from this computer, %Ln messages waiting", "", messages)
        if waiting.changes == 1:
            return self.tr("Offline – reading from this computer, 1 change waiting")
        if waiting.changes:
            return self.tr("Offline – reading from this computer, %Ln changes waiting", "", waiting.changes)
        return self.tr("Offline – reading from this computer")

    def _question(self) -> Notice | None:
        """Lead to what waited long and asks; in the chat that is open it asks for itself."""
        if not self._unsent.asking or set(self._unsent.asks_in) == {self._shown_chat}:
            return None
        return Notice(kept_here.asking(self._unsent.asking), Tone.WARNING, Remedy.SHOW, self.tr("Show"))

    def _offline_notice(self) -> Notice:
        # Not while the program tries by itself: where nothing answers, that is nearly always.
        action = self.tr("Trying…") if self._trying.isActive() else self.tr("Try now")
        return Notice(self._why_offline(), Tone.WARNING, Remedy.TRY_NOW, action)

    def _why_offline(self) -> str:
        reason = self._client.connection.reason
        if reason == ConnectFailure.DISK:
            return sentences.connect_failure(reason)
        return self.tr(
            "You’re offline. Messages you write are kept here and sent when the connection is back."
        )

    def _good_news(self) -> str:
        left = _Waiting.of(self._client)
        sent = self._waited.messages - left.messages
        if sent == 1:
            return self.tr("Back online. 1 message sent.")
        if sent > 1:
            return self.tr("Back online. %Ln messages sent.", "", sent)
        if self._waited.changes > left.changes:
            return self.tr("Back online. What you changed was sent.")
        return self.tr("Back online.")

    def _on_changes(self, changes: ChangeSet) -> None:
        if changes.connection:
            self._follow()
            self.changed.emit()
        if changes.connection or changes.progress or changes.outbox:
            self._look()

    def _look(self) -> None:
        """Read soon how much is here and what asks; while it comes in quickly, not more often than people can read."""
        if self._pause.isActive():
            self._stale = True
        else:
            self._pause.start()
            _ = self._background.start(self._read())

    def _on_pause_over(self) -> None:
        if self._stale:
            self._stale = False
            self._look()

    async def _read(self) -> None:
        progress, unsent = await self._client.progress(), await self._client.unsent()
        if self._following.active and (progress, unsent) != (self._progress, self._unsent):
            self._progress, self._unsent = progress, unsent
            self.changed.emit()

    def _follow(self) -> None:
        waiting = _Waiting.of(self._client)
        match self._client.connection.state:
            case ConnectionState.OFFLINE | ConnectionState.SIGNED_OUT:
                self._was_offline = True
                self._waited = waiting
            case ConnectionState.CONNECTING | ConnectionState.CATCHING_UP:
                messages = max(self._waited.messages, waiting.messages)
                self._waited = _Waiting(messages, max(self._waited.changes, waiting.changes))
            case ConnectionState.ONLINE if self._was_offline:
                self._was_offline = False
                self._back.start()
            case _:
                pass
