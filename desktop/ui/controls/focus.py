"""Whether a control shows its focus ring: when the keyboard brought the focus there, not when the mouse did."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPen

RING = 2
"""Width of the ring, and of the gap between it and what it surrounds, in logical pixels."""
_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


def by_keyboard(event: QFocusEvent) -> bool:
    """Tell whether the user should be shown where the focus went."""
    return event.reason() in _BY_KEYBOARD


def paint_ring(painter: QPainter, rect: QRectF, colour: str, radius: float) -> QRectF:
    """Paint the ring along the inside of `rect`; return the room that is left inside ring and gap."""
    half = RING / 2
    painter.setPen(QPen(QColor(colour), RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius + half, radius + half)
    inset = RING + 1.5
    return rect.adjusted(inset, inset, -inset, -inset)
