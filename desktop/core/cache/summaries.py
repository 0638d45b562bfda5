"""The chat list and a chat's details: confirmed rows with the pending commands projected over them."""

import json
from collections.abc import Iterable, Mapping
from collections.abc import Sequence as Seq
from itertools import groupby

from desktop.core.cache import commands, drafts, people, timeline
from desktop.core.cache.commands import Pending
from desktop.core.cache.database import Connection, Row
from desktop.core.values import (
    ChatDetails,
    ChatId,
    ChatSummary,
    Delivery,
    Participation,
    PendingSubject,
    Person,
    Sequence,
    TimelineRow,
    UserId,
)
from sync_server.protocol.frames import CreateChat, MarkRead, SetSubject

WRITERS_WITHIN = 300
"""Messages that are looked at for the last people who wrote: a bound, so that a long monologue costs nothing."""

_EVERY = "SELECT id FROM chat"
_LISTED = """
WITH listed AS (
    SELECT c.* FROM json_each(:chats) AS wanted JOIN chat_row AS c ON c.id = wanted.value
),
writer AS (
    SELECT l.id AS chat, (
        SELECT m.author FROM message AS m
        WHERE m.chat = l.id AND m.kind = 'text' AND m.author <> :me AND m.seq > l.last_seq - :within
        ORDER BY m.seq DESC LIMIT 1
    ) AS newest
    FROM listed AS l
)
SELECT l.id, l.subject, l.created_at, w.newest, (
    SELECT m.author FROM message AS m
    WHERE m.chat = l.id AND m.kind = 'text' AND m.author <> :me AND m.author <> w.newest AND m.seq > l.last_seq - :within
    ORDER BY m.seq DESC LIMIT 1
) AS second, (
    SELECT COUNT(*) FROM message AS m
    WHERE m.chat = l.id AND m.kind = 'text' AND m.seq > l.effective_read AND m.author <> :me
) AS unread
FROM listed AS l JOIN writer AS w ON w.chat = l.id
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
_PARTICIPANTS = """
SELECT user, added_seq, added_at, added_by, visible_from_seq FROM participant WHERE chat = ? ORDER BY place
"""
_VISIBLE = """
SELECT SUM(messages) AS messages, MIN(first) AS first FROM (
    SELECT COUNT(*) AS messages, MIN(seq) AS first FROM message WHERE chat = :chat AND kind = 'text' AND seq >= :from
    UNION ALL
    SELECT COUNT(*), MIN(seq) FROM message WHERE chat = :chat AND kind = 'deleted' AND seq >= :from
)
"""


def listed(
    connection: Connection, me: UserId, only: frozenset[ChatId] | None = None
) -> tuple[ChatSummary, ...]:
    """Return lines of the chat list, newest activity first: all, or only some chats'."""
    pending = commands.everything(connection) if only is None else commands.of_chats(connection, only)
    wanted = [row["id"] for row in connection.execute(_EVERY)] if only is None else sorted(only)
    values = {"me": me, "chats": json.dumps(wanted), "within": WRITERS_WITHIN}
    reading = _Reading(
        me=people.some(connection, (me,))[me],
        last=timeline.newest(connection, wanted),
        others=_grouped(connection.execute(_OTHERS, values)),
        pending=_by_chat(pending),
        drafts=drafts.texts(connection),
    )
    confirmed = [reading.confirmed(row) for row in connection.execute(_LISTED, values)]
    known = {summary.id for summary in confirmed}
    started = [reading.started(connection, chat) for chat in reading.pending if chat not in known]
    found = [*confirmed, *(summary for summary in started if summary is not None)]
    return tuple(sorted(found, key=lambda summary: (-summary.activity_at, summary.id)))


class _Reading:
    """What one reading of the list brought, put together chat by chat."""

    def __init__(
        self,
        *,
        me: Person,
        last: Mapping[ChatId, TimelineRow],
        others: Mapping[ChatId, tuple[Person, ...]],
        pending: Mapping[ChatId, tuple[Pending, ...]],
        drafts: Mapping[ChatId, str],
    ) -> None:
        self.pending = pending
        self._me = me
        self._last = last
        self._others = others
        self._drafts = drafts

    def confirmed(self, row: Row) -> ChatSummary:
        """Return the line of a chat that the server knows."""
        chat: ChatId = row["id"]
        pending = self.pending.get(chat, ())
        others = self._others.get(chat, ())
        writers = tuple(writer for writer in (row["newest"], row["second"]) if writer)
        # The line that says it was started is confirmed with the chat.
        shown = timeline.project(
            (each for each in pending if not isinstance(each.frame, CreateChat)), self._me
        )
        last = shown[-1] if shown else self._last.get(chat)
        return ChatSummary(
            id=chat,
            subject=effective_subject(row["subject"], pending),
            others=others,
            last=last,
            last_writers=(*writers, *(person.id for person in others if person.id not in writers))[:2],
            unread=row["unread"],
            draft=self._drafts.get(chat, ""),
            waiting=_any(pending, Delivery.WAITING),
            refused=_any(pending, Delivery.REFUSED),
            activity_at=last.sent_at if last else row["created_at"] or 0,
        )

    def started(self, connection: Connection, chat: ChatId) -> ChatSummary | None:
        """Return the line of a chat that was started here and that the server does not know yet."""
        pending = self.pending[chat]
        create = starting(pending)
        if create is None or not isinstance(create.frame, CreateChat):
            return None
        shown = timeline.project(pending, self._me)
        others = _others_of(create.frame, self._me.id)
        found = people.some(connection, others)
        return ChatSummary(
            id=chat,
            subject=effective_subject(create.frame.subject, pending),
            others=tuple(found[user] for user in others),
            last=shown[-1],
            last_writers=others[:2],
            unread=0,
            draft=self._drafts.get(chat, ""),
            waiting=_any(pending, Delivery.WAITING),
            refused=_any(pending, Delivery.REFUSED),
            activity_at=shown[-1].sent_at,
        )


def _any(pending: Iterable[Pending], delivery: Delivery) -> bool:
    """Whether something the user did has come just so far; how far they have read is not counted."""
    return any(each.delivery is delivery for each in pending if not isinstance(each.frame, MarkRead))


def details(connection: Connection, me: UserId, chat: ChatId) -> ChatDetails | None:
    """Return all about one chat, None if there is none."""
    pending = commands.of_chats(connection, (chat,))
    row = connection.execute("SELECT * FROM chat_row WHERE id = ?", (chat,)).fetchone()
    if row is not None:
        return _confirmed_details(connection, me, row, pending)
    create = starting(pending)
    if create is None or not isinstance(create.frame, CreateChat):
        return None
    return _provisional_details(connection, me, create, create.frame, pending)


def _confirmed_details(connection: Connection, me: UserId, row: Row, pending: Seq[Pending]) -> ChatDetails:
    participants = _participations(connection, me, row["id"])
    cutoff: Sequence = row["visible_from_seq"]
    mine = next((each for each in participants if each.is_me), None)
    counted = connection.execute(_VISIBLE, {"chat": row["id"], "from": cutoff}).fetchone()
    first = connection.execute(
        "SELECT sent_at FROM message WHERE chat = ? AND seq = ?", (row["id"], counted["first"])
    ).fetchone()
    started_by: UserId | None = row["created_by"]
    return ChatDetails(
        id=row["id"],
        subject=effective_subject(row["subject"], pending),
        participants=participants,
        started_by=people.some(connection, (started_by,))[started_by] if started_by else None,
        started_at=row["created_at"],
        my_added_at=mine.added_at if mine and cutoff > 1 else None,
        visible_from_seq=cutoff,
        read_seq=row["effective_read"],
        last_seq=row["last_seq"],
        visible_messages=counted["messages"],
        first_visible_at=first["sent_at"] if first else None,
        draft=drafts.text(connection, row["id"]),
        pending_subject=pending_subject(pending),
        provisional=False,
        refused="",
        create_command=None,
    )


def _provisional_details(
    connection: Connection, me: UserId, create: Pending, frame: CreateChat, pending: Seq[Pending]
) -> ChatDetails:
    users = (me, *_others_of(frame, me))
    found = people.some(connection, users)
    return ChatDetails(
        id=frame.chat,
        subject=effective_subject(frame.subject, pending),
        participants=tuple(
            Participation(found[user], user == me, found[me], create.created_at, limited_history=False)
            for user in users
        ),
        started_by=found[me],
        started_at=create.created_at,
        my_added_at=None,
        visible_from_seq=1,
        read_seq=0,
        last_seq=0,
        visible_messages=0,
        first_visible_at=None,
        draft=drafts.text(connection, frame.chat),
        pending_subject=pending_subject(pending),
        provisional=True,
        refused=create.refusal,
        create_command=create.number,
    )


def _participations(connection: Connection, me: UserId, chat: ChatId) -> tuple[Participation, ...]:
    rows = connection.execute(_PARTICIPANTS, (chat,)).fetchall()
    found = people.some(connection, {user for row in rows for user in (row["user"], row["added_by"]) if user})
    return tuple(
        Participation(
            person=found[row["user"]],
            is_me=row["user"] == me,
            added_by=found[row["added_by"]] if row["added_by"] else None,
            added_at=row["added_at"],
            limited_history=_is_limited(row["added_seq"], row["visible_from_seq"]),
        )
        for row in rows
    )


def _is_limited(added_seq: Sequence | None, visible_from_seq: Sequence | None) -> bool:
    """Whether the line that adds somebody is the first thing they may read, and not the first line of all."""
    return added_seq is not None and added_seq > 1 and visible_from_seq == added_seq


def effective_subject(confirmed: str, pending: Iterable[Pending]) -> str:
    """Return the subject once every waiting change of it is through."""
    subject = confirmed
    for command in pending:
        if isinstance(command.frame, SetSubject) and not command.refusal:
            subject = command.frame.subject
    return subject


def pending_subject(pending: Iterable[Pending]) -> PendingSubject | None:
    """Return the newest subject change on its way or refused."""
    changes = [command for command in pending if isinstance(command.frame, SetSubject)]
    if not changes or not isinstance(changes[-1].frame, SetSubject):
        return None
    newest = changes[-1]
    return PendingSubject(changes[-1].frame.subject, newest.delivery, newest.refusal, newest.number)


def starting(pending: Iterable[Pending]) -> Pending | None:
    """Return the command that starts the chat, if that is among its pending ones."""
    return next((command for command in pending if isinstance(command.frame, CreateChat)), None)


def _others_of(frame: CreateChat, me: UserId) -> tuple[UserId, ...]:
    return tuple(dict.fromkeys(user for user in frame.participants if user != me))


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
