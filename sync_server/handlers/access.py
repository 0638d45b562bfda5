"""How every request about a chat begins: find the chat and the caller's place in it, or answer as if there were none."""

from hashlib import blake2b

import msgspec
from msgspec import Struct
from sqlalchemy import Connection

from sync_server import policy
from sync_server.handlers.outcomes import Caller
from sync_server.protocol.frames import AddParticipants, CreateChat, SendMessage, SetSubject
from sync_server.protocol.nouns import ChatId, Message
from sync_server.store import chats as chat_store
from sync_server.store import messages as message_store
from sync_server.store.chats import ChatRow, ParticipantRow

WritingCommand = CreateChat | SendMessage | SetSubject | AddParticipants
"""Commands that write a line into a chat, under an id that the client made."""


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


def digest_of(command: WritingCommand) -> bytes:
    """Return what makes two commands with the same id the same command: all but the number of the request."""
    return blake2b(msgspec.json.encode(msgspec.structs.replace(command, id=0)), digest_size=16).digest()


def done_before(conn: Connection, caller: Caller, command: WritingCommand) -> Message | None:
    """Return the line that this very command has written already; refuse if something else stands under its id.

    Ask only after `enter`, so that nothing is said to strangers.
    """
    before = message_store.written(conn, command.message)
    if before is None:
        return None
    if before.message.author != caller.user or before.request != digest_of(command):
        raise policy.id_conflict()
    return before.message
