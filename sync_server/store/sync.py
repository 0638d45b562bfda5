"""What catching up asks the database first: where each of somebody's chats stands."""

from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from sync_server.protocol.nouns import ChatId, UserId
from sync_server.store.prepared import Prepared
from sync_server.store.tables import chats, participants


class Standing(NamedTuple):
    """Where one chat of a user stands."""

    chat: ChatId
    revision: int


_standings = Prepared(
    select(chats.c.id, chats.c.revision)
    .join(participants, participants.c.chat == chats.c.id)
    .where(participants.c.user == bindparam("user_id"))
    .order_by(chats.c.last_at.desc(), chats.c.id.desc())
)


def standings(conn: Connection, user: UserId) -> list[Standing]:
    """Return every chat that a user is in, most recently active first."""
    return [Standing(*row) for row in _standings.all(conn, user_id=user)]
