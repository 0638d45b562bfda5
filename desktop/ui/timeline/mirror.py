"""Turns a measured row round for reading from the right. Its text has been laid out where it stands; this is for the rest."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QStaticText

from desktop.ui.timeline.parts import ChipBox, Hit, NoteBox
from desktop.ui.timeline.row import Row


def mirror(row: Row, width: int) -> None:
    """Let everything but the text stand as far from the right edge as it stands from the left one."""
    if row.quote is not None:
        row.quote = replace(row.quote, area=_turned(row.quote.area, width), at_right=True)
    row.attached = tuple(replace(box, area=_turned(box.area, width)) for box in row.attached)
    row.chips = tuple(_chip(box, width) for box in row.chips)
    if row.note is not None:
        row.note = _note(row.note, width)
    row.reason.moveLeft(width - row.reason.x() - row.reason.width())
    row.hits = _hits(row.hits, width)


def _turned(area: QRectF, width: int) -> QRectF:
    return QRectF(width - area.right(), area.top(), area.width(), area.height())


def _hits(hits: Iterable[Hit], width: int) -> tuple[Hit, ...]:
    return tuple(replace(hit, area=_turned(hit.area, width)) for hit in hits)


def _note(box: NoteBox, width: int) -> NoteBox:
    return replace(box, words=_turned(box.words, width), choices=_hits(box.choices, width))


def _chip(box: ChipBox, width: int) -> ChipBox:
    def place(at: QPointF, text: QStaticText) -> QPointF:
        return QPointF(width - at.x() - text.size().width(), at.y())

    return replace(
        box,
        area=_turned(box.area, width),
        emoji_at=place(box.emoji_at, box.emoji),
        count_at=place(box.count_at, box.count),
    )
