"""The thread in which files are transferred, so that neither the screen nor a message waits for one.

It has an event loop of its own, and a connection while there is something to transfer. Jobs come from the program's event loop,
and what becomes of them goes back there. All of it is made with the first job, and gone promptly with `close`: what was sealed or
confirmed by then counts, and the rest comes again.
"""

import asyncio
import importlib
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Thread
from typing import TYPE_CHECKING

from desktop.core.errors import ConnectError
from desktop.core.sync.transfers_jobs import Broke, Event, Job, Moved, RunId, Stopped

if TYPE_CHECKING:
    from desktop.core.sync.attachment_line import AttachmentLine

THREADS = 2
"""For what would take long on the loop; a start of many large files waits for another."""

log = logging.getLogger(__name__)


class TransfersThread:
    """What the program's event loop sees of it. `heard` is called there with what becomes of jobs."""

    def __init__(self, url: str, token: str, heard: Callable[[Event], None]) -> None:
        self._heard = heard
        # A closure, since an attribute with the token would be shown by whatever prints this object.
        self._make: Callable[[asyncio.AbstractEventLoop], _Worker] = lambda loop: _Worker(
            url, token, loop, self._tell
        )
        self._worker: _Worker | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._is_closed = False

    def begin(self, job: Job) -> None:
        """Have something transferred. Exactly one event tells that it has ended, unless this is closed before."""
        if self._is_closed:
            return
        if self._worker is None:
            self._loop = asyncio.get_running_loop()
            self._worker = self._make(asyncio.new_event_loop())
            self._worker.start()
        self._worker.post(self._worker.begin, job)

    def stop(self, run: RunId) -> None:
        """Have a transfer stopped soon."""
        if self._worker is not None:
            self._worker.post(self._worker.stop, run)

    def hang_up(self) -> None:
        """End the connection and all that is on it: the server is not there."""
        if self._worker is not None:
            self._worker.post(self._worker.hang_up)

    def probe(self) -> None:
        """Find out soon whether the server is still there."""
        if self._worker is not None:
            self._worker.post(self._worker.probe)

    async def close(self) -> None:
        """End everything; returns once nothing uses a file any more. To close again does nothing."""
        self._is_closed = True
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.post(worker.end)
            await asyncio.shield(asyncio.wrap_future(worker.ended))

    def _tell(self, event: Event) -> None:
        """Hand an event over, from the thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._heard, event)


class _Worker:
    """What lives in the thread. All but `start`, `post` and `ended` belongs to it."""

    def __init__(
        self, url: str, token: str, loop: asyncio.AbstractEventLoop, tell: Callable[[Event], None]
    ) -> None:
        self.ended: Future[None] = Future()
        self._url = url
        self._token = token
        self._tell_program = tell
        self._loop = loop
        self._jobs: dict[RunId, Job] = {}
        """Those that have not ended."""
        self._line: AttachmentLine | None = None
        self._wake = asyncio.Event()
        self._living: asyncio.Task[None] | None = None
        self._serving: asyncio.Task[bool] | None = None
        self._is_over = False

    def start(self) -> None:
        """Begin."""
        Thread(target=self._run, name="transfers", daemon=True).start()

    def post(self, what: Callable[..., None], *arguments: object) -> None:
        """Have something done in the thread."""
        self._loop.call_soon_threadsafe(what, *arguments)

    # What is to be done -------------------------------------------------------------------------------------------

    def begin(self, job: Job) -> None:
        """Take in a job."""
        self._jobs[job.run] = job
        if self._line is not None:
            self._line.begin(job)
        self._wake.set()

    def stop(self, run: RunId) -> None:
        """Stop a job."""
        if run in self._jobs and (self._line is None or not self._line.stop(run)):
            self._tell(Stopped(run))

    def hang_up(self) -> None:
        """End the connection, or the try to make one."""
        if self._serving is not None:
            self._serving.cancel()

    def probe(self) -> None:
        """Look after the connection."""
        if self._line is not None:
            self._line.probe()

    def end(self) -> None:
        """End everything."""
        self._is_over = True
        if self._living is not None:
            self._living.cancel()

    # Its life -----------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
                runner.run(self._live())
        except asyncio.CancelledError:
            self.ended.set_result(None)
        except BaseException as error:
            log.exception("the thread for transfers has ended")
            self.ended.set_exception(error)
        else:
            self.ended.set_result(None)

    async def _live(self) -> None:
        self._living = asyncio.current_task()
        with ThreadPoolExecutor(THREADS, thread_name_prefix="transfers-disk") as threads:
            async with asyncio.TaskGroup() as tasks:
                while not self._is_over:
                    if not self._jobs:
                        self._wake.clear()
                        await self._wake.wait()
                        continue
                    self._serving = tasks.create_task(self._serve(threads))
                    await asyncio.wait((self._serving,))
                    # What came while a connection was closed that nobody needed gets another one.
                    if self._serving.cancelled() or self._serving.result():
                        self._give_up()

    async def _serve(self, threads: ThreadPoolExecutor) -> bool:
        """Make a connection, and transfer until it is not needed, or until it breaks; return whether it broke."""
        try:
            return await self._connected(threads)
        except ConnectError as error:
            log.info("no connection for attachments: %s", error)
        except Exception:
            # A bug; and a file that meets it must not hold up the others for ever.
            log.exception("the connection for attachments has failed")
        return True

    async def _connected(self, threads: ThreadPoolExecutor) -> bool:
        for module in ("connection", "attachment_line"):
            await self._loop.run_in_executor(threads, importlib.import_module, f"desktop.core.sync.{module}")
        from desktop.core.sync.attachment_line import AttachmentLine
        from desktop.core.sync.connection import FileSocket

        socket = await FileSocket.open(self._url, watched=True)
        try:
            self._line = AttachmentLine(socket, threads, self._tell)
            for job in tuple(self._jobs.values()):
                self._line.begin(job)
            broke = await self._line.serve(self._token)
            if not broke:
                await socket.close()
            return broke
        finally:
            self._line = None
            socket.abort()

    def _give_up(self) -> None:
        """Say of what has not ended that there is no connection for it."""
        runs = tuple(self._jobs)
        if runs:
            self._tell(Broke(runs))

    def _tell(self, event: Event) -> None:
        """Tell what became of jobs."""
        match event:
            case Moved():
                pass
            case Broke(runs=runs):
                for run in runs:
                    del self._jobs[run]
            case _:
                self._jobs.pop(event.run, None)
        self._tell_program(event)
