"""What is written and not sent, one text per chat with the message that it answers, on this computer only."""

from msgspec import Struct

from desktop.core.cache.database import Connection
from desktop.core.values import ChatId, MessageId, Milliseconds

_SAVE = """
INSERT INTO draft (chat, text, reply_to, saved_at) VALUES (?, ?, ?, ?)
ON CONFLICT (chat) DO UPDATE SET text = excluded.text, reply_to = excluded.reply_to, saved_at = excluded.saved_at
WHERE text <> excluded.text OR reply_to IS NOT excluded.reply_to
"""


class Draft(Struct, frozen=True):
    """What is written and not sent."""

    text: str = ""
    reply_to: MessageId | None = None


NO_DRAFT = Draft()


def save(connection: Connection, chat: ChatId, draft: Draft, now: Milliseconds) -> bool:
    """Keep a draft, or remove one that is nothing but space and answers nothing; return whether that changed anything."""
    if not draft.text.strip() and draft.reply_to is None:
        return clear(connection, chat)
    return bool(connection.execute(_SAVE, (chat, draft.text, draft.reply_to, now)).rowcount)


def add(connection: Connection, chat: ChatId, added: Draft, now: Milliseconds) -> None:
    """Put a text behind what is written already, after a blank line. What the draft answers stays what it answers."""
    held = read(connection, chat)
    texts = [text for text in (held.text.rstrip(), added.text) if text]
    reply_to = held.reply_to if held.reply_to is not None else added.reply_to
    save(connection, chat, Draft("\n\n".join(texts), reply_to), now)


def clear(connection: Connection, chat: ChatId) -> bool:
    """Remove a draft; return whether there was one."""
    return bool(connection.execute("DELETE FROM draft WHERE chat = ?", (chat,)).rowcount)


def read(connection: Connection, chat: ChatId) -> Draft:
    """Return a chat's draft, `NO_DRAFT` if there is none."""
    row = connection.execute("SELECT text, reply_to FROM draft WHERE chat = ?", (chat,)).fetchone()
    return Draft(row["text"], row["reply_to"]) if row else NO_DRAFT


def texts(connection: Connection) -> dict[ChatId, str]:
    """Return the text of every draft."""
    return {row["chat"]: row["text"] for row in connection.execute("SELECT chat, text FROM draft")}
