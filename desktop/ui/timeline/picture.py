"""What of the painted messages can stay as it is: pixels that only move are moved, and only rows that changed are painted."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect

from desktop.viewmodels.timeline_entry import Entry

if TYPE_CHECKING:
    from desktop.ui.timeline.view import TimelineView  # which makes this part of itself

PlacedRow = tuple[int, int, Entry]
"""Upper edge, height, and what it says."""


class Picture:
    """What is painted in the viewport of a view."""

    def __init__(self, view: "TimelineView") -> None:
        self._view = view

    def rows(self) -> list[PlacedRow]:
        """Return the rows in sight."""
        return [(y, row.height, row.entry) for _, y, row in self._view.column.visible()]

    def tops(self) -> dict[str, int]:
        """Return where each row in sight begins."""
        return {row.entry.key: y for _, y, row in self._view.column.visible()}

    def update_changed(self, before: list[PlacedRow]) -> None:
        """Paint anew what is different: only some rows, as long as none of them has moved."""
        viewport, after = self._view.viewport(), self.rows()
        if [each[:2] for each in after] != [each[:2] for each in before]:
            viewport.update()
            return
        for (y, height, entry), (_, _, old) in zip(after, before, strict=True):
            if entry != old:
                viewport.update(0, y, viewport.width(), height)

    def move(self, before: dict[str, int]) -> None:
        """Move the pixels that stay and leave only the new strip to be painted."""
        viewport = self._view.viewport()
        # Of those that were in sight before, the first one may have left it.
        moved = next((y - before[key] for key, y in self.tops().items() if key in before), None)
        whole_pixels = viewport.devicePixelRatioF().is_integer()
        if moved is None or not whole_pixels:  # fractions of a device pixel cannot be moved exactly
            viewport.update()
        elif moved:
            self._move_pixels(moved)

    def _move_pixels(self, moved: int) -> None:
        """Move what is painted, but for what lies under the button: Qt would not move anything that is covered in part."""
        viewport, jump = self._view.viewport(), self._view.jump
        whole = viewport.rect()
        if not jump.isVisible():
            viewport.scroll(0, moved)
            return
        covered = jump.geometry().translated(-viewport.pos()) & whole
        covered.setBottom(whole.bottom())
        before = QRect(whole.topLeft(), QPoint(covered.left() - 1, whole.bottom()))
        after = QRect(QPoint(covered.right() + 1, whole.top()), whole.bottomRight())
        above = QRect(QPoint(covered.left(), whole.top()), QPoint(covered.right(), covered.top() - 1))
        for part in (before, above, after):
            viewport.scroll(0, moved, part)
        viewport.update(covered)
