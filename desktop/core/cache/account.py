"""Whose file this is, and how far the directory of people and read positions are held."""

from desktop.core.cache.database import Connection
from desktop.core.errors import CacheError
from desktop.core.values import UserId
from sync_server.protocol.frames import ReadCursor
from sync_server.protocol.nouns import Revision

_TABLES = (
    "account", "person", "chat", "participant", "read_position", "sync_state", "message", "command", "draft",
)  # fmt: skip


def claim(connection: Connection, server: str, user: UserId) -> None:
    """Make the file this account's; refuse one that is somebody else's. Raises CacheError."""
    row = connection.execute("SELECT user FROM account").fetchone()
    if row is None:
        connection.execute("INSERT INTO account (only_row, server, user) VALUES (1, ?, ?)", (server, user))
    elif row["user"] != user:
        raise CacheError("the local file belongs to another account")


def directory_revision(connection: Connection) -> Revision:
    """Return the revision up to which the directory is held."""
    row = connection.execute("SELECT directory_revision FROM account").fetchone()
    return int(row["directory_revision"]) if row else 0


def tell_directory_revision(connection: Connection, revision: Revision) -> None:
    """Note that the directory was told of up to a revision. One before it may have been lost, unless this ends a catch-up."""
    connection.execute("UPDATE account SET directory_told = MAX(directory_told, ?)", (revision,))


def read_cursor(connection: Connection) -> ReadCursor:
    """Return how far read positions were told when the last catch-up was complete."""
    row = connection.execute("SELECT reads FROM account").fetchone()
    return int(row["reads"]) if row else 0


def caught_up(connection: Connection, reads: ReadCursor) -> None:
    """Note that a catch-up is complete: all is held of the directory, and of read positions up to here."""
    update = "UPDATE account SET directory_revision = MAX(directory_revision, directory_told), reads = ?"
    connection.execute(update, (reads,))


def wipe(connection: Connection) -> None:
    """Remove everything: the account was closed. `secure_delete` overwrites the pages."""
    for table in _TABLES:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names from the constant above
