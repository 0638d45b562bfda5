"""The chat list: confirmed rows with the pending commands projected over them."""

import json
from collections.abc import Iterable, Mapping

from msgspec import Struct, structs

from desktop.core.cache import commands, drafts, people, rows
from desktop.core.cache.commands import Pending, Quiet
from desktop.core.cache.database import Connection
from desktop.core.cache.projection import (
    NO_PREFERENCES,
    Projection,
    effective_preferences,
    effective_subject,
    known_notify,
    others_of,
    starting,
)
from desktop.core.cache.unread import COUNT, NAMING_ME
from desktop.core.values import (
    FOR_EVER,
    ChatId,
    ChatSummary,
    Delivery,
    Milliseconds,
    Person,
    Sequence,
    Text,
    TimelineRow,
    UserId,
)
from sync_server.protocol.frames import CreateChat
from sync_server.protocol.nouns import Preferences

WRITERS_WITHIN = 300
"""Messages that are looked at for the last people who wrote: a bound, so that a long monologue costs nothing."""

_WRITERS = 2
"""How many of them a line names."""

_EVERY = "SELECT id FROM chat UNION SELECT chat FROM command WHERE kind = 'create_chat' ORDER BY 1"
_LISTED = f"""
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
SELECT l.id, l.subject, l.created_at, l.last_seq, COALESCE(f.muted_until, 0), COALESCE(f.pinned, 0), COALESCE(f.notify, ''), (
    SELECT group_concat(r.user ORDER BY r.place) FROM participant AS r WHERE r.chat = l.id AND r.user <> :me
) AS others, w.newest, (
    SELECT m.author FROM message AS m
    WHERE m.chat = l.id AND m.kind = 'text' AND m.author <> :me AND m.author <> w.newest AND m.seq > l.last_seq - :within
    ORDER BY m.seq DESC LIMIT 1
) AS second, {COUNT} AS unread, EXISTS (SELECT 1 {NAMING_ME}) AS mentioned
FROM listed AS l
JOIN writer AS w ON w.chat = l.id
LEFT JOIN sync_state AS s ON s.chat = l.id
LEFT JOIN preference AS f ON f.chat = l.id
"""  # noqa: S608 - made of constants
# Of those who can read a place, as far as they and the user showed what they read when it was written: closed accounts can read
# nothing.
_READ_BY = """
SELECT s.key AS chat, SUM(
    COALESCE(r.seq, 0) >= s.value ->> 0 AND MAX(COALESCE(p.reads_from, 0), :reads_from) < :for_ever
) AS readers, SUM(
    COALESCE(r.seq, 0) < s.value ->> 0 AND COALESCE(t.visible_from_seq, 0) <= s.value ->> 0 AND COALESCE(p.active, 1)
    AND MAX(COALESCE(p.reads_from, 0), :reads_from) <= s.value ->> 1
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


def every(connection: Connection) -> tuple[ChatId, ...]:
    """Return the chats that have a line, those that were started here included, in the order in which they were started."""
    return tuple([chat for (chat,) in connection.execute(_EVERY)])


def listed(connection: Connection, me: UserId, chats: Iterable[ChatId]) -> tuple[ChatSummary, ...]:
    """Return the lines of some chats, newest activity first. What it costs depends on how many these are."""
    wanted = sorted(chats)
    pending = commands.of_chats(connection, wanted)
    values = {"me": me, "chats": json.dumps(wanted), "within": WRITERS_WITHIN}
    found = [_Found(*row) for row in connection.execute(_LISTED, values)]
    everybody = {me, *(user for each in found for user in each.users)}
    persons = people.some(connection, everybody)
    by_chat = _by_chat(pending)
    projections = {chat: Projection(persons[me], each) for chat, each in by_chat.items()}
    ends = {each.chat: each.last_seq for each in found}
    last = rows.newest(connection, ends, projections, Projection(persons[me], ()))
    reading = _Reading(
        me=persons[me],
        persons=persons,
        last=last,
        read_by=_read_by(connection, persons[me], last),
        pending=by_chat,
        projections=projections,
        drafts=drafts.texts(connection),
        draft_files=drafts.file_counts(connection),
    )
    confirmed = [reading.confirmed(each) for each in found]
    known = {summary.id for summary in confirmed}
    started = [reading.started(connection, chat) for chat in reading.pending if chat not in known]
    return in_order([*confirmed, *(summary for summary in started if summary is not None)])


def in_order(lines: Iterable[ChatSummary]) -> tuple[ChatSummary, ...]:
    """Return lines with the newest activity first."""
    return tuple(sorted(lines, key=order))


def order(line: ChatSummary) -> tuple[Milliseconds, ChatId]:
    """Return by what lines are sorted."""
    return -line.activity_at, line.id


class _Found(Struct, frozen=True):
    """A row of `_LISTED`, in its order: one for each chat, since what costs is how many rows are handed over."""

    chat: ChatId
    subject: str
    created_at: Milliseconds | None
    last_seq: Sequence
    muted_until: Milliseconds
    pinned: int
    notify: str
    others: str | None
    """Joined by commas."""
    newest: UserId | None
    """Who of the others wrote last."""
    second: UserId | None
    """And before them."""
    unread: int
    mentioned: int

    @property
    def users(self) -> list[UserId]:
        """The other participants."""
        return [UserId(user) for user in self.others.split(",")] if self.others else []


class _Reading(Struct, frozen=True, kw_only=True):
    """What one reading of the list brought, put together chat by chat."""

    me: Person
    persons: Mapping[UserId, Person]
    last: Mapping[ChatId, TimelineRow]
    read_by: Mapping[ChatId, _ReadBy]
    pending: Mapping[ChatId, tuple[Pending, ...]]
    projections: Mapping[ChatId, Projection]
    drafts: Mapping[ChatId, str]
    draft_files: Mapping[ChatId, int]

    def confirmed(self, row: _Found) -> ChatSummary:
        """Return the line of a chat that the server knows."""
        others = tuple([self.persons[user] for user in row.users])
        last = self.last.get(row.chat)
        read_by = self.read_by.get(row.chat, _BY_NOBODY)
        summary = ChatSummary(
            row.chat,
            row.subject,
            others,
            last,
            _last_writers(row, others),
            row.unread,
            self.drafts.get(row.chat, ""),
            False,  # noqa: FBT003 - of what is pending, see below
            False,  # noqa: FBT003
            False,  # noqa: FBT003
            row.muted_until,
            bool(row.pinned),
            last.sent_at if last is not None else row.created_at or 0,
            bool(row.mentioned),
            read_by.readers,
            read_by.readers > 0 and not read_by.missing,
            self.draft_files.get(row.chat, 0),
            known_notify(row.notify),
        )
        pending = self.pending.get(row.chat)
        return self._projected(summary, pending) if pending else summary

    def _projected(self, line: ChatSummary, pending: tuple[Pending, ...]) -> ChatSummary:
        """Lay what is pending of a chat over its line."""
        shown = self.projections[line.id].written(start_is_known=True)
        preferences = effective_preferences(
            Preferences(0, line.muted_until, line.pinned, notify=line.notify), pending
        )
        line = structs.replace(
            line,
            subject=effective_subject(line.subject, pending),
            waiting=_any(pending, Delivery.WAITING),
            refused=_any(pending, Delivery.REFUSED, Delivery.STUCK),
            asking=_any(pending, Delivery.ASKING),
            muted_until=preferences.muted_until,
            pinned=preferences.pinned,
            notify=known_notify(preferences.notify),
        )
        if not shown:
            return line
        # What waits may have been written before the newest came.
        times = (each.sent_at for each in (line.last, shown[-1]) if each is not None)
        return structs.replace(line, last=shown[-1], activity_at=max(times), readers=0, read_by_all=False)

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
            last_writers=others[:_WRITERS],
            unread=0,
            draft=self.drafts.get(chat, ""),
            waiting=_any(pending, Delivery.WAITING),
            refused=_any(pending, Delivery.REFUSED, Delivery.STUCK),
            asking=_any(pending, Delivery.ASKING),
            muted_until=preferences.muted_until,
            pinned=preferences.pinned,
            activity_at=max(each.sent_at for each in shown),
            draft_files=self.draft_files.get(chat, 0),
            notify=known_notify(preferences.notify),
        )


def _last_writers(row: _Found, others: tuple[Person, ...]) -> tuple[UserId, ...]:
    """Return who of the others wrote last, filled up with the rest of them."""
    writers = [writer for writer in (row.newest, row.second) if writer]
    if len(writers) < _WRITERS:
        writers += [person.id for person in others if person.id not in writers]
    return tuple(writers[:_WRITERS])


def _read_by(connection: Connection, me: Person, last: Mapping[ChatId, TimelineRow]) -> dict[ChatId, _ReadBy]:
    """Return who has read the newest messages, of those that the user wrote."""
    sent = {
        chat: (row.seq, row.sent_at)
        for chat, row in last.items()
        if row.author == me.id and isinstance(row.body, Text)
    }
    if not sent:
        return {}
    values = {"sent": json.dumps(sent), "me": me.id, "reads_from": me.reads_from, "for_ever": FOR_EVER}
    found = connection.execute(_READ_BY, values)
    return {chat: _ReadBy(readers, missing) for chat, readers, missing in found}


def _any(pending: Iterable[Pending], *deliveries: Delivery) -> bool:
    """Whether something that others are to see has come just so far."""
    return any(each.delivery in deliveries for each in pending if not isinstance(each.frame, Quiet))


def _by_chat(pending: Iterable[Pending]) -> dict[ChatId, tuple[Pending, ...]]:
    chats: dict[ChatId, list[Pending]] = {}
    for command in pending:
        chats.setdefault(command.frame.chat, []).append(command)
    return {chat: tuple(commands) for chat, commands in chats.items()}
