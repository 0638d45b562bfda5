"""Words that begin where reading begins, whatever script they are in."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QStyle, QWidget


class LeadingLabel(QLabel):
    """A label for names and sentences: by itself Qt would put a Latin name on the left of a mirrored window."""

    def __init__(self, parent: QWidget | None = None, text: str = "") -> None:
        super().__init__(text, parent)
        self._align()

    def _align(self) -> None:
        if not self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            side = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeading)
            self.setAlignment(side | (self.alignment() & Qt.AlignmentFlag.AlignVertical_Mask))

    def changeEvent(self, event: QEvent) -> None:
        """Change sides with the direction of reading."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._align()
