"""The outbox's table: what the user did and the server has not acknowledged, in the order in which they did it."""

import json
from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from msgspec.json import Decoder

from desktop.core.cache import attached
from desktop.core.cache.database import Connection, Row
from desktop.core.values import AttachmentId, ChatId, CommandId, Delivery, Milliseconds, Sequence
from sync_server.protocol.frames import (
    CreateChat,
    DeleteMessage,
    EditMessage,
    MarkRead,
    SendMessage,
    SetPreferences,
    SetReaction,
    SetSubject,
    encode,
)
from sync_server.protocol.nouns import MessageId

Writing = CreateChat | SendMessage | SetSubject
"""Commands that write a line, whose id is `message`."""
Changing = EditMessage | DeleteMessage | SetReaction
"""Commands that change a message, whose id is `message`."""
Queued = Writing | Changing | MarkRead | SetPreferences
"""The commands that wait without a connection. What cannot be undone is not among them."""
Quiet = MarkRead | SetPreferences
"""Commands that the user need not know of: they say nothing to others."""

_KINDS: dict[str, type[Queued]] = {
    "create_chat": CreateChat,
    "send_message": SendMessage,
    "edit_message": EditMessage,
    "delete_message": DeleteMessage,
    "set_reaction": SetReaction,
    "set_subject": SetSubject,
    "mark_read": MarkRead,
    "set_preferences": SetPreferences,
}
# Persisted: be careful when changing these values.
ASKS = "asks"
RELEASED = "released"
_decoder: Decoder[dict[str, Any]] = Decoder(dict[str, Any])

# The queries below add to this constant alone.
_SELECT = """
SELECT number, frame, created_at, refusal, held, written_after, tried, resets, uploading, failure, moved_at
FROM command_row
"""
_ALL = f"{_SELECT} ORDER BY number"
_OF_CHATS = f"{_SELECT} WHERE chat IN (SELECT value FROM json_each(?)) ORDER BY number"  # noqa: S608
_BY_MESSAGES = f"{_SELECT} WHERE message IN (SELECT value FROM json_each(?)) ORDER BY number"  # noqa: S608
_BY_TARGETS = f"{_SELECT} WHERE target IN (SELECT value FROM json_each(?)) ORDER BY number"  # noqa: S608
_ONE = f"{_SELECT} WHERE number = ?"
_STARTING = f"{_SELECT} WHERE kind = 'create_chat' AND refusal = ''"
_PUT = """
INSERT INTO command (kind, chat, message, target, frame, created_at, written_after, held, resets, files)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, COALESCE(?7, (SELECT MAX(seq) FROM message WHERE chat = ?2), 0), ?8, ?9, ?10)
"""
_REWRITE = """
UPDATE command SET frame = ?1, created_at = COALESCE(?2, created_at), written_after = CASE WHEN ?2 IS NULL THEN written_after
    ELSE COALESCE((SELECT MAX(m.seq) FROM message AS m WHERE m.chat = command.chat), 0) END, files = ?4
WHERE number = ?3
"""
_TAKE_BY_MESSAGE = "DELETE FROM command WHERE message IN (SELECT value FROM json_each(?)) RETURNING number"
_WAITING = """
SELECT COUNT(*) AS n, COALESCE(SUM(kind = 'send_message'), 0) AS messages FROM command_row
WHERE refusal = '' AND failure = '' AND held <> 'asks' AND kind NOT IN ('mark_read', 'set_preferences')
"""
_OF_FILE = (
    f"{_SELECT} WHERE files <> '' AND EXISTS (SELECT 1 FROM json_each(files) WHERE value = ?) ORDER BY number"  # noqa: S608
)
_HANDED = "UPDATE command SET tried = 1 WHERE number IN (SELECT value FROM json_each(?))"
_ALL_TRIED = """
UPDATE command SET tried = 1 WHERE (SELECT sending FROM account) = 1
    AND number NOT IN (SELECT k.number FROM command_row AS k WHERE k.files <> '' AND k.uploading)
"""


class Pending(Struct, frozen=True):
    """A row of the outbox."""

    number: CommandId
    frame: Queued
    created_at: Milliseconds
    refusal: str
    """Why the server said no, as an ErrorCode value; empty while it is to be sent."""
    held: str = ""
    """`ASKS` while its author is asked whether it is still to go, `RELEASED` once they said so."""
    written_after: Sequence = 0
    """Place of the newest message that was here when the user did it."""
    tried: bool = False
    """It was handed to a connection, so the server may know it."""
    resets: int = 0
    """How often its files were uploaded anew, since the server did not have them when it came."""
    uploading: bool = False
    """It waits until all of its files are uploaded."""
    failure: str = ""
    """Why one of them cannot be uploaded, as an ErrorCode or FileTrouble value; empty while none has failed."""
    moved_at: Milliseconds = 0
    """When its files last came forward, as it was when this was read; 0 for never."""

    @property
    def delivery(self) -> Delivery:
        """How far it has come."""
        if self.refusal:
            return Delivery.REFUSED
        if self.held == ASKS:
            return Delivery.ASKING
        return Delivery.STUCK if self.failure else Delivery.WAITING

    @property
    def reason(self) -> str:
        """Why it was refused or is stuck; empty otherwise."""
        return self.refusal or (self.failure if self.delivery is Delivery.STUCK else "")

    @property
    def message(self) -> MessageId | None:
        """The line that it writes or the message that it changes, if any."""
        return None if isinstance(self.frame, Quiet) else self.frame.message

    @property
    def target(self) -> MessageId | None:
        """The message that it changes, if it is there for that."""
        return self.frame.message if isinstance(self.frame, Changing) else None


def put(
    connection: Connection,
    frame: Queued,
    now: Milliseconds,
    *,
    written_after: Sequence | None = None,
    held: str = "",
    resets: int = 0,
) -> Pending:
    """Store a command at the end. `written_after` is the newest place that is here unless told otherwise."""
    writes = frame.message if isinstance(frame, Writing) else None
    changes = frame.message if isinstance(frame, Changing) else None
    kind = frame.__struct_config__.tag
    values = (
        kind, frame.chat, writes, changes, encode(frame).decode(), now, written_after, held, resets, _files(frame),
    )  # fmt: skip
    number = connection.execute(_PUT, values).lastrowid or 0
    return _from_row(connection.execute(_ONE, (number,)).fetchone())


def rewrite(
    connection: Connection, number: CommandId, frame: Queued, now: Milliseconds | None = None
) -> Pending:
    """Put another content in the place of a command that the server cannot know; with a time, as if it were done then."""
    connection.execute(_REWRITE, (encode(frame).decode(), now, number, _files(frame)))
    return _from_row(connection.execute(_ONE, (number,)).fetchone())


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


def by_targets(connection: Connection, messages: Iterable[MessageId]) -> tuple[Pending, ...]:
    """Return the commands that change single messages, in order."""
    rows = connection.execute(_BY_TARGETS, (json.dumps(sorted(messages)),))
    return tuple(_from_row(row) for row in rows)


def of_file(connection: Connection, attachment: AttachmentId) -> tuple[Pending, ...]:
    """Return the messages that wait with a file, in order."""
    return tuple(_from_row(row) for row in connection.execute(_OF_FILE, (attachment,)))


def starting(connection: Connection) -> tuple[CreateChat, ...]:
    """Return what starts chats and was not refused."""
    frames = (_from_row(row).frame for row in connection.execute(_STARTING))
    return tuple(frame for frame in frames if isinstance(frame, CreateChat))


def one(connection: Connection, number: CommandId) -> Pending | None:
    """Return a command, None if it is gone."""
    row = connection.execute(_ONE, (number,)).fetchone()
    return _from_row(row) if row else None


def remove(connection: Connection, number: CommandId) -> bool:
    """Take a command out; return whether it was there."""
    return bool(connection.execute("DELETE FROM command WHERE number = ?", (number,)).rowcount)


def remove_confirmed(connection: Connection, messages: Iterable[MessageId]) -> frozenset[CommandId]:
    """Take out the commands whose lines are confirmed; return their numbers. Changes stay until they are answered."""
    rows = connection.execute(_TAKE_BY_MESSAGE, (json.dumps(sorted(messages)),)).fetchall()
    return frozenset(row["number"] for row in rows)


def refuse(connection: Connection, number: CommandId, code: str) -> bool:
    """Note why the server said no; return whether the command was there."""
    update = "UPDATE command SET refusal = ? WHERE number = ?"
    return bool(connection.execute(update, (code, number)).rowcount)


def accept_again(connection: Connection, number: CommandId) -> Pending | None:
    """Let a refused command that starts a chat be sent again in its old place, before what waits for it."""
    connection.execute("UPDATE command SET refusal = '' WHERE number = ?", (number,))
    return one(connection, number)


def hold(connection: Connection, number: CommandId) -> bool:
    """Ask the author of a message before it goes, unless they were asked; return whether it was there to be held."""
    update = "UPDATE command SET held = 'asks' WHERE number = ? AND held = '' AND refusal = ''"
    return bool(connection.execute(update, (number,)).rowcount)


def waiting_counts(connection: Connection) -> tuple[int, int]:
    """Count what the user did for others to see and that is to be sent, not refused, not asking, not stuck; then its messages."""
    row = connection.execute(_WAITING).fetchone()
    return int(row["n"]), int(row["messages"])


# What the server may know ---------------------------------------------------------------------------------------------


def connection_began(connection: Connection) -> None:
    """Note that from now on any command may be on its way."""
    connection.execute("UPDATE account SET sending = 1")


def connection_ended(connection: Connection, handed: Iterable[CommandId]) -> None:
    """Note which commands were handed to the connection that has ended."""
    connection.execute(_HANDED, (json.dumps(sorted(handed)),))
    connection.execute("UPDATE account SET sending = 0")


def program_started(connection: Connection) -> None:
    """If the program ended without noting what it had handed to its connection, take it that this was everything."""
    # What waited for its files was not handed over.
    connection.execute(_ALL_TRIED)
    connection.execute("UPDATE account SET sending = 0")


def may_be_known(connection: Connection, pending: Pending) -> bool:
    """Whether the server may have got a command that it has not answered."""
    if pending.refusal or pending.held == ASKS:
        return False
    if pending.tried or pending.uploading:
        # What waits for its files is not handed over.
        return pending.tried
    row = connection.execute("SELECT sending FROM account").fetchone()
    return bool(row and row["sending"])


def _from_row(row: Row) -> Pending:
    frame = _frame(_decoder.decode(row["frame"]))
    return Pending(
        row["number"], frame, row["created_at"], row["refusal"], row["held"], row["written_after"],
        bool(row["tried"]), row["resets"], bool(row["uploading"]), row["failure"], row["moved_at"],
    )  # fmt: skip


def _files(frame: Queued) -> str:
    """Return what has to be uploaded before a command can go, as JSON; empty for nothing."""
    attachments = frame.attachments if isinstance(frame, SendMessage) else ()
    return json.dumps(attached.ids(attachments)) if attachments else ""


def _frame(fields: dict[str, Any]) -> Queued:
    """Build a stored request.

    It was checked when it was stored, and the server checks it again: what the user wrote must be read back even if the rules for
    it have become stricter meanwhile.
    """
    kind = _KINDS[fields.pop("type")]
    for name in ("participants", "mentions"):
        if name in fields:
            fields[name] = tuple(fields[name])
    if "attachments" in fields:
        fields["attachments"] = tuple(map(attached.built, fields["attachments"]))
    return kind(**fields)
