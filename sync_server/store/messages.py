"""Messages and system lines, in SQL. Every range begins where the caller says: at the reader's cut-off or later."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct, json
from sqlalchemy import Connection, bindparam, insert, select, update

from sync_server.protocol.nouns import Body, ChatId, Deleted, Message, MessageId, Reaction
from sync_server.store.prepared import Prepared
from sync_server.store.tables import messages

_encode = json.Encoder().encode
_decode_body: json.Decoder[Body] = json.Decoder(Body)
_decode_reactions: json.Decoder[tuple[Reaction, ...]] = json.Decoder(tuple[Reaction, ...])

_FIELDS = ("id", "chat", "seq", "revision", "author", "sent_at", "body", "reply_to", "edited_at", "reactions")
_MESSAGE = [messages.c[name] for name in _FIELDS]
_by_id = Prepared(select(*_MESSAGE, messages.c.request).where(messages.c.id == bindparam("message_id")))
_one = Prepared(
    select(*_MESSAGE).where(messages.c.chat == bindparam("chat_id"), messages.c.id == bindparam("message_id"))
)
_by_seq = Prepared(
    select(*_MESSAGE)
    .where(
        messages.c.chat == bindparam("chat_id"),
        messages.c.seq >= bindparam("from_seq"),
        messages.c.seq < bindparam("before_seq"),
    )
    .order_by(messages.c.seq.desc())
    .limit(bindparam("row_limit"))
)
_by_revision = Prepared(
    select(*_MESSAGE)
    .where(
        messages.c.chat == bindparam("chat_id"),
        messages.c.revision > bindparam("after"),
        messages.c.seq >= bindparam("from_seq"),
    )
    .order_by(messages.c.revision)
    .limit(bindparam("row_limit"))
)
_newest_revision = Prepared(
    select(messages.c.revision)
    # The sum keeps SQLite from the index by seq: it would read and sort all that the reader may see.
    .where(messages.c.chat == bindparam("chat_id"), messages.c.seq + 0 >= bindparam("from_seq"))
    .order_by(messages.c.revision.desc())
    .limit(1)
)
_insert = Prepared(insert(messages), *_FIELDS, "deleted", "request", "texts_before")
_replace = Prepared(
    update(messages)
    .where(messages.c.id == bindparam("message_id"))
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in ("revision", "body", "deleted", "reply_to", "edited_at", "reactions")
        }
    )
)


class Written(Struct, frozen=True):
    """A message, and what else is kept of it."""

    message: Message
    request: bytes
    """Digest of the command that wrote it."""
    texts_before: int = 0
    """How many messages people wrote in its chat before it."""


def written(conn: Connection, message: MessageId) -> Written | None:
    """Return what stands under an id already, for whoever may know it: the caller must find that out."""
    row = _by_id.one(conn, message_id=message)
    if row is None:
        return None
    return Written(message=_message(row), request=row[-1])


def in_chat(conn: Connection, chat: ChatId, message: MessageId) -> Message | None:
    """Return a message of a chat by its id, seen by nobody yet; None if it is not there."""
    row = _one.one(conn, chat_id=chat, message_id=message)
    return None if row is None else _message(row)


def add(conn: Connection, rows: Sequence[Written]) -> None:
    """Store new messages."""
    for row in rows:
        message = row.message
        _insert.run(
            conn,
            id=message.id,
            chat=message.chat,
            seq=message.seq,
            author=message.author,
            sent_at=message.sent_at,
            request=row.request,
            texts_before=row.texts_before,
            **_changing(message),
        )


def replace(conn: Connection, message: Message) -> None:
    """Store what became of a message; who wrote it, when and where in the chat stays as it is."""
    _replace.run(
        conn, message_id=message.id, **{f"new_{name}": value for name, value in _changing(message).items()}
    )


def newest_before(
    conn: Connection, chat: ChatId, *, from_seq: int, before_seq: int, limit: int
) -> tuple[Message, ...]:
    """Return the newest messages with `from_seq <= seq < before_seq`, newest first."""
    found = _by_seq.all(conn, chat_id=chat, from_seq=from_seq, before_seq=before_seq, row_limit=limit)
    return tuple([_message(row) for row in found])


def changed_after(
    conn: Connection, chat: ChatId, *, after: int, from_seq: int, limit: int
) -> tuple[Message, ...]:
    """Return messages from `from_seq` on that changed after a revision, oldest change first."""
    found = _by_revision.all(conn, chat_id=chat, after=after, from_seq=from_seq, row_limit=limit)
    return tuple([_message(row) for row in found])


def newest_revision(conn: Connection, chat: ChatId, *, from_seq: int) -> int:
    """Return the revision of the last change among the messages from a place on; 0 if there are none."""
    row = _newest_revision.one(conn, chat_id=chat, from_seq=from_seq)
    return 0 if row is None else int(row[0])


def _changing(message: Message) -> dict[str, object]:
    return {
        "revision": message.revision,
        "body": _encode(message.body).decode(),
        "deleted": isinstance(message.body, Deleted),
        "reply_to": message.reply_to,
        "edited_at": message.edited_at,
        "reactions": _encode(message.reactions).decode() if message.reactions else None,
    }


def _message(row: tuple[Any, ...]) -> Message:
    message, chat, seq, revision, author, sent_at, body, reply_to, edited_at, reactions, *_ = row
    return Message(
        message,
        chat,
        seq,
        revision,
        author,
        sent_at,
        _decode_body.decode(body),
        reply_to,
        edited_at,
        _decode_reactions.decode(reactions) if reactions else (),
    )
