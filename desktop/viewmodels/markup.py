"""The small Markdown subset of messages: from what somebody wrote to the text that is shown, and how each stretch of it looks.

HTML means nothing here, and nothing is loaded because a text names it: what is not part of the subset is shown as it was typed.
All offsets are code points of the shown text, in which the marks themselves are left out.
"""

from enum import IntFlag, StrEnum

from msgspec import Struct

from desktop.core.values import UserId


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
