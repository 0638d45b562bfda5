"""Breaks a text into lines: what every text of the timeline is laid out with."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QTextCharFormat, QTextLayout, QTextOption

from desktop.viewmodels.message_text import utf16_length, utf16_offset


class Units:
    """Code points of a text as UTF-16 units."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._same = text.isascii() or utf16_length(text) == len(text)

    def of(self, index: int) -> int:
        """Return where, in UTF-16 units, a code point begins."""
        return index if self._same else utf16_offset(self._text, index)


@dataclass(slots=True)
class Wanted:
    """How a text is to be laid out."""

    width: float
    line: int
    """Least height of a line."""
    from_right: bool = False
    tab: float = 0
    most: int = 1_000_000
    """Lines."""


def lay_out(
    text: str, font: QFont, wanted: Wanted, formats: Sequence[QTextLayout.FormatRange]
) -> tuple[QTextLayout, float, bool]:
    """Break a text into lines; return its layout, its height, and whether all of it was laid out."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if wanted.from_right else Qt.LayoutDirection.LeftToRight
    )
    option.setAlignment(Qt.AlignmentFlag.AlignRight if wanted.from_right else Qt.AlignmentFlag.AlignLeft)
    if wanted.tab:
        option.setTabStopDistance(wanted.tab)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    if formats:
        layout.setFormats(list(formats))
    layout.beginLayout()
    top = 0.0
    lines = 0
    while lines < wanted.most and (piece := layout.createLine()).isValid():
        lines += 1
        piece.setLineWidth(wanted.width)
        height = max(wanted.line, ceil(piece.height()))
        piece.setPosition(QPointF(0, top + (height - piece.height()) / 2))
        top += height
    layout.endLayout()
    return layout, top, lines < wanted.most or _is_whole(layout, text)


def _is_whole(layout: QTextLayout, text: str) -> bool:
    last = layout.lineAt(layout.lineCount() - 1)
    return last.textStart() + last.textLength() >= utf16_length(text)


def pixel_size(font: QFont) -> int:
    """Return a font's size in logical pixels, however it was given."""
    return font.pixelSize() if font.pixelSize() > 0 else QFontInfo(font).pixelSize()


def colour_format(colour: str) -> QTextCharFormat:
    """Return the format of words in a colour."""
    made = QTextCharFormat()
    made.setForeground(QColor(colour))
    return made


def format_range(start: int, end: int, wanted: QTextCharFormat) -> QTextLayout.FormatRange:
    """Return a stretch of a layout in a format."""
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, end - start, wanted
    return made
