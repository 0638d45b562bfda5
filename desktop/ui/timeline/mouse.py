"""What the mouse does in the timeline: hovering, clicking on what rows offer, and selecting text."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QObject,
    QPoint,
    QPointF,
    Qt,
    QTextBoundaryFinder,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip

from desktop.ui.timeline.actions import RowActions
from desktop.ui.timeline.parts import Hit
from desktop.ui.timeline.places import PLACES
from desktop.ui.timeline.selection import Place, Selection
from desktop.ui.timeline.targets import Target, person_told, target_at, tip_at
from desktop.viewmodels.message_text import utf16_length, utf16_slice
from desktop.viewmodels.tips import tip

if TYPE_CHECKING:
    from desktop.ui.timeline.view import TimelineView  # which makes this part of itself

AUTOSCROLL_MS = 30
"""While text is being selected beyond an edge, the timeline moves this often."""


class TimelineMouse(QObject):
    """The mouse's part of the timeline view.

    Signals:
        hovered: the pointer is at another row, or at none.
    """

    hovered = Signal()

    def __init__(self, view: "TimelineView", actions: RowActions) -> None:
        super().__init__(view)
        self._view = view
        self._actions = actions
        self.hovered_key: str | None = None
        self.hovered_hit: Hit | None = None
        self._pressed_at: Place | None = None
        self._pressed_target: Target | None = None
        self._pointer = QPoint(-1, -1)
        self._double_clicked_at = QPoint()
        self._since_double_click = QElapsedTimer()
        self._autoscroll = QTimer(self, interval=AUTOSCROLL_MS)
        self._autoscroll.timeout.connect(self._scroll_while_selecting)
        self._leaving = QTimer(self, singleShot=True, interval=0)
        self._leaving.timeout.connect(self._left)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take one of the viewport's events; return whether that is all that should happen with it."""
        if isinstance(event, QMouseEvent):
            return self._handle_mouse(event)
        if event.type() == QEvent.Type.Leave:
            self.left()
        elif isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_tip(event)
            return True
        elif isinstance(event, QContextMenuEvent):
            self._open_menu_at(event)
            return True
        return super().eventFilter(watched, event)

    def _handle_mouse(self, event: QMouseEvent) -> bool:
        point = event.position().toPoint()
        left = event.button() == Qt.MouseButton.LeftButton
        middle = event.button() == Qt.MouseButton.MiddleButton
        match event.type():
            case QEvent.Type.MouseMove:
                self._moved(point, selecting=bool(event.buttons() & Qt.MouseButton.LeftButton))
            case QEvent.Type.MouseButtonPress if left:
                self._pressed(point, extend=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            case QEvent.Type.MouseButtonRelease if left:
                self._released(point)
            case QEvent.Type.MouseButtonDblClick if left:
                self._select_around(point, word_around)
                self._double_clicked_at = point
                self._since_double_click.start()
            case QEvent.Type.MouseButtonPress if middle:
                self._pressed_target = target_at(self._view, point)
            case QEvent.Type.MouseButtonRelease if middle:
                self._open_pressed_link(point)
            case QEvent.Type.MouseButtonRelease if event.button() == Qt.MouseButton.BackButton:
                return self._view.model.go_back()
            case QEvent.Type.MouseButtonPress if event.button() == Qt.MouseButton.BackButton:
                pass  # what is done is done when it is let go
            case _:
                return False
        return True

    # Hovering.

    @property
    def is_selecting(self) -> bool:
        """Whether text is being selected."""
        return self._pressed_at is not None

    def came_to(self, point: QPoint) -> None:
        """Note where the pointer is, for what comes under it when the rows move."""
        self._pointer = point

    def stay(self) -> None:
        """Keep the row: the pointer is at what belongs to it."""
        self._leaving.stop()

    def left(self) -> None:
        """Let the row go, unless the pointer has gone to what belongs to it."""
        self._leaving.start()

    def _left(self) -> None:
        if QApplication.activePopupWidget() is None:  # while its menu is open the row stays
            self._pointer = QPoint(-1, -1)
            self._hover(None)

    def hover_lost(self) -> None:
        """Show no row as hovered: the rows are about to move under the pointer, and which one it is at is of no interest."""
        self._hover(None)

    def hover_again(self) -> None:
        """Show as hovered what has come under the pointer."""
        if self._pointer.y() >= 0 and not self._autoscroll.isActive():
            self._hover_at(self._pointer)

    def _hover_at(self, point: QPoint) -> None:
        found = self._view.to_row(point)
        if found is None:
            self._hover(None)
            return
        hit = self._view.column.row(found[0]).hit_at(found[1])
        self._hover(self._view.column.entries[found[0]].key, hit)

    def _hover(self, key: str | None, hit: Hit | None = None) -> None:
        if key != self.hovered_key or hit != self.hovered_hit:
            column = self._view.column
            for changed in {self.hovered_key, key} - {None}:
                if changed is not None and changed in column.indexes:
                    self._view.viewport().update(self._view.row_area(column.indexes[changed]))
            other = key != self.hovered_key
            self.hovered_key, self.hovered_hit = key, hit
            if other:
                self.hovered.emit()

    def _show_cursor(self, point: QPoint) -> None:
        found = self._view.to_row(point)
        shape = Qt.CursorShape.ArrowCursor
        target = target_at(self._view, point)
        if target is not None and self._actions.places.answers(target):
            shape = Qt.CursorShape.PointingHandCursor
        elif found is not None and self._view.column.row(found[0]).offset_on_text(found[1]) is not None:
            shape = Qt.CursorShape.IBeamCursor
        self._view.viewport().setCursor(shape)

    def _show_tip(self, event: QHelpEvent) -> None:
        QToolTip.showText(event.globalPos(), tip(tip_at(self._view, event.pos())), self._view.viewport())

    # Pressing and selecting.

    def _place_at(self, point: QPoint) -> Place | None:
        """Return the text position nearest to a point, also above the first and below the last row."""
        column = self._view.column
        rows = list(column.visible())
        if not rows:
            return None
        index, y, row = next((r for r in rows if point.y() < r[1] + r[2].height), rows[-1])
        del index
        if point.y() < y:
            return Place(row.entry.key, 0)
        if point.y() >= y + row.height:
            return Place(row.entry.key, row.body.end)
        return Place(row.entry.key, row.offset_at(QPointF(point.x(), point.y() - y)))

    def _pressed(self, point: QPoint, *, extend: bool) -> None:
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        if self._is_third_click(point):
            self._select_around(point, line_around)
            return
        self._pressed_target = target_at(self._view, point)
        place = self._place_at(point)
        if extend and self._view.selection is not None and place is not None:
            self._view.select(Selection(self._view.selection.anchor, place))
            return
        self._pressed_at = place
        self._view.select(None)

    def _moved(self, point: QPoint, *, selecting: bool) -> None:
        self._pointer = point
        self._leaving.stop()
        if not selecting or self._pressed_at is None:
            self._hover_at(point)
            self._show_cursor(point)
            return
        place = self._place_at(point)
        if place is not None and place != self._pressed_at:
            self._pressed_target = None
            self._hover(None)
        if place is not None and (place != self._pressed_at or self._view.selection is not None):
            self._view.select(Selection(self._pressed_at, place))
        outside = not self._view.viewport().rect().contains(point)
        if outside != self._autoscroll.isActive():
            self._autoscroll.start() if outside else self._autoscroll.stop()

    def _released(self, point: QPoint) -> None:
        self._autoscroll.stop()
        target, self._pressed_target = self._pressed_target, None
        self._pressed_at = None
        if target is not None and target == target_at(self._view, point):
            self._follow(target, point)

    def _follow(self, target: Target, point: QPoint) -> None:
        """Do what a click on something is for."""
        if target.link:
            self._actions.open_link(target.link)
        elif target.user is not None:
            where = self._view.viewport().mapToGlobal(point)
            QToolTip.showText(where, tip(person_told(self._view, target.user)), self._view.viewport())
        elif target.action is not None:
            self._actions.perform(target.action, target.key, target.value)

    def _open_pressed_link(self, point: QPoint) -> None:
        target, self._pressed_target = self._pressed_target, None
        if target is not None and target.link and target == target_at(self._view, point):
            self._actions.open_link(target.link)

    def _scroll_while_selecting(self) -> None:
        height = self._view.viewport().height()
        beyond = self._pointer.y() if self._pointer.y() < 0 else max(0, self._pointer.y() - height)
        self._view.scroll_by(max(-40, min(40, beyond)))
        self._moved(self._pointer, selecting=True)

    def _is_third_click(self, point: QPoint) -> bool:
        """Tell whether a word was selected here by two clicks just before."""
        timer = self._since_double_click
        soon = timer.isValid() and timer.elapsed() < QApplication.doubleClickInterval()
        timer.invalidate()
        near = (point - self._double_clicked_at).manhattanLength() < QApplication.startDragDistance()
        return soon and near

    def _select_around(self, point: QPoint, edges: Callable[[str, int], tuple[int, int]]) -> None:
        """Select the word, or whatever has these edges, at a point."""
        found = self._view.to_row(point)
        offset = self._view.column.row(found[0]).offset_on_text(found[1]) if found is not None else None
        if found is None or offset is None:
            return
        row = self._view.column.row(found[0])
        start, end = edges(row.entry.line, offset)
        key = row.entry.key
        self._view.select(Selection(Place(key, start), Place(key, end)))

    def _open_menu_at(self, event: QContextMenuEvent) -> None:
        found = self._view.to_row(event.pos())
        index = self._view.focused_index if event.reason() == QContextMenuEvent.Reason.Keyboard else None
        if index is None and found is not None:
            index = found[0]
        if index is not None:
            target = target_at(self._view, event.pos()) if found is not None and index == found[0] else None
            place = target.value if target is not None and target.action in PLACES else ""
            self._actions.open_menu(self._view.column.entries[index].key, event.globalPos(), place=place)


def word_around(text: str, offset: int) -> tuple[int, int]:
    """Return the edges of the word at a place, all in UTF-16 units."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Word, text)
    finder.setPosition(min(offset, utf16_length(text)))
    if not finder.isAtBoundary():
        finder.toPreviousBoundary()
    start = finder.position()
    end = finder.toNextBoundary()
    if end < 0 or not utf16_slice(text, start, end).strip():
        return offset, offset
    return start, end


def line_around(text: str, offset: int) -> tuple[int, int]:
    """Return the edges of the paragraph at a place, all in UTF-16 units."""
    before, after = utf16_slice(text, 0, offset), utf16_slice(text, offset, utf16_length(text))
    start = utf16_length(before[: before.rfind("\n") + 1])
    return start, offset + utf16_length(after.partition("\n")[0])
