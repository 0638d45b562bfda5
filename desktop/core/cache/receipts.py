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
_FORGET = "DELETE FROM read_position WHERE user IN (SELECT value FROM json_each(?))"
_FORGET_OTHERS = "DELETE FROM read_position WHERE user <> ?"


def reads_from(connection: Connection, users: Iterable[UserId]) -> dict[UserId, Milliseconds]:
    """Return since when people show how far they read; who always did is left out."""
    return dict(tuple(row) for row in connection.execute(_READS_FROM, (json.dumps(sorted(users)),)))


def take_back(connection: Connection, me: UserId, users: Set[UserId]) -> None:
    """Forget how far people have read who do no longer show it, or do so again: all others, if the user is one of them."""
    if me in users:
        connection.execute(_FORGET_OTHERS, (me,))
    elif users:
        connection.execute(_FORGET, (json.dumps(sorted(users)),))


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
    return raise_read(connection, chat, read)
