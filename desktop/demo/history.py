"""Writes the sample team's past as an import file of the server: accounts, sixteen chats, two weeks, one chat of 5,000 messages.

The same seed and the same present give the same file. `internal-chat-server import` says what the lines mean.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec

from desktop.demo.dialogues import (
    CUSTOMERS,
    DESK_PEOPLE,
    DESK_SUBJECT,
    FINDINGS,
    FIRST_LOOKS,
    OPENINGS,
    OUTCOMES,
    PLANS,
    SCRIPTS,
    VERBS,
    Add,
    Rename,
    Say,
    Script,
)
from desktop.demo.files import import_line
from desktop.demo.people import ME, PASSWORD, TEAM, Teammate

SEED = 48_213
DESK_MESSAGES = 5_000
DAYS = 14
_LATEST = timedelta(minutes=4)
"""How long before the present the newest line lies at least: nothing happened in the future."""
_DESK_LATEST = timedelta(minutes=31)
"""The long chat paused a little while ago, so that another is on top of the list."""
_DAY_BEGINS = 6
_DAY_HOURS = 15
_UNREAD_AT_DESK = 12
_FIRST_PLACE = 2
"""Of what is said in a chat; before it stands the line that it was started."""

Line = dict[str, dict[str, object]]


def history(now_ms: int, *, seed: int = SEED) -> bytes:
    """Return the import file, as JSON Lines, for a present in milliseconds since the Unix epoch."""
    now = datetime.fromtimestamp(now_ms / 1000, tz=UTC)
    lines = [*_accounts(), *_desk(now, random.Random(seed))]  # noqa: S311 - a story, not a secret
    for number, script in enumerate(SCRIPTS):
        lines += _told(f"chat-{number}", script, now)
    return b"\n".join(map(msgspec.json.encode, lines)) + b"\n"


def _accounts() -> Iterator[Line]:
    for person in TEAM:
        yield {
            "user": {
                "username": person.username,
                "name": person.name,
                "title": person.title,
                "password": PASSWORD,
                "id": person.id,
            }
        }


def _told(key: str, script: Script, now: datetime) -> Iterator[Line]:
    """Tell a script's lines with their times; no line is later than the present."""
    times = _times(script, now)
    yield _chat(key, script.founder, script.others, times[0] - timedelta(minutes=4), script.subject)
    unread_from = len(script.lines) - script.unread
    for number, (line, moment) in enumerate(zip(script.lines, times, strict=True)):
        if number == unread_from:
            yield _read(key, ME)
        if number == len(script.lines) - 1:
            yield from (_read(key, person) for person in script.behind)
        yield _line(key, line, moment, place=number + _FIRST_PLACE)
    added = {person for line in script.lines if isinstance(line, Add) for person in line.people}
    for person in TEAM:
        follows = person in {script.founder, *script.others} | added and person not in script.behind
        if follows and (person is not ME or not script.unread):
            yield _read(key, person)


def _times(script: Script, now: datetime) -> list[datetime]:
    """Return when each line was told. Days begin at their line's clock; what would lie in the future is moved back."""
    moment = now - timedelta(days=DAYS)
    times = []
    for line in script.lines:
        if isinstance(line, Say) and line.minutes_ago is not None:
            moment = max(moment, now - timedelta(minutes=line.minutes_ago))
        elif isinstance(line, Say) and line.days_ago is not None:
            hour, minute = map(int, line.clock.split(":"))
            day = (now - timedelta(days=line.days_ago)).replace(
                hour=hour, minute=minute, second=11, microsecond=0
            )
            moment = max(moment, day)
        else:
            moment += timedelta(minutes=line.after)
        times.append(moment)
    return _not_after(times, now - _LATEST)


def _not_after(times: list[datetime], latest: datetime) -> list[datetime]:
    """Move what would lie in the future back, keeping order and at most the gaps."""
    moved = list(times)
    limit = latest
    for number in range(len(moved) - 1, -1, -1):
        moved[number] = min(moved[number], limit)
        limit = moved[number] - timedelta(seconds=40)
    return moved


def _line(key: str, line: Say | Rename | Add, moment: datetime, *, place: int) -> Line:
    match line:
        case Say():
            told = _message(key, line.who, moment, line.text)
            if line.files:
                told["message"]["attachments"] = [import_line(name) for name in line.files]
            if line.answers:
                told["message"]["reply_to"] = place - line.answers
            if line.reactions:
                told["message"]["reactions"] = {
                    emoji: [person.username for person in people] for emoji, people in line.reactions.items()
                }
            return told
        case Rename():
            return {
                "renamed": {"chat": key, "by": line.who.username, "at": _ms(moment), "subject": line.subject}
            }
        case Add():
            users = [person.username for person in line.people]
            return {
                "added": {
                    "chat": key,
                    "by": line.who.username,
                    "at": _ms(moment),
                    "users": users,
                    "with_history": line.with_history,
                }
            }


def _desk(now: datetime, chance: random.Random) -> Iterator[Line]:
    """Tell the long chat: cases come and go, day after day, by day more than in the evening."""
    founder, *others = DESK_PEOPLE
    start = now - timedelta(days=DAYS)
    yield _chat("desk", founder, tuple(others), start, DESK_SUBJECT)
    talk = _cases(chance)
    for number, moment in enumerate(_moments(start, now - _DESK_LATEST, chance)):
        if number == DESK_MESSAGES - _UNREAD_AT_DESK:
            yield _read("desk", ME)
        author, text = next(talk)
        if number >= DESK_MESSAGES - _UNREAD_AT_DESK and author is ME:
            author = founder
        yield _message("desk", author, moment, text)


def _moments(start: datetime, end: datetime, chance: random.Random) -> list[datetime]:
    """Return 5,000 times between two moments, within working hours."""
    moments: list[datetime] = []
    while len(moments) < DESK_MESSAGES:
        moment = start + (end - start) * chance.random()
        if _DAY_BEGINS <= moment.hour < _DAY_BEGINS + _DAY_HOURS or chance.random() < 0.1:  # noqa: PLR2004 - few are up at night
            moments.append(moment)
    return sorted(moments)


def _cases(chance: random.Random) -> Iterator[tuple[Teammate, str]]:
    """Yield who says what: somebody opens a case, another looks, finds, and closes it; then comes the next."""
    number = 47_000
    while True:
        number += chance.randint(1, 9)
        words = _words(number, chance)
        opener, helper = chance.sample(DESK_PEOPLE, 2)
        yield opener, chance.choice(OPENINGS).format_map(words)
        for stage, how_often in ((FIRST_LOOKS, 1.0), (FINDINGS, 0.7), (OUTCOMES, 0.9)):
            if chance.random() < how_often:
                for turn, text in enumerate(chance.choice(stage)):
                    yield (opener if turn % 2 else helper), text.format_map(words)


def _words(number: int, chance: random.Random) -> dict[str, str]:
    return {
        "case": f"#{number}",
        "other": f"#{number - chance.randint(3, 300)}",
        "customer": chance.choice(CUSTOMERS),
        "verb": chance.choice(VERBS),
        "plan": chance.choice(PLANS),
        "time": f"{chance.randint(9, 18)}:{chance.choice(('00', '15', '30', '45'))}",
        "minutes": str(chance.choice((5, 10, 15, 20, 30))),
        "amount": str(chance.choice((20, 45, 60, 120, 250))),
    }


def _chat(key: str, founder: Teammate, others: tuple[Teammate, ...], moment: datetime, subject: str) -> Line:
    return {
        "chat": {
            "key": key,
            "created_by": founder.username,
            "created_at": _ms(moment),
            "participants": [person.username for person in others],
            "subject": subject,
        }
    }


def _message(key: str, author: Teammate, moment: datetime, text: str) -> Line:
    said = {"chat": key, "author": author.username, "sent_at": _ms(moment), "text": text}
    mentioned = [person.username for person in TEAM if f"@{person.name}" in text]
    return {"message": said | ({"mentions": mentioned} if mentioned else {})}


def _read(key: str, person: Teammate) -> Line:
    return {"read": {"chat": key, "user": person.username}}


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
