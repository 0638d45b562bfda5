"""What is known of messages that are not here: how many are still to come, and how many of them are unread.

Both are read from a chat's row in `sync_state`, never counted in the history, so they cost the same however long that is. Only
where changes are missing is a hole looked for, behind the newest messages.

An unread number is right before its messages are here, because the server says once, with the chat's snapshot, how many there
are: the rows that come in are taken off that, each once, in the transaction that brings it in.
"""

from collections.abc import Iterable

from msgspec import Struct, structs

from desktop.core.cache.chats import Position
from desktop.core.cache.database import Connection, Row
from desktop.core.values import ChatId, Deleted, Progress, Sequence, Text, UserId
from sync_server.protocol.nouns import Message, Revision

INVALID: Sequence = -1
"""As `counted_after`: the count was made while changes were missing here, so it may be off until it is asked for again."""

_COUNT = """
UPDATE sync_state SET counted_after = :kept_after, counted_to = :up_to, counted_at = :at, counted = MAX(0, :unread - (
    SELECT COUNT(*) FROM message AS m
    WHERE m.chat = :chat AND m.kind = 'text' AND m.seq > :after AND m.seq <= :up_to AND m.author <> :me
) - (
    SELECT COUNT(*) FROM message AS m
    WHERE m.chat = :chat AND m.kind = 'deleted' AND m.seq > :after AND m.seq <= :up_to AND m.author <> :me AND m.revision > :at
))
WHERE chat = :chat AND counted_at <= :at
"""
_TAKE_OFF = "UPDATE sync_state SET counted = MAX(0, counted - ?) WHERE chat = ?"
_LACKING = """
SELECT s.chat, MAX(0, s.held_from_seq - MAX(c.visible_from_seq, 1)) AS older, s.told > s.held AS gap
FROM sync_state AS s JOIN chat AS c ON c.id = s.chat
WHERE s.told > s.held OR s.held_from_seq > MAX(c.visible_from_seq, 1)
"""
_OF_CHAT = f"{_LACKING.replace('WHERE', 'WHERE s.chat = ? AND (')})"
_NEWEST = "SELECT seq FROM message WHERE chat = ? ORDER BY seq DESC LIMIT ?"
_LOOKED_AT = 200
"""Newest messages among which a hole is looked for: those that came ahead of what was missed, and a little more."""


def progress(connection: Connection) -> Progress:
    """Return how much of what the user may read is here, as of the last time when nothing was newer."""
    lacking = connection.execute(_LACKING).fetchall()
    account = connection.execute("SELECT synced_at FROM account").fetchone()
    as_of = account["synced_at"] if account else None
    return Progress(
        complete=as_of is not None and not lacking,
        coming=sum(_lacks(connection, row) for row in lacking),
        chats=len(lacking),
        as_of=as_of,
    )


def coming(connection: Connection, chat: ChatId) -> int:
    """Return how many messages and system lines of a chat are not here, of those that the user may read."""
    row = connection.execute(_OF_CHAT, (chat,)).fetchone()
    return _lacks(connection, row) if row else 0


def _lacks(connection: Connection, row: Row) -> int:
    older: int = row["older"]
    return older + (_hole(connection, row["chat"]) if row["gap"] else 0)


def _hole(connection: Connection, chat: ChatId) -> int:
    """Return how many places lie between the newest messages, which come first after a long absence, and those held before."""
    expected = 0
    for (seq,) in connection.execute(_NEWEST, (chat, _LOOKED_AT)):
        if expected and seq != expected:
            return int(expected - seq)
        expected = seq - 1
    return 0


class Count(Struct, frozen=True):
    """What the server says of a chat: how many messages of others stand after a place."""

    unread: int
    after: Sequence
    up_to: Sequence
    """Place of the newest message that it knew."""
    at: Revision
    """Of the chat at that time."""


def count(connection: Connection, me: UserId, position: Position, said: Count) -> None:
    """Take in how many messages of others are unread in all; those that are here are taken off."""
    values = structs.asdict(said) | {
        "chat": position.chat,
        "me": me,
        "kept_after": INVALID if position.has_gap else said.after,
    }
    connection.execute(_COUNT, values)


def take_off(connection: Connection, me: UserId, position: Position, added: Iterable[Message]) -> None:
    """Note that rows which the server has counted are here now."""
    if not position.counted:
        return
    found = sum(
        position.counted_after < message.seq <= position.counted_to
        and message.author != me
        and (
            isinstance(message.body, Text)
            or (isinstance(message.body, Deleted) and message.revision > position.counted_at)
        )
        for message in added
    )
    if found:
        connection.execute(_TAKE_OFF, (found, position.chat))
