"""Read positions: the user's own and those of others that the user may know. They only grow.

Whoever wrote a line has read up to it, and whoever was added begins just before the line that says so; neither is told by the
server, so both are worked out from the lines. Who stops showing how far they read takes back what they told, and so does the user
by no longer wanting to know.
"""

import json
from collections.abc import Iterable, Mapping, Set

from desktop.core.cache.database import Connection
from desktop.core.values import FOR_EVER, Added, ChatId, Milliseconds, Sequence, UserId
from sync_server.protocol.nouns import Message

_RAISE = """
INSERT INTO read_position (chat, user, seq) VALUES (?, ?, ?)
ON CONFLICT (chat, user) DO UPDATE SET seq = excluded.seq WHERE excluded.seq > read_position.seq
"""
_READS_FROM = (
    "SELECT id, reads_from FROM person WHERE reads_from > 0 AND id IN (SELECT value FROM json_each(?))"
)
_RAISE_WROTE = "UPDATE read_position SET wrote = ? WHERE chat = ? AND user = ? AND wrote < ?"
_TAKE_BACK = "UPDATE read_position SET seq = wrote WHERE user IN (SELECT value FROM json_each(?))"
_TAKE_BACK_ALL = "UPDATE read_position SET seq = wrote WHERE user <> ?"
_DROP_EMPTY = "DELETE FROM read_position WHERE seq = 0"


def reads_from(connection: Connection, users: Iterable[UserId]) -> dict[UserId, Milliseconds]:
    """Return since when people show how far they read; who always did is left out."""
    return dict(tuple(row) for row in connection.execute(_READS_FROM, (json.dumps(sorted(users)),)))


def take_back(connection: Connection, me: UserId, users: Set[UserId]) -> None:
    """Forget what was told of people who stop showing how far they read, or begin again; of all, if the user is one of them."""
    if not users:
        return
    if me in users:
        connection.execute(_TAKE_BACK_ALL, (me,))
    else:
        connection.execute(_TAKE_BACK, (json.dumps(sorted(users)),))
    connection.execute(_DROP_EMPTY)


def raise_told(connection: Connection, me: UserId, chat: ChatId, read: Mapping[UserId, Sequence]) -> bool:
    """Move read positions forward that the server tells of others; return whether any moved. None is kept of who hides it."""
    others = read.keys() - {me}
    since = reads_from(connection, {me, *others})
    if since.get(me) == FOR_EVER:
        return False
    return raise_read(connection, chat, {user: read[user] for user in others if since.get(user) != FOR_EVER})


def raise_read(connection: Connection, chat: ChatId, read: Mapping[UserId, Sequence]) -> bool:
    """Move read positions forward; return whether any moved."""
    rows = [(chat, user, seq) for user, seq in read.items() if seq > 0]
    return connection.executemany(_RAISE, rows).rowcount > 0


def raise_written(connection: Connection, me: UserId, chat: ChatId, messages: Iterable[Message]) -> bool:
    """Move the positions of those who wrote the lines of a chat, and of those whom the lines have added.

    Return whether the position of anybody else than the user has moved.
    """
    read: dict[UserId, Sequence] = {}
    for message in messages:
        author, seq = message.author, message.seq
        if seq > read.get(author, 0):
            read[author] = seq
        if isinstance(message.body, Added):
            for user in message.body.users:
                read[user] = max(seq - 1, read.get(user, 0))
    mine = read.pop(me, 0)
    raise_read(connection, chat, {me: mine})
    moved = raise_read(connection, chat, read)
    connection.executemany(_RAISE_WROTE, [(seq, chat, user, seq) for user, seq in read.items()])
    return moved
