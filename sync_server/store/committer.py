"""Group commit: one writer thread takes every piece of work that is waiting, does it in one transaction, and only then answers.

So many senders share one sync of the disk, and what is answered is durable. Each piece runs in a savepoint of its own: one that
raises is undone alone and takes nobody else down. Only if the transaction itself fails does everybody in it fail, with
`StorageFailed`, and nothing of it was kept.
"""

import logging
import math
import queue
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar, cast

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from sync_server.errors import ServerError, StorageFailed

log = logging.getLogger(__name__)

T = TypeVar("T")
Work: TypeAlias = Callable[[Connection], T]

LARGEST_BATCH = 256
"""Pieces of work in one transaction: enough to share a sync among many, few enough that nobody waits long for the rest."""
FEW = 2
"""Pieces of work that the writer thread always does itself."""
SHIFT_SECONDS = 0.003
"""Time after which a busy thread that does pieces of work for the writer gets back to its own."""

CarryOut = Callable[[Callable[[], None]], None]
"""Does something on another thread, and returns when it is done."""


class Piece(Generic[T]):
    """A piece of work on its way, and what became of it."""

    __slots__ = ("error", "result", "work")

    def __init__(self, work: Work[T]) -> None:
        self.work = work
        self.result: T | None = None
        self.error: Exception | None = None
        """Why nothing of it was kept: `errors.ServerError`."""


P = TypeVar("P", bound=Piece[Any])


class _Portion(NamedTuple):
    """Pieces of work that were handed over together."""

    pieces: Sequence[Piece[Any]]
    claim: Callable[[], bool]
    """Returns whether somebody still wants it; from then on nobody can give it up."""
    settle: Callable[[], None]
    """Tells whoever waits, once the transaction has ended."""


class Committer:
    """The writer thread and what waits for it."""

    def __init__(self, engine: Engine, carry_out: CarryOut | None = None) -> None:
        self._engine = engine
        self._carry_out = carry_out
        self._waiting: queue.SimpleQueue[_Portion | None] = queue.SimpleQueue()
        self._door = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="committer")
        self._thread.start()

    def submit(self, work: Work[T]) -> Future[T]:
        """Queue a piece of work. Its future resolves after the commit, in the order of submission."""
        piece = Piece(work)
        future: Future[T] = Future()

        def settle() -> None:
            if piece.error is not None:
                future.set_exception(piece.error)
            else:
                future.set_result(cast("T", piece.result))

        self._queue(_Portion((piece,), future.set_running_or_notify_cancel, settle))
        return future

    def submit_all(self, pieces: Sequence[P], settled: Callable[[Sequence[P]], None]) -> None:
        """Queue pieces of work, in this order. `settled` is called on the writer's thread once their fate is known."""
        self._queue(_Portion(pieces, lambda: True, lambda: settled(pieces)))

    def close(self) -> None:
        """Finish everything that was submitted, then end the thread."""
        with self._door:
            if not self._closed:
                self._closed = True
                self._waiting.put(None)
        self._thread.join()

    def _queue(self, portion: _Portion) -> None:
        with self._door:
            if self._closed:
                raise StorageFailed("the server is stopping")
            self._waiting.put(portion)

    def _run(self) -> None:
        while (first := self._waiting.get()) is not None:
            batch, is_last = self._take_all(first)
            self._commit(batch)
            if is_last:
                return

    def _take_all(self, first: _Portion) -> tuple[list[_Portion], bool]:
        batch = [first]
        size = len(first.pieces)
        while size < LARGEST_BATCH:
            try:
                portion = self._waiting.get_nowait()
            except queue.Empty:
                break
            if portion is None:
                return batch, True
            batch.append(portion)
            size += len(portion.pieces)
        return batch, False

    def _commit(self, batch: list[_Portion]) -> None:
        # Whoever gave up waiting before their turn gets nothing done; from here on nobody can.
        batch = [portion for portion in batch if portion.claim()]
        pieces = [piece for portion in batch for piece in portion.pieces]
        try:
            with self._engine.begin() as conn:
                self._do_all(conn, pieces)
        except Exception as error:
            # Whatever it is: everybody must be told that nothing was kept.
            log.exception("a transaction of %d pieces of work failed", len(pieces))
            for piece in pieces:
                piece.error = StorageFailed()
                piece.error.__cause__ = error
        for portion in batch:
            portion.settle()

    def _do_all(self, conn: Connection, pieces: list[Piece[Any]]) -> None:
        """Do the pieces of work, in order; where there are many, in shifts on the thread that wants them done.

        Every statement lets go of the interpreter and has to get it back, from a thread that is busy with many clients just when
        there is much to do: that thread does it in a fraction of the time. The disk is waited for on this thread alone.
        """
        left = deque(pieces)
        if self._carry_out is None or len(pieces) <= FEW:
            _do_for(math.inf, conn, left)
        else:
            shift = _Shift(conn, left)
            while left:
                self._carry_out(shift.work)
                shift.check()


class _Shift:
    """Pieces of work that are done for a while on another thread."""

    def __init__(self, conn: Connection, left: deque[Piece[Any]]) -> None:
        self._conn = conn
        self._left = left
        self._error: BaseException | None = None

    def work(self) -> None:
        """Do some of them. Raises nothing: the writer's errors are no business of the other thread."""
        try:
            _do_for(SHIFT_SECONDS, self._conn, self._left)
        except BaseException as error:  # noqa: BLE001 - raised again by `check`
            self._error = error

    def check(self) -> None:
        """Raise what went wrong, on the writer's thread."""
        if self._error is not None:
            raise self._error


def _do_for(seconds: float, conn: Connection, left: deque[Piece[Any]]) -> None:
    """Do pieces of work, in order, until none is left or the time is over."""
    until = time.perf_counter() + seconds
    while left:
        _run_in_savepoint(conn, left.popleft())
        if time.perf_counter() > until:
            return


def _run_in_savepoint(conn: Connection, piece: Piece[Any]) -> None:
    """Do one piece of work. Raises only if the transaction itself is lost: then nothing in it may be acknowledged.

    A database may end a transaction by itself, as SQLite does when the disk fails. Then the savepoint is gone, and this notices
    because the statement that ends it fails. SQLAlchemy's own savepoints pass over that in silence.
    """
    driver: Any = conn.connection.driver_connection
    driver.execute("SAVEPOINT piece").close()
    try:
        piece.result = piece.work(conn)
    except ServerError as error:
        piece.error = error
    except Exception as error:
        # A bug in one piece of work must not take the others down.
        log.exception("a piece of work failed")
        piece.error = StorageFailed()
        piece.error.__cause__ = error
    if piece.error is not None:
        driver.execute("ROLLBACK TO SAVEPOINT piece").close()
    driver.execute("RELEASE SAVEPOINT piece").close()


@contextmanager
def translated() -> Iterator[None]:
    """Turn a failure of the database into `StorageFailed`."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        # Prepared statements speak to the driver, and its errors are its own.
        log.exception("the database failed")
        raise StorageFailed from error
