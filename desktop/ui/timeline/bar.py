"""The timeline's scroll bar: derived from where the column stands, and a way to move it.

Rows that are not held, or that nobody has measured, are guessed, so the bar says about where one is in the whole chat.
"""

from typing import TYPE_CHECKING

from desktop.ui.timeline.layout import SCROLL_BAR

if TYPE_CHECKING:
    from desktop.ui.timeline.view import TimelineView  # which makes this part of itself

STEP = 20


class DerivedBar:
    """Keeps the scroll bar of a view where the column is, and the column where the user moves the bar."""

    def __init__(self, view: "TimelineView") -> None:
        self._view = view
        self._by_hand = True

    def derive(self) -> None:
        """Set the bar to where the column stands."""
        column, bar = self._view.column, self._view.verticalScrollBar()
        before, after = self._unloaded()
        guess = column.guess()
        total, above = column.extent()
        by_hand, self._by_hand = (
            self._by_hand,
            False,
        )  # what follows may lead here again, by another size of the viewport
        bar.setPageStep(column.height)
        bar.setSingleStep(STEP)
        most = max(0, total + (before + after) * guess - column.height)
        # Read from the right, it is before the rows: they must not move where there is none.
        self._view.setViewportMargins(0 if most or not self._view.isRightToLeft() else SCROLL_BAR, 0, 0, 0)
        bar.setRange(0, most)
        bar.setValue(before * guess + max(0, above))
        self._by_hand = by_hand

    def moved(self) -> bool:
        """Go where the user has moved the bar; return whether the column is elsewhere by that already."""
        if not self._by_hand:
            return False
        model, column = self._view.model, self._view.column
        model.stay()
        value, guess = self._view.verticalScrollBar().value(), column.guess()
        before, after = self._unloaded()
        total, _ = column.extent()
        inside = value - before * guess
        details = model.details
        if details is not None and inside < 0 < before:
            model.go_to(details.visible_from_seq + value // guess)
            return False
        if details is not None and after and inside > total - column.height:
            model.go_to((model.window.last_seq or 0) + max(0, inside - total) // guess)
            return False
        column.scroll_to_extent(inside)
        return True

    def _unloaded(self) -> tuple[int, int]:
        """Return how many rows lie before and after the window."""
        details, window = self._view.model.details, self._view.model.window
        if details is None or window.first_seq is None:
            return 0, 0
        before = 0 if window.reaches_start else max(0, window.first_seq - details.visible_from_seq)
        after = 0 if window.reaches_end else max(0, details.last_seq - (window.last_seq or 0))
        return before, after
