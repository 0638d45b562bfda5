"""Measures one row of the timeline: where its text, its lines and what can be clicked stand, for a width.

Offsets within a text are UTF-16 units; see `desktop.viewmodels.message_text`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextCharFormat, QTextLayout

from desktop.ui.theme.theme import Style, Theme
from desktop.ui.timeline.attached import Attached
from desktop.ui.timeline.mirror import mirror
from desktop.ui.timeline.parts import Hit, Parts
from desktop.ui.timeline.row import Row
from desktop.ui.timeline.text_body import Piece, TextBody
from desktop.ui.timeline.text_builder import CHARACTERS_OF_A_LINE, Colours, TextBuilder
from desktop.ui.timeline.text_lines import Wanted, colour_format, format_range, lay_out, pixel_size
from desktop.viewmodels.attached import Shown
from desktop.viewmodels.code_colors import Tint
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
QUOTE_ABOVE = 2
QUOTE_GAP = 4
CHIPS_ABOVE = 5
CHIPS_BELOW = 3
ATTACHED_ABOVE = 5
ATTACHED_BELOW = 4
UNDER_REASON = 2
NARROWEST = 80
FOLD_GAP = 14
"""Between "Show more" and "Show less"."""
LINES = 24
"""A message of more lines than this is folded."""
FOLDED_LINES = 16
"""So many of them are shown then."""
MORE_LINES = 400
"""So many more are shown each time that one asks for more: what can be laid out without anybody waiting."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """How close together everything stands."""

    group_above: int = 12
    """Above the first message of a group."""
    above: int = 2
    below: int = 2
    system_above: int = 9
    day_above: int = 12
    day_below: int = 4

    @property
    def ground_above(self) -> int:
        """So much of the gap above a group is left free by the ground of its first row."""
        return self.group_above - 2


USUAL_GAPS = Gaps()
COMPACT_GAPS = Gaps(group_above=5, above=0, below=1, system_above=3, day_above=6, day_below=1)


def without_colours(_code: str, _language: str) -> Sequence[Tint]:
    """Return no colours for any code."""
    return ()


class Measurer:
    """Turns entries into rows for one theme. Made anew when the theme changes, since text layouts hold colours."""

    def __init__(
        self,
        theme: Theme,
        colours: Colours = without_colours,
        *,
        mirrored: bool = False,
        files: Shown | None = None,
        compact: bool = False,
    ) -> None:
        """Make it; `compact` for no avatars, times in their place, and smaller gaps."""
        self.theme = theme
        self.compact = compact
        self.gaps = COMPACT_GAPS if compact else USUAL_GAPS
        self.mirrored = mirrored
        tokens = theme.tokens
        self.body = theme.font(Style.BODY)
        self.small = theme.font(Style.SMALL)
        self.strong = theme.font(Style.SMALL, weight=QFont.Weight.Medium)
        self.meta = theme.font(Style.META)
        self.name_line = theme.line_height(Style.BODY)
        self.note_line = theme.line_height(Style.BODY)
        self.parts = Parts(theme, self.note_line)
        self.attached = Attached(theme, files)
        self.text = TextBuilder(theme, colours, mirrored=mirrored)
        self._strong = colour_format(tokens.text)
        self._strong.setFontWeight(QFont.Weight.Medium)
        self._meta = colour_format(tokens.text_3)
        self._meta.setProperty(QTextCharFormat.Property.FontPixelSize, pixel_size(self.meta))
        self._fold_names = {Action.UNFOLD: _tr("Show more"), Action.FOLD: _tr("Show less")}

    def row(self, entry: Entry, width: int, lines: int = 0) -> Row:
        """Measure an entry for a width of the viewport; `lines` of a long text, or as many as it has folded."""
        if entry.kind is EntryKind.MESSAGE:
            row = self._message(entry, width, lines)
        elif entry.kind in {EntryKind.DAY, EntryKind.UNREAD}:
            return self._divider(entry, width)
        else:
            row = self._line(entry, width)
        if self.mirrored:
            mirror(row, width)
        return row

    def _message(self, entry: Entry, width: int, lines: int) -> Row:
        top = float(self.gaps.group_above + self.name_line if entry.starts_group else self.gaps.above)
        left = DELETED_LEFT if entry.deleted else TEXT_LEFT
        text_width = max(NARROWEST, min(TEXT_WIDEST, width - left - STATUS_WIDTH - RIGHT))
        quote = None
        if entry.quote is not None:
            quote = self.parts.quote(entry.quote, TEXT_LEFT, top + QUOTE_ABOVE, text_width)
            top = quote.area.bottom() + QUOTE_GAP
        at = width - left - text_width if self.mirrored else left
        body = self._body(entry, QRectF(at, top, text_width, 0), lines)
        row = Row(entry, 0, body, quote)
        if quote is not None and entry.quote is not None and entry.quote.seq:
            row.hits = (Hit(quote.area, Action.QUOTE, entry.quote.text),)
        row.height = ceil(self._below_text(row, text_width)) + self.gaps.below
        return row

    def _body(self, entry: Entry, place: QRectF, lines: int) -> TextBody:
        """Lay out a text: all of a short one, of a long one its beginning, or as many lines as were asked for."""
        if not entry.text and (entry.pictures or entry.files):
            return TextBody((), place.top(), place.top())
        at = place.left(), place.top(), place.width()
        if not lines and len(entry.text) > LINES * CHARACTERS_OF_A_LINE:
            return self.text.build(entry, *at, FOLDED_LINES)
        body = self.text.build(entry, *at, lines or LINES)
        return self.text.build(entry, *at, FOLDED_LINES) if body.is_cut and not lines else body

    def _below_text(self, row: Row, width: float) -> float:
        """Measure what stands under a message's text; return the lower edge of it all."""
        entry, bottom = row.entry, row.body.bottom
        if row.body.is_cut or row.body.lines > LINES:
            row.hits += self._fold_hits(row.body, bottom)
            bottom += self.note_line
        if entry.pictures or entry.files:
            row.attached, bottom = self.attached.measure(
                entry.pictures, entry.files, TEXT_LEFT, bottom + ATTACHED_ABOVE, width
            )
            row.hits += tuple(hit for box in row.attached for hit in box.hits)
            bottom += ATTACHED_BELOW
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
            bottom += needed.height() + UNDER_REASON
        return bottom

    def _fold_hits(self, body: TextBody, top: float) -> tuple[Hit, ...]:
        metrics = QFontMetrics(self.strong)
        hits = []
        left = float(TEXT_LEFT)
        for action, wanted in ((Action.UNFOLD, body.is_cut), (Action.FOLD, body.lines > LINES)):
            if wanted:
                name = self._fold_names[action]
                area = QRectF(left, top, metrics.horizontalAdvance(name), self.note_line)
                hits.append(Hit(area, action, name))
                left = area.right() + FOLD_GAP
        return tuple(hits)

    def _line(self, entry: Entry, width: int) -> Row:
        formats = [
            format_range(utf16_offset(entry.text, start), utf16_offset(entry.text, end), self._strong)
            for start, end in entry.strong
        ]
        shown = entry.line
        if entry.time:
            formats.append(format_range(utf16_length(entry.text), utf16_length(shown), self._meta))
        text_width = max(NARROWEST, width - TEXT_LEFT - RIGHT)
        left = RIGHT if self.mirrored else TEXT_LEFT
        body = self._one_piece(shown, self.body, QRectF(left, self.gaps.system_above, text_width, 0), formats)
        return Row(entry, ceil(body.bottom) + self.gaps.below, body)

    def _divider(self, entry: Entry, width: int) -> Row:
        font = QFont(self.body)
        font.setWeight(QFont.Weight.Medium if entry.kind is EntryKind.DAY else QFont.Weight.DemiBold)
        place = QRectF(0, self.gaps.day_above, max(NARROWEST, width - SIDE - RIGHT), 0)
        body = self._one_piece(entry.text, font, place, ())
        (piece,) = body.pieces
        first = piece.layout.lineAt(0).naturalTextRect() if piece.layout.lineCount() else QRectF()
        piece.at.setX(round((width + SCROLL_BAR - first.width()) / 2 - first.left()))
        return Row(entry, ceil(body.bottom) + self.gaps.day_below, body)

    def _one_piece(
        self, text: str, font: QFont, place: QRectF, formats: Sequence[QTextLayout.FormatRange]
    ) -> TextBody:
        wanted = Wanted(place.width(), self.name_line, from_right=self.mirrored)
        layout, height, _ = lay_out(text, font, wanted, formats)
        piece = Piece(layout, QPointF(place.topLeft()), 0, utf16_length(text), height)
        return TextBody((piece,), place.top(), place.top() + height)


def _tr(text: str) -> str:
    return QCoreApplication.translate("timeline", text)
