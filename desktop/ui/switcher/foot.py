"""The foot of the switcher: which keys do what, as far as there is room, and that all of this is internal."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui import icons
from desktop.ui.controls.caps import cap_height, cap_width, paint_cap
from desktop.ui.controls.mirror import mirrored
from desktop.ui.dialogs.words import leading
from desktop.ui.shortcuts import native
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.switcher_row import Kind, Row

_HEIGHT = 38
_SIDE = 18
_GAP = 7
_BETWEEN = 16
_LOCK = 13

Hint = tuple[tuple[str, ...], str]
"""Keys, and what they do."""


class Foot(QWidget):
    """The hints and the words at the end."""

    def __init__(self, theme: Theme, radius: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._radius = radius
        self._hints: tuple[Hint, ...] = ()
        self.setAccessibleName(self.tr("Internal chats only"))
        theme.changed.connect(self._take_theme)
        self._take_theme()

    @property
    def hints(self) -> tuple[Hint, ...]:
        """What there is room for."""
        room = self.width() - 2 * _SIDE - self._safe_width() - _BETWEEN
        shown, taken = [], 0
        for hint in self._hints:
            taken += self._width(hint)
            if taken > room:
                break
            shown.append(hint)
            taken += _BETWEEN
        return tuple(shown)

    def tell(self, row: Row | None) -> None:
        """Say what can be done with the current row."""
        hints: list[Hint] = [(("↑", "↓"), self.tr("Move"))]
        if row is not None and row.can_be_current:
            enter, ctrl_enter = native("Enter"), native("Ctrl+Enter")
            starts = row.kind is Kind.START or (row.kind is Kind.PERSON and row.opens is None)
            words = self.tr("Search") if row.kind is Kind.SEARCH else self.tr("Open")
            hints.append(((enter,), self.tr("New chat") if starts else words))
            if row.starts and not starts:
                hints.append(((ctrl_enter,), self.tr("New chat")))
        if tuple(hints) != self._hints:
            self._hints = tuple(hints)
            said = (f"{' '.join(keys)}: {words}" for keys, words in self._hints)
            self.setAccessibleDescription(", ".join(said))
            self.update()

    def _take_theme(self) -> None:
        self.setFixedHeight(self._theme.taller(_HEIGHT, Style.SMALL))
        self.update()

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._theme.font(Style.SMALL))

    def _width(self, hint: Hint) -> int:
        keys, words = hint
        caps = sum(cap_width(self._theme, key) + _GAP for key in keys)
        return caps + self._metrics().horizontalAdvance(words)

    def _safe_width(self) -> int:
        return _LOCK + _GAP + self._metrics().horizontalAdvance(self.accessibleName())

    def sizeHint(self) -> QSize:
        """Return the height, with any width."""
        return QSize(0, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground with the card's round corners, the line over it, and the words."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QPainterPath()
        area = QRectF(self.rect()).adjusted(0, -self._radius, 0, 0)
        ground.addRoundedRect(area, self._radius - 1, self._radius - 1)
        painter.setClipRect(self.rect())
        painter.fillPath(ground, QColor(tokens.bg_panel))
        painter.fillRect(0, 0, self.width(), 1, QColor(tokens.border_raised))
        left = _SIDE
        for hint in self.hints:
            left = self._paint_hint(painter, left, hint) + _BETWEEN
        self._paint_safe(painter)

    def _paint_hint(self, painter: QPainter, left: int, hint: Hint) -> int:
        keys, words = hint
        high = cap_height(self._theme)
        for key in keys:
            wide = cap_width(self._theme, key)
            place = QRectF(left, (self.height() - high) // 2 + 1, wide, high)
            paint_cap(painter, self._theme, mirrored(self, place), key)
            left += wide + _GAP
        wide = self._metrics().horizontalAdvance(words)
        self._write(painter, QRectF(left, 1, wide + 1, self.height() - 1), words, self._theme.tokens.text_2)
        return left + wide

    def _paint_safe(self, painter: QPainter) -> None:
        colour = self._theme.tokens.internal_text
        left = self.width() - _SIDE - self._safe_width()
        lock = mirrored(self, QRectF(left, (self.height() - _LOCK) // 2, _LOCK, _LOCK))
        picture = icons.pixmap("lock", _LOCK, colour, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(lock.topLeft()), picture)
        words = QRectF(left + _LOCK + _GAP - 1, 1, self._safe_width(), self.height() - 1)
        self._write(painter, words, self.accessibleName(), colour)

    def _write(self, painter: QPainter, place: QRectF, words: str, colour: str) -> None:
        painter.setFont(self._theme.font(Style.SMALL))
        painter.setPen(QColor(colour))
        where = leading(self.layoutDirection()) | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(mirrored(self, place), where, words)
