"""Whose file this is, and how far the directory of people is held."""

from desktop.core.cache.database import Connection
from desktop.core.errors import CacheError
from desktop.core.values import UserId
from sync_server.protocol.nouns import Revision

_TABLES = ("account", "person", "chat", "participant", "sync_state", "message", "command", "draft")


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


def raise_directory_revision(connection: Connection, revision: Revision) -> None:
    """Note that the directory is held up to a revision."""
    connection.execute("UPDATE account SET directory_revision = MAX(directory_revision, ?)", (revision,))


def wipe(connection: Connection) -> None:
    """Remove everything: the account was closed. `secure_delete` overwrites the pages."""
    for table in _TABLES:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names from the constant above
