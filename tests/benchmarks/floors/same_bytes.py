"""Sends what was recorded from another server, frame by frame, to whoever says anything.

`python -m tests.benchmarks.floors.same_bytes FOLDER`; the path that a client connects to names the recording in it, a msgpack list.
"""

import sys
from pathlib import Path

import msgspec
from websockets.asyncio.server import ServerConnection

from tests.benchmarks.floors.serving import run


def main() -> None:
    """Serve until killed."""
    decode = msgspec.msgpack.Decoder(list[bytes]).decode
    recordings = {f"/{file.name}": decode(file.read_bytes()) for file in Path(sys.argv[1]).iterdir()}

    async def serve_one(connection: ServerConnection) -> None:
        assert connection.request is not None
        frames = recordings[connection.request.path]
        async for _ in connection:
            for frame in frames:
                await connection.send(frame, text=True)

    run(serve_one)


if __name__ == "__main__":
    main()
