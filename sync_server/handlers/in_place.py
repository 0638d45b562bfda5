"""How a command changes a message where it stands: known again, or found, changed, and stored under the chat's next revision.

A command is known by its own id, as the message may change again after it: if it comes twice, the answer is the message as it
is now, and nothing happens. That holds for a command that changed nothing as well: it does not undo what came after it.
"""

from collections.abc import Callable

from sqlalchemy import Connection

from sync_server.handlers import lines
from sync_server.handlers.access import (
    ChangingCommand,
    Place,
    carried_out,
    enter,
    remember,
    seen_from,
    stored_message,
)
from sync_server.handlers.outcomes import Caller, Delivery, Outcome
from sync_server.protocol.frames import Accepted
from sync_server.protocol.nouns import Message

Change = Callable[[Message], Message]
"""Returns what a message becomes; the same if there is nothing to change. Refuses what may not be done."""


def change(conn: Connection, caller: Caller, command: ChangingCommand, become: Change) -> Outcome:
    """Carry out a command that changes a message of a chat."""
    place = enter(conn, caller, command.chat, to_write=True)
    known = carried_out(conn, caller, command)
    stored = stored_message(conn, place, command.message)
    if known:
        return _accepted(place, command, stored)
    changed = become(stored)
    remember(conn, caller, command)
    if changed == stored:
        return _accepted(place, command, stored)
    row, told = lines.change_row(conn, place, changed)
    return _accepted(place, command, row, told)


def _accepted(
    place: Place, command: ChangingCommand, stored: Message, told: tuple[Delivery, ...] = ()
) -> Outcome:
    return Outcome(Accepted(id=command.id, message=seen_from(place, stored)), told)
