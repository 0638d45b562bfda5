"""What of a row is marked since it was looked for: in its text, in the names of its files, and around its pictures."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from desktop.ui.chat_list.look import Writing
from desktop.ui.marked_text import Ink, write
from desktop.ui.theme.tokens import Tokens
from desktop.ui.timeline.text_body import TextBody, lines_within, stretches_of
from desktop.viewmodels.marked_text import Marked
from desktop.viewmodels.matches import Matches

REACH = 1
"""So much wider than its letters is a mark."""
RADIUS = 3
FRAME = 3


@dataclass(frozen=True, slots=True)
class RowMarks:
    """What of a row is marked. Relative to the row's top left corner; offsets are UTF-16 units of its text."""

    matches: Matches
    ranges: tuple[tuple[int, int], ...] = ()
    areas: tuple[QRectF, ...] = ()
    current: bool = False
    """It is the one that one has come to."""

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return what is marked of some other words of the row, such as the name of a file, in code points."""
        return self.matches.spans_in(text)


def areas_of(body: TextBody, start: int, end: int) -> Iterator[QRectF]:
    """Give the areas of a stretch of a text: one in each line, or several where directions meet."""
    for piece in body.pieces:
        for line, first, last in lines_within(piece, start - piece.start, end - piece.start):
            for left, right in stretches_of(line, first, last):
                area = QRectF(left - REACH, line.y(), right - left + 2 * REACH, line.height())
                yield area.translated(piece.at)


def paint_marks(
    painter: QPainter, at: QPointF, areas: Iterable[QRectF], colour: QColor, seen: QRectF | None = None
) -> None:
    """Draw the grounds of what is marked, relative to `at`, as far as they can be seen."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for area in areas:
        if seen is None or area.intersects(seen):
            painter.drawRoundedRect(area.translated(at).adjusted(0, 1.5, 0, -1), RADIUS, RADIUS)


def paint_marked_line(
    painter: QPainter, area: QRectF, words: str, font: QFont, tokens: Tokens, marked: RowMarks
) -> bool:
    """Draw the words from where reading begins, if anything in them is marked; return whether that is so."""
    found = marked.spans(words)
    if not found:
        return False
    match, ground = (
        (tokens.on_match_cur, tokens.match_cur) if marked.current else (tokens.text, tokens.match_bg)
    )
    ink, reading = Ink(tokens.text, match, ground), painter.layoutDirection()
    write(painter, area, Marked(words, found), Writing(font), ink, reading)
    return True


def paint_frame(painter: QPainter, area: QRectF, radius: float, tokens: Tokens, marked: RowMarks) -> None:
    """Draw a frame inside the edge of what was found by its name, which is not written there."""
    wide = FRAME if marked.current else FRAME - 1
    half = wide / 2
    painter.setPen(QPen(QColor(tokens.match_cur), wide))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(half, half, -half, -half), radius - half, radius - half)
