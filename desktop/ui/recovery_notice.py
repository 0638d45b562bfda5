"""The strip at the top of the window that tells what happened to a copy on this computer that could not be read."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.ui.controls import IconButton
from desktop.ui.dialogs.words import Icon, Words, announce
from desktop.ui.theme.theme import Style, Theme

_SIDE = 16


class RecoveryNotice(QWidget):
    """Says it until the user has read it: then it goes, and does not come back."""

    def __init__(self, theme: Theme, sentence: str, place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sentence = sentence
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        words = Words(theme, Style.SMALL, "text", sentence)
        words.setWordWrap(True)
        words.setAccessibleName(self.tr("Notice"))
        words.setAccessibleDescription(f"{sentence} {place}.")
        words.setToolTip(place)
        dismiss = IconButton(theme, "x", self.tr("Dismiss notice"), size=26, icon_size=14)
        dismiss.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 5, 10, 6)
        row.setSpacing(8)
        row.addWidget(Icon(theme, "info", 16, "text_2"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(words, 1)
        row.addWidget(dismiss)
        theme.changed.connect(self.update)

    def showEvent(self, event: QShowEvent) -> None:
        """Let a screen reader say it."""
        super().showEvent(event)
        announce(self, self._sentence)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, and the line under it."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.bg_subtle))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(tokens.border))
