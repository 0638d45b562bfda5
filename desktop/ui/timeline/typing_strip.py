"""The line under the messages that tells who is writing. Its room is always there, so nothing moves when somebody begins."""

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QLabel, QWidget

from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.typing_people import TypingPeople

HEIGHT = 26
TEXT_LEFT = 64
DOTS_LEFT = 27
DOT = 5.0
DOT_STEP = 8.5
BEAT_MS = 400
"""Three beats are one round of the dots."""


class TypingStrip(QLabel):
    """The status text "Typing"."""

    def __init__(self, theme: Theme, people: TypingPeople, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._beat = 0
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.timeout.connect(self._step)
        self.setAccessibleName(self.tr("Typing"))
        self.setFixedHeight(HEIGHT)
        self.setContentsMargins(TEXT_LEFT, 0, 20, 0)
        self.setTextFormat(Qt.TextFormat.PlainText)
        people.changed.connect(self._show_line)
        theme.changed.connect(self._take_theme)
        self._take_theme()
        self._show_line(people.line)

    def _show_line(self, line: str) -> None:
        self.setText(line)
        self.setAccessibleDescription(line)
        self._run()
        self.update()

    def _run(self) -> None:
        """Let the dots move only while there is somebody to see them."""
        if self.text() and self.isVisible():
            self._timer.start()
        else:
            self._timer.stop()

    def _step(self) -> None:
        self._beat = (self._beat + 1) % 3
        self.update()

    def _take_theme(self) -> None:
        self.setFont(self._theme.font(Style.SMALL))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(self._theme.tokens.text_3))
        self.setPalette(palette)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words and the three dots before them."""
        super().paintEvent(event)
        if not self.text():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(3):
            color = QColor(self._theme.tokens.text_2)
            color.setAlphaF(1.0 if number == self._beat else 0.45)
            painter.setBrush(color)
            painter.drawEllipse(QRectF(DOTS_LEFT + number * DOT_STEP, (HEIGHT - DOT) / 2, DOT, DOT))

    def showEvent(self, event: QShowEvent) -> None:
        """Let the dots move again."""
        super().showEvent(event)
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop moving what nobody sees."""
        super().hideEvent(event)
        self._timer.stop()
