"""One download on one connection: reads a block ahead on a thread, and sends what the window allows, in turns with the others.

Each read from the storage asks first whether the reader may still see the message; so a message that is deleted, or a device
that is signed out, ends a download within a block.
"""

import asyncio
from functools import partial
from typing import Any

from sync_server.errors import Refusal
from sync_server.handlers import Caller
from sync_server.protocol import limits
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import Fetch, Fetching
from sync_server.protocol.transfer import Outflow, earned_window
from sync_server.transport.depot import Block, Depot
from sync_server.transport.flow import confirm
from sync_server.transport.lane import Lane

_BLOCK_BYTES = 1024 * 1024
"""Most bytes read at once; less at first, so that whoever asks and takes nothing costs little memory."""


def was_stopped() -> Refusal:
    """Return what is said of a transfer that its client stopped before it had begun."""
    return Refusal(ErrorCode.TRANSFER_NOT_FOUND, "it was stopped")


class Download:
    """See the module. `run` it in a task of its own, which ends it when it is cancelled."""

    __slots__ = ("_caller", "_depot", "_flow", "_lane", "_moved", "_request", "_stopped", "_task", "answered")

    def __init__(self, depot: Depot, lane: Lane, caller: Caller, request: Fetch) -> None:
        self._depot = depot
        self._lane = lane
        self._caller = caller
        self._request = request
        self._flow: Outflow | None = None
        self._moved = asyncio.Event()
        self._task: asyncio.Task[Any] | None = None
        self._stopped = False
        self.answered = False
        """Whether the request has had its reply."""

    async def run(self) -> None:
        """Send until everything is sent. Raises `Refusal`."""
        if self._stopped:
            raise was_stopped()
        self._task = asyncio.current_task()
        try:
            await self._send_all()
        finally:
            # A task that was cancelled knows where it was, and so has the last block: a cycle with it would wait to be collected.
            self._task = None

    async def _send_all(self) -> None:
        block = await self._read(self._request.offset, 2 * limits.LEAST_WINDOW_BYTES)
        self._flow = flow = Outflow(self._request.offset, block.size)
        self.answered = True
        self._lane.say(Fetching(self._request.id, block.size))
        while block.end < block.size:
            length = min(_BLOCK_BYTES, 2 * earned_window(flow.confirmed - self._request.offset))
            ahead = await self._lane.beside(partial(self._read, block.end, length))
            try:
                await self._send(flow, block)
                block = await ahead
            finally:
                _let_go(ahead)
        await self._send(flow, block)

    def stop(self) -> None:
        """Send no more: `run` is cancelled."""
        self._stopped = True
        if self._task is not None:
            self._task.cancel()

    def confirm(self, offset: int) -> bool:
        """Note how much has arrived; return whether it was worth its while. Raises `Refusal` for more than was sent."""
        if self._flow is None:
            return False
        worthy = confirm(self._flow, offset)
        self._moved.set()
        return worthy

    def _read(self, offset: int, length: int) -> asyncio.Future[Block]:
        return self._depot.read(self._caller, self._request, offset, length)

    async def _send(self, flow: Outflow, block: Block) -> None:
        while flow.sent < block.end:
            size = min(flow.room(), block.end - flow.sent)
            if not size:
                self._moved.clear()
                await self._moved.wait()
                continue
            begin = flow.sent
            flow.went(size)
            await self._lane.send(self._request.id, begin, block.data[begin - block.offset :][:size])


def _let_go(future: asyncio.Future[Block]) -> None:
    """Give up what is being read; nobody is told any more why it could not be."""
    if not future.cancel() and not future.cancelled():
        future.exception()
