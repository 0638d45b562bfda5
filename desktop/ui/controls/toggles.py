"""The check box, with a second line that explains it where that helps."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.ui import icons
from desktop.ui.controls.focus import by_keyboard
from desktop.ui.theme.theme import Style, Theme

_BOX = 16
_GAP = 10
_MARK = 12
_EDGE = 4
"""Room around the box for the focus ring."""


class CheckBox(QCheckBox):
    """A choice that is on or off."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._ring = False
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the box's and the words' size."""
        width = QFontMetrics(self._words_font()).horizontalAdvance(self.text())
        return QSize(_EDGE + _BOX + _GAP + width + _EDGE, max(_BOX + 2 * _EDGE, Style.BODY.line_height))

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        """Box and words may be clicked."""
        return self.rect().contains(position)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring if the keyboard came here."""
        self._ring = by_keyboard(event)
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint box, mark and words."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.45)
        box = QRectF(_EDGE, (self.height() - _BOX) / 2, _BOX, _BOX)
        if self._ring and self.hasFocus():
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 6, 6)
        self._paint_box(painter, box)
        painter.setFont(self._words_font())
        painter.setPen(QColor(tokens.text))
        words = QRectF(box.right() + _GAP, 0, self.width(), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        tokens = self._theme.tokens
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawRoundedRect(box, 4, 4)
            inset = (_BOX - _MARK) // 2
            mark = icons.pixmap("check", _MARK, tokens.on_accent, self.devicePixelRatioF(), 2)
            painter.drawPixmap(box.topLeft().toPoint() + QPoint(inset, inset), mark)
            return
        painter.setPen(QPen(QColor(tokens.text_2 if self.underMouse() else tokens.border_control), 1))
        painter.setBrush(QColor(tokens.bg_field))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3.5, 3.5)

    def _words_font(self) -> QFont:
        return self._theme.font(Style.BODY, weight=QFont.Weight.Medium)
