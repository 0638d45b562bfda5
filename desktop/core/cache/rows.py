"""Messages read back as the timeline shows them: with names, quotes and reactions, and the outbox laid over them."""

import json
from collections.abc import Collection, Iterable, Mapping

from msgspec import ValidationError, structs
from msgspec.json import Decoder

from desktop.core.cache import attached, commands, people
from desktop.core.cache.database import Connection, Row
from desktop.core.cache.projection import QUOTE_CHARACTERS, Projection
from desktop.core.values import (
    Body,
    ChatId,
    Delivery,
    MessageId,
    Person,
    Quote,
    Reaction,
    Sequence,
    Text,
    TimelineRow,
    Unknown,
    UserId,
)
from sync_server.protocol.frames import SendMessage

_SOME = "SELECT * FROM message_row WHERE id IN (SELECT value FROM json_each(?))"
_NEWEST = """
SELECT r.* FROM json_each(?) AS wanted JOIN message_row AS r ON r.chat = wanted.key AND r.seq = wanted.value
"""
_NEWER = """
SELECT COUNT(*) AS n FROM message WHERE chat = ? AND kind = 'text' AND seq > ? AND author <> ?
"""
_ANSWERS = """
SELECT a.id FROM message AS q JOIN message AS a ON a.chat = q.chat AND a.reply_to = q.seq
WHERE q.id IN (SELECT value FROM json_each(:messages)) AND a.reply_to IS NOT NULL
UNION
SELECT k.message FROM command AS k
WHERE k.kind = 'send_message' AND json_extract(k.frame, '$.reply_to') IN (SELECT value FROM json_each(:messages))
"""
_ANSWERS_INTO = """
SELECT id FROM message WHERE chat = ? AND reply_to BETWEEN ? AND ? AND reply_to IS NOT NULL AND seq > ?
"""
_EARLIER = Quote(seq=0)
"""Stands for a message that the user may not see."""

_bodies: Decoder[Body] = Decoder(Body)
_users: Decoder[tuple[UserId, ...]] = Decoder(tuple[UserId, ...])
_reactions: Decoder[tuple[Reaction, ...]] = Decoder(tuple[Reaction, ...])


def projection(connection: Connection, me: UserId, chats: Iterable[ChatId]) -> Projection:
    """Return the outbox of some chats, to be laid over their rows."""
    return Projection(_person(connection, me), commands.of_chats(connection, chats))


def from_row(row: Row, pending: Projection) -> TimelineRow:
    """Read a row of the view `message_row`, with the pending changes of it."""
    reactions = row["reactions"]
    return pending.over(
        TimelineRow(
            row["id"],
            row["chat"],
            row["seq"],
            row["author"],
            row["author_name"],
            row["sent_at"],
            _body(row),
            Delivery.SENT,
            edited_at=row["edited_at"],
            quote=None if row["reply_to"] is None else _quote(row, pending),
            reactions=_reactions.decode(reactions) if reactions else (),
        )
    )


def some(connection: Connection, me: UserId, messages: Iterable[MessageId]) -> tuple[TimelineRow, ...]:
    """Return single rows, confirmed ones first."""
    wanted = set(messages)
    confirmed = connection.execute(_SOME, (json.dumps(sorted(wanted)),)).fetchall()
    written = commands.by_messages(connection, wanted)
    chats = {row["chat"] for row in confirmed} | {each.frame.chat for each in written}
    pending = projection(connection, me, chats)
    found = {row["id"] for row in confirmed}
    shown = [
        row
        for row in unconfirmed(connection, me, pending, start_is_known=False)
        if row.id in wanted and row.id not in found
    ]
    return (*(from_row(row, pending) for row in confirmed), *shown)


def is_here(connection: Connection, chat: ChatId, message: MessageId) -> bool:
    """Return whether a message is confirmed, or waits to be sent."""
    confirmed = "SELECT 1 FROM message WHERE id = ? AND chat = ?"
    if connection.execute(confirmed, (message, chat)).fetchone() is not None:
        return True
    return any(each.frame.chat == chat for each in commands.by_messages(connection, (message,)))


def answers_to(connection: Connection, messages: Collection[MessageId]) -> frozenset[MessageId]:
    """Return the messages that quote any of these: they look different when these do."""
    if not messages:
        return frozenset()
    found = connection.execute(_ANSWERS, {"messages": json.dumps(sorted(messages))})
    return frozenset(row["id"] for row in found)


def answers_into(
    connection: Connection, chat: ChatId, first: Sequence, last: Sequence
) -> frozenset[MessageId]:
    """Return the messages after a run of a chat that quote something in it."""
    found = connection.execute(_ANSWERS_INTO, (chat, first, last, last))
    return frozenset(row["id"] for row in found)


def newest(
    connection: Connection,
    ends: Mapping[ChatId, Sequence],
    pending: Mapping[ChatId, Projection],
    none: Projection,
) -> dict[ChatId, TimelineRow]:
    """Return the newest confirmed row of each chat, which stands at a place that is known."""
    found = connection.execute(_NEWEST, (json.dumps(ends),))
    return {row["chat"]: from_row(row, pending.get(row["chat"], none)) for row in found}


def unconfirmed(
    connection: Connection, me: UserId, pending: Projection, *, start_is_known: bool
) -> tuple[TimelineRow, ...]:
    """Return what the outbox adds to the end of a timeline, in its order."""
    rows = pending.written(start_is_known=start_is_known)
    newer = {
        each.message: connection.execute(_NEWER, (each.frame.chat, each.written_after, me)).fetchone()["n"]
        for each in pending.asking()
    }
    answers = pending.answers()
    quotes = _quotes(connection, pending, set(answers.values())) if answers else {}
    return tuple(
        structs.replace(row, newer=newer.get(row.id, 0), quote=_quote_of(row, answers, quotes))
        if row.id in newer or row.id in answers
        else row
        for row in rows
    )


def _quote_of(
    row: TimelineRow, answers: Mapping[MessageId, MessageId], quotes: Mapping[MessageId, Quote]
) -> Quote | None:
    # What is taken back answers nothing.
    return quotes.get(answers[row.id]) if row.id in answers and isinstance(row.body, Text) else None


def _quotes(connection: Connection, pending: Projection, quoted: set[MessageId]) -> dict[MessageId, Quote]:
    """Return what pending messages answer: confirmed messages, or others that wait as well."""
    quotes = dict.fromkeys(quoted, Quote(seq=None))
    for each in commands.by_messages(connection, quoted):
        if isinstance(each.frame, SendMessage):
            text = each.frame.text[:QUOTE_CHARACTERS]
            names = tuple(each.name for each in each.frame.attachments)
            quotes[each.frame.message] = Quote(None, pending.me.name, text, author=pending.me.id, files=names)
    for row in connection.execute(_SOME, (json.dumps(sorted(quoted)),)):
        text = row["body"][:QUOTE_CHARACTERS] if row["kind"] == "text" else ""
        quotes[row["id"]] = Quote(
            row["seq"],
            row["author_name"],
            text,
            row["kind"] == "deleted",
            row["author"],
            attached.names(row["attachments"]),
        )
    return {message: pending.over_quote(message, quote) for message, quote in quotes.items()}


def _quote(row: Row, pending: Projection) -> Quote:
    seq, kind = row["reply_to"], row["quoted_kind"]
    if seq == 0:
        return _EARLIER
    text = row["quoted_text"] if kind == "text" else ""
    if not kind:
        return Quote(seq)
    files = attached.names(row["quoted_attachments"])
    quote = Quote(seq, row["quoted_author"], text, kind == "deleted", row["quoted_author_id"], files)
    return pending.over_quote(row["quoted"], quote)


def _body(row: Row) -> Body:
    if row["kind"] != "text":
        try:
            return _bodies.decode(row["body"])
        except ValidationError:
            # As it came from a newer server; a later version of this program reads it here.
            return Unknown(row["body"])
    mentions = row["mentions"]
    named = _users.decode(mentions) if mentions else ()
    return Text(row["body"], named, attached.read(row["attachments"]))


def _person(connection: Connection, user: UserId) -> Person:
    return people.some(connection, (user,))[user]
