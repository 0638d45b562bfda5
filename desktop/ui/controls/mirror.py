"""Where things stand in a control: counted from where reading begins, to the left or to the right."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QWidget


def mirrored(widget: QWidget, rect: QRectF) -> QRectF:
    """Return a place in a widget, given as it is for reading from the left, for the direction that the widget has."""
    if widget.layoutDirection() is not Qt.LayoutDirection.RightToLeft:
        return rect
    return QRectF(widget.width() - rect.right(), rect.top(), rect.width(), rect.height())
