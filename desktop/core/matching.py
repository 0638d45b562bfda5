"""How text is compared when it is searched: one normal form for what is indexed and for what is typed, and where matches stand.

The normal form is folded (`folding`) and spaced so that an index of three characters each can answer any word, however short. It
begins with two spaces; before each word there are two; signs of scripts that put no spaces between words (Chinese, Japanese,
Thai, and Korean too), emoji and other symbols have one on either side. So a word of one or two letters is found where a word
begins with it, such a sign anywhere, and three letters and more anywhere. How the text was spaced makes no difference, nor do
marks of formatting.

What stands between two characters depends on these two and the spaces between them alone. So the form of a part of a text is part
of the form of the whole, which is all that finding it needs.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate

from desktop.core.folding import fold_once, is_sign

GRAM = 3
"""Characters in each entry of the index."""
VERSION = 1
"""Counted up with every change of the normal form: what was indexed in another one is indexed anew."""

_KEPT = 1 << 16
"""Characters of which is kept what they become."""
_FORMATTING = "*_~`"
# Of scripts written without spaces between words, or, as Korean, searched by their signs: Hangul, Thai, Lao, Tibetan, Burmese,
# Khmer, Chinese, kana, bopomofo. The last planes hold rare Chinese signs.
_DENSE = re.compile(
    "[\u0e00-\u109f\u1100-\u11ff\u1780-\u17ff\u19e0-\u19ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u303f\u3040-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\ua9e0-\ua9ff\uaa60-\uaa7f\uac00-\ud7ff\uf900-\ufaff"
    "\U0001aff0-\U0001b16f\U00020000-\U0003ffff]"
)
# What is known of two neighbours while a text is spaced: control characters, which are no part of a normal form.
_BEFORE_DENSE, _AFTER_DENSE, _BEFORE_POINT, _AFTER_POINT, _SPACE = "\x01", "\x02", "\x03", "\x04", "\x05"
_BETWEEN = re.compile("\x05?[\x01-\x04]+\x05?[\x01-\x04]*")
# In ASCII alone: a letter or digit right after punctuation begins a word.
_BEGINNING = re.compile(r"(?<=[^a-z0-9 ])(?=[a-z0-9])")
_PLAIN = {code: " " if chr(code).isspace() else None for code in range(32)} | dict.fromkeys(
    [127, *map(ord, _FORMATTING)]
)
_UNSPACED = "".join(chr(code) for code in range(128) if code not in _PLAIN and code != ord(" "))
# For each ASCII character, whether it is one of the normal form's characters.
_COUNTED = bytes(chr(code) in _UNSPACED for code in range(256))
_JOINER = "\u200d"


class _Spacing(dict[int, str | int | None]):
    """What is written for a folded character until its neighbours are known: a table for `str.translate`."""

    def __missing__(self, code: int) -> str | int | None:
        entry = self._entry(code)
        if len(self) < _KEPT:
            self[code] = entry
        return entry

    @staticmethod
    def _entry(code: int) -> str | int | None:
        character = chr(code)
        if character.isspace():
            return " "
        category = unicodedata.category(character)
        if category == "Cc" or character in _FORMATTING:
            return None
        if _is_dense(character):
            return f"{_BEFORE_DENSE}{character}{_AFTER_DENSE}"
        if category[0] in "PS":
            return f"{_BEFORE_POINT}{character}{_AFTER_POINT}"
        return code


class _Counts(dict[str, int]):
    """How many characters each character of a text as it is written brings into its normal form, spaces apart."""

    def __missing__(self, written: str) -> int:
        count = len(_spaced(fold_once(written)).replace(" ", ""))
        if len(self) < _KEPT:
            self[written] = count
        return count


def normal(text: str) -> str:
    """Return the normal form of a text that is indexed; empty where there is nothing to find in it."""
    spaced = _spaced(fold_once(text))
    return f"  {spaced} " if spaced else ""


def needle(text: str) -> str:
    """Return what is looked for in normal forms to find a word or a phrase; empty where there is nothing to look for.

    One punctuation mark by itself is nothing to look for: it would be found only where no word is before it.
    """
    spaced = _spaced(fold_once(text))
    if len(spaced) == 1 and _is_dense(spaced):
        return f" {spaced} "
    if len(spaced) == 1 and unicodedata.category(spaced)[0] in "PS":
        return ""
    return spaced if len(spaced) >= GRAM or not spaced else ("  " + spaced)[-GRAM:]


def holds(normal_form: str, needles: Iterable[str]) -> bool:
    """Whether all needles stand in a text's normal form."""
    return all(each in normal_form for each in needles)


def spans(text: str, needles: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Return where needles stand in a text as it is written: first character and that after the last, in order, not touching.

    Positions count characters as Python does, not UTF-16. A span covers whole characters as people see them: a letter with all
    its accents, a ligature, an emoji with its tone of skin.
    """
    form = normal(text)
    found = sorted(place for each in needles if each.strip() for place in _places(form, each))
    if not found:
        return ()
    ends = list(accumulate(_counts(text, len(form) - form.count(" "))))
    joined: list[tuple[int, int]] = []
    for first, last in found:
        start, end = _whole(text, bisect_right(ends, first), bisect_right(ends, last - 1) + 1)
        if joined and start <= joined[-1][1]:
            start, before = joined.pop()
            end = max(end, before)
        joined.append((start, end))
    return tuple(joined)


def _is_dense(character: str) -> bool:
    """Whether it is a sign that is found by itself, wherever it stands."""
    if character == _JOINER or is_sign(character):
        return True
    return unicodedata.category(character)[0] in "LMN" and bool(_DENSE.match(character))


def _spaced(folded: str) -> str:
    """Return a folded text as the normal form spaces it, without the outer spaces."""
    if folded.isascii():
        return _BEGINNING.sub("  ", "  ".join(folded.translate(_PLAIN).split()))
    marked = _SPACE.join(folded.translate(_SPACING).split())
    for apart in (_AFTER_DENSE + _BEFORE_DENSE, _AFTER_DENSE + _SPACE + _BEFORE_DENSE):
        marked = marked.replace(apart, " ")
    return _BETWEEN.sub(_between, marked).replace(_SPACE, "  ").strip(" ")


def _between(match: re.Match[str]) -> str:
    """Return the spaces between two characters, from what is known about them and whether there were spaces."""
    known = match[0]
    if _BEFORE_DENSE in known or (_AFTER_DENSE in known and _BEFORE_POINT in known):
        return " "
    return "" if _BEFORE_POINT in known and _SPACE not in known else "  "


def _places(form: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Yield where a needle stands in a normal form, first character and that after the last, joined, not counting spaces."""
    bare = wanted.strip(" ")
    lead, length = wanted.index(bare), len(bare.replace(" ", ""))
    at, counted, spaces, first, end = form.find(wanted), 0, 0, 0, 0
    while at >= 0:
        spaces += form.count(" ", counted, at + lead)
        counted = at + lead
        start = counted - spaces
        if start > end:
            if end:
                yield first, end
            first = start
        end = start + length
        at = form.find(wanted, at + 1)
    if end:
        yield first, end


def _counts(text: str, total: int) -> Iterable[int]:
    """Return how many of its normal form's characters begin with each character of a text; all together they are `total`."""
    if text.isascii():
        return text.encode("ascii").translate(_COUNTED)
    counts = list(map(_COUNTS.__getitem__, text))
    if sum(counts) == total:
        return counts
    # Some characters make one together, such as the parts of a Hangul syllable: they are its first one's.
    starts = [at for at in range(len(text)) if not at or not _continues(text, at)]
    counts = [0] * len(text)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        counts[start] = _COUNTS[text[start:end]]
    return counts


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span widened to whole characters as people see them."""
    while start > 0 and _continues(text, start):
        start -= 1
    while end < len(text) and _continues(text, end):
        end += 1
    return start, end


def _continues(text: str, at: int) -> bool:
    """Whether the character there belongs to the one before it, to people's eyes."""
    character = text[at]
    if character.isascii():
        return False
    if _is_part(character):
        return True
    if _FLAG.match(character):
        return (at - len(text[:at].rstrip(_FLAGS))) % 2 == 1
    if not is_sign(character):
        return False
    while at > 0 and text[at - 1] != _JOINER and not fold_once(text[at - 1]):
        at -= 1
    return at > 0 and text[at - 1] == _JOINER


@lru_cache(maxsize=4096)
def _is_part(character: str) -> bool:
    """Whether a character is part of the one before it, whatever that is: a mark, or what is left out."""
    return (
        bool(_CONTINUING.match(character))
        or unicodedata.category(character)[0] == "M"
        or not fold_once(character)
    )


# Vowels and ends of Hangul syllables, vowels of Thai and Lao, sound marks of kana, tones of skin, and the joiner of emoji.
_CONTINUING = re.compile(
    "[\u1160-\u11ff\ud7b0-\ud7ff\u0e33\u0eb3\u309b\u309c\uff9e\uff9f\U0001f3fb-\U0001f3ff\u200d]"
)
# Two letters make a flag.
_FLAGS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
_FLAG = re.compile(f"[{_FLAGS}]")
_SPACING = _Spacing()
_COUNTS = _Counts()
