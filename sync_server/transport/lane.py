"""The way out of one connection for attachments, which its transfers share; and their way of giving way to messages."""

import asyncio
from collections.abc import Awaitable, Callable

from sync_server.protocol.frames import Frame, RequestId
from sync_server.protocol.transfer import chunk_head
from sync_server.transport.outlet import Outlet, binary_frame_bytes


class Lane:
    """The way out for the chunks of one connection: one at a time, and only when the socket has taken what was before."""

    __slots__ = ("_outlet", "_turn", "lull")

    def __init__(self, outlet: Outlet, lull: Callable[[], Awaitable[None]]) -> None:
        self._outlet = outlet
        self.lull = lull
        """Waits until messages leave room for files."""
        self._turn = asyncio.Lock()

    def say(self, frame: Frame) -> None:
        """Send a frame beside the chunks."""
        self._outlet.send(frame)

    async def send(self, transfer: RequestId, offset: int, data: memoryview) -> None:
        """Wait for a turn (first come, first served, so transfers take turns), and send a chunk."""
        async with self._turn:
            await self._outlet.emptied()
            await self.lull()
            self._outlet.put(binary_frame_bytes(chunk_head(transfer, offset), data))
