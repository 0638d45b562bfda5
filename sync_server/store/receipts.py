"""Read positions, in SQL, the clock by which devices are told which of them have moved, and how much lies after one."""

from typing import NamedTuple

from sqlalchemy import Connection, and_, bindparam, case, func, or_, select, update

from sync_server.protocol.nouns import ChatId, Milliseconds, UserId
from sync_server.store.chats import ChatRow, ParticipantRow
from sync_server.store.prepared import Prepared
from sync_server.store.previews import texts_before
from sync_server.store.tables import messages, participants, read_clock, users

_next_stamp = Prepared(
    update(read_clock)
    .where(read_clock.c.id == 1)
    .values(
        stamp=case((read_clock.c.stamp < bindparam("now"), bindparam("now")), else_=read_clock.c.stamp + 1)
    )
    .returning(read_clock.c.stamp)
)
_set = Prepared(
    update(participants)
    .where(participants.c.chat == bindparam("chat_id"), participants.c.user == bindparam("user_id"))
    .values(read_seq=bindparam("new_read_seq"), read_stamp=bindparam("new_stamp"))
)
_mine = participants.alias("mine")
_moved = Prepared(
    select(
        participants.c.chat,
        participants.c.user,
        participants.c.read_seq,
        participants.c.read_stamp,
        users.c.reads_from,
        _mine.c.visible_from_seq,
    )
    .join(_mine, _mine.c.chat == participants.c.chat)
    .join(users, users.c.id == participants.c.user)
    .where(_mine.c.user == bindparam("user_id"), participants.c.read_stamp > bindparam("cursor"))
)
_newest_stamp = Prepared(
    select(func.max(participants.c.read_stamp))
    .join(_mine, _mine.c.chat == participants.c.chat)
    .join(users, users.c.id == participants.c.user)
    .where(
        _mine.c.user == bindparam("user_id"),
        or_(
            participants.c.user == _mine.c.user,
            and_(
                participants.c.read_seq >= _mine.c.visible_from_seq,
                or_(users.c.reads_from == 0, participants.c.read_stamp > users.c.reads_from),
                or_(bindparam("reads_from") == 0, participants.c.read_stamp > bindparam("reads_from")),
            ),
        ),
    )
)
_reads_from = Prepared(select(users.c.reads_from).where(users.c.id == bindparam("user_id")))
_reads_from_in = Prepared(
    select(users.c.id, users.c.reads_from)
    .join(participants, participants.c.user == users.c.id)
    .where(participants.c.chat == bindparam("chat_id"), users.c.reads_from > 0)
)
_positions = Prepared(
    select(
        participants.c.user,
        participants.c.visible_from_seq,
        participants.c.read_seq,
        participants.c.read_stamp,
        users.c.reads_from,
    )
    .join(users, users.c.id == participants.c.user)
    .where(participants.c.chat == bindparam("chat_id"))
    # Not as they came in, which is told to some only.
    .order_by(participants.c.user)
)
_tombstones_after = Prepared(
    select(func.count()).where(
        messages.c.chat == bindparam("chat_id"), messages.c.seq > bindparam("after"), messages.c.deleted
    )
)
_texts_by = Prepared(
    select(func.count()).where(
        messages.c.chat == bindparam("chat_id"),
        messages.c.seq > bindparam("after"),
        messages.c.seq <= bindparam("up_to"),
        messages.c.author == bindparam("user_id"),
        # Bodies are written with their kind first.
        messages.c.body.like('{"kind":"text"%'),
    )
)


def set_read_position(conn: Connection, chat: ChatId, user: UserId, seq: int, now_ms: Milliseconds) -> None:
    """Store how far somebody has read. A trigger refuses to go back."""
    _set.run(conn, chat_id=chat, user_id=user, new_read_seq=seq, new_stamp=next_stamp(conn, now_ms))


def next_stamp(conn: Connection, now_ms: Milliseconds) -> int:
    """Move the read clock on, and return its stamp: higher than any before."""
    found = _next_stamp.one(conn, now=now_ms)
    if found is None:
        raise LookupError("the read clock is missing")
    return int(found[0])


def reads_from(conn: Connection, user: UserId) -> int:
    """Return the stamp from which on somebody tells how far they read, and is told of others."""
    row = _reads_from.one(conn, user_id=user)
    return 0 if row is None else int(row[0])


def reads_from_in(conn: Connection, chat: ChatId) -> dict[UserId, int]:
    """Return the same of all people in a chat; who always did is left out."""
    return {user: int(stamp) for user, stamp in _reads_from_in.all(conn, chat_id=chat)}


class MovedRow(NamedTuple):
    """A read position that has moved."""

    chat: ChatId
    user: UserId
    seq: int
    stamp: int
    reads_from: int
    """Of the user whose position it is."""
    cut_off: int
    """Of the user who asks, in this chat."""


class PositionRow(NamedTuple):
    """How far somebody in a chat has read, and what they may see and tell."""

    user: UserId
    cut_off: int
    seq: int
    stamp: int
    reads_from: int


def moved_since(conn: Connection, user: UserId, cursor: int) -> list[MovedRow]:
    """Return every position in a user's chats that was moved after a stamp."""
    return [MovedRow(*row) for row in _moved.all(conn, user_id=user, cursor=cursor)]


def positions_in(conn: Connection, chat: ChatId) -> list[PositionRow]:
    """Return everybody in a chat, and how far they have read."""
    return [PositionRow(*row) for row in _positions.all(conn, chat_id=chat)]


def newest_stamp(conn: Connection, user: UserId) -> int:
    """Return the stamp of the position that moved last in a user's chats: their own, or one that they are told."""
    row = _newest_stamp.one(conn, user_id=user, reads_from=reads_from(conn, user))
    return 0 if row is None or row[0] is None else int(row[0])


def texts_of_others_after(conn: Connection, chat: ChatRow, reader: ParticipantRow, after: int) -> int:
    """Return how many messages others wrote after a place, tombstones not counted.

    Counts are kept with the rows, so that costs the same however much was written. Only where the reader wrote after that place
    themselves, as they may have if they marked it as unread, is what stands between looked through.
    """
    if after >= chat.last_seq:
        return 0
    written = chat.texts - texts_before(conn, chat.id, after + 1)
    count = written - _count(_tombstones_after, conn, chat_id=chat.id, after=after)
    if after >= reader.wrote_seq:
        return count
    own = _count(_texts_by, conn, chat_id=chat.id, after=after, up_to=reader.wrote_seq, user_id=reader.user)
    return count - own


def _count(counting: Prepared, conn: Connection, **values: object) -> int:
    row = counting.one(conn, **values)
    return 0 if row is None else int(row[0])
