"""Draws one measured row of the timeline."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from desktop.core.values import Change, Delivery
from desktop.ui import icons
from desktop.ui.avatars import paint_avatar
from desktop.ui.theme.theme import Style, Theme
from desktop.ui.timeline.layout import (
    AVATAR,
    RIGHT,
    SCROLL_BAR,
    SIDE,
    TEXT_LEFT,
    Measurer,
)
from desktop.ui.timeline.parts import Hit
from desktop.ui.timeline.row import Row
from desktop.ui.timeline.row_marks import RowMarks
from desktop.ui.timeline.text_paint import TextLook, TextPainter
from desktop.viewmodels.timeline_entry import Action, EntryKind, Ticks

ICON = 15
DIVIDER_GAP = 13
NAME_GAP = 8
RING = 2
FOLDING = {Action.UNFOLD, Action.FOLD}
_CENTRED = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip
"""In a place that is as wide as the words are: they stand in it whatever their direction."""
MOST_HEADS = 2_000
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
    marked: RowMarks | None = None
    """What of it was found."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over the first message of a group, and where in the row."""

    name: str
    """Cut to the width that there is."""
    name_place: QRectF
    time_place: QRectF


class RowPainter:
    """Draws rows for one theme."""

    def __init__(self, theme: Theme, measurer: Measurer) -> None:
        self._theme = theme
        self._tokens = theme.tokens
        self._measurer = measurer
        self._gaps = measurer.gaps
        self._text = TextPainter(theme)
        self._name = theme.font(Style.BODY, weight=QFont.Weight.DemiBold)
        self._heads: dict[tuple[str, str, int], Head] = {}
        """By name, time and width: the same few people write at the same times, and a head is painted with each step."""

    def paint(self, painter: QPainter, area: QRect, row: Row, look: Look) -> None:
        """Draw a row into its area of the viewport."""
        lit = 1.0 if look.marked is not None and look.marked.current else look.lit
        if (look.hovered or lit) and row.entry.kind is EntryKind.MESSAGE:
            above = self._gaps.ground_above if row.entry.starts_group else 0
            beside = (-SCROLL_BAR, 0) if self._measurer.mirrored else (0, SCROLL_BAR)
            ground = area.adjusted(beside[0], above, beside[1], 0)
            if look.hovered:
                painter.fillRect(ground, QColor(self._tokens.bg_hover))
            if lit:
                light = QColor(self._tokens.hit_bg)
                light.setAlphaF(lit)
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
        elif look.hovered or look.focused or self._measurer.compact:
            self._paint_time_beside(painter, area, row)
        if entry.deleted:
            top = row.body.first_line.center().y() - ICON / 2
            place = self._turned(QRectF(TEXT_LEFT, top, ICON, ICON), area)
            self._icon(painter, entry.icon, tokens.text_2, place)
        self._measurer.parts.lie_on(hovered=look.hovered)
        if row.quote is not None:
            hovered = look.hit is not None and look.hit.action is Action.QUOTE
            self._measurer.parts.paint_quote(painter, QPointF(area.topLeft()), row.quote, hovered=hovered)
        muted = entry.deleted or (entry.held and entry.change is not Change.REACTION)
        self._draw_text(painter, area, row, look, tokens.text_2 if muted else tokens.text)
        self._paint_below(painter, area, row, look)
        if entry.delivery is not None:
            self._paint_status(painter, area, row)

    def _paint_below(self, painter: QPainter, area: QRect, row: Row, look: Look) -> None:
        """Draw what stands under the text."""
        at, parts = QPointF(area.topLeft()), self._measurer.parts
        for hit in row.hits:
            if hit.action in FOLDING:
                self._paint_fold(painter, at, hit, lit=look.hit == hit)
        for box in row.attached:
            self._measurer.attached.paint(
                painter, at, box, mirrored=self._measurer.mirrored, hit=look.hit, marked=look.marked
            )
        if row.chips:
            parts.paint_chips(painter, at, row.chips, row.hits, look.hit)
        if row.note is not None:
            parts.paint_note(painter, at, row.note, row.entry)
        if row.entry.reason:
            painter.setFont(self._measurer.small)
            painter.setPen(QColor(self._tokens.text_3))
            place = row.reason.translated(area.topLeft())
            painter.drawText(place, Qt.TextFlag.TextWordWrap, row.entry.reason)

    def _paint_time_beside(self, painter: QPainter, area: QRect, row: Row) -> None:
        line = row.body.first_line
        height = line.height() or self._measurer.name_line
        place = QRectF(SIDE - 8, max(self._gaps.above, line.top()), AVATAR + 16, height)
        painter.setFont(self._measurer.meta)
        painter.setPen(QColor(self._tokens.text_3))
        painter.drawText(self._turned(place, area), Qt.AlignmentFlag.AlignCenter, row.entry.time)

    def _paint_head(self, painter: QPainter, area: QRect, row: Row) -> None:
        entry = row.entry
        if entry.author is not None and not self._measurer.compact:
            avatar = self._turned(QRectF(SIDE, self._gaps.group_above, AVATAR, AVATAR), area)
            paint_avatar(painter, avatar, entry.author, row.entry.full_name)
        head, corner = self._head(row, area.width()), QPointF(area.topLeft())
        self._words(painter, head.name_place.translated(corner), head.name)
        painter.setFont(self._measurer.meta)
        painter.setPen(QColor(self._tokens.text_3))
        painter.drawText(head.time_place.translated(corner), _CENTRED, entry.time)

    def _words(self, painter: QPainter, line: QRectF, name: str) -> None:
        """Draw who wrote; the name's own direction changes nothing but itself."""
        painter.setFont(self._name)
        painter.setPen(QColor(self._tokens.text))
        painter.drawText(line, _CENTRED, name)

    def _paint_fold(self, painter: QPainter, at: QPointF, hit: Hit, *, lit: bool) -> None:
        font = QFont(self._measurer.strong)
        font.setUnderline(lit)
        painter.setFont(font)
        painter.setPen(QColor(self._tokens.accent_text))
        painter.drawText(hit.area.translated(at), _CENTRED, hit.text)

    def _paint_status(self, painter: QPainter, area: QRect, row: Row) -> None:
        tokens = self._tokens
        icon, color, stroke = {
            Delivery.SENT: ("check", tokens.text_3, USUAL_STROKE),
            Delivery.WAITING: ("clock", tokens.text_3, USUAL_STROKE),
            Delivery.ASKING: ("circle-help", tokens.warn_text, USUAL_STROKE),
            Delivery.STUCK: ("circle-alert", tokens.danger, USUAL_STROKE),
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
        middle = row.body.last_line.center().y()
        if row.attached:
            middle = row.attached[-1].area.bottom() - ICON / 2
        if row.chips:
            middle = row.chips[-1].area.center().y()
        if row.note is not None:
            middle = row.note.middle
        place = QRectF(width - RIGHT - ICON, round(middle - ICON / 2), ICON, ICON)
        return self._turned(place, QRect(0, 0, width, 0))

    def time_place(self, row: Row, width: int) -> QRectF:
        """Return where in the first row of a group, of a width, its time stands."""
        return self._head(row, width).time_place

    def _head(self, row: Row, width: int) -> Head:
        key = (row.entry.author_name, row.entry.time, width)
        found = self._heads.get(key)
        if found is None:
            if len(self._heads) >= MOST_HEADS:
                self._heads.clear()
            found = self._heads[key] = self._made_head(*key)
        return found

    def _made_head(self, author: str, time: str, width: int) -> Head:
        metrics, line, room = (
            QFontMetrics(self._name),
            self._measurer.name_line,
            width - TEXT_LEFT - RIGHT - 60,
        )
        name = metrics.elidedText(author, Qt.TextElideMode.ElideRight, max(40, room))
        wide = metrics.horizontalAdvance(name)
        time_wide = QFontMetrics(self._measurer.meta).horizontalAdvance(time)
        whole, above = QRect(0, 0, width, 0), self._gaps.group_above
        beside = SIDE - 8 + (AVATAR + 16 - time_wide) / 2
        left = beside if self._measurer.compact else TEXT_LEFT + wide + NAME_GAP
        return Head(
            name,
            self._turned(QRectF(TEXT_LEFT, above, wide, line), whole),
            self._turned(QRectF(left, above, time_wide, line), whole),
        )

    def _paint_line(self, painter: QPainter, area: QRect, row: Row, look: Look) -> None:
        top = self._gaps.system_above + self._measurer.name_line / 2 - ICON / 2
        place = self._turned(QRectF(SIDE + (AVATAR - ICON) // 2, top, ICON, ICON), area)
        self._icon(painter, row.entry.icon, self._tokens.text_2, place)
        self._draw_text(painter, area, row, look, self._tokens.text_2)

    def _paint_divider(self, painter: QPainter, area: QRect, row: Row, look: Look) -> None:
        tokens = self._tokens
        unread = row.entry.kind is EntryKind.UNREAD
        self._draw_text(painter, area, row, look, tokens.accent_text if unread else tokens.text_2)
        words = row.body.first_line
        middle = area.top() + round(words.center().y())
        left, right = words.left() - DIVIDER_GAP, words.right() + DIVIDER_GAP
        ends = (RIGHT, SIDE) if self._measurer.mirrored else (SIDE, RIGHT)
        color = QColor(tokens.accent_line if unread else tokens.border)
        painter.fillRect(QRectF(area.left() + ends[0], middle, left - ends[0], 1), color)
        painter.fillRect(QRectF(area.left() + right, middle, area.width() - ends[1] - right, 1), color)

    def _draw_text(self, painter: QPainter, area: QRect, row: Row, look: Look, color: str) -> None:
        look_of_text = TextLook(color, look.selected, look.marked, look.hovered)
        self._text.paint(painter, QRectF(area), row.body, look_of_text)

    def _paint_ring(self, painter: QPainter, area: QRect, row: Row) -> None:
        above = self._gaps.ground_above if row.entry.starts_group else 0
        ring = QRectF(area.adjusted(0, above, 0, 0)).adjusted(RING / 2, RING / 2, -RING / 2, -RING / 2)
        painter.setPen(QPen(QColor(self._tokens.focus), RING))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(ring)

    def _turned(self, place: QRectF, area: QRect) -> QRectF:
        """Return where something of a row is drawn that stands at `place` where one reads from the left."""
        if self._measurer.mirrored:
            place = QRectF(area.width() - place.right(), place.top(), place.width(), place.height())
        return place.translated(QPointF(area.topLeft()))

    @staticmethod
    def _icon(painter: QPainter, name: str, color: str, place: QRectF) -> None:
        ratio = painter.device().devicePixelRatioF()
        at = QPoint(round(place.left()), round(place.top()))
        painter.drawPixmap(at, icons.pixmap(name, ICON, color, ratio))
