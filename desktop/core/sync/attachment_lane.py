"""One file on its way over a connection for attachments: what is said about it, and its bytes, in step with the other side.

Sealing, unsealing and hashing happen right on the loop: a chunk takes a fraction of a millisecond. What may take long, opening a
file that was begun and having a whole one survive the loss of power, the line does in threads.
"""

import asyncio
import shutil
from collections.abc import Callable
from typing import Protocol, TypeVar

from desktop.core.errors import ConnectError, ConnectFailure, FileError, FileTrouble, RefusedError
from desktop.core.files.sealed import SealedReader, SealedWriter
from desktop.core.sync.connection import FileSocket
from desktop.core.sync.transfers_flow import Inflow
from desktop.core.sync.transfers_jobs import Event, Job, Moved
from desktop.core.values import ChatId, MessageId
from sync_server.protocol import limits
from sync_server.protocol.frames import (
    BeginUpload,
    Confirm,
    Confirmed,
    Error,
    Fetch,
    Fetching,
    TransferEnded,
    UploadReady,
)
from sync_server.protocol.transfer import BrokenFlowError, Chunk, Outflow, TransferFrame

OVERDUE_SECONDS = 300.0
"""A transfer of which nothing is heard for so long does not go on any more, though the server is there."""
MOST_HELD_BYTES = 2 * limits.MOST_WINDOW_BYTES
"""Of what came for one transfer and was not taken yet, with what stands beside it in memory: a server keeps to its window."""
_FRAME_BYTES = 1024
"""What a frame takes in memory at least."""
TOLD_SECONDS = 0.1
"""Progress is told no more often than that."""
MOST_RESERVE_BYTES = 64 * 1024 * 1024
RESERVE_SHARE = 20
"""So much of the disk, or its share, stays free: messages must be able to come when there is no room for files."""


class Closeable(Protocol):
    """What can be closed."""

    def close(self) -> None:
        """Close it."""


C = TypeVar("C", bound=Closeable)


class Line(Protocol):
    """The connection, as far as one file on it needs it."""

    def tell(self, event: Event) -> None:
        """Tell what became of a transfer."""

    async def opened(self, opening: Callable[[], C]) -> C:
        """Open something beside the loop."""

    async def in_thread(self, work: Callable[[], str]) -> str:
        """Run what may take long beside the loop."""


class StoppedError(Exception):
    """The transfer was to be stopped."""


class Lane:
    """One transfer's share of the connection."""

    def __init__(self, line: Line, job: Job, number: int) -> None:
        self.job = job
        self.number = number
        self.is_stopped = False
        self._line = line
        self._inbox: asyncio.Queue[TransferFrame | Chunk | None] = asyncio.Queue()
        self._inbox_bytes = 0
        self._done: int | None = None
        """How far it has come, if that was not told."""
        self._told_at = 0.0

    def put(self, frame: TransferFrame | Chunk) -> None:
        """Take in what came for it. Raises ConnectError for more than any server may have on its way."""
        self._inbox_bytes += _held_bytes(frame)
        if self._inbox_bytes > MOST_HELD_BYTES:
            raise ConnectError(ConnectFailure.LOST, "more comes than was confirmed")
        self._inbox.put_nowait(frame)

    def stop(self) -> None:
        """Have it end between two chunks."""
        self.is_stopped = True
        self._inbox.put_nowait(None)

    async def next(self) -> TransferFrame | Chunk:
        """Return what came for it. Raises RefusedError, StoppedError, and ConnectError if nothing comes any more."""
        try:
            async with asyncio.timeout(OVERDUE_SECONDS):
                frame = await self._inbox.get()
        except TimeoutError as error:
            raise ConnectError(ConnectFailure.LOST, "the server is there, and does not go on") from error
        if frame is None or self.is_stopped:
            raise StoppedError
        self._inbox_bytes -= _held_bytes(frame)
        if isinstance(frame, Error):
            raise RefusedError(frame.code, frame.text, frame.retry_after_ms)
        if isinstance(frame, TransferEnded) and frame.code is not None:
            raise RefusedError(frame.code, frame.text)
        return frame

    def has_next(self) -> bool:
        """Whether `next` would not wait."""
        return not self._inbox.empty()

    def moved(self, done: int) -> None:
        """Tell how far it has come, now and then."""
        self._done = done
        now = asyncio.get_running_loop().time()
        if now - self._told_at >= TOLD_SECONDS:
            self._told_at = now
            self.tell_done()

    def tell_done(self) -> None:
        """Tell how far it has come, if that was not told yet."""
        if self._done is not None:
            self._line.tell(Moved(self.job.run, self._done))
            self._done = None

    async def upload(self, socket: FileSocket) -> None:
        """Send the file from where the server has it. Raises RefusedError, FileError, ConnectError, BrokenFlowError."""
        job = self.job
        reader = await self._line.opened(lambda: SealedReader(job.file, job.size))
        try:
            await socket.send(BeginUpload(self.number, job.attachment, job.size, job.sha256))
            ready = await self.next()
            if not isinstance(ready, UploadReady):
                raise BrokenFlowError("no answer to begin_upload")
            flow = Outflow(ready.offset, job.size)
            if flow.is_sent:
                return
            self.moved(ready.offset)
            await self._send(socket, flow, reader)
        finally:
            reader.close()

    async def _send(self, socket: FileSocket, flow: Outflow, reader: SealedReader) -> None:
        """Send all, and wait until the server says that it is whole."""
        while True:
            while not self.is_stopped and not self.has_next() and (length := flow.room()):
                await socket.send_chunk(self.number, flow.sent, reader.read(flow.sent, length))
                flow.went(length)
            match await self.next():
                case Confirmed(offset=offset):
                    flow.confirm(offset)
                    self.moved(offset)
                case TransferEnded() if flow.is_sent:
                    return
                case _:
                    raise BrokenFlowError("this does not belong to an upload")

    async def download(self, socket: FileSocket, source: tuple[ChatId, MessageId]) -> None:
        """Fetch what is missing of the file. Raises as `upload` does."""
        job = self.job
        writer = await self._line.opened(lambda: _writer(job))
        try:
            chat, message = source
            await socket.send(Fetch(self.number, chat, message, job.attachment, writer.offset))
            fetching = await self.next()
            if not isinstance(fetching, Fetching):
                raise BrokenFlowError("no answer to fetch")
            if fetching.size != job.size or writer.offset > job.size:
                raise FileError(FileTrouble.DAMAGED, "not as long as was announced")
            flow = Inflow(writer.offset, job.size)
            self.moved(writer.offset)
            while not flow.is_whole:
                await self._receive(socket, flow, writer)
            digest = await self._line.in_thread(writer.finish)
            if digest != job.sha256:
                raise FileError(FileTrouble.DAMAGED, "not the digest that was announced")
            if flow.to_confirm(job.size) is not None:
                await socket.send(Confirm(self.number, job.size))
        finally:
            writer.close()

    async def _receive(self, socket: FileSocket, flow: Inflow, writer: SealedWriter) -> None:
        chunk = await self.next()
        if not isinstance(chunk, Chunk):
            raise BrokenFlowError("this does not belong to a download")
        flow.take(chunk)
        writer.append(chunk.data)
        self.moved(writer.kept)
        if (kept := flow.to_confirm(writer.kept)) is not None:
            await socket.send(Confirm(self.number, kept))


def _writer(job: Job) -> SealedWriter:
    """Open the file to go on with it. Raises FileError, also where the rest of it would leave no room for anything else."""
    writer = SealedWriter(job.file, is_read_soon=False)
    disk = shutil.disk_usage(job.file.path.parent)
    if disk.free - (job.size - writer.kept) < min(MOST_RESERVE_BYTES, disk.total // RESERVE_SHARE):
        writer.close()
        raise FileError(FileTrouble.DISK_FULL, "room is left for the messages")
    return writer


def _held_bytes(frame: TransferFrame | Chunk) -> int:
    return max(_FRAME_BYTES, len(frame.data)) if isinstance(frame, Chunk) else _FRAME_BYTES
