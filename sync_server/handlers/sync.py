"""Catching up: what a device is told about the directory and about each chat that has moved since it last looked."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection

from sync_server import policy
from sync_server.handlers import accounts, lines, pages, receipts
from sync_server.handlers.access import Place, enter
from sync_server.handlers.outcomes import Caller
from sync_server.handlers.preferences import preferences_since
from sync_server.protocol import limits
from sync_server.protocol.frames import (
    Changes,
    ChangesPage,
    ChatChanges,
    ChatOpened,
    ChatSnapshot,
    OpenChat,
    PreferencesCursor,
    Push,
    ReadCursor,
    Synced,
)
from sync_server.protocol.nouns import Chat, ChatId, Message, Revision
from sync_server.store import chats as chat_store
from sync_server.store import messages as message_store
from sync_server.store import receipts as receipt_store
from sync_server.store import sync as sync_store
from sync_server.store.chats import ChatRow, ParticipantRow


def catch_up(
    conn: Connection,
    caller: Caller,
    vector: Mapping[ChatId, Revision],
    *,
    directory: Revision,
    reads: ReadCursor,
    preferences: PreferencesCursor,
) -> Iterator[Push]:
    """Yield all that a device does not hold yet, and `Synced` at the end of it.

    The directory comes first, then the chats, most recently active first, then the read positions that have moved and what the
    caller has set for themselves. Chats that the caller is not in are passed over, whatever the vector says of them; so are those
    in which nothing has changed that they may see.
    """
    yield from accounts.directory_since(conn, directory)
    for standing in sync_store.standings(conn, caller.user):
        held = vector.get(standing.chat)
        if held is not None and held >= standing.revision:
            continue
        push = _missed(conn, enter(conn, caller, standing.chat), held)
        if push is not None:
            yield push
    moved, cursor = receipts.moved_since(conn, caller, reads)
    yield from moved
    for page in preferences_since(conn, caller, preferences):
        preferences = max(row.revision for row in page.chats.values())
        yield page
    yield Synced(reads=cursor, preferences=preferences)


def snapshot(
    conn: Connection, chat: ChatRow, reader: ParticipantRow, everybody: Sequence[ParticipantRow]
) -> ChatSnapshot:
    """Return a chat for a device that does not hold it: its row, and the newest messages that the reader may see."""
    row = policy.chat_seen_by(reader, chat, everybody)
    read = policy.positions_seen_by(reader, everybody, receipt_store.reads_from_in(conn, chat.id))
    messages = _newest(conn, chat, reader, beside=(row, read))
    unread = receipts.unread_by(conn, chat, reader)
    return ChatSnapshot(
        chat=row,
        revision=lines.head_of(conn, chat, reader.visible_from_seq),
        from_seq=messages[0].seq,
        messages=messages,
        read=read,
        unread=unread.texts,
        unread_after=unread.after,
    )


def open_chat(conn: Connection, caller: Caller, request: OpenChat) -> ChatOpened:
    """Return a chat for a device that heard of it and does not hold its row."""
    place = enter(conn, caller, request.chat)
    found = snapshot(conn, place.chat, place.caller, chat_store.participants_of(conn, place.chat.id))
    return ChatOpened(
        request.id,
        found.chat,
        found.revision,
        found.from_seq,
        found.messages,
        found.read,
        found.unread,
        found.unread_after,
    )


def changes(conn: Connection, caller: Caller, request: Changes) -> ChangesPage:
    """Return the next page of what changed in a chat after a revision, oldest change first."""
    place = enter(conn, caller, request.chat)
    head = lines.head_of(conn, place.chat, place.caller.visible_from_seq)
    after = min(request.after, head)
    row = _row_if_changed(conn, place, after)
    found = _changed(conn, place, after)
    fitting = pages.fitting(found[: limits.PAGE_ROWS], beside=row)
    more = len(fitting) < len(found)
    return ChangesPage(
        id=request.id,
        chat=place.chat.id,
        after=after,
        revision=fitting[-1].revision if more else head,
        row=row,
        messages=fitting,
        more=more,
    )


def _missed(conn: Connection, place: Place, held: Revision | None) -> ChatSnapshot | ChatChanges | None:
    """Return what brings a device on in one chat, of which it holds everything up to a revision, or nothing."""
    if held is None:
        everybody = chat_store.participants_of(conn, place.chat.id)
        return snapshot(conn, place.chat, place.caller, everybody)
    head = lines.head_of(conn, place.chat, place.caller.visible_from_seq)
    return _changes_since(conn, place, held, head) if held < head else None


def _changes_since(conn: Connection, place: Place, held: Revision, head: Revision) -> ChatChanges:
    """Return all that changed, if it fits; else the newest messages, so that those are seen at once and the rest is asked for."""
    row = _row_if_changed(conn, place, held)
    if head - held <= limits.PAGE_ROWS:
        found = _changed(conn, place, held)
        fitting = pages.fitting(found, beside=row)
        if len(fitting) == len(found):
            return ChatChanges(place.chat.id, held, head, fitting, row)
    # So many changes may be of few messages; to find that out would hold up what is newest.
    return ChatChanges(
        place.chat.id, held, held, _newest(conn, place.chat, place.caller, beside=row), row, more=True
    )


def _row_if_changed(conn: Connection, place: Place, after: Revision) -> Chat | None:
    if place.chat.row_revision <= after:
        return None
    everybody = chat_store.participants_of(conn, place.chat.id)
    return policy.chat_seen_by(place.caller, place.chat, everybody)


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


def _newest(
    conn: Connection, chat: ChatRow, reader: ParticipantRow, *, beside: object
) -> tuple[Message, ...]:
    """Return the newest messages that the reader may see, ascending; always at least one, the newest."""
    newest = message_store.newest_before(
        conn,
        chat.id,
        from_seq=policy.first_readable(reader),
        before_seq=chat.last_seq + 1,
        limit=limits.SNAPSHOT_ROWS,
    )
    return pages.fitting(policy.messages_seen_by(reader, newest), beside=beside)[::-1]
