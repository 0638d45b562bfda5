"""What rows of the timeline are made of besides their text: the quote over it, the emoji and the note under it.

Each is measured once, with its row, and then only painted. Places are relative to the row's top left corner.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, inf

from PySide6.QtCore import QCoreApplication, QLocale, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QStaticText

from desktop.core.values import Delivery
from desktop.ui import icons
from desktop.ui.avatars import avatar_color
from desktop.ui.theme.theme import Style, Theme
from desktop.ui.theme.tokens import Tokens
from desktop.viewmodels.reactions import Chip
from desktop.viewmodels.timeline_entry import Action, Entry, QuoteLine

QUOTE_HEIGHT = 42
QUOTE_LINE_HEIGHT = 26
"""Of a quote that nobody is named for."""
QUOTE_BAR = 3
QUOTE_LEFT = 11
QUOTE_RIGHT = 10
QUOTE_TOP = 5
QUOTE_RADIUS = 6
CHIP_HEIGHT = 24
CHIP_SIDE = 10
CHIP_GAP = 5
CHIP_INNER = 5
ADD_WIDTH = 30
ADD_ICON = 14


@dataclass(frozen=True, slots=True)
class Hit:
    """Something in a row that can be clicked."""

    area: QRectF
    action: Action
    text: str
    """What it says, or what it is called."""
    value: str = ""
    """The emoji; empty for what lets one choose one, and for anything else."""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class QuoteBox:
    """A measured quote."""

    area: QRectF
    line: QuoteLine
    name: str
    text: str
    """Both as far as there is room."""
    at_right: bool = False
    """Its bar stands on the right."""


@dataclass(frozen=True, slots=True)
class ChipBox:
    """A measured emoji with its count."""

    area: QRectF
    chip: Chip
    emoji: QStaticText
    emoji_at: QPointF
    count: QStaticText
    count_at: QPointF


@dataclass(frozen=True, slots=True)
class NoteBox:
    """A measured note: how far something has come, and what can be done about it."""

    words: QRectF
    choices: tuple[Hit, ...]
    height: int
    middle: float
    """Where the status beside it stands."""


class Parts:
    """Measures and paints the parts, for one theme."""

    def __init__(self, theme: Theme, note_line: int) -> None:
        self._theme = theme
        self._emoji = theme.font(Style.MESSAGE)
        self._small = theme.font(Style.SMALL)
        self._strong = theme.font(Style.SMALL, weight=QFont.Weight.Medium)
        self._bold = theme.font(Style.SMALL, weight=QFont.Weight.DemiBold)
        self._note_line = note_line
        self._fill = theme.tokens.bg_subtle
        self._small_line = theme.line_height(Style.SMALL)
        self._quote_height = theme.taller(QUOTE_HEIGHT, Style.SMALL, Style.SMALL)
        self._quote_line_height = theme.taller(QUOTE_LINE_HEIGHT, Style.SMALL)
        self._chip_height = theme.taller(CHIP_HEIGHT, Style.SMALL)
        self._names = {
            Action.SEND: _tr("Send"),
            Action.RETRY: _tr("Retry"),
            Action.EDIT: _tr("Edit"),
            Action.DELETE: _tr("Delete"),
            Action.DISCARD: _tr("Discard"),
            Action.SEND_TEXT: _tr("Send the text now"),
            Action.REMOVE_FILES: _tr("Remove file"),
        }

    # The quote.

    def quote(self, line: QuoteLine, left: float, top: float, width: float) -> QuoteBox:
        """Measure a quote."""
        room = width - QUOTE_LEFT - QUOTE_RIGHT
        bold, small = QFontMetrics(self._bold), QFontMetrics(self._small)
        name = bold.elidedText(line.author_name, Qt.TextElideMode.ElideRight, ceil(room))
        text = small.elidedText(line.text, Qt.TextElideMode.ElideRight, ceil(room))
        wide = max(bold.horizontalAdvance(name), small.horizontalAdvance(text))
        height = self._quote_height if name else self._quote_line_height
        area = QRectF(left, top, QUOTE_LEFT + wide + QUOTE_RIGHT, height)
        return QuoteBox(area, line, name, text)

    def lie_on(self, *, hovered: bool) -> None:
        """Take the row that is painted next: on the ground of a hovered one the usual colour would not be seen."""
        self._fill = self._theme.tokens.bg_base if hovered else self._theme.tokens.bg_subtle

    def paint_quote(self, painter: QPainter, at: QPointF, box: QuoteBox, *, hovered: bool) -> None:
        """Draw a quote in a row that stands at `at`."""
        tokens = self._theme.tokens
        area = box.area.translated(at)
        colour = avatar_color(box.line.author) if box.line.author is not None else tokens.border_control
        outline = QPainterPath()
        outline.addRoundedRect(area, QUOTE_RADIUS, QUOTE_RADIUS)
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(area, QColor(tokens.bg_pressed if hovered else self._fill))
        bar = area.right() - QUOTE_BAR if box.at_right else area.left()
        painter.fillRect(QRectF(bar, area.top(), QUOTE_BAR, area.height()), QColor(colour))
        painter.restore()
        painter.save()
        # The text in its own direction: one from right to left ends, or is cut off, on the left. The name is at its beginning.
        side = Qt.AlignmentFlag.AlignRight if box.at_right else Qt.AlignmentFlag.AlignLeft
        leading = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        width = area.width() - QUOTE_LEFT - QUOTE_RIGHT + 1
        left = area.left() + (QUOTE_RIGHT if box.at_right else QUOTE_LEFT)
        line = QRectF(left, area.top() + QUOTE_TOP, width, self._small_line)
        if box.name:
            painter.setFont(self._bold)
            painter.setPen(QColor(tokens.text))
            painter.drawText(line, leading, box.name)
            line.translate(0, self._small_line)
        painter.setFont(self._small)
        painter.setPen(QColor(tokens.text_2))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, box.text)
        painter.restore()

    # The emoji.

    def chips(
        self, chips: Sequence[Chip], left: float, top: float, width: float
    ) -> tuple[tuple[ChipBox, ...], tuple[Hit, ...], float]:
        """Measure the emoji under a message; return them, what can be clicked, and their lower edge."""
        boxes, hits = [], []
        x, y = left, top
        for chip in chips:
            box = self._chip(chip, x, y)
            if box.area.right() > left + width and x > left:
                x, y = left, y + self._chip_height + CHIP_GAP
                box = self._chip(chip, x, y)
            boxes.append(box)
            hits.append(Hit(box.area, Action.REACT, chip.spoken, chip.emoji, chip.told))
            x = box.area.right() + CHIP_GAP
        if x + ADD_WIDTH > left + width and x > left:
            x, y = left, y + self._chip_height + CHIP_GAP
        name = _tr("Add reaction")
        hits.append(Hit(QRectF(x, y, ADD_WIDTH, self._chip_height), Action.REACT, name, "", name))
        return tuple(boxes), tuple(hits), y + self._chip_height

    def _chip(self, chip: Chip, x: float, y: float) -> ChipBox:
        emoji, count = QStaticText(chip.emoji), QStaticText(QLocale().toString(chip.count))
        for text, font in ((emoji, self._emoji), (count, self._strong)):
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.prepare(font=font)
        sizes = emoji.size(), count.size()
        width = 2 * CHIP_SIDE + sizes[0].width() + CHIP_INNER + sizes[1].width()
        area = QRectF(x, y, ceil(width), self._chip_height)
        first = QPointF(x + CHIP_SIDE, y + (self._chip_height - sizes[0].height()) / 2)
        second = QPointF(
            first.x() + sizes[0].width() + CHIP_INNER, y + (self._chip_height - sizes[1].height()) / 2
        )
        return ChipBox(area, chip, emoji, first, count, second)

    def paint_chips(
        self,
        painter: QPainter,
        at: QPointF,
        boxes: Iterable[ChipBox],
        hits: Iterable[Hit],
        hovered: Hit | None,
    ) -> None:
        """Draw the emoji, and the place where another one can be added."""
        tokens = self._theme.tokens
        for box in boxes:
            lit = hovered is not None and hovered.value == box.chip.emoji
            pill = box.area.translated(at)
            self._paint_pill(painter, pill, tokens, mine=box.chip.mine, lit=lit, held=box.chip.held)
            painter.setFont(self._emoji)
            painter.setPen(QColor(tokens.text))
            painter.drawStaticText(at + box.emoji_at, box.emoji)
            painter.setFont(self._strong)
            painter.setPen(QColor(tokens.accent_text if box.chip.mine else tokens.text_2))
            painter.drawStaticText(at + box.count_at, box.count)
        for hit in hits:
            if hit.action is Action.REACT and not hit.value:
                area = hit.area.translated(at)
                lit = hovered is not None and hovered == hit
                self._paint_pill(painter, area, tokens, mine=False, lit=lit)
                picture = icons.pixmap(
                    "smile-plus", ADD_ICON, tokens.text_2, painter.device().devicePixelRatioF()
                )
                painter.drawPixmap(area.center() - QPointF(ADD_ICON / 2, ADD_ICON / 2), picture)

    def _paint_pill(
        self, painter: QPainter, area: QRectF, tokens: Tokens, *, mine: bool, lit: bool, held: bool = False
    ) -> None:
        """Draw what an emoji stands on; of one that waits only the outline, in dashes."""
        border = tokens.accent_line if mine else tokens.border_field if lit or held else ""
        pen = QPen(QColor(border), 1, Qt.PenStyle.DashLine if held else Qt.PenStyle.SolidLine)
        painter.setPen(pen if border else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent_tint if mine else self._fill))
        if held:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = 0.5 if border else 0
        inner = area.adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)

    # The note.

    def note(self, entry: Entry, left: float, top: float, width: float) -> NoteBox:
        """Measure what is said of something that is not through, and the choices beside it or, without room, under it."""
        metrics = QFontMetrics(self._small)
        line = self._note_line
        wide = metrics.horizontalAdvance(entry.note)
        needed = wide + sum(self._choice_width(action) for action in entry.choices)
        if needed <= width or not entry.choices:
            rows = self._wrapped(entry.note, width) if wide > width else 1
            words = QRectF(left, top, width, rows * line)
            choices = self._choices(entry.choices, left + wide, top, after_words=True)
            return NoteBox(words, choices, rows * line, top + (rows - 0.5) * line)
        rows = self._wrapped(entry.note, width)
        words = QRectF(left, top, width, rows * line)
        choices = self._choices(entry.choices, left, top + rows * line, after_words=False, room=width)
        height = round(choices[-1].area.bottom() - top)
        return NoteBox(words, choices, height, top + line / 2)

    def _wrapped(self, words: str, width: float) -> int:
        area = QRect(0, 0, ceil(width), 10_000)
        metrics = QFontMetrics(self._small)
        needed = metrics.boundingRect(area, Qt.TextFlag.TextWordWrap, words).height()
        return max(1, round(needed / metrics.lineSpacing()))

    def _choice_width(self, action: Action) -> float:
        return QFontMetrics(self._strong).horizontalAdvance(self._names[action]) + QFontMetrics(
            self._small
        ).horizontalAdvance(" – ")

    def _choices(
        self, actions: Sequence[Action], left: float, top: float, *, after_words: bool, room: float = inf
    ) -> tuple[Hit, ...]:
        hits: list[Hit] = []
        start = left
        metrics, strong = QFontMetrics(self._small), QFontMetrics(self._strong)
        for number, action in enumerate(actions):
            wide = strong.horizontalAdvance(self._names[action])
            if number or after_words:
                left += metrics.horizontalAdvance(" / " if number else " – ")
            if hits and left + wide > start + room:
                left, top = start, top + self._note_line
            area = QRectF(left, top, wide, self._note_line)
            hits.append(Hit(area, action, self._names[action]))
            left = area.right()
        return tuple(hits)

    def paint_note(self, painter: QPainter, at: QPointF, box: NoteBox, entry: Entry) -> None:
        """Draw a note and its choices."""
        tokens = self._theme.tokens
        colour = {
            Delivery.REFUSED: tokens.danger,
            Delivery.STUCK: tokens.danger,
            Delivery.ASKING: tokens.warn_text,
        }
        painter.setFont(self._small)
        painter.setPen(QColor(colour.get(entry.delivery or Delivery.SENT, tokens.text_2)))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(box.words.translated(at), flags, entry.note)
        metrics = QFontMetrics(self._small)
        above = box.words.top()
        for number, hit in enumerate(box.choices):
            place = hit.area.translated(at)
            begins_line = hit.area.top() > above
            above = hit.area.top()
            sign = "" if begins_line else "/" if number else "–"
            gap = metrics.horizontalAdvance(f" {sign} ")
            painter.setFont(self._small)
            painter.setPen(QColor(tokens.text_3))
            mirrored = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
            edge = place.right() if mirrored else place.left() - gap
            before = QRectF(edge, place.top(), gap, place.height())
            painter.drawText(before, Qt.AlignmentFlag.AlignCenter, sign)
            painter.setFont(self._strong)
            takes_away = hit.action in {Action.DELETE, Action.DISCARD}
            painter.setPen(QColor(tokens.danger if takes_away else tokens.accent_text))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, hit.text)


def _tr(text: str) -> str:
    return QCoreApplication.translate("timeline", text)
