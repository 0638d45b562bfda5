"""What was notified of lately, and what was not and why: so that nobody has to guess why something was silent.

In memory only: it names chats, and is of use for a while.
"""

from collections import deque
from enum import Enum

from msgspec import Struct, structs
from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop.core.values import Milliseconds

KEPT = 100
"""So many entries."""


class Outcome(Enum):
    """What became of something that there was to tell."""

    SHOWN = "shown"
    SUMMED_UP = "summed_up"
    """Told together with other chats."""
    TEST = "test"
    IN_VIEW = "in_view"
    MUTED = "muted"
    ONLY_MENTIONS = "only_mentions"
    """The user wants mentions, and chats of two."""
    ONLY_MENTIONS_HERE = "only_mentions_here"
    """The same, of this chat."""
    ONLY_ADDED = "only_added"
    NOTHING = "nothing"
    NOTHING_HERE = "nothing_here"
    PAUSED = "paused"
    HOURS = "hours"
    BUSY = "busy"
    """The system says that the user is not to be disturbed."""
    NOT_POSSIBLE = "not_possible"
    """Nothing shows notifications here."""


class Entry(Struct, frozen=True):
    """A decision."""

    number: int
    """Of the entry, growing."""
    at: Milliseconds
    chat: str
    """How the chat is called, or empty."""
    outcome: Outcome
    messages: int = 1
    """How many times in a row; each may have been about several messages that came at once."""

    @property
    def words(self) -> str:
        """What became of it, in words."""
        return words(self.outcome)

    @property
    def was_told(self) -> bool:
        """Whether there was something to be seen."""
        return self.outcome in {Outcome.SHOWN, Outcome.SUMMED_UP, Outcome.TEST}


class NotificationLog(QObject):
    """The last decisions, of all accounts.

    Signals:
        changed(): there is another one.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._number = 0

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return them, the newest first."""
        return tuple(reversed(self._entries))

    def note(self, at: Milliseconds, chat: str, outcome: Outcome) -> int:
        """Keep a decision and return its number; the same one over again is counted instead."""
        last = self._entries[-1] if self._entries else None
        if last is not None and (last.chat, last.outcome) == (chat, outcome):
            self._entries[-1] = structs.replace(last, at=at, messages=last.messages + 1)
        else:
            self._number += 1
            self._entries.append(Entry(self._number, at, chat, outcome))
        self.changed.emit()
        return self._entries[-1].number

    def take_back(self, number: int) -> None:
        """Let a decision not have been made, as something came in between; nothing if it is gone by now."""
        for place, entry in enumerate(self._entries):
            if entry.number == number:
                if entry.messages > 1:
                    self._entries[place] = structs.replace(entry, messages=entry.messages - 1)
                else:
                    del self._entries[place]
                self.changed.emit()
                return

    def clear(self) -> None:
        """Forget everything."""
        self._entries.clear()
        self.changed.emit()


def words(outcome: Outcome) -> str:
    """Return what became of something, in words."""
    return _words()[outcome]


def _words() -> dict[Outcome, str]:
    return {
        Outcome.SHOWN: _tr("Shown"),
        Outcome.SUMMED_UP: _tr("Shown together with other chats"),
        Outcome.TEST: _tr("Shown as a test"),
        Outcome.IN_VIEW: _tr("Not shown: the chat was in view"),
        Outcome.MUTED: _tr("Not shown: the chat is muted"),
        Outcome.ONLY_MENTIONS: _tr("Not shown: you chose mentions and direct messages only"),
        Outcome.ONLY_MENTIONS_HERE: _tr("Not shown: for this chat you chose mentions only"),
        Outcome.ONLY_ADDED: _tr("Not shown: you chose only being added to a new chat"),
        Outcome.NOTHING: _tr("Not shown: you chose no notifications"),
        Outcome.NOTHING_HERE: _tr("Not shown: for this chat you chose no notifications"),
        Outcome.PAUSED: _tr("Waits: notifications are paused"),
        Outcome.HOURS: _tr("Waits: quiet hours"),
        Outcome.BUSY: _tr("Waits: this computer is set to “Do not disturb”"),
        Outcome.NOT_POSSIBLE: _tr("Not shown: nothing shows notifications here"),
    }


def _tr(text: str) -> str:
    return QCoreApplication.translate("notification_log", text)
