"""The list "Conversations": rows of chats, one of them selected because it is open, one with the keyboard.

The two are different rows on purpose: arrows only move the keyboard, Enter or a click opens. Which chat is open is the
workspace's to say, so the selection follows it wherever its row moves.
"""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget

from desktop.ui.chat_list.delegate import GAP_BELOW, ChatDelegate
from desktop.ui.chat_list.empty import EmptyList
from desktop.ui.controls.focus import by_keyboard
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.chat_line import Role
from desktop.viewmodels.workspace import Workspace

_OPENING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ChatListView(QListView):
    """The chats.

    Signals:
        chosen(object): a chat was clicked, or Enter pressed on it; it is open now. Its id is the payload.
    """

    chosen = Signal(object)

    def __init__(
        self, theme: Theme, workspace: Workspace, parent: QWidget | None = None, *, rail: bool = False
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._workspace = workspace
        self._order = workspace.chat_order
        self._delegate = ChatDelegate(theme, self)
        self._delegate.is_rail = rail
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Conversations"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        self._words = EmptyList(theme, self.viewport())
        self._words.hide()
        self.setModel(self._order)
        if rail:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.viewport().update)
        workspace.chat_opened.connect(self._show_open)
        for shown_differently in (
            self._order.rowsInserted,
            self._order.layoutChanged,
            self._order.modelReset,
        ):
            shown_differently.connect(self._select_open)
        self._show_open()

    def say_when_empty(self, case: str, advice: str) -> None:
        """Show words where the rows would be; empty ones take them away."""
        self._words.say(case, advice)
        self._words.setVisible(bool(case))
        self.setAccessibleDescription(f"{case}. {advice}" if case else "")

    def _show_open(self) -> None:
        """Select the open chat and bring it into sight."""
        self._select_open()
        index = self._order.row_of(self._workspace.current)
        if index.isValid():
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(index, flag)
            self.scrollTo(index)

    def _select_open(self) -> None:
        index = self._order.row_of(self._workspace.current)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        if index.isValid():
            self.selectionModel().select(index, flag)
        else:
            self.selectionModel().clearSelection()

    def _choose(self, index: QModelIndex) -> bool:
        chat = index.data(Role.CHAT) if index.isValid() else None
        if chat is None:
            return False
        self._workspace.open_chat(chat)
        self.chosen.emit(chat)
        return True

    def _show_ring(self, *, shown: bool) -> None:
        self._delegate.shows_ring = shown
        self.viewport().update()

    def selectionCommand(  # noqa: N802 - Qt's name
        self,
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002 - Qt's signature
        event: QEvent | None = None,  # noqa: ARG002 - Qt's signature
    ) -> QItemSelectionModel.SelectionFlag:
        """Let neither mouse nor keys select: what is selected is what is open."""
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter or Space, mark as unread with U; everything else as in any list."""
        self._show_ring(shown=True)
        chat = self.currentIndex().data(Role.CHAT)
        if event.key() in _OPENING_KEYS and self._choose(self.currentIndex()):
            event.accept()
        elif event.key() == Qt.Key.Key_U and not event.modifiers() and chat is not None:
            self._workspace.actions.mark_unread(chat)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the row under the mouse or, by keyboard, with the keyboard's."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        line = index.data(Role.LINE) if index.isValid() else None
        if line is None:
            return
        from desktop.ui.chat_list.row_menu import RowMenu

        if not by_mouse:
            self.scrollTo(index)
        place = event.globalPos() if by_mouse else self._below(index)
        RowMenu(self._theme, line, self._workspace.actions, self).popup(place)
        event.accept()

    def _below(self, index: QModelIndex) -> QPoint:
        row = self.visualRect(index)
        return self.viewport().mapToGlobal(QPoint(row.center().x(), row.bottom() - GAP_BELOW))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Hide the keyboard's ring, and let Qt move the keyboard's row."""
        self._show_ring(shown=False)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the row under a left click."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._choose(self.indexAt(event.position().toPoint()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the words in the middle."""
        super().resizeEvent(event)
        self._words.setGeometry(self.viewport().rect())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Put the keyboard on the open chat, or on the first, and show where it is if it came by keyboard."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._order.rowCount():
            self.setCurrentIndex(self._order.index(0, 0))
        self._show_ring(shown=by_keyboard(event))
