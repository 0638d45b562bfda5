"""Buttons that Enter presses as well as the space bar: links, and those among text fields, where that is expected."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

if TYPE_CHECKING:
    Mixed = QAbstractButton
else:
    Mixed = object


class PressedByEnter(Mixed):
    """To be named before the Qt class of a button."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter, as with the space bar."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)
