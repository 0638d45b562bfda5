"""What is marked in the timeline while something is looked for in the open chat: which messages, and what of their words."""

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from desktop.core.matching import spans
from desktop.core.values import MessageId


class Matches(Struct, frozen=True):
    """What was found."""

    needles: tuple[str, ...] = ()
    """What was looked for (`core.matching`); nothing where filters alone were asked for."""
    messages: frozenset[MessageId] = frozenset()
    """All that were found, in sight or not."""
    current: MessageId | None = None
    """Which of them one has come to."""

    def spans(self, message: MessageId | None, text: str) -> tuple[tuple[int, int], ...]:
        """Return the stretches of a text that are marked, in code points; `text` is what of the message is shown somewhere."""
        return self.spans_in(text) if message in self.messages else ()

    def spans_in(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return the stretches of a text that are marked in whatever was found."""
        return spans(text, self.needles) if self.needles and text else ()


NONE = Matches()


class Marked(QObject):
    """What is marked in the timeline just now.

    Signals:
        changed(): `matches` is different.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.matches = NONE

    def mark(self, matches: Matches) -> None:
        """Mark these from now on, and no others."""
        if matches != self.matches:
            self.matches = matches
            self.changed.emit()
