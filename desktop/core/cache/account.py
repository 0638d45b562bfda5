"""Whose file this is, and how far the directory of people, read positions and preferences are held."""

from desktop.core.cache import indexing
from desktop.core.cache.database import Connection
from desktop.core.errors import CacheError
from desktop.core.values import Milliseconds, UserId
from sync_server.protocol.frame import Epoch, PreferencesCursor, ReadCursor
from sync_server.protocol.nouns import Revision

_TABLES = (
    "account", "person", "chat", "participant", "read_position", "sync_state", "message", "command", "draft", "preference",
    "glance", "own_word", "draft_file", "file",
)  # fmt: skip
_TOLD = ("sync_state", "message", "read_position", "preference", "glance")
"""What the server told, and nothing else: not even a name."""


def claim(connection: Connection, server: str, user: UserId) -> None:
    """Make the file this account's; refuse one that is somebody else's. Raises CacheError."""
    row = connection.execute("SELECT user FROM account").fetchone()
    if row is None:
        connection.execute("INSERT INTO account (only_row, server, user) VALUES (1, ?, ?)", (server, user))
    elif row["user"] != user:
        raise CacheError("the local file belongs to another account")


def settle_token(connection: Connection, token: str, *, keep: bool) -> str:
    """Keep this device's token here, since the system has no keyring, or make sure that it is not; return the one to use.

    An empty `token` stands for the one that was kept.
    """
    row = connection.execute("SELECT token FROM account").fetchone()
    if keep and not token:
        return str(row["token"]) if row else ""
    kept = token if keep else ""
    if token and row and row["token"] != kept:
        connection.execute("UPDATE account SET token = ?", (kept,))
    return token


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


def preferences_cursor(connection: Connection) -> PreferencesCursor:
    """Return how far the user's preferences were told when the last catch-up was complete."""
    row = connection.execute("SELECT preferences FROM account").fetchone()
    return int(row["preferences"]) if row else 0


def caught_up(connection: Connection, reads: ReadCursor, preferences: PreferencesCursor) -> None:
    """Note that a catch-up is complete: all is held of the directory, and of read positions and preferences up to here."""
    update = """
    UPDATE account SET directory_revision = MAX(directory_revision, directory_told), reads = ?, preferences = ?
    """
    connection.execute(update, (reads, preferences))


def was_current(connection: Connection, at: Milliseconds) -> None:
    """Note that all that was new was here at a time of this computer's clock."""
    connection.execute("UPDATE account SET synced_at = ?", (at,))


def epoch(connection: Connection) -> Epoch:
    """Return the name of the history that is held; empty before the server has named one."""
    row = connection.execute("SELECT epoch FROM account").fetchone()
    return str(row["epoch"]) if row else ""


def adopt(connection: Connection, epoch: Epoch) -> None:
    """Note the name of the history that is held."""
    connection.execute("UPDATE account SET epoch = ?", (epoch,))


def begin_anew(connection: Connection, epoch: Epoch) -> None:
    """Forget what the server told, since it tells another history now: its messages and numbers may never have been.

    What the user wrote stays. So do the rows of chats and people, with the revision 0, so that what is told now replaces them:
    until then what was written is shown in its chat, with names. What is not told again by the end of the catch-up is removed
    then (`chats.drop_untold`, `people.drop_untold`).
    """
    indexing.empty(connection)
    for table in _TOLD:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names from the constant above
    connection.execute("UPDATE chat SET revision = 0")
    connection.execute("UPDATE person SET revision = 0")
    update = """
    UPDATE account SET epoch = ?, directory_revision = 0, directory_told = 0, reads = 0, preferences = 0, synced_at = NULL
    """
    connection.execute(update, (epoch,))


def wipe(connection: Connection) -> None:
    """Remove everything: the account was closed. `secure_delete` overwrites the pages."""
    indexing.empty(connection)
    for table in _TABLES:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names from the constant above
