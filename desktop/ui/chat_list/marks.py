"""Paints what stands at the end of a chat's row: how the user's last message fares, the pin, the mention, and the count."""

from typing import NamedTuple

from PySide6.QtCore import QLocale, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from desktop.ui.chat_list.look import RowLook
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Tokens
from desktop.viewmodels.chat_line import ChatLine, Ticks

MENTION = "@"
_MOST_COUNTED = 99
_BADGE_SIDE = 5.5
_STATUS = 15
_PIN = 12
_GAP = 6
_STROKE = 1.5
_HEAVY_STROKE = 2.0
_RAIL_ABOVE = 3
_RAIL_RING = 2


_UNITS = 24
"""Of a side of the drawing that the places of a tick are told in, as those of an icon."""
_TICKS = {
    "check": (((20, 6), (9, 17), (4, 12)),),
    "check-check": (((18, 6), (7, 17), (2, 12)), ((22, 10), (14.5, 17.5), (13, 16))),
}
"""The icons of these names, line by line: what most rows end in is drawn without a library for drawings, which the first picture
would wait for."""


class Mark(NamedTuple):
    """An icon as it is painted."""

    icon: str
    colour: str
    size: int = _STATUS
    stroke: float = _STROKE


class Marks:
    """Paints them in the theme in force."""

    def __init__(self, theme: Theme, look: RowLook) -> None:
        self._theme = theme
        self._look = look

    def paint(self, painter: QPainter, area: QRect, line: ChatLine, option: QStyleOptionViewItem) -> int:
        """Paint what there is, from the end of a line inwards; return where the room ends that is left."""
        tokens = self._theme.tokens
        end = area.right()
        for text, colour in self._badges(line):
            badge = QRect(0, 0, self._width(text), self._look.badge_height)
            badge.moveCenter(QPoint(0, area.center().y()))
            badge.moveRight(end)
            self._paint_badge(painter, QRectF(_mirrored(badge, option)), text, colour)
            end = badge.left() - _GAP
        if line.pinned:
            end = self._paint_mark(painter, area, end, Mark("pin", tokens.text_2, _PIN), option)
        status = _status(line, tokens, selected=bool(option.state & QStyle.StateFlag.State_Selected))
        if status is not None:
            end = self._paint_mark(painter, area, end, status, option)
        return end

    def paint_on_rail(
        self, painter: QPainter, row: QRect, line: ChatLine, ground: str, option: QStyleOptionViewItem
    ) -> None:
        """Paint the count over the one upper corner of the avatar, the mention over the other, and below it what was not sent."""
        for text, colour in self._badges(line):
            badge = QRect(0, row.top() + _RAIL_ABOVE, self._width(text), self._look.badge_height)
            if text == MENTION:
                badge.moveLeft(row.left())
            else:
                badge.moveRight(row.right())
            corner = QRectF(_mirrored(badge, option))
            _free(painter, corner, ground)
            self._paint_badge(painter, corner, text, colour)
        status = _status(line, self._theme.tokens, selected=False)
        if status is not None and (line.refused or line.asking):
            place = QRect(row.left(), row.bottom() + 1 - _RAIL_ABOVE - status.size, status.size, status.size)
            _free(painter, QRectF(_mirrored(place, option)), ground)
            self.paint_icon(painter, place, place.left(), status, option)

    def paint_icon(
        self, painter: QPainter, line_area: QRect, left: int, mark: Mark, option: QStyleOptionViewItem
    ) -> None:
        """Paint an icon into the middle of a line, from a place on."""
        top = line_area.top() + (line_area.height() - mark.size) // 2
        place = _mirrored(QRect(left, top, mark.size, mark.size), option)
        if mark.icon in _TICKS:
            _paint_tick(painter, place, mark)
            return
        from desktop.ui import icons  # most rows have none, and the first ones are to be painted early

        dots = painter.device().devicePixelRatio()
        painter.drawPixmap(
            place.topLeft(), icons.pixmap(mark.icon, mark.size, mark.colour, dots, mark.stroke)
        )

    def _paint_mark(
        self, painter: QPainter, area: QRect, end: int, mark: Mark, option: QStyleOptionViewItem
    ) -> int:
        left = end + 1 - mark.size
        self.paint_icon(painter, area, left, mark, option)
        return left - _GAP

    def _badges(self, line: ChatLine) -> list[tuple[str, str]]:
        """Return the round badges, from the end inwards, each with its colour: a mention calls from a muted chat, too."""
        tokens = self._theme.tokens
        found = []
        if line.unread:
            number = QLocale().toString(min(line.unread, _MOST_COUNTED))
            count = f"{number}+" if line.unread > _MOST_COUNTED else number
            found.append((count, tokens.badge_muted if line.muted else tokens.accent))
        if line.mentioned:
            found.append((MENTION, tokens.accent))
        return found

    def _width(self, text: str) -> int:
        if text == MENTION:
            return self._look.badge_height
        wide = self._look.badge.metrics.horizontalAdvance(text)
        return max(self._look.badge_height, round(wide + 2 * _BADGE_SIDE))

    def _paint_badge(self, painter: QPainter, badge: QRectF, text: str, colour: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(badge, badge.height() / 2, badge.height() / 2)
        painter.setPen(QColor(self._theme.tokens.on_accent))
        painter.setFont(self._look.badge.font)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextForceLeftToRight, text)


def _free(painter: QPainter, place: QRectF, ground: str) -> None:
    """Keep what lies beneath away from a mark."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    around = place.adjusted(-_RAIL_RING, -_RAIL_RING, _RAIL_RING, _RAIL_RING)
    painter.drawRoundedRect(around, around.height() / 2, around.height() / 2)


def _status(line: ChatLine, tokens: Tokens, *, selected: bool) -> Mark | None:
    """Return how the user's last message fares; None where there is nothing to say. What keeps it here comes first."""
    if line.refused:
        return Mark("circle-alert", tokens.danger)
    if line.asking:
        return Mark("circle-help", tokens.warn_text)
    if line.waiting:
        return Mark("clock", tokens.text_2)
    if line.draft and not selected:
        return None  # the words are not those that were sent
    quiet = tokens.text_2 if selected else tokens.text_3
    return {
        Ticks.SENT: Mark("check", quiet),
        Ticks.SOME: Mark("check-check", quiet),
        Ticks.ALL: Mark("check-check", tokens.accent_text, stroke=_HEAVY_STROKE),
    }.get(line.ticks)


def _paint_tick(painter: QPainter, place: QRect, mark: Mark) -> None:
    unit = mark.size / _UNITS
    round_ends = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(QColor(mark.colour), mark.stroke, Qt.PenStyle.SolidLine, *round_ends))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for line in _TICKS[mark.icon]:
        points = [QPointF(place.left() + x * unit, place.top() + y * unit) for x, y in line]
        painter.drawPolyline(points)


def _mirrored(area: QRect, option: QStyleOptionViewItem) -> QRect:
    return QStyle.visualRect(option.direction, option.rect, area)
