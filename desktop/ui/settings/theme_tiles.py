"""The three looks to choose from: each a little picture of the window in it, above a radio button."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.controls import RadioButton
from desktop.ui.theme.theme import Mode, Theme
from desktop.ui.theme.tokens import Tokens, tokens_for

_WIDTH = 148
_HEIGHT = 92
_RADIUS = 8
_RING = 5
_BAR = 5
_LEAST_WIDTH = 72


class ThemeTiles(QWidget):
    """The looks beside each other; one of them is chosen."""

    def __init__(
        self, theme: Theme, looks: tuple[tuple[Mode, str], ...], choose: Callable[[Mode], object]
    ) -> None:
        super().__init__()
        self._modes = [mode for mode, _name in looks]
        self._tiles = [_Tile(theme, mode, name) for mode, name in looks]
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 11, 12, 11)
        row.setSpacing(6)
        for at, tile in enumerate(self._tiles):
            group.addButton(tile.button, at)
            row.addWidget(tile, 1)
        group.idToggled.connect(lambda *_: self._repaint())
        group.idClicked.connect(lambda at: choose(self._modes[at]))

    def show_mode(self, mode: Mode) -> None:
        """Show which one holds."""
        self._tiles[self._modes.index(mode)].button.setChecked(True)

    def _repaint(self) -> None:
        for tile in self._tiles:
            tile.update()


class _Tile(QWidget):
    """One look."""

    def __init__(self, theme: Theme, mode: Mode, name: str) -> None:
        super().__init__()
        self.button = RadioButton(theme, name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._picture = _Picture(theme, mode, self.button)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        theme.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words where there is too little room for them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = min(self.button.sizeHint().width(), max(self.width(), self.button.minimumSizeHint().width()))
        self.button.setFixedWidth(wide)
        self.button.fit(wide)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose by a click anywhere."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.button.click()


class _Picture(QWidget):
    """The window in little; the system's look is half light and half dark."""

    def __init__(self, theme: Theme, mode: Mode, button: RadioButton) -> None:
        super().__init__()
        self._theme = theme
        self._mode = mode
        self._button = button
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(_WIDTH + 2 * _RING)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the picture's size, with room for the line around it."""
        return QSize(_WIDTH + 2 * _RING, _HEIGHT + 2 * _RING)

    def minimumSizeHint(self) -> QSize:
        """Be smaller where there is little room."""
        return QSize(_LEAST_WIDTH, _HEIGHT + 2 * _RING)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the window, and a line around it where it is the look that holds."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        area = QRectF(self.rect()).adjusted(_RING, _RING, -_RING, -_RING)
        outline = QPainterPath()
        outline.addRoundedRect(area, _RADIUS, _RADIUS)
        painter.save()
        painter.setClipPath(outline)
        if self._mode == "system":
            half = area.adjusted(0, 0, -area.width() / 2, 0)
            _paint_window(painter, half, tokens_for(dark=False, strong=False), half=True)
            _paint_window(
                painter, half.translated(half.width(), 0), tokens_for(dark=True, strong=False), half=True
            )
        else:
            _paint_window(painter, area, tokens_for(dark=self._mode == "dark", strong=False), half=False)
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.border_field), 1))
        painter.drawPath(outline)
        if self._button.isChecked():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(area.adjusted(-4, -4, 4, 4), _RADIUS + 3, _RADIUS + 3)


def _paint_window(painter: QPainter, area: QRectF, tokens: Tokens, *, half: bool) -> None:
    side = area.width() * 0.31
    painter.fillRect(area, QColor(tokens.bg_base))
    painter.fillRect(area.adjusted(0, 0, side - area.width(), 0), QColor(tokens.bg_sidebar))
    painter.setPen(Qt.PenStyle.NoPen)
    left = area.left() + side * 0.2
    for line, colour in enumerate((tokens.border_field, tokens.border, tokens.border)):
        _bar(painter, left, area.top() + 9 + 12 * line, side * 0.62, colour, _BAR)
    left, room = area.left() + side + area.width() * 0.08, area.width() - side
    _bar(painter, left, area.top() + 12, room * 0.69, tokens.border_field, _BAR + 1)
    _bar(painter, left, area.top() + 26, room * (0.45 if half else 0.47), tokens.border, _BAR + 1)
    _bar(painter, left, area.top() + 56, room * (0.48 if half else 0.35), tokens.accent, 12)


def _bar(painter: QPainter, left: float, top: float, width: float, colour: str, height: float) -> None:
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(QRectF(left, top, width, height), min(height / 2, 3), min(height / 2, 3))
