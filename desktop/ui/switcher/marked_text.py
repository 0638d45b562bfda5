"""One line of words, cut at its end, with what was typed marked in it."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from desktop.viewmodels.message_text import utf16_offset

_RADIUS = 2
_NO_LIMIT = 1e6


class MarkedText:
    """A line that is measured, and can be painted."""

    def __init__(self, text: str, font: QFont, room: float, marked: Iterable[tuple[int, int]] = ()) -> None:
        """Measure a text, cut to the room; `marked` are stretches in code points. Its direction is that of the words."""
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room))
        self._layout = QTextLayout(shown, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        self._layout.beginLayout()
        self._line = self._layout.createLine()
        self._line.setLineWidth(_NO_LIMIT)
        self._layout.endLayout()
        self._shift = self._line.naturalTextRect().left() if self._line.isValid() else 0.0
        self.height = self._line.height() if self._line.isValid() else metrics.height()
        self.width = self._line.naturalTextWidth() if self._line.isValid() else 0.0
        kept = len(text) if shown == text else max(0, len(shown) - 1)
        self._marked = [
            (utf16_offset(text, start), utf16_offset(text, min(end, kept)))
            for start, end in marked
            if start < kept
        ]

    def paint(self, painter: QPainter, corner: QPointF, colour: str, mark: str, on_mark: str) -> None:
        """Paint the line from its upper left corner on, what is marked in it in the colours `mark` and `on_mark`."""
        if not self._line.isValid():
            return
        at = corner - QPointF(self._shift, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(mark))
        runs = [run for start, end in self._marked for run in self._layout.glyphRuns(start, end - start)]
        for run in runs:
            area = run.boundingRect()
            painter.drawRoundedRect(
                QRectF(at.x() + area.left(), corner.y() - 0.5, area.width(), self.height), _RADIUS, _RADIUS
            )
        painter.setPen(QColor(colour))
        self._layout.draw(painter, at)
        painter.setPen(QColor(on_mark))
        for run in runs:
            painter.drawGlyphRun(at, run)
