"""The emoji that this computer can show: by group, by what people type to find them, and by their `:short_code:`.

Searched are names and tags in the language of the screens and in English, and the short codes. What the installed font cannot
draw is left out: the screens say so by `keep_to`. Nothing is read before it is needed; `prepare` reads it
beforehand, in small steps.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from desktop.core.folding import fold
from desktop.viewmodels.emoji_data import (
    ENGLISH,
    Emoji,
    Names,
    all_emoji,
    language,
    names,
    number_of,
    spoken_name,
)

MOST_TYPED = 80
"""Characters of a query that are looked at; no name is longer."""
_AT_ONCE = 150
"""Emoji that are made ready for searching in one step."""
_FIRST_FLAG_LETTER, _LAST_FLAG_LETTER = "\U0001f1e6", "\U0001f1ff"
_END_OF_TAGS = "\U000e007f"


class Completion(Struct, frozen=True):
    """What a code that somebody began to type may stand for."""

    emoji: str
    """With the skin tone that was asked for."""
    code: str
    """Without colons: the one that begins as was typed, else the usual one."""
    name: str


class _Entry(Struct, frozen=True):
    """What one emoji is found by, all of it folded; of `codes`, `names` and `tags` each stands on a line (`_lines`)."""

    codes: str
    names: str
    tags: str
    heads: str
    """The words of its names and codes, each with a space before it."""
    everything: str
    """Those of its tags as well."""


class EmojiBook:
    """Every emoji that can be shown."""

    def __init__(self) -> None:
        self._emoji: tuple[Emoji, ...] | None = None
        self._entries: tuple[_Entry, ...] | None = None
        self._codes: dict[str, Emoji] | None = None

    @property
    def emoji(self) -> tuple[Emoji, ...]:
        """All of them, in the usual order."""
        if self._emoji is None:
            self._emoji = all_emoji()
        return self._emoji

    @property
    def is_ready(self) -> bool:
        """Whether a search need not read anything first."""
        return self._entries is not None

    def reading(self) -> Iterator[None]:
        """Read what a search needs, so that the first one need not wait: a millisecond or two at each step."""
        emoji = self.emoji
        yield
        for each in _languages():
            names(each)
            yield
        entries: list[_Entry] = []
        for first in range(0, len(emoji), _AT_ONCE):
            entries += _entries(emoji[first : first + _AT_ONCE])
            yield
        if self._entries is None and emoji is self.emoji:  # else the font has been asked meanwhile
            self._entries = tuple(entries)

    async def prepare(self) -> None:
        """Read what a search needs while the program goes on."""
        for _ in self.reading():
            await asyncio.sleep(0)

    def keep_to(self, shows: Callable[[str], bool]) -> None:
        """Leave out what cannot be shown.

        Fonts take in new emoji a year's at a time, and flags all or none: the first and the last of each kind are tried.
        """
        kinds: dict[object, list[Emoji]] = {}
        for each in all_emoji():
            kinds.setdefault(_kind(each), []).append(each)
        shown = {kind for kind, some in kinds.items() if shows(some[0].text) and shows(some[-1].text)}
        kept = tuple(each for each in all_emoji() if _kind(each) in shown)
        # None at all: the font could not be asked. A box is better than nothing to choose from.
        if kept and kept != self.emoji:
            self._emoji = kept
            self._entries = self._codes = None

    def by_code(self, code: str, tone: int = 0) -> str | None:
        """Return what a whole code such as `tada` stands for, with or without its colons; None if for nothing."""
        if self._codes is None:
            self._codes = {code: each for each in self.emoji for code in each.codes}
        found = self._codes.get(code.strip(":").casefold())
        return found.toned(tone) if found is not None else None

    def complete(self, prefix: str, limit: int = 8, tone: int = 0) -> tuple[Completion, ...]:
        """Return what the beginning of a code may stand for, best first."""
        typed = fold(prefix[:MOST_TYPED]).lstrip(":")
        found = self.find(typed)[:limit]
        return tuple(
            Completion(
                each.toned(tone),
                next((code for code in each.codes if code.startswith(typed)), each.codes[0]),
                self.name(each.text),
            )
            for each in found
        )

    def find(self, query: str) -> tuple[Emoji, ...]:
        """Return what a query finds, best first: codes and names that begin so, then tags, then words inside."""
        number = number_of(query.strip())
        if number is not None:
            return (all_emoji()[number],)
        parts = fold(query[:MOST_TYPED].replace(":", " ").replace("_", " ")).split()
        if not parts:
            return ()
        if self._entries is None:
            self._entries = _entries(self.emoji)
        ranked = sorted(
            (_rank(entry, parts), at)
            for at, entry in enumerate(self._entries)
            if all(part in entry.everything for part in parts)
        )
        return tuple(self.emoji[at] for _, at in ranked)

    def name(self, text: str) -> str:
        """Return an emoji in words, in the language of the screens."""
        return spoken_name(text)

    def code(self, text: str) -> str:
        """Return the usual short code of an emoji, with its colons; empty for one that is not known."""
        number = number_of(text)
        return f":{all_emoji()[number].codes[0]}:" if number is not None else ""

    def toned(self, text: str, tone: int) -> str:
        """Return an emoji in another skin tone, or in none for 0; as it is if it has none."""
        number = number_of(text)
        return all_emoji()[number].toned(tone) if number is not None else text


def _entries(emoji: Sequence[Emoji]) -> tuple[_Entry, ...]:
    searched = tuple(names(each) for each in _languages())
    return tuple(_entry(each, searched) for each in emoji)


def _languages() -> tuple[str, ...]:
    """Return the languages that are searched in."""
    return tuple(dict.fromkeys((language(), ENGLISH)))


def _entry(emoji: Emoji, languages: Sequence[Names]) -> _Entry:
    number = number_of(emoji.text)
    assert number is not None  # noqa: S101 - it is one of them
    keys = [each.names[number][1].split("|") for each in languages]
    heads = " ".join(("", *(own[0] for own in keys), *emoji.codes)).replace("_", " ")
    tags = dict.fromkeys(tag for own in keys for tag in own[1:])
    called = _lines(own[0] for own in keys)
    return _Entry(_lines(emoji.codes), called, _lines(tags), heads, f"{heads} {' '.join(tags)}")


def _lines(words: Iterable[str]) -> str:
    """Return each on a line, with a line end before it and behind it: so one look tells what begins somehow, or is just that."""
    return "\n".join(("", *words, ""))


def _rank(entry: _Entry, parts: Sequence[str]) -> int:
    """Return how well an emoji fits what was typed, 0 for best."""
    phrase, code = "\n" + " ".join(parts), "\n" + "_".join(parts)
    fits = (
        f"{code}\n" in entry.codes,
        f"{phrase}\n" in entry.names,
        code in entry.codes,
        phrase in entry.names,
        f"{phrase}\n" in entry.tags,
        all(f" {part}" in entry.heads for part in parts),
        all(f" {part}" in entry.everything for part in parts),
    )
    return fits.index(True) if True in fits else len(fits)


def _kind(emoji: Emoji) -> object:
    """Return what decides whether a font has it: the kind of flag, or the year that brought it."""
    if _FIRST_FLAG_LETTER <= emoji.text[0] <= _LAST_FLAG_LETTER:
        return "flag of letters"
    return "flag of tags" if emoji.text.endswith(_END_OF_TAGS) else emoji.version
