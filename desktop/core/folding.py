"""Comparing what people type with what things are called: regardless of case, accents, and the order of words."""

import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart, though people type them without their stroke or dot.
_PLAIN = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th", "ŧ": "t"}
)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return `text` as it is compared, case folded and bare: `Yılmaz`, `YILMAZ` and `yilmaz` are one. It is kept."""
    return fold_once(text)


def fold_once(text: str) -> str:
    """Return `text` as it is compared, without keeping it: for what is long, and folded but once."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(character for character in apart if not unicodedata.combining(character))
    return unicodedata.normalize("NFC", bare.translate(_PLAIN))


def words(query: str) -> tuple[str, ...]:
    """Return the folded words of a query, each of which must be found."""
    return tuple(fold(query).split())


def holds(folded: str, query_words: tuple[str, ...]) -> bool:
    """Whether every word of a query stands somewhere in a folded text, in any order."""
    return all(word in folded for word in query_words)


def begins(folded: str, query_words: tuple[str, ...]) -> bool:
    """Whether every word of a query begins a word of a folded text: a better match than `holds`."""
    starts = folded.split()
    return all(any(start.startswith(word) for start in starts) for word in query_words)
