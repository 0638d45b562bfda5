"""What the user has set for themselves in a chat, as the server has it: muted, pinned, marked as unread, notified of.

Of two rows of a chat the one with the higher revision holds.
"""

from collections.abc import Mapping

from desktop.core.cache.database import Connection
from desktop.core.values import ChatId
from sync_server.protocol.nouns import Preferences

_SAVE = """
INSERT INTO preference (chat, revision, muted_until, pinned, unread_from, notify) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (chat) DO UPDATE SET revision = excluded.revision, muted_until = excluded.muted_until, pinned = excluded.pinned,
    unread_from = excluded.unread_from, notify = excluded.notify
WHERE excluded.revision > preference.revision
"""


def save(connection: Connection, chats: Mapping[ChatId, Preferences]) -> frozenset[ChatId]:
    """Keep each row that is newer than the one held, of whatever chat; return the chats whose rows are different now."""
    changed = set()
    for chat, row in chats.items():
        values = (chat, row.revision, row.muted_until, row.pinned, row.unread_from, row.notify)
        if connection.execute(_SAVE, values).rowcount:
            changed.add(chat)
    return frozenset(changed)
