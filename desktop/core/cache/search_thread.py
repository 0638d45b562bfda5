"""The file's third thread, on which is searched: what is urgent comes first, and nobody waits for what is out of date.

People type faster than some questions are answered. So a search takes the place of an older one of the same kind, which ends
with SupersededError wherever it is by then. And it interrupts one that is less urgent, such as counting, which begins again
afterwards.

SQLite ends a statement when it is told to. Between two, and in what Python does itself, the query has to look: it is given
`go_on`, which raises where the query is to stop.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from enum import IntEnum
from threading import Lock
from typing import Any

from desktop.core.cache.encrypted import Connection, DriverError, is_interruption
from desktop.core.errors import CacheError

GoOn = Callable[[], None]
Query = Callable[[Connection, GoOn], Any]

_SETTINGS = """
PRAGMA query_only = ON;
PRAGMA cache_size = -16384;
"""

_STEPS = 50_000
"""Of SQLite's machine, between two looks at whether to stop: some milliseconds."""


class SearchKind(IntEnum):
    """What is asked, the most urgent kind first."""

    FOUND = 0
    """Chats, people and the first messages, as somebody types."""
    CHATS = 1
    """For the quick switcher."""
    IN_CHAT = 2
    MORE = 3
    """The next messages."""
    COUNT = 4
    READY = 5
    """Nothing yet: what is kept in memory is read."""
    SPACE = 6
    """How much the index takes."""


class SupersededError(Exception):
    """Nobody wants the answer any more: a newer search of the same kind has come."""


class _PostponedError(Exception):
    """Something more urgent has come: this is asked again after it."""


class _Search:
    """One search that waits or is under way."""

    def __init__(self, kind: SearchKind, query: Query) -> None:
        self.kind = kind
        self.query = query
        self.answer: Future[Any] = Future()
        self.stopped: type[Exception] | None = None

    def go_on(self) -> None:
        """Raise if it is to stop."""
        if self.stopped is not None:
            raise self.stopped


class SearchThread:
    """Runs searches one after the other. The connection is opened with the first one."""

    def __init__(
        self, connect: Callable[[], Connection], translate: Callable[[DriverError], Exception]
    ) -> None:
        self._connect = connect
        self._translate = translate
        self._connection: Connection | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="cache-searcher")
        self._lock = Lock()
        self._waiting: dict[SearchKind, _Search] = {}
        self._running: _Search | None = None
        self._closed: Future[None] | None = None
        """Done once the connection is closed; None before anybody closes this."""

    def submit(self, kind: SearchKind, query: Query) -> "Future[Any]":
        """Have a query run in one snapshot of the file; return what becomes of it. Raises CacheError once this is closed."""
        search = _Search(kind, query)
        with self._lock:
            if self._closed is not None:
                raise CacheError("the cache is closed")
            older = self._waiting.pop(kind, None)
            self._waiting[kind] = search
            if self._running is not None and self._running.kind >= kind:
                self._stop(SupersededError if self._running.kind is kind else _PostponedError)
            self._thread.submit(self._serve)
        if older is not None:
            older.answer.set_exception(SupersededError())
        return search.answer

    def close(self) -> "Future[None]":
        """End what is under way, with an error for whoever waits, and close the connection; to close again does nothing more."""
        with self._lock:
            if self._closed is not None:
                return self._closed
            self._stop(SupersededError)
            left, self._waiting = self._waiting, {}
            self._closed = closed = self._thread.submit(self._close)
        for search in left.values():
            search.answer.set_exception(CacheError("the cache is closed"))
        self._thread.shutdown(wait=False)
        return closed

    def _stop(self, why: type[Exception]) -> None:
        """Stop what runs. To be called with the lock: what runs then is what is meant."""
        if self._running is None or self._running.stopped is SupersededError:
            return
        self._running.stopped = why
        if self._connection is not None:
            self._connection.interrupt()

    def _serve(self) -> None:
        with self._lock:
            if not self._waiting:
                return
            search = self._running = self._waiting.pop(min(self._waiting))
        answer, error = None, None
        try:
            answer = self._answered(search)
        except BaseException as met:  # noqa: BLE001 - whoever asked gets it
            error = met
        with self._lock:
            self._running = None
            if isinstance(error, _PostponedError) and search.stopped is _PostponedError:
                self._ask_again(search)
                return
        if search.stopped is SupersededError:
            error = SupersededError()
        if error is None:
            search.answer.set_result(answer)
        else:
            search.answer.set_exception(error)

    def _ask_again(self, search: _Search) -> None:
        """Queue what was postponed, unless something newer of its kind has come meanwhile."""
        if search.kind in self._waiting:
            search.answer.set_exception(SupersededError())
            return
        search.stopped = None
        self._waiting[search.kind] = search
        self._thread.submit(self._serve)

    def _answered(self, search: _Search) -> object:
        try:
            connection = self._opened()
            connection.execute("BEGIN")
            try:
                search.go_on()
                return search.query(connection, search.go_on)
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
        except DriverError as error:
            if search.stopped is not None and is_interruption(error):
                raise search.stopped from error
            # It may be one that reads nothing any more.
            self._close()
            raise self._translate(error) from error

    def _opened(self) -> Connection:
        if self._connection is None:
            connection = self._connect()
            try:
                connection.executescript(_SETTINGS)
                # It is told to end now; but not if that comes just before a statement begins.
                connection.set_progress_handler(self._is_to_stop, _STEPS)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _is_to_stop(self) -> bool:
        return self._running is not None and self._running.stopped is not None

    def _close(self) -> None:
        # With the lock, since what is closed cannot be interrupted.
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
