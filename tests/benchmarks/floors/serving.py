"""How every floor starts: a websockets server on a free port, which is printed."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import uvloop
from websockets.asyncio.server import ServerConnection, serve


def run(handler: Callable[[ServerConnection], Awaitable[None]], **settings: Any) -> None:
    """Serve until killed."""
    uvloop.run(_serve(handler, settings))


async def _serve(handler: Callable[[ServerConnection], Awaitable[None]], settings: dict[str, Any]) -> None:
    async with serve(handler, "127.0.0.1", 0, compression=None, **settings) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await asyncio.get_running_loop().create_future()
