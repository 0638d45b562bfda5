"""What a preview of the history asks the database: single rows, however long the history is.

Every row knows how many messages people wrote in its chat before it. That number never falls from one place to the next, so
counts are differences, and the first message from a place on is found by bisection, past any number of system lines.
"""

from sqlalchemy import Connection, bindparam, select

from sync_server.protocol.nouns import ChatId, Sequence
from sync_server.store.prepared import Prepared
from sync_server.store.tables import messages

_texts_before = Prepared(
    select(messages.c.texts_before).where(
        messages.c.chat == bindparam("chat_id"), messages.c.seq == bindparam("seq")
    )
)


def texts_before(conn: Connection, chat: ChatId, seq: Sequence) -> int:
    """Return how many messages people wrote in a chat before a place, which must exist."""
    row = _texts_before.one(conn, chat_id=chat, seq=seq)
    if row is None:
        raise LookupError(f"chat {chat} has nothing at {seq}")
    return int(row[0])


def first_text_from(conn: Connection, chat: ChatId, from_seq: Sequence, last_seq: Sequence) -> Sequence:
    """Return the place of the first message that a person wrote from a place on; there must be one up to `last_seq`.

    It is the last place with as many messages before it as the first one has. Steps that double come first: mostly it is near.
    """
    before = texts_before(conn, chat, from_seq)
    low, step = from_seq, 1
    while low + step <= last_seq and texts_before(conn, chat, low + step) == before:
        low, step = low + step, step * 2
    high = min(low + step, last_seq + 1)
    while high - low > 1:
        middle = (low + high) // 2
        if texts_before(conn, chat, middle) == before:
            low = middle
        else:
            high = middle
    return low
