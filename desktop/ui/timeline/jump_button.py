"""The round button over the timeline that leads back to the newest message and counts what waits there."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.ui import icons
from desktop.ui.theme.theme import Style, Theme

HEIGHT = 34
SIDE = 12
ICON = 15
GAP = 6
BADGE = 18
MOST_COUNTED = 99


class JumpButton(QAbstractButton):
    """The button "Jump to latest", with the number of unseen messages."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._count = 0
        self.setAccessibleName(self.tr("Jump to latest"))
        self.setText(self.tr("Jump to latest"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()
        theme.changed.connect(self.update)

    def set_count(self, count: int) -> None:
        """Show how many messages are unseen; nothing for none."""
        if count != self._count:
            self._count = count
            self.setAccessibleDescription(self.tr("%n unseen message(s)", "", count) if count else "")
            self.update()

    def sizeHint(self) -> QSize:
        """Return the room for the words and the badge."""
        width = 2 * SIDE + ICON + GAP + QFontMetrics(self._words_font()).horizontalAdvance(self.text())
        return QSize(width + (GAP + 2 + self._badge_width() if self._count else 0), HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter, as with the space bar."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pill."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = tokens.bg_raised
        if self.underMouse():
            fill = tokens.bg_hover
        if self.isDown():
            fill = tokens.bg_pressed
        ring = self.hasFocus()
        painter.setPen(QPen(QColor(tokens.focus if ring else tokens.border_raised), 2 if ring else 1))
        painter.setBrush(QColor(fill))
        inset = 1 if ring else 0.5
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), HEIGHT / 2, HEIGHT / 2
        )
        picture = icons.pixmap("arrow-down", ICON, tokens.text, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(SIDE, (HEIGHT - ICON) // 2), picture)
        painter.setFont(self._words_font())
        painter.setPen(QColor(tokens.text))
        words = QRectF(SIDE + ICON + GAP, 0, self.width(), HEIGHT)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._count:
            self._paint_badge(painter)

    def _paint_badge(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        width = self._badge_width()
        badge = QRectF(self.width() - SIDE + 3 - width, (HEIGHT - BADGE) / 2, width, BADGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(badge, BADGE / 2, BADGE / 2)
        painter.setFont(self._badge_font())
        painter.setPen(QColor("#FFFFFF"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, self._badge_text())

    def _badge_text(self) -> str:
        return f"{MOST_COUNTED}+" if self._count > MOST_COUNTED else str(self._count)

    def _badge_width(self) -> int:
        return max(BADGE, QFontMetrics(self._badge_font()).horizontalAdvance(self._badge_text()) + 10)

    def _badge_font(self) -> QFont:
        return self._theme.font(Style.META, weight=QFont.Weight.DemiBold)

    def _words_font(self) -> QFont:
        return self._theme.font(Style.BODY, weight=QFont.Weight.Medium)
