"""What a link proposes to write first, to be read and copied. It is changed where it goes to: in the chat's draft."""

from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from desktop.ui.theme.theme import Style, Theme

MOST_LINES = 4
_FRAME = 20
"""Borders and gaps above and below the words."""
_SIDE = 12
"""The same on either side of them."""


class ProposedText(QPlainTextEdit):
    """A few lines of text, the rest by scrolling. Enter is the dialog's, Tab goes on."""

    def __init__(self, theme: Theme, name: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.setPlainText(text)
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def fit(self, width: int, most: int = MOST_LINES) -> None:
        """Take as many lines as the words need in a field so wide, up to a few."""
        document = self.document().clone(self)
        document.setDefaultFont(self.font())
        document.setTextWidth(width - 2 * _SIDE)
        lines = 0
        block = document.begin()
        while block.isValid() and lines < most:
            lines += max(1, block.layout().lineCount())
            block = block.next()
        document.deleteLater()
        shown = min(most, max(1, lines))
        self.setFixedHeight(shown * ceil(QFontMetricsF(self.font()).lineSpacing()) + _FRAME)

    def _take_theme(self) -> None:
        self.setFont(self._theme.font(Style.BODY))
