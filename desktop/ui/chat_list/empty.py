"""What stands where no chats are: that there are none yet, or that none was found."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.ui.theme.theme import Style, Theme

_WIDEST = 210


class EmptyList(QWidget):
    """A line that says what is the case, and one that says what to do."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._case = _centred(self)
        self._advice = _centred(self)
        self._advice.setFixedWidth(_WIDEST)
        column = QVBoxLayout(self)
        column.setSpacing(1)
        column.addStretch(1)
        for label in (self._case, self._advice):
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def say(self, case: str, advice: str) -> None:
        """Show other words."""
        self._case.setText(case)
        self._advice.setText(advice)
        self._take_theme()
        self._advice.setMinimumHeight(0)  # else it asks for at least the height of its last words
        self._advice.setMinimumHeight(0)  # a label never asks for less than its least height
        self._advice.setFixedHeight(max(0, self._advice.heightForWidth(_WIDEST)))

    def _take_theme(self) -> None:
        tokens = self._theme.tokens
        for label, weight, colour in ((self._case, 500, tokens.text), (self._advice, 400, tokens.text_2)):
            label.setFont(self._theme.font(Style.BODY, weight=weight))
            palette = label.palette()
            palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
            label.setPalette(palette)


def _centred(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return label
