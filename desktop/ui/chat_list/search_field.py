"""The field that narrows the list of chats as one types."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.controls import IconButton, LineField
from desktop.ui.theme.theme import Theme

_CLEAR = 24


class SearchField(LineField):
    """The text field "Search conversations".

    Signals:
        left_downwards(): Down was pressed: the keyboard goes to what was found.
        first_wanted(): Enter was pressed: the first chat found is to be opened.
    """

    left_downwards = Signal()
    first_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent, icon="search")
        self.setAccessibleName(self.tr("Search conversations"))
        self.setPlaceholderText(self.tr("Search subject, people, last message"))
        self._clear = IconButton(theme, "x", self.tr("Clear search"), self, size=_CLEAR, icon_size=14)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self.textChanged.connect(self._on_text)

    def _on_text(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self.leave_room(_CLEAR if text else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear with Esc, go down into the list, open the first with Enter."""
        match event.key():
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Down:
                self.left_downwards.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.first_wanted.emit()
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cross at the end."""
        super().resizeEvent(event)
        self._place_cross()

    def changeEvent(self, event: QEvent) -> None:
        """Put the cross at the other end when the direction of reading changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._place_cross()

    def _place_cross(self) -> None:
        top = (self.height() - _CLEAR) // 2
        at_left = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self._clear.move(4 if at_left else self.width() - _CLEAR - 4, top)
