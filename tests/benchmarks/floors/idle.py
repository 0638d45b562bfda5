"""Keeps connections open and says nothing."""

from websockets.asyncio.server import ServerConnection

from tests.benchmarks.floors.serving import run


async def _serve_one(connection: ServerConnection) -> None:
    async for _ in connection:
        pass


if __name__ == "__main__":
    run(_serve_one)
