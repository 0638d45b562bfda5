"""Copies files from one process to another over a websocket, on the disk when it says so: the least that a transfer can be.

`python -m tests.benchmarks.floors.copying FOLDER`. What is sent to the path `/up/SIZE` goes into a file, and is answered once it is all on
the disk; whoever says something on `/down/NAME` is sent the file of that name in the folder. Nothing is checked, confirmed or
digested, nobody is asked for a token, and nothing goes on where it was broken off.
"""

import os
import sys
from pathlib import Path

from websockets.asyncio.server import ServerConnection

from sync_server.protocol.limits import CHUNK_BYTES, FRAME_BYTES
from tests.benchmarks.floors.serving import run


def main() -> None:
    """Serve until killed."""
    folder = Path(sys.argv[1])

    async def serve_one(connection: ServerConnection) -> None:
        assert connection.request is not None
        _, way, name = connection.request.path.split("/")
        if way == "up":
            await _take(connection, folder / "copy", int(name))
        else:
            await _give(connection, folder / name)

    run(serve_one, max_size=FRAME_BYTES)


async def _take(connection: ServerConnection, path: Path, size: int) -> None:
    with path.open("wb", buffering=0) as file:
        while file.tell() < size:
            file.write(await connection.recv(decode=False))
        os.fsync(file.fileno())
    await connection.send("done")


async def _give(connection: ServerConnection, path: Path) -> None:
    async for _ in connection:
        with path.open("rb", buffering=0) as file:
            while chunk := file.read(CHUNK_BYTES):
                await connection.send(chunk)


if __name__ == "__main__":
    main()
