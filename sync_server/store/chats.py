"""Chats and their participants, in SQL."""

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import Connection, bindparam, insert, select, update

from sync_server.protocol.nouns import ChatId, Milliseconds, UserId
from sync_server.store.tables import chats, participants


class ChatRow(Struct, frozen=True):
    """A chat as it is stored."""

    id: ChatId
    revision: int
    subject: str
    created_by: UserId
    created_at: Milliseconds
    last_seq: int
    last_at: Milliseconds
    """When its newest message came: by this, chats are more or less recently active."""


class ParticipantRow(Struct, frozen=True):
    """A person in a chat as it is stored."""

    user: UserId
    position: int
    """Place in the order in which they came in, from 0."""
    added_seq: int
    added_at: Milliseconds
    added_by: UserId
    visible_from_seq: int
    read_seq: int


_CHAT = [chats.c[field] for field in ChatRow.__struct_fields__]
_PARTICIPANT = [participants.c[field] for field in ParticipantRow.__struct_fields__]

_chat_and_reader = (
    select(*_CHAT, *_PARTICIPANT)
    .join(participants, participants.c.chat == chats.c.id)
    .where(chats.c.id == bindparam("chat_id"), participants.c.user == bindparam("user_id"))
)
_chat_and_reader_to_write = _chat_and_reader.with_for_update(of=chats)
_participants = (
    select(*_PARTICIPANT).where(participants.c.chat == bindparam("chat_id")).order_by(participants.c.position)
)
_move_on = (
    update(chats)
    .where(chats.c.id == bindparam("chat_id"))
    .values(
        revision=bindparam("new_revision"),
        subject=bindparam("new_subject"),
        last_seq=bindparam("new_seq"),
        last_at=bindparam("new_at"),
    )
)


def chat_and_reader(
    conn: Connection, chat: ChatId, user: UserId, *, to_write: bool = False
) -> tuple[ChatRow, ParticipantRow] | None:
    """Return a chat and one person's place in it; None if there is no such chat, or they are not in it: one query for both.

    With `to_write` the chat stays as it is until the transaction ends.
    """
    statement = _chat_and_reader_to_write if to_write else _chat_and_reader
    row = conn.execute(statement, {"chat_id": chat, "user_id": user}).one_or_none()
    if row is None:
        return None
    return ChatRow(*row[: len(_CHAT)]), ParticipantRow(*row[len(_CHAT) :])


def exists(conn: Connection, chat: ChatId) -> bool:
    """Return whether the id of a chat is taken."""
    return conn.execute(select(chats.c.id).where(chats.c.id == chat)).first() is not None


def participants_of(conn: Connection, chat: ChatId) -> tuple[ParticipantRow, ...]:
    """Return everybody in a chat, in the order in which they came in."""
    return tuple(ParticipantRow(*row) for row in conn.execute(_participants, {"chat_id": chat}))


def add_chats(conn: Connection, rows: Sequence[ChatRow]) -> None:
    """Store new chats."""
    conn.execute(insert(chats), [_fields(row) for row in rows])


def move_on(conn: Connection, chat: ChatRow) -> None:
    """Store what a command made of a chat."""
    conn.execute(
        _move_on,
        {
            "chat_id": chat.id,
            "new_revision": chat.revision,
            "new_subject": chat.subject,
            "new_seq": chat.last_seq,
            "new_at": chat.last_at,
        },
    )


def add_participants(conn: Connection, rows: Sequence[tuple[ChatId, ParticipantRow]]) -> None:
    """Store people who came into chats, for good."""
    conn.execute(insert(participants), [{"chat": chat, **_fields(row)} for chat, row in rows])


def _fields(row: Struct) -> dict[str, object]:
    return {field: getattr(row, field) for field in row.__struct_fields__}
