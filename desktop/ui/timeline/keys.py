"""What keys do in the timeline: from row to row and to either end, and what can be done with the row that they are at."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from desktop.ui.timeline.actions import RowActions, copy_text
from desktop.ui.timeline.layout import TEXT_LEFT
from desktop.ui.timeline.selection import everything
from desktop.viewmodels.timeline_entry import Action, EntryKind

if TYPE_CHECKING:
    from desktop.ui.timeline.view import TimelineView  # which makes this part of itself

_ACTIONS = {
    Qt.Key.Key_R: Action.REPLY,
    Qt.Key.Key_E: Action.EDIT,
    Qt.Key.Key_U: Action.MARK_UNREAD,
    Qt.Key.Key_Delete: Action.DELETE,
    Qt.Key.Key_Return: Action.QUOTE,
    Qt.Key.Key_Enter: Action.QUOTE,
}
_PLAIN = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
_DIVIDERS = {EntryKind.DAY, EntryKind.UNREAD}
OVERLAP = 60
"""So many pixels of a page stay in sight when the next one is turned to."""


class TimelineKeys:
    """The keyboard's part of the timeline view."""

    def __init__(self, view: "TimelineView", actions: RowActions) -> None:
        self._view = view
        self._actions = actions

    def handle(self, event: QKeyEvent) -> bool:
        """Take a key; return whether it means anything here."""
        return self._move(event) or self._take(event) or self._act(event)

    def step(self, by: int) -> None:
        """Put the keyboard at another row, or at the last one in sight if it is at none."""
        view = self._view
        index = view.focused_index
        if index is None:
            seen = [at for at, _, row in view.column.visible() if row.entry.kind is EntryKind.MESSAGE]
            view.focus_row(seen[-1] if seen else len(view.column.entries) - 1)
            return
        index += by
        while 0 <= index < len(view.column.entries) and view.column.entries[index].kind in _DIVIDERS:
            index += by
        view.focus_row(index)

    def _move(self, event: QKeyEvent) -> bool:
        view = self._view
        page = max(1, view.column.height - OVERLAP)
        match event.key():
            case Qt.Key.Key_Up:
                self.step(-1)
            case Qt.Key.Key_Down:
                self.step(1)
            case Qt.Key.Key_PageUp:
                view.scroll_by(-page)
            case Qt.Key.Key_PageDown | Qt.Key.Key_Space:
                view.scroll_by(page)
            case Qt.Key.Key_Home:
                view.focus_row(0)
            case Qt.Key.Key_End:
                view.go_to_latest()
            case _:
                return False
        return True

    def _take(self, event: QKeyEvent) -> bool:
        view = self._view
        if event.key() == Qt.Key.Key_Escape and view.selection is not None:
            view.select(None)
        elif event.matches(QKeySequence.StandardKey.Copy):
            copy_text(view.copied_text())
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            view.select(everything(view.column))
        else:
            return False
        return True

    def _act(self, event: QKeyEvent) -> bool:
        view = self._view
        index = view.focused_index
        if index is None:
            return False
        key = view.column.entries[index].key
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Menu or (event.key() == Qt.Key.Key_F10 and shift):
            corner = QPoint(TEXT_LEFT, view.row_area(index).bottom())
            self._actions.open_menu(key, view.viewport().mapToGlobal(corner))
            return True
        action = _ACTIONS.get(Qt.Key(event.key())) if event.modifiers() in _PLAIN else None
        return action is not None and self._actions.perform(action, key)
