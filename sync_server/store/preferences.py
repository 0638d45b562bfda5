"""What people have set for themselves in their chats, in SQL.

The rows of one user are ordered by a revision of that user's own, so that it tells nothing of what others do. It is the time
where the clock allows, and only ever grows: a database brought back from an older copy goes on after what devices hold.
"""

from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from sync_server.protocol.nouns import ChatId, Milliseconds, Preferences, Revision, Sequence, UserId
from sync_server.store.prepared import Prepared
from sync_server.store.tables import preferences

_FIELDS = Preferences.__struct_fields__
_ROW = [preferences.c[field] for field in _FIELDS]
_mine = (preferences.c.user == bindparam("user_id"), preferences.c.chat == bindparam("chat_id"))
_one = Prepared(select(*_ROW).where(*_mine))
_unread_from = Prepared(select(preferences.c.unread_from).where(*_mine))
_newest = Prepared(select(func.max(preferences.c.revision)).where(preferences.c.user == bindparam("user_id")))
_insert = Prepared(insert(preferences), "user", "chat", *_FIELDS)
_update = Prepared(
    update(preferences).where(*_mine).values({field: bindparam(f"new_{field}") for field in _FIELDS})
)
_changed = Prepared(
    select(preferences.c.chat, *_ROW)
    .where(preferences.c.user == bindparam("user_id"), preferences.c.revision > bindparam("after"))
    .order_by(preferences.c.revision)
)


def of(conn: Connection, user: UserId, chat: ChatId) -> Preferences | None:
    """Return what somebody has set in a chat; None if they never set anything."""
    row = _one.one(conn, user_id=user, chat_id=chat)
    return None if row is None else _preferences(row)


def unread_from(conn: Connection, user: UserId, chat: ChatId) -> Sequence:
    """Return the place of somebody's unread mark in a chat; 0 if there is none."""
    row = _unread_from.one(conn, user_id=user, chat_id=chat)
    return 0 if row is None else int(row[0])


def next_revision(conn: Connection, user: UserId, now_ms: Milliseconds) -> Revision:
    """Return the revision of the next change of any of somebody's rows."""
    row = _newest.one(conn, user_id=user)
    newest = 0 if row is None or row[0] is None else int(row[0])
    return max(now_ms, newest + 1)


def add(conn: Connection, user: UserId, chat: ChatId, row: Preferences) -> None:
    """Store what somebody sets in a chat for the first time."""
    _insert.run(conn, user=user, chat=chat, **_values(row))


def replace(conn: Connection, user: UserId, chat: ChatId, row: Preferences) -> None:
    """Store what somebody's preferences in a chat became."""
    values = {f"new_{field}": value for field, value in _values(row).items()}
    _update.run(conn, user_id=user, chat_id=chat, **values)


def changed_after(conn: Connection, user: UserId, after: Revision) -> list[tuple[ChatId, Preferences]]:
    """Return somebody's rows that changed after a revision, oldest change first."""
    return [(row[0], _preferences(row[1:])) for row in _changed.all(conn, user_id=user, after=after)]


def _values(row: Preferences) -> dict[str, object]:
    return {field: getattr(row, field) for field in _FIELDS}


def _preferences(row: tuple[Any, ...]) -> Preferences:
    revision, muted_until, pinned, mark, notify = row
    return Preferences(revision, muted_until, bool(pinned), mark, notify)
