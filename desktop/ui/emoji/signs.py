"""How emoji are drawn: in which font, in the middle of their cell, and whether the installed fonts have them at all.

The first emoji of a program costs tens of milliseconds, as its font is looked for and read, each further one a fraction of one;
`warm` pays that piece by piece while nobody waits.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QGlyphRun, QImage, QPainter, QTextLayout

from desktop.ui.theme.theme import Style, Theme

_USUAL = "😀"
_SELECTORS = "\ufe0f"
_AT_ONCE = 4
"""Emoji that are drawn in one step of warming: together about a millisecond."""


def font(theme: Theme, pixels: int) -> QFont:
    """Return the font to draw emoji of that size; the system's colour emoji stand behind its letters."""
    chosen = theme.font(Style.MESSAGE)
    chosen.setPixelSize(pixels)
    return chosen


def paint(painter: QPainter, cell: QRectF, emoji: str, chosen: QFont) -> None:
    """Draw an emoji in the middle of a cell, whatever the font's lines are like."""
    family, pixels = chosen.family(), chosen.pixelSize()
    start = QPointF(_width(family, pixels, emoji) / 2, _middle(family, pixels))
    painter.setFont(chosen)
    painter.drawText(cell.center() - start, emoji)


def can_show(emoji: str) -> bool:
    """Tell whether the installed fonts have a picture for it, not only for the parts that it is joined of."""
    shown = _glyphs(emoji)
    if len(shown) != 1 or 0 in shown:
        return False
    first = emoji[0]
    # A flag of tags that the font does not know is the black flag that it begins with.
    return emoji.strip(_SELECTORS) == first or shown != _glyphs(first)


def warm(chosen: QFont, emoji: Iterable[str]) -> Iterator[None]:
    """Draw emoji where nobody sees them, some at each step, so that they are at hand when they are wanted."""
    canvas = QImage(2 * chosen.pixelSize(), 2 * chosen.pixelSize(), QImage.Format.Format_ARGB32_Premultiplied)
    for number, each in enumerate(emoji):
        painter = QPainter(canvas)
        paint(painter, QRectF(canvas.rect()), each, chosen)
        painter.end()
        if number % _AT_ONCE == 0:
            yield


@lru_cache(maxsize=16)
def _middle(family: str, pixels: int) -> float:
    """Return how far below the base line, above it as a rule, the middle of an emoji's picture lies."""
    return QFontMetricsF(_font(family, pixels)).tightBoundingRect(_USUAL).center().y()


@lru_cache(maxsize=4096)
def _width(family: str, pixels: int, emoji: str) -> float:
    return QFontMetricsF(_font(family, pixels)).horizontalAdvance(emoji)


def _font(family: str, pixels: int) -> QFont:
    chosen = QFont(family)
    chosen.setPixelSize(pixels)
    return chosen


def _glyphs(text: str) -> tuple[int, ...]:
    """Return the pictures that a text is drawn as, without those that are only there to be ignored."""
    layout = QTextLayout(text)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return tuple(glyph for run in layout.glyphRuns() for glyph in _visible(run))


def _visible(run: QGlyphRun) -> Iterator[int]:
    glyphs = run.glyphIndexes()
    advances = run.rawFont().advancesForGlyphIndexes(glyphs)
    return (glyph for glyph, advance in zip(glyphs, advances, strict=True) if glyph == 0 or advance.x() > 0)
