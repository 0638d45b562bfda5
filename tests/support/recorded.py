"""A client that keeps every frame that it is sent, as it came: for tests that say what must never be sent."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tests.support.server import Bot, connected


class _Recorder:
    """A socket that remembers what came out of it."""

    def __init__(self, socket: Any, received: list[str]) -> None:
        self._socket = socket
        self._received = received

    async def recv(self) -> str:
        frame = await self._socket.recv()
        self._received.append(frame)
        return frame

    def __getattr__(self, name: str) -> Any:
        return getattr(self._socket, name)


@asynccontextmanager
async def recorded(url: str) -> AsyncIterator[tuple[Bot, list[str]]]:
    """A client that is connected, and the list of all frames that it is sent from now on."""
    received: list[str] = []
    async with connected(url) as bot:
        bot.socket = _Recorder(bot.socket, received)
        yield bot, received
