"""What somebody types into a search, taken apart: words, phrases in quotation marks, and filters such as `from:bruno`.

Whatever is typed means something: a quotation mark that is not closed goes to the end, what only looks like a filter is a word,
and a filter with nothing behind it yet narrows nothing. Filters are written the same in every language.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from desktop.core.folding import fold_once
from desktop.core.matching import needle

FILTERS = ("from", "in", "with", "has", "before", "after")
"""Names of filters, as they are typed before a colon."""
ME = "me"
"""Behind `from:` and `with:`, the user, in every language."""

_CONTENTS = dict.fromkeys(("file", "files"), "file") | dict.fromkeys(
    ("picture", "pictures", "image", "images"), "picture"
)
_OPEN = '"“”„‟＂«»‹›「『｢'
"""Quotation marks that begin a phrase where a word would begin."""
_OPEN_ANYWHERE = "「『｢"
"""Those that begin one within a word, too: where no spaces are written."""
_CLOSE = {"«": "»", "»": "«", "‹": "›", "›": "‹", "「": "」", "『": "』", "｢": "｣"} | dict.fromkeys(
    '"“”„‟＂', '"“”‟＂'
)
"""What ends a phrase that began so. Word processors and keyboards mix what Germans and English write: each ends each."""
_FILTER = re.compile(f"({'|'.join(FILTERS)})[:：]", re.IGNORECASE | re.ASCII)
_WORD = re.compile(rf"[^\s{_OPEN_ANYWHERE}]*")
_SPACES = re.compile(r"\s*")
_YEAR_FIRST = re.compile(r"(?P<y>\d{4})(?:[-./年년](?P<m>\d{1,2})(?:[-./月월](?P<d>\d{1,2})?)?)?[日일]?")
_DAY_FIRST = re.compile(r"(?P<d>\d{1,2})[-./](?P<m>\d{1,2})(?:[-./](?P<y>\d{4}|\d{2})?)?")
_MONTH_FIRST = re.compile(r"(?P<m>\d{1,2})[-./](?P<y>\d{4})")
_FIRST_YEAR, _LAST_YEAR = 1971, 2999
"""Years whose days every system can say the beginning and the end of."""
_CENTURY, _DECEMBER = 100, 12


class SearchQuery(Struct, frozen=True):
    """Words that are all to be found, in any order, and what narrows the search."""

    words: tuple[str, ...] = ()
    """Words and phrases as they were typed, without quotation marks; none that there is nothing to look for in."""
    from_: tuple[str, ...] = ()
    """What `from:` was followed by, once for each: names as typed, or `ME`; whoever is named by any of them wrote it."""
    in_: tuple[str, ...] = ()
    """Titles of chats, as typed; any of them."""
    with_: tuple[str, ...] = ()
    """Names of participants, as typed, or `ME`; all of them."""
    has: tuple[str, ...] = ()
    """`file`, or `picture`; all of them."""
    before: date | None = None
    """Sent before this day began, here."""
    after: date | None = None
    """Sent after this day had ended, here."""
    wrong: tuple[str, ...] = ()
    """Filters whose value means nothing, as they were typed, such as `before:soon`; they narrow nothing."""

    @property
    def needles(self) -> tuple[str, ...]:
        """What is looked for in normal forms (`matching`)."""
        return tuple(each for each in map(needle, self.words) if each)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is searched for."""
        return not (self.words or self.filters)

    @property
    def filters(self) -> bool:
        """Whether anything narrows the search."""
        return bool(self.from_ or self.in_ or self.with_ or self.has or self.before or self.after)


class Typed(Struct, frozen=True):
    """One word, phrase or filter, and where it stands in what was typed."""

    name: str
    """Which filter it is; empty for a word or phrase."""
    value: str
    """The word or phrase, or what follows the filter's colon, without quotation marks."""
    start: int
    end: int
    """After its last character, a closing quotation mark included. Positions count characters as Python does, not UTF-16."""


def parse(text: str, *, today: date) -> SearchQuery:
    """Take apart what was typed. Whatever is no filter is a word; an open quotation mark goes to the end."""
    taken: dict[str, dict[str, None]] = {name: {} for name in ("", *FILTERS)}
    wrong: dict[str, None] = {}
    for typed in _typed(text):
        meaning = _meaning(typed.name, " ".join(typed.value.split()), today)
        if meaning is None:
            wrong[text[typed.start : typed.end]] = None
        elif meaning:
            taken[typed.name][meaning] = None
    return SearchQuery(
        words=tuple(taken[""]),
        from_=tuple(taken["from"]),
        in_=tuple(taken["in"]),
        with_=tuple(taken["with"]),
        has=tuple(taken["has"]),
        # Of several days the one counts that narrows the search more.
        before=min(map(date.fromisoformat, taken["before"]), default=None),
        after=max(map(date.fromisoformat, taken["after"]), default=None),
        wrong=tuple(wrong),
    )


def filter_at(text: str, caret: int) -> Typed | None:
    """Return the filter, or the word, that is being typed at the caret: in it, or right after it."""
    return next((typed for typed in _typed(text) if typed.start < caret <= typed.end), None)


def quoted(value: str) -> str:
    """Return a value as it is typed behind a filter: one word as it is, several in quotation marks."""
    bare = " ".join(value.split())
    if bare and _WORD.fullmatch(bare) and bare[0] not in _OPEN:
        return bare
    if not any(mark in bare for mark in _CLOSE['"']):
        return f'"{bare}"'
    free = next((mark for mark in "«「『‹" if _CLOSE[mark] not in bare), None)
    if free is not None:
        return f"{free}{bare}{_CLOSE[free]}"
    return '"' + "".join(character for character in bare if character not in _CLOSE['"']) + '"'


def _typed(text: str) -> Iterator[Typed]:
    """Yield what was typed, one after the other."""
    at = 0
    while (start := _end(_SPACES, text, at)) < len(text):
        known = _FILTER.match(text, start)
        begin = known.end() if known else start
        value, at = _value(text, begin)
        yield Typed(known[1].lower() if known else "", value, start, at)


def _value(text: str, begin: int) -> tuple[str, int]:
    """Return the phrase or word that begins there, without quotation marks, and where it ends."""
    if begin == len(text) or text[begin] not in _OPEN:
        end = _end(_WORD, text, begin)
        return text[begin:end], end
    closing = _CLOSE[text[begin]]
    end = next((at for at in range(begin + 1, len(text)) if text[at] in closing), len(text))
    return text[begin + 1 : end], min(end + 1, len(text))


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Return the end of what a pattern that also matches nothing matches there."""
    found = pattern.match(text, at)
    return found.end() if found else at


def _meaning(name: str, value: str, today: date) -> str | None:
    """Return what a value means to a filter or as a word: empty if it says nothing yet, `None` if nothing can be meant by it."""
    if not value:
        return ""
    match name:
        case "":
            return value if needle(value) else ""
        case "from" | "with":
            who = value.removeprefix("@")
            return ME if fold_once(who) == ME else who
        case "has":
            return _CONTENTS.get(fold_once(value))
        case "before" | "after":
            days = _days(value, today)
            return days[name == "after"].isoformat() if days else None
        case _:
            return value


def _days(value: str, today: date) -> tuple[date, date] | None:
    """Return the first and last day of what a date says, a year and a month included; nothing if it is none."""
    said = fold_once(value).replace(" ", "")
    if said in ("today", "yesterday"):
        meant = today - timedelta(days=said == "yesterday")
        return meant, meant
    found = _YEAR_FIRST.fullmatch(said) or _MONTH_FIRST.fullmatch(said) or _DAY_FIRST.fullmatch(said)
    if found is None:
        return None
    year, parts = found["y"], found.groupdict()
    month, day = (int(parts[name]) if parts.get(name) else None for name in "md")
    if year:
        return _span(int(year) if len(year) > len("26") else _this_century(int(year), today), month, day)
    return _latest(month, day, today)


def _this_century(year: int, today: date) -> int:
    return today.year - today.year % _CENTURY + year


def _latest(month: int | None, day: int | None, today: date) -> tuple[date, date] | None:
    """Return the day without a year: this year's, or last year's if that is still to come."""
    for year in (today.year, today.year - 1):
        days = _span(year, month, day)
        if days and days[0] <= today:
            return days
    return None


def _span(year: int, month: int | None, day: int | None) -> tuple[date, date] | None:
    """Return the first and last day of a year, of a month of it, or that one day; nothing if there is none such."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    if day is not None:
        return first, first
    next_month = date(year + 1, 1, 1) if month in (None, _DECEMBER) else date(year, first.month + 1, 1)
    return first, next_month - timedelta(days=1)
