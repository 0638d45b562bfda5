"""Where, in a text that is being written, words are not prose: in code, in addresses.

Nobody is mentioned there, no `:code:` becomes an emoji, and nothing is misspelt. This looks at the source as it stands in the
field, half written as it may be; how a sent message looks is decided elsewhere. Offsets are code points, ends exclusive.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from desktop.viewmodels.message_text import links

Stretch = tuple[int, int]
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_TICKS = re.compile(r"`+")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def code(text: str) -> tuple[Stretch, ...]:
    """Return the code blocks, and the code within lines, marks included. A block that is not closed reaches to the end."""
    if "`" not in text and "~~~" not in text:
        return ()
    found: list[Stretch] = []
    prose = 0
    """Where the lines that are no code block began."""
    fence = ""
    opened = position = 0
    for line in text.splitlines(keepends=True):
        mark = _FENCE.match(line)
        if fence:
            if mark is not None and mark[1].startswith(fence) and not line[mark.end() :].strip():
                found.append((opened, position + len(line.rstrip("\n"))))
                fence, prose = "", position + len(line)
        elif mark is not None and "`" not in line[mark.end() :]:
            found += _within_lines(text, prose, position)
            fence, opened = mark[1], position
        position += len(line)
    if fence:
        found.append((opened, len(text)))
    else:
        found += _within_lines(text, prose, len(text))
    return tuple(found)


def addresses(text: str) -> tuple[Stretch, ...]:
    """Return the web and e-mail addresses."""
    found = [(link.start, link.end) for link in links(text)]
    if "@" in text:
        found += [match.span() for match in _MAIL.finditer(text)]
    return tuple(sorted(found))


def is_in_code(text: str, position: int) -> bool:
    """Tell whether a place is in code, or would be if what is opened before it on its line were closed."""
    if "`" not in text and "~~~" not in text:
        return False
    if within(code(text), position):
        return True
    line = text.rfind("\n", 0, position) + 1
    closed = _within_lines(text, line, position)
    after = closed[-1][1] if closed else line
    return "`" in text[after:position]


def within(stretches: Sequence[Stretch], position: int) -> bool:
    """Tell whether a place lies in one of some stretches, which are in order and apart."""
    at = bisect_right(stretches, position, key=lambda stretch: stretch[0]) - 1
    return at >= 0 and position < stretches[at][1]


def _within_lines(text: str, start: int, end: int) -> list[Stretch]:
    """Return the code within lines: from a run of backticks to the next run that is as long, in the same paragraph."""
    found: list[Stretch] = []
    for paragraph in re.finditer(r"(?:[^\n]+\n?)+", text[start:end]):
        base = start + paragraph.start()
        runs = [match.span() for match in _TICKS.finditer(paragraph.group())]
        closing: dict[int, int] = {}
        """For each length, the nearest run after the one that is looked at."""
        partner: list[int | None] = [None] * len(runs)
        for number in range(len(runs) - 1, -1, -1):
            length = runs[number][1] - runs[number][0]
            partner[number] = closing.get(length)
            closing[length] = number
        number = 0
        while number < len(runs):
            other = partner[number]
            if other is None:
                number += 1
            else:
                found.append((base + runs[number][0], base + runs[other][1]))
                number = other + 1
    return found
