"""The file's threads: one writes, one reads, one searches, so the event loop never waits for the disk.

Writes are durable against the end of this process and the loss of power at any moment (WAL, synced with every transaction). The
file is encrypted (`encrypted`); what is decrypted is in memory only.

A file can turn out to be broken while it is in use. Whoever met it gets CacheDamagedError, `damaged` is set for whoever waits to
open the file anew, and a mark beside the file makes the next opening look through all of it. The index of messages is another
matter: whoever finds it broken makes it anew, and goes on.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from desktop.core.cache import indexing
from desktop.core.cache.encrypted import (
    Connection,
    DriverError,
    Row,
    connect,
    is_contradiction,
    is_damage,
    is_index_damage,
    migrate,
    translated,
)
from desktop.core.cache.search_thread import GoOn, SearchKind, SearchThread, SupersededError
from desktop.core.errors import CacheDamagedError, CacheError
from desktop.core.folder import make_private_folder

__all__ = ["DAMAGE_MARK", "Connection", "Database", "GoOn", "Row", "SearchKind", "SupersededError"]

P = ParamSpec("P")
R = TypeVar("R")

log = logging.getLogger(__name__)

DAMAGE_MARK = "-damaged"
"""Added to the file's name: the name of the mark that it was found broken."""

# FULL, since what the user wrote is nowhere else until the server has it: it must survive the loss of power, too; on macOS that
# takes fullfsync.
# secure_delete, since whoever gets the key later must not find what was deleted or hidden before.
# A page costs several times more to read here than in plain SQLite, so more of them are kept, and they are written back to the
# file in bigger lots; after a lot the log of writes is cut back to the size of one. Nothing is mapped: encrypted pages cannot be.
_SETTINGS = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA fullfsync = ON;
PRAGMA checkpoint_fullfsync = ON;
PRAGMA secure_delete = ON;
PRAGMA cache_size = -16384;
PRAGMA wal_autocheckpoint = 2000;
PRAGMA journal_size_limit = 8388608;
"""
_READER_SETTINGS = """
PRAGMA query_only = ON;
PRAGMA cache_size = -16384;
"""
_ERASE = "PRAGMA wal_checkpoint(TRUNCATE)"


class _IndexDamagedError(Exception):
    """The index of messages is broken, and nothing else."""


class Database:
    """One open file. `read`, `write` and `search` run a function with a connection, each on its own thread."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.damaged = asyncio.Event()
        """Set once the file was found to be broken while in use. What is called goes on as far as it can, so that what the user
        is writing is kept; then close, and let `opening` open it anew."""
        self.to_index = asyncio.Event()
        """Set while there are messages that the index does not have: `fill_index` is to be called."""
        self._loop = asyncio.get_running_loop()
        self._path = path
        # A closure, since an attribute with the key would be shown by whatever prints this object.
        self._connect: Callable[[], Connection] = lambda: connect(path, key)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="cache-writer")
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="cache-reader")
        self._writing: Connection | None = None
        self._reading: Connection | None = None
        self._searcher = SearchThread(self._connect, self._met_in_search)
        self._closed = False
        self._when_closed: Callable[[], None] = lambda: None

    @classmethod
    async def open(cls, path: Path, key: bytes) -> "Database":
        """Open or make the file and bring its schema up to date.

        Raises CacheError, of which CacheDamagedError and CacheNewerError; the file is then as it was.
        """
        database = cls(path, key)
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
        await asyncio.shield(asyncio.wrap_future(self._searcher.close()))
        await self._run(self._reader, self._close_reader)
        await self._run(self._writer, self._close_writer)
        self._closed = True
        self._when_closed()
        self._reader.shutdown(wait=False)
        self._writer.shutdown(wait=False)

    def when_closed(self, release: Callable[[], None]) -> None:
        """Have something done once nothing uses the file any more."""
        self._when_closed = release

    async def read(
        self, query: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Run a query in one snapshot of the file, on the reader thread."""
        return await self._run(self._reader, lambda: self._query(query, *args, **kwargs), self._renew_reader)

    async def write(
        self, change: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Run a change in one transaction, on the writer thread; on an exception nothing of it stays.

        Once asked for, it happens, even if the caller is cancelled meanwhile.
        """
        return await self._run(
            self._writer, lambda: self._change(change, *args, **kwargs), self._renew_writer
        )

    async def search(
        self,
        kind: SearchKind,
        query: Callable[Concatenate[Connection, GoOn, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Run a query in one snapshot of the file, on the searching thread (`search_thread`), which hands it `go_on`.

        Raises SupersededError where a newer search of this kind has come meanwhile.
        """
        try:
            return await self._searched(kind, query, *args, **kwargs)
        except _IndexDamagedError:
            await self.make_index_anew()
        try:
            return await self._searched(kind, query, *args, **kwargs)
        except _IndexDamagedError as error:
            raise CacheError(f"{self._path.name}: the index of messages is broken again") from error

    async def make_index_anew(self) -> None:
        """Empty the index of messages, and note what is to be filled into it."""
        await self._run(self._writer, self._make_index_anew, self._renew_writer)

    async def fill_index(self) -> None:
        """Put the next messages into the index, the newest ones first, as many as take some milliseconds."""
        await self._run(self._writer, self._fill_index, self._renew_writer)

    async def index_is_scattered(self) -> bool:
        """Return whether to put the index of messages together would make searches quicker."""
        return await self.read(indexing.is_scattered)

    async def merge_index(self, *, begin: bool) -> bool:
        """Put the index of messages together a bit more; return whether there is more to do."""
        return await self._run(
            self._writer, lambda: self._change(indexing.merge, begin=begin), self._renew_writer
        )

    async def erase(self) -> None:
        """Leave nothing on the disk of rows that were removed or replaced: the log of writes still has their pages.

        Nobody reads those pages without the key. But the key is this user's, and whoever gets hold of it later is not to find
        what somebody took back: a deleted message, or what an edited one said before.

        Where somebody reads in this moment, a little of it may stay until the next time, at the latest until the file is closed.

        One thing is out of reach but for a VACUUM, which would take minutes: now and then SQLite moves rows from one page to the
        next and does not overwrite where they were. What is removed after that is found by no query and no search any more, but
        may lie in the unused part of that page until it is written over.
        """
        await self._run(
            self._writer, lambda: _opened(self._writing).execute(_ERASE).fetchall(), self._renew_writer
        )

    async def _searched(
        self,
        kind: SearchKind,
        query: Callable[Concatenate[Connection, GoOn, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        answer = self._searcher.submit(
            kind, lambda connection, go_on: query(connection, go_on, *args, **kwargs)
        )
        try:
            found: R = await asyncio.shield(asyncio.wrap_future(answer))
        except CacheDamagedError:
            self.damaged.set()
            raise
        return found

    def _met_in_search(self, error: DriverError) -> Exception:
        """Return an error of ours for one of the library's."""
        if is_index_damage(error):
            return _IndexDamagedError()
        if is_damage(error):
            mark_damaged(self._path)
        return translated(error, self._path)

    async def _run(
        self, thread: ThreadPoolExecutor, work: Callable[[], R], renew: Callable[[], None] | None = None
    ) -> R:
        if self._closed:
            raise CacheError("the cache is closed")
        try:
            # Shielded: a caller who is cancelled must not take queued work out of the thread's queue.
            return await asyncio.shield(asyncio.wrap_future(thread.submit(self._guarded, work, renew)))
        except CacheDamagedError:
            if renew is not None:
                self.damaged.set()
            raise

    def _guarded(self, work: Callable[[], R], renew: Callable[[], None] | None) -> R:
        """Let out errors of ours only. With `renew`, a connection that met damage is replaced: it reads nothing any more."""
        try:
            return work()
        except _IndexDamagedError as error:
            raise CacheError(f"{self._path.name}: the index of messages cannot be made anew") from error
        except DriverError as error:
            if renew is not None and is_damage(error):
                mark_damaged(self._path)
                # Where nothing can be opened any more, whoever comes next is told so.
                with suppress(DriverError, CacheError):
                    renew()
            raise translated(error, self._path) from error

    def _query(self, query: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        connection = _opened(self._reading)
        connection.execute("BEGIN")
        try:
            return query(connection, *args, **kwargs)
        finally:
            _end(connection)

    def _change(
        self, change: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        try:
            return self._changed(change, *args, **kwargs)
        except _IndexDamagedError as error:
            log.warning("the index of messages is broken: %s", error.__cause__)
        # Nothing of it was written, for want of an index that it can enter.
        self._make_index_anew()
        return self._changed(change, *args, **kwargs)

    def _make_index_anew(self) -> None:
        self._changed(indexing.make_anew)
        self._tell_of_index(prepared=False)

    def _fill_index(self) -> None:
        more = self._change(indexing.fill)
        self._tell_of_index(prepared=not more)

    def _tell_of_index(self, *, prepared: bool) -> None:
        """Say on the event loop's thread whether there is something to fill, in the order in which it came to be so."""
        self._loop.call_soon_threadsafe(self.to_index.clear if prepared else self.to_index.set)

    def _changed(
        self, change: Callable[Concatenate[Connection, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        connection = _opened(self._writing)
        connection.execute("BEGIN IMMEDIATE")
        try:
            result = change(connection, *args, **kwargs)
            _settle(connection)
            connection.execute("COMMIT")
        except DriverError as error:
            if is_index_damage(error):
                raise _IndexDamagedError from error
            raise
        finally:
            _end(connection)
        return result

    def _open_writer(self) -> None:
        try:
            make_private_folder(self._path.parent)
            self._path.touch(mode=0o600)
        except OSError as error:
            raise CacheError(f"{self._path.name}: {error.strerror}") from error
        self._writing = self._connect()
        self._writing.executescript(_SETTINGS)
        migrate(self._writing)
        self._tell_of_index(prepared=indexing.is_prepared(self._writing))

    def _open_reader(self) -> None:
        self._reading = self._connect()
        self._reading.executescript(_READER_SETTINGS)

    def _close_reader(self) -> None:
        if self._reading is not None:
            self._reading.close()
            self._reading = None

    def _close_writer(self) -> None:
        if self._writing is not None:
            self._writing.close()
            self._writing = None

    def _renew_reader(self) -> None:
        self._close_reader()
        self._open_reader()

    def _renew_writer(self) -> None:
        self._close_writer()
        self._open_writer()


def _settle(connection: Connection) -> None:
    """Bring the index up to date. What is found broken then is the index, as a rule; if it is not, to make it anew will tell.

    So it is where its tables contradict each other: no message is refused for that.
    """
    try:
        indexing.settle(connection)
    except DriverError as error:
        if is_damage(error) or is_contradiction(error):
            raise _IndexDamagedError from error
        raise


def mark_damaged(path: Path) -> None:
    """Note for the next opening that this file was found broken while it was in use."""
    try:
        path.with_name(path.name + DAMAGE_MARK).touch(mode=0o600)
    except OSError as error:
        log.warning("%s is broken, which could not be noted: %s", path.name, error)


def _end(connection: Connection) -> None:
    """End a transaction that is still open: after some errors SQLite has ended it already."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _opened(connection: Connection | None) -> Connection:
    if connection is None:
        raise CacheError("the cache is closed")
    return connection
