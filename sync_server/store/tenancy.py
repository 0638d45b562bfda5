"""Keeps a second server off a database that one serves already.

Two servers on one file would both work, and their clients would not hear each other: what one server commits, the clients of the
other learn only when they connect again. Account commands are no servers, and go on beside one.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sync_server.errors import DatabaseRefused
from sync_server.store.database import database_file, make_private


@contextmanager
def only_server_of(url: str) -> Iterator[None]:
    """Be the only server of a database, or raise `DatabaseRefused`. The system ends this with the process, however it ends."""
    file = database_file(url)
    lock_file = file.with_name(file.name + ".lock")
    make_private(lock_file)
    # A lock that works the same on every platform, held on an empty database of its own.
    with closing(_opened(lock_file)) as lock:
        try:
            lock.execute("PRAGMA journal_mode = MEMORY").close()
            lock.execute("BEGIN EXCLUSIVE").close()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise _refused(file, error) from error
            raise DatabaseRefused(f"another server is running on {file}: stop that one first") from error
        yield


def _opened(lock: Path) -> sqlite3.Connection:
    try:
        return sqlite3.connect(lock, timeout=0, isolation_level=None)
    except sqlite3.Error as error:
        raise _refused(lock, error) from error


def _refused(file: Path, error: sqlite3.Error) -> DatabaseRefused:
    return DatabaseRefused(f"cannot lock the database {file}: {error}")
