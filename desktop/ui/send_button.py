"""The button that sends what is written, or saves the change of a message."""

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.ui import icons
from desktop.ui.controls.pressing import PressedByEnter
from desktop.ui.theme.theme import Theme

_ICON = 17
_RADIUS = 7


class SendButton(PressedByEnter, QAbstractButton):
    """The button "Send message"."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = "send"
        self.setAccessibleName(self.tr("Send message"))
        self.setToolTip(self.tr("Send message"))
        self.setFixedSize(34, 30)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)

    def set_saves(self, saves: bool) -> None:  # noqa: FBT001 - a setter
        """Say whether the button saves a change instead of sending a message."""
        if saves != (self._icon == "check"):
            self._icon = "check" if saves else "send"
            name = self.tr("Save changes") if saves else self.tr("Send message")
            self.setAccessibleName(name)
            self.setToolTip(name)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the filled button, or a flat one when there is nothing to send."""
        tokens = self._theme.tokens
        lit = tokens.accent_hover if self.underMouse() else tokens.accent
        fill = tokens.accent_press if self.isDown() else lit
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fill if self.isEnabled() else tokens.bg_subtle))
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        colour = tokens.on_accent if self.isEnabled() else tokens.text_dis
        picture = icons.pixmap(self._icon, _ICON, colour, self.devicePixelRatioF())
        corner = QPoint((self.width() - _ICON) // 2, (self.height() - _ICON) // 2)
        if self.isRightToLeft() and self._icon == "send":  # it points to where the text goes on
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        painter.drawPixmap(corner, picture)
        painter.resetTransform()
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
