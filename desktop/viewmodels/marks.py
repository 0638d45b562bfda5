r"""Bold, italic, struck and code within one line: reads the marks as CommonMark does, with the exceptions a chat needs.

Not a library's work: this has to be there for the first look at the chat list, and one takes 60 ms to be imported. What differs
from CommonMark, since people type names of files and sums and not documents: a mark between two letters or digits means nothing
(2*3*4, snake_case), neither do two underscores (__init__), there are no escapes (C:\_new), and an address
is never torn apart. `tests/desktop/viewmodels/test_marks.py` compares the rest with a full reader.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from unicodedata import category

from desktop.viewmodels.message_text import links

BOLD, ITALIC, STRIKE, CODE = 1, 2, 4, 8
"""The values of `markup.Tone`."""
Stretch = tuple[int, int, int]
"""Start, end and how it looks."""
MOST_RUNS = 300
"""Marks in one line that are looked at; a line of more is no text that somebody marked up."""
FARTHEST = 30
"""Beginnings that an end looks back for."""
_MARK = re.compile(r"[*_~`]")
_CODE_MARK = re.compile(r"`+")
_RUN = re.compile(r"\*+|_+|~+")
_LENGTHS = {"*": (1, 2, 3), "_": (1,), "~": (2,)}
"""How long a run of each mark may be to mean something."""
_WIDE = "\u2e80"
"""From here on scripts are written without spaces: there a mark between two letters is meant."""


@dataclass(slots=True)
class _Run:
    """Marks of one kind that follow each other, as many as are not used yet."""

    mark: str
    start: int
    end: int
    opens: bool
    closes: bool
    length: int
    """As it was written."""

    @property
    def left(self) -> int:
        return self.end - self.start


def read(line: str) -> tuple[str, list[Stretch]]:
    """Return what is shown of a line, and which stretches of it stand out."""
    if not _MARK.search(line):
        return line, []
    codes = _codes(line)
    removed = [edge for code in codes for edge in code[:2]]
    stretches = [(code[0][1], code[1][0], CODE) for code in codes]
    kept_out = [(code[0][0], code[1][1]) for code in codes] + [(link.start, link.end) for link in links(line)]
    runs = _runs(line, sorted(kept_out))
    if len(runs) <= MOST_RUNS:
        _match(runs, removed, stretches)
    if not removed:
        return line, []
    return _without(line, sorted(removed), stretches)


def _codes(line: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return what is taken away at either end of each piece of code: its marks, and a space within them."""
    marks = [found.span() for found in _CODE_MARK.finditer(line)]
    last_of_length = {end - start: number for number, (start, end) in enumerate(marks)}
    found: list[tuple[tuple[int, int], tuple[int, int]]] = []
    number = 0
    while number < len(marks) and len(found) < MOST_RUNS:
        start, end = marks[number]
        number += 1
        if last_of_length[end - start] < number:
            continue
        close = number
        while marks[close][1] - marks[close][0] != end - start:
            close += 1
        stop, after = marks[close]
        number = close + 1
        inside = line[end:stop]
        padded = len(inside) > 2 and inside[0] == inside[-1] == " " and bool(inside.strip(" "))  # noqa: PLR2004 - a space at either end
        found.append(((start, end + padded), (stop - padded, after)))
    return found


def _runs(line: str, kept_out: list[tuple[int, int]]) -> list[_Run]:
    """Return the marks that may begin or end something, those within code and addresses left out."""
    starts = [start for start, _ in kept_out]
    found: list[_Run] = []
    for match in _RUN.finditer(line):
        start, end = match.span()
        at = bisect_right(starts, start) - 1
        mark = line[start]
        if (at >= 0 and start < kept_out[at][1]) or end - start not in _LENGTHS[mark]:
            continue
        opens, closes = _reach(line[start - 1 : start] if start else "", line[end : end + 1])
        if opens or closes:
            found.append(_Run(mark, start, end, opens, closes, end - start))
            if len(found) > MOST_RUNS:
                break
    return found


def _reach(before: str, after: str) -> tuple[bool, bool]:
    """Return whether marks between two characters can begin something, and whether they can end it."""
    if before.isalnum() and after.isalnum() and before < _WIDE and after < _WIDE:
        return False, False
    space_before, space_after = not before or before.isspace(), not after or after.isspace()
    sign_before, sign_after = _is_sign(before), _is_sign(after)
    opens = not space_after and (not sign_after or space_before or sign_before)
    closes = not space_before and (not sign_before or space_after or sign_after)
    return opens, closes


def _is_sign(character: str) -> bool:
    return bool(character) and category(character)[0] in "PS"


def _match(runs: list[_Run], removed: list[tuple[int, int]], stretches: list[Stretch]) -> None:
    """Find what belongs together: each end looks back for the nearest beginning."""
    open_runs: list[_Run] = []
    for run in runs:
        while run.closes and run.left:
            nearest = range(len(open_runs) - 1, max(-1, len(open_runs) - 1 - FARTHEST), -1)
            at = next((i for i in nearest if _fit(open_runs[i], run)), None)
            if at is None:
                break
            opener = open_runs[at]
            used = min(2, opener.left, run.left)
            tone = STRIKE if run.mark == "~" else BOLD if used == 2 else ITALIC  # noqa: PLR2004 - two marks
            stretches.append((opener.end, run.start, tone))
            removed += [(opener.end - used, opener.end), (run.start, run.start + used)]
            opener.end -= used
            run.start += used
            del open_runs[at + bool(opener.left) :]
        if run.opens and run.left:
            open_runs.append(run)


def _fit(opener: _Run, closer: _Run) -> bool:
    """Tell whether two runs belong together. A run that could do both fits only some others, so that **a*b** stays whole."""
    if opener.mark != closer.mark:
        return False
    ambiguous = opener.closes or closer.opens
    return (
        not ambiguous
        or (opener.length + closer.length) % 3 != 0
        or opener.length % 3 == closer.length % 3 == 0
    )


def _without(
    line: str, removed: list[tuple[int, int]], stretches: list[Stretch]
) -> tuple[str, list[Stretch]]:
    """Take the marks out; what stands after them moves."""
    starts = [start for start, _ in removed]
    gone = [0, *accumulate(end - start for start, end in removed)]

    def moved(place: int) -> int:
        return place - gone[bisect_right(starts, place - 1)]

    kept = []
    at = 0
    for start, end in removed:
        kept.append(line[at:start])
        at = end
    kept.append(line[at:])
    shown = [(moved(start), moved(end), tone) for start, end, tone in stretches]
    return "".join(kept), sorted(stretch for stretch in shown if stretch[0] < stretch[1])
