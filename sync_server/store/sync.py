"""What catching up asks the database first: where each of somebody's chats stands."""

from msgspec import Struct
from sqlalchemy import Connection, bindparam, select

from sync_server.protocol.nouns import ChatId, UserId
from sync_server.store.tables import chats, participants


class Standing(Struct, frozen=True):
    """Where one chat of a user stands."""

    chat: ChatId
    revision: int
    read_seq: int
    """How far the user has read."""


_standings = (
    select(chats.c.id, chats.c.revision, participants.c.read_seq)
    .join(participants, participants.c.chat == chats.c.id)
    .where(participants.c.user == bindparam("user_id"))
    .order_by(chats.c.last_at.desc(), chats.c.id.desc())
)


def standings(conn: Connection, user: UserId) -> tuple[Standing, ...]:
    """Return every chat that a user is in, most recently active first."""
    return tuple(Standing(*row) for row in conn.execute(_standings, {"user_id": user}))
