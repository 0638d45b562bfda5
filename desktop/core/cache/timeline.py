"""Messages: kept as they come, in any order, and read back in runs without a hole, pending ones at the end."""

from collections.abc import Iterable
from collections.abc import Sequence as Seq

from msgspec import Struct
from msgspec.json import encode

from desktop.core.cache import rows
from desktop.core.cache.database import Connection
from desktop.core.values import Body, ChatId, Page, Sequence, Text, TimelineRow, Unknown, UserId
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
    reading = _Reading(connection, me, chat)
    newest = last_held(connection, chat)
    run = reading.before(newest + 1, limit)
    return reading.page(run, edge=newest + 1, unconfirmed=reading.unconfirmed())


def older(connection: Connection, me: UserId, chat: ChatId, *, before: Sequence, limit: int) -> Page:
    """Return the run that ends just before a place."""
    reading = _Reading(connection, me, chat)
    return reading.page(reading.before(before, limit), edge=before, unconfirmed=None)


def newer(connection: Connection, me: UserId, chat: ChatId, *, after: Sequence, limit: int) -> Page:
    """Return the run that begins just after a place, and everything provisional if it reaches the newest."""
    reading = _Reading(connection, me, chat)
    return reading.to_the_end(reading.after(after, limit), edge=after + 1)


def around(connection: Connection, me: UserId, chat: ChatId, *, seq: Sequence, limit: int) -> Page:
    """Return the run on both sides of a place; the newest one if that place is not here."""
    reading = _Reading(connection, me, chat)
    before = reading.before(seq + 1, (limit + 1) // 2)
    if not before:
        return latest(connection, me, chat, limit=limit)
    after = reading.after(seq, limit - len(before))
    return reading.to_the_end([*before, *after], edge=seq)


class _Reading:
    """One reading of a chat's timeline."""

    def __init__(self, connection: Connection, me: UserId, chat: ChatId) -> None:
        self._connection = connection
        self._me = me
        self._chat = chat
        self._pending = rows.projection(connection, me, (chat,))

    def before(self, before: Sequence, limit: int) -> list[TimelineRow]:
        """Return the rows just before a place, up to the first hole."""
        run: list[TimelineRow] = []
        for row in self._connection.execute(_BEFORE, (self._chat, before, limit)):
            if row["seq"] != before - len(run) - 1:
                break
            run.append(rows.from_row(row, self._pending))
        run.reverse()
        return run

    def after(self, after: Sequence, limit: int) -> list[TimelineRow]:
        """Return the rows just after a place, up to the first hole."""
        run: list[TimelineRow] = []
        for row in self._connection.execute(_AFTER, (self._chat, after, limit)):
            if row["seq"] != after + len(run) + 1:
                break
            run.append(rows.from_row(row, self._pending))
        return run

    def unconfirmed(self) -> tuple[TimelineRow, ...]:
        """Return what the outbox adds to the end."""
        known = self._connection.execute("SELECT 1 FROM chat WHERE id = ?", (self._chat,)).fetchone()
        return rows.unconfirmed(self._connection, self._me, self._pending, start_is_known=known is not None)

    def to_the_end(self, run: Seq[TimelineRow], *, edge: Sequence) -> Page:
        """Make a page of a run, with everything provisional if it reaches the newest."""
        last = run[-1].seq if run else edge - 1
        at_end = last is not None and last >= last_held(self._connection, self._chat)
        return self.page(run, edge=edge, unconfirmed=self.unconfirmed() if at_end else None)

    def page(
        self, run: Seq[TimelineRow], *, edge: Sequence, unconfirmed: tuple[TimelineRow, ...] | None
    ) -> Page:
        """Make a page of a run, whose first place is `edge` if it is empty; `unconfirmed` is None short of the newest."""
        first = run[0].seq if run else None
        first = edge if first is None else first
        start = "SELECT visible_from_seq FROM chat WHERE id = ?"
        row = self._connection.execute(start, (self._chat,)).fetchone()
        at_start = row is None or first <= max(row["visible_from_seq"], 1)
        here = self._connection.execute(
            "SELECT 1 FROM message WHERE chat = ? AND seq = ?", (self._chat, first - 1)
        ).fetchone()
        return Page(
            rows=(*run, *(unconfirmed or ())),
            reaches_start=at_start,
            reaches_end=unconfirmed is not None,
            older_expected=not at_start and here is None,
        )
