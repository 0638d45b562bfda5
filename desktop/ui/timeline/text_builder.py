"""Lays out a message's text: paragraphs each in its own direction, quotes, lists and code, as far as so many lines show it.

No more is laid out than is shown, whatever the text is: of a long one so many lines, and of its characters not more than could
fill them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import ceil
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QTextCharFormat

from desktop.ui.theme.theme import Style, Theme
from desktop.ui.timeline.text_body import Ground, GroundKind, Marker, Piece, TextBody, lines_within, sides_of
from desktop.ui.timeline.text_lines import Units, Wanted, colour_format, format_range, lay_out, pixel_size
from desktop.viewmodels.cleaning import RIGHT_TO_LEFT
from desktop.viewmodels.code_colors import CodeTone, Tint
from desktop.viewmodels.markup import Block, BlockKind, Span, Tone
from desktop.viewmodels.message_text import utf16_length
from desktop.viewmodels.timeline_entry import Entry

CHARACTERS_OF_A_LINE = 100
"""More than most lines have room for; of a text that is cut, nothing beyond this is looked at."""
QUOTE_INDENT = 14
QUOTE_BAR = 3
ITEM_INDENT = 22
CODE_SIDE = 10
CODE_TOP = 7
CODE_GAP = 4
CHIP_REACH = 3
CODE_REACH = 2
TAB_SPACES = 4
_CODE_SIZE = 13 / 14
_LOOKED_AT = 300
"""Characters of a line that its direction is looked for in."""
Colours = Callable[[str, str], Sequence[Tint]]
"""Returns how the words of some code in a language are coloured, as far as that is known."""


@dataclass(slots=True)
class _Place:
    """A text that is being laid out: where its next block goes, and what came before."""

    entry: Entry
    units: Units
    turns: bool
    """Its lines may have different directions."""
    left: float
    width: float
    y: float
    lines_left: int
    pieces: list[Piece] = field(default_factory=list)
    grounds: list[Ground] = field(default_factory=list)
    markers: list[Marker] = field(default_factory=list)
    bars: list[QRectF] = field(default_factory=list)
    is_cut: bool = False
    quote_at_right: bool = False


class TextBuilder:
    """Lays out texts for one theme."""

    def __init__(self, theme: Theme, colours: Colours, *, mirrored: bool = False) -> None:
        tokens = theme.tokens
        self._colours = colours
        self._mirrored = mirrored
        self.message = theme.font(Style.MESSAGE)
        self.big = theme.font(Style.BIG_EMOJI)
        self.code = _code_font(pixel_size(self.message))
        self._line = theme.line_height(Style.MESSAGE)
        self._big_line = theme.line_height(Style.BIG_EMOJI)
        self._code_line = theme.line_height(Style.BODY)
        self._tab = QFontMetrics(self.message).horizontalAdvance(" ") * TAB_SPACES
        self._code_tab = QFontMetrics(self.code).horizontalAdvance(" ") * TAB_SPACES
        self._meta = colour_format(tokens.text_3)
        self._meta.setProperty(QTextCharFormat.Property.FontPixelSize, pixel_size(theme.font(Style.META)))
        self._tones: dict[Tone, QTextCharFormat] = {}
        self._colour_of = {
            Tone.LINK: tokens.accent_text,
            Tone.MENTION: tokens.accent_text,
            Tone.MENTION_OF_ME: tokens.mention_text,
        }
        self._tints = {
            CodeTone.KEYWORD: colour_format(tokens.code_keyword),
            CodeTone.STRING: colour_format(tokens.code_string),
            CodeTone.NUMBER: colour_format(tokens.code_number),
            CodeTone.NAME: colour_format(tokens.code_name),
            CodeTone.COMMENT: colour_format(tokens.text_3),
            CodeTone.REMOVED: colour_format(tokens.danger),
        }

    def build(self, entry: Entry, left: float, top: float, width: float, most_lines: int) -> TextBody:
        """Lay out a message's text, as far as `most_lines` lines show it."""
        turns = RIGHT_TO_LEFT.search(entry.text) is not None or self._mirrored
        body = self._built(entry, left, top, width, most_lines, turns=turns)
        if not turns or any(block.kind is BlockKind.CODE for block in entry.blocks):
            return body
        # Lines that read from the other side begin where the widest line ends, not far away from who wrote them.
        needed = ceil(_widest(body, width)) + 1
        if needed >= width or all(piece.from_right == self._mirrored for piece in body.pieces):
            return body
        left += width - needed if self._mirrored else 0
        return self._built(entry, left, top, needed, most_lines, turns=turns)

    def _built(
        self, entry: Entry, left: float, top: float, width: float, most_lines: int, *, turns: bool
    ) -> TextBody:
        blocks = entry.blocks or (Block(0, len(entry.text)),)
        place = _Place(entry, Units(entry.text), turns, left, width, top, most_lines)
        before: Block | None = None
        for block in blocks:
            if place.lines_left <= 0:
                place.is_cut = True
                break
            if block.quote and (before is None or not before.quote):
                place.quote_at_right = turns and self._reads_from_right(entry.text[block.start : block.end])
            if _are_apart(before, block):
                place.y += CODE_GAP
            self._block(place, block)
            before = block
        if entry.mark and not place.is_cut:
            self._mark(place)
        _draw_bars(place, blocks)
        lines = most_lines - place.lines_left
        return TextBody(
            tuple(place.pieces),
            top,
            place.y,
            place.grounds,
            place.markers,
            is_cut=place.is_cut,
            lines=lines,
            may_reach=not entry.text.isascii(),
        )

    def _block(self, place: _Place, block: Block) -> None:
        indent = block.quote * QUOTE_INDENT
        left = place.left + (0 if place.quote_at_right else indent)
        area = QRectF(left, place.y, place.width - indent, 0)
        if block.kind is BlockKind.CODE:
            self._code_block(place, block, area)
        else:
            self._lines(place, block, area)
        if block.quote:
            edge = area.right() + indent - QUOTE_BAR if place.quote_at_right else place.left
            place.bars.append(QRectF(edge, area.top(), QUOTE_BAR, place.y - area.top()))

    def _lines(self, place: _Place, block: Block, area: QRectF) -> None:
        """Lay out a paragraph or an item: its lines together, or each apart where their directions may differ."""
        start = block.start
        indent = block.depth * ITEM_INDENT
        for words in self._stretches(place, block, apart=place.turns):
            from_right = place.turns and self._reads_from_right(words)
            if block.marker and start == block.start:
                self._marker(place, block, area, from_right=from_right)
            left = area.left() + (0 if from_right else indent)
            room = QRectF(left, place.y, area.width() - indent, 0)
            self._paragraph(place, words, start, room, from_right=from_right)
            start += len(words) + 1
            if place.lines_left <= 0:
                place.is_cut = place.is_cut or start <= block.end
                break

    @staticmethod
    def _stretches(place: _Place, block: Block, *, apart: bool) -> list[str]:
        """Return what of a block is laid out together, not more than its lines could show."""
        most = place.lines_left * CHARACTERS_OF_A_LINE
        words = place.entry.text[block.start : min(block.end, block.start + most)]
        lines = words.split("\n", place.lines_left)
        shown = lines[: place.lines_left]
        length = sum(map(len, shown)) + len(shown) - 1
        place.is_cut = place.is_cut or length < block.end - block.start
        return shown if apart else ["\n".join(shown)]

    def _paragraph(self, place: _Place, words: str, start: int, area: QRectF, *, from_right: bool) -> None:
        entry, units = place.entry, place.units
        at = units.of(start)
        spans = _within(entry.spans, start, start + len(words))
        formats = [
            format_range(
                units.of(max(span.start, start)) - at,
                units.of(min(span.end, start + len(words))) - at,
                self._format(span.tone),
            )
            for span in spans
        ]
        font, line = (self.big, self._big_line) if entry.big else (self.message, self._line)
        mark = ""
        if entry.mark and start + len(words) == len(entry.text) and not place.is_cut:
            mark = f" {entry.mark}"
            end = utf16_length(words)
            formats.append(format_range(end, end + utf16_length(mark), self._meta))
        wanted = Wanted(area.width(), line, from_right=from_right, tab=self._tab, most=place.lines_left)
        layout, height, whole = lay_out(words + mark, font, wanted, formats)
        piece = Piece(layout, area.topLeft(), at, utf16_length(words), height)
        self._take(place, piece, whole=whole)
        if spans:
            place.grounds += _chips(piece, spans, units)

    def _code_block(self, place: _Place, block: Block, area: QRectF) -> None:
        (words,) = self._stretches(place, block, apart=False)
        whole_code = place.entry.text[block.start : block.end]
        at = place.units.of(block.start)
        inside = Units(words)
        formats = [
            format_range(inside.of(start), inside.of(min(end, len(words))), self._tints[tone])
            for start, end, tone in self._colours(whole_code, block.language)
            if start < len(words)
        ]
        wanted = Wanted(
            area.width() - 2 * CODE_SIDE, self._code_line, tab=self._code_tab, most=place.lines_left
        )
        layout, height, whole = lay_out(words, self.code, wanted, formats)
        corner = area.topLeft() + QPointF(CODE_SIDE, CODE_TOP)
        self._take(place, Piece(layout, corner, at, utf16_length(words), height), whole=whole)
        place.y += 2 * CODE_TOP
        area.setBottom(place.y)
        place.grounds.append(Ground(GroundKind.CODE_BLOCK, area))

    @staticmethod
    def _take(place: _Place, piece: Piece, *, whole: bool) -> None:
        place.pieces.append(piece)
        place.lines_left -= piece.layout.lineCount()
        place.y += piece.height
        place.is_cut = place.is_cut or not whole

    def _marker(self, place: _Place, block: Block, area: QRectF, *, from_right: bool) -> None:
        before = (block.depth - 1) * ITEM_INDENT
        x = area.right() - before - ITEM_INDENT if from_right else area.left() + before
        at = QRectF(x, place.y, ITEM_INDENT, self._line)
        place.markers.append(Marker(block.marker, at, from_right))

    def _mark(self, place: _Place) -> None:
        """Put the mark after code on a line of its own; elsewhere it stands in the last line."""
        entry = place.entry
        if entry.blocks and entry.blocks[-1].kind is BlockKind.CODE:
            mark = format_range(0, utf16_length(entry.mark), self._meta)
            wanted = Wanted(place.width, self._line, from_right=self._mirrored)
            layout, height, _ = lay_out(entry.mark, self.message, wanted, [mark])
            end = utf16_length(entry.text)
            piece = Piece(layout, QPointF(place.left, place.y), end, 0, height)
            self._take(place, piece, whole=True)

    def _format(self, tone: Tone) -> QTextCharFormat:
        found = self._tones.get(tone)
        if found is None:
            found = self._tones[tone] = QTextCharFormat()
            for kind, colour in self._colour_of.items():
                if tone & kind:
                    found.setForeground(QColor(colour))
            if tone & Tone.BOLD:
                found.setFontWeight(QFont.Weight.DemiBold)
            if tone & (Tone.MENTION | Tone.MENTION_OF_ME):
                found.setFontWeight(QFont.Weight.Medium)
            if tone & Tone.ITALIC:
                found.setFontItalic(True)
            if tone & Tone.STRIKE:
                found.setFontStrikeOut(True)
            if tone & Tone.CODE:
                found.setFontFamilies(self.code.families())
                found.setProperty(QTextCharFormat.Property.FontPixelSize, self.code.pixelSize())
        return found

    def _reads_from_right(self, line: str) -> bool:
        """Return the direction of a line's first letter that has one, or else the one that the window has."""
        for sign in line[:_LOOKED_AT]:
            kind = bidirectional(sign)
            if kind in {"L", "R", "AL"}:
                return kind != "L"
        return self._mirrored


def _code_font(size: int) -> QFont:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPixelSize(round(size * _CODE_SIZE))
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font


def _are_apart(before: Block | None, block: Block) -> bool:
    if before is None:
        return block.kind is BlockKind.CODE
    return BlockKind.CODE in {before.kind, block.kind} or before.quote != block.quote


def _widest(body: TextBody, width: float) -> float:
    """Return how wide a text is, its indents included."""
    widest = 0.0
    for piece in body.pieces:
        for index in range(piece.layout.lineCount()):
            line = piece.layout.lineAt(index)
            widest = max(widest, width - line.width() + line.naturalTextWidth())
    return widest


def _draw_bars(place: _Place, blocks: Sequence[Block]) -> None:
    """Draw one bar beside all that stands in one quote."""
    areas = iter(place.bars)
    open_bars: list[QRectF] = []
    bars: list[QRectF] = []
    for block in blocks:
        area = next(areas, None) if block.quote else None
        if area is None:
            open_bars = []
            continue
        del open_bars[block.quote :]
        for bar in open_bars:
            bar.setBottom(area.bottom())
        at_right = area.left() > place.left
        while len(open_bars) < block.quote:
            step = len(open_bars) * QUOTE_INDENT
            open_bars.append(area.translated(-step if at_right else step, 0))
            bars.append(open_bars[-1])
    place.grounds += [Ground(GroundKind.QUOTE_BAR, bar) for bar in bars]


def _within(spans: Sequence[Span], start: int, end: int) -> Sequence[Span]:
    return [span for span in spans if span.start < end and start < span.end] if spans else ()


def _chips(piece: Piece, spans: Sequence[Span], units: Units) -> list[Ground]:
    """Return the grounds of code and of mentions in a piece, one for each line that they are in."""
    found = []
    for span in spans:
        kind, reach = _KINDS.get(span.tone, (None, 0))
        if kind is None:
            continue
        start, end = units.of(span.start) - piece.start, units.of(span.end) - piece.start
        for line, first, last in lines_within(piece, start, end):
            sides = sides_of(line, first, last)
            area = QRectF(sides[0] - reach, line.y(), sides[1] - sides[0] + 2 * reach, line.height())
            found.append(Ground(kind, area.translated(piece.at)))
    return found


_KINDS = {
    Tone.CODE: (GroundKind.CODE, CODE_REACH),
    Tone.MENTION: (GroundKind.MENTION, CHIP_REACH),
    Tone.MENTION_OF_ME: (GroundKind.MENTION_OF_ME, CHIP_REACH),
}
