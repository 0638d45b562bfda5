"""What stands where no chats are: that there are none yet, that none was found, or that everything is read; and a way on."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.ui.controls import SecondaryButton
from desktop.ui.theme.theme import Style, Theme

_WIDEST = 236
_SIDE = 16
_CIRCLE = 56
_ICON = 22
_BUTTON = 28


class EmptyList(QWidget):
    """A picture if there is one, a line that says what is the case, one that says what to do, and a button that does it.

    Signals:
        action_chosen(): the button was pressed.
    """

    action_chosen = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture = _Picture(theme, self)
        self._case = _centred(self)
        self._advice = _centred(self)
        self.action = SecondaryButton(theme, "", self, height=_BUTTON)
        self.action.clicked.connect(self.action_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addStretch(2)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(12)
        for label in (self._case, self._advice):
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(12)
        column.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def say(self, case: str, advice: str, *, icon: str = "", action: str = "") -> None:
        """Show other words."""
        self._picture.show_icon(icon)
        self._case.setText(case)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        self.action.setText(action)
        self.action.setAccessibleName(action)
        self.action.setVisible(bool(action))
        self._take_theme()

    def _take_theme(self) -> None:
        tokens = self._theme.tokens
        weight = 600 if self._picture.icon else 500
        for label, heavy, colour in ((self._case, weight, tokens.text), (self._advice, 400, tokens.text_2)):
            label.setFont(self._theme.font(Style.BODY, weight=heavy))
            palette = label.palette()
            palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
            label.setPalette(palette)
        self._fit()

    def _fit(self) -> None:
        """Give the words as many lines as they need in this width."""
        wide = max(1, min(round(_WIDEST * self._theme.scale), self.width() - 2 * _SIDE))
        for label in (self._case, self._advice):
            label.setMinimumHeight(0)  # a label never asks for less than its least height
            label.setFixedSize(wide, max(0, label.heightForWidth(wide)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the words into another width."""
        super().resizeEvent(event)
        self._fit()


class _Picture(QWidget):
    """An icon on a round ground. It has no name, for the words say it all."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.icon = ""
        self.setFixedSize(_CIRCLE, _CIRCLE)
        theme.changed.connect(self.update)

    def show_icon(self, icon: str) -> None:
        """Show another icon; an empty name takes the picture away."""
        self.icon = icon
        self.setVisible(bool(icon))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the icon."""
        from desktop.ui import icons  # as a rule there are chats

        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.bg_hover_side))
        painter.drawEllipse(QRectF(self.rect()))
        offset = (_CIRCLE - _ICON) // 2
        painter.drawPixmap(
            offset, offset, icons.pixmap(self.icon, _ICON, tokens.text_3, self.devicePixelRatioF())
        )


def _centred(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    label.setForegroundRole(QPalette.ColorRole.WindowText)  # within a list it would be another
    return label
