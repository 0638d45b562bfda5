"""Going to another place among the messages, and showing where one has come to.

A short way is glided along; over two screens one is put near the goal and glides the rest, so that it is never long. A message
that was looked for stands out for a moment and fades. Who wants no motion is there at once.
"""

from collections.abc import Callable
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QObject, QRect, QRectF, QTimer, QVariantAnimation
from PySide6.QtWidgets import QStyle, QWidget

from desktop.viewmodels.opening import Opening

if TYPE_CHECKING:
    from desktop.ui.timeline.view import TimelineView  # which makes this part of itself

GLIDE_MS = 180
LIT_MS = 1_600
"""How long a message that was gone to stands out."""
FADE_MS = 400
UNREAD_FROM_TOP = 0.25
"""Where the line "New messages" stands when a chat is opened, as a part of the height."""

HIGH = 0.7
"""Of a message that takes so much of the height, it is enough that the words that were found are in sight."""


class Travel(QObject):
    """Moves the column of a view. `lit_key` is the message that stands out, `lit` how much, from 0 to 1."""

    def __init__(self, view: "TimelineView") -> None:
        super().__init__(view)
        self._view = view
        self.lit_key: str | None = None
        self.lit = 0.0
        self._arrives = True
        self._goal: Callable[[], None] | None = None
        self._way = self._left = 0
        self._glide = QVariantAnimation(self, duration=GLIDE_MS)
        self._glide.setStartValue(0.0)
        self._glide.setEndValue(1.0)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._glide.valueChanged.connect(self._step)
        self._glide.finished.connect(self._arrive)
        self._hold = QTimer(self, singleShot=True, interval=LIT_MS)
        self._hold.timeout.connect(self._fade_out)
        self._fade = QVariantAnimation(self, duration=FADE_MS)
        self._fade.setStartValue(1.0)
        self._fade.setEndValue(0.0)
        self._fade.valueChanged.connect(self._shine)

    @property
    def is_under_way(self) -> bool:
        """Whether the view is gliding somewhere."""
        return self._goal is not None

    def opened(self) -> None:
        """Begin anew: another chat is shown."""
        self.stop()
        self._arrives = True
        self._put_out()

    def stop(self) -> None:
        """Stay where one has come to: the user moves by themselves."""
        self._goal = None
        self._glide.stop()

    def placed(self, opening: Opening) -> None:
        """Go where the model says, with rows that may all be others."""
        self.stop()
        view, column = self._view, self._view.column
        before = view.landmark()
        seq_before = _seq_at(view, before)
        view.take_entries()
        index = column.indexes.get(opening.key) if opening.key is not None else None
        near_top = round(column.height * UNREAD_FROM_TOP)
        arrives, self._arrives = self._arrives, False
        if index is None:
            goal = column.go_to_end
        elif opening.lit or opening.found:
            goal = self._into_sight(index)
        else:
            goal = _to_row(view, column.entries[index].key, near_top)
        looked_for = index is None or opening.lit or opening.found
        self._go(goal, before, seq_before, at_once=arrives or not looked_for)
        if index is None:
            return
        if opening.lit:
            self._light(column.entries[index].key)
        if opening.lit or opening.found:
            self._view.light_focus(column.entries[index].key)

    def matched(self, key: str) -> None:
        """Show the words that were found in a message which one has just come to in another way."""
        if key == self.lit_key and key in self._view.column.indexes:
            self.placed(Opening(key, found=True))

    def _into_sight(self, index: int) -> Callable[[], None]:
        """Return how a message, or what was found in it, comes into sight: it stays where it is if it is there already."""
        view, height = self._view, self._view.column.height
        match = view.matched.reveal(index)
        area, near_top = view.row_area(index), round(height * UNREAD_FROM_TOP)
        whole = not area.isEmpty() and area.top() >= 0 and area.bottom() < height
        if whole or (match is not None and _is_well_in_sight(match, area, height)):
            return view.column.settle
        too_low = 0 if match is None else max(0, ceil(match.bottom()) - height // 2)
        return _to_row(view, view.column.entries[index].key, near_top - too_low)

    def _go(
        self, goal: Callable[[], None], before: tuple[str, int] | None, seq_before: int, *, at_once: bool
    ) -> None:
        column = self._view.column
        known = before is not None and before[0] in column.indexes
        start = (column.indexes[before[0]], -before[1]) if known and before is not None else None
        goal()
        if not at_once and column.entries and wants_motion(self._view):
            end = (column.top, column.above)
            way = None if start is None else self._pixels(start, end)
            if way is None:
                ahead = (
                    end > start
                    if start is not None
                    else _seq_at(self._view, self._view.landmark()) > seq_before
                )
                way = column.height if ahead else -column.height
            if way:
                column.scroll_by(-way)
                self._way = self._left = self._pixels((column.top, column.above), end) or 0
                self._goal = goal
                self._glide.start()
        self._view.moved_far()

    def _pixels(self, start: tuple[int, int], end: tuple[int, int]) -> int | None:
        """Return how far one place lies below another; None for more than two screens."""
        column = self._view.column
        (first, above_first), (last, above_last) = min(start, end), max(start, end)
        way = above_last - above_first
        for index in range(first, last):
            way += column.row(index).height
            if way > 2 * column.height:
                return None
        return way if start <= end else -way

    def _step(self, part: object) -> None:
        if self._goal is None or not isinstance(part, float):
            return
        left = round(self._way * (1 - part))
        step, self._left = self._left - left, left
        self._view.glide_by(step)

    def _arrive(self) -> None:
        goal, self._goal = self._goal, None
        if goal is not None:
            goal()
            self._view.moved_far()

    # Standing out.

    def _light(self, key: str) -> None:
        self._fade.stop()
        self.lit_key, self.lit = key, 1.0
        self._hold.start()

    def _fade_out(self) -> None:
        if wants_motion(self._view):
            self._fade.start()
        else:
            self._put_out()

    def _shine(self, strength: object) -> None:
        if isinstance(strength, float):
            self.lit = strength
            self._update_lit()
            if strength <= 0:
                self.lit_key = None

    def _put_out(self) -> None:
        self._hold.stop()
        self._fade.stop()
        self.lit = 0.0
        self._update_lit()
        self.lit_key = None

    def _update_lit(self) -> None:
        index = self._view.column.indexes.get(self.lit_key) if self.lit_key is not None else None
        if index is not None:
            self._view.update_row(index)


def wants_motion(widget: QWidget) -> bool:
    """Tell whether things may move by themselves: the system's setting, as the style knows it."""
    style = widget.style()
    return bool(
        style.styleHint(QStyle.StyleHint.SH_Widget_Animate, None, widget)
        and style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget)
    )


def _is_well_in_sight(match: QRectF, row: QRect, height: int) -> bool:
    """Tell whether the words in a row that is higher than what is seen of it stand where one sees them at once."""
    if row.isEmpty() or row.height() < height * HIGH:
        return False
    top, bottom = row.top() + match.top(), row.top() + match.bottom()
    return top >= match.height() and bottom <= height - match.height()


def _to_row(view: "TimelineView", key: str, y: int) -> Callable[[], None]:
    def go() -> None:
        index = view.column.indexes.get(key)
        if index is not None:
            view.column.go_to(index, y)

    return go


def _seq_at(view: "TimelineView", landmark: tuple[str, int] | None) -> int:
    """Return the place in the chat of what is first in sight, or of the next that has one."""
    index = view.column.indexes.get(landmark[0]) if landmark is not None else None
    if index is None:
        return 0
    return next((entry.seq for entry in view.column.entries[index:] if entry.seq is not None), 0)
