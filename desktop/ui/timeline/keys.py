"""What keys do in the timeline: from row to row and to either end, and what can be done with the row that they are at."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from desktop.ui.timeline.actions import RowActions, copy_text
from desktop.ui.timeline.layout import TEXT_LEFT
from desktop.ui.timeline.row_bar import onwards
from desktop.ui.timeline.selection import everything, rows_between
from desktop.viewmodels.timeline_entry import Action, EntryKind

if TYPE_CHECKING:
    from desktop.ui.timeline.view import TimelineView  # which makes this part of itself

_ACTIONS = {
    Qt.Key.Key_R: Action.REPLY,
    Qt.Key.Key_E: Action.EDIT,
    Qt.Key.Key_U: Action.MARK_UNREAD,
    Qt.Key.Key_Delete: Action.DELETE,
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
        self._selects_from: str | None = None

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
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Up:
                self._step_or_select(-1, select=shift)
            case Qt.Key.Key_Down:
                self._step_or_select(1, select=shift)
            case Qt.Key.Key_PageUp:
                self._turn_page(-1)
            case Qt.Key.Key_PageDown | Qt.Key.Key_Space:
                self._turn_page(1)
            case Qt.Key.Key_Home:
                self._go_to_first()
            case Qt.Key.Key_End:
                view.go_to_latest()
            case _:
                return False
        return True

    def _go_to_first(self) -> None:
        """Show the oldest row that is held, and put the keyboard at the first that something can be done with."""
        view = self._view
        view.focus_row(0)
        if view.column.entries and view.column.entries[0].kind in _DIVIDERS:
            self.step(1)

    def _turn_page(self, by: int) -> None:
        """Go on by about a screen, and with the keyboard to a row that is in sight there."""
        view = self._view
        view.scroll_by(by * max(1, view.column.height - OVERLAP))
        index = view.focused_index
        if index is None or not view.row_area(index).isEmpty():
            return
        seen = [at for at, _, row in view.column.visible() if row.entry.kind not in _DIVIDERS]
        if seen:
            view.focus_row(seen[-1] if by > 0 else seen[0])

    def _step_or_select(self, by: int, *, select: bool) -> None:
        """Go to the row beside; with Shift, all between where that began and here is selected."""
        view = self._view
        if not select or view.focused_index is None:
            self._selects_from = None
            self.step(by)
            return
        if self._selects_from is None or self._selects_from not in view.column.indexes:
            self._selects_from = view.column.entries[view.focused_index].key
        self.step(by)
        view.select(rows_between(view.column, view.column.indexes[self._selects_from], view.focused_index))

    def _take(self, event: QKeyEvent) -> bool:
        view = self._view
        if event.key() == Qt.Key.Key_Escape and view.selection is not None:
            view.select(None)
        elif event.matches(QKeySequence.StandardKey.Back):
            return view.model.go_back()
        elif event.key() == onwards(view) and event.modifiers() in _PLAIN:
            return view.row_bar.enter()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            view.select(everything(view.column))
        else:
            return False
        return True

    def _copy(self) -> None:
        """Copy what is selected or written; of what is nothing but a picture, that."""
        view = self._view
        text, index = view.copied_text(), view.focused_index
        if text:
            copy_text(text)
        elif index is not None:
            self._actions.places.copy_picture(view.column.entries[index])

    def _act(self, event: QKeyEvent) -> bool:
        view = self._view
        index = view.focused_index
        if index is None:
            return False
        key = view.column.entries[index].key
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Menu or (event.key() == Qt.Key.Key_F10 and shift):
            self._open_menu(index)
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and event.modifiers() in _PLAIN:
            return self._do_main_thing(index)
        action = _ACTIONS.get(Qt.Key(event.key())) if event.modifiers() in _PLAIN else None
        return action is not None and self._actions.perform(action, key)

    def _do_main_thing(self, index: int) -> bool:
        """Go to what a row answers, show more of it, or open its one link or file; of anything else show all there is."""
        view = self._view
        entry = view.column.entries[index]
        if not entry.choices:
            for action in (Action.QUOTE, Action.UNFOLD, Action.FOLD):
                if self._actions.perform(action, entry.key):
                    return True
            if len(entry.places) == 1 and not entry.links:
                return self._actions.perform(Action.PLACE, entry.key, entry.places[0].id)
            if len(entry.links) == 1 and not entry.places:
                self._actions.open_link(entry.links[0].target)
                return True
        self._open_menu(index)
        return True

    def _open_menu(self, index: int) -> None:
        view = self._view
        area = view.row_area(index)
        mirrored = view.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = area.right() - TEXT_LEFT if mirrored else TEXT_LEFT
        corner = QPoint(left, min(area.bottom(), view.viewport().height()))
        self._actions.open_menu(view.column.entries[index].key, view.viewport().mapToGlobal(corner))
