"""Which words of a text a spelling dictionary is asked about: prose, and nothing that is no word of any language.

Left out are code and addresses, whatever has digits or signs within it (file names, paths, ticket numbers, `#tags`, `:codes:`,
`@names`), abbreviations in capitals, and words such as `iPhone` that mix them.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from desktop.core.values import MESSAGE_CHARACTERS
from desktop.viewmodels import stretches

LONGEST_WORD = 40
_CHUNK = re.compile(r"\S+")
_EDGES = "*_~\"'“”‘’„«»()[]{}<>.,;:!?…¡¿-–—|"
_NO_PROSE = re.compile(r"[\d@#/\\_=<>+~*`^$%&|:]|\w\.\w")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*", re.UNICODE)
_MIXED = re.compile(r"[a-z][A-Z]|^[A-Z]{2,}s?$")
_POSSESSIVE = re.compile(r"['’][sS]$")


class Word(Struct, frozen=True):
    """A word, where it stands, in code points, and how a dictionary writes it."""

    start: int
    end: int
    text: str


def words(text: str) -> Iterator[Word]:
    """Return what a dictionary is asked about; of a text that is far too long for a message, nothing."""
    if len(text) > 2 * MESSAGE_CHARACTERS:
        return
    code = stretches.code(text)
    for chunk in _CHUNK.finditer(text):
        found = _words_in(chunk.group())
        if not found or (code and stretches.within(code, chunk.start())):
            continue
        for start, end, word in found:
            if not (code and stretches.within(code, chunk.start() + start)):
                yield Word(chunk.start() + start, chunk.start() + end, word)


@lru_cache(maxsize=8192)
def _words_in(chunk: str) -> tuple[tuple[int, int, str], ...]:
    """Return the words between two spaces, where they stand there and how a dictionary writes them."""
    left = len(chunk) - len(chunk.lstrip(_EDGES))
    bare = chunk.strip(_EDGES)
    if not bare or _NO_PROSE.search(bare) or chunk[max(0, left - 1) : left] == ":":
        return ()
    return tuple(
        (left + found.start(), left + found.end(), found.group().replace("’", "'"))
        for found in _WORD.finditer(bare)
        if 1 < len(found.group()) <= LONGEST_WORD and not _is_special(found.group())
    )


def is_name(word: str, names: frozenset[str]) -> bool:
    """Tell whether a word is one of some names, or what belongs to one; names are case folded."""
    folded = word.casefold()
    return folded in names or _POSSESSIVE.sub("", folded) in names


def _is_special(word: str) -> bool:
    """Tell whether capitals within a word say that it is no ordinary one."""
    return _MIXED.search(word) is not None or (word.isupper() and len(word) > 1)
