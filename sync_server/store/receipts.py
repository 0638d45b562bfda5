"""Read positions, in SQL."""

from sqlalchemy import Connection, bindparam, update

from sync_server.protocol.nouns import ChatId, UserId
from sync_server.store.tables import participants

_set = (
    update(participants)
    .where(participants.c.chat == bindparam("chat_id"), participants.c.user == bindparam("user_id"))
    .values(read_seq=bindparam("new_read_seq"))
)


def set_read_position(conn: Connection, chat: ChatId, user: UserId, seq: int) -> None:
    """Store how far somebody has read. A trigger refuses to go back."""
    conn.execute(_set, {"chat_id": chat, "user_id": user, "new_read_seq": seq})
