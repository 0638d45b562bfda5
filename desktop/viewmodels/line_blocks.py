"""Which lines of a message belong together: paragraphs, quotes, lists and code, told by how each line begins.

A message is read line by line and no line is ever changed but for the marks at its start: a chat is not a document, in which line
breaks and empty lines mean little. Marks count where people mean them: a quote has a space after its sign, a numbered list
has at least two numbers that follow each other.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.viewmodels.marks import MOST_RUNS

DEEPEST = 4
"""Quotes within quotes, and lists within lists, that are told apart."""
MOST_LINES = 1_000
"""Lines outside code that are looked at; the rest is one paragraph."""
_QUOTE = re.compile(r" {0,3}>(?:[ \t]|(?=>)|$)")
_BULLET = re.compile(r"(\s*)([-*•◦▪])[ \t]+(?=\S)")
_NUMBER = re.compile(r"(\s*)(\d{1,9})([.)])[ \t]+(?=\S)")
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})[ \t]*([^`]*)\Z")
_LANGUAGE = re.compile(r"[A-Za-z][\w+#.-]{0,19}\Z|\Z")
_BEGINNINGS = re.compile(r"^[ \t]*(?:>|[-*•◦▪][ \t]|\d{1,9}[.)][ \t]|`{3}|~{3})", re.MULTILINE)
_INDENT = 2
"""So many spaces more than the item above stand for a list within it, or for another line of it."""
BULLETS = "•", "◦", "▪", "▪"


@dataclass(slots=True)
class Lines:
    """Lines that belong together, without the marks at their start."""

    kind: str
    """Of `markup.BlockKind`."""
    lines: list[str]
    quote: int = 0
    depth: int = 0
    marker: str = ""
    language: str = ""


def has_blocks(text: str) -> bool:
    """Tell whether a line of a text may be more than a paragraph's."""
    return _BEGINNINGS.search(text) is not None


def split(text: str) -> list[Lines]:
    """Return what a text consists of, in order."""
    lines = text.split("\n")
    return [block for block in _blocks(lines, 0, MOST_LINES) if block.lines]


def _blocks(lines: Sequence[str], quote: int, most: int) -> Iterator[Lines]:
    paragraph = Lines("paragraph", [], quote)
    at = 0
    indents: list[int] = []
    while at < len(lines):
        if at >= most:
            paragraph.lines += lines[at:]
            break
        end, found = _special(lines, at, quote, indents)
        if found is None:
            paragraph.lines.append(lines[at])
            at += 1
            indents.clear()
            continue
        if paragraph.lines:
            yield paragraph
            paragraph = Lines("paragraph", [], quote)
        yield from found
        at = end
    if paragraph.lines:
        yield paragraph


def _special(
    lines: Sequence[str], at: int, quote: int, indents: list[int]
) -> tuple[int, Sequence[Lines] | None]:
    """Return what begins at a line, and where it ends; None if it is a line as any other."""
    line = lines[at]
    sign = line.lstrip()[:1]
    if sign in {"`", "~"} and (fence := _FENCE.match(line)):
        return _code(lines, at, quote, fence)
    if sign == ">" and quote < DEEPEST and _QUOTE.match(line):
        return _quoted(lines, at, quote)
    if sign and (item := _item(lines, at, indents)) is not None:
        end, block = item
        block.quote = quote
        return end, (block,)
    return at, None


def _code(
    lines: Sequence[str], at: int, quote: int, fence: re.Match[str]
) -> tuple[int, Sequence[Lines] | None]:
    """Return the lines between two fences, or from one to the end. What follows the first is its language if it is one word."""
    marks, rest = fence[1], fence[2].rstrip()
    is_language = _LANGUAGE.match(rest) is not None
    if marks[0] == "~" and not is_language:
        return at, None
    inside = [] if is_language else [rest]
    end = at + 1
    while end < len(lines):
        line = lines[end].rstrip()
        end += 1
        if line.endswith(marks):
            before = line.rstrip(marks[0])
            inside += [before] if before.strip() else []
            break
        inside.append(lines[end - 1])
    if not any(line.strip() for line in inside):
        return at, None
    return end, (Lines("code", inside, quote, language=rest.lower() if is_language else ""),)


def _quoted(lines: Sequence[str], at: int, quote: int) -> tuple[int, Sequence[Lines]]:
    end = at
    inside = []
    while end < len(lines) and (found := _QUOTE.match(lines[end])):
        inside.append(lines[end][found.end() :])
        end += 1
    return end, tuple(_blocks(inside, quote + 1, MOST_RUNS))


def _item(lines: Sequence[str], at: int, indents: list[int]) -> tuple[int, Lines] | None:
    """Return an item of a list with the lines that are indented under it; `indents` are those of the lists it may stand in."""
    line = lines[at]
    bullet = _BULLET.match(line)
    found = bullet or _NUMBER.match(line)
    if found is None or (bullet is None and not indents and not _goes_on(lines, at, found)):
        return None
    indent = len(found[1].expandtabs(4))
    while indents and indent < indents[-1]:
        indents.pop()
    if not indents or indent >= indents[-1] + _INDENT:
        indents.append(indent)
    depth = min(len(indents), DEEPEST)
    marker = BULLETS[depth - 1] if bullet else f"{found[2]}{found[3]}"
    block = Lines("item", [line[found.end() :]], depth=depth, marker=marker)
    end = at + 1
    while end < len(lines) and _continues(lines[end], indent):
        block.lines.append(lines[end].lstrip())
        end += 1
    return end, block


def _goes_on(lines: Sequence[str], at: int, first: re.Match[str]) -> bool:
    """Tell whether the next number comes after this one: one alone may be a date, or the end of a sentence."""
    for line in lines[at + 1 :]:
        after = _NUMBER.match(line)
        if after is not None:
            return int(after[2]) in {int(first[2]), int(first[2]) + 1}
        if not line.startswith(" " * _INDENT):
            return False
    return False


def _continues(line: str, indent: int) -> bool:
    if not line.strip() or _BULLET.match(line) or _NUMBER.match(line) or _FENCE.match(line):
        return False
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip()) >= indent + _INDENT
