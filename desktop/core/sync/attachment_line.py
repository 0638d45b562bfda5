"""One connection for attachments at work: several transfers side by side, each in step with what the other side confirms.

It lives on the loop of the thread for transfers. Sealing, unsealing and hashing happen right there: a chunk takes a fraction of a
millisecond. What may take long, going on with a file that was begun and having a whole one survive the loss of power, does not.
"""

import asyncio
import logging
import shutil
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, Protocol, TypeVar

from desktop.core.errors import (
    ConnectError,
    ConnectFailure,
    ErrorCode,
    FileError,
    FileTrouble,
    RefusedError,
)
from desktop.core.files.sealed import SealedReader, SealedWriter
from desktop.core.sync.connection import FileSocket
from desktop.core.sync.transfers_flow import BrokenFlowError, Inflow, Outflow
from desktop.core.sync.transfers_jobs import Ended, Event, Job, Moved, Refused, RunId, Stopped, Troubled
from desktop.core.values import ChatId, MessageId
from sync_server.protocol import limits
from sync_server.protocol.frames import (
    BeginUpload,
    Confirm,
    Confirmed,
    Error,
    Fetch,
    Fetching,
    Resume,
    Resumed,
    StopTransfer,
    TransferEnded,
    UploadReady,
)
from sync_server.protocol.transfer import Chunk, TransferFrame

IDLE_SECONDS = 20.0
"""A connection on which nothing is transferred for so long is closed."""
LOOK_SECONDS = 2.0
QUIET_SECONDS = 10.0
"""Silence after which a sign of life is asked for."""
DEAD_SECONDS = 60.0
"""Silence after which nobody is there any more: what was asked for last may wait behind much that is on a slow line."""
OVERDUE_SECONDS = 300.0
"""A transfer of which nothing is heard for so long does not go on any more, though the server is there."""
PROBE_SECONDS = 5.0
"""The same after the system has said that something is different."""
MOST_HELD_BYTES = 2 * limits.MOST_WINDOW_BYTES
"""Of what came for one transfer and was not taken yet, with what stands beside it in memory: a server keeps to its window."""
_FRAME_BYTES = 1024
"""What a frame takes in memory at least."""
TOLD_SECONDS = 0.1
"""Progress is told no more often than that."""
MOST_RESERVE_BYTES = 64 * 1024 * 1024
RESERVE_SHARE = 20
"""So much of the disk, or its share, stays free: messages must be able to come when there is no room for files."""

log = logging.getLogger(__name__)


class _Closeable(Protocol):
    def close(self) -> None: ...


C = TypeVar("C", bound=_Closeable)
P = ParamSpec("P")


class _StoppedError(Exception):
    """The transfer was to be stopped."""


class _Lane:
    """One transfer's share of the connection."""

    def __init__(self, line: "AttachmentLine", job: Job, number: int) -> None:
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
        """Return what came for it. Raises RefusedError, _StoppedError, and ConnectError if nothing comes any more."""
        try:
            async with asyncio.timeout(OVERDUE_SECONDS):
                frame = await self._inbox.get()
        except TimeoutError as error:
            raise ConnectError(ConnectFailure.LOST, "the server is there, and does not go on") from error
        if frame is None or self.is_stopped:
            raise _StoppedError
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


class AttachmentLine:
    """A connection that has been welcomed, and the transfers on it."""

    def __init__(
        self, socket: FileSocket, threads: ThreadPoolExecutor, tell: Callable[[Event], None]
    ) -> None:
        self.tell = tell
        self._socket = socket
        self._threads = threads
        self._last_number = 0
        self._lanes: dict[int, _Lane] = {}
        self._begun: dict[RunId, _Lane] = {}
        self._new: asyncio.Queue[_Lane] = asyncio.Queue()
        self._over: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._used_at = self._now()
        self._probed_at: float | None = None

    # What is to be done -------------------------------------------------------------------------------------------

    def begin(self, job: Job) -> None:
        """Begin a transfer."""
        lane = _Lane(self, job, self._number())
        self._lanes[lane.number] = self._begun[job.run] = lane
        self._new.put_nowait(lane)

    def stop(self, run: RunId) -> bool:
        """Stop a transfer; return whether there is such a one. It tells once it is stopped."""
        lane = self._begun.get(run)
        if lane is None:
            return False
        lane.stop()
        return True

    def probe(self) -> None:
        """Find out soon whether the server is still there."""
        self._probed_at = self._now()

    # Its life -----------------------------------------------------------------------------------------------------

    async def serve(self, token: str) -> bool:
        """Transfer what is to be; return whether the connection broke: if not, there was nothing to do any more."""
        async with asyncio.TaskGroup() as tasks:
            beside = [tasks.create_task(self._guarded(self._watch))]
            try:
                await self._guarded(self._resume, token)
                beside += [
                    tasks.create_task(self._guarded(self._read)),
                    tasks.create_task(self._carry_all(tasks, beside)),
                ]
                return await self._over
            finally:
                for task in beside:
                    task.cancel()

    async def in_thread(self, work: Callable[[], str]) -> str:
        """Run what may take long beside the loop, to its end: what it works on may be closed after that, and not before."""
        future = asyncio.get_running_loop().run_in_executor(self._threads, work)
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            await asyncio.wait((future,))
            future.exception()  # Looked at, so that nobody complains: there is nobody left to tell.
            raise

    async def opened(self, opening: Callable[[], C]) -> C:
        """Open something beside the loop; what nobody waits for any more is closed again."""
        future = asyncio.get_running_loop().run_in_executor(self._threads, opening)
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            future.add_done_callback(_close)
            raise

    async def _guarded(self, work: Callable[P, Awaitable[None]], *args: P.args, **kwargs: P.kwargs) -> None:
        """Let a broken connection end all of it."""
        try:
            await work(*args, **kwargs)
        except ConnectError as error:
            log.info("no connection for attachments: %s", error)
            self._end(broken=True)

    def _end(self, *, broken: bool) -> None:
        if not self._over.done():
            self._over.set_result(broken)

    async def _resume(self, token: str) -> None:
        """Say whose device this is. Raises ConnectError."""
        number = self._number()
        await self._socket.send(Resume(number, token))
        reply = await self._socket.receive()
        if not isinstance(reply, Resumed):
            code = reply.code if isinstance(reply, Error) else "another answer"
            # What it means for the token the other connection finds out, and everything else is tried again later.
            raise ConnectError(ConnectFailure.UNREACHABLE, f"not recognised: {code}")

    async def _read(self) -> None:
        """Give every transfer what comes for it, until the connection is gone."""
        while True:
            frame = await self._socket.receive()
            lane = self._lanes.get(_number_of(frame))
            if lane is not None:
                lane.put(frame)

    async def _carry_all(self, tasks: asyncio.TaskGroup, beside: list[asyncio.Task[None]]) -> None:
        while True:
            lane = await self._new.get()
            task = tasks.create_task(self._guarded(self._carry, lane))
            beside.append(task)
            task.add_done_callback(beside.remove)

    async def _carry(self, lane: _Lane) -> None:
        """Carry one transfer out, and tell what became of it. Raises ConnectError."""
        job = lane.job
        try:
            event = await self._outcome(lane)
        finally:
            lane.tell_done()
            del self._lanes[lane.number], self._begun[job.run]
            self._used_at = self._now()
        self.tell(event)

    async def _outcome(self, lane: _Lane) -> Event:
        run = lane.job.run
        try:
            if lane.is_stopped:
                return Stopped(run)
            if lane.job.source is None:
                await lane.upload(self._socket)
            else:
                await lane.download(self._socket, lane.job.source)
        except RefusedError as error:
            return Refused(run, error.code, error.retry_after_ms)
        except _StoppedError:
            await self._say_stop(lane)
            return Stopped(run)
        except FileError as error:
            log.warning("a file could not be transferred: %s", error)
            await self._say_stop(lane)
            return Troubled(run, error.trouble)
        except BrokenFlowError as error:
            # The others on this connection go on; this one is tried again, and less and less often.
            log.warning("the server does not keep to the protocol: %s", error)
            await self._say_stop(lane)
            return Refused(run, ErrorCode.INTERNAL)
        return Ended(run)

    async def _say_stop(self, lane: _Lane) -> None:
        """Tell the server; its answer is nobody's business, and so is what still comes of the file."""
        await self._socket.send(StopTransfer(self._number(), lane.number))

    async def _watch(self) -> None:
        """End the connection where nobody is there any more, or where it is not needed. Raises ConnectError."""
        pinged_at = 0.0
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            now, heard_at = self._now(), self._socket.heard_at
            if not self._lanes and now - self._used_at > IDLE_SECONDS:
                self._end(broken=False)
            if self._probed_at is not None and heard_at > self._probed_at:
                self._probed_at = None
            is_dead = now - heard_at > DEAD_SECONDS
            if is_dead or (self._probed_at is not None and now - self._probed_at > PROBE_SECONDS):
                raise ConnectError(ConnectFailure.LOST, "no sign of life from the server")
            is_quiet = now - max(heard_at, pinged_at) > QUIET_SECONDS
            if is_quiet or (self._probed_at is not None and pinged_at < self._probed_at):
                pinged_at = now
                await self._ping()

    async def _ping(self) -> None:
        """Ask for a sign of life; where nothing more can be sent it is enough to have tried."""
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                await self._socket.ping(lambda: None)
        except TimeoutError:
            return

    def _number(self) -> int:
        self._last_number += 1
        return self._last_number

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()


def _writer(job: Job) -> SealedWriter:
    """Open the file to go on with it. Raises FileError, also where the rest of it would leave no room for anything else."""
    writer = SealedWriter(job.file)
    disk = shutil.disk_usage(job.file.path.parent)
    if disk.free - (job.size - writer.kept) < min(MOST_RESERVE_BYTES, disk.total // RESERVE_SHARE):
        writer.close()
        raise FileError(FileTrouble.DISK_FULL, "room is left for the messages")
    return writer


def _held_bytes(frame: TransferFrame | Chunk) -> int:
    return max(_FRAME_BYTES, len(frame.data)) if isinstance(frame, Chunk) else _FRAME_BYTES


def _number_of(frame: TransferFrame | Chunk) -> int:
    """Return which transfer a frame is about; 0 for none."""
    match frame:
        case Chunk(transfer=number) | Confirmed(transfer=number) | TransferEnded(transfer=number):
            return number
        case UploadReady(id=number) | Fetching(id=number):
            return number
        case Error(id=number) if number is not None:
            return number
        case _:
            return 0


def _close(opening: "asyncio.Future[C]") -> None:
    if not opening.cancelled() and opening.exception() is None:
        opening.result().close()
