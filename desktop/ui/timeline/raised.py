"""What floats over the messages: a surface with a line around it and a soft shadow below, painted without a graphics effect.

An effect would draw the widget into a picture of its own each time anything beneath it moves.
"""

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPixmapCache

from desktop.ui.theme.tokens import Tokens

SHADOW = 5
"""Room around the surface in which its shadow lies, in logical pixels."""
_DROP = 1


def paint_raised(
    painter: QPainter, surface: QRectF, radius: float, tokens: Tokens, *, fill: str = "", line: str = ""
) -> None:
    """Draw a surface, its line and its shadow; `surface` is the place without the shadow.

    What floats is painted with every step of what scrolls beneath, so it is drawn once and then copied.
    """
    colors = (fill or tokens.bg_raised, line or tokens.border_raised, tokens.shadow)
    ratio = painter.device().devicePixelRatioF()
    size = surface.size()
    key = f"raised {size.width()} {size.height()} {radius} {ratio} {colors}"
    picture = QPixmap()
    if not QPixmapCache.find(key, picture):
        picture = _drawn(size, radius, ratio, colors)
        QPixmapCache.insert(key, picture)
    painter.drawPixmap(surface.topLeft() - QPointF(SHADOW, SHADOW), picture)


def _drawn(size: QSizeF, radius: float, ratio: float, colors: tuple[str, str, str]) -> QPixmap:
    fill, line, shadow = colors
    whole = size.grownBy(QMarginsF(SHADOW, SHADOW, SHADOW, SHADOW))
    picture = QPixmap((whole * ratio).toSize())
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    surface = QRectF(QPointF(SHADOW, SHADOW), size)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_shadow(painter, surface, radius, shadow)
    painter.setPen(QPen(QColor(line), 1))
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(surface.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.end()
    return picture


def _paint_shadow(painter: QPainter, surface: QRectF, radius: float, color: str) -> None:
    shade = QColor(color)
    shade.setAlphaF(shade.alphaF() / SHADOW)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade)
    for away in range(SHADOW - _DROP, 0, -1):
        around = surface.adjusted(-away, -away, away, away).translated(0, _DROP)
        painter.drawRoundedRect(around, radius + away, radius + away)
