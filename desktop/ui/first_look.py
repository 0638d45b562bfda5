"""The window's first moments: the chats as they were last seen, painted while everything else is still being loaded.

It is the same window for its whole life: later it holds the real content, which takes the picture's place once the
list in it has been read, so that nothing flickers or moves. A chat that is clicked on the picture is opened then.
Imported here is only what the picture needs.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QWidget

from desktop.ui.chat_list.delegate import ChatDelegate
from desktop.ui.chat_list.look import list_top
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.chat_line import ChatLine, Role, said_of

if TYPE_CHECKING:
    from desktop.core.values import ChatId
    from desktop.ui.main_window import MainWindow
    from desktop.viewmodels.workspace import Workspace

SIZE = QSize(1280, 800)
LEAST = QSize(480, 480)
# As the window has it; a test holds the one to the other.
NARROWEST, WIDEST = 240, 420
LIST_FROM = 760
BOTTOM = 56
_SIDE = 16

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class FirstLook(QWidget):
    """A window that shows a picture of the chats, and then holds the real one.

    Signals:
        closing(): the user closes it before there is a content that could be asked.
        painted(): it has been painted for the first time.
    """

    closing = Signal()
    painted = Signal()

    asks_before_closing = False
    """There is nothing in it yet that could be lost."""

    def __init__(self, theme: Theme, lines: Sequence[ChatLine], list_width: int = 300) -> None:
        super().__init__()
        self.theme = theme
        self._list_width = min(WIDEST, max(NARROWEST, list_width)) - 1  # the line beside it is one pixel
        self.wanted: ChatId | None = None
        """The chat that was clicked."""
        self.is_closed = False
        self._is_painted = False
        """Whether the user has closed it already."""
        self._held: MainWindow | None = None
        self._picture: _Picture | None = _Picture(theme, lines, self)
        self._picture.list.clicked.connect(self._on_clicked)
        self.setWindowTitle(QCoreApplication.translate("MainWindow", "Internal Chat"))
        self.setMinimumSize(LEAST)
        self.resize(SIZE)

    def hold(self, window: "MainWindow", workspace: "Workspace") -> None:
        """Be the frame of the real window from now on; the picture stays over its list until that has been read."""
        self._held = window
        window.setParent(self, Qt.WindowType.Widget)
        window.setGeometry(self.rect())
        self.setMinimumSize(window.minimumSize())
        self.setWindowTitle(window.windowTitle())
        window.windowTitleChanged.connect(self.setWindowTitle)
        window.installEventFilter(self)
        window.destroyed.connect(self.deleteLater)
        window.show()
        if self._picture is not None:
            self._picture.raise_()
        if workspace.chat_list.is_loaded:
            self._reveal(workspace)
        else:
            workspace.chat_list.loaded.connect(lambda: self._reveal(workspace))

    def _reveal(self, workspace: "Workspace") -> None:
        picture, self._picture = self._picture, None
        if picture is None:
            return
        picture.hide()
        picture.deleteLater()
        if self.wanted is not None:
            workspace.open_chat(self.wanted)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.wanted = index.data(Role.CHAT)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go when the content goes."""
        if watched is self._held and event.type() is QEvent.Type.Hide and self._held.isHidden():
            self.hide()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the content all the room, and the picture its column."""
        super().resizeEvent(event)
        if self._held is not None:
            self._held.setGeometry(self.rect())
        if self._picture is not None:
            column = QRect(0, 0, self._list_width, self.height())
            self._picture.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), column))
            self._picture.setVisible(self.width() >= LIST_FROM)  # a narrow window has no list

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the content decide, once there is one."""
        if self._held is not None:
            event.ignore()
            self._held.close()
            return
        self.is_closed = True
        self.closing.emit()
        super().closeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)  # once the rows are, and all of it is on the screen
        QPainter(self).fillRect(self.rect(), QColor(self.theme.tokens.bg_base))


class _Picture(QWidget):
    """The left pane: its heading and the rows; the rest of it is empty for now."""

    def __init__(self, theme: Theme, lines: Sequence[ChatLine], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.list = QListView(self)
        self.list.setItemDelegate(ChatDelegate(theme, self.list))
        self.list.setAccessibleName(QCoreApplication.translate("ChatListView", "Conversations"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.list.viewport().setAutoFillBackground(False)
        self.list.setModel(_Lines(lines, self))
        theme.changed.connect(self.update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the rows where the window will have them."""
        super().resizeEvent(event)
        top = list_top(self._theme)
        self.list.setGeometry(0, top, self.width(), self.height() - top - BOTTOM)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the heading."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.tokens.bg_sidebar))
        painter.setFont(self._theme.font(Style.TITLE))
        painter.setPen(QColor(self._theme.tokens.text))
        heading = QRect(_SIDE, 0, self.width() - 2 * _SIDE, self._theme.header)
        painter.drawText(
            heading,
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading,
            QCoreApplication.translate("LeftPane", "Conversations"),
        )


class _Lines(QAbstractListModel):
    """Rows that stay as they are."""

    def __init__(self, lines: Sequence[ChatLine], parent: QObject) -> None:
        super().__init__(parent)
        self._lines = lines

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row, or what it says in a role."""
        return said_of(self._lines[index.row()], role)
