"""Sends, for each message that comes into a room, the bytes of a file to everybody in the room. Stores nothing, reads nothing.

`python -m tests.benchmarks.floors.broadcast FILE`; the path that a client connects to is its room.
"""

import sys
from collections import defaultdict
from pathlib import Path

from websockets.asyncio.server import ServerConnection, broadcast

from tests.benchmarks.floors.serving import run


def main() -> None:
    """Serve until killed."""
    payload = Path(sys.argv[1]).read_bytes()
    rooms: defaultdict[str, set[ServerConnection]] = defaultdict(set)

    async def serve_one(connection: ServerConnection) -> None:
        assert connection.request is not None
        room = rooms[connection.request.path]
        room.add(connection)
        try:
            async for _ in connection:
                broadcast(room, payload, text=True)
        finally:
            room.discard(connection)

    run(serve_one)


if __name__ == "__main__":
    main()
