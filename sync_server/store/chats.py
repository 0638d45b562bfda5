"""Chats and their participants, in SQL."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from sqlalchemy import Connection, bindparam, insert, select, update

from sync_server.protocol.nouns import ChatId, Milliseconds, UserId
from sync_server.store.prepared import Prepared
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
    row_revision: int
    """Of the last change of its subject or its participants."""
    line_revision: int
    """Of the newest line when it was written. Everybody in the chat sees that line; what changed later, some may not see."""
    texts: int
    """How many messages people wrote, those included that were deleted since."""


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
    read_stamp: int
    """Of the read clock, when `read_seq` was last moved by reading."""
    wrote_seq: int
    """Place of the newest message that they wrote; 0 for none."""


_CHAT = [chats.c[field] for field in ChatRow.__struct_fields__]
_MOVING = ("revision", "subject", "last_seq", "last_at", "row_revision", "line_revision", "texts")
_PARTICIPANT = [participants.c[field] for field in ParticipantRow.__struct_fields__]

_place = (
    select(*_CHAT, *_PARTICIPANT)
    .join(participants, participants.c.chat == chats.c.id)
    .where(chats.c.id == bindparam("chat_id"), participants.c.user == bindparam("user_id"))
)
_chat_and_reader = Prepared(_place)
_chat_and_reader_to_write = Prepared(_place.with_for_update(of=chats))
_participants = Prepared(
    select(*_PARTICIPANT).where(participants.c.chat == bindparam("chat_id")).order_by(participants.c.position)
)
_cut_offs = Prepared(
    select(participants.c.user, participants.c.visible_from_seq).where(
        participants.c.chat == bindparam("chat_id")
    )
)
_move_on = Prepared(
    update(chats)
    .where(chats.c.id == bindparam("chat_id"))
    .values({name: bindparam(f"new_{name}") for name in _MOVING})
)
_wrote = Prepared(
    update(participants)
    .where(participants.c.chat == bindparam("chat_id"), participants.c.user == bindparam("user_id"))
    .values(read_seq=bindparam("new_read_seq"), wrote_seq=bindparam("new_wrote_seq"))
)
_Readers = Mapping[int, frozenset[UserId]]
_MEMORY = "readers of chats"
PLACES_REMEMBERED = 250_000
"""People in all remembered chats together; each takes some 130 bytes."""


class _Memory:
    """Who is in which chat, as of which revision of its row."""

    def __init__(self) -> None:
        self._chats: dict[ChatId, tuple[int, _Readers]] = {}
        self._places = 0

    def known(self, chat: ChatRow) -> _Readers | None:
        revision, readers = self._chats.get(chat.id, (0, None))
        return readers if revision == chat.row_revision else None

    def keep(self, chat: ChatRow, readers: _Readers) -> None:
        _, before = self._chats.pop(chat.id, (0, {}))
        self._places += _places(readers) - _places(before)
        if self._places > PLACES_REMEMBERED:
            self._chats.clear()
            self._places = _places(readers)
        self._chats[chat.id] = (chat.row_revision, readers)


def chat_and_reader(
    conn: Connection, chat: ChatId, user: UserId, *, to_write: bool = False
) -> tuple[ChatRow, ParticipantRow] | None:
    """Return a chat and one person's place in it; None if there is no such chat, or they are not in it: one query for both.

    With `to_write` the chat stays as it is until the transaction ends.
    """
    statement = _chat_and_reader_to_write if to_write else _chat_and_reader
    row = statement.one(conn, chat_id=chat, user_id=user)
    if row is None:
        return None
    return ChatRow(*row[: len(_CHAT)]), ParticipantRow(*row[len(_CHAT) :])


def readers_of(conn: Connection, chat: ChatRow) -> _Readers:
    """Return who is in a chat, by where what they may read begins.

    Remembered with the connection: participants only ever grow, and each that comes in moves the row's revision. A transaction
    that is undone must `forget_readers`, as its revisions are given again.
    """
    memory: _Memory = conn.info.setdefault(_MEMORY, _Memory())
    known = memory.known(chat)
    if known is not None:
        return known
    grouped: dict[int, set[UserId]] = {}
    for user, cut_off in _cut_offs.all(conn, chat_id=chat.id):
        grouped.setdefault(cut_off, set()).add(user)
    readers = {cut_off: frozenset(users) for cut_off, users in grouped.items()}
    memory.keep(chat, readers)
    return readers


def forget_readers(conn: Connection) -> None:
    """Let go of what is remembered of who is in which chat."""
    conn.info.pop(_MEMORY, None)


def exists(conn: Connection, chat: ChatId) -> bool:
    """Return whether the id of a chat is taken."""
    return conn.execute(select(chats.c.id).where(chats.c.id == chat)).first() is not None


def participants_of(conn: Connection, chat: ChatId) -> tuple[ParticipantRow, ...]:
    """Return everybody in a chat, in the order in which they came in."""
    return tuple(ParticipantRow(*row) for row in _participants.all(conn, chat_id=chat))


def add_chats(conn: Connection, rows: Sequence[ChatRow]) -> None:
    """Store new chats."""
    conn.execute(insert(chats), [_fields(row) for row in rows])


def move_on(conn: Connection, chat: ChatRow) -> None:
    """Store what a command made of a chat."""
    _move_on.run(conn, chat_id=chat.id, **{f"new_{name}": getattr(chat, name) for name in _MOVING})


def note_written(conn: Connection, chat: ChatId, author: ParticipantRow) -> None:
    """Store how far somebody who has just written has read, and where they wrote last."""
    _wrote.run(
        conn,
        chat_id=chat,
        user_id=author.user,
        new_read_seq=author.read_seq,
        new_wrote_seq=author.wrote_seq,
    )


def add_participants(conn: Connection, rows: Sequence[tuple[ChatId, ParticipantRow]]) -> None:
    """Store people who came into chats, for good."""
    conn.execute(insert(participants), [{"chat": chat, **_fields(row)} for chat, row in rows])


def _places(readers: _Readers) -> int:
    return sum(map(len, readers.values()))


def _fields(row: Struct) -> dict[str, object]:
    return {field: getattr(row, field) for field in row.__struct_fields__}
