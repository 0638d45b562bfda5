"""The chat list: confirmed rows with the pending commands projected over them."""

import json
from collections.abc import Iterable, Mapping
from itertools import groupby

from msgspec import Struct

from desktop.core.cache import commands, drafts, people, rows
from desktop.core.cache.commands import Pending, Quiet
from desktop.core.cache.database import Connection, Row
from desktop.core.cache.projection import (
    NO_PREFERENCES,
    Projection,
    effective_preferences,
    effective_subject,
    others_of,
    starting,
)
from desktop.core.values import (
    ChatId,
    ChatSummary,
    Delivery,
    Person,
    Text,
    TimelineRow,
    UserId,
)
from sync_server.protocol.frames import CreateChat
from sync_server.protocol.nouns import Preferences

WRITERS_WITHIN = 300
"""Messages that are looked at for the last people who wrote: a bound, so that a long monologue costs nothing."""

_EVERY = "SELECT id FROM chat"
_LISTED = """
WITH listed AS MATERIALIZED (
    SELECT c.id, c.subject, c.created_at, c.last_seq, c.effective_read
    FROM json_each(:chats) AS wanted JOIN chat_row AS c ON c.id = wanted.value
),
writer AS MATERIALIZED (
    SELECT l.id AS chat, (
        SELECT m.author FROM message AS m
        WHERE m.chat = l.id AND m.kind = 'text' AND m.author <> :me AND m.seq > l.last_seq - :within
        ORDER BY m.seq DESC LIMIT 1
    ) AS newest
    FROM listed AS l
)
SELECT l.id, l.subject, l.created_at, w.newest,
    COALESCE(f.muted_until, 0) AS muted_until, COALESCE(f.pinned, 0) AS pinned, (
    SELECT m.author FROM message AS m
    WHERE m.chat = l.id AND m.kind = 'text' AND m.author <> :me AND m.author <> w.newest AND m.seq > l.last_seq - :within
    ORDER BY m.seq DESC LIMIT 1
) AS second, (
    SELECT COUNT(*) FROM message AS m
    WHERE m.chat = l.id AND m.kind = 'text' AND m.seq > l.effective_read AND m.author <> :me
) + COALESCE(MIN(s.counted, MAX(0, s.held_from_seq - 1 - l.effective_read)), 0) AS unread, EXISTS (
    SELECT 1 FROM message AS m INDEXED BY message_mentions
    WHERE m.chat = l.id AND m.seq > l.effective_read AND m.author <> :me AND m.mentions <> ''
        AND instr(m.mentions, :me)
) AS mentioned
FROM listed AS l
JOIN writer AS w ON w.chat = l.id
LEFT JOIN sync_state AS s ON s.chat = l.id
LEFT JOIN preference AS f ON f.chat = l.id
"""
_OTHERS = """
SELECT r.chat, r.user AS id, COALESCE(p.username, '') AS username, COALESCE(p.name, '') AS name,
    COALESCE(p.title, '') AS title, COALESCE(p.active, 1) AS active
FROM json_each(:chats) AS wanted
JOIN participant AS r ON r.chat = wanted.value
LEFT JOIN person AS p ON p.id = r.user
WHERE r.user <> :me
ORDER BY r.chat, r.place
"""
# Of those who can read a place: closed accounts can read nothing.
_READ_BY = """
SELECT s.key AS chat, SUM(COALESCE(r.seq, 0) >= s.value) AS readers, SUM(
    COALESCE(r.seq, 0) < s.value AND COALESCE(t.visible_from_seq, 0) <= s.value AND COALESCE(p.active, 1)
) AS missing
FROM json_each(:sent) AS s
JOIN participant AS t ON t.chat = s.key AND t.user <> :me
LEFT JOIN read_position AS r ON r.chat = t.chat AND r.user = t.user
LEFT JOIN person AS p ON p.id = t.user
GROUP BY s.key
"""


class _ReadBy(Struct, frozen=True):
    """How far one of the user's messages has come with the others."""

    readers: int = 0
    missing: int = 0
    """Who could have read it and has not."""


_BY_NOBODY = _ReadBy()


def listed(
    connection: Connection, me: UserId, only: frozenset[ChatId] | None = None
) -> tuple[ChatSummary, ...]:
    """Return lines of the chat list, newest activity first: all, or only some chats'."""
    pending = commands.everything(connection) if only is None else commands.of_chats(connection, only)
    wanted = [row["id"] for row in connection.execute(_EVERY)] if only is None else sorted(only)
    values = {"me": me, "chats": json.dumps(wanted), "within": WRITERS_WITHIN}
    person = people.some(connection, (me,))[me]
    by_chat = _by_chat(pending)
    projections = {chat: Projection(person, each) for chat, each in by_chat.items()}
    last = rows.newest(connection, wanted, projections, Projection(person, ()))
    reading = _Reading(
        me=person,
        last=last,
        read_by=_read_by(connection, me, last),
        others=_grouped(connection.execute(_OTHERS, values)),
        pending=by_chat,
        projections=projections,
        drafts=drafts.texts(connection),
    )
    confirmed = [reading.confirmed(row) for row in connection.execute(_LISTED, values)]
    known = {summary.id for summary in confirmed}
    started = [reading.started(connection, chat) for chat in reading.pending if chat not in known]
    found = [*confirmed, *(summary for summary in started if summary is not None)]
    return tuple(sorted(found, key=lambda summary: (-summary.activity_at, summary.id)))


class _Reading(Struct, frozen=True, kw_only=True):
    """What one reading of the list brought, put together chat by chat."""

    me: Person
    last: Mapping[ChatId, TimelineRow]
    read_by: Mapping[ChatId, _ReadBy]
    others: Mapping[ChatId, tuple[Person, ...]]
    pending: Mapping[ChatId, tuple[Pending, ...]]
    projections: Mapping[ChatId, Projection]
    drafts: Mapping[ChatId, str]

    def confirmed(self, row: Row) -> ChatSummary:
        """Return the line of a chat that the server knows."""
        chat: ChatId = row["id"]
        pending = self.pending.get(chat, ())
        others = self.others.get(chat, ())
        writers = tuple(writer for writer in (row["newest"], row["second"]) if writer)
        shown = self.projections[chat].written(start_is_known=True) if pending else ()
        newest = self.last.get(chat)
        ends = [each for each in (newest, shown[-1] if shown else None) if each is not None]
        read_by = _BY_NOBODY if shown else self.read_by.get(chat, _BY_NOBODY)
        preferences = effective_preferences(Preferences(0, row["muted_until"], bool(row["pinned"])), pending)
        return ChatSummary(
            id=chat,
            subject=effective_subject(row["subject"], pending),
            others=others,
            last=ends[-1] if ends else None,
            last_writers=(*writers, *(person.id for person in others if person.id not in writers))[:2],
            unread=row["unread"],
            draft=self.drafts.get(chat, ""),
            waiting=_any(pending, Delivery.WAITING),
            refused=_any(pending, Delivery.REFUSED),
            asking=_any(pending, Delivery.ASKING),
            muted_until=preferences.muted_until,
            pinned=preferences.pinned,
            # What waits may have been written before the newest came.
            activity_at=max((each.sent_at for each in ends), default=row["created_at"] or 0),
            mentioned=bool(row["mentioned"]),
            readers=read_by.readers,
            read_by_all=read_by.readers > 0 and not read_by.missing,
        )

    def started(self, connection: Connection, chat: ChatId) -> ChatSummary | None:
        """Return the line of a chat that was started here and that the server does not know yet."""
        pending = self.pending[chat]
        create = starting(pending)
        if create is None or not isinstance(create.frame, CreateChat):
            return None
        shown = self.projections[chat].written(start_is_known=False)
        others = others_of(create.frame, self.me.id)
        found = people.some(connection, others)
        preferences = effective_preferences(NO_PREFERENCES, pending)
        return ChatSummary(
            id=chat,
            subject=effective_subject(create.frame.subject, pending),
            others=tuple(found[user] for user in others),
            last=shown[-1],
            last_writers=others[:2],
            unread=0,
            draft=self.drafts.get(chat, ""),
            waiting=_any(pending, Delivery.WAITING),
            refused=_any(pending, Delivery.REFUSED),
            asking=_any(pending, Delivery.ASKING),
            muted_until=preferences.muted_until,
            pinned=preferences.pinned,
            activity_at=max(each.sent_at for each in shown),
        )


def _read_by(connection: Connection, me: UserId, last: Mapping[ChatId, TimelineRow]) -> dict[ChatId, _ReadBy]:
    """Return who has read the newest messages, of those that the user wrote."""
    sent = {chat: row.seq for chat, row in last.items() if row.author == me and isinstance(row.body, Text)}
    if not sent:
        return {}
    found = connection.execute(_READ_BY, {"sent": json.dumps(sent), "me": me})
    return {chat: _ReadBy(readers, missing) for chat, readers, missing in found}


def _any(pending: Iterable[Pending], delivery: Delivery) -> bool:
    """Whether something that others are to see has come just so far."""
    return any(each.delivery is delivery for each in pending if not isinstance(each.frame, Quiet))


def _by_chat(pending: Iterable[Pending]) -> dict[ChatId, tuple[Pending, ...]]:
    chats: dict[ChatId, list[Pending]] = {}
    for command in pending:
        chats.setdefault(command.frame.chat, []).append(command)
    return {chat: tuple(commands) for chat, commands in chats.items()}


def _grouped(rows: Iterable[Row]) -> dict[ChatId, tuple[Person, ...]]:
    return {
        chat: tuple(people.from_row(row) for row in group)
        for chat, group in groupby(rows, key=lambda row: row["chat"])
    }
