"""The small parts that sheets and the right panel are made of: words in a style of the design, icons, hairlines, a problem."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStyle, QWidget

from desktop.ui import icons
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.isolates import without_isolates
from desktop.viewmodels.tips import tip


class Words(QLabel):
    """Plain text in a style and a colour of the design, in whichever theme is in force."""

    def __init__(
        self, theme: Theme, style: Style, color: str, text: str = "", *, weight: int | None = None
    ) -> None:
        """`color` names a token."""
        super().__init__(text)
        self._theme = theme
        self._style = style
        self._color = color
        self._weight = weight
        self.setTextFormat(Qt.TextFormat.PlainText)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._align()

    def set_color(self, color: str) -> None:
        """Take the colour of another token."""
        if color != self._color:
            self._color = color
            self._restyle()

    def _restyle(self) -> None:
        self.setMinimumHeight(self._theme.line_height(self._style))
        self.setFont(self._theme.font(self._style, weight=self._weight))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, QColor(getattr(self._theme.tokens, self._color)))
        self.setPalette(palette)

    def _align(self) -> None:
        """Stand where reading begins, in whichever script: Qt would look at the words."""
        if not self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            upright = self.alignment() & Qt.AlignmentFlag.AlignVertical_Mask
            self.setAlignment(leading(self.layoutDirection()) | upright)

    def changeEvent(self, event: QEvent) -> None:
        """Change sides with the direction of reading."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._align()


class OneLine(Words):
    """Words that end in … where there is no room for all of them; the tool tip has the rest, and screen readers hear all."""

    def __init__(self, theme: Theme, style: Style, color: str, *, weight: int | None = None) -> None:
        super().__init__(theme, style, color, weight=weight)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self.setText(text)
        self.setAccessibleDescription(without_isolates(text))
        self._explain()

    def _explain(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        self.setToolTip(tip(self.text()) if cut else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much of the text as there is room for."""
        painter = QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # of the words, not of the window
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.setFont(self.font())
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), self.alignment(), shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text where it is cut off."""
        super().resizeEvent(event)
        self._explain()


class Icon(QWidget):
    """A picture beside words; it has no name, for the words say it all."""

    def __init__(self, theme: Theme, name: str, size: int, color: str) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._size = size
        self._color = color
        self.setFixedSize(size, size)
        theme.changed.connect(self.update)

    def show_icon(self, name: str) -> None:
        """Show another icon."""
        if name != self._name:
            self._name = name
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon."""
        color = getattr(self._theme.tokens, self._color)
        QPainter(self).drawPixmap(0, 0, icons.pixmap(self._name, self._size, color, self.devicePixelRatio()))


class Line(QWidget):
    """A hairline across."""

    def __init__(self, theme: Theme, color: str) -> None:
        super().__init__()
        self._theme = theme
        self._color = color
        self.setFixedHeight(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        QPainter(self).fillRect(self.rect(), QColor(getattr(self._theme.tokens, self._color)))


class Problem(QWidget):
    """Why something did not work, in a sentence; takes no room while there is nothing to say."""

    def __init__(self, theme: Theme, name: str, *, icon: str = "circle-alert", color: str = "danger") -> None:
        """`icon` and `color` are others where something is only to be noticed."""
        super().__init__()
        self._words = Words(theme, Style.SMALL, color)
        self._words.setWordWrap(True)
        self._words.setAccessibleName(name)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(Icon(theme, icon, 14, color), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._words, 1)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence and tell screen readers; an empty one takes the problem away."""
        if sentence == self._words.text():
            return
        self._words.setText(sentence)
        self._words.setAccessibleDescription(sentence)
        self.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)


def leading(direction: Qt.LayoutDirection) -> Qt.AlignmentFlag:
    """Return the side where reading begins; a painter by itself would look at the script of the words."""
    return QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeading)


def beside_icon(theme: Theme, name: str, size: int, words: Words, *, color: str) -> QHBoxLayout:
    """Return words with an icon before them."""
    line = QHBoxLayout()
    line.setSpacing(6)
    line.addWidget(Icon(theme, name, size, color))
    line.addWidget(words, 1)
    return line


def announce(widget: QWidget, sentence: str) -> None:
    """Let a screen reader say what has just changed on the screen."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, without_isolates(sentence)))
