"""How a command changes a message where it stands: known again, or found, changed, and stored under the chat's next revision.

A command is known by its own id, as the message may change again after it: if it comes twice, the answer is the message as it
is now, and nothing happens. That holds for a command that changed nothing as well: it does not undo what came after it.
"""

from collections.abc import Callable

from sqlalchemy import Connection

from sync_server import policy
from sync_server.handlers import lines
from sync_server.handlers.access import ChangingCommand, Place, digest_of, enter, find_message
from sync_server.handlers.outcomes import Caller, Outcome
from sync_server.protocol.frames import Accepted
from sync_server.protocol.nouns import Message
from sync_server.store import commands as command_store
from sync_server.store import messages as message_store
from sync_server.store.commands import Done

Change = Callable[[Message], Message]
"""Returns what a message becomes; the same if there is nothing to change. Refuses what may not be done."""


def change(conn: Connection, caller: Caller, command: ChangingCommand, become: Change) -> Outcome:
    """Carry out a command that changes a message of a chat."""
    place = enter(conn, caller, command.chat, to_write=True)
    this = Done(user=caller.user, request=digest_of(command))
    before = command_store.done(conn, command.command)
    if before is not None:
        if before != this:
            raise policy.id_conflict()
        return _accepted(conn, place, command)
    stored = _stored(conn, place, command)
    changed = become(stored)
    command_store.remember(conn, command.command, this)
    if changed == stored:
        return _accepted(conn, place, command)
    _, told = lines.change_row(conn, place, changed)
    return Outcome(_accepted(conn, place, command).reply, told)


def _stored(conn: Connection, place: Place, command: ChangingCommand) -> Message:
    """Return a message that the caller sees, but as it is stored: what the caller sees of it must not be stored for all."""
    stored = message_store.in_chat(conn, place.chat.id, command.message)
    if stored is None or not policy.is_visible(stored.seq, place.caller.visible_from_seq):
        raise policy.message_not_found()
    return stored


def _accepted(conn: Connection, place: Place, command: ChangingCommand) -> Outcome:
    return Outcome(Accepted(id=command.id, message=find_message(conn, place, command.message)))
