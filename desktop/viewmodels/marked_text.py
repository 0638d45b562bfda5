"""A text of one line and the stretches of it that are highlighted, as what was searched for stands in them.

All offsets are code points. Cutting never leaves half of what people see as one character.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from PySide6.QtCore import QTextBoundaryFinder

from desktop.core.matching import spans
from desktop.viewmodels.isolates import isolated
from desktop.viewmodels.message_text import code_point_offset, utf16_offset

ELLIPSIS = "…"
_NEAR = 50
"""Characters within which two matches can be read together."""
_MOST_MARKS = 40
"""Marks that are looked at."""
_REACH = 24
"""So many characters beyond a place a better one to cut at is looked for."""


class Marked(Struct, frozen=True):
    """A text and what of it is highlighted."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    """First character and that after the last, in order, not overlapping."""

    def slice(self, start: int, end: int) -> "Marked":
        """Return the part between two places."""
        inside = ((max(first, start), min(last, end)) for first, last in self.marks)
        marks = tuple((first - start, last - start) for first, last in inside if first < last)
        return Marked(self.text[start:end], marks)

    def behind(self, prefix: str) -> "Marked":
        """Return it with other words before it."""
        by = len(prefix)
        return Marked(prefix + self.text, tuple((start + by, end + by) for start, end in self.marks))

    def isolated(self) -> "Marked":
        """Return it so that its direction is no matter to what stands around it."""
        around = isolated("")
        inside = self.behind(around[0])
        return Marked(inside.text + around[1], inside.marks)

    @property
    def best(self) -> tuple[int, int]:
        """Return the first of those marks that stand close together and cover most: where several words are, say, and not one."""
        found, most = (0, 0), 0
        for at, (start, end) in enumerate(self.marks):
            near = (last - first for first, last in self.marks[at:] if last <= start + _NEAR)
            if (covered := sum(near)) > most:
                found, most = (start, end), covered
        return found

    def cut(self, before: int) -> "Marked":
        """Return it from shortly before what is highlighted best, where a word begins: `…the extra cost appears`."""
        first = self.best[0]
        if first <= before + len(ELLIPSIS):
            return self
        start = _word_from(self.text, first - before, first)
        return self.slice(start, len(self.text)).behind(ELLIPSIS)

    def no_longer_than(self, most: int) -> "Marked":
        """Return the first characters of a text that is longer than anybody could see."""
        if len(self.text) <= most:
            return self
        return self.slice(0, _character_from(self.text, most - _REACH, most))


def marked(text: str, needles: Sequence[str]) -> Marked:
    """Return a text on one line with all that was searched for highlighted."""
    line = " ".join(text.split())
    return Marked(line, spans(line, needles)[:_MOST_MARKS] if needles else ())


def placed(sentence: str, values: Iterable[Marked]) -> Marked:
    """Return a translated sentence with `%1`, `%2` … filled, highlighted as they are."""
    text, marks = "", []
    given = list(values)
    while sentence:
        before, sign, sentence = sentence.partition("%")
        text += before
        number = int(sentence[0]) if sentence[:1].isdecimal() else 0
        if not 1 <= number <= len(given):
            text += sign
            continue
        value = given[number - 1]
        marks += [(start + len(text), end + len(text)) for start, end in value.marks]
        text += value.text
        sentence = sentence[1:]
    return Marked(text, tuple(sorted(marks)))


def _word_from(text: str, start: int, end: int) -> int:
    """Return where the first word begins between two places; without one, where a character does."""
    if text[start - 1].isspace():
        return start
    space = text.find(" ", start, end)
    return space + 1 if space >= 0 else _character_from(text, start, end)


def _character_from(text: str, start: int, end: int) -> int:
    """Return the first place between two at which what people see as one character begins."""
    base = max(0, start - _REACH)
    window = text[base : end + _REACH]
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, window)
    finder.setPosition(utf16_offset(window, start - base))
    if not finder.isAtBoundary():
        finder.toNextBoundary()
    found = finder.position()
    return end if found < 0 else min(end, base + code_point_offset(window, found))
