"""Draws a measured text with what stands below and beside it, and the selection in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QTextCharFormat, QTextLayout

from desktop.ui.theme.theme import Style, Theme
from desktop.ui.timeline.row_marks import RowMarks, paint_marks
from desktop.ui.timeline.text_body import Ground, GroundKind, Marker, Piece, TextBody
from desktop.ui.timeline.text_lines import colour_format, format_range

BLOCK_RADIUS = 6
CHIP_RADIUS = 4
BAR_RADIUS = 1.5
MARKER_GAP = 6
REACH = 2
"""So far beyond its lines a text may be drawn."""


@dataclass(frozen=True, slots=True)
class TextLook:
    """How a text looks just now, beside what it says."""

    colour: str
    selected: tuple[int, int] | None = None
    """In UTF-16 units."""
    marked: RowMarks | None = None
    """What of it was found."""
    hovered: bool = False


class TextPainter:
    """Draws texts for one theme."""

    def __init__(self, theme: Theme) -> None:
        tokens = theme.tokens
        self._message = theme.font(Style.MESSAGE)
        self._border = QPen(QColor(tokens.border), 1)
        self._marker = QColor(tokens.text_2)
        self._grounds = {
            GroundKind.CODE_BLOCK: (QColor(tokens.bg_subtle), BLOCK_RADIUS),
            GroundKind.CODE: (QColor(tokens.bg_chip), CHIP_RADIUS),
            GroundKind.MENTION: (QColor(tokens.accent_tint), CHIP_RADIUS),
            GroundKind.MENTION_OF_ME: (QColor(tokens.mention_bg), CHIP_RADIUS),
            GroundKind.QUOTE_BAR: (QColor(tokens.border_control), BAR_RADIUS),
        }
        self._on_hovered = dict.fromkeys((GroundKind.CODE_BLOCK, GroundKind.CODE), QColor(tokens.bg_base))
        """Whose usual ground would not be seen on that of a hovered row."""
        self._marks = QColor(tokens.match_bg), colour_format(tokens.text)
        self._current_marks = QColor(tokens.match_cur), colour_format(tokens.on_match_cur)
        self._selected = QTextCharFormat()
        self._selected.setBackground(QColor(tokens.accent))
        self._selected.setForeground(QColor(tokens.on_accent))

    def paint(self, painter: QPainter, area: QRectF, body: TextBody, look: TextLook) -> None:
        """Draw a text in a row that covers `area`. Nothing of it is drawn beyond, however high its accents are."""
        at = area.topLeft()
        own = QRectF(area.left(), at.y() + body.top - REACH, area.width(), body.bottom - body.top + 2 * REACH)
        clip = painter.clipBoundingRect() if painter.hasClipping() else own
        seen = own.intersected(clip).translated(-at)
        painter.save()
        if body.may_reach:
            painter.setClipRect(own, Qt.ClipOperation.IntersectClip)
        for ground in body.grounds:
            if ground.area.intersects(seen):
                self._paint_ground(painter, at, ground, hovered=look.hovered)
        for marker in body.markers:
            if marker.area.top() < seen.bottom() and marker.area.bottom() > seen.top():
                self._paint_marker(painter, at, marker)
        marked = look.marked
        mark, words = self._current_marks if marked is not None and marked.current else self._marks
        if marked is not None:
            paint_marks(painter, at, marked.areas, mark, seen)
        painter.setPen(QColor(look.colour))
        for piece in body.pieces:
            if piece.at.y() < seen.bottom() and piece.at.y() + piece.height > seen.top():
                formats = [] if marked is None else _formats(piece, marked.ranges, words)
                if look.selected is not None:
                    formats += _formats(piece, (look.selected,), self._selected)
                piece.layout.draw(painter, at + piece.at, formats, seen.translated(at))
        painter.restore()

    def _paint_ground(self, painter: QPainter, at: QPointF, ground: Ground, *, hovered: bool) -> None:
        colour, radius = self._grounds[ground.kind]
        area = ground.area.translated(at)
        painter.setBrush(self._on_hovered.get(ground.kind, colour) if hovered else colour)
        painter.setPen(Qt.PenStyle.NoPen)
        if ground.kind is GroundKind.CODE_BLOCK:
            painter.setPen(self._border)
            area.adjust(0.5, 0.5, -0.5, -0.5)
        elif ground.kind is not GroundKind.QUOTE_BAR:
            area.adjust(0, 1, 0, -1)
        painter.drawRoundedRect(area, radius, radius)

    def _paint_marker(self, painter: QPainter, at: QPointF, marker: Marker) -> None:
        """Draw a bullet or number beside the item, on its base line."""
        area = marker.area.translated(at)
        metrics = QFontMetricsF(self._message)
        below = floor(area.top() + (area.height() - metrics.height()) / 2 + metrics.ascent())
        wide = metrics.horizontalAdvance(marker.text)
        left = area.left() + MARKER_GAP if marker.at_right else area.right() - MARKER_GAP - wide
        direction = Qt.LayoutDirection.RightToLeft if marker.at_right else Qt.LayoutDirection.LeftToRight
        painter.setLayoutDirection(direction)
        painter.setFont(self._message)
        painter.setPen(self._marker)
        painter.drawText(QPointF(left, below), marker.text)


def _formats(
    piece: Piece, ranges: Iterable[tuple[int, int]], wanted: QTextCharFormat
) -> list[QTextLayout.FormatRange]:
    """Return what of some stretches is in a piece, in a format."""
    parts = ((max(start, piece.start), min(end, piece.end)) for start, end in ranges)
    return [
        format_range(start - piece.start, end - piece.start, wanted) for start, end in parts if start < end
    ]
