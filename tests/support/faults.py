"""A line between a client and the server that can be made to fail in every way that networks fail, at any time.

`FaultyLine` is a TCP proxy on loopback. It passes everything on until a test says otherwise; each direction has its own faults.
It understands websocket frames, so that single messages can be lost, doubled, swapped or held back by what they say:

    async with FaultyLine(server.url) as line, connected(line.url) as bruno:
        lost = line.to_client.lose(kind("chat_changes", chat=chat))   # the next one
        await anna.say(chat, "never pushed to Bruno")
        await lost.struck()

        line.to_client.delay = 0.2              # latency, in seconds
        line.to_server.bytes_per_second = 1000  # bandwidth
        line.to_client.stall()                  # half-open: silence, and nobody is told that the line is dead
        line.to_client.resume()                 # what was on its way arrives now, as after a tunnel
        line.to_client.cut_after(100)           # the line ends 100 bytes on, in the middle of whatever it is
        line.reset()                            # RST to both sides, now
        line.hang_up()                          # FIN to both sides, without a websocket's close frame
        await line.refuse()                     # nobody gets through any more …
        await line.accept()                     # … until now, on the same port

Faults concern every connection over the line, so give each client a line of its own. It needs nothing but asyncio and runs on
every event loop, Qt's included. What is compressed or encrypted passes too, but predicates see nothing of it. A client that
comes while the server is down is accepted and reset at once; only `refuse` refuses.
"""

import asyncio
import socket
import struct
from contextlib import suppress
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from tests.support.fault_kinds import (
    CHUNK_BYTES,
    SECONDS,
    Direction,
    Ending,
    Fault,
    Flow,
    Hold,
    anything,
    kind,
)

__all__ = ["Direction", "Ending", "Fault", "FaultyLine", "Hold", "anything", "kind"]

BUFFER_BYTES = 64 * 1024
"""Of each socket: what is not passed on stays with its sender, not in large buffers of the system."""
_GOODBYE_SECONDS = 1.0


class _Connection:
    """A client, its connection to the server, and what goes to and fro."""

    def __init__(self, client: asyncio.StreamWriter) -> None:
        self._writers = [client]
        self._end: asyncio.Future[Ending] = asyncio.get_running_loop().create_future()

    def end(self, ending: Ending) -> None:
        """Break it."""
        if not self._end.done():
            self._end.set_result(ending)

    async def run(self, line: "FaultyLine", client: asyncio.StreamReader) -> None:
        """Pass everything to and fro until it ends."""
        try:
            server, writer = await asyncio.open_connection(sock=await _dial(line.target))
            self._writers.append(writer)
            flows = (
                Flow(line.to_server, client, writer),
                Flow(line.to_client, server, self._writers[0]),
            )
            ending = await self._carry(flows)
            if ending is Ending.FIN:
                await self._say_goodbye((client, server))
        except OSError:
            ending = Ending.RST
        for writer in self._writers:
            _abort(writer, ending)

    async def _carry(self, flows: tuple[Flow, Flow]) -> Ending:
        for writer in self._writers:
            # So that `drain` waits until the system has taken everything.
            writer.transport.set_write_buffer_limits(0)
        for flow in flows:
            flow.end = self.end
        async with asyncio.TaskGroup() as group:
            carrying = group.create_task(self._until_broken(flows))
            ending = await self._end
            carrying.cancel()
        return ending

    async def _until_broken(self, flows: tuple[Flow, Flow]) -> None:
        try:
            async with asyncio.TaskGroup() as group:
                for flow in flows:
                    group.create_task(flow.read())
                    group.create_task(flow.write())
        except* OSError:
            self.end(Ending.RST)
        self.end(Ending.FIN)

    async def _say_goodbye(self, readers: tuple[asyncio.StreamReader, asyncio.StreamReader]) -> None:
        """End both ways in order: closing a socket with something unread in it would reset it."""
        with suppress(OSError, TimeoutError):
            for writer in self._writers:
                if not writer.transport.is_closing():
                    writer.write_eof()
            async with asyncio.timeout(_GOODBYE_SECONDS):
                for reader in readers:
                    while await reader.read(CHUNK_BYTES):
                        pass


class FaultyLine:
    """A TCP proxy to the server at `url`; an async context manager. See the module for an example."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.target = (str(parts.hostname), int(parts.port or 0))
        self.to_client = Direction()
        self.to_server = Direction()
        self.url = url
        """Where clients connect to get over the line to the server."""
        self.connections = 0
        """That were ever made over the line."""
        self._parts = parts
        self._port = 0
        self._group = asyncio.TaskGroup()
        self._tasks: dict[_Connection, asyncio.Task[None]] = {}
        self._listening: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        await self._group.__aenter__()
        await self.accept()
        self.url = self._parts._replace(netloc=f"127.0.0.1:{self._port}").geturl()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.refuse()
        self.reset()
        # What happened in the test is not the group's business: it would come out wrapped in a group of errors.
        await self._group.__aexit__(None, None, None)

    @property
    def address(self) -> tuple[str, int]:
        """Where the line begins, for those who bring sockets of their own."""
        return "127.0.0.1", self._port

    @property
    def open(self) -> int:
        """Connections over the line at this moment."""
        return len(self._tasks)

    async def idle(self) -> None:
        """Wait until no connection is left."""
        async with asyncio.timeout(SECONDS):
            while self._tasks:
                await asyncio.wait(self._tasks.values())

    async def accept(self) -> None:
        """Let clients connect, as at the start."""
        if self._listening is None:
            listener = _socket()
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", self._port))
            self._port = listener.getsockname()[1]
            self._listening = await asyncio.start_server(self._connected, sock=listener, backlog=1024)

    async def refuse(self) -> None:
        """Refuse whoever tries to connect; connections that are there stay."""
        if self._listening is not None:
            self._listening.close()
            self._listening = None
            # The listening socket is closed in the next turn of the loop.
            await asyncio.sleep(0)

    def reset(self) -> None:
        """Break every connection with a reset."""
        self._end(Ending.RST)

    def hang_up(self) -> None:
        """End every connection in order, as TCP sees it; websockets get no close frame."""
        self._end(Ending.FIN)

    def _end(self, ending: Ending) -> None:
        for connection in self._tasks:
            connection.end(ending)

    def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        connection = _Connection(writer)
        task = self._group.create_task(connection.run(self, reader))
        self._tasks[connection] = task
        task.add_done_callback(lambda _: self._tasks.pop(connection, None))


def _socket() -> socket.socket:
    made = socket.socket()
    made.setblocking(False)
    for buffer in (socket.SO_RCVBUF, socket.SO_SNDBUF):
        made.setsockopt(socket.SOL_SOCKET, buffer, BUFFER_BYTES)
    return made


async def _dial(target: tuple[str, int]) -> socket.socket:
    dialled = _socket()
    try:
        await asyncio.get_running_loop().sock_connect(dialled, target)
    except BaseException:
        dialled.close()
        raise
    return dialled


def _abort(writer: asyncio.StreamWriter, ending: Ending) -> None:
    made = writer.get_extra_info("socket")
    if ending is Ending.RST and not writer.transport.is_closing() and made is not None:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
