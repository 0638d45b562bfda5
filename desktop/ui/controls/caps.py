"""Key caps: a key as it is drawn, to say what it does."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from desktop.ui.theme.theme import Style, Theme

_SIDE = 5
_HEIGHT = 20
_RADIUS = 4


def cap_width(theme: Theme, key: str) -> int:
    """Return how wide the cap of a key is, which is written as this platform does."""
    wide = QFontMetrics(theme.font(Style.META)).horizontalAdvance(key) + 2 * _SIDE + 1
    return max(cap_height(theme) + 2, wide)


def cap_height(theme: Theme) -> int:
    """Return how high every cap is."""
    return theme.taller(_HEIGHT, Style.META)


def paint_cap(painter: QPainter, theme: Theme, place: QRectF, key: str) -> None:
    """Paint a cap."""
    tokens = theme.tokens
    painter.setPen(QPen(QColor(tokens.border_field), 1))
    painter.setBrush(QColor(tokens.bg_raised))
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    painter.setFont(theme.font(Style.META))
    painter.setPen(QColor(tokens.text_2))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextForceLeftToRight, key)
