"""One connection for attachments at work: several transfers side by side, each in its lane, and an eye on whether it still lives.

It lives on the loop of the thread for transfers, and lets nothing that may take long happen there.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec

from desktop.core.errors import ConnectError, ConnectFailure, ErrorCode, FileError, RefusedError
from desktop.core.sync.attachment_lane import C, Lane, StoppedError
from desktop.core.sync.connection import FileSocket
from desktop.core.sync.transfers_jobs import Ended, Event, Job, Refused, RunId, Stopped, Troubled
from sync_server.protocol.frames import (
    Confirmed,
    Error,
    Fetching,
    Resume,
    Resumed,
    StopTransfer,
    TransferEnded,
    UploadReady,
)
from sync_server.protocol.transfer import BrokenFlowError, Chunk, TransferFrame

IDLE_SECONDS = 20.0
"""A connection on which nothing is transferred for so long is closed."""
LOOK_SECONDS = 2.0
QUIET_SECONDS = 10.0
"""Silence after which a sign of life is asked for."""
DEAD_SECONDS = 60.0
"""Silence after which nobody is there any more: what was asked for last may wait behind much that is on a slow line."""
PROBE_SECONDS = 5.0
"""The same after the system has said that something is different."""

log = logging.getLogger(__name__)

P = ParamSpec("P")


class AttachmentLine:
    """A connection that has been welcomed, and the transfers on it."""

    def __init__(
        self, socket: FileSocket, threads: ThreadPoolExecutor, tell: Callable[[Event], None]
    ) -> None:
        self.tell = tell
        self._socket = socket
        self._threads = threads
        self._last_number = 0
        self._lanes: dict[int, Lane] = {}
        self._begun: dict[RunId, Lane] = {}
        self._new: asyncio.Queue[Lane] = asyncio.Queue()
        self._over: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._used_at = self._now()
        self._probed_at: float | None = None

    # What is to be done -------------------------------------------------------------------------------------------

    def begin(self, job: Job) -> None:
        """Begin a transfer."""
        lane = Lane(self, job, self._number())
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

    async def _carry(self, lane: Lane) -> None:
        """Carry one transfer out, and tell what became of it. Raises ConnectError."""
        job = lane.job
        try:
            event = await self._outcome(lane)
        finally:
            lane.tell_done()
            del self._lanes[lane.number], self._begun[job.run]
            self._used_at = self._now()
        self.tell(event)

    async def _outcome(self, lane: Lane) -> Event:
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
        except StoppedError:
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

    async def _say_stop(self, lane: Lane) -> None:
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
