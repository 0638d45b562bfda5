"""The directory: everybody in the workspace, as the server last described them."""

import json
from collections.abc import Iterable

from desktop.core.cache.database import Connection, Row
from desktop.core.values import ChatId, Person, UserId
from sync_server.protocol.nouns import User

_SAVE = """
INSERT INTO person (id, username, name, title, active, revision, reads_from) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET username = excluded.username, name = excluded.name, title = excluded.title,
    active = excluded.active, revision = excluded.revision, reads_from = excluded.reads_from
WHERE excluded.revision > person.revision
"""
_COLUMNS = "id, username, name, title, active, reads_from"
_SOME = f"SELECT {_COLUMNS} FROM person WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - from the constant above
_TEAM = f"SELECT {_COLUMNS} FROM person WHERE active AND id <> ?"  # noqa: S608
_EVERYBODY = f"SELECT {_COLUMNS} FROM person"  # noqa: S608
# Of those who are gone, names are kept where they are shown: in chats, and in those that are being started.
_DROP_UNTOLD = """
DELETE FROM person WHERE revision = 0 AND id NOT IN (SELECT p.user FROM participant AS p) AND id NOT IN (
    SELECT others.value FROM command AS k, json_each(k.frame, '$.participants') AS others WHERE k.kind = 'create_chat'
)
"""
_CHATS_OF = "SELECT DISTINCT chat FROM participant WHERE user IN (SELECT value FROM json_each(?))"


def save(connection: Connection, users: Iterable[User]) -> frozenset[UserId]:
    """Keep each row that is newer than the one held; return whose rows are different now."""
    changed = set()
    for user in users:
        values = (user.id, user.username, user.name, user.title, user.active, user.revision, user.reads_from)
        if connection.execute(_SAVE, values).rowcount:
            changed.add(user.id)
    return frozenset(changed)


def some(connection: Connection, users: Iterable[UserId]) -> dict[UserId, Person]:
    """Return people by id; somebody the directory has not told of yet stands without a name."""
    wanted = set(users)
    found = {row["id"]: from_row(row) for row in connection.execute(_SOME, (json.dumps(sorted(wanted)),))}
    return {user: found.get(user) or Person(user, "", "", "", active=True) for user in wanted}


def one(connection: Connection, user: UserId) -> Person | None:
    """Return a person, None if the directory has not told of them."""
    row = connection.execute(_SOME, (json.dumps([user]),)).fetchone()
    return from_row(row) if row else None


def team(connection: Connection, me: UserId) -> tuple[Person, ...]:
    """Return the active team members without the user, by name."""
    found = (from_row(row) for row in connection.execute(_TEAM, (me,)))
    return tuple(sorted(found, key=lambda person: (person.name.casefold(), person.username)))


def everybody(connection: Connection) -> tuple[Person, ...]:
    """Return all whose names are known, the user and those who are gone included, in no order."""
    return tuple(from_row(row) for row in connection.execute(_EVERYBODY))


def chats_of(connection: Connection, users: Iterable[UserId]) -> frozenset[ChatId]:
    """Return the chats in which any of the users takes part."""
    return frozenset(row["chat"] for row in connection.execute(_CHATS_OF, (json.dumps(sorted(users)),)))


def drop_untold(connection: Connection) -> bool:
    """Remove the people who are kept from a history that is over; return whether anybody is different.

    Those who are still named somewhere are kept, as people who are not there any more.
    """
    gone = connection.execute(_DROP_UNTOLD).rowcount
    update = "UPDATE person SET active = 0 WHERE revision = 0 AND active"
    return bool(gone + connection.execute(update).rowcount)


def from_row(row: Row) -> Person:
    """Read a row that has a person's columns."""
    return Person(
        row["id"],
        row["username"],
        row["name"],
        row["title"],
        active=bool(row["active"]),
        reads_from=row["reads_from"],
    )
