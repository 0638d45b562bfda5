"""The round button over the timeline that leads back to the newest message and counts what waits there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QStyle

from desktop.ui import icons
from desktop.ui.controls.focus import Ringed
from desktop.ui.controls.mirror import mirrored
from desktop.ui.controls.pressing import PressedByEnter
from desktop.ui.theme.theme import Style, Theme
from desktop.ui.timeline.raised import SHADOW, paint_raised

if TYPE_CHECKING:
    from desktop.ui.timeline.view import TimelineView  # which makes this part of itself

HEIGHT = 34
SIDE = 12
ICON = 15
GAP = 6
BADGE = 18
MOST_COUNTED = 99
EDGE = 20
MARGIN = 12
"""How far it is from the side, and from the lower edge."""


class JumpButton(PressedByEnter, Ringed, QAbstractButton):
    """The button "Jump to latest", with the number of unseen messages."""

    def __init__(self, theme: Theme, view: "TimelineView") -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._count = 0
        self.setAccessibleName(self.tr("Jump to latest"))
        self.setText(self.tr("Jump to latest"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()
        self.clicked.connect(view.model.jump_to_latest)
        theme.changed.connect(self.follow)

    def follow(self) -> None:
        """Be there while the end is far, or something waits there, at the lower corner where lines end."""
        view, model = self._view, self._view.model
        height = view.column.height
        far = not model.window.reaches_end or view.column.pixels_to_end(height) >= height
        unseen = 0 if view.at_end else model.unseen
        self._set_count(unseen)
        self.setVisible(model.loaded and bool(view.column.entries) and (far or unseen > 0))
        size = self.sizeHint()
        left = view.width() - EDGE - size.width() + SHADOW
        top = view.viewport().geometry().bottom() - MARGIN - size.height() + SHADOW
        self.setGeometry(
            QStyle.visualRect(view.layoutDirection(), view.rect(), QRect(QPoint(left, top), size))
        )
        self.update()

    def _set_count(self, count: int) -> None:
        """Show how many messages are unseen; nothing for none."""
        if count != self._count:
            self._count = count
            self.setAccessibleDescription(self.tr("%Ln unseen message(s)", "", count) if count else "")
            self.update()

    def sizeHint(self) -> QSize:
        """Return the room for the words and the badge."""
        width = (
            2 * SHADOW
            + 2 * SIDE
            + ICON
            + GAP
            + QFontMetrics(self._words_font()).horizontalAdvance(self.text())
        )
        width += GAP + 2 + self._badge_width() if self._count else 0
        return QSize(width, HEIGHT + 2 * SHADOW)

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
        surface = self._surface()
        ring = self.shows_ring()
        paint_raised(painter, surface, HEIGHT / 2, tokens, fill=fill)
        if ring:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.drawRoundedRect(surface.adjusted(1, 1, -1, -1), HEIGHT / 2, HEIGHT / 2)
        picture = icons.pixmap("arrow-down", ICON, tokens.text, self.devicePixelRatioF())
        place = QRectF(surface.left() + SIDE, surface.center().y() - ICON / 2, ICON, ICON)
        painter.drawPixmap(mirrored(self, place).topLeft().toPoint(), picture)
        painter.setFont(self._words_font())
        painter.setPen(QColor(tokens.text))
        room = self.width() - 2 * (SHADOW + SIDE) - ICON - GAP
        words = QRectF(surface.left() + SIDE + ICON + GAP, surface.top(), room, HEIGHT)
        leading = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeading)
        painter.drawText(mirrored(self, words), leading | Qt.AlignmentFlag.AlignVCenter, self.text())
        if self._count:
            self._paint_badge(painter)

    def _surface(self) -> QRectF:
        return QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)

    def _paint_badge(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        width = self._badge_width()
        surface = self._surface()
        badge = QRectF(surface.right() - SIDE + 3 - width, surface.center().y() - BADGE / 2, width, BADGE)
        badge = mirrored(self, badge)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(badge, BADGE / 2, BADGE / 2)
        painter.setFont(self._badge_font())
        painter.setPen(QColor(tokens.on_accent))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, self._badge_text())

    def _badge_text(self) -> str:
        number = QLocale().toString(min(self._count, MOST_COUNTED))
        return f"{number}+" if self._count > MOST_COUNTED else number

    def _badge_width(self) -> int:
        return max(BADGE, QFontMetrics(self._badge_font()).horizontalAdvance(self._badge_text()) + 10)

    def _badge_font(self) -> QFont:
        return self._theme.font(Style.META, weight=QFont.Weight.DemiBold)

    def _words_font(self) -> QFont:
        return self._theme.font(Style.BODY, weight=QFont.Weight.Medium)
