"""Commands that wrote no line, known again by the id that the client made; in SQL."""

from msgspec import Struct
from sqlalchemy import Connection, bindparam, insert, select

from sync_server.protocol.nouns import CommandId, UserId
from sync_server.store.prepared import Prepared
from sync_server.store.tables import commands

_by_id = Prepared(select(commands.c.user, commands.c.request).where(commands.c.id == bindparam("command_id")))
_insert = Prepared(insert(commands), "id", "user", "request")


class Done(Struct, frozen=True):
    """A command that was accepted."""

    user: UserId
    """Whose it was."""
    request: bytes
    """Digest of it: nothing of what it said is kept."""


def done(conn: Connection, command: CommandId) -> Done | None:
    """Return what was accepted under an id already, for whoever may know it: the caller must find that out."""
    row = _by_id.one(conn, command_id=command)
    return None if row is None else Done(*row)


def remember(conn: Connection, command: CommandId, what: Done) -> None:
    """Store that a command was accepted, in the transaction that carries it out."""
    _insert.run(conn, id=command, user=what.user, request=what.request)
