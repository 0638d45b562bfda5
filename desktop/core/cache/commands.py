"""The outbox's table: what the user did and the server has not acknowledged, in the order in which they did it."""

import json
from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from msgspec.json import Decoder

from desktop.core.cache.database import Connection, Row
from desktop.core.values import ChatId, CommandId, Delivery, Milliseconds
from sync_server.protocol.frames import CreateChat, MarkRead, SendMessage, SetSubject, encode
from sync_server.protocol.nouns import MessageId

Queued = CreateChat | SendMessage | SetSubject | MarkRead
"""The commands that wait without a connection. What cannot be undone is not among them."""

_KINDS: dict[str, type[Queued]] = {
    "create_chat": CreateChat,
    "send_message": SendMessage,
    "set_subject": SetSubject,
    "mark_read": MarkRead,
}
_decoder: Decoder[dict[str, Any]] = Decoder(dict[str, Any])

_ALL = "SELECT number, frame, created_at, refusal FROM command ORDER BY number"
_OF_CHATS = """
SELECT number, frame, created_at, refusal FROM command
WHERE chat IN (SELECT value FROM json_each(?)) ORDER BY number
"""
_BY_MESSAGES = """
SELECT number, frame, created_at, refusal FROM command
WHERE message IN (SELECT value FROM json_each(?)) ORDER BY number
"""
_ONE = "SELECT number, frame, created_at, refusal FROM command WHERE number = ?"
_PUT = "INSERT INTO command (kind, chat, message, frame, created_at, refusal) VALUES (?, ?, ?, ?, ?, '')"
_TAKE_BY_MESSAGE = "DELETE FROM command WHERE message IN (SELECT value FROM json_each(?)) RETURNING number"


class Pending(Struct, frozen=True):
    """A row of the outbox."""

    number: CommandId
    frame: Queued
    created_at: Milliseconds
    refusal: str
    """Why the server said no, as an ErrorCode value; empty while it is to be sent."""

    @property
    def delivery(self) -> Delivery:
        """How far it has come."""
        return Delivery.REFUSED if self.refusal else Delivery.WAITING


def put(connection: Connection, frame: Queued, now: Milliseconds) -> Pending:
    """Store a command at the end."""
    message = None if isinstance(frame, MarkRead) else frame.message
    values = (frame.__struct_config__.tag, frame.chat, message, encode(frame).decode(), now)
    number = connection.execute(_PUT, values).lastrowid
    return Pending(number or 0, frame, now, "")


def everything(connection: Connection) -> tuple[Pending, ...]:
    """Return the whole outbox in order."""
    return tuple(_from_row(row) for row in connection.execute(_ALL))


def of_chats(connection: Connection, chats: Iterable[ChatId]) -> tuple[Pending, ...]:
    """Return the outbox of some chats in order."""
    rows = connection.execute(_OF_CHATS, (json.dumps(sorted(chats)),))
    return tuple(_from_row(row) for row in rows)


def by_messages(connection: Connection, messages: Iterable[MessageId]) -> tuple[Pending, ...]:
    """Return the commands that single messages and system lines will confirm, in order."""
    rows = connection.execute(_BY_MESSAGES, (json.dumps(sorted(messages)),))
    return tuple(_from_row(row) for row in rows)


def one(connection: Connection, number: CommandId) -> Pending | None:
    """Return a command, None if it is gone."""
    row = connection.execute(_ONE, (number,)).fetchone()
    return _from_row(row) if row else None


def remove(connection: Connection, number: CommandId) -> bool:
    """Take a command out; return whether it was there."""
    return bool(connection.execute("DELETE FROM command WHERE number = ?", (number,)).rowcount)


def remove_confirmed(connection: Connection, messages: Iterable[MessageId]) -> frozenset[CommandId]:
    """Take out the commands whose messages are confirmed; return their numbers."""
    rows = connection.execute(_TAKE_BY_MESSAGE, (json.dumps(sorted(messages)),)).fetchall()
    return frozenset(row["number"] for row in rows)


def refuse(connection: Connection, number: CommandId, code: str) -> bool:
    """Note why the server said no; return whether the command was there."""
    return bool(
        connection.execute("UPDATE command SET refusal = ? WHERE number = ?", (code, number)).rowcount
    )


def accept_again(connection: Connection, number: CommandId) -> Pending | None:
    """Let a refused command that starts a chat be sent again in its old place, before what waits for it."""
    connection.execute("UPDATE command SET refusal = '' WHERE number = ?", (number,))
    return one(connection, number)


def waiting_count(connection: Connection) -> int:
    """Count what the user did that is to be sent; how far they have read is not counted."""
    row = connection.execute(
        "SELECT COUNT(*) AS n FROM command WHERE refusal = '' AND kind <> 'mark_read'"
    ).fetchone()
    return int(row["n"])


def _from_row(row: Row) -> Pending:
    return Pending(row["number"], _frame(_decoder.decode(row["frame"])), row["created_at"], row["refusal"])


def _frame(fields: dict[str, Any]) -> Queued:
    """Build a stored request.

    It was checked when it was stored, and the server checks it again: what the user wrote must be read back even if the rules for
    it have become stricter meanwhile.
    """
    kind = _KINDS[fields.pop("type")]
    for name in ("participants", "mentions"):
        if name in fields:
            fields[name] = tuple(fields[name])
    return kind(**fields)
