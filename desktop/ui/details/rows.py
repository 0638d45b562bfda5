"""The lists of the right panel: rows of one height, of which a click, Enter or Space opens one."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from desktop.ui.controls.focus import Ringed
from desktop.ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex


class RowsView(Ringed, QListView):
    """A list. What opening is, says who inherits from it; an index may be that of no row."""

    def __init__(
        self, theme: Theme, name: str, rows: QAbstractItemModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        # Without one between, a list asks for the number of rows once for each that it has.
        between = QSortFilterProxyModel(self)
        between.setSourceModel(rows)
        self.setModel(between)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        theme.changed.connect(self._take_theme)

    def _open(self, index: Index) -> None:
        raise NotImplementedError

    def _take_theme(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand on a row as soon as the keyboard is here."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter or Space; everything else as in any list."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            event.accept()
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what is under a left click."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._open(self.indexAt(event.position().toPoint()))
