"""A widget that is a list for screen readers, of whatever stands in it."""

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget


class SpokenList(QWidget):
    """The list; its accessible name says of what."""


def _readable(_name: str, widget: object) -> QAccessibleInterface | None:
    """Tell Qt that it is a list; it keeps the interface and deletes it with the widget."""
    if not isinstance(widget, SpokenList):
        return None
    return QAccessibleWidget(widget, QAccessible.Role.List, widget.accessibleName())


QAccessible.installFactory(_readable)
