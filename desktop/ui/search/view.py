"""The list "Search results": what was found, in sections, one row with the keyboard, and one marked that was opened last.

Arrows go from result to result; they stop at a heading only where it offers to show all. Above the first result is the field:
Up and Esc go there, and so does whatever is typed here. Enter or a click opens.
"""

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from desktop.ui.chat_list.look import INSET
from desktop.ui.controls.focus import by_keyboard, ring_while_empty
from desktop.ui.search.delegate import ResultDelegate
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.search import SearchModel
from desktop.viewmodels.search_lines import Heading, ResultLine, identity

_OPENING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_PLAIN = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.KeypadModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
_AHEAD = 2
"""So many heights of the list before its end the next messages are read."""

Index = QModelIndex | QPersistentModelIndex
Move = QAbstractItemView.CursorAction
_BY_ONE = {Move.MoveUp: -1, Move.MovePrevious: -1, Move.MoveDown: 1, Move.MoveNext: 1}


class ResultsView(QListView):
    """The results.

    Signals:
        chosen(object): a result was clicked, or Enter pressed on it; it is a `ResultLine`, and no heading.
        chat_wanted(object): a new chat is to be started with who was found; it is a `ResultLine`.
        left(): the keyboard goes back to the field.
        typed(object): a key that is the field's; it is a `QKeyEvent`.
    """

    chosen = Signal(object)
    chat_wanted = Signal(object)
    left = Signal()
    typed = Signal(object)

    def __init__(self, theme: Theme, model: SearchModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._delegate = ResultDelegate(theme, self)
        self._opened: tuple[str, str] | None = None
        self._opened_chat: object = None
        self._held: tuple[str, str] | None = None
        """The row with the keyboard, while the rows are read anew."""
        self._anchor: tuple[tuple[str, str], int] | None = None
        """What stands at the top, and where."""
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Search results"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        # Qt asks a list's model for its rows thousands of times; this one answers without Python.
        rows = QSortFilterProxyModel(self)
        rows.setSourceModel(model.rows)
        self.setModel(rows)
        ring_while_empty(theme, self)
        theme.changed.connect(self.viewport().update)
        model.arrived.connect(self._begin)
        model.refreshing.connect(self._hold)
        model.changed.connect(self._stay)
        self.verticalScrollBar().valueChanged.connect(self._read_on)

    # Rows.

    def line(self, row: int) -> ResultLine | None:
        """Return what stands in a row."""
        lines = self._model.rows.lines
        return lines[row] if 0 <= row < len(lines) else None

    def first(self) -> ResultLine | None:
        """Return the first result."""
        return next((line for line in self._model.rows.lines if not isinstance(line, Heading)), None)

    def show_opened(self, line: ResultLine | None, chat: object = None) -> None:
        """Mark a row as the one by which a chat was opened."""
        self._opened = None if line is None else identity(line)
        self._opened_chat = chat
        self._mark_opened()

    def follow_open(self, chat: object) -> None:
        """Mark no row any more once another chat is open."""
        if chat != self._opened_chat:
            self.show_opened(None)

    def _row_of(self, wanted: tuple[str, str] | None) -> int | None:
        if wanted is None:
            return None
        lines = self._model.rows.lines
        return next((row for row, line in enumerate(lines) if identity(line) == wanted), None)

    def _mark_opened(self) -> None:
        row, chosen = self._row_of(self._opened), self.selectionModel()
        if row is None:
            chosen.clearSelection()
        else:
            chosen.select(self.model().index(row, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _begin(self) -> None:
        """Look at other results from the top."""
        self._delegate.forget()
        self._held = self._anchor = None
        self._delegate.pressed = -1
        self.clearSelection()
        self.selectionModel().clearCurrentIndex()
        self.scrollToTop()

    def _hold(self) -> None:
        """Note what is in sight, and where the keyboard is."""
        current = self.line(self.currentIndex().row())
        self._held = None if current is None else identity(current)
        self._delegate.pressed = -1  # it may be another one's place in a moment
        top = self.indexAt(QPoint(INSET, 0))
        line = self.line(top.row())
        if line is not None and self.verticalScrollBar().value():
            self._anchor = (identity(line), self.visualRect(top).top())

    def _stay(self) -> None:
        """Let what is in sight stay there, and the keyboard at its row, after the rows were read anew."""
        held, self._held = self._row_of(self._held), None
        if held is not None and held != self.currentIndex().row():
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self.model().index(held, 0), flag)
        self._mark_opened()
        anchor, self._anchor = self._anchor, None
        row = None if anchor is None else self._row_of(anchor[0])
        if anchor is not None and row is not None:
            self.executeDelayedItemsLayout()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(self.model().index(row, 0)).top() - anchor[1])
        self._read_on()

    def _read_on(self) -> None:
        bar = self.verticalScrollBar()
        if self.isVisible() and bar.maximum() - bar.value() < _AHEAD * self.viewport().height():
            self._model.read_on()

    def selectionCommand(  # noqa: N802 - Qt's name
        self,
        index: Index,  # noqa: ARG002 - Qt's signature
        event: QEvent | None = None,  # noqa: ARG002 - Qt's signature
    ) -> QItemSelectionModel.SelectionFlag:
        """Let neither mouse nor keys select: what is marked is what was opened."""
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def _choose(self, row: int) -> None:
        line = self.line(row)
        if isinstance(line, Heading):
            if line.more:
                self._show_all(row, line)
        elif line is not None:
            self.chosen.emit(line)

    def _show_all(self, row: int, line: Heading) -> None:
        """Show all of a section; the keyboard, if it was at the heading, goes to its first result."""
        was_there = self.currentIndex().row() == row
        self._model.show_all(line.part)
        if was_there:
            self._go(row + 1)

    # The keyboard.

    def enter(self) -> bool:
        """Take the keyboard, at the row where it was, or else at the first result; False where there is none."""
        self._stand()
        has_row = self.currentIndex().isValid()
        if has_row:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        return has_row

    def _stand(self) -> None:
        """Stand on the first result, if on none yet."""
        lines = self._model.rows.lines
        first = next((row for row, line in enumerate(lines) if not isinstance(line, Heading)), None)
        if first is not None and not self.currentIndex().isValid():
            self._go(first)
            self.scrollToTop()

    def _go(self, row: int) -> None:
        self.setCurrentIndex(self.model().index(row, 0))

    def _beside(self, row: int, step: int) -> int | None:
        """Return the next row, in a direction, that the keyboard stops at."""
        row += step
        while (line := self.line(row)) is not None:
            if not isinstance(line, Heading) or line.more:
                return row
            row += step
        return None

    def moveCursor(self, action: Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Go from result to result."""
        here = self.currentIndex().row()
        if action in _BY_ONE:
            row = self._beside(here, _BY_ONE[action])
        elif action is Move.MoveHome:
            row = self._beside(-1, 1)
        elif action is Move.MoveEnd:
            row = self._beside(len(self._model.rows.lines), -1)
        else:
            goal = super().moveCursor(action, modifiers)
            step = -1 if action is Move.MovePageUp else 1
            row = self._beside(goal.row() - step, step)
            row = self._beside(goal.row() + step, -step) if row is None else row
        return self.model().index(here if row is None else row, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter or Space, go back to the field with Esc, Up and by typing; everything else as in any list."""
        self._show_ring(shown=True)
        row, key, modifiers = self.currentIndex().row(), event.key(), event.modifiers()
        if key in _OPENING_KEYS and modifiers == Qt.KeyboardModifier.ControlModifier:
            line = self.line(row)
            if line is not None:
                self.chat_wanted.emit(line)
        elif key in _OPENING_KEYS and modifiers in _PLAIN:
            self._choose(row)
        elif key == Qt.Key.Key_Escape or (key == Qt.Key.Key_Up and self._beside(row, -1) is None):
            self.left.emit()
        elif modifiers in _PLAIN and _is_typed(event):
            self.typed.emit(event)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Put the keyboard on the first result, and show where it is if it came by keyboard."""
        super().focusInEvent(event)
        self._stand()
        self._show_ring(shown=by_keyboard(event))

    def _show_ring(self, *, shown: bool) -> None:
        self._delegate.shows_ring = shown
        self.viewport().update()

    # The mouse.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Hide the keyboard's ring, and let Qt move the keyboard's row."""
        self._show_ring(shown=False)
        row = self.indexAt(event.position().toPoint()).row()
        if self.line(row) is None or isinstance(self.line(row), Heading):
            event.accept()
            return
        if event.button() is Qt.MouseButton.LeftButton:
            self._delegate.pressed = row
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the row under a left click, or show all of a section."""
        super().mouseReleaseEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        pressed, self._delegate.pressed = self._delegate.pressed, -1
        self.viewport().update()
        point = event.position().toPoint()
        row = self.indexAt(point).row()
        line = self.line(row)
        if isinstance(line, Heading) and self._is_on_link(point):
            self._model.show_all(line.part)
        elif row == pressed:
            self._choose(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that "Show all" can be clicked."""
        super().mouseMoveEvent(event)
        is_on = self._is_on_link(event.position().toPoint())
        if is_on != self._delegate.under_link:
            self._delegate.under_link = is_on
            shape = Qt.CursorShape.PointingHandCursor if is_on else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    def _is_on_link(self, point: QPoint) -> bool:
        index = self.indexAt(point)
        line = self.line(index.row())
        if line is None:
            return False
        rect, first = self.visualRect(index), index.row() == 0
        area = self._delegate.link_area(rect, line, self.layoutDirection(), first=first)
        return area.adjusted(-4, -4, 4, 4).contains(point) if area.isValid() else False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the rows into another width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


def _is_typed(event: QKeyEvent) -> bool:
    """Whether a key writes, or takes back what was written."""
    return event.key() == Qt.Key.Key_Backspace or bool(event.text() and event.text().isprintable())
