"""Whole offices in no time: people with signed-in devices, and chats with histories, written into a database of ours in bulk.

The rows are what the server would have written, had everything happened one after the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import islice
from typing import Any

import uuid_utils
from sqlalchemy import Connection, Table, insert, update

from sync_server.store import tables
from sync_server.store.database import Database

NOW_MS = 1_790_000_000_000
TEXT = ("We have looked into this with the team and will answer the customer today. " * 3)[:200]
"""200 bytes, the text of every message."""
_ROWS_AT_ONCE = 20_000


@dataclass(frozen=True)
class Person:
    """Somebody with an account, and the tokens of their devices."""

    user: str
    tokens: Sequence[str]

    @property
    def token(self) -> str:
        """That of their first device."""
        return self.tokens[0]


@dataclass(frozen=True)
class Plan:
    """A chat to be: who is in it, by their place in the office, and how much they have written."""

    members: Sequence[int]
    texts: int = 0


@dataclass(frozen=True)
class Chat:
    """A chat that is there."""

    id: str
    members: Sequence[Person]
    revision: int
    """As its last seq: everything in it so far was a new line."""


@dataclass(frozen=True)
class Office:
    """What was written."""

    people: Sequence[Person]
    chats: Sequence[Chat]
    directory: int
    """The directory's revision."""


def furnish(database_url: str, people: int, plans: Sequence[Plan], *, devices: int = 1) -> Office:
    """Fill a new database, which our own store makes; everybody has so many devices."""
    persons = [
        Person(new_id(), [f"ict_{number}_{device:040}" for device in range(devices)])
        for number in range(people)
    ]
    chats = [Chat(new_id(), [persons[member] for member in plan.members], 1 + plan.texts) for plan in plans]
    with Database(database_url) as database:
        database.submit(lambda conn: _hire(conn, persons)).result()
        database.submit(lambda conn: _found(conn, chats)).result()
        for chat in chats:
            lines = _lines(chat)
            while some := list(islice(lines, _ROWS_AT_ONCE)):
                database.submit(partial(_write, lines=some)).result()
    return Office(persons, chats, people)


def new_id() -> str:
    """Return an id as clients make them."""
    return str(uuid_utils.uuid7())


def send_message(request: int, chat: str) -> bytes:
    """Return the request to send the usual text."""
    return (
        f'{{"type":"send_message","id":{request},"chat":"{chat}","message":"{new_id()}","text":"{TEXT}"}}'
    ).encode()


def _hire(conn: Connection, persons: Sequence[Person]) -> None:
    _insert(
        conn,
        tables.users,
        [
            {
                "id": person.user,
                "username": f"person{number}",
                "name": f"Person {number}",
                "title": "Support",
                "password_hash": "",
                "active": True,
                "revision": number,
            }
            for number, person in enumerate(persons, 1)
        ],
    )
    _insert(
        conn,
        tables.devices,
        [
            {
                "id": new_id(),
                "user": person.user,
                "name": "a benchmark",
                "token_hash": sha256(token.encode()).hexdigest(),
                "created_at": NOW_MS,
                "revoked": False,
                "last_seen_at": NOW_MS,
            }
            for person in persons
            for token in person.tokens
        ],
    )
    conn.execute(update(tables.directory).values(revision=len(persons)))


def _found(conn: Connection, chats: Sequence[Chat]) -> None:
    _insert(
        conn,
        tables.chats,
        [
            {
                "id": chat.id,
                "revision": chat.revision,
                "subject": f"Subject {number}",
                "created_by": chat.members[0].user,
                "created_at": NOW_MS,
                "last_seq": chat.revision,
                "last_at": NOW_MS + number,
                "row_revision": 1,
                "line_revision": chat.revision,
                "texts": chat.revision - 1,
            }
            for number, chat in enumerate(chats)
        ],
    )
    _insert(
        conn,
        tables.participants,
        [
            {
                "chat": chat.id,
                "user": person.user,
                "position": position,
                "added_seq": 1,
                "added_at": NOW_MS,
                "added_by": chat.members[0].user,
                "visible_from_seq": 1,
                "read_seq": chat.revision,
                "read_stamp": 0,
                "wrote_seq": _last_written(chat, position),
            }
            for chat in chats
            for position, person in enumerate(chat.members)
        ],
    )


def _last_written(chat: Chat, position: int) -> int:
    """Return the last seq that is the turn of somebody; see `_lines`."""
    last = chat.revision - (chat.revision - position) % len(chat.members)
    return max(last, 0) if last > 1 else 0


def _lines(chat: Chat) -> Iterator[dict[str, Any]]:
    """Yield every line of a chat: the one that starts it, then all write in turns."""
    for seq in range(1, chat.revision + 1):
        yield {
            "id": new_id(),
            "chat": chat.id,
            "seq": seq,
            "revision": seq,
            "author": chat.members[seq % len(chat.members) if seq > 1 else 0].user,
            "sent_at": NOW_MS,
            "body": f'{{"kind":"text","text":"{TEXT}"}}' if seq > 1 else '{"kind":"created"}',
            "request": b"",
            "texts_before": max(0, seq - 2),
        }


def _write(conn: Connection, lines: Sequence[dict[str, Any]]) -> None:
    _insert(conn, tables.messages, lines)


def _insert(conn: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        return
    columns = list(rows[0])
    statement = insert(table).values(dict.fromkeys(columns)).compile(dialect=conn.dialect)
    conn.exec_driver_sql(str(statement), [tuple(row.values()) for row in rows])
