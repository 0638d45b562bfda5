"""Measures one row of the timeline: where its text, its lines and what can be clicked stand, for a width.

Offsets within a text layout are UTF-16 units; see `desktop.viewmodels.message_text`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QTextCharFormat, QTextLayout, QTextOption

from desktop.ui.theme.theme import Style, Theme
from desktop.ui.timeline.parts import ChipBox, Hit, NoteBox, Parts, QuoteBox
from desktop.viewmodels.message_text import utf16_length, utf16_offset
from desktop.viewmodels.timeline_entry import Action, Entry, EntryKind

SIDE = 20
SCROLL_BAR = 10
"""Room that is always kept for the scroll bar, whether there is one or not; the column of rows ends before it."""
RIGHT = SIDE - SCROLL_BAR
AVATAR = 32
TEXT_LEFT = 64
TEXT_WIDEST = 580
STATUS_WIDTH = 30
DELETED_LEFT = TEXT_LEFT + 20
"""Where a tombstone's words begin, after its picture."""
GROUP_ABOVE = 12
ABOVE = BELOW = 2
QUOTE_GAP = 4
CHIPS_ABOVE = 5
CHIPS_BELOW = 3
SYSTEM_ABOVE = 9
DAY_ABOVE = 12
DAY_BELOW = 4
NARROWEST = 80


class Line:
    """Heights of a line of text in each style, as in the design where the font allows it."""

    MESSAGE = 20 / 14
    BODY = 18 / 13
    SMALL = 16 / 12
    BIG = 48 / 40


@dataclass(slots=True)
class Row:
    """An entry, measured: everything is relative to the row's top left corner."""

    entry: Entry
    height: int
    text: QTextLayout
    text_at: QPointF
    text_bottom: float = 0
    quote: QuoteBox | None = None
    chips: tuple[ChipBox, ...] = ()
    note: NoteBox | None = None
    reason: QRect = field(default_factory=QRect)
    hits: tuple[Hit, ...] = ()

    def offset_at(self, point: QPointF) -> int:
        """Return the text position nearest to a point, in UTF-16 units."""
        inside = point - self.text_at
        last = self.text.lineCount() - 1
        for index in range(last + 1):
            line = self.text.lineAt(index)
            if inside.y() < line.y() + line.height() or index == last:
                return line.xToCursor(inside.x())
        return 0

    def offset_on_text(self, point: QPointF) -> int | None:
        """Return the text position under a point; None where there is no text."""
        inside = point - self.text_at
        for index in range(self.text.lineCount()):
            line = self.text.lineAt(index)
            if line.naturalTextRect().contains(inside):
                return self.offset_at(point)
        return None

    def hit_at(self, point: QPointF) -> Hit | None:
        """Return what can be clicked at a point, besides links."""
        return next((hit for hit in self.hits if hit.area.contains(point)), None)


class Measurer:
    """Turns entries into rows for one theme. Made anew when the theme changes, since text layouts hold colours."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        tokens = theme.tokens
        self.message = theme.font(Style.MESSAGE)
        self.big = theme.font(Style.BIG_EMOJI)
        self.body = theme.font(Style.BODY)
        self.small = theme.font(Style.SMALL)
        self.meta = theme.font(Style.META)
        self.name_line = line_height(self.body, Line.BODY)
        self.note_line = line_height(self.small, Line.BODY)
        self.parts = Parts(theme, self.note_line)
        self._link = _format(QColor(tokens.accent_text))
        self._strong = _format(QColor(tokens.text))
        self._strong.setFontWeight(QFont.Weight.Medium)
        self._meta = _format(QColor(tokens.text_3))
        self._meta.setProperty(QTextCharFormat.Property.FontPixelSize, pixel_size(self.meta))

    def row(self, entry: Entry, width: int) -> Row:
        """Measure an entry for a width of the viewport."""
        if entry.kind is EntryKind.MESSAGE:
            return self._message(entry, width)
        if entry.kind in {EntryKind.DAY, EntryKind.UNREAD}:
            return self._divider(entry, width)
        return self._line(entry, width)

    def _message(self, entry: Entry, width: int) -> Row:
        top = float(GROUP_ABOVE + self.name_line if entry.starts_group else ABOVE)
        formats = [
            _range(utf16_offset(entry.text, link.start), utf16_offset(entry.text, link.end), self._link)
            for link in entry.links
        ]
        shown = entry.text
        if entry.mark:
            shown = f"{entry.text} {entry.mark}"
            formats.append(_range(utf16_length(entry.text), utf16_length(shown), self._meta))
        font, ratio = (self.big, Line.BIG) if entry.big else (self.message, Line.MESSAGE)
        left = DELETED_LEFT if entry.deleted else TEXT_LEFT
        text_width = max(NARROWEST, min(TEXT_WIDEST, width - left - STATUS_WIDTH - RIGHT))
        quote = None
        if entry.quote is not None:
            quote = self.parts.quote(entry.quote, TEXT_LEFT, top + ABOVE, text_width)
            top = quote.area.bottom() + QUOTE_GAP
        text, height = lay_out(shown, font, text_width, line_height(font, ratio), formats)
        row = Row(entry, 0, text, QPointF(left, top), top + height, quote)
        if quote is not None and entry.quote is not None and entry.quote.seq:
            row.hits = (Hit(quote.area, Action.QUOTE, entry.quote.text),)
        row.height = ceil(self._below_text(row, text_width)) + BELOW
        return row

    def _below_text(self, row: Row, width: float) -> float:
        """Measure what stands under a message's text; return the lower edge of it all."""
        entry, bottom = row.entry, row.text_bottom
        if entry.chips:
            row.chips, hits, bottom = self.parts.chips(entry.chips, TEXT_LEFT, bottom + CHIPS_ABOVE, width)
            row.hits += hits
            bottom += CHIPS_BELOW
        if entry.note:
            row.note = self.parts.note(entry, TEXT_LEFT, bottom, width)
            row.hits += row.note.choices
            bottom += row.note.height
        if entry.reason:
            area = QRect(TEXT_LEFT, ceil(bottom), ceil(width), 1_000)
            needed = QFontMetrics(self.small).boundingRect(area, Qt.TextFlag.TextWordWrap, entry.reason)
            row.reason = QRect(area.topLeft(), needed.size())
            bottom += needed.height() + ABOVE
        return bottom

    def _line(self, entry: Entry, width: int) -> Row:
        formats = [
            _range(utf16_offset(entry.text, start), utf16_offset(entry.text, end), self._strong)
            for start, end in entry.strong
        ]
        shown = entry.text
        if entry.time:
            shown = f"{entry.text}  {entry.time}"
            formats.append(_range(utf16_length(entry.text), utf16_length(shown), self._meta))
        text_width = max(NARROWEST, width - TEXT_LEFT - RIGHT)
        text, height = lay_out(shown, self.body, text_width, self.name_line, formats)
        return Row(entry, ceil(SYSTEM_ABOVE + height) + BELOW, text, QPointF(TEXT_LEFT, SYSTEM_ABOVE))

    def _divider(self, entry: Entry, width: int) -> Row:
        font = QFont(self.body)
        font.setWeight(QFont.Weight.Medium if entry.kind is EntryKind.DAY else QFont.Weight.DemiBold)
        text, height = lay_out(entry.text, font, max(NARROWEST, width - SIDE - RIGHT), self.name_line, ())
        left = (width + SCROLL_BAR - text.lineAt(0).naturalTextWidth()) / 2 if text.lineCount() else 0
        return Row(entry, ceil(DAY_ABOVE + height) + DAY_BELOW, text, QPointF(round(left), DAY_ABOVE))


def lay_out(
    text: str, font: QFont, width: float, line: int, formats: Sequence[QTextLayout.FormatRange]
) -> tuple[QTextLayout, float]:
    """Break a text into lines of at least `line` pixels; return its layout and its height."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    if formats:
        layout.setFormats(list(formats))
    layout.beginLayout()
    top = 0.0
    while (piece := layout.createLine()).isValid():
        piece.setLineWidth(width)
        height = max(line, ceil(piece.height()))
        piece.setPosition(QPointF(0, top + (height - piece.height()) / 2))
        top += height
    layout.endLayout()
    return layout, top


def pixel_size(font: QFont) -> int:
    """Return a font's size in logical pixels, however it was given."""
    return font.pixelSize() if font.pixelSize() > 0 else QFontInfo(font).pixelSize()


def line_height(font: QFont, ratio: float) -> int:
    """Return the height of a line: the design's, or the font's own where that is more."""
    return max(round(pixel_size(font) * ratio), QFontMetrics(font).height())


def _format(color: QColor) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(color)
    return made


def _range(start: int, end: int, wanted: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, end - start, wanted
    return made
