"""The small Markdown subset of messages: from what somebody wrote to the text that is shown, and how each stretch of it looks.

HTML means nothing here, and nothing is loaded because a text names it: what is not part of the subset is shown as it was typed.
All offsets are code points of the shown text, in which the marks themselves are left out.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from enum import IntFlag, StrEnum
from functools import lru_cache

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from desktop.core.values import UserId
from desktop.viewmodels import line_blocks, marks
from desktop.viewmodels.cleaning import clean, clean_name
from desktop.viewmodels.message_text import is_big_emoji, links

LONGEST = 16_000
"""Characters that are shown of what no server of ours lets through."""
LONGEST_PREVIEW = 400
"""Characters that are looked at for one line."""
MOST_MARKED = 400
"""Lines with marks, and stretches between marks, that are looked for; in the lines after them all stays as it was typed."""
_MARKS = re.compile("[*_~`]")


class Tone(IntFlag):
    """How a stretch of a text stands out; several may hold at once."""

    BOLD = 1
    ITALIC = 2
    STRIKE = 4
    CODE = 8
    LINK = 16
    MENTION = 32
    MENTION_OF_ME = 64


class Span(Struct, frozen=True):
    """A stretch of the shown text that stands out."""

    start: int
    end: int
    tone: Tone
    target: str = ""
    """Where a link leads."""
    user: UserId | None = None
    """Who is mentioned."""


class BlockKind(StrEnum):
    """What a block of text is."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    CODE = "code"


class Block(Struct, frozen=True):
    """A stretch of whole lines of the shown text. Blocks follow each other; the line break between two belongs to neither."""

    start: int
    end: int
    kind: BlockKind = BlockKind.PARAGRAPH
    quote: int = 0
    """How many quotes it stands in."""
    depth: int = 0
    """Of an item: how many lists it stands in, its own included."""
    marker: str = ""
    """What stands before an item, as it is shown: a bullet, or its number. No part of the shown text."""
    language: str = ""
    """Of code: what it was said to be."""


class Shown(Struct, frozen=True):
    """A message's text as it is shown."""

    text: str
    blocks: tuple[Block, ...]
    """At least one, unless the text is empty."""
    spans: tuple[Span, ...] = ()
    """In order of their start. They may overlap."""
    big: bool = False
    """It is one to three emoji and nothing else."""


Mention = tuple[UserId, str]
"""Who is mentioned, and a name by which they may be; of one that several have, the first is meant."""


@lru_cache(maxsize=1024)
def shown(source: str, mentions: tuple[Mention, ...] = (), me: UserId | None = None) -> Shown:
    """Return how a text is shown to the user `me`. It costs next to nothing for one without any marks, as most are."""
    if len(source) > LONGEST:
        source = f"{source[:LONGEST]}…"
    text = clean(source)
    if not text:
        return Shown("", ())
    spans: list[Span] = []
    blocks: tuple[Block, ...] = (Block(0, len(text)),)
    if _MARKS.search(text) or line_blocks.has_blocks(text):
        text, blocks, spans = _read(line_blocks.split(text))
    is_code = [(b.start, b.end) for b in blocks if b.kind is BlockKind.CODE]
    is_code += [(span.start, span.end) for span in spans if span.tone is Tone.CODE]
    is_code.sort()
    spans += _outside(is_code, _links(text))
    if mentions and "@" in text:
        spans += _outside(is_code, _mentions(text, mentions, me))
    return Shown(text, blocks, tuple(sorted(spans, key=lambda span: span.start)), is_big_emoji(text))


@lru_cache(maxsize=1024)
def plain(source: str) -> str:
    """Return a text on one line and without marks, as far as a line could show it."""
    text = clean(source[:LONGEST_PREVIEW])
    if _MARKS.search(text) or line_blocks.has_blocks(text):
        text, blocks, _ = _read(line_blocks.split(text))
        text = " ".join(f"{block.marker} {text[block.start : block.end]}" for block in blocks)
    return " ".join(text.split())


def spoken(text: str, blocks: Sequence[Block]) -> str:
    """Return a shown text for who listens: what only its look would say is said in words."""
    if not any(block.quote or block.marker or block.kind is BlockKind.CODE for block in blocks):
        return text
    said = []
    in_quote = False
    for block in blocks:
        words = text[block.start : block.end]
        if block.marker[:1].isdigit():
            words = f"{block.marker} {words}"
        if block.kind is BlockKind.CODE:
            words = _tr("Code: %1").replace("%1", words)
        if block.quote and not in_quote:
            words = _tr("Quote: %1").replace("%1", words)
        elif in_quote and not block.quote:
            words = _tr("End of quote. %1").replace("%1", words)
        in_quote = block.quote > 0
        said.append(words)
    return "\n".join(said)


def stretch(text: str, blocks: Sequence[Block], start: int, end: int) -> str:
    """Return a stretch of a shown text as it is copied: with bullets, numbers and quotes where it reaches over several blocks."""
    chosen = [block for block in blocks if block.start < end and start < block.end]
    if len(chosen) <= 1:
        return text[start:end]
    copied = []
    for block in chosen:
        lines = text[max(start, block.start) : min(end, block.end)].split("\n")
        whole = block.start >= start
        indent = "  " * max(0, block.depth - 1)
        first = f"{indent}{block.marker} " if block.marker and whole else ""
        under = f"{indent}  " if block.marker else ""
        quote = "> " * block.quote
        copied += [
            (quote if number or whole else "") + (under if number else first) + line
            for number, line in enumerate(lines)
        ]
    return "\n".join(copied)


def _read(found: Iterable[line_blocks.Lines]) -> tuple[str, tuple[Block, ...], list[Span]]:
    """Return the text without its marks, what it consists of, and which stretches of it stand out."""
    parts: list[str] = []
    blocks: list[Block] = []
    spans: list[Span] = []
    at = marked = 0
    for lines in found:
        start = at
        for line in lines.lines:
            words, stretches = line, list[marks.Stretch]()
            if lines.kind != BlockKind.CODE and marked < MOST_MARKED and _MARKS.search(line):
                words, stretches = marks.read(line)
                marked += 1 + len(stretches)
            spans += [Span(at + begin, at + end, Tone(tone)) for begin, end, tone in stretches]
            parts.append(words)
            at += len(words) + 1
        kind = BlockKind(lines.kind)
        blocks.append(Block(start, at - 1, kind, lines.quote, lines.depth, lines.marker, lines.language))
    return "\n".join(parts), tuple(blocks), spans


def _links(text: str) -> list[Span]:
    return [Span(link.start, link.end, Tone.LINK, target=link.target) for link in links(text)]


def _mentions(text: str, mentions: Sequence[Mention], me: UserId | None) -> list[Span]:
    """Return where people are named with an @ before it. Who has the longer name is looked for first: "Ana" begins "Ana Lima"."""
    named = {f"@{clean_name(name)}": user for user, name in reversed(mentions)}
    named.pop("@", None)
    if not named:
        return []
    called = "|".join(re.escape(name) for name in sorted(named, key=len, reverse=True))
    found = re.finditer(rf"(?<!\w)(?:{called})(?!\w)", text)
    return [_mention(match, named[match.group()], me) for match in found]


def _mention(found: re.Match[str], user: UserId, me: UserId | None) -> Span:
    tone = Tone.MENTION_OF_ME if user == me else Tone.MENTION
    return Span(found.start(), found.end(), tone, user=user)


def _outside(areas: Sequence[tuple[int, int]], spans: Sequence[Span]) -> Sequence[Span]:
    """Return the spans that touch none of the areas, which are in order and apart."""
    if not areas:
        return spans
    starts = [start for start, _ in areas]

    def is_outside(span: Span) -> bool:
        before = bisect_left(starts, span.end) - 1
        return before < 0 or areas[before][1] <= span.start

    return [span for span in spans if is_outside(span)]


def _tr(text: str) -> str:
    return QCoreApplication.translate("markup", text)
