"""Which row stands where: the arithmetic of a column of rows of which only the visible ones are measured.

The position is the first visible row and how many of its pixels are above the edge. Everything else, the scroll bar too, is
derived from it. Rows above are measured when they are needed, upward from there, so a wrong estimate never moves what is seen.
"""

from collections.abc import Callable, Iterator

from desktop.ui.timeline.layout import MORE_LINES
from desktop.ui.timeline.row import Row
from desktop.viewmodels.markup import BlockKind
from desktop.viewmodels.timeline_entry import Entry

ROW_GUESS = 44
"""Height of a row before any was measured."""
KEPT_ROWS = 40
"""So many rows are held measured before those in sight, and about as many after them."""


class Column:
    """A position in a sequence of entries. `top` is the first visible entry, `above` its pixels beyond the edge."""

    def __init__(self, measure: Callable[[Entry, int, int], Row]) -> None:
        self._measure = measure
        self._rows: dict[str, Row] = {}
        self._heights: dict[str, int] = {}
        """Of every row that was measured, held still or not."""
        self._guess = 0
        """Mean height of the measured rows; 0 where it has to be worked out."""
        self._unfolded: dict[str, int] = {}
        """How many lines are shown of the long texts of which more was asked for."""
        self.entries: tuple[Entry, ...] = ()
        self.indexes: dict[str, int] = {}
        self.width = 1
        self.height = 1
        self.top = 0
        self.above = 0

    def row(self, index: int) -> Row:
        """Return an entry's row, measured now if it was not yet."""
        entry = self.entries[index]
        row = self._rows.get(entry.key)
        if row is None or (row.entry is not entry and row.entry != entry):
            row = self._rows[entry.key] = self._measure(entry, self.width, self._unfolded.get(entry.key, 0))
            self._heights[entry.key] = row.height
            self._guess = 0
        return row

    def visible(self) -> Iterator[tuple[int, int, Row]]:
        """Give the rows that are at least partly in sight, with their index and top edge."""
        y = -self.above
        for index in range(self.top, len(self.entries)):
            if y >= self.height:
                return
            row = self.row(index)
            if y + row.height > 0:
                yield index, y, row
            y += row.height

    def at(self, y: int) -> tuple[int, int, Row] | None:
        """Return the visible row at a height, with its index and top edge."""
        return next((found for found in self.visible() if found[1] <= y < found[1] + found[2].height), None)

    def unfold(self, key: str) -> None:
        """Show more of a long text."""
        self._unfolded[key] = self._unfolded.get(key, 0) + MORE_LINES
        self._rows.pop(key, None)
        self.settle()

    def unfold_to(self, index: int, offset: int) -> None:
        """Show so much of a long text that a place in it, in UTF-16 units, is shown; what is above it does not move."""
        key, lines = self.entries[index].key, max(MORE_LINES, self._unfolded.get(self.entries[index].key, 0))
        row = self.row(index)
        while row.body.is_cut and row.body.end < offset:
            self._unfolded[key] = lines
            self._rows.pop(key, None)
            row, lines = self.row(index), 2 * lines
        self.settle()

    def fold(self, key: str) -> None:
        """Show only the beginning of a long text again, and keep that in sight."""
        self._unfolded.pop(key, None)
        self._rows.pop(key, None)
        if self.top == self.indexes.get(key):
            self.above = 0
        self.settle()

    def forget_code(self) -> None:
        """Measure rows with code anew: its colours have come. No height changes by that."""
        self._rows = {
            key: row
            for key, row in self._rows.items()
            if not any(block.kind is BlockKind.CODE for block in row.entry.blocks)
        }

    def forget_rows(self, measure: Callable[[Entry, int, int], Row] | None = None) -> None:
        """Measure everything anew when it is needed: the width or the theme is another."""
        self._forget_all()
        self._measure = measure or self._measure

    def _forget_all(self) -> None:
        self._rows.clear()
        self._heights.clear()
        self._guess = 0

    def set_entries(self, entries: tuple[Entry, ...]) -> None:
        """Take other entries; what is in sight and stays the same does not move."""
        seen = [(row.entry, y) for _, y, row in self.visible()]
        self.entries = entries
        self.indexes = {entry.key: index for index, entry in enumerate(entries)}
        self._heights = {key: height for key, height in self._heights.items() if key in self.indexes}
        self._guess = 0
        # Grouping depends on neighbours, so a row at a page's seam may change: prefer one that did not.
        steady = [(e, y) for e, y in seen if e.key in self.indexes and entries[self.indexes[e.key]] == e]
        changed = [(e, y) for e, y in seen if e.key in self.indexes]
        for entry, y in (steady or changed)[:1]:
            self.top, self.above = self.indexes[entry.key], -y
        self._keep_near()
        self.settle()

    def _keep_near(self) -> None:
        """Let go of the rows that are far from sight: what is laid out takes far more memory than what it says."""
        near = range(self.top - KEPT_ROWS, self.top + 2 * KEPT_ROWS)
        self._rows = {key: row for key, row in self._rows.items() if self.indexes.get(key, -1) in near}

    def resize(self, width: int, height: int) -> None:
        """Take another size; the first visible row stays the first."""
        if width != self.width:
            before = self.row(self.top).height if self.entries else 1
            self.width = width
            self._forget_all()
            if self.entries and self.above > 0:
                self.above = self.above * self.row(self.top).height // max(1, before)
        self.height = height
        self.settle()

    def scroll_by(self, pixels: int) -> None:
        """Move towards the end by some pixels, as far as there are rows."""
        self.above += pixels
        self.settle()

    def go_to_end(self) -> None:
        """Stand so that the last row ends at the lower edge."""
        if self.entries:
            self.top = len(self.entries) - 1
            self.above = self.row(self.top).height - self.height
        self.settle()

    def go_to(self, index: int, y: int = 0) -> None:
        """Stand so that a row begins `y` pixels below the upper edge, as far as there are rows."""
        self.top, self.above = index, -y
        self.settle()

    def reveal(self, index: int) -> None:
        """Move as little as possible so that a row is in sight."""
        found = next((y for at, y, _ in self.visible() if at == index), None)
        height = self.row(index).height
        if index < self.top or (found is not None and found < 0):
            self.go_to(index)
        elif found is None or found + height > self.height:
            self.go_to(index, max(0, self.height - height))

    def settle(self) -> None:
        """Name the same position by the row that is first in sight, within what there is."""
        if not self.entries:
            self.top = self.above = 0
            return
        self.top = min(self.top, len(self.entries) - 1)
        self._settle_top()
        missing = self.height - self._pixels_below_top(self.height)
        if missing > 0:  # beyond the end: come back, as far as there is something to show
            self.above -= missing
            self._settle_top(short_column=True)

    def _settle_top(self, *, short_column: bool = False) -> None:
        while self.above < 0 and self.top > 0:
            self.top -= 1
            self.above += self.row(self.top).height
        if self.above < 0 and not short_column:
            self.above = 0
        while self.top < len(self.entries) - 1 and self.above >= self.row(self.top).height:
            self.above -= self.row(self.top).height
            self.top += 1

    def _pixels_below_top(self, enough: int) -> int:
        """Return how far the rows reach below the upper edge, counted until it is `enough`."""
        reach = -self.above
        for index in range(self.top, len(self.entries)):
            if reach >= enough:
                break
            reach += self.row(index).height
        return reach

    def pixels_to_end(self, enough: int) -> int:
        """Return how many pixels lie below the lower edge, counted until it is `enough`."""
        return max(0, self._pixels_below_top(self.height + enough) - self.height)

    # The scroll bar: pixels, with the rows that nobody has measured guessed from those that were.

    def guess(self) -> int:
        """Return the mean height of the rows that were measured."""
        if not self._heights:
            return ROW_GUESS
        if not self._guess:
            self._guess = max(1, sum(self._heights.values()) // len(self._heights))
        return self._guess

    def extent(self) -> tuple[int, int]:
        """Return how many pixels all rows have, and how many of them are above the edge, both guessed."""
        guess = self.guess()
        heights = [self._heights.get(key, guess) for key in self.indexes]
        return sum(heights), sum(heights[: self.top]) + self.above

    def scroll_to_extent(self, pixels: int) -> None:
        """Stand where `extent` would say that so many pixels are above."""
        guess = self.guess()
        for index, entry in enumerate(self.entries):
            height = self._heights.get(entry.key, guess)
            if pixels < height:
                self.go_to(index, -pixels)
                return
            pixels -= height
        self.go_to_end()
