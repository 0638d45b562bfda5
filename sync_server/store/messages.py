"""Messages and system lines, in SQL. Every range begins where the caller says: at the reader's cut-off or later."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct, json
from sqlalchemy import Connection, Row, bindparam, insert, select

from sync_server.protocol.nouns import Body, ChatId, Message, MessageId
from sync_server.store.tables import messages

_encode_body = json.Encoder().encode
_decode_body: json.Decoder[Body] = json.Decoder(Body)

_MESSAGE = [messages.c[name] for name in ("id", "chat", "seq", "revision", "author", "sent_at", "body")]
_by_id = select(*_MESSAGE, messages.c.request).where(messages.c.id == bindparam("message_id"))
_by_seq = (
    select(*_MESSAGE)
    .where(
        messages.c.chat == bindparam("chat_id"),
        messages.c.seq >= bindparam("from_seq"),
        messages.c.seq < bindparam("before_seq"),
    )
    .order_by(messages.c.seq.desc())
    .limit(bindparam("row_limit"))
)
_by_revision = (
    select(*_MESSAGE)
    .where(
        messages.c.chat == bindparam("chat_id"),
        messages.c.revision > bindparam("after"),
        messages.c.seq >= bindparam("from_seq"),
    )
    .order_by(messages.c.revision)
    .limit(bindparam("row_limit"))
)

_insert = insert(messages)


class Written(Struct, frozen=True):
    """A message, and a digest of the command that wrote it."""

    message: Message
    request: bytes


def written(conn: Connection, message: MessageId) -> Written | None:
    """Return what stands under an id already, for whoever may know it: the caller must find that out."""
    row = conn.execute(_by_id, {"message_id": message}).one_or_none()
    if row is None:
        return None
    return Written(message=_message(row), request=row.request)


def add(conn: Connection, rows: Sequence[Written]) -> None:
    """Store new messages."""
    conn.execute(
        _insert,
        [
            {
                "id": row.message.id,
                "chat": row.message.chat,
                "seq": row.message.seq,
                "revision": row.message.revision,
                "author": row.message.author,
                "sent_at": row.message.sent_at,
                "body": _encode_body(row.message.body).decode(),
                "request": row.request,
            }
            for row in rows
        ],
    )


def newest_before(
    conn: Connection, chat: ChatId, *, from_seq: int, before_seq: int, limit: int
) -> tuple[Message, ...]:
    """Return the newest messages with `from_seq <= seq < before_seq`, newest first."""
    found = conn.execute(
        _by_seq, {"chat_id": chat, "from_seq": from_seq, "before_seq": before_seq, "row_limit": limit}
    )
    return tuple(_message(row) for row in found)


def changed_after(
    conn: Connection, chat: ChatId, *, after: int, from_seq: int, limit: int
) -> tuple[Message, ...]:
    """Return messages from `from_seq` on that changed after a revision, oldest change first."""
    found = conn.execute(
        _by_revision, {"chat_id": chat, "after": after, "from_seq": from_seq, "row_limit": limit}
    )
    return tuple(_message(row) for row in found)


def _message(row: Row[*tuple[Any, ...]]) -> Message:
    return Message(
        id=row.id,
        chat=row.chat,
        seq=row.seq,
        revision=row.revision,
        author=row.author,
        sent_at=row.sent_at,
        body=_decode_body.decode(row.body),
    )
