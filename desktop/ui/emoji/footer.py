"""The foot of the emoji picker: the emoji that is pointed at, large, with its name and short code; and the skin tones."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.ui.emoji import signs
from desktop.ui.emoji.skin_tones import SkinTones
from desktop.ui.theme.theme import Style, Theme

EMOJI = 29
_BIG = 32
_SIDE = 10
_GAP = 10
_HEIGHT = 48
_ROOM_ABOVE = 7


class EmojiFooter(QWidget):
    """What is pointed at, and the skin tones."""

    def __init__(self, theme: Theme, tones: SkinTones, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tones = tones
        self._emoji = ""
        self._name = ""
        self._code = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 0, _SIDE - 2, 0)
        row.addStretch(1)
        row.addWidget(tones)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def tell(self, emoji: str, name: str, code: str) -> None:
        """Tell about an emoji; empty for none."""
        self._emoji, self._name, self._code = emoji, name[:1].upper() + name[1:], code
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height for two lines."""
        lines = self._theme.line_height(Style.BODY) + self._theme.line_height(Style.META)
        return QSize(300, max(_HEIGHT, lines + 2 * _ROOM_ABOVE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and what is told."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, self.width(), 1), QColor(tokens.border_raised))
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self._tones.geometry().right() + _GAP if mirrored else _SIDE
        right = self.width() - _SIDE if mirrored else self._tones.x() - _GAP
        room = QRectF(left, 0, right - left, self.height())
        if not self._emoji:
            self._paint_hint(painter, room)
            return
        big = QRectF(right - _BIG if mirrored else left, 0, _BIG, self.height())
        painter.setPen(QColor(tokens.text))
        signs.paint(painter, big, self._emoji, signs.font(self._theme, EMOJI))
        beside = -(_BIG + _GAP) if mirrored else _BIG + _GAP
        self._paint_words(painter, room.adjusted(max(0, beside), 0, min(0, beside), 0))

    def _paint_hint(self, painter: QPainter, room: QRectF) -> None:
        painter.setFont(self._theme.font(Style.META))
        painter.setPen(QColor(self._theme.tokens.text_3))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextWordWrap
        painter.drawText(room, flags, self.tr("Shift+Enter chooses several"))

    def _paint_words(self, painter: QPainter, room: QRectF) -> None:
        tokens, theme = self._theme.tokens, self._theme
        upper, lower = theme.line_height(Style.BODY), theme.line_height(Style.META)
        top = (self.height() - upper - lower) / 2
        lines = (
            (theme.font(Style.BODY, weight=500), tokens.text, self._name, top, upper),
            (theme.font(Style.META), tokens.text_3, self._code, top + upper, lower),
        )
        for font, colour, words, above, height in lines:
            painter.setFont(font)
            painter.setPen(QColor(colour))
            shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
            line = QRectF(room.left(), above, room.width(), height)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)
