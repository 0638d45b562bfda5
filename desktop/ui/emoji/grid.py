"""The emoji picker's grid: cells under the labels of their sections, of which only those in sight are drawn."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.ui.emoji import signs
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.emoji_grid import COLUMNS, CellRole, EmojiGrid

CELL = 36
EMOJI = 26
"""Pixels of the font; the pictures are a little larger."""
_LABEL_ABOVE = 8
_LABEL_BELOW = 2
_LABEL_SIDE = 6
_RADIUS = 8
_RING = 2

Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EmojiGridView(QTableView):
    """The grid "Emoji".

    Signals:
        picked(str, bool): an emoji was chosen; whether another one will be.
        pointed(object): the cell to tell about, an index: where the mouse is, else where the keyboard is; invalid for none.
        left(): the keyboard goes up from the first row.
        typed(str): a letter was typed, which belongs into the search.
    """

    picked = Signal(str, bool)
    pointed = Signal(object)
    left = Signal()
    typed = Signal(str)

    def __init__(self, theme: Theme, grid: EmojiGrid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._grid = grid
        self._hovered = QPersistentModelIndex()
        self.setAccessibleName(self.tr("Emoji"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard in the search
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(1)
            header.setDefaultSectionSize(CELL)
        self.setItemDelegate(_Cells(theme, self))
        self.setModel(grid)
        grid.refilled.connect(self._lay_out)
        theme.changed.connect(self._take_theme)
        self._take_theme()

    @property
    def hovered(self) -> QPersistentModelIndex:
        """The cell that the mouse is over; invalid for none."""
        return self._hovered

    def shown(self) -> QModelIndex:
        """Return the cell to tell about: the mouse's, else the keyboard's."""
        return _plain(self._hovered) if self._hovered.isValid() else self.currentIndex()

    def step(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        """Go to another cell as an arrow key or its like says, wherever the keyboard is."""
        actions = {
            Qt.Key.Key_Up: self.CursorAction.MoveUp,
            Qt.Key.Key_Down: self.CursorAction.MoveDown,
            Qt.Key.Key_Left: self.CursorAction.MoveLeft,
            Qt.Key.Key_Right: self.CursorAction.MoveRight,
            Qt.Key.Key_Home: self.CursorAction.MoveHome,
            Qt.Key.Key_End: self.CursorAction.MoveEnd,
            Qt.Key.Key_PageUp: self.CursorAction.MovePageUp,
            Qt.Key.Key_PageDown: self.CursorAction.MovePageDown,
        }
        before = self.currentIndex()
        after = self.moveCursor(actions[key], modifiers)
        if key == Qt.Key.Key_Up and after == before:
            self.left.emit()
        elif after.isValid():
            self.setCurrentIndex(after)

    def pick(self, *, stays: bool) -> None:
        """Choose the cell where the keyboard is."""
        self._pick(self.currentIndex(), stays=stays)

    def show_section(self, section: int) -> None:
        """Scroll to where a section begins."""
        row = self._grid.first_row(section)
        if row >= 0:
            self.verticalScrollBar().setValue(
                self.verticalScrollBar().value() + self.rowViewportPosition(row)
            )

    def section_at_top(self) -> int:
        """Return the section of the first row in sight."""
        return self._grid.section_of(self.rowAt(_LABEL_ABOVE))

    def forget_mouse(self) -> None:
        """Be as if the mouse had not been here."""
        self._hover(QModelIndex())

    def _take_theme(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(self._theme.tokens.bg_raised))
        self.setPalette(palette)
        self._lay_out()

    def _lay_out(self) -> None:
        self._hovered = QPersistentModelIndex()
        self.clearSpans()
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(CELL)
        for row in range(self._grid.rowCount()):
            if rows.sectionSize(row) != CELL:
                rows.resizeSection(row, CELL)
        for row in self._grid.labels:
            self.setSpan(row, 0, 1, COLUMNS)
            rows.resizeSection(row, self._theme.line_height(Style.SMALL) + _LABEL_ABOVE + _LABEL_BELOW)
        self.verticalScrollBar().setSingleStep(CELL)
        self.executeDelayedItemsLayout()  # else it could be scrolled only as far as what was here before
        self.updateGeometries()
        self.viewport().update()

    def _pick(self, index: Index, *, stays: bool) -> None:
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsSelectable:
            self.picked.emit(index.data(), stays)

    def _hover(self, index: QModelIndex) -> None:
        if not index.isValid() or not index.flags() & Qt.ItemFlag.ItemIsSelectable:
            index = QModelIndex()
        if index != self._hovered:
            self.update(_plain(self._hovered))
            self._hovered = QPersistentModelIndex(index)
            self.update(index)
            self.pointed.emit(self.shown())

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Return the cell that an arrow key leads to: past labels, and only where there are emoji."""
        now, moves = self.currentIndex(), QAbstractItemView.CursorAction
        if not now.isValid():
            return self._grid.first_cell()
        row, column = now.row(), now.column()
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        if action in (moves.MoveLeft, moves.MoveRight):
            return self._beside(now, 1 if (action == moves.MoveRight) is not mirrored else -1)
        if action in (moves.MoveHome, moves.MoveEnd):
            return self._end(
                now,
                last=action == moves.MoveEnd,
                of_all=bool(modifiers & Qt.KeyboardModifier.ControlModifier),
            )
        times = (
            max(1, self.viewport().height() // CELL - 1)
            if action in (moves.MovePageUp, moves.MovePageDown)
            else 1
        )
        step = -1 if action in (moves.MoveUp, moves.MovePageUp) else 1
        for _ in range(times):
            found = self._grid.next_cell(row, column, step)
            if not found.isValid():
                break
            row = found.row()
        return self._grid.index(row, min(column, self._grid.cells_in(row) - 1))

    def _beside(self, now: QModelIndex, step: int) -> QModelIndex:
        if 0 <= now.column() + step < self._grid.cells_in(now.row()):
            return now.siblingAtColumn(now.column() + step)
        over = self._grid.next_cell(now.row(), COLUMNS if step < 0 else 0, step)
        return over if over.isValid() else now

    def _end(self, now: QModelIndex, *, last: bool, of_all: bool) -> QModelIndex:
        if not of_all:
            return now.siblingAtColumn(self._grid.cells_in(now.row()) - 1 if last else 0)
        return self._grid.next_cell(self._grid.rowCount(), COLUMNS, -1) if last else self._grid.first_cell()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a cell into sight, and with the first row of a section its label."""
        super().scrollTo(index, hint)
        above = self._grid.index(index.row() - 1, 0)
        if above.data(CellRole.LABEL):
            super().scrollTo(above)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which cell it is, to who listens while the keyboard is in the search, too."""
        super().currentChanged(current, previous)
        self._hovered = QPersistentModelIndex()
        self.viewport().update()
        self.pointed.emit(self.shown())
        if current.isValid() and not self.hasFocus() and QAccessible.isActive():
            name = current.data(Qt.ItemDataRole.AccessibleTextRole)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, name))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go by arrows, choose with Enter or the space bar; what else can be typed is searched for."""
        key, text = event.key(), event.text()
        if key in (*_ENTER, Qt.Key.Key_Space):
            self.pick(stays=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key == Qt.Key.Key_Up:
            self.step(Qt.Key.Key_Up, event.modifiers())
        elif text.isprintable() and text and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Search nothing here: the field does."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first cell."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._grid.first_cell())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the cell under the mouse."""
        self._hover(self.indexAt(event.position().toPoint()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Wait for the button to be let go; the keyboard stays where it is."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the cell under the mouse."""
        if event.button() is Qt.MouseButton.LeftButton:
            stays = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._pick(self.indexAt(event.position().toPoint()), stays=stays)

    def viewportEvent(self, event: QEvent) -> bool:
        """Notice that the mouse has gone."""
        if event.type() is QEvent.Type.Leave:
            self.forget_mouse()
        return super().viewportEvent(event)


class _Cells(QStyledItemDelegate):
    """Draws cells and labels."""

    def __init__(self, theme: Theme, view: EmojiGridView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._font = signs.font(theme, EMOJI)
        theme.changed.connect(self._take_theme)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size of a cell."""
        return QSize(CELL, CELL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell, or the label that its row is."""
        area = QRectF(option.rect)
        if emoji := index.data():
            self._paint_ground(painter, area, index)
            painter.setPen(QColor(self._theme.tokens.text))
            signs.paint(painter, area, emoji, self._font)
        elif label := index.data(CellRole.LABEL):
            self._paint_label(painter, area, label)

    def _take_theme(self) -> None:
        self._font = signs.font(self._theme, EMOJI)

    def _paint_label(self, painter: QPainter, area: QRectF, label: str) -> None:
        painter.setFont(self._theme.font(Style.SMALL, weight=600))
        painter.setPen(QColor(self._theme.tokens.text_2))
        words = area.adjusted(_LABEL_SIDE, _LABEL_ABOVE, -_LABEL_SIDE, -_LABEL_BELOW)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, label)

    def _paint_ground(self, painter: QPainter, area: QRectF, index: Index) -> None:
        tokens = self._theme.tokens
        current = index == self._view.currentIndex()
        if not current and index != self._view.hovered:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.focus), _RING) if current else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.bg_selected if current else tokens.bg_hover_raised))
        inset = _RING / 2 if current else 0
        painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), _RADIUS - inset, _RADIUS - inset)


def _plain(index: QPersistentModelIndex) -> QModelIndex:
    return index.model().index(index.row(), index.column()) if index.isValid() else QModelIndex()
