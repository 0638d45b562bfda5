"""The timeline for screen readers: a list "Messages" with a row for every message and line that is held.

The rows are painted, not widgets, so Qt is given an interface for the view and one per row, made when somebody asks. Qt keeps
bare pointers to them: every row that was handed out is kept here until Qt was told to forget it. `interface_cast` must not be
overridden: None from it crashes Qt.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QColor,
    QWindow,
)
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.ui.timeline.targets import audience_told
from desktop.viewmodels.attached import states_spoken

if TYPE_CHECKING:
    from desktop.ui.timeline.view import TimelineView  # which has these


_installed: list[Callable[[str, QObject], QAccessibleInterface | None]] = []
"""Qt keeps no reference to a factory that it was given."""


class ReadableRows:
    """The rows that were handed out, by key."""

    def __init__(self, view: "TimelineView") -> None:
        self.view = view
        self._rows: dict[str, RowInterface] = {}
        self._whole: ViewInterface | None = None
        view.destroyed.connect(self.forget_all)

    def whole(self) -> "ViewInterface":
        """Return the interface of the list itself."""
        if self._whole is None:
            self._whole = ViewInterface(self.view)
        return self._whole

    def row(self, index: int) -> "RowInterface | None":
        """Return the interface of the row at an index."""
        if not 0 <= index < len(self.view.column.entries):
            return None
        key = self.view.column.entries[index].key
        if key not in self._rows:
            self._rows[key] = RowInterface(self.view, key)
        return self._rows[key]

    def forget_trimmed(self) -> None:
        """Take back the rows that are no longer held."""
        for key in [key for key in self._rows if key not in self.view.column.indexes]:
            forget(self._rows.pop(key))

    def forget_all(self) -> None:
        """Take back every row: the view ends."""
        while self._rows:
            forget(self._rows.popitem()[1])

    def tell_focus(self, index: int) -> None:
        """Tell who listens that the keyboard is at another row."""
        if QAccessible.isActive():
            event = QAccessibleEvent(self.view, QAccessible.Event.Focus)
            event.setChild(index)
            QAccessible.updateAccessibility(event)

    def announce(self, words: str) -> None:
        """Say something now, such as a message that has just come."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.view, words))


class ViewInterface(QAccessibleInterface):
    """The list "Messages"."""

    def __init__(self, view: "TimelineView") -> None:
        super().__init__()
        self._view = view

    def isValid(self) -> bool:
        """Tell whether the widget is still there."""
        return isValid(self._view)

    def object(self) -> QObject:
        """Return the widget."""
        return self._view

    def window(self) -> QWindow | None:  # type: ignore[override]  # Qt takes null; the stubs do not say so
        """Return the window that it is in."""
        return self._view.window().windowHandle()

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]  # as above
        """Return what it stands in."""
        parent = self._view.parentWidget()
        return QAccessible.queryAccessibleInterface(parent) if parent is not None else None

    def role(self) -> QAccessible.Role:
        """Return that it is a list."""
        return QAccessible.Role.List

    def state(self) -> QAccessible.State:
        """Return whether the keyboard is here."""
        state = QAccessible.State()
        state.focusable, state.focused = True, self._view.hasFocus()
        state.invisible = not self._view.isVisible()
        return state

    def text(self, kind: QAccessible.Text) -> str:
        """Return its name or description."""
        if kind == QAccessible.Text.Name:
            return self._view.accessibleName()
        return self._view.accessibleDescription() if kind == QAccessible.Text.Description else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing here can be written."""

    def rect(self) -> QRect:
        """Return where it is on the screen."""
        return QRect(self._view.mapToGlobal(QPoint()), self._view.size())

    def childCount(self) -> int:
        """Return how many rows and controls there are."""
        return len(self._view.column.entries) + len(self._controls())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # as above
        """Return a row, or after the rows a control."""
        rows = len(self._view.column.entries)
        if index < rows:
            return self._view.readable.row(index)
        controls = self._controls()
        if index - rows < len(controls):
            return QAccessible.queryAccessibleInterface(controls[index - rows])
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Return which row or control that is."""
        if isinstance(child, RowInterface):
            return child.index
        rows = len(self._view.column.entries)
        found = [i for i, control in enumerate(self._controls()) if control is child.object()]
        return rows + found[0] if found else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # as above
        """Return the row at a point of the screen."""
        found = self._view.column.at(self._view.viewport().mapFromGlobal(QPoint(x, y)).y())
        return self._view.readable.row(found[0]) if found is not None else None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]  # as above
        """Return the row that the keyboard is at."""
        index = self._view.focused_index
        return self._view.readable.row(index) if index is not None and self._view.hasFocus() else None

    def _controls(self) -> list[QWidget]:
        """Return the widgets that lie over the rows."""
        return [w for w in self._view.findChildren(QWidget) if w.isVisible() and w.accessibleName()]


class RowInterface(QAccessibleInterface):
    """One row of the list."""

    def __init__(self, view: "TimelineView", key: str) -> None:
        super().__init__()
        self._view = view
        self._key = key

    @property
    def index(self) -> int:
        """Which row it is now; -1 once it is not held any more."""
        return self._view.column.indexes.get(self._key, -1)

    def isValid(self) -> bool:
        """Tell whether the row is still held."""
        return isValid(self._view) and self.index >= 0

    def object(self) -> QObject | None:  # type: ignore[override]  # Qt takes null; the stubs do not say so
        """Return nothing: there is no object of its own."""
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]  # as above
        """Return the window that it is in."""
        return self._view.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        """Return the list."""
        return QAccessible.queryAccessibleInterface(self._view)

    def role(self) -> QAccessible.Role:
        """Return that it is a row of a list."""
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """Return whether it is in sight, and whether the keyboard is at it."""
        state = QAccessible.State()
        state.focusable = state.readOnly = True
        state.focused = self._view.hasFocus() and self._view.focused_index == self.index
        state.offscreen = not self.isValid() or self._view.row_area(self.index).isEmpty()
        return state

    def text(self, kind: QAccessible.Text) -> str:
        """Return the row in words, and who can read it."""
        if not self.isValid():
            return ""
        entry = self._view.column.entries[self.index]
        match kind:
            case QAccessible.Text.Name:
                return entry.spoken
            case QAccessible.Text.Description:
                parts = (
                    states_spoken(entry.places, self._view.model.files),
                    audience_told(self._view, entry),
                )
                return " ".join(part for part in parts if part)
            case _:
                return ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing here can be written."""

    def rect(self) -> QRect:
        """Return where it is on the screen; empty when it is out of sight."""
        area = self._view.row_area(self.index) if self.isValid() else QRect()
        return area.translated(self._view.viewport().mapToGlobal(QPoint())) if not area.isEmpty() else area

    def childCount(self) -> int:
        """Return that nothing is inside."""
        return 0

    def child(self, _index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # as above
        """Return nothing."""
        return None

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        """Return that nothing is inside."""
        return -1

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # as above
        """Return nothing."""
        return None

    def foregroundColor(self) -> QColor:
        """Return no colour: it is told in words what a colour means."""
        return QColor()

    def backgroundColor(self) -> QColor:
        """Return no colour."""
        return QColor()


def forget(row: RowInterface) -> None:
    """Let Qt forget a row before its last reference goes."""
    QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(row))


def install(kind: type["TimelineView"]) -> None:
    """Let Qt ask here for the interfaces of timelines. To be called once per program."""

    def factory(_name: str, widget: QObject) -> QAccessibleInterface | None:
        readable = getattr(widget, "readable", None)  # Qt may ask while the widget is being made
        return readable.whole() if isinstance(widget, kind) and readable is not None else None

    if not _installed:
        _installed.append(factory)
        QAccessible.installFactory(factory)
