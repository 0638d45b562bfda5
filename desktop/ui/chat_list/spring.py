"""Opens a chat while files are held over its row for a moment, as file managers open folders: then they are dropped in it.

Nothing is taken on the row itself: which chat a file goes to is always to be read in the conversation before it is let go.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication

from desktop.viewmodels.offered import Kind, kind_of

HELD_MS = 700


class SpringOpening(QObject):
    """Watches what is dragged over a list."""

    def __init__(self, view: QAbstractItemView, choose: Callable[[QModelIndex], object]) -> None:
        super().__init__(view)
        self._view = view
        self._choose = choose
        self._row = QPersistentModelIndex()
        self._held = QTimer(self, singleShot=True, interval=HELD_MS)
        self._held.timeout.connect(self._on_held)
        view.viewport().setAcceptDrops(True)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow a drag from row to row."""
        if isinstance(event, QDragEnterEvent):
            # Who refuses this hears nothing more of the drag. Whether it may be dropped here, each move is asked.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.setAccepted(_is_for_chats(event))
            return True
        if isinstance(event, QDragMoveEvent):
            self._hold(QPersistentModelIndex(self._view.indexAt(event.position().toPoint())))
            event.ignore()
            return True
        if event.type() in (QEvent.Type.DragLeave, QEvent.Type.Drop):
            self._hold(QPersistentModelIndex())
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _hold(self, row: QPersistentModelIndex) -> None:
        if row == self._row:
            return
        self._row = row
        if row.isValid():
            self._held.start()
        else:
            self._held.stop()

    def _on_held(self) -> None:
        if self._row.isValid():
            self._choose(self._view.model().index(self._row.row(), self._row.column()))


def _is_for_chats(event: QDropEvent) -> bool:
    from_here, blocked = event.source() is not None, QApplication.activeModalWidget() is not None
    return not from_here and not blocked and kind_of(event.mimeData()) in {Kind.FILES, Kind.PICTURE}
