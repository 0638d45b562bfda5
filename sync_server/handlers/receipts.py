"""Read positions: they only grow. A user's own devices are told at once, the others in the chat of many at a time.

What is unread follows from them, and from the mark that a user may have set themselves. Who does not want to show how far they
read is shown nobody's; their own devices go on as before.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

from msgspec.structs import replace
from sqlalchemy import Connection

from sync_server import policy
from sync_server.handlers.access import enter
from sync_server.handlers.devices import token_refused
from sync_server.handlers.outcomes import Caller, Delivery, Moved, Outcome
from sync_server.protocol.frames import (
    AccountSet,
    Directory,
    MarkRead,
    Ok,
    ReadCursor,
    ReadPositions,
    SetAccount,
)
from sync_server.protocol.nouns import FOR_EVER, ChatId, Milliseconds, Sequence, UserId
from sync_server.store import accounts as account_store
from sync_server.store import preferences as preference_store
from sync_server.store import receipts as receipt_store
from sync_server.store.chats import ChatRow, ParticipantRow
from sync_server.store.receipts import MovedRow, PositionRow


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
    # Where nobody may hear of it, not even when the others are told of each other depends on it.
    is_hidden = receipt_store.reads_from(conn, caller.user) == FOR_EVER
    return Outcome(Ok(id=command.id), (told,), None if is_hidden else Moved(place.chat.id, caller.user))


def set_account(conn: Connection, caller: Caller, command: SetAccount, now_ms: Milliseconds) -> Outcome:
    """Let others know how far the caller reads from now on, or nobody; everybody is told whom not to wait for.

    Everybody's devices forget at once what they were told before: see `Outcome.everyone`.
    """
    account = account_store.by_id(conn, caller.user)
    if account is None:
        raise token_refused()
    held = account.user
    if command.shows_reads is None or command.shows_reads is (held.reads_from != FOR_EVER):
        return Outcome(AccountSet(id=command.id, user=held))
    now = receipt_store.next_stamp(conn, now_ms)
    reads_from = policy.reads_from_after(held.reads_from, now, shows=command.shows_reads)
    revision = account_store.next_revision(conn)
    account_store.set_reads_from(conn, caller.user, reads_from, revision)
    row = replace(held, reads_from=reads_from, revision=revision)
    # The revision is not told: the cursor of the directory must not pass by changes that are told a moment later.
    return Outcome(AccountSet(id=command.id, user=row), everyone=Directory(users=(row,), revision=0))


class Unread(NamedTuple):
    """How many messages others wrote after a place."""

    texts: int
    after: Sequence


def unread_by(conn: Connection, chat: ChatRow, reader: ParticipantRow) -> Unread:
    """Return what is unread for one person in a chat, exactly, of what they may see."""
    after = policy.unread_after(reader, preference_store.unread_from(conn, reader.user, chat.id))
    return Unread(receipt_store.texts_of_others_after(conn, chat, reader, after), after)


def told_to_others(conn: Connection, moved: Mapping[ChatId, Set[UserId]]) -> list[Delivery]:
    """Return what tells each chat where some people in it stand now: one delivery for all who see the same of it."""
    return [delivery for chat, people in moved.items() for delivery in _told_in(conn, chat, people)]


def _told_in(conn: Connection, chat: ChatId, people: Set[UserId]) -> Iterator[Delivery]:
    moved: list[PositionRow] = []
    readers: defaultdict[tuple[Sequence, int], set[UserId]] = defaultdict(set)
    for row in receipt_store.positions_in(conn, chat):
        readers[row.cut_off, row.reads_from].add(row.user)
        if row.user in people:
            moved.append(row)
    for (cut_off, reads_from), users in readers.items():
        told = {row.user: row.seq for row in moved if _may_know(cut_off, reads_from, row)}
        # Of themselves they know already.
        to = users - told.keys() if len(told) == 1 else users
        if told and to:
            yield Delivery(to=frozenset(to), push=ReadPositions(chat=chat, read=told))


def _may_know(cut_off: Sequence, reads_from: int, row: PositionRow | MovedRow) -> bool:
    """Return whether a reader who sees so much, and tells their own for so long, may know of somebody else's position."""
    return policy.may_know_position(cut_off, row.seq) and policy.tell_each_other(
        reads_from, row.reads_from, row.stamp
    )


def moved_since(
    conn: Connection, caller: Caller, cursor: ReadCursor
) -> tuple[tuple[ReadPositions, ...], ReadCursor]:
    """Return the positions in the caller's chats that have moved since they were last told, and the new cursor.

    The cursor is that of the last position that is told, so that it says nothing of what happens in other chats.
    """
    moved: defaultdict[ChatId, dict[UserId, Sequence]] = defaultdict(dict)
    reads_from = receipt_store.reads_from(conn, caller.user)
    for row in receipt_store.moved_since(conn, caller.user, cursor):
        if row.user == caller.user or _may_know(row.cut_off, reads_from, row):
            moved[row.chat][row.user] = row.seq
            cursor = max(cursor, row.stamp)
    return tuple(ReadPositions(chat=chat, read=read) for chat, read in moved.items()), cursor


def cursor_now(conn: Connection, caller: Caller) -> ReadCursor:
    """Return the cursor of a device that is told of all positions as they are."""
    return receipt_store.newest_stamp(conn, caller.user)
