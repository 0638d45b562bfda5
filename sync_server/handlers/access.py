"""How every request about a chat begins: find the chat and the caller's place in it, or answer as if there were none."""

from collections.abc import Collection
from hashlib import blake2b

import msgspec
from msgspec import Struct
from sqlalchemy import Connection

from sync_server import policy
from sync_server.errors import Refusal
from sync_server.handlers.outcomes import Caller
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import (
    AddParticipants,
    CreateChat,
    DeleteMessage,
    EditMessage,
    SendMessage,
    SetPreferences,
    SetReaction,
    SetSubject,
)
from sync_server.protocol.nouns import ChatId, Message, MessageId, UserId
from sync_server.store import accounts as account_store
from sync_server.store import chats as chat_store
from sync_server.store import commands as command_store
from sync_server.store import messages as message_store
from sync_server.store.chats import ChatRow, ParticipantRow
from sync_server.store.commands import Done

_encode = msgspec.json.Encoder().encode

WritingCommand = CreateChat | SendMessage | SetSubject | AddParticipants
"""Commands that write a line into a chat, under an id that the client made."""
ChangingCommand = EditMessage | DeleteMessage | SetReaction
"""Commands that change a line in place."""
CommandWithId = ChangingCommand | SetPreferences
"""Commands that write no line, each with an id of its own that the client made."""


class Place(Struct, frozen=True):
    """A chat, and the caller's place in it."""

    chat: ChatRow
    caller: ParticipantRow


def enter(conn: Connection, caller: Caller, chat: ChatId, *, to_write: bool = False) -> Place:
    """Return the caller's place in a chat, or refuse: the same query and the same answer to a stranger as for no chat at all."""
    found = chat_store.chat_and_reader(conn, chat, caller.user, to_write=to_write)
    if found is None:
        raise policy.chat_not_found()
    return Place(chat=found[0], caller=found[1])


def digest_of(command: WritingCommand | CommandWithId) -> bytes:
    """Return what makes two commands with the same id the same command: all but the number of the request."""
    return blake2b(_encode(msgspec.structs.replace(command, id=0)), digest_size=16).digest()


def written_before(conn: Connection, caller: UserId, command: WritingCommand) -> Message | None:
    """Return the line that this very command has written already, as it is stored; refuse if something else has its id."""
    before = message_store.written(conn, command.message)
    if before is None:
        return None
    if before.message.author != caller or before.request != digest_of(command):
        raise policy.id_conflict()
    return before.message


def done_before(conn: Connection, place: Place, command: WritingCommand) -> Message | None:
    """Return the line that this very command has written already, as the caller sees it; refuse if something else has its id."""
    before = written_before(conn, place.caller.user, command)
    # The digest names the chat, so this is the chat of the line; and whoever wrote it sees it.
    return None if before is None else seen_from(place, before)


def carried_out(conn: Connection, caller: Caller, command: CommandWithId) -> bool:
    """Return whether this very command was carried out before; refuse if something else has its id."""
    before = command_store.done(conn, command.command)
    if before is not None and before != _done(caller, command):
        raise policy.id_conflict()
    return before is not None


def remember(conn: Connection, caller: Caller, command: CommandWithId) -> None:
    """Store that a command is carried out, in the transaction that does it; also one that finds nothing to do."""
    command_store.remember(conn, command.command, _done(caller, command))


def check_mentions(conn: Connection, mentions: Collection[UserId]) -> None:
    """Refuse a text that mentions somebody who does not exist. Whoever was deactivated meanwhile may be named all the same."""
    if mentions and not account_store.known_among(conn, mentions).issuperset(mentions):
        raise Refusal(ErrorCode.UNKNOWN_USER, "somebody mentioned is not a user of this workspace")


def stored_message(conn: Connection, place: Place, message: MessageId) -> Message:
    """Return a message that the caller sees, but as it is stored; or refuse as if there were none.

    What is stored again must come from here: what the caller sees of a message must not be stored for all.
    """
    stored = message_store.in_chat(conn, place.chat.id, message)
    if stored is None or not policy.is_visible(stored.seq, place.caller.visible_from_seq):
        raise policy.message_not_found()
    return stored


def find_message(conn: Connection, place: Place, message: MessageId) -> Message:
    """Return a message that the caller sees, as they see it; or refuse as if there were none."""
    return seen_from(place, stored_message(conn, place, message))


def seen_from(place: Place, message: Message) -> Message:
    """Return a message as the caller sees it; or refuse as if there were none."""
    seen = policy.message_seen_by(place.caller.visible_from_seq, message)
    if seen is None:
        raise policy.message_not_found()
    return seen


def _done(caller: Caller, command: CommandWithId) -> Done:
    return Done(user=caller.user, request=digest_of(command))
