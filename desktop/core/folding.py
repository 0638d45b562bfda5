"""Comparing what people type with what things are called: regardless of case, accents, and the order of words.

Each character is folded by itself, whatever stands beside it, and what was folded is kept in a table, so that a long text costs
little more than looking its characters up. Only then are the parts of Hangul syllables and the sound marks of kana put together
again. So a text folded in two pieces is the same as folded at once, unless it was cut within what people see as one character.
"""

import re
import unicodedata
from functools import lru_cache

_KEPT = 1 << 16
"""Characters whose folding is kept: more than anybody's chats have, and an end to it."""

# What Unicode does not take apart, though people type it without its stroke or dot, or in another shape.
_PLAIN = (
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th", "ŧ": "t"}
    # Arabic and Persian: the stroke that only lengthens, forms of alef, yeh, kaf and heh; all digits are folded below.
    | {
        "ـ": "",
        "ٱ": "ا",
        "ٲ": "ا",
        "ٳ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ة": "ه",
        "ہ": "ه",
        "ۃ": "ه",
        "ە": "ه",
        "ھ": "ه",
    }
    # Hebrew: letters at the end of a word, and the ligatures of Yiddish.
    | {"ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ", "װ": "וו", "ױ": "וי", "ײ": "יי"}
    # Punctuation that keyboards and word processors write differently.
    | dict.fromkeys("‘’‚‛ʼ´′׳", "'")
    | dict.fromkeys("“”„‟″״", '"')
    | dict.fromkeys("‐‑‒–—―−־", "-")
    | {"⁄": "/"}
    # Sound marks of kana that stand by themselves belong to the sign before them.
    | {"\u309b": "\u3099", "\u309c": "\u309a"}
)
# Characters that are seen as nothing though they are letters or marks to Unicode, what is no character, and all above its planes
# of text: tags, variants, private use.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\ufdd0-\ufdef\ufe00-\ufe0f\uffa0\ufffe\uffff\U000e0000-\U0010ffff]"
)
# Combining classes of what people leave out who type in a hurry: strokes, nuktas, points and vowels of Hebrew, Arabic and Syriac,
# and all that is set above, below and beside letters. Dakuten of kana (8) and viramas (9) spell another word.
_ACCENTS = frozenset({1, 6, 7, *range(10, 37), *range(200, 241)})
# In these scripts all marks are vowels, tones and stacked consonants, part of the spelling: Thai, Lao, Tibetan, Burmese; Khmer.
_SPELLED = re.compile("[\u0e00-\u109f\u1780-\u17ff]")
# Pictures that have letters in them are not taken apart to these.
_PICTURE = re.compile("[ℹ™℠Ⓜ㊗㊙\U0001f000-\U0001faff]")
# Korean letters that stand by themselves are no parts of syllables.
_LONE_JAMO = re.compile("[\u3131-\u318e]")
_JOINER = "\u200d"


class _Folding(dict[int, str | int]):
    """What each character is folded to, found out when it is first met: a table for `str.translate`."""

    def __missing__(self, code: int) -> str | int:
        character = chr(code)
        folded = _folded(character)
        entry = code if folded == character else folded
        if len(self) < _KEPT:
            self[code] = entry
        return entry


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return `text` as it is compared, case folded and bare: `Yılmaz`, `YILMAZ` and `yilmaz` are one. It is kept."""
    return fold_once(text)


def fold_once(text: str) -> str:
    """Return `text` as it is compared, without keeping it: for what is long, and folded but once."""
    if text.isascii():
        return text.lower()
    bare = text.translate(_FOLDING)
    if bare.isascii():
        return bare
    if _JOINER in bare:
        bare = re.sub(_JOINER, _joiner, bare)
    return unicodedata.normalize("NFC", bare)


def is_sign(character: str) -> bool:
    """Whether a character is a symbol beyond ASCII, such as an emoji: also one that is newer than Python's list."""
    return not character.isascii() and (
        unicodedata.category(character)[0] == "S" or bool(_PICTURE.match(character))
    )


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


def _folded(character: str) -> str:
    """Return what one character is folded to. Folding that again changes nothing."""
    before, folded = "", unicodedata.normalize("NFC", character)
    while folded != before:
        before, folded = folded, "".join(map(_step, folded))
    return unicodedata.normalize("NFC", folded)


def _step(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    if _is_unseen(character):
        return ""
    if _PICTURE.match(character) or _LONE_JAMO.match(character):
        return character
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    apart = _apart(character)
    return "".join(part for part in apart if not _is_accent(part)).casefold()


def _apart(character: str) -> str:
    """Return a character in parts; one that is an accent upon a space stays as it is, or it would part words."""
    narrow = unicodedata.decomposition(character)
    if narrow.startswith("<narrow>") and _LONE_JAMO.match(jamo := chr(int(narrow.split()[1], 16))):
        return jamo
    apart = unicodedata.normalize("NFKD", character)
    return character if apart.startswith(" ") and not character.isspace() else apart


def _is_accent(mark: str) -> bool:
    return unicodedata.combining(mark) in _ACCENTS and not _SPELLED.match(mark)


def _is_unseen(character: str) -> bool:
    """Whether a character is left out: it joins, parts, directs or encloses others, or means something only to some program."""
    category = unicodedata.category(character)
    if category == "Cc":
        return not character.isascii() and not character.isspace()
    return character != _JOINER and (category in ("Cf", "Co", "Cs", "Me") or bool(_UNSEEN.match(character)))


def _joiner(match: re.Match[str]) -> str:
    """Keep the joiner within an emoji, such as that of a family; anywhere else it is as good as nothing."""
    text, at = match.string, match.start()
    return _JOINER if 0 < at < len(text) - 1 and is_sign(text[at - 1]) and is_sign(text[at + 1]) else ""


_FOLDING = _Folding()
