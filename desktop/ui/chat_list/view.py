"""The list "Conversations": rows of chats, one of them selected because it is open, one with the keyboard.

The two are different rows on purpose: arrows only move the keyboard, Enter or a click opens. Which chat is open is the
workspace's to say, so the selection follows it wherever its row moves.
"""

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QListView, QWidget

from desktop.core.values import ChatId
from desktop.ui.chat_list.delegate import ChatDelegate
from desktop.ui.chat_list.empty import EmptyList
from desktop.ui.chat_list.look import GAP_BELOW
from desktop.ui.chat_list.spring import SpringOpening
from desktop.ui.controls.focus import by_keyboard, ring_while_empty
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.chat_line import Role
from desktop.viewmodels.workspace import Workspace

_OPENING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ChatListView(QListView):
    """The chats.

    Signals:
        chosen(object): a chat was clicked, or Enter pressed on it; it is open now. Its id is the payload.
        edit_participants_requested(object): people are to be added to a chat; its id.
        change_subject_requested(object): a chat is to be called otherwise; its id.
    """

    chosen = Signal(object)
    edit_participants_requested = Signal(object)
    change_subject_requested = Signal(object)

    def __init__(
        self, theme: Theme, workspace: Workspace, parent: QWidget | None = None, *, rail: bool = False
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._workspace = workspace
        self._order = workspace.chat_order
        self._delegate = ChatDelegate(theme, self)
        self._delegate.is_rail = rail
        self._keyboard_chat: ChatId | None = None
        self._typed = ""
        self._since_typed = QElapsedTimer()
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Conversations"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        self.empty = EmptyList(theme, self.viewport())
        self.empty.hide()
        # Qt asks a list's model for its rows thousands of times; this one answers without Python.
        rows = QSortFilterProxyModel(self)
        rows.setSourceModel(self._order)
        self.setModel(rows)
        if rail:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ring_while_empty(theme, self)
        SpringOpening(self, self._choose)
        theme.changed.connect(self.viewport().update)
        workspace.chat_opened.connect(self._show_open)
        rows.modelAboutToBeReset.connect(self._note_keyboard)
        rows.modelReset.connect(self._find_keyboard)
        for shown_differently in (rows.rowsInserted, rows.layoutChanged, rows.modelReset):
            shown_differently.connect(self._select_open)
        self._show_open()

    def say_when_empty(self, case: str, advice: str = "", *, icon: str = "", action: str = "") -> None:
        """Show words where the rows would be, and a button if it has words; without a case all is taken away."""
        self.empty.say(case, advice, icon=icon, action=action)
        self.empty.setVisible(bool(case))
        self.setAccessibleDescription(f"{case}. {advice}" if advice else case)

    def _index_of(self, chat: ChatId | None) -> QModelIndex:
        return self.model().index(self._order.row_of(chat).row(), 0)

    def _show_open(self) -> None:
        """Select the open chat and bring it into sight."""
        self._select_open()
        index = self._index_of(self._workspace.current)
        if index.isValid():
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(index, flag)
            self.scrollTo(index)

    def _select_open(self) -> None:
        index = self._index_of(self._workspace.current)
        if index.isValid():
            if not self.selectionModel().isSelected(index):
                self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        else:
            self.selectionModel().clearSelection()

    def _note_keyboard(self) -> None:
        self._keyboard_chat = self._chat_with_keyboard()

    def _find_keyboard(self) -> None:
        """Leave the keyboard at its chat when other chats are shown around it."""
        index = self._index_of(self._keyboard_chat)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _chat_with_keyboard(self) -> ChatId | None:
        return self._order.chat_at(self.currentIndex().row())

    def _choose(self, index: QModelIndex) -> bool:
        chat = self._order.chat_at(index.row())
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

    # The keyboard.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter or Space, mark as unread with U, open the menu; everything else as in any list."""
        self._show_ring(shown=True)
        chat = self._chat_with_keyboard()
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if self._is_typing() and event.key() in {Qt.Key.Key_Space, Qt.Key.Key_U}:
            self.keyboardSearch(event.text())
        elif plain and event.key() in _OPENING_KEYS and self._choose(self.currentIndex()):
            event.accept()
        elif plain and event.key() == Qt.Key.Key_U and chat is not None:
            self._workspace.actions.mark_unread(chat)
        elif event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self._open_menu(self.currentIndex(), None)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Go to the next chat whose title begins with what is typed in one go; a single letter goes on to the next such chat."""
        goes_on = self._is_typing()
        self._typed = self._typed + search if goes_on else search
        self._since_typed.start()
        single = len(set(self._typed)) == 1
        start = max(0, self.currentIndex().row() + (1 if single else 0))
        row = self._order.beginning_with(self._typed[:1] if single else self._typed, start)
        if row is not None:
            self.setCurrentIndex(self.model().index(row, 0))

    def _is_typing(self) -> bool:
        """Whether a title is being typed: then letters have no other meaning."""
        timed = self._since_typed
        return timed.isValid() and timed.elapsed() < QApplication.keyboardInputInterval()

    # The menu of a row.

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the row under the mouse or, by keyboard, with the keyboard's."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if self._open_menu(index, event.globalPos() if by_mouse else None):
            event.accept()

    def _open_menu(self, index: QModelIndex, place: QPoint | None) -> bool:
        """Show the menu of a row at a point of the screen, or below the row."""
        line = index.data(Role.LINE) if index.isValid() else None
        if line is None:
            return False
        from desktop.ui.chat_list.row_menu import ChatMenu

        if place is None:
            self.scrollTo(index)
            row = self.visualRect(index)
            place = self.viewport().mapToGlobal(QPoint(row.center().x(), row.bottom() - GAP_BELOW))
        menu = ChatMenu(self._theme, line, self._workspace, self)
        menu.edit_participants_requested.connect(self.edit_participants_requested)
        menu.change_subject_requested.connect(self.change_subject_requested)
        menu.popup(place)
        return True

    # The mouse.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Hide the keyboard's ring, and let Qt move the keyboard's row."""
        self._show_ring(shown=False)
        if event.button() is Qt.MouseButton.LeftButton:
            pressed = self.indexAt(event.position().toPoint())
            self._delegate.pressed = self._order.chat_at(pressed.row()) or ""
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the row under a left click."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            pressed, self._delegate.pressed = self._delegate.pressed, ""
            self.viewport().update()
            index = self.indexAt(event.position().toPoint())
            if pressed and pressed == self._order.chat_at(index.row()):
                self._choose(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the words in the middle."""
        super().resizeEvent(event)
        self.empty.setGeometry(self.viewport().rect())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Put the keyboard on the open chat, or on the first, and show where it is if it came by keyboard."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._order.rowCount():
            open_row = max(0, self._order.row_of(self._workspace.current).row())
            self.setCurrentIndex(self.model().index(open_row, 0))
        self._show_ring(shown=by_keyboard(event))
