"""Takes out of a text what would change how other things look, for showing only: what somebody wrote is kept as it is.

Signs that turn the direction of all that follows them, or that no font can show, come from copied text as often as from
somebody who wants to mislead: a name that reads backwards, a letter under a thousand accents, half a character.
"""

import re
from functools import lru_cache
from unicodedata import category

MOST_MARKS = 8
"""Accents on one letter that are shown; no script needs more."""
RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""A letter or mark of a script that is read from the right."""
_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Embeddings, overrides and isolates. The marks that turn nothing but themselves (U+200E, U+200F, U+061C) may stay."""
_UNSHOWABLE = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufff9-\ufffc\ufffe\uffff]")
"""Controls, halves of characters, and what a text layout takes for its own signs."""
_REPLACEMENT = "\ufffd"
_SUSPECT = re.compile(rf"[^\w\s!-~]{{{MOST_MARKS + 1},}}")
"""Accents are none of these; so are others, which are then looked at one by one."""
_ACCENTS = {"Mn", "Me", "Mc"}
_CHAIN = re.compile("(?:[^\\s\u200d]{1,3}\u200d){9,}")
"""Longer than any picture that is put together of others: it could not be broken into lines."""
_UNSEEN = {"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp", "Cs", "Cn", "Co"}
_BLANK = {"\u115f", "\u1160", "\u3164", "\uffa0", "\u2800"}
"""Letters and signs that are drawn as nothing."""


def clean(text: str) -> str:
    """Return a text as it can be shown: its lines end in one way, and nothing in it reaches beyond itself."""
    if text.isascii() and text.isprintable():
        return text
    text = _BREAKS.sub("\n", text)
    text = _UNSHOWABLE.sub(_REPLACEMENT, _TURNING.sub("", text))
    if text.isascii():
        return text
    if "\u200d" in text:
        text = _CHAIN.sub(lambda chain: chain.group().replace("\u200d", ""), text)
    return _SUSPECT.sub(_with_few_accents, text)


@lru_cache(maxsize=1024)
def clean_name(name: str) -> str:
    """Return a name on one line; empty if nothing of it can be seen."""
    cleaned = " ".join(clean(name).replace(_REPLACEMENT, "").split())
    seen = any(category(sign) not in _UNSEEN and sign not in _BLANK for sign in cleaned)
    return cleaned if seen else ""


def _with_few_accents(found: re.Match[str]) -> str:
    kept = []
    accents = 0
    for sign in found.group():
        kind = category(sign)
        if kind in _ACCENTS:
            accents += 1
        elif kind != "Cf":
            accents = 0
        if accents <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)
