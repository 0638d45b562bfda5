"""Emoji as they come with the program: which there are, in their usual order, and what they are called in a language.

Read from `resources/emoji` when first asked for, within a millisecond or two, and kept from then on: nothing of it is needed for
the first paint. `packaging/make_emoji.py` makes the files.
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from msgspec import Struct, json
from PySide6.QtCore import QCoreApplication, QLocale

ENGLISH = "en"
LANGUAGES = (ENGLISH, "de", "pt")
TONES = 5
"""How many skin tones there are beside the usual yellow."""
_PLACES = (
    Path(__file__).parents[1] / "_resources" / "emoji",
    Path(__file__).parents[2] / "resources" / "emoji",
)
"""Where an installed and where a checked-out program has them."""
_LIGHTEST = 0x1F3FB
_COLOURED = "\ufe0f"
_MARKS = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f]")


class Emoji(Struct, frozen=True, array_like=True):
    """One emoji, whatever its skin tone."""

    text: str
    """As it is sent, without a skin tone."""
    codes: tuple[str, ...]
    """What stands for it between colons, the usual one first; no other emoji has them."""
    group: int
    """Which of the groups it is in: smileys, people, animals, food, travel, activities, objects, symbols, flags."""
    version: float
    """Unicode's emoji version that brought it."""
    light: str
    """With the lightest skin tone; empty where there is no skin to see."""

    def toned(self, tone: int) -> str:
        """Return it with a skin tone, 1 for the lightest to 5; as it is for 0, and where it has none."""
        if not tone or not self.light:
            return self.text
        return self.light.replace(chr(_LIGHTEST), chr(_LIGHTEST + tone - 1))


class Names(Struct, frozen=True):
    """What emoji are called in one language, in their order."""

    tones: tuple[str, ...]
    names: tuple[tuple[str, str], ...]
    """Each name, and the folded words that it is found by, the name first, parted by "|"."""


class _Shipped(Struct, frozen=True):
    emoji: tuple[Emoji, ...]
    aliases: dict[str, int]
    """Two people written out, as they are when their skin tones differ."""


def all_emoji() -> tuple[Emoji, ...]:
    """Return every emoji, in the usual order."""
    return _shipped().emoji


@lru_cache(maxsize=len(LANGUAGES))
def names(language: str) -> Names:
    """Return what they are called in one of `LANGUAGES`."""
    return json.decode(_read(language), type=Names)


def language() -> str:
    """Return which of `LANGUAGES` the screens are in; English if in none of them."""
    wanted = QLocale().name().partition("_")[0]
    return wanted if wanted in LANGUAGES else ENGLISH


def number_of(text: str) -> int | None:
    """Return which emoji a text is, regardless of skin tones and of the sign for the coloured form."""
    return _numbers().get(_MARKS.sub("", text))


def spoken_name(text: str) -> str:
    """Return an emoji in words, in the language of the screens, with its skin tones: "waving hand, dark skin tone"."""
    number = number_of(text)
    if number is None:
        return unicodedata.name(text[:1] or " ", "").lower() or QCoreApplication.translate("emoji", "emoji")
    known = names(language())
    tones = dict.fromkeys(ord(sign) - _LIGHTEST for sign in _MARKS.findall(text) if sign != _COLOURED)
    return ", ".join((known.names[number][0], *(known.tones[tone] for tone in tones)))


@lru_cache(maxsize=1)
def _shipped() -> _Shipped:
    return json.decode(_read("emoji"), type=_Shipped)


@lru_cache(maxsize=1)
def _numbers() -> dict[str, int]:
    found = {_MARKS.sub("", each.text): number for number, each in enumerate(all_emoji())}
    return found | _shipped().aliases


def _read(name: str) -> bytes:
    for place in _PLACES:
        if (place / f"{name}.json").is_file():
            return (place / f"{name}.json").read_bytes()
    raise FileNotFoundError(f"there are no emoji data named {name!r}")
