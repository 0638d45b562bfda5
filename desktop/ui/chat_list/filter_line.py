"""The line over the list that says that not all chats are shown, with the way back: who forgot the filter misses none."""

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.controls import LinkButton
from desktop.ui.controls.leading import LeadingLabel
from desktop.ui.theme.theme import Style, Theme

_SIDE = 16
_BELOW = 6


class FilterLine(QWidget):
    """Says "Unread" and offers all. It is hidden while all chats are shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = LeadingLabel(self, self.tr("Unread"))
        self.show_all = LinkButton(theme, self.tr("Show all"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE - 4, 0, _SIDE - 4, _BELOW)
        row.addSpacing(4)
        row.addWidget(self._words, 1)
        row.addWidget(self.show_all)
        theme.changed.connect(self._take_theme)
        self._take_theme()
        self.hide()

    def _take_theme(self) -> None:
        self._words.setFont(self._theme.font(Style.SMALL, weight=600))
        palette = self._words.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(self._theme.tokens.text_2))
        self._words.setPalette(palette)
