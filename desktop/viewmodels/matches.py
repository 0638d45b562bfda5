"""What was found in the open chat: which messages, in which order, and what of their words is marked in the timeline."""

from bisect import bisect_left, bisect_right
from collections.abc import Set as AbstractSet

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from desktop.core.matching import spans
from desktop.core.values import MessageId, Sequence

AT_THE_END: Sequence = 1 << 62
"""The place of what waits: after everything that has one."""

Found = tuple[tuple[Sequence | None, MessageId], ...]


class Hits:
    """The messages that were found, oldest first. A value: it is never changed."""

    def __init__(self, found: Found = ()) -> None:
        self.found = found
        self.places = [AT_THE_END if seq is None else seq for seq, _ in found]
        self.indexes = {message: index for index, (_, message) in enumerate(found)}

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.found)

    def nearest(self, at: Sequence) -> int:
        """Return which is the last that does not stand after a place; the first if all do."""
        return max(0, bisect_right(self.places, at) - 1)

    def beside(self, at: Sequence, by: int) -> int:
        """Return which is the first after a place (`by` 1), or the last before it (-1), round the ends."""
        index = bisect_left(self.places, at) - 1 if by < 0 else bisect_right(self.places, at)
        return index % len(self.found)


class Matches(Struct, frozen=True):
    """What was found."""

    needles: tuple[str, ...] = ()
    """What was looked for (`core.matching`); nothing where filters alone were asked for."""
    messages: AbstractSet[MessageId] = frozenset()
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


class MarkedMatches(QObject):
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
        if matches is not self.matches:
            self.matches = matches
            self.changed.emit()
