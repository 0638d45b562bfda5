"""Setting the marks of bold, italic, struck out and code around what is selected, and taking them away again."""

from enum import StrEnum

from msgspec import Struct


class Mark(StrEnum):
    """What stands before and after what is emphasised."""

    BOLD = "**"
    ITALIC = "*"
    STRIKE = "~~"
    CODE = "`"


class Toggled(Struct, frozen=True):
    """A stretch of the text and what is to stand there, and what of the whole is selected then; in code points."""

    start: int
    end: int
    text: str
    select_from: int
    select_to: int


def toggled(text: str, start: int, end: int, mark: Mark) -> Toggled:
    """Return how a mark is set around a selection, or taken away where it is there; without selection the caret is between two.

    Space at the edges of the selection stays outside: next to it the marks would mean nothing.
    """
    chosen = text[start:end]
    if chosen.strip():
        start, end = start + len(chosen) - len(chosen.lstrip()), end - len(chosen) + len(chosen.rstrip())
    width = len(mark)
    inner = text[start:end]
    if _marked(text[:start], text[end:], mark):
        return Toggled(start - width, end + width, inner, start - width, end - width)
    bare = inner[width : len(inner) - width]
    if bare and _ends_with(inner, mark):
        return Toggled(start, end, bare, start, start + len(bare))
    return Toggled(start, end, f"{mark}{inner}{mark}", start + width, end + width)


def _marked(before: str, after: str, mark: Mark) -> bool:
    """Tell whether a mark stands on both sides: of `***` one is italic and two are bold."""
    left = len(before) - len(before.rstrip(mark[0]))
    right = len(after) - len(after.lstrip(mark[0]))
    return _holds(min(left, right), mark)


def _ends_with(inner: str, mark: Mark) -> bool:
    """Tell whether a mark stands at both edges of what is selected."""
    left = len(inner) - len(inner.lstrip(mark[0]))
    right = len(inner) - len(inner.rstrip(mark[0]))
    return _holds(min(left, right), mark)


def _holds(signs: int, mark: Mark) -> bool:
    if mark is Mark.ITALIC:
        return signs % 2 == 1
    return signs >= len(mark)
