"""A measured text of the timeline: one text layout per stretch that has its own direction, and what is painted below them.

Everything is relative to the row's top left corner. Offsets are UTF-16 units of the whole shown text, wherever it is laid out;
see `desktop.viewmodels.message_text`.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QTextLayout, QTextLine


class GroundKind(Enum):
    """What is painted below, or beside, a text."""

    CODE_BLOCK = "code_block"
    CODE = "code"
    MENTION = "mention"
    MENTION_OF_ME = "mention_of_me"
    QUOTE_BAR = "quote_bar"


@dataclass(frozen=True, slots=True)
class Ground:
    """A painted area."""

    kind: GroundKind
    area: QRectF


@dataclass(frozen=True, slots=True)
class Marker:
    """The bullet or number before an item."""

    text: str
    area: QRectF
    at_right: bool
    """The item reads from the right."""


@dataclass(slots=True)
class Piece:
    """Lines that are laid out together."""

    layout: QTextLayout
    at: QPointF
    start: int
    """Where its text begins."""
    length: int
    """How much of the shown text is in it; a mark after it is not."""
    height: float = 0

    @property
    def from_right(self) -> bool:
        """Whether it reads from the right."""
        return self.layout.textOption().textDirection() is Qt.LayoutDirection.RightToLeft

    @property
    def end(self) -> int:
        """Where its text ends."""
        return self.start + self.length

    def line_at(self, y: float) -> QTextLine:
        """Return the line at a height of the row, or the nearest one: the first that ends below, or the last."""
        last = self.layout.lineCount() - 1

        def lower_edge(index: int) -> float:
            line = self.layout.lineAt(index)
            return self.at.y() + line.y() + line.height()

        return self.layout.lineAt(bisect_right(range(last), y, key=lower_edge))

    def line_area(self, line: QTextLine) -> QRectF:
        """Return where a line's text stands in the row."""
        return line.naturalTextRect().translated(self.at)


@dataclass(slots=True)
class TextBody:
    """A text as it is laid out."""

    pieces: tuple[Piece, ...]
    top: float
    bottom: float
    grounds: Sequence[Ground] = ()
    markers: Sequence[Marker] = ()
    is_cut: bool = False
    """There is more of the text than is laid out."""
    lines: int = 0
    """How many lines are laid out."""
    may_reach: bool = True
    """It may have signs that would be drawn beyond its lines."""

    def offset_at(self, point: QPointF) -> int:
        """Return the text position nearest to a point."""
        piece = self._piece_at(point.y())
        if piece is None:
            return 0
        at = piece.line_at(point.y()).xToCursor(point.x() - piece.at.x())
        return piece.start + min(at, piece.length)

    def offset_on_text(self, point: QPointF) -> int | None:
        """Return the text position under a point; None where there is no text."""
        piece = self._piece_at(point.y())
        if piece is None or not piece.line_area(piece.line_at(point.y())).contains(point):
            return None
        return self.offset_at(point)

    def place_of(self, offset: int) -> QPointF:
        """Return the middle of the line, at the text position."""
        piece = next((piece for piece in self.pieces if offset <= piece.end), self.pieces[-1])
        inside = max(0, min(offset - piece.start, piece.length))
        line = piece.layout.lineForTextPosition(inside)
        return piece.at + QPointF(x_of(line, inside), line.y() + line.height() / 2)

    @property
    def end(self) -> int:
        """Where the text ends that is laid out."""
        return self.pieces[-1].end if self.pieces else 0

    @property
    def first_line(self) -> QRectF:
        """Where the first line's text stands."""
        return self._line(0)

    @property
    def last_line(self) -> QRectF:
        """Where the last line's text stands."""
        return self._line(-1)

    def _line(self, which: int) -> QRectF:
        if not self.pieces:
            return QRectF()
        piece = self.pieces[which]
        return piece.line_area(piece.layout.lineAt(piece.layout.lineCount() - 1 if which else 0))

    def _piece_at(self, y: float) -> Piece | None:
        """Return the piece at a height, or the nearest one below it, or else the last one."""
        last = self.pieces[-1] if self.pieces else None
        return next((piece for piece in self.pieces if y < piece.at.y() + piece.height), last)


def sides_of(line: QTextLine, start: int, end: int) -> tuple[float, float]:
    """Return from where to where a stretch of a line is drawn, also where directions meet."""
    sides = [run.boundingRect() for run in line.glyphRuns(start, end - start)]
    if not sides:
        return x_of(line, start), x_of(line, end)
    return min(side.left() for side in sides), max(side.right() for side in sides)


def stretches_of(line: QTextLine, start: int, end: int) -> list[tuple[float, float]]:
    """Return from where to where a stretch of a line is drawn: once, or several times where directions meet."""
    sides = sorted(
        (run.boundingRect().left(), run.boundingRect().right()) for run in line.glyphRuns(start, end - start)
    )
    if not sides:
        left, right = sorted((x_of(line, start), x_of(line, end)))
        return [(left, right)]
    joined = sides[:1]
    for left, right in sides[1:]:
        if left <= joined[-1][1] + 1:  # another font, as for a sign, but no gap
            joined[-1] = joined[-1][0], max(joined[-1][1], right)
        else:
            joined.append((left, right))
    return joined


def lines_within(piece: Piece, start: int, end: int) -> Iterator[tuple[QTextLine, int, int]]:
    """Give the lines of a piece that a stretch of its text is in, and which part of it is in each."""
    start, end = max(0, start), min(end, piece.length)
    line = piece.layout.lineForTextPosition(start) if start < end else QTextLine()
    while line.isValid() and line.textStart() < end:
        first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        if first < last:
            yield line, first, last
        line = piece.layout.lineAt(line.lineNumber() + 1)


def x_of(line: QTextLine, offset: int) -> float:
    """Return where in its layout a text position of a line stands."""
    return float(line.cursorToX(offset)[0])  # type: ignore[index]  # a pair, which the stubs do not say
