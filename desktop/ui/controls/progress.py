"""How much of something is done, as a bar: painted alike wherever one stands."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from desktop.ui.theme.tokens import Tokens


def paint_progress(
    painter: QPainter, tokens: Tokens, area: QRectF, share: float, *, mirrored: bool = False
) -> None:
    """Paint a bar that is filled by a share of one; `mirrored` from the right."""
    radius = area.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.track))
    painter.drawRoundedRect(area, radius, radius)
    part = QRectF(area)
    part.setWidth(area.width() * min(1.0, share))
    if mirrored:
        part.moveRight(area.right())
    painter.setBrush(QColor(tokens.progress))
    painter.drawRoundedRect(part, radius, radius)
