"""Catching up: what a device is told about the directory and about each chat that has moved since it last looked."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection

from sync_server import policy
from sync_server.handlers import accounts, pages
from sync_server.handlers.access import Place, enter
from sync_server.handlers.outcomes import Caller
from sync_server.protocol import limits
from sync_server.protocol.frames import Changes, ChangesPage, ChatChanges, ChatSnapshot, Push, ReadPosition
from sync_server.protocol.nouns import ChatId, Message, Revision
from sync_server.store import chats as chat_store
from sync_server.store import messages as message_store
from sync_server.store import sync as sync_store
from sync_server.store.chats import ChatRow, ParticipantRow


def catch_up(
    conn: Connection, caller: Caller, vector: Mapping[ChatId, Revision], directory: Revision
) -> Iterator[Push]:
    """Yield all that a device does not hold yet: the directory, then its chats, most recently active first.

    Of a chat that has not moved, the user's read position is told: it moves without a revision, and may have moved on another
    device meanwhile. Chats that the caller is not in are passed over, whatever the vector says of them.
    """
    yield from accounts.directory_since(conn, directory)
    standings = sync_store.standings(conn, caller.user)
    for standing in standings:
        if standing.revision > vector.get(standing.chat, -1):
            yield chat_push(conn, caller, standing.chat, vector.get(standing.chat))
    for standing in standings:
        if standing.revision <= vector.get(standing.chat, -1):
            yield ReadPosition(chat=standing.chat, seq=standing.read_seq)


def chat_push(
    conn: Connection, caller: Caller, chat: ChatId, held: Revision | None
) -> ChatSnapshot | ChatChanges:
    """Return what brings a device on in one chat, of which it holds everything up to a revision, or nothing."""
    place = enter(conn, caller, chat)
    everybody = chat_store.participants_of(conn, chat)
    if held is None:
        return snapshot(conn, place.chat, place.caller, everybody)
    return _changes_since(conn, place, everybody, min(held, place.chat.revision))


def snapshot(
    conn: Connection, chat: ChatRow, reader: ParticipantRow, everybody: Sequence[ParticipantRow]
) -> ChatSnapshot:
    """Return a chat for a device that does not hold it: its row, and the newest messages that the reader may see."""
    row = policy.chat_seen_by(reader, chat, everybody)
    newest = message_store.newest_before(
        conn,
        chat.id,
        from_seq=policy.first_readable(reader),
        before_seq=chat.last_seq + 1,
        limit=limits.SNAPSHOT_ROWS,
    )
    fitting = pages.fitting(policy.messages_seen_by(reader, newest), beside=row)
    return ChatSnapshot(chat=row, from_seq=fitting[-1].seq, messages=fitting[::-1])


def changes(conn: Connection, caller: Caller, request: Changes) -> ChangesPage:
    """Return the next page of what changed in a chat after a revision, oldest change first."""
    place = enter(conn, caller, request.chat)
    row = policy.chat_seen_by(place.caller, place.chat, chat_store.participants_of(conn, place.chat.id))
    after = min(request.after, place.chat.revision)
    found = _changed(conn, place, after)
    fitting = pages.fitting(found[: limits.PAGE_ROWS], beside=row)
    more = len(fitting) < len(found)
    return ChangesPage(
        id=request.id,
        after=after,
        revision=fitting[-1].revision if more else place.chat.revision,
        chat=row,
        messages=fitting,
        more=more,
    )


def _changes_since(
    conn: Connection, place: Place, everybody: Sequence[ParticipantRow], held: Revision
) -> ChatChanges:
    """Return all that changed, if it fits; else the newest messages, so that those are seen at once and the rest is asked for."""
    row = policy.chat_seen_by(place.caller, place.chat, everybody)
    found = _changed(conn, place, held)
    fitting = pages.fitting(found[: limits.PAGE_ROWS], beside=row)
    if len(fitting) == len(found):
        return ChatChanges(chat=row, after=held, revision=row.revision, messages=fitting)
    newest = snapshot(conn, place.chat, place.caller, everybody).messages
    return ChatChanges(chat=row, after=held, revision=held, messages=newest)


def _changed(conn: Connection, place: Place, after: Revision) -> tuple[Message, ...]:
    """Return up to one row more than a page holds, to know whether it is the last."""
    found = message_store.changed_after(
        conn,
        place.chat.id,
        after=policy.first_revision_worth_reading(place.caller, after),
        from_seq=policy.first_readable(place.caller),
        limit=limits.PAGE_ROWS + 1,
    )
    return policy.messages_seen_by(place.caller, found)
