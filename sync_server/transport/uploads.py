"""One upload on one connection: takes chunks in order, has them written on a thread, and confirms how far they have come.

While one lot of chunks is being written, the next one gathers; so a slow disk makes the lots larger, up to what the connection
may hold. What is confirmed has been given to the system's files: a server that is killed has it all the same.
"""

import asyncio
from collections.abc import Callable
from functools import partial

from sync_server.handlers import Caller
from sync_server.protocol.frames import BeginUpload, Confirmed, TransferEnded, UploadReady
from sync_server.protocol.transfer import Chunk
from sync_server.store.storage import Incoming
from sync_server.transport.depot import Depot
from sync_server.transport.flow import Inflow, out_of_turn
from sync_server.transport.lane import Lane


class Upload:
    """See the module. `run` it in a task of its own."""

    __slots__ = (
        "_caller",
        "_depot",
        "_flow",
        "_gathered",
        "_lane",
        "_more",
        "_request",
        "_stopped",
        "_written",
        "answered",
        "held_bytes",
    )

    def __init__(
        self, depot: Depot, lane: Lane, caller: Caller, request: BeginUpload, written: Callable[[], None]
    ) -> None:
        self._depot = depot
        self._lane = lane
        self._caller = caller
        self._request = request
        self._written = written
        """Called when less is held."""
        self._flow: Inflow | None = None
        self._gathered: list[Chunk] = []
        self._more = asyncio.Event()
        self._stopped = False
        self.answered = False
        """Whether the request has had its reply."""
        self.held_bytes = 0
        """Received, and not written yet."""

    async def run(self) -> None:
        """Receive until it is whole or stopped, and store it if it is whole. Raises `Refusal`."""
        incoming = await self._depot.receive(self._caller, self._request)
        if incoming is None:
            self._ready(self._request.size)
            return
        try:
            if incoming.length == self._request.size:
                # All of it had come, and the server ended before it was stored.
                await self._depot.finish(incoming)
                self._ready(self._request.size)
                return
            self._flow = Inflow(incoming.length, self._request.size)
            self._ready(incoming.length)
            if await self._is_written(incoming):
                await self._depot.finish(incoming)
                self._lane.say(TransferEnded(self._request.id))
        finally:
            await self._depot.close_upload(incoming)

    def take(self, chunk: Chunk) -> bool:
        """Take a chunk; return whether it was worth its while. Raises `Refusal` for one that cannot come next."""
        if self._flow is None or self._stopped:
            raise out_of_turn()
        worthy = self._flow.take(chunk)
        self._gathered.append(chunk)
        self.held_bytes += len(chunk.data)
        self._more.set()
        return worthy

    def stop(self) -> None:
        """Take no more; what has come is still written."""
        self._stopped = True
        self._more.set()

    def _ready(self, offset: int) -> None:
        self.answered = True
        self._lane.say(UploadReady(self._request.id, offset))

    async def _is_written(self, incoming: Incoming) -> bool:
        """Write until it is whole or stopped; return whether it is whole."""
        while incoming.length < self._request.size:
            if not self._gathered:
                if self._stopped:
                    return False
                self._more.clear()
                await self._more.wait()
                continue
            lot, self._gathered = self._gathered, []
            await (await self._lane.beside(partial(self._depot.write, incoming, lot)))
            self.held_bytes -= sum(len(chunk.data) for chunk in lot)
            self._written()
            self._lane.say(Confirmed(self._request.id, incoming.length))
        return True
