"""The file, its two threads, and its schema: the only place that knows which SQLite library is used.

One writer thread owns the writing connection, one reader thread the reading one, so the event loop never waits for the disk.
Writes are durable against the end of this process at any moment (WAL); after a power cut the newest may be missing from the
cache, and the server has them.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from desktop.core.errors import CacheError

Connection = sqlite3.Connection
Row = sqlite3.Row

P = ParamSpec("P")
R = TypeVar("R")

# FULL, since what the user wrote is nowhere else until the server has it: it must survive the loss of power, too.
_SETTINGS = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA temp_store = MEMORY;
PRAGMA secure_delete = ON;
"""
_ERASE = "PRAGMA wal_checkpoint(TRUNCATE)"
_BUSY_SECONDS = 10.0
_SCHEMA = Path(__file__).parent / "schema"


class Database:
    """One open file. `read` and `write` run a function with a connection, each on its own thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="cache-writer")
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="cache-reader")
        self._writing: Connection | None = None
        self._reading: Connection | None = None
        self._closed = False

    @classmethod
    async def open(cls, path: Path) -> "Database":
        """Open or make the file and bring its schema up to date. Raises CacheError."""
        database = cls(path)
        try:
            await database._run(database._writer, database._open_writer)
            await database._run(database._reader, database._open_reader)
        except BaseException:
            await database.close()
            raise
        return database

    async def close(self) -> None:
        """Finish what was asked for, then close; to close again does nothing."""
        if self._closed:
            return
        await self._run(self._reader, self._close_reader)
        await self._run(self._writer, self._close_writer)
        self._closed = True
        self._reader.shutdown(wait=False)
        self._writer.shutdown(wait=False)

    async def read(
        self, query: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Run a query in one snapshot of the file, on the reader thread."""
        return await self._run(self._reader, lambda: self._query(query, *args, **kwargs))

    async def write(
        self, change: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Run a change in one transaction, on the writer thread; on an exception nothing of it stays.

        Once asked for, it happens, even if the caller is cancelled meanwhile.
        """
        return await self._run(self._writer, lambda: self._change(change, *args, **kwargs))

    async def erase(self) -> None:
        """Leave nothing on the disk of rows that were removed or replaced: the log of writes still has them.

        Where somebody reads in this moment, a little of it may stay until the next time, at the latest until the file is closed.
        """
        await self._run(self._writer, lambda: _opened(self._writing).execute(_ERASE).fetchall())

    async def _run(self, thread: ThreadPoolExecutor, work: Callable[[], R]) -> R:
        if self._closed:
            raise CacheError("the cache is closed")
        try:
            # Shielded: a caller who is cancelled must not take queued work out of the thread's queue.
            return await asyncio.shield(asyncio.wrap_future(thread.submit(work)))
        except sqlite3.Error as error:
            raise CacheError(f"{self._path.name}: {error}") from error

    def _query(self, query: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        connection = _opened(self._reading)
        connection.execute("BEGIN")
        try:
            return query(connection, *args, **kwargs)
        finally:
            connection.execute("COMMIT")

    def _change(
        self, change: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        connection = _opened(self._writing)
        connection.execute("BEGIN IMMEDIATE")
        try:
            result = change(connection, *args, **kwargs)
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        return result

    def _open_writer(self) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.touch(mode=0o600)
        except OSError as error:
            raise CacheError(f"{self._path.name}: {error.strerror}") from error
        self._writing = _connect(self._path)
        self._writing.executescript(_SETTINGS)
        _migrate(self._writing)

    def _open_reader(self) -> None:
        self._reading = _connect(self._path)
        self._reading.execute("PRAGMA query_only = ON")

    def _close_reader(self) -> None:
        if self._reading is not None:
            self._reading.close()
            self._reading = None

    def _close_writer(self) -> None:
        if self._writing is not None:
            self._writing.close()
            self._writing = None


def _opened(connection: Connection | None) -> Connection:
    if connection is None:
        raise CacheError("the cache is closed")
    return connection


def _connect(path: Path) -> Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    return connection


def _migrate(connection: Connection) -> None:
    """Run the schema files that this cache has not seen, each in its own transaction."""
    known = _schema_files()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(known):
        raise CacheError(
            f"the local file has schema {version}, and this program knows {len(known)}: update it"
        )
    for number, script in enumerate(known[version:], start=version + 1):
        connection.executescript(f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;")


def _schema_files() -> list[str]:
    return [file.read_text("utf-8") for file in sorted(_SCHEMA.glob("*.sql"))]
