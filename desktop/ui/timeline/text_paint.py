"""Draws a measured text with what stands below and beside it, and the selection in it."""

from math import floor

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QTextCharFormat, QTextLayout

from desktop.ui.theme.theme import Style, Theme
from desktop.ui.timeline.text_body import Ground, GroundKind, Marker, Piece, TextBody

BLOCK_RADIUS = 6
CHIP_RADIUS = 4
BAR_RADIUS = 1.5
MARKER_GAP = 6
REACH = 2
"""So far beyond its lines a text may be drawn."""


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
        self._selected = QTextCharFormat()
        self._selected.setBackground(QColor(tokens.accent))
        self._selected.setForeground(QColor(tokens.on_accent))

    def paint(
        self,
        painter: QPainter,
        area: QRectF,
        body: TextBody,
        selected: tuple[int, int] | None,
        colour: str,
        *,
        hovered: bool = False,
    ) -> None:
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
                self._paint_ground(painter, at, ground, hovered=hovered)
        for marker in body.markers:
            if marker.area.top() < seen.bottom() and marker.area.bottom() > seen.top():
                self._paint_marker(painter, at, marker)
        painter.setPen(QColor(colour))
        for piece in body.pieces:
            if piece.at.y() < seen.bottom() and piece.at.y() + piece.height > seen.top():
                piece.layout.draw(
                    painter, at + piece.at, self._selections(piece, selected), seen.translated(at)
                )
        painter.restore()

    def _selections(self, piece: Piece, selected: tuple[int, int] | None) -> list[QTextLayout.FormatRange]:
        if selected is None:
            return []
        start, end = max(selected[0], piece.start), min(selected[1], piece.end)
        if start >= end:
            return []
        marked = QTextLayout.FormatRange()
        marked.start, marked.length, marked.format = start - piece.start, end - start, self._selected
        return [marked]

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
