"""Messages: kept as they come, in any order, and read back in runs without a hole, pending ones at the end."""

import json
from collections.abc import Iterable
from collections.abc import Sequence as Seq

from msgspec import Struct, ValidationError
from msgspec.json import Decoder, encode

from desktop.core.cache import commands, people
from desktop.core.cache.commands import Pending
from desktop.core.cache.database import Connection, Row
from desktop.core.values import (
    Body,
    ChatId,
    Created,
    Delivery,
    MessageId,
    Page,
    Person,
    Renamed,
    Sequence,
    Text,
    TimelineRow,
    Unknown,
    UserId,
)
from sync_server.protocol.frames import CreateChat, MarkRead, SendMessage, SetSubject
from sync_server.protocol.nouns import Message, Revision

_ADD = """
INSERT INTO message (chat, seq, id, revision, author, sent_at, kind, body, mentions, reply_to, edited_at, reactions)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (chat, seq) DO NOTHING
"""
_CHANGE = """
UPDATE message SET (chat, seq, id, revision, author, sent_at, kind, body, mentions, reply_to, edited_at, reactions)
    = (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
WHERE chat = ?1 AND seq = ?2 AND revision < ?4
"""
_BEFORE = "SELECT * FROM message_row WHERE chat = ? AND seq < ? ORDER BY seq DESC LIMIT ?"
_AFTER = "SELECT * FROM message_row WHERE chat = ? AND seq > ? ORDER BY seq LIMIT ?"
_SOME = "SELECT * FROM message_row WHERE id IN (SELECT value FROM json_each(?))"
_NEWEST = """
SELECT r.* FROM json_each(?) AS wanted
JOIN message_row AS r ON r.chat = wanted.value AND r.seq = (SELECT MAX(m.seq) FROM message AS m WHERE m.chat = wanted.value)
"""

_bodies: Decoder[Body] = Decoder(Body)
_users: Decoder[tuple[UserId, ...]] = Decoder(tuple[UserId, ...])


class Saved(Struct, frozen=True):
    """What saving rows has made different."""

    added: tuple[Message, ...]
    """Those that were not here."""
    changed: tuple[Message, ...]
    """Those of which an older state was here."""

    @property
    def all(self) -> tuple[Message, ...]:
        """Both."""
        return (*self.added, *self.changed)


def save(connection: Connection, messages: Iterable[Message]) -> Saved:
    """Keep each row that is newer than the one held, whole: nothing of the older one stays."""
    added, changed = [], []
    for message in messages:
        values = _values(message)
        if connection.execute(_ADD, values).rowcount:
            added.append(message)
        elif connection.execute(_CHANGE, values).rowcount:
            changed.append(message)
    return Saved(tuple(added), tuple(changed))


def _values(message: Message) -> tuple[object, ...]:
    body = message.body
    return (
        message.chat,
        message.seq,
        message.id,
        message.revision,
        message.author,
        message.sent_at,
        str(body.__struct_config__.tag),
        _stored(body),
        _json(body.mentions) if isinstance(body, Text) and body.mentions else "",
        message.reply_to,
        message.edited_at,
        _json(message.reactions) if message.reactions else "",
    )


def _stored(body: Body) -> str:
    match body:
        case Text(text=text):
            return text
        case Unknown(raw=raw):
            return raw
        case _:
            return _json(body)


def _json(value: object) -> str:
    return encode(value).decode()


def highest_revision(connection: Connection, chat: ChatId) -> Revision:
    """Return the revision of the latest change of a message here, 0 if there is none."""
    row = connection.execute(
        "SELECT MAX(revision) AS revision FROM message WHERE chat = ?", (chat,)
    ).fetchone()
    return int(row["revision"] or 0)


def last_held(connection: Connection, chat: ChatId) -> Sequence:
    """Return the place of the newest message here, 0 if there is none."""
    row = connection.execute("SELECT MAX(seq) AS seq FROM message WHERE chat = ?", (chat,)).fetchone()
    return int(row["seq"] or 0)


def latest(connection: Connection, me: UserId, chat: ChatId, *, limit: int) -> Page:
    """Return the newest run and everything provisional."""
    newest = last_held(connection, chat)
    run = _run_before(connection, chat, newest + 1, limit)
    return _page(connection, chat, run, edge=newest + 1, provisional=provisional(connection, me, chat))


def older(connection: Connection, chat: ChatId, *, before: Sequence, limit: int) -> Page:
    """Return the run that ends just before a place."""
    return _page(
        connection, chat, _run_before(connection, chat, before, limit), edge=before, provisional=None
    )


def newer(connection: Connection, me: UserId, chat: ChatId, *, after: Sequence, limit: int) -> Page:
    """Return the run that begins just after a place, and everything provisional if it reaches the newest."""
    run = _run_after(connection, chat, after, limit)
    return _to_the_end(connection, me, chat, run, edge=after + 1)


def around(connection: Connection, me: UserId, chat: ChatId, *, seq: Sequence, limit: int) -> Page:
    """Return the run on both sides of a place; the newest one if that place is not here."""
    before = _run_before(connection, chat, seq + 1, (limit + 1) // 2)
    if not before:
        return latest(connection, me, chat, limit=limit)
    after = _run_after(connection, chat, seq, limit - len(before))
    return _to_the_end(connection, me, chat, [*before, *after], edge=seq)


def rows(connection: Connection, me: UserId, messages: Iterable[MessageId]) -> tuple[TimelineRow, ...]:
    """Return single rows, confirmed ones first."""
    wanted = sorted(messages)
    confirmed = [from_row(row) for row in connection.execute(_SOME, (json.dumps(wanted),))]
    found = {row.id for row in confirmed}
    pending = commands.by_messages(connection, wanted)
    shown = [row for row in project(pending, _person(connection, me)) if row.id not in found]
    return (*confirmed, *shown)


def newest(connection: Connection, chats: Iterable[ChatId]) -> dict[ChatId, TimelineRow]:
    """Return the newest confirmed row of each chat."""
    found = connection.execute(_NEWEST, (json.dumps(sorted(chats)),))
    return {row["chat"]: from_row(row) for row in found}


def provisional(connection: Connection, me: UserId, chat: ChatId) -> tuple[TimelineRow, ...]:
    """Return a chat's pending messages and system lines, in the outbox's order."""
    pending = commands.of_chats(connection, (chat,))
    if not pending:
        return ()
    known = connection.execute("SELECT 1 FROM chat WHERE id = ?", (chat,)).fetchone() is not None
    # A chat that is confirmed has its first line; the command that started it only waits to be told so.
    shown = [each for each in pending if not (known and isinstance(each.frame, CreateChat))]
    return project(shown, _person(connection, me))


def project(pending: Iterable[Pending], me: Person) -> tuple[TimelineRow, ...]:
    """Return how pending commands look in a timeline."""
    shown = (_provisional_row(command, me) for command in pending)
    return tuple(row for row in shown if row is not None)


def from_row(row: Row) -> TimelineRow:
    """Read a row of the view `message_row`."""
    return TimelineRow(
        row["id"],
        row["chat"],
        row["seq"],
        row["author"],
        row["author_name"],
        row["sent_at"],
        _body(row),
        Delivery.SENT,
        edited_at=row["edited_at"],
    )


def _body(row: Row) -> Body:
    if row["kind"] != "text":
        try:
            return _bodies.decode(row["body"])
        except ValidationError:
            # As it came from a newer server; a later version of this program reads it here.
            return Unknown(row["body"])
    mentions = row["mentions"]
    return Text(row["body"], _users.decode(mentions) if mentions else ())


def _provisional_body(command: Pending) -> Body | None:
    match command.frame:
        case SendMessage(text=text, mentions=mentions):
            return Text(text, mentions)
        case CreateChat():
            return Created()
        case SetSubject(subject=subject):
            # A refused subject is shown where the subject is edited.
            return None if command.refusal else Renamed(subject)
        case MarkRead():
            return None


def _provisional_row(command: Pending, me: Person) -> TimelineRow | None:
    body = _provisional_body(command)
    if body is None or isinstance(command.frame, MarkRead):
        return None
    return TimelineRow(
        command.frame.message, command.frame.chat, None, me.id, me.name, command.created_at, body,
        command.delivery, command.refusal, command.number,
    )  # fmt: skip


def _person(connection: Connection, user: UserId) -> Person:
    return people.some(connection, (user,))[user]


def _run_before(connection: Connection, chat: ChatId, before: Sequence, limit: int) -> list[TimelineRow]:
    run: list[TimelineRow] = []
    for row in connection.execute(_BEFORE, (chat, before, limit)):
        if row["seq"] != before - len(run) - 1:
            break
        run.append(from_row(row))
    run.reverse()
    return run


def _run_after(connection: Connection, chat: ChatId, after: Sequence, limit: int) -> list[TimelineRow]:
    run: list[TimelineRow] = []
    for row in connection.execute(_AFTER, (chat, after, limit)):
        if row["seq"] != after + len(run) + 1:
            break
        run.append(from_row(row))
    return run


def _to_the_end(
    connection: Connection, me: UserId, chat: ChatId, run: Seq[TimelineRow], *, edge: Sequence
) -> Page:
    last = run[-1].seq if run else edge - 1
    at_end = last is not None and last >= last_held(connection, chat)
    shown = provisional(connection, me, chat) if at_end else None
    return _page(connection, chat, run, edge=edge, provisional=shown)


def _page(
    connection: Connection,
    chat: ChatId,
    run: Seq[TimelineRow],
    *,
    edge: Sequence,
    provisional: tuple[TimelineRow, ...] | None,
) -> Page:
    """Make a page of a run, whose first place is `edge` if it is empty; `provisional` is None short of the newest."""
    first = run[0].seq if run else None
    first = edge if first is None else first
    row = connection.execute("SELECT visible_from_seq FROM chat WHERE id = ?", (chat,)).fetchone()
    at_start = row is None or first <= max(row["visible_from_seq"], 1)
    here = connection.execute(
        "SELECT 1 FROM message WHERE chat = ? AND seq = ?", (chat, first - 1)
    ).fetchone()
    return Page(
        rows=(*run, *(provisional or ())),
        reaches_start=at_start,
        reaches_end=provisional is not None,
        older_expected=not at_start and here is None,
    )
