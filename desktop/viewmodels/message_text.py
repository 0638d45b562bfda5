"""Looking at a message's text: its links, whether it is only emoji, and counting it as Qt does.

Qt's text layout counts UTF-16 units where Python counts code points: after the first emoji every offset differs. All that
goes to or comes from a layout passes through `utf16_length`, `utf16_offset` and `utf16_slice`.
"""

import re
from dataclasses import dataclass
from unicodedata import category

from desktop.viewmodels.links import SCHEME, target_of

_LINK = re.compile(r"(?:https?://|mailto:|internal-chat://)[^\s<>\"“”`]+", re.IGNORECASE)
_BEFORE_A_LINK = re.compile(r"\w$")
_TRAILING = ".,;:!?'’»…*_~"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_JOINER = "\u200d"
_MODIFIERS = re.compile("[\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
"""Variation selector, keycap, skin tones, and the letters of a region's flag: part of the emoji before them."""
_FLAG_LETTER = re.compile("[\U0001f1e6-\U0001f1ff]")
_PICTURE = re.compile("[\U0001f000-\U0001faff]")
_OLD_PICTURE = re.compile("[\u2300-\u27bf\u2b00-\u2bff]")
"""Blocks in which emoji stand among other signs."""
_LONGEST_BIG = 40
_MOST_BIG_EMOJI = 3


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of text that opens something; offsets are code points."""

    start: int
    end: int
    target: str


def links(text: str) -> tuple[Link, ...]:
    """Return the web and mail addresses, and our own links, without the punctuation that ends the sentence around them."""
    if ":" not in text:
        return ()
    found = []
    for match in _LINK.finditer(text):
        target = _without_trailing(match.group())
        scheme, _, rest = target.partition(":")
        ours = scheme.lower() == SCHEME
        if ours and target_of(target) is None:
            continue
        if rest.strip("/") and not _BEFORE_A_LINK.search(text[: match.start()][-1:]):
            found.append(Link(match.start(), match.start() + len(target), f"{scheme.lower()}:{rest}"))
    return tuple(found)


def _without_trailing(target: str) -> str:
    unopened = {sign: target.count(sign) - target.count(opening) for sign, opening in _PAIRS.items()}
    end = len(target)
    while end:
        last = target[end - 1]
        if unopened.get(last, 0) > 0:
            unopened[last] -= 1
        elif last not in _TRAILING:
            break
        end -= 1
    return target[:end]


def is_big_emoji(text: str) -> bool:
    """Tell whether a text is one to three emoji and nothing else: it is shown large."""
    text = text.strip()
    if not text or len(text) > _LONGEST_BIG or text.isascii():
        return False
    clusters = 0
    joined = False
    flag = False
    for character in text:
        if character == _JOINER:
            joined = True
        elif _MODIFIERS.match(character):
            continue
        elif character == " ":
            flag = joined = False
        elif not _is_emoji(character):
            return False
        else:
            second_of_flag = _is_flag_letter(character) and flag
            clusters += not joined and not second_of_flag
            flag = _is_flag_letter(character) and not second_of_flag
            joined = False
    return 1 <= clusters <= _MOST_BIG_EMOJI


def _is_flag_letter(character: str) -> bool:
    return _FLAG_LETTER.match(character) is not None


def _is_emoji(character: str) -> bool:
    if _PICTURE.match(character):
        return True
    return _OLD_PICTURE.match(character) is not None and category(character) == "So"


def utf16_length(text: str) -> int:
    """Return how many UTF-16 units a text has."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_offset(text: str, index: int) -> int:
    """Return where, in UTF-16 units, the code point at `index` begins."""
    return utf16_length(text[:index])


def utf16_slice(text: str, start: int, end: int) -> str:
    """Return the part between two UTF-16 offsets; half a character at either edge is left out."""
    if text.isascii():
        return text[start:end]
    units = text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end]
    return units.decode("utf-16-le", "ignore")


def code_point_offset(text: str, offset: int) -> int:
    """Return the code point that a UTF-16 offset stands at."""
    return len(utf16_slice(text, 0, offset))
