"""The one-line text field. Its frame is the style sheet's; its icon is painted, as Qt's own is a button without a name."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui import icons
from desktop.ui.theme.theme import Style, Theme

_ICON = 15
_ICON_AT = 11
_ICON_ROOM = 22
"""So much further in do the words begin behind an icon."""


class LineField(QLineEdit):
    """A line of text with an accessible name, an icon in front if wanted, and a look for what is not valid."""

    def __init__(
        self, theme: Theme, name: str, parent: QWidget | None = None, *, height: int = 32, icon: str = ""
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._height = height
        self._room_at_end = 0
        self.setAccessibleName(name)
        theme.changed.connect(self._take_theme)
        self._take_theme()
        self._make_room()

    def set_invalid(self, *, invalid: bool) -> None:
        """Show that this is the field to mend, or that it no longer is."""
        self.setProperty("invalid", invalid)
        self.style().unpolish(self)
        self.style().polish(self)

    def leave_room(self, width: int) -> None:
        """Let the words end so much earlier, for what stands at the end of the field."""
        self._room_at_end = width
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        """Turn with the direction of reading."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon in front of the words."""
        super().paintEvent(event)
        if self._icon:
            colour = self._theme.tokens.text_2
            picture = icons.pixmap(self._icon, _ICON, colour, self.devicePixelRatioF())
            left = self.width() - _ICON_AT - _ICON if self._is_mirrored() else _ICON_AT
            QPainter(self).drawPixmap(left, (self.height() - _ICON) // 2, picture)

    def _make_room(self) -> None:
        begin, end = (_ICON_ROOM if self._icon else 0), self._room_at_end
        self.setTextMargins(*((end, 0, begin, 0) if self._is_mirrored() else (begin, 0, end, 0)))

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def _take_theme(self) -> None:
        self.setFont(self._theme.font(Style.BODY))
        self.setFixedHeight(self._theme.taller(self._height, Style.BODY))
        self.update()
