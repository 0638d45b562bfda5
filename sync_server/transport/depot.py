"""What all connections for attachments share: the storage, and the threads that wait for it.

Nothing that waits for a disk, for a network or for a digest happens on the event loop. Uploads have threads of their own, and so
have downloads, and the last step of an upload, which may carry a whole file to a storage elsewhere: so none of them waits for the
others.
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, ParamSpec, TypeVar
from weakref import WeakValueDictionary

from msgspec import Struct

from sync_server.errors import AttachmentDamaged, FileLost
from sync_server.handlers import Caller, attachments
from sync_server.handlers.attachments import UploadLimits
from sync_server.protocol.frames import BeginUpload, Fetch
from sync_server.protocol.nouns import AttachmentId, Milliseconds
from sync_server.protocol.transfer import Chunk
from sync_server.store.attachments import Upload as UploadRow
from sync_server.store.database import Database
from sync_server.store.storage import Incoming, Storage
from sync_server.transport.devices import Barred

P = ParamSpec("P")
T = TypeVar("T")

_WRITERS = 2
"""Few, because digests keep a processor busy each, and messages need one; each is faster than most networks."""
_READERS = 8
_FINISHERS = 4
"""More than that: they mostly wait, for a storage elsewhere perhaps."""
_LAST_STEPS_SECONDS = 5
"""How long a server that stops waits for transfers to come to an end."""


class Block(Struct, frozen=True):
    """Some bytes of a stored file."""

    size: int
    """Of the whole file."""
    offset: int
    """Of the first byte in the file."""
    data: memoryview

    @property
    def end(self) -> int:
        """Where the next one begins."""
        return self.offset + len(self.data)


class Depot:
    """See the module. Lives on the event loop; `close` it, it owns threads."""

    def __init__(
        self,
        database: Database,
        storage: Storage,
        barred: Barred,
        tasks: asyncio.TaskGroup,
        *,
        allowed: UploadLimits,
        now_ms: Callable[[], Milliseconds],
    ) -> None:
        self._database = database
        self._storage = storage
        self._barred = barred
        self._allowed = allowed
        self._now_ms = now_ms
        self._writers = ThreadPoolExecutor(_WRITERS, thread_name_prefix="upload")
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="download")
        self._finishers = ThreadPoolExecutor(_FINISHERS, thread_name_prefix="storing")
        self._asking = threading.Lock()
        """One question to the database at a time: threads that compete for the interpreter hold up the one that commits."""
        self._tasks = tasks
        self._running: set[asyncio.Task[None]] = set()
        self._locks: WeakValueDictionary[AttachmentId, asyncio.Lock] = WeakValueDictionary()
        """An upload that is being stored cannot be taken over: whoever asks for it waits, and finds it whole."""

    def run(self, transfer: Coroutine[Any, Any, None]) -> None:
        """Have a transfer run beside all else; it deals with its own failures."""
        task = self._tasks.create_task(transfer)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def close(self) -> None:
        """Wait a while for what is on its way to the storage, and end the threads; what is not stored goes on another time."""
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=_LAST_STEPS_SECONDS)
            for task in late:
                task.cancel()
        for threads in (self._writers, self._readers, self._finishers):
            threads.shutdown(wait=False, cancel_futures=True)

    # Uploads ----------------------------------------------------------------------------------------------------------

    async def receive(self, caller: Caller, request: BeginUpload) -> Incoming | None:
        """Open an upload where it stands; None if it is whole. Raises `Refusal`."""
        async with self._lock(request.attachment):
            upload = await self._write_row(partial(self._begin, caller, request))
            if upload.whole and not await self._is_lost(upload):
                return None
            return await self._on(self._writers, self._storage.receive, upload)

    async def _is_lost(self, upload: UploadRow) -> bool:
        """Return whether an upload was whole, and its file is not there any more: a database that was put back may say so."""
        if upload.message is not None or await self._on(self._writers, self._storage.holds, upload):
            return False
        return await self._write_row(lambda conn: attachments.begin_anew(conn, upload))

    def _begin(self, caller: Caller, request: BeginUpload, conn: Any) -> UploadRow:  # noqa: ANN401 - the store's, not ours to name
        # The device may have been sent away while its request waited.
        self._barred.check(caller)
        return attachments.begin_upload(conn, caller, request, self._now_ms(), self._allowed)

    def write(self, incoming: Incoming, lot: Sequence[Chunk]) -> asyncio.Future[None]:
        """Write chunks that follow each other; begins at once. It raises `Refusal`, and then what was written before stays."""
        return asyncio.wrap_future(self._writers.submit(_append_all, incoming, lot))

    async def finish(self, incoming: Incoming) -> None:
        """Check and store an upload that has come whole; durable on return. Raises `Refusal`."""
        async with self._lock(incoming.upload.id):
            try:
                await self._on(self._finishers, incoming.finish)
                await self._write_row(
                    lambda conn: attachments.uploaded(conn, incoming.upload, self._now_ms())
                )
            except AttachmentDamaged:
                await self._write_row(lambda conn: attachments.forget_damaged(conn, incoming.upload))
                await self._on(self._finishers, incoming.drop)
                raise
            await self._on(self._finishers, incoming.drop)

    async def close_upload(self, incoming: Incoming) -> None:
        """Let go of an upload for now."""
        await self._on(self._writers, incoming.close)

    # Downloads --------------------------------------------------------------------------------------------------------

    def read(self, caller: Caller, fetch: Fetch, offset: int, length: int) -> asyncio.Future[Block]:
        """Read a block, fewer bytes at the end of the file, if the caller may; begins at once. It raises `Refusal`."""
        return asyncio.wrap_future(self._readers.submit(self._read, caller, fetch, offset, length))

    def _read(self, caller: Caller, fetch: Fetch, offset: int, length: int) -> Block:
        self._barred.check(caller)
        with self._asking:
            upload = self._database.read(lambda conn: attachments.readable(conn, caller, fetch)).result()
        wanted = min(length, upload.size - offset)
        data = self._storage.objects.read(upload.key, offset, wanted) if wanted else memoryview(b"")
        if len(data) != wanted:
            raise FileLost
        return Block(upload.size, offset, data)

    # Threads ----------------------------------------------------------------------------------------------------------

    def _lock(self, upload: AttachmentId) -> asyncio.Lock:
        return self._locks.setdefault(upload, asyncio.Lock())

    async def _write_row(self, work: Callable[[Any], T]) -> T:
        return await asyncio.wrap_future(self._database.submit(work))

    @staticmethod
    async def _on(
        threads: ThreadPoolExecutor, work: Callable[P, T], *args: P.args, **settings: P.kwargs
    ) -> T:
        return await asyncio.get_running_loop().run_in_executor(threads, partial(work, *args, **settings))


def _append_all(incoming: Incoming, lot: Sequence[Chunk]) -> None:
    for chunk in lot:
        incoming.append(chunk.offset, chunk.data)
