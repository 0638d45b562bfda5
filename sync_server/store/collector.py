"""Deletes stored files that nothing needs any more, on a thread of its own, whatever the server has lived through.

- Objects whose uploads were forgotten, because their message was taken back or they were damaged: at once.
- Uploads, whole or not, that no message has taken up for `UPLOAD_DAYS`.
- Parts without an upload that they could become, a day after their last byte.
- Objects that no upload has: they are left over where a database was brought back from an older copy. Because the operator may
  bring back a newer one next, they are noted, and deleted `UPLOAD_DAYS` after that if there still is none. And because the copy
  may be served somewhere else beside the original, each notes in the storage that it is here: while both do, none is deleted.

Nothing that a message has can be among them: keys are random and never used twice, a row has its key before there is an object,
and forgetting a row and noting its key is one transaction. A crash in between leaves something to delete, never too little.
"""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from sync_server.errors import Refusal
from sync_server.protocol import limits
from sync_server.protocol.nouns import Milliseconds
from sync_server.store import attachments, epochs
from sync_server.store.database import Database
from sync_server.store.storage import Storage

DUE_SECONDS = 2.0
"""Time between two looks for objects that are to be deleted at once."""
SEARCH_SECONDS = 6 * 3600.0
"""Time between two searches through all there is."""
KEPT_MS: Milliseconds = int(timedelta(days=limits.UPLOAD_DAYS) / timedelta(milliseconds=1))
"""How long what nothing needs is kept all the same."""
IDLE_MS: Milliseconds = int(timedelta(days=1) / timedelta(milliseconds=1))
"""How long a part without an upload is left alone: it may belong to an import, which makes its rows at the end."""
_AT_ONCE = 500

_log = logging.getLogger(__name__)


class Collector:
    """What is to be done, step by step; each step waits for the disk and the network, and may be stopped by another thread."""

    def __init__(self, database: Database, storage: Storage, now_ms: Callable[[], Milliseconds]) -> None:
        self._database = database
        self._storage = storage
        self._now_ms = now_ms
        self._stopped = threading.Event()

    def stop(self) -> None:
        """End what is being done, after the object that it is at."""
        self._stopped.set()

    def delete_due(self) -> int:
        """Delete objects that are due, many at most; return how many that were."""
        now = self._now_ms()
        keys = self._database.read(lambda conn: attachments.due(conn, now, limit=_AT_ONCE)).result()
        if not keys:
            return 0
        keys = self._database.submit(lambda conn: attachments.due_unused(conn, now, limit=_AT_ONCE)).result()
        gone = []
        for key in keys:
            if self._stopped.is_set():
                break
            self._storage.objects.delete(key)
            gone.append(key)
        self._database.submit(lambda conn: attachments.deleted(conn, gone)).result()
        return len(gone)

    def forget_old(self) -> None:
        """Forget uploads that no message has taken up."""
        before = self._now_ms() - KEPT_MS
        while self._database.submit(
            lambda conn: attachments.discard_not_taken_up(conn, before=before, limit=_AT_ONCE)
        ).result():
            _log.info("uploads were forgotten that no message has taken up")

    def drop_parts(self) -> None:
        """Delete what has come of uploads that are gone, or whole."""
        left = self._storage.staging.left(self._now_ms() - IDLE_MS)
        for first in range(0, len(left), _AT_ONCE):
            some = left[first : first + _AT_ONCE]
            begun = self._database.read(partial(attachments.begun_among, some=some)).result()
            for upload in set(some) - begun:
                self._storage.staging.drop_left(upload)

    def note_strays(self) -> None:
        """Note objects that no upload has; begin anew if somebody else looks after the same objects."""
        due_at = self._now_ms() + KEPT_MS
        space, owner = self._database.read(
            lambda conn: (attachments.space(conn), epochs.current(conn))
        ).result()
        if not self._storage.objects.claim(space, owner):
            self._database.submit(attachments.forget_strays).result()
        for keys in self._storage.objects.listed(space):
            if self._stopped.is_set():
                return
            found = self._database.read(partial(attachments.without_upload, keys=keys)).result()
            if found:
                _log.warning("%d stored files belong to no upload; kept for some days", len(found))
                self._database.submit(partial(attachments.note_strays, keys=found, due_at=due_at)).result()


class CollectorThread:
    """Does it again and again. `close` it before the database."""

    def __init__(self, collector: Collector) -> None:
        self._collector = collector
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="collector")
        self._thread.start()

    def close(self) -> None:
        """End the thread, after the step that it is at."""
        self._closed.set()
        self._collector.stop()
        self._thread.join()

    def _run(self) -> None:
        until_search = 0.0
        while not self._closed.is_set():
            if until_search <= 0:
                until_search = SEARCH_SECONDS
                for step in (
                    self._collector.forget_old,
                    self._collector.drop_parts,
                    self._collector.note_strays,
                ):
                    self._try(step)
            self._try(self._collector.delete_due)
            until_search -= DUE_SECONDS
            self._closed.wait(DUE_SECONDS)

    def _try(self, step: Callable[[], object]) -> None:
        if self._closed.is_set():
            return
        try:
            step()
        except Refusal:
            # The storage or the database failed, and said so in the log; what is not deleted now, the next look finds.
            _log.warning("stored files could not be looked through; looking again")
        except Exception:  # noqa: BLE001 - a bug here must not end the thread that does it
            _log.exception("stored files could not be looked through; looking again")
