"""What is written and not sent, one text per chat, on this computer only."""

from desktop.core.cache.database import Connection
from desktop.core.values import ChatId, Milliseconds

_SAVE = """
INSERT INTO draft (chat, text, saved_at) VALUES (?, ?, ?)
ON CONFLICT (chat) DO UPDATE SET text = excluded.text, saved_at = excluded.saved_at WHERE text <> excluded.text
"""


def save(connection: Connection, chat: ChatId, text: str, now: Milliseconds) -> bool:
    """Keep a draft, or remove it if there is nothing but space in it; return whether that changed anything."""
    if not text.strip():
        return clear(connection, chat)
    return bool(connection.execute(_SAVE, (chat, text, now)).rowcount)


def clear(connection: Connection, chat: ChatId) -> bool:
    """Remove a draft; return whether there was one."""
    return bool(connection.execute("DELETE FROM draft WHERE chat = ?", (chat,)).rowcount)


def text(connection: Connection, chat: ChatId) -> str:
    """Return a chat's draft, empty for none."""
    row = connection.execute("SELECT text FROM draft WHERE chat = ?", (chat,)).fetchone()
    return str(row["text"]) if row else ""


def texts(connection: Connection) -> dict[ChatId, str]:
    """Return every draft."""
    return {row["chat"]: row["text"] for row in connection.execute("SELECT chat, text FROM draft")}
