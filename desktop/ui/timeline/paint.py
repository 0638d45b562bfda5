"""Draws one measured row of the timeline."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextCharFormat, QTextLayout

from desktop.core.values import Change, Delivery
from desktop.ui import icons
from desktop.ui.avatars import paint_avatar
from desktop.ui.theme.theme import Style, Theme
from desktop.ui.timeline.layout import (
    AVATAR,
    GROUP_ABOVE,
    RIGHT,
    SCROLL_BAR,
    SIDE,
    SYSTEM_ABOVE,
    TEXT_LEFT,
    Measurer,
    Row,
)
from desktop.ui.timeline.parts import Hit
from desktop.viewmodels.timeline_entry import Action, EntryKind, Ticks

ICON = 15
DIVIDER_GAP = 13
NAME_GAP = 8
RING = 2
USUAL_STROKE = 1.5
HEAVY_STROKE = 2.0
"""Of the ticks of what everybody has read: told by weight, and not by colour alone."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a row looks just now, beside what it says."""

    hovered: bool = False
    focused: bool = False
    selected: tuple[int, int] | None = None
    """Selected stretch of the row's text, in UTF-16 units."""
    hit: Hit | None = None
    """What the pointer is at."""
    lit: float = 0.0
    """How much the row stands out, from 0 to 1: it was looked for, and has just been gone to."""


class RowPainter:
    """Draws rows for one theme."""

    def __init__(self, theme: Theme, measurer: Measurer) -> None:
        self._theme = theme
        self._tokens = theme.tokens
        self._measurer = measurer
        self._name = theme.font(Style.BODY, weight=QFont.Weight.DemiBold)

    def paint(self, painter: QPainter, area: QRect, row: Row, look: Look) -> None:
        """Draw a row into its area of the viewport."""
        if (look.hovered or look.lit) and row.entry.kind is EntryKind.MESSAGE:
            above = GROUP_ABOVE - 2 if row.entry.starts_group else 0
            ground = area.adjusted(0, above, SCROLL_BAR, 0)
            if look.hovered:
                painter.fillRect(ground, QColor(self._tokens.bg_hover))
            if look.lit:
                light = QColor(self._tokens.hit_bg)
                light.setAlphaF(look.lit)
                painter.fillRect(ground, light)
        match row.entry.kind:
            case EntryKind.MESSAGE:
                self._paint_message(painter, area, row, look)
            case EntryKind.DAY | EntryKind.UNREAD:
                self._paint_divider(painter, area, row, look)
            case EntryKind.SYSTEM | EntryKind.CUTOFF | EntryKind.OLDER_EXPECTED:
                self._paint_line(painter, area, row, look)
        if look.focused:
            self._paint_ring(painter, area, row)

    def _paint_message(self, painter: QPainter, area: QRect, row: Row, look: Look) -> None:
        entry, tokens = row.entry, self._tokens
        if entry.starts_group:
            self._paint_head(painter, area, row)
        elif look.hovered or look.focused:
            painter.setFont(self._measurer.meta)
            painter.setPen(QColor(tokens.text_3))
            gutter = QRectF(
                area.left() + SIDE - 8, area.top() + row.text_at.y(), AVATAR + 16, self._first_line(row)
            )
            painter.drawText(gutter, Qt.AlignmentFlag.AlignCenter, entry.time)
        if entry.deleted:
            middle = row.text_at.y() + row.text.lineAt(0).rect().center().y()
            top = area.top() + round(middle - ICON / 2)
            self._icon(painter, entry.icon, tokens.text_2, area.left() + TEXT_LEFT, top)
        at = QPointF(area.topLeft())
        if row.quote is not None:
            hovered = look.hit is not None and look.hit.action is Action.QUOTE
            self._measurer.parts.paint_quote(painter, at, row.quote, hovered=hovered)
        muted = entry.deleted or (entry.held and entry.change is not Change.REACTION)
        self._draw_text(painter, area, row, look, tokens.text_2 if muted else tokens.text)
        if row.chips:
            self._measurer.parts.paint_chips(painter, at, row.chips, row.hits, look.hit)
        if row.note is not None:
            self._measurer.parts.paint_note(painter, at, row.note, entry)
        if entry.reason:
            painter.setFont(self._measurer.small)
            painter.setPen(QColor(tokens.text_3))
            painter.drawText(row.reason.translated(area.topLeft()), Qt.TextFlag.TextWordWrap, entry.reason)
        if entry.delivery is not None:
            self._paint_status(painter, area, row)

    def _paint_head(self, painter: QPainter, area: QRect, row: Row) -> None:
        entry = row.entry
        top = area.top() + GROUP_ABOVE
        if entry.author is not None:
            avatar = QRectF(area.left() + SIDE, top, AVATAR, AVATAR)
            paint_avatar(painter, avatar, entry.author, row.entry.full_name)
        name = self._shown_name(entry.author_name, area.width())
        line = QRectF(area.left() + TEXT_LEFT, top, area.width(), self._measurer.name_line)
        painter.setFont(self._name)
        painter.setPen(QColor(self._tokens.text))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, name)
        line = self.time_place(row, area.width()).translated(QPointF(area.topLeft())).adjusted(0, 0, 8, 0)
        painter.setFont(self._measurer.meta)
        painter.setPen(QColor(self._tokens.text_3))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, entry.time)

    def _paint_status(self, painter: QPainter, area: QRect, row: Row) -> None:
        tokens = self._tokens
        icon, color, stroke = {
            Delivery.SENT: ("check", tokens.text_3, USUAL_STROKE),
            Delivery.WAITING: ("clock", tokens.text_3, USUAL_STROKE),
            Delivery.ASKING: ("circle-help", tokens.warn_text, USUAL_STROKE),
            Delivery.REFUSED: ("circle-alert", tokens.danger, USUAL_STROKE),
        }[row.entry.delivery or Delivery.SENT]
        if row.entry.ticks is Ticks.SOME:
            icon = "check-check"
        elif row.entry.ticks is Ticks.ALL:
            icon, color, stroke = "check-check", tokens.accent_text, HEAVY_STROKE
        place = self.status_place(row, area.width()).translated(QPointF(area.topLeft())).toRect()
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(place.topLeft(), icons.pixmap(icon, ICON, color, ratio, stroke))

    def status_place(self, row: Row, width: int) -> QRectF:
        """Return where in a row of a width stands how far it has come."""
        last = row.text.lineAt(row.text.lineCount() - 1)
        middle = row.text_at.y() + last.y() + last.height() / 2
        if row.chips:
            middle = row.chips[-1].area.center().y()
        if row.note is not None:
            middle = row.note.middle
        return QRectF(width - RIGHT - ICON, round(middle - ICON / 2), ICON, ICON)

    def time_place(self, row: Row, width: int) -> QRectF:
        """Return where in the first row of a group, of a width, its time stands."""
        name = QFontMetrics(self._name).horizontalAdvance(self._shown_name(row.entry.author_name, width))
        wide = QFontMetrics(self._measurer.meta).horizontalAdvance(row.entry.time)
        return QRectF(TEXT_LEFT + name + NAME_GAP, GROUP_ABOVE, wide, self._measurer.name_line)

    def _shown_name(self, name: str, width: int) -> str:
        room = width - TEXT_LEFT - RIGHT - 60
        return QFontMetrics(self._name).elidedText(name, Qt.TextElideMode.ElideRight, max(40, room))

    def _paint_line(self, painter: QPainter, area: QRect, row: Row, look: Look) -> None:
        middle = SYSTEM_ABOVE + self._measurer.name_line / 2
        left = area.left() + SIDE + (AVATAR - ICON) // 2
        self._icon(painter, row.entry.icon, self._tokens.text_2, left, area.top() + round(middle - ICON / 2))
        self._draw_text(painter, area, row, look, self._tokens.text_2)

    def _paint_divider(self, painter: QPainter, area: QRect, row: Row, look: Look) -> None:
        tokens = self._tokens
        unread = row.entry.kind is EntryKind.UNREAD
        self._draw_text(painter, area, row, look, tokens.accent_text if unread else tokens.text_2)
        middle = area.top() + row.text_at.y() + self._measurer.name_line // 2
        first = row.text.lineAt(0)
        left = row.text_at.x() - DIVIDER_GAP
        right = row.text_at.x() + first.naturalTextWidth() + DIVIDER_GAP
        color = QColor(tokens.accent_line if unread else tokens.border)
        painter.fillRect(QRectF(area.left() + SIDE, middle, left - SIDE, 1), color)
        painter.fillRect(QRectF(area.left() + right, middle, area.width() - RIGHT - right, 1), color)

    def _draw_text(self, painter: QPainter, area: QRect, row: Row, look: Look, color: str) -> None:
        selections = []
        if look.selected is not None:
            marked = QTextLayout.FormatRange()
            marked.start, marked.length = look.selected[0], look.selected[1] - look.selected[0]
            made = QTextCharFormat()
            made.setBackground(QColor(self._tokens.accent_line))
            made.setForeground(QColor(self._tokens.text))
            marked.format = made
            selections.append(marked)
        painter.setPen(QColor(color))
        row.text.draw(painter, QPointF(area.topLeft()) + row.text_at, selections)

    def _paint_ring(self, painter: QPainter, area: QRect, row: Row) -> None:
        above = GROUP_ABOVE - 2 if row.entry.starts_group else 0
        ring = QRectF(area.adjusted(0, above, 0, 0)).adjusted(RING / 2, RING / 2, -RING / 2, -RING / 2)
        painter.setPen(QPen(QColor(self._tokens.focus), RING))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(ring)

    def _first_line(self, row: Row) -> float:
        return (
            min(self._measurer.name_line + 2, row.height)
            if row.text.lineCount()
            else self._measurer.name_line
        )

    def _icon(self, painter: QPainter, name: str, color: str, left: int, top: int) -> None:
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(QPoint(left, top), icons.pixmap(name, ICON, color, ratio))
