"""What of the rows in sight is marked, since it was looked for in this chat: where the words stand as they are laid out.

It is worked out for a row when it is first painted, and kept for as long as the row and what is looked for are the same. What is
in the folded part of a long text is nowhere, until one comes to it: then so much is unfolded as shows it.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from desktop.ui.timeline.row import Row
from desktop.ui.timeline.row_marks import RowMarks, areas_of
from desktop.ui.timeline.text_lines import Units
from desktop.viewmodels.message_text import utf16_slice

if TYPE_CHECKING:
    from desktop.ui.timeline.view import TimelineView  # which makes this part of itself

MOST_KEPT = 400
"""Rows."""


class MatchedRows:
    """Knows what is marked in each row of a view."""

    def __init__(self, view: "TimelineView") -> None:
        self._view = view
        self._kept: dict[str, tuple[Row, tuple[tuple[int, int], ...], tuple[QRectF, ...]]] = {}
        self._matches = view.model.marked.matches
        view.model.marked.changed.connect(self._on_changed)

    def of(self, row: Row) -> RowMarks | None:
        """Return what is marked in a row; None in one that was not found."""
        matches = self._matches
        if row.entry.message is None or row.entry.message not in matches.messages:
            return None
        kept = self._kept.get(row.entry.key)
        if kept is None or kept[0] is not row:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            kept = self._kept[row.entry.key] = row, *self._where(row)
        return RowMarks(matches, kept[1], kept[2], matches.current == row.entry.message)

    def _where(self, row: Row) -> tuple[tuple[tuple[int, int], ...], tuple[QRectF, ...]]:
        """Return what is marked of a row's text, as far as that is laid out, and where it stands."""
        text = row.entry.text
        ranges = self._ranges(row, utf16_slice(text, 0, row.body.end) if row.body.is_cut else text)
        return ranges, tuple(area for start, end in ranges for area in areas_of(row.body, start, end))

    def reveal(self, index: int) -> QRectF | None:
        """Unfold so much of a row as shows the first match in it; return where that stands, None if nowhere in its text."""
        column = self._view.column
        row = column.row(index)
        ranges = self._ranges(row, row.entry.text)
        if not ranges:
            return None
        if row.body.is_cut and row.body.end < ranges[0][1]:
            column.unfold_to(index, ranges[0][1])
        marks = self.of(column.row(index))
        return marks.areas[0] if marks is not None and marks.areas else None

    def _ranges(self, row: Row, text: str) -> tuple[tuple[int, int], ...]:
        units, found = Units(text), self._matches.spans(row.entry.message, text)
        return tuple((units.of(start), units.of(end)) for start, end in found)

    def _on_changed(self) -> None:
        before, self._matches = self._matches, self._view.model.marked.matches
        if self._matches.needles != before.needles:
            self._kept.clear()
        self._view.viewport().update()
        current = self._matches.current
        if current is not None and current != before.current:
            self._view.travel.matched(current)
