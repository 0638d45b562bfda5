"""Brings what was committed from SQLite's log into the database file, on a thread of its own.

SQLite does so itself, within whichever commit finds the log long enough: then everybody in that commit waits for it. Here it
happens beside the commits, whenever there were any. Under a load without a pause it may never reach the end of the log, so that
the log cannot be begun anew; then, and only when it is very long, a commit does it after all.
"""

import logging
import sqlite3
import threading
from contextlib import closing

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

SECONDS = 0.5
"""Time between two looks at the log."""
LONG_LOG_PAGES = 16_000
"""Length of the log at which a commit brings it over itself: 64 MB."""

log = logging.getLogger(__name__)


class Checkpoints:
    """The thread, and whether there is anything to do. `close` it before the engine is disposed of."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._committed = threading.Event()
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="checkpoints")
        self._thread.start()

    def note_commit(self) -> None:
        """There is something in the log. Called after every commit: so it costs next to nothing."""
        self._committed.set()

    def close(self) -> None:
        """End the thread."""
        self._closed.set()
        self._committed.set()
        self._thread.join()

    def _run(self) -> None:
        while True:
            self._committed.wait()
            if self._closed.wait(SECONDS):
                return
            self._committed.clear()
            self._bring_over()

    def _bring_over(self) -> None:
        try:
            with closing(self._engine.raw_connection()) as borrowed:
                # Not through the engine's own connections: those begin a transaction first, and this must be outside of any.
                borrowed.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").close()
        except (SQLAlchemyError, sqlite3.Error):
            # The log keeps everything, and the next look tries again.
            self._committed.set()
            log.exception("the log could not be brought into the database file")
