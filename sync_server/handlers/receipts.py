"""Read positions: they only grow, and a user's own devices are told at once."""

from sqlalchemy import Connection

from sync_server import policy
from sync_server.handlers.access import enter
from sync_server.handlers.outcomes import Caller, Delivery, Outcome
from sync_server.protocol.frames import MarkRead, Ok, ReadPosition
from sync_server.store import receipts as receipt_store


def mark_read(conn: Connection, caller: Caller, command: MarkRead) -> Outcome:
    """Move the caller's read position on; say nothing to anybody if it stays where it is."""
    place = enter(conn, caller, command.chat, to_write=True)
    seq = policy.read_position_after(place.caller, command.seq, place.chat.last_seq)
    if seq == place.caller.read_seq:
        return Outcome(Ok(id=command.id))
    receipt_store.set_read_position(conn, place.chat.id, caller.user, seq)
    told = Delivery(
        to=frozenset({caller.user}),
        push=ReadPosition(chat=place.chat.id, seq=seq),
        to_devices_except=caller.device,
    )
    return Outcome(Ok(id=command.id), (told,))
