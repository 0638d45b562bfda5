"""Whole encrypted caches in no time: a signed-in account that holds a thousand chats and a million messages, written in bulk.

The rows are what the client would have written, had it been online all the time and its backfill been through.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import uuid_utils

from desktop.core.cache import account as account_rows
from desktop.core.cache.database import Connection, Database
from desktop.core.client import Account
from desktop.core.folder import CACHE_FILE
from desktop.core.values import UserId

NOW_MS = 1_790_000_000_000
PEOPLE = 60
_MOST_PARTICIPANTS = 8
_ROWS_AT_ONCE = 20_000
_WORDS = [
    "the",
    "customer",
    "has",
    "written",
    "again",
    "about",
    "refund",
    "and",
    "order",
    "number",
    "we",
    "should",
    "check",
    "with",
    "logistics",
    "before",
    "answering",
    "please",
    "look",
    "at",
    "ticket",
    "attached",
    "screenshot",
    "shows",
    "that",
    "payment",
    "went",
    "through",
    "twice",
    "I",
    "will",
    "call",
    "them",
    "this",
    "afternoon",
    "thanks",
    "done",
    "waiting",
    "for",
    "approval",
    "can",
    "somebody",
    "take",
    "over",
    "my",
    "shift",
    "tomorrow",
    "morning",
    "still",
    "open",
    "escalated",
    "to",
    "billing",
]


@dataclass(frozen=True)
class Held:
    """A chat to be, and how many texts of it are held."""

    id: str
    members: Sequence[str]
    """The user first."""
    texts: int
    unread: int


def sizes(chats: int, messages: int) -> list[int]:
    """Share messages out as people do: a few chats have a tenth of all each, most have little."""
    big = [messages // 10] * min(5, chats // 10)
    middle = [messages // 200] * min(45, chats // 5)
    small = chats - len(big) - len(middle)
    rest, more = divmod(messages - sum(big) - sum(middle), small)
    return [*big, *middle, *(rest + (number < more) for number in range(small))]


async def fill(account: Account, folder: Path, key: bytes, *, chats: int, messages: int) -> None:
    """Make the cache of an account, with its keys and its schema, and fill it."""
    database = await Database.open(folder / CACHE_FILE, key)
    try:
        await database.write(account_rows.claim, account.server, UserId(account.user))
        await database.write(_fill, account, chats, messages)
    finally:
        await database.close()


def _fill(connection: Connection, account: Account, chats: int, messages: int) -> None:
    chance = random.Random(7)  # noqa: S311 - the same rows every time
    others = [new_id() for _ in range(PEOPLE - 1)]
    insert(
        connection, "person", [person(number, user) for number, user in enumerate([account.user, *others])]
    )
    held = []
    for number, texts in enumerate(sizes(chats, messages)):
        members = [account.user, *chance.sample(others, 1 + number % _MOST_PARTICIPANTS)]
        held.append(
            Held(new_id(), members, texts, unread=min(texts, chance.choice((0, 0, 0, 1, 3, 12, 120))))
        )
    insert(connection, "chat", list(_chats(held)))
    insert(connection, "sync_state", list(_states(held)))
    insert(connection, "participant", list(_participants(held)))
    insert(connection, "read_position", list(_read_positions(held)))
    for chat in held:
        lines = _lines(chat, chance)
        while some := list(islice(lines, _ROWS_AT_ONCE)):
            insert(connection, "message", some)


def person(number: int, user: str) -> dict[str, Any]:
    """Return the row of somebody in the directory."""
    name = f"Person {number}"
    return {
        "id": user,
        "username": f"person{number}",
        "name": name,
        "title": "Support",
        "active": 1,
        "revision": number,
    }


def _chats(held: Sequence[Held]) -> Iterator[dict[str, Any]]:
    for number, chat in enumerate(held):
        yield {
            "id": chat.id,
            "revision": chat.texts + 1,
            "subject": f"Refund for order {number}" if number % 3 else "",
            "created_by": chat.members[0],
            "created_at": NOW_MS - 1_000_000,
            "visible_from_seq": 1,
        }


def _states(held: Sequence[Held]) -> Iterator[dict[str, Any]]:
    for chat in held:
        yield {"chat": chat.id, "held": chat.texts + 1, "held_from_seq": 1, "told": chat.texts + 1}


def _participants(held: Sequence[Held]) -> Iterator[dict[str, Any]]:
    for chat in held:
        for place, user in enumerate(chat.members):
            yield {
                "chat": chat.id,
                "user": user,
                "place": place,
                "added_seq": 1,
                "added_at": NOW_MS - 1_000_000,
                "added_by": chat.members[0],
                "visible_from_seq": 1,
            }


def _read_positions(held: Sequence[Held]) -> Iterator[dict[str, Any]]:
    for chat in held:
        for user in chat.members:
            yield {"chat": chat.id, "user": user, "seq": chat.texts + 1 - chat.unread}


def _lines(chat: Held, chance: random.Random) -> Iterator[dict[str, Any]]:
    """Yield every line of a chat: the one that starts it, then all write in turns."""
    # The last minute of every chat is another one, so that the list has an order.
    started = NOW_MS - chat.texts * 60_000 - chance.randrange(10**9)
    for seq in range(1, chat.texts + 2):
        yield {
            "chat": chat.id,
            "seq": seq,
            "id": new_id(),
            "revision": seq,
            "author": chat.members[seq % len(chat.members)],
            "sent_at": started + seq * 60_000,
            "kind": "text" if seq > 1 else "created",
            "body": text(chance) if seq > 1 else '{"kind":"created"}',
        }


def text(chance: random.Random) -> str:
    """Return a message of 60 to 200 characters."""
    length = chance.randint(60, 200)
    start = chance.randrange(len(_LONG) - length)
    return _LONG[start : start + length].strip().ljust(length, ".")


_LONG = " ".join(random.Random(3).choices(_WORDS, k=4_000))  # noqa: S311 - the same words every time


def new_id() -> str:
    """Return an id as clients make them."""
    return str(uuid_utils.uuid7())


def insert(connection: Connection, table: str, rows: Sequence[dict[str, Any]]) -> None:
    """Write rows, all with the same columns."""
    columns = list(rows[0])
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - names from this module
    connection.executemany(statement, [tuple(row.values()) for row in rows])
