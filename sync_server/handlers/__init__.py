"""What the server does with each request: plain functions over a database connection, without sockets and without threads.

The transport calls `execute` inside the committer's transaction and `query` on a reader; both raise `errors.Refusal`.
Whatever leaves here has been through `policy`, so the transport may send it as it is.
"""

from sqlalchemy import Connection

from sync_server.handlers import (
    accounts,
    attachments,
    chats,
    devices,
    edits,
    messages,
    preferences,
    previews,
    reactions,
    receipts,
    sync,
)
from sync_server.handlers.access import ChangingCommand
from sync_server.handlers.outcomes import Caller, Delivery, Moved, Outcome
from sync_server.protocol.frames import (
    AddParticipants,
    Audience,
    Changes,
    Command,
    CreateChat,
    DeleteMessage,
    EditMessage,
    History,
    ListDevices,
    MarkRead,
    OpenChat,
    PreviewHistory,
    Query,
    Reply,
    SendMessage,
    SetAccount,
    SetPreferences,
    SetReaction,
    SetSubject,
)

__all__ = [
    "Caller",
    "Delivery",
    "Moved",
    "Outcome",
    "accounts",
    "attachments",
    "chats",
    "devices",
    "execute",
    "messages",
    "query",
    "receipts",
    "sync",
]


def execute(conn: Connection, caller: Caller, command: Command, now_ms: int) -> Outcome:
    """Carry out a command. Runs in a savepoint of the committer's transaction: a raised `Refusal` undoes it."""
    match command:
        case SendMessage():
            return messages.send_message(conn, caller, command, now_ms)
        case EditMessage() | DeleteMessage() | SetReaction():
            return _change_in_place(conn, caller, command, now_ms)
        case MarkRead() | SetPreferences() | SetAccount():
            return _note_of_oneself(conn, caller, command, now_ms)
        case CreateChat():
            return chats.create_chat(conn, caller, command, now_ms)
        case SetSubject():
            return chats.set_subject(conn, caller, command, now_ms)
        case AddParticipants():
            return chats.add_participants(conn, caller, command, now_ms)


def query(conn: Connection, caller: Caller, request: Query) -> Reply:
    """Answer a request that changes nothing."""
    match request:
        case Changes():
            return sync.changes(conn, caller, request)
        case OpenChat():
            return sync.open_chat(conn, caller, request)
        case History():
            return messages.history(conn, caller, request)
        case Audience():
            return previews.audience(conn, caller, request)
        case PreviewHistory():
            return previews.preview_history(conn, caller, request)
        case ListDevices():
            return devices.list_devices(conn, caller, request)


def _change_in_place(conn: Connection, caller: Caller, command: ChangingCommand, now_ms: int) -> Outcome:
    match command:
        case EditMessage():
            return edits.edit_message(conn, caller, command, now_ms)
        case DeleteMessage():
            return edits.delete_message(conn, caller, command, now_ms)
        case SetReaction():
            return reactions.set_reaction(conn, caller, command)


def _note_of_oneself(
    conn: Connection, caller: Caller, command: MarkRead | SetPreferences | SetAccount, now_ms: int
) -> Outcome:
    match command:
        case MarkRead():
            return receipts.mark_read(conn, caller, command, now_ms)
        case SetPreferences():
            return preferences.set_preferences(conn, caller, command, now_ms)
        case SetAccount():
            return receipts.set_account(conn, caller, command, now_ms)
