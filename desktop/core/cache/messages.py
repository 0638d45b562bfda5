"""Confirmed messages as they are kept: rows that come in whole, in any order and any number of times; `timeline` reads them back.

Most rows come in pages of which nothing is held, when the history is fetched: those are written by one statement for all. Only
where some of a page is held already is it looked at row by row.
"""

import json
from collections.abc import Iterable
from collections.abc import Sequence as Seq

from msgspec import Struct
from msgspec.json import encode

from desktop.core.cache import attached
from desktop.core.cache.database import Connection
from desktop.core.values import AttachmentId, ChatId, Sequence, Text, Unknown
from sync_server.protocol.nouns import Added, Body, Created, Deleted, Message, Renamed, Revision

_ADD = """
INSERT INTO message (chat, seq, id, revision, author, sent_at, kind, body, mentions, reply_to, edited_at, reactions, attachments)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_CHANGE = """
UPDATE message SET (chat, seq, id, revision, author, sent_at, kind, body, mentions, reply_to, edited_at, reactions, attachments)
    = (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
WHERE chat = ?1 AND seq = ?2
"""
_HELD_BETWEEN = "SELECT seq, revision FROM message WHERE chat = ? AND seq BETWEEN ? AND ?"
_HELD_OF = "SELECT seq, revision FROM message WHERE chat = ? AND seq IN (SELECT value FROM json_each(?))"
_FILES_OF = "SELECT attachment FROM file WHERE message <> '' AND message IN (SELECT value FROM json_each(?))"
_DENSE = 2
"""A page that spans more than so many places a row is scattered: looking up each row is cheaper than reading all between."""
_KINDS: dict[type, str] = {
    kind: str(kind.__struct_config__.tag) for kind in (Text, Deleted, Created, Renamed, Added, Unknown)
}


class Saved(Struct, frozen=True):
    """What saving rows has made different."""

    added: tuple[Message, ...]
    """Those that were not here."""
    changed: tuple[Message, ...]
    """Those of which an older state was here."""
    files: frozenset[AttachmentId] = frozenset()
    """Attachments and thumbnails that came or went with them."""

    @property
    def all(self) -> tuple[Message, ...]:
        """Both."""
        return (*self.added, *self.changed)


_NONE = Saved((), ())


def save(
    connection: Connection, chat: ChatId, messages: Seq[Message], *, visible_from: Sequence = 0
) -> Saved:
    """Keep each row that is newer than the one held, whole: nothing of the older one stays.

    What lies before the reader's cut-off, or is another chat's, does not enter the file, whoever sent it.
    """
    rows = {row.seq: row for row in messages if row.seq >= visible_from and row.chat == chat}
    if not rows:
        return _NONE
    held = _held(connection, chat, rows)
    if not held:
        connection.executemany(_ADD, map(_values, rows.values()))
        added = tuple(rows.values())
        return Saved(added, (), _carried(added))
    added = tuple(row for seq, row in rows.items() if seq not in held)
    changed = tuple(row for seq, row in rows.items() if seq in held and row.revision > held[seq])
    before = _files_of(connection, changed)
    connection.executemany(_ADD, map(_values, added))
    connection.executemany(_CHANGE, map(_values, changed))
    return Saved(added, changed, _carried(added) | (before ^ _files_of(connection, changed)))


def _held(connection: Connection, chat: ChatId, rows: dict[Sequence, Message]) -> dict[Sequence, Revision]:
    first, last = min(rows), max(rows)
    if last - first < _DENSE * len(rows):
        found = connection.execute(_HELD_BETWEEN, (chat, first, last))
    else:
        found = connection.execute(_HELD_OF, (chat, json.dumps(list(rows))))
    return dict(found.fetchall())


def _carried(messages: Iterable[Message]) -> frozenset[AttachmentId]:
    """Return the attachments of messages, with their thumbnails."""
    texts_with_files = (
        each.body for each in messages if isinstance(each.body, Text) and each.body.attachments
    )
    return frozenset(id_ for body in texts_with_files for id_ in attached.ids(body.attachments))


def _files_of(connection: Connection, messages: Iterable[Message]) -> frozenset[AttachmentId]:
    """Return what the messages have that are here."""
    wanted = [message.id for message in messages]
    if not wanted:
        return frozenset()
    return frozenset(row["attachment"] for row in connection.execute(_FILES_OF, (json.dumps(wanted),)))


def drop_hidden(connection: Connection, chat: ChatId, visible_from: Sequence) -> bool:
    """Remove what came before the reader's cut-off was known and lies before it; return whether there was anything."""
    dropped = connection.execute("DELETE FROM message WHERE chat = ? AND seq < ?", (chat, visible_from))
    return dropped.rowcount > 0


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


def texts(messages: Iterable[Message]) -> int:
    """Count those that people wrote and did not take back."""
    return sum(isinstance(message.body, Text) for message in messages)


def _values(message: Message) -> tuple[object, ...]:
    body = message.body
    if isinstance(body, Text):
        stored, mentions = body.text, _json(body.mentions) if body.mentions else ""
        attachments = attached.stored(body.attachments)
    else:
        stored, mentions, attachments = _stored(body), "", ""
    return (
        message.chat,
        message.seq,
        message.id,
        message.revision,
        message.author,
        message.sent_at,
        _KINDS[type(body)],
        stored,
        mentions,
        message.reply_to,
        message.edited_at,
        _json(message.reactions) if message.reactions else "",
        attachments,
    )


def _stored(body: Body) -> str:
    return body.raw if isinstance(body, Unknown) else _json(body)


def _json(value: object) -> str:
    return encode(value).decode()
