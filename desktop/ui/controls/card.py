"""The raised surface that menus, popups, sheets and toasts stand on: its line, its ground, and its corners.

A popup is a window of its own. Where a screen may know no windows that are seen through, what lies outside the round corners
would be black: there it is cut off, which is less smooth.
"""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBitmap, QColor, QGuiApplication, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Tokens

POPUP_RADIUS = 10
SHEET_RADIUS = 12
_HALF_A_LINE = 0.5
"""The radius is that of the middle of the line around a surface."""


class SheetCard(QWidget):
    """The surface of what stands in front of a dimmed window: rounded, with a fine border."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the surface."""
        paint_card(QPainter(self), QRectF(self.rect()), SHEET_RADIUS, self._theme.tokens)


def paint_card(painter: QPainter, area: QRectF, radius: float, tokens: Tokens, *, line: str = "") -> None:
    """Draw the surface; the line is the usual one unless another colour is given."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(line or tokens.border_raised), 1))
    painter.setBrush(QColor(tokens.bg_raised))
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def round_popup(popup: QWidget) -> bool:
    """Let a popup be seen through outside its corners; return whether they have to be cut off instead."""
    cuts = QGuiApplication.platformName() == "xcb"
    popup.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, not cuts)
    return cuts


def cut_corners(window: QWidget, area: QRectF, radius: float) -> None:
    """Cut off what of a window lies outside a surface with round corners."""
    kept = QBitmap(window.size())
    kept.clear()
    painter = QPainter(kept)  # a polygon of whole numbers would leave black dots at two of the corners
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.color1)
    painter.drawRoundedRect(area, radius + _HALF_A_LINE, radius + _HALF_A_LINE)
    painter.end()
    window.setMask(QRegion(kept))
