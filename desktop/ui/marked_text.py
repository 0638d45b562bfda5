"""Writes a text with the stretches that were searched for on a ground of their own, on one line or broken into a few.

What is found is to be seen: where there is no room for all of a text it is cut before its end, and also at its beginning if what
matches best would not be in sight otherwise.
"""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextLayout, QTextOption

from desktop.ui.chat_list.look import Writing
from desktop.ui.timeline.text_body import stretches_of
from desktop.ui.timeline.text_lines import Units, colour_format, format_range
from desktop.viewmodels.cleaning import RIGHT_TO_LEFT
from desktop.viewmodels.marked_text import Marked
from desktop.viewmodels.message_text import code_point_offset

_LEADS = (18, 0)
"""Characters before that which stay, where the beginning has to go; the fewer, the less room there is."""
_LONGER_LEADS = (96, 72, 54, 40, 30, 24)
"""As many of them, where all that follows has room."""
_REACH = 2
_RADIUS = 3
_FROM_LEFT, _FROM_RIGHT, _END = "\u2066", "\u2067", "\u2069"
_LOOKED_AT = 40
"""Characters of a text among which the first tells its direction."""


Shown = TypeVar("Shown")


class Ink(NamedTuple):
    """The colours of a text."""

    words: str
    match: str
    """Of the words that were searched for."""
    ground: str
    """Behind these."""


def fitted(text: Marked, writing: Writing, width: int) -> Marked:
    """Return as much of a text as there is room for on one line, with what matches best in it."""
    return _holding_best(text, lambda part: _elided(part, writing, width))


def broken(text: Marked, writing: Writing, width: int, most: int) -> list[Marked]:
    """Return a text in lines, not more than `most`, with what matches best in them."""
    return _holding_best(text, lambda part: _lines(part, writing, width, most))


def _holding_best(text: Marked, fit: Callable[[Marked], tuple[Shown, int]]) -> Shown:
    """Return what `fit` shows of a text, begun late enough for what matches best, and no later than fills the room."""
    shown, end = fit(text)
    if not text.marks or end >= text.best[1]:
        return shown
    part = text
    for lead in _LEADS:
        part = text.cut(lead)
        shown, end = fit(part)
        if end >= part.best[1]:
            break
    if end < len(part.text):
        return shown
    longer = ((part, *fit(part)) for part in map(text.cut, _LONGER_LEADS))
    return next((filled for part, filled, end in longer if end == len(part.text)), shown)


def write(
    painter: QPainter,
    area: QRect | QRectF,
    text: Marked,
    writing: Writing,
    ink: Ink,
    reading: Qt.LayoutDirection,
) -> None:
    """Write one line, which fits, from where reading begins; the text keeps its own direction."""
    if not text.text:
        return
    from_right = reading is Qt.LayoutDirection.RightToLeft
    opening = _FROM_RIGHT if _reads_from_right(text.text) else _FROM_LEFT
    whole = f"{opening}{text.text}{_END}"
    units = Units(whole)
    stretches = [(units.of(start + 1), units.of(end + 1)) for start, end in text.marks]
    layout = QTextLayout(whole, writing.font)
    option = QTextOption(Qt.AlignmentFlag.AlignRight if from_right else Qt.AlignmentFlag.AlignLeft)
    option.setTextDirection(reading)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.setFormats([format_range(start, end, colour_format(ink.match)) for start, end in stretches])
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(area.width())
    layout.endLayout()
    at = QPointF(area.left(), area.top() + (area.height() - line.height()) / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ink.ground))
    for start, end in stretches:
        for left, right in stretches_of(line, start, end):
            ground = QRectF(left - _REACH, 0, right - left + 2 * _REACH, line.height()).translated(at)
            painter.drawRoundedRect(ground, _RADIUS, _RADIUS)
    painter.setPen(QColor(ink.words))
    layout.draw(painter, at)


def _elided(text: Marked, writing: Writing, width: int) -> tuple[Marked, int]:
    """Return what fits into a width, and how many characters of the text that is."""
    shown = writing.metrics.elidedText(text.text, Qt.TextElideMode.ElideRight, width)
    if shown == text.text:
        return text, len(shown)
    # Not all before its last sign: Qt also keeps ends of isolates after the dots.
    kept = next(at for at, (one, other) in enumerate(zip(shown, text.text, strict=False)) if one != other)
    return Marked(shown, text.slice(0, kept).marks), kept


def _lines(text: Marked, writing: Writing, width: int, most: int) -> tuple[list[Marked], int]:
    """Return the lines, and up to where the text is shown in them."""
    layout = QTextLayout(text.text, writing.font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    ends: list[int] = []
    while len(ends) < most - 1 and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        ends.append(code_point_offset(text.text, line.textStart() + line.textLength()))
    layout.endLayout()
    starts = [0, *ends]
    lines = [_bare(text, start, end) for start, end in zip(starts, ends, strict=False)]
    rest = text.slice(starts[-1], len(text.text))
    if not rest.text:
        return lines, len(text.text)
    last, kept = _elided(rest, writing, width)
    return [*lines, last], starts[-1] + kept


def _bare(text: Marked, start: int, end: int) -> Marked:
    """Return a line without the space at which it was broken."""
    return text.slice(start, start + len(text.text[start:end].rstrip()))


def _reads_from_right(text: str) -> bool:
    found = RIGHT_TO_LEFT.search(text, 0, _LOOKED_AT)
    return found is not None and not any(sign.isalpha() for sign in text[: found.start()])
