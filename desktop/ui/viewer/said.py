"""What the viewer says for some seconds over the picture's foot: that it was copied or saved, or why not."""

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.controls.card import paint_card
from desktop.ui.dialogs.words import Words, announce
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.toast import Toast

_STAYS_MS = 4_000
_FAILED_STAYS_MS = 8_000
_RADIUS = 10
_ABOVE_FOOT = 16
_WIDEST = 460


class Said(QWidget):
    """A card with a few words; the newest takes the place of what was said before."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._theme = theme
        self._over = over
        self._words = Words(theme, Style.BODY, "text")
        self._words.setWordWrap(True)
        self._words.setAccessibleName(self.tr("What was done"))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 9, 14, 9)
        row.addWidget(self._words)
        self._until = QTimer(self, singleShot=True)
        self._until.timeout.connect(self.hide)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, toast: Toast) -> None:
        """Show some words, and let screen readers say them."""
        self._words.set_color("danger" if toast.failed else "text")
        self._words.setText(toast.text)
        self._words.setAccessibleDescription(toast.text)
        wide = self._words.fontMetrics().horizontalAdvance(toast.text) + 2
        self._words.setFixedWidth(min(wide, _WIDEST, self._over.width() - 64))
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()
        self._until.start(_FAILED_STAYS_MS if toast.failed else _STAYS_MS)
        announce(self, toast.text)

    def place(self) -> None:
        """Stand over the foot, in the middle."""
        over = self._over
        self.move((over.width() - self.width()) // 2, over.height() - self.height() - _ABOVE_FOOT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        paint_card(QPainter(self), QRectF(self.rect()), _RADIUS, self._theme.tokens)
