"""What can stand behind each filter of a search (`from:`, `in:`, `before:` …), as lines to choose from; pure, but for the words.

A filter itself is written the same in every language, so that it means the same wherever it is pasted. What it does, and what can
stand behind it, is told in the user's language, and found in it: `before:ges` proposes "Gestern".
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.core import folding
from desktop.core.matching import holds, needle, normal
from desktop.core.search_query import FILTERS, ME, parse, quoted
from desktop.core.values import ChatSummary, Person, Presence, UserId
from desktop.viewmodels import times
from desktop.viewmodels.completion import Kind, Proposal
from desktop.viewmodels.isolates import isolated
from desktop.viewmodels.mentions import called
from desktop.viewmodels.names import chat_title

MOST = 8
"""Lines at once: what is looked for has to be among them, or is typed on."""
_LEAST_NAME = 2
"""Letters of a filter's name before it is proposed: one begins half of all words."""
_MOST_NAMES = 4
"""Names by which a chat without a subject is told from others."""
_YEAR_DIGITS = 4
_CENTURY = 2000
_NUMBERS = re.compile(r"(\d{1,2}|\d{4})[./-]\s?(\d{1,2})(?:[./-]\s?(\d{4}|\d{1,2})?)?\.?")
"""A day in digits: 3.3.26, 3/3, 2026-03-03."""

Presences = Callable[[UserId], Presence | None]

_ICONS = {
    "from": "user",
    "in": "message-square",
    "with": "users",
    "has": "paperclip",
    "before": "calendar",
    "after": "calendar",
}


class Known(NamedTuple):
    """Somebody, and what they are found by."""

    person: Person
    names: str
    """Name and username, in the normal form of `matching`."""


def filters(beginning: str = "") -> tuple[Proposal, ...]:
    """Return the filters whose names begin so; all for nothing, none for a single letter."""
    typed = folding.fold(beginning)
    if typed and len(typed) < _LEAST_NAME:
        return ()
    details = {
        "from": _tr("sent by somebody"),
        "in": _tr("sent in a chat"),
        "with": _tr("in chats with somebody"),
        "has": _tr("with a file or a picture"),
        "before": _tr("sent before a day"),
        "after": _tr("sent after a day"),
    }
    return tuple(
        Proposal(Kind.CHOICE, isolated(f"{name}:"), details[name], insert=f"{name}:", glyph=_ICONS[name])
        for name in FILTERS
        if name.startswith(typed)
    )


def acquainted(people: Iterable[Person], chats: Iterable[ChatSummary]) -> tuple[Known, ...]:
    """Return people in the order in which they are wanted: who wrote or takes part in the newest chats first, then by name."""
    everybody = {person.id: person for person in people}
    order: dict[UserId, None] = {}
    for chat in sorted(chats, key=lambda each: -each.activity_at):
        if len(order) >= len(everybody):
            break
        for user in (*chat.last_writers, *(other.id for other in chat.others)):
            if user in everybody:
                order[user] = None
    strangers = sorted(
        (user for user in everybody if user not in order), key=lambda user: _name_key(everybody[user])
    )
    ranked = [everybody[user] for user in (*order, *strangers)]
    ranked.sort(key=lambda person: not person.active)
    return tuple(map(known, ranked))


def known(person: Person) -> Known:
    """Return somebody as they are found."""
    return Known(person, normal(f"{person.name} {person.username}"))


def named(value: str, everybody: Iterable[Known]) -> list[Known]:
    """Return whom the value of a filter names, as the search itself sees it: all words of it are in their names."""
    wanted = _needles(value.removeprefix("@"))
    return [each for each in everybody if holds(each.names, wanted)] if wanted else []


def titled(value: str, chats: Iterable[ChatSummary]) -> list[ChatSummary]:
    """Return which chats the value of a filter names, as the search itself sees it."""
    wanted = _needles(value)
    return [each for each in chats if holds(_normal_title(_title(each)), wanted)] if wanted else []


def people(
    value: str,
    everybody: Sequence[Known],
    *,
    me: Person | None = None,
    presence_of: Presences,
) -> tuple[Proposal, ...]:
    """Return who is called so, `me` first if given; those first whose names begin so."""
    wanted = _needles(value.removeprefix("@"))
    found = named(value, everybody) if value else [*everybody]
    found.sort(key=lambda each: not _begins(each.names, wanted))
    lines = [person_line(each, everybody, presence_of) for each in found[:MOST]]
    if me is not None and holds(normal(f"{ME} {_tr('Me')} {me.name} {me.username}"), wanted):
        lines.insert(0, Proposal(Kind.PERSON, called(me), _tr("Me"), insert=ME, user=me.id))
    return tuple(lines[:MOST])


def chats(value: str, known: Iterable[ChatSummary]) -> tuple[Proposal, ...]:
    """Return the chats whose titles hold every word, those first that begin so, then the newest."""
    wanted = _needles(value)
    found = titled(value, known) if value else [*known]
    found.sort(key=lambda each: (not _begins(_normal_title(_title(each)), wanted), -each.activity_at))
    return chat_lines(found)


def chat_lines(found: Iterable[ChatSummary]) -> tuple[Proposal, ...]:
    """Return the first chats as lines; those that are called alike are meant alike, and stand there once."""
    lines: dict[str, Proposal] = {}
    for each in found:
        shown = chat_title(each.subject, each.others)
        insert = each.subject or " ".join(other.name for other in each.others[:_MOST_NAMES])
        lines.setdefault(shown, Proposal(Kind.CHOICE, shown, insert=insert, glyph=_ICONS["in"]))
        if len(lines) == MOST:
            break
    return tuple(lines.values())


def contents(value: str) -> tuple[Proposal, ...]:
    """Return what a message can have."""
    lines = (
        (Proposal(Kind.CHOICE, _tr("File"), isolated("has:file"), insert="file", glyph="file"), ()),
        (
            Proposal(Kind.CHOICE, _tr("Picture"), isolated("has:picture"), insert="picture", glyph="image"),
            ("image",),
        ),
    )
    return tuple(line for line, others in lines if _is_begun(value, line.title, line.insert, *others))


def days(name: str, value: str, *, today: date) -> tuple[Proposal, ...]:
    """Return days that are often meant; or the one that is typed, as the user's locale writes it."""
    written = _day_written(value, today)
    if written is not None:
        return (_day_line("", written, today),)
    week = today - timedelta(days=(today.isoweekday() - QLocale().firstDayOfWeek().value) % times.WEEK_DAYS)
    month, day = today.replace(day=1), timedelta(days=1)
    meant: tuple[tuple[str, str, date], ...]
    if name == "before":  # that day had not begun
        meant = (
            (_tr("Today"), "today", today),
            (_tr("Yesterday"), "yesterday", today - day),
            (_tr("This week"), "", week),
            (_tr("This month"), "", month),
        )
    else:  # that day was over
        meant = (
            (_tr("Yesterday"), "yesterday", today - day),
            (_tr("Last week"), "", week - day),
            (_tr("Last month"), "", month - day),
        )
    lines: dict[date, Proposal] = {}
    for title, word, on in meant:
        if _is_begun(value, title, word):
            lines.setdefault(on, _day_line(title, on, today))  # this week may have begun today
    return tuple(lines.values())


def is_whole(name: str, value: str, *, today: date) -> bool:
    """Tell whether a filter means something as it stands, so that nothing has to be added."""
    match name:
        case "has":
            return bool(parse(f"has:{quoted(value)}", today=today).has)
        case "before" | "after":
            query = parse(f"{name}:{quoted(value)}", today=today)
            written = _day_written(value, today)
            return bool(value) and not query.wrong and written in {None, query.before, query.after}
        case _:
            return False


def person_line(each: Known, everybody: Sequence[Known], presence_of: Presences) -> Proposal:
    """Return somebody as a line; where others would be meant as well, their username is what is typed."""
    person, name = each.person, called(each.person)
    if len(named(name, everybody)) <= 1:
        return Proposal(
            Kind.PERSON, name, person.title, insert=name, user=person.id, presence=presence_of(person.id)
        )
    detail = ", ".join(part for part in (person.username, person.title) if part)
    return Proposal(
        Kind.PERSON, name, detail, insert=person.username, user=person.id, presence=presence_of(person.id)
    )


def _day_line(title: str, day: date, today: date) -> Proposal:
    shown = times.short_day(_noon(day), _noon(today))
    return Proposal(
        Kind.CHOICE, title or shown, shown if title else "", insert=day.isoformat(), glyph="calendar"
    )


def _day_written(value: str, today: date) -> date | None:
    """Return the day that digits stand for in the order of the user's locale; without a year, the last one there was."""
    numbers = _NUMBERS.fullmatch(value.strip())
    if numbers is None:
        return None
    first, second, last = numbers[1], numbers[2], numbers[3] or ""
    pattern = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    order = (
        "yMd"
        if len(first) == _YEAR_DIGITS
        else "".join(dict.fromkeys(sign for sign in pattern if sign in "dMy"))
    )
    if not last:
        order = order.replace("y", "")
    said = dict(zip(order, (first, second, last), strict=False))
    year = int(said.get("y", today.year))
    year += _CENTURY if year < 100 else 0  # noqa: PLR2004 - two digits
    try:
        day = date(year, int(said["M"]), int(said["d"]))
        return day if last or day <= today else day.replace(year=year - 1)
    except (KeyError, ValueError):
        return None  # there is no such day


def _noon(day: date) -> int:
    return int(datetime.combine(day, time(12)).astimezone().timestamp() * 1000)


def _is_begun(value: str, *names: str) -> bool:
    typed = folding.fold(value.strip())
    return any(folding.fold(name).startswith(typed) for name in names if name)


def _title(chat: ChatSummary) -> str:
    """Return what the search finds a chat by: where it has no subject, all names of who is in it."""
    return chat.subject or ", ".join(other.name for other in chat.others)


@lru_cache(maxsize=8192)
def _normal_title(title: str) -> str:
    return normal(title)


def _needles(value: str) -> tuple[str, ...]:
    return tuple(filter(None, map(needle, value.split())))


def _begins(names: str, wanted: tuple[str, ...]) -> bool:
    """Tell whether each begins a word."""
    return all(f"  {each.strip()}" in names for each in wanted)


def _name_key(person: Person) -> tuple[str, str]:
    return folding.fold(called(person)), person.username


def _tr(text: str) -> str:
    return QCoreApplication.translate("search", text)
