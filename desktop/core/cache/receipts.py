"""Read positions: the user's own and those of others that the user may know. They only grow.

Whoever wrote a line has read up to it, and whoever was added begins just before the line that says so; neither is told by the
server, so both are worked out from the lines.
"""

from collections.abc import Iterable, Mapping

from desktop.core.cache.database import Connection
from desktop.core.values import Added, ChatId, Sequence, UserId
from sync_server.protocol.nouns import Message

_RAISE = """
INSERT INTO read_position (chat, user, seq) VALUES (?, ?, ?)
ON CONFLICT (chat, user) DO UPDATE SET seq = excluded.seq WHERE excluded.seq > read_position.seq
"""


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
