"""What floats over the messages: a surface with a line around it and a soft shadow below, painted without a graphics effect.

An effect would draw the widget into a picture of its own each time anything beneath it moves.
"""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.ui.theme.tokens import Tokens

SHADOW = 5
"""Room around the surface in which its shadow lies, in logical pixels."""
_DROP = 1


def paint_raised(
    painter: QPainter, surface: QRectF, radius: float, tokens: Tokens, *, fill: str = "", line: str = ""
) -> None:
    """Draw a surface, its line and its shadow; `surface` is the place without the shadow."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_shadow(painter, surface, radius, tokens)
    painter.setPen(QPen(QColor(line or tokens.border_raised), 1))
    painter.setBrush(QColor(fill or tokens.bg_raised))
    painter.drawRoundedRect(surface.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def _paint_shadow(painter: QPainter, surface: QRectF, radius: float, tokens: Tokens) -> None:
    shade = QColor(tokens.shadow)
    shade.setAlphaF(shade.alphaF() / SHADOW)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade)
    for away in range(SHADOW - _DROP, 0, -1):
        around = surface.adjusted(-away, -away, away, away).translated(0, _DROP)
        painter.drawRoundedRect(around, radius + away, radius + away)
