"""What is known of messages that are not here: how many are still to come, and how many of them are unread.

Both are read from a chat's row in `sync_state`, never counted in the history, so they cost the same however long that is. An
unread number is right before its messages are here, because the server says once, with the chat's snapshot, how many there are:
the rows that come in are taken off that, each once, in the transaction that brings it in.
"""

from collections.abc import Iterable

from msgspec import Struct, structs

from desktop.core.cache.chats import Position
from desktop.core.cache.database import Connection
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
_TOTAL = """
SELECT COUNT(*) AS chats, COALESCE(SUM(missing), 0) AS coming, COALESCE(SUM(gap), 0) AS gaps FROM (
    SELECT MAX(0, s.held_from_seq - MAX(c.visible_from_seq, 1)) AS missing, s.told > s.held AS gap
    FROM sync_state AS s JOIN chat AS c ON c.id = s.chat
) WHERE missing OR gap
"""
_OF_CHAT = """
SELECT MAX(0, s.held_from_seq - MAX(c.visible_from_seq, 1)) AS missing FROM sync_state AS s JOIN chat AS c ON c.id = s.chat
WHERE s.chat = ?
"""


def progress(connection: Connection) -> Progress:
    """Return how much of what the user may read is here, as of the last time when nothing was newer."""
    row = connection.execute(_TOTAL).fetchone()
    account = connection.execute("SELECT synced_at FROM account").fetchone()
    as_of = account["synced_at"] if account else None
    return Progress(
        complete=as_of is not None and row["chats"] == 0,
        coming=row["coming"],
        chats=row["chats"],
        as_of=as_of,
    )


def coming(connection: Connection, chat: ChatId) -> int:
    """Return how many messages and system lines of a chat are not here, of those that the user may read."""
    row = connection.execute(_OF_CHAT, (chat,)).fetchone()
    return int(row["missing"]) if row else 0


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
