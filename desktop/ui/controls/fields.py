"""The one-line text field. Its frame is the style sheet's; its icons follow the theme."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui import icons
from desktop.ui.theme.theme import Style, Theme

_ICON = 15


class LineField(QLineEdit):
    """A line of text with an accessible name, an icon in front if wanted, and a look for what is not valid."""

    def __init__(
        self, theme: Theme, name: str, parent: QWidget | None = None, *, height: int = 32, icon: str = ""
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._leading: QAction | None = None
        self._height = height
        self.setAccessibleName(name)
        if icon:
            self._leading = self.addAction(
                icons.icon(icon, _ICON, theme.tokens.text_2, 1), QLineEdit.ActionPosition.LeadingPosition
            )
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def set_invalid(self, *, invalid: bool) -> None:
        """Show that this is the field to mend, or that it no longer is."""
        self.setProperty("invalid", invalid)
        self.style().unpolish(self)
        self.style().polish(self)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew on a screen of another density."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.DevicePixelRatioChange and self._leading is not None:
            self._take_theme()

    def _take_theme(self) -> None:
        self.setFont(self._theme.font(Style.BODY))
        self.setFixedHeight(self._theme.taller(self._height, Style.BODY))
        if self._leading is not None:
            colour = self._theme.tokens.text_2
            self._leading.setIcon(icons.icon(self._icon, _ICON, colour, self.devicePixelRatioF()))
