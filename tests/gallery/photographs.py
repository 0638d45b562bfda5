"""How every picture of the gallery is taken: a window as a person sees it, with what it opened over it.

Tests that go through all screens put something else in the place of `take`, and look at what stands there before it goes.
"""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget


async def take(window: QWidget) -> QPixmap:
    """Return the picture of a window and of all that is over it."""
    picture = window.grab()
    painter = QPainter(picture)
    for widget in over(window):
        painter.drawPixmap(window.mapFromGlobal(widget.mapToGlobal(QPoint())), widget.grab())
    painter.end()
    return picture


def over(window: QWidget) -> list[QWidget]:
    """Return the menus, popovers and dialogs that are windows of their own, each after what it stands over."""
    found = [
        w
        for w in QApplication.topLevelWidgets()
        if w.isVisible() and w is not window and w.parent() is not None
    ]
    return sorted(found, key=_depth)


def _depth(widget: QWidget) -> int:
    parent = widget.parentWidget()
    return 0 if parent is None else 1 + _depth(parent)
