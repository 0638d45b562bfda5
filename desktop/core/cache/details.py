"""All about one chat but its messages: confirmed rows with the pending commands projected over them."""

from collections.abc import Mapping
from collections.abc import Sequence as Seq

from desktop.core.cache import commands, drafts, missing, people, rows
from desktop.core.cache.commands import Pending
from desktop.core.cache.database import Connection, Row
from desktop.core.cache.projection import (
    NO_PREFERENCES,
    effective_preferences,
    effective_subject,
    known_notify,
    others_of,
    pending_subject,
    starting,
)
from desktop.core.values import (
    FOR_EVER,
    ChatDetails,
    ChatId,
    Participation,
    Person,
    Sequence,
    TimelineRow,
    UserId,
)
from sync_server.protocol.frames import CreateChat
from sync_server.protocol.nouns import Preferences

_CHAT = """
SELECT c.*, COALESCE(f.muted_until, 0) AS muted_until, COALESCE(f.pinned, 0) AS pinned,
    COALESCE(f.notify, '') AS notify
FROM chat_row AS c LEFT JOIN preference AS f ON f.chat = c.id
WHERE c.id = ?
"""
_PARTICIPANTS = """
SELECT p.user, p.added_seq, p.added_at, p.added_by, p.visible_from_seq, COALESCE(r.seq, 0) AS read
FROM participant AS p LEFT JOIN read_position AS r ON r.chat = p.chat AND r.user = p.user
WHERE p.chat = ? ORDER BY p.place
"""


def details(connection: Connection, me: UserId, chat: ChatId) -> ChatDetails | None:
    """Return all about one chat, None if there is none."""
    pending = commands.of_chats(connection, (chat,))
    row = connection.execute(_CHAT, (chat,)).fetchone()
    if row is not None:
        return _confirmed_details(connection, me, row, pending)
    create = starting(pending)
    if create is None or not isinstance(create.frame, CreateChat):
        return None
    return _provisional_details(connection, me, create, create.frame, pending)


def _confirmed_details(connection: Connection, me: UserId, row: Row, pending: Seq[Pending]) -> ChatDetails:
    participants = _participations(connection, me, row["id"], seen=row["seen"])
    cutoff: Sequence = row["visible_from_seq"]
    mine = next((each for each in participants if each.is_me), None)
    started_by: UserId | None = row["created_by"]
    draft = drafts.read(connection, row["id"])
    held = Preferences(0, row["muted_until"], bool(row["pinned"]), notify=row["notify"])
    preferences = effective_preferences(held, pending)
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
        draft=draft.text,
        draft_reply=_draft_reply(connection, me, draft),
        muted_until=preferences.muted_until,
        pinned=preferences.pinned,
        notify=known_notify(preferences.notify),
        coming=missing.coming(connection, row["id"]),
        pending_subject=pending_subject(pending),
        provisional=False,
        refused="",
        create_command=None,
        draft_files=drafts.files(connection, row["id"]),
    )


def _provisional_details(
    connection: Connection, me: UserId, create: Pending, frame: CreateChat, pending: Seq[Pending]
) -> ChatDetails:
    users = (me, *others_of(frame, me))
    found = people.some(connection, users)
    draft = drafts.read(connection, frame.chat)
    preferences = effective_preferences(NO_PREFERENCES, pending)
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
        draft=draft.text,
        draft_reply=_draft_reply(connection, me, draft),
        muted_until=preferences.muted_until,
        pinned=preferences.pinned,
        notify=known_notify(preferences.notify),
        coming=0,
        pending_subject=pending_subject(pending),
        provisional=True,
        refused=create.refusal,
        create_command=create.number,
        draft_files=drafts.files(connection, frame.chat),
    )


def _participations(
    connection: Connection, me: UserId, chat: ChatId, *, seen: Sequence
) -> tuple[Participation, ...]:
    rows = connection.execute(_PARTICIPANTS, (chat,)).fetchall()
    users = {user for row in rows for user in (row["user"], row["added_by"]) if user}
    found = people.some(connection, users | {me})
    return tuple(_participation(found, found[me], row, seen=seen) for row in rows)


def _participation(found: Mapping[UserId, Person], me: Person, row: Row, *, seen: Sequence) -> Participation:
    person = found[row["user"]]
    is_me = person.id == me.id
    reads_since = 0 if is_me else max(person.reads_from, me.reads_from)
    # What they wrote tells how far they read at least; but who hides it wants to be listed nowhere.
    read = row["read"] if reads_since < FOR_EVER else 0
    return Participation(
        person=person,
        is_me=is_me,
        added_by=found[row["added_by"]] if row["added_by"] else None,
        added_at=row["added_at"],
        limited_history=_is_limited(row["added_seq"], row["visible_from_seq"]),
        visible_from_seq=row["visible_from_seq"],
        read_seq=seen if is_me else read,
        reads_since=reads_since,
    )


def _is_limited(added_seq: Sequence | None, visible_from_seq: Sequence | None) -> bool:
    """Whether the line that adds somebody is the first thing they may read, and not the first line of all."""
    return added_seq is not None and added_seq > 1 and visible_from_seq == added_seq


def _draft_reply(connection: Connection, me: UserId, draft: drafts.Draft) -> TimelineRow | None:
    found = rows.some(connection, me, (draft.reply_to,)) if draft.reply_to else ()
    return found[0] if found else None
