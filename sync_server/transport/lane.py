"""The way out of one connection for attachments, which its transfers share; and their way of giving way to messages."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from sync_server.protocol.frames import Frame, RequestId
from sync_server.protocol.transfer import chunk_head
from sync_server.transport.commands import Commands
from sync_server.transport.outlet import Outlet, binary_frame_bytes

T = TypeVar("T")


class Lane:
    """The way out for the chunks of one connection: one at a time, and only when the socket has taken what was before."""

    __slots__ = ("_commands", "_outlet", "_turn")

    def __init__(self, outlet: Outlet, commands: Commands) -> None:
        self._outlet = outlet
        self._commands = commands
        self._turn = asyncio.Lock()

    def say(self, frame: Frame) -> None:
        """Send a frame beside the chunks."""
        self._outlet.send(frame)

    async def beside(self, begin: Callable[[], asyncio.Future[T]]) -> asyncio.Future[T]:
        """Begin a step of work on a thread, when messages leave room for it."""
        return await self._commands.beside(begin)

    async def send(self, transfer: RequestId, offset: int, data: memoryview) -> None:
        """Wait for a turn (first come, first served, so transfers take turns), and send a chunk."""
        async with self._turn:
            await self._outlet.emptied()
            await self._commands.lull()
            self._outlet.put(binary_frame_bytes(chunk_head(transfer, offset), data))
