"""The database and its threads: one that writes (the committer) and a few that read.

SQLite in WAL mode: readers never wait for the writer, and `synchronous=FULL` makes a commit survive a loss of power. The SQL of
the slices is portable, but other databases are refused until they are tested.
"""

import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Self, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from sync_server.errors import DatabaseRefused
from sync_server.store.chats import forget_readers
from sync_server.store.checkpoints import LONG_LOG_PAGES, Checkpoints
from sync_server.store.committer import CarryOut, Committer, P, translated
from sync_server.store.migrations.runner import migrate

T = TypeVar("T")

READERS = 4
"""Threads that read; each holds one connection while it does."""
BUSY_SECONDS = 10
"""How long to wait for another process that writes, such as an account command."""


class Database:
    """An open database, of the newest schema. `close` it: it owns threads.

    `carry_out` does much work at once on a thread that is busier than the writer's; see `committer`.
    """

    def __init__(self, url: str, *, readers: int = READERS, carry_out: CarryOut | None = None) -> None:
        target = _checked(url)
        make_private(database_file(url))
        self._writing = _engine(target, begin="BEGIN IMMEDIATE", connections=1)
        # One more than readers: the checkpoints borrow one.
        self._reading = _engine(target, begin="BEGIN", connections=readers + 1)
        try:
            with self._writing.begin() as conn:
                migrate(conn)
        except (OperationalError, DatabaseError) as error:
            self._dispose()
            raise DatabaseRefused(f"cannot open the database {target.database}: {error.orig}") from error
        except DatabaseRefused:
            self._dispose()
            raise
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix="reader")
        self._checkpoints = Checkpoints(self._reading)
        event.listen(self._writing, "commit", lambda _: self._checkpoints.note_commit())
        self._committer = Committer(self._writing, carry_out)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def submit(self, work: Callable[[Connection], T]) -> Future[T]:
        """Do something that writes. The future resolves once it is durable, or with why it was refused."""
        return self._committer.submit(work)

    def submit_all(self, pieces: Sequence[P], settled: Callable[[Sequence[P]], None]) -> None:
        """Do many things that write. `settled` is called, on the writer's thread, once they are durable or refused."""
        self._committer.submit_all(pieces, settled)

    def read(self, work: Callable[[Connection], T]) -> Future[T]:
        """Do something that reads, on one unchanging state of the database. May see less than what is being committed."""
        return self._readers.submit(self._read, work)

    def close(self) -> None:
        """Finish what was submitted, end the threads and close the files."""
        self._committer.close()
        self._readers.shutdown()
        self._checkpoints.close()
        self._dispose()

    def _read(self, work: Callable[[Connection], T]) -> T:
        with translated(), self._reading.begin() as conn:
            return work(conn)

    def _dispose(self) -> None:
        self._reading.dispose()
        self._writing.dispose()


def database_file(url: str) -> Path:
    """Return the file that a database URL names, or raise `DatabaseRefused`."""
    return Path(str(_checked(url).database))


def make_private(file: Path) -> None:
    """Make a new database's file, readable by its owner alone; SQLite gives the files beside it the same rights."""
    with suppress(OSError):  # SQLite runs into the same, and its message is what is shown.
        file.touch(mode=0o600)


def _checked(url: str) -> URL:
    try:
        target = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise DatabaseRefused(
            "this is not a database URL; one looks like sqlite:////var/lib/chat.db"
        ) from error
    if target.get_backend_name() != "sqlite":
        raise DatabaseRefused(
            f"databases of the kind {target.get_backend_name()!r} are not supported yet: use sqlite:///PATH"
        )
    if target.database in (None, "", ":memory:"):
        raise DatabaseRefused("the database must be a file: sqlite:///PATH")
    if target != URL.create("sqlite", database=target.database):
        raise DatabaseRefused("the database's URL is sqlite:///PATH, with no driver, host or options in it")
    if not Path(str(target.database)).absolute().parent.is_dir():
        raise DatabaseRefused(f"the folder of the database {target.database} does not exist")
    return target


def _engine(target: URL, *, begin: str, connections: int) -> Engine:
    engine = create_engine(
        target,
        pool_size=connections,
        max_overflow=0,
        connect_args={"timeout": BUSY_SECONDS},
        # Errors are logged, and what people write must not be.
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        # The driver must not begin transactions by itself: it would do so too late, and never for a savepoint.
        connection.isolation_level = None
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            f"wal_autocheckpoint = {LONG_LOG_PAGES}",
            # What was deleted must not lie on in the file's free space.
            "secure_delete = ON",
            "foreign_keys = ON",
            # Without it INSERT OR REPLACE would remove a participant behind the triggers' back.
            "recursive_triggers = ON",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "rollback")
    def _undone(conn: Connection) -> None:
        forget_readers(conn)

    @event.listens_for(engine, "begin")
    def _begin(conn: Connection) -> None:
        conn.exec_driver_sql(begin)

    return engine
