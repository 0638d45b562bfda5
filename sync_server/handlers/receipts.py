"""Read positions: they only grow. A user's own devices are told at once, the others in the chat of many at a time.

What is unread follows from them, and from the mark that a user may have set themselves.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

from sqlalchemy import Connection

from sync_server import policy
from sync_server.handlers.access import enter
from sync_server.handlers.outcomes import Caller, Delivery, Moved, Outcome
from sync_server.protocol.frames import MarkRead, Ok, ReadCursor, ReadPositions
from sync_server.protocol.nouns import ChatId, Milliseconds, Sequence, UserId
from sync_server.store import preferences as preference_store
from sync_server.store import receipts as receipt_store
from sync_server.store.chats import ChatRow, ParticipantRow


def mark_read(conn: Connection, caller: Caller, command: MarkRead, now_ms: Milliseconds) -> Outcome:
    """Move the caller's read position on; say nothing to anybody if it stays where it is."""
    place = enter(conn, caller, command.chat, to_write=True)
    seq = policy.read_position_after(place.caller, command.seq, place.chat.last_seq)
    if seq == place.caller.read_seq:
        return Outcome(Ok(id=command.id))
    receipt_store.set_read_position(conn, place.chat.id, caller.user, seq, now_ms)
    told = Delivery(
        to=frozenset({caller.user}), push=ReadPositions(chat=place.chat.id, read={caller.user: seq})
    )
    return Outcome(Ok(id=command.id), (told,), Moved(place.chat.id, caller.user))


class Unread(NamedTuple):
    """How many messages others wrote after a place."""

    texts: int
    after: Sequence


def unread_by(conn: Connection, chat: ChatRow, reader: ParticipantRow) -> Unread:
    """Return what is unread for one person in a chat, exactly, of what they may see."""
    after = policy.unread_after(reader, preference_store.unread_from(conn, reader.user, chat.id))
    return Unread(receipt_store.texts_of_others_after(conn, chat, reader, after), after)


def told_to_others(conn: Connection, moved: Mapping[ChatId, Set[UserId]]) -> list[Delivery]:
    """Return what tells each chat where some people in it stand now: one delivery for each cut-off, if it sees any of them."""
    return [delivery for chat, people in moved.items() for delivery in _told_in(conn, chat, people)]


def _told_in(conn: Connection, chat: ChatId, people: Set[UserId]) -> Iterator[Delivery]:
    positions: dict[UserId, Sequence] = {}
    readers: defaultdict[Sequence, set[UserId]] = defaultdict(set)
    for user, cut_off, seq in receipt_store.positions_in(conn, chat):
        readers[cut_off].add(user)
        if user in people:
            positions[user] = seq
    for cut_off, users in readers.items():
        told = policy.positions_seen_from(cut_off, positions)
        # Of themselves they know already.
        to = users - told.keys() if len(told) == 1 else users
        if told and to:
            yield Delivery(to=frozenset(to), push=ReadPositions(chat=chat, read=told))


def moved_since(
    conn: Connection, caller: Caller, cursor: ReadCursor
) -> tuple[tuple[ReadPositions, ...], ReadCursor]:
    """Return the positions in the caller's chats that have moved since they were last told, and the new cursor.

    The cursor is that of the last position that is told, so that it says nothing of what happens in other chats.
    """
    moved: defaultdict[ChatId, dict[UserId, Sequence]] = defaultdict(dict)
    for row in receipt_store.moved_since(conn, caller.user, cursor):
        if policy.may_know_position(caller.user, row.cut_off, row.user, row.seq):
            moved[row.chat][row.user] = row.seq
            cursor = max(cursor, row.stamp)
    return tuple(ReadPositions(chat=chat, read=read) for chat, read in moved.items()), cursor


def cursor_now(conn: Connection, caller: Caller) -> ReadCursor:
    """Return the cursor of a device that is told of all positions as they are."""
    return receipt_store.newest_stamp(conn, caller.user)
