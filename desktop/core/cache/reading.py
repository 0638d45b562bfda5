"""How far the user has read, once the outbox is empty."""

from msgspec import Struct

from desktop.core.cache.database import Connection
from desktop.core.values import ChatId, Sequence

_STATE = "SELECT seen, unread_from, visible_from_seq, last_seq FROM chat_row WHERE id = ?"


class ReadState(Struct, frozen=True):
    """What the user has seen of a chat, and what of it counts as unread all the same."""

    seen: Sequence
    """Everything up to here was on screen."""
    unread_from: Sequence
    """From here on it counts as unread though it was on screen; 0 for no such mark."""
    visible_from: Sequence
    last: Sequence


def state(connection: Connection, chat: ChatId) -> ReadState | None:
    """Return how far the user has read, None if the chat is not confirmed."""
    row = connection.execute(_STATE, (chat,)).fetchone()
    return ReadState(*row) if row else None
