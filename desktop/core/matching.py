"""How text is compared when it is searched: one normal form for what is indexed and for what is typed, and where matches stand.

The normal form is folded (`folding`) and spaced so that an index of three characters each can answer any word, however short. It
begins with spaces; before each word there are two; signs of scripts that put no spaces between words (Chinese, Japanese, Korean,
Thai), emoji and other symbols have one on either side. So a word of one or two letters is found where a word begins with it, such
a sign anywhere, and three letters and more anywhere. How the text was spaced makes no difference.
"""

from collections.abc import Iterable

from desktop.core.folding import fold_once

GRAM = 3
"""Characters in each entry of the index."""
VERSION = 1
"""Counted up with every change of the normal form: what was indexed in another one is indexed anew."""


def normal(text: str) -> str:
    """Return the normal form of a text that is indexed."""
    return "  " + "  ".join(fold_once(text).split()) + " "


def needle(text: str) -> str:
    """Return what is looked for in normal forms to find a word or a phrase; empty where there is nothing to look for."""
    bare = "  ".join(fold_once(text).split())
    return bare if not bare or len(bare) >= GRAM else ("  " + bare)[-GRAM:]


def spans(text: str, needles: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Return where needles stand in a text as it is written: first character and that after the last, in order, not overlapping.

    A span covers whole characters as people see them.
    """
    folded = text.lower()
    found = []
    for each in needles:
        bare = each.strip()
        start = folded.find(bare)
        while bare and start >= 0:
            found.append((start, start + len(bare)))
            start = folded.find(bare, start + len(bare))
    return tuple(sorted(found))
