"""What there is to tell the user of, chat by chat and in all: confirmed rows with the outbox laid over them."""

import json
from collections.abc import Iterable

from desktop.core.cache import commands, people, rows, summaries
from desktop.core.cache.database import Connection
from desktop.core.cache.projection import Projection, effective_preferences
from desktop.core.cache.unread import COUNT, NAMING_ME
from desktop.core.news_values import NEWS_ROWS, News, UnreadTotal
from desktop.core.values import ChatId, ChatSummary, Milliseconds, Person, Sequence, Text, TimelineRow, UserId
from sync_server.protocol.nouns import Preferences

_PLACES = """
SELECT c.id, c.effective_read, p.added_seq, p.added_by
FROM json_each(:chats) AS wanted JOIN chat_row AS c ON c.id = wanted.value
LEFT JOIN participant AS p ON p.chat = c.id AND p.user = :me
WHERE c.last_seq > c.effective_read
"""
# The newest, and of those that name the user the newest again: these must not get lost behind a long talk of others.
_UNREAD_ROWS = """
SELECT * FROM message_row WHERE chat = :chat AND seq IN (
    SELECT * FROM (
        SELECT seq FROM message
        WHERE chat = :chat AND seq > :read AND kind = 'text' AND author <> :me ORDER BY seq DESC LIMIT :most
    )
    UNION SELECT * FROM (
        SELECT seq FROM message INDEXED BY message_mentions
        WHERE chat = :chat AND seq > :read AND author <> :me AND mentions <> '' AND instr(mentions, :me) AND kind = 'text'
        ORDER BY seq DESC LIMIT :most
    )
) ORDER BY seq DESC
"""
_HERE = "SELECT c.id, (SELECT MAX(m.seq) FROM message AS m WHERE m.chat = c.id) FROM chat AS c"
_EVERY = "SELECT id FROM chat ORDER BY 1"
_COUNTS = f"""
WITH listed AS MATERIALIZED (
    SELECT c.id, c.effective_read, c.last_seq FROM json_each(:chats) AS wanted JOIN chat_row AS c ON c.id = wanted.value
)
SELECT l.id, COALESCE(f.muted_until, 0), {COUNT} AS unread, (SELECT COUNT(*) {NAMING_ME}) AS mentions
FROM listed AS l
LEFT JOIN sync_state AS s ON s.chat = l.id
LEFT JOIN preference AS f ON f.chat = l.id
WHERE l.last_seq > l.effective_read OR s.counted > 0
"""  # noqa: S608 - made of constants


def news(connection: Connection, me: UserId, chats: Iterable[ChatId]) -> tuple[News, ...]:
    """Return what is unread in some chats; one that is not there is left out."""
    lines = summaries.listed(connection, me, chats)
    wanted = json.dumps(sorted(line.id for line in lines))
    places = {
        chat: (read, added_seq, added_by)
        for chat, read, added_seq, added_by in connection.execute(_PLACES, {"chats": wanted, "me": me})
    }
    pending = rows.projection(connection, me, places)
    return tuple(_news(connection, me, line, pending, places.get(line.id)) for line in lines)


def in_order(found: Iterable[News]) -> tuple[News, ...]:
    """Return news with those of the newest activity first, as the chat list has them."""
    return tuple(sorted(found, key=lambda each: summaries.order(each.chat)))


def _news(
    connection: Connection,
    me: UserId,
    line: ChatSummary,
    pending: Projection,
    place: tuple[Sequence, Sequence | None, UserId | None] | None,
) -> News:
    if place is None:
        return News(line, (), line.unread, frozenset(), None, None, 0)
    read, added_seq, added_by = place
    shown = _unread_rows(connection, me, line.id, read, pending)
    adder = _adder(connection, me, added_by) if added_seq is not None and added_seq > read else None
    newest = max(shown[-1].seq or 0 if shown else 0, added_seq if adder and added_seq else 0)
    return News(
        chat=line,
        rows=shown,
        unread=line.unread,
        mentions=frozenset(row.id for row in shown if isinstance(row.body, Text) and me in row.body.mentions),
        added_seq=added_seq if adder else None,
        added_by=adder,
        newest_seq=newest,
    )


def _unread_rows(
    connection: Connection, me: UserId, chat: ChatId, read: Sequence, pending: Projection
) -> tuple[TimelineRow, ...]:
    values = {"chat": chat, "read": read, "me": me, "most": NEWS_ROWS}
    found = connection.execute(_UNREAD_ROWS, values).fetchall()
    return tuple(rows.from_row(row, pending) for row in reversed(found))


def _adder(connection: Connection, me: UserId, added_by: UserId | None) -> Person | None:
    """Return who brought the user in, if it was somebody else."""
    if added_by is None or added_by == me:
        return None
    return people.some(connection, (added_by,))[added_by]


def here(connection: Connection) -> dict[ChatId, Sequence] | None:
    """Return the place of the newest row of each chat; None if this computer has never held all that was new."""
    account = connection.execute("SELECT synced_at FROM account").fetchone()
    if account is None or account["synced_at"] is None:
        return None
    return {chat: seq or 0 for chat, seq in connection.execute(_HERE)}


def every(connection: Connection) -> tuple[ChatId, ...]:
    """Return the chats in which something can be unread: those that the server knows."""
    return tuple([chat for (chat,) in connection.execute(_EVERY)])


def counted(
    connection: Connection, me: UserId, chats: Iterable[ChatId], now: Milliseconds
) -> dict[ChatId, UnreadTotal]:
    """Return how much is unread in those of some chats in which something is."""
    found = connection.execute(_COUNTS, {"me": me, "chats": json.dumps(sorted(chats))}).fetchall()
    return {
        chat: UnreadTotal(0, 0, mentions, unread)
        if _muted_until(connection, chat, muted) > now
        else UnreadTotal(unread, 1, mentions, 0)
        for chat, muted, unread, mentions in found
        if unread
    }


def _muted_until(connection: Connection, chat: ChatId, confirmed: Milliseconds) -> Milliseconds:
    held = Preferences(0, confirmed)
    return effective_preferences(held, commands.of_chats(connection, (chat,))).muted_until
