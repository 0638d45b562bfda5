"""The load driver's websocket connection: as cheap as Python allows, so that the driver is not what is measured.

It parses the headers of frames and nothing else; whoever uses it looks at the bytes, mostly at the one by which the types of
our frames differ. What it sends is masked with the key zero, which is allowed, costs the driver nothing and the server as much
as any other key.
"""

import asyncio
import json
import os
from base64 import b64encode
from collections.abc import Callable
from typing import Any, Self, cast

from sync_server.protocol.codes import SUBPROTOCOL

KIND_AT = len(b'{"type":"')
"""Where in a frame of ours the name of its type begins."""
ACCEPTED, CHAT_CHANGES, ERROR = b"ace"
"""The first letters of those types that come under load; pushes of other types are passed over."""
SECONDS = 60
"""After this time without an answer, something is broken."""

_TEXT, _CLOSE, _PING, _PONG = 0x81, 0x88, 0x89, 0x8A
_TWO_BYTES, _EIGHT_BYTES = 126, 127
_NO_KEY = bytes(4)

OnText = Callable[[bytes, int, int], None]
"""Is told of a text frame: the bytes that it lies in, and from where to where its payload goes."""


def client_frame(payload: bytes, opcode: int = _TEXT) -> bytes:
    """Return a frame as a client sends it."""
    size = len(payload)
    if size < _TWO_BYTES:
        header = bytes((opcode, 0x80 | size))
    elif size < 1 << 16:
        header = bytes((opcode, 0x80 | _TWO_BYTES)) + size.to_bytes(2)
    else:
        header = bytes((opcode, 0x80 | _EIGHT_BYTES)) + size.to_bytes(8)
    return header + _NO_KEY + payload


class Wire(asyncio.Protocol):
    """One connection. Text frames go to `on_text`; until somebody sets that, they are kept for `frame`."""

    def __init__(self) -> None:
        self.on_text: OnText = self._keep
        self.lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._rest = b""
        self._upgraded: asyncio.Future[None] | None = asyncio.get_running_loop().create_future()
        self._kept: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._requests = 0

    @classmethod
    async def connect(cls, port: int, path: str, subprotocol: str = "") -> Self:
        """Open a websocket to a server on this computer."""
        _, wire = await asyncio.get_running_loop().create_connection(cls, "127.0.0.1", port)
        lines = [
            f"GET {path} HTTP/1.1",
            f"Host: 127.0.0.1:{port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {b64encode(os.urandom(16)).decode()}",
            "Sec-WebSocket-Version: 13",
        ]
        if subprotocol:
            lines.append(f"Sec-WebSocket-Protocol: {subprotocol}")
        wire.write("\r\n".join([*lines, "", ""]).encode())
        if wire._upgraded is not None:
            await asyncio.wait_for(wire._upgraded, SECONDS)
        return wire

    @classmethod
    async def signed_in(cls, port: int, token: str) -> Self:
        """Connect to our server, and resume a device."""
        wire = await cls.connect(port, "/sync", SUBPROTOCOL)
        await wire.next_of("welcome")
        reply = await wire.request("resume", "resumed", token=token)
        wire.user = reply["user"]["id"]
        return wire

    user = ""

    # Sending ----------------------------------------------------------------------------------------------------------

    def send(self, payload: bytes) -> None:
        """Send a text frame."""
        self.write(client_frame(payload))

    async def hang_up(self) -> None:
        """Say goodbye, and wait until the server closes the connection."""
        self.write(client_frame((1000).to_bytes(2), _CLOSE))
        await asyncio.wait_for(self.lost, SECONDS)

    # Taking kept frames -----------------------------------------------------------------------------------------------

    async def frame(self) -> bytes:
        """Return the next text frame that was kept."""
        payload = await asyncio.wait_for(self._kept.get(), SECONDS)
        if payload is None:
            raise ConnectionError("the server hung up")
        return payload

    async def next_of(self, kind: str) -> dict[str, Any]:
        """Return the next frame of a type, passing over pushes of others."""
        while True:
            frame: dict[str, Any] = json.loads(await self.frame())
            if frame["type"] == kind:
                return frame
            if frame["type"] == "error":
                raise ConnectionError(f"{frame['code']}: {frame['text']}")

    async def request(self, kind: str, reply: str, **fields: Any) -> dict[str, Any]:
        """Send a request and return its reply."""
        self._requests += 1
        self.send(json.dumps({"type": kind, "id": self._requests, **fields}).encode())
        return await self.next_of(reply)

    async def sync(self, chats: dict[str, int], directory: int) -> None:
        """Catch up from where that says, and from then on be told what changes."""
        await self.request("sync", "synced", directory=directory, chats=chats)

    # What the loop calls ----------------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are none of asyncio's classes.
        self._transport = cast("asyncio.Transport", transport)
        self.write = self._transport.write

    def connection_lost(self, _exc: Exception | None) -> None:
        if self._upgraded is not None and not self._upgraded.done():
            self._upgraded.set_exception(ConnectionError("the server hung up before the handshake was done"))
        if not self.lost.done():
            self.lost.set_result(None)
        self._kept.put_nowait(None)

    def data_received(self, data: bytes) -> None:
        if self._rest:
            data = self._rest + data
        at = self._handshake(data) if self._upgraded is not None else 0
        end = len(data)
        while at + 2 <= end:
            size = data[at + 1]
            start = at + 2
            if size >= _TWO_BYTES:
                start += 2 if size == _TWO_BYTES else 8
                if start > end:
                    break
                size = int.from_bytes(data[at + 2 : start])
            stop = start + size
            if stop > end:
                break
            if data[at] == _TEXT:
                self.on_text(data, start, stop)
            elif data[at] == _PING:
                self.write(client_frame(data[start:stop], _PONG))
            at = stop
        self._rest = data[at:]

    def _handshake(self, data: bytes) -> int:
        """Return where the first frame begins."""
        head, blank, _ = data.partition(b"\r\n\r\n")
        if not blank:
            return 0
        if self._upgraded is not None and not self._upgraded.done():
            if head.startswith(b"HTTP/1.1 101 "):
                self._upgraded.set_result(None)
            else:
                self._upgraded.set_exception(ConnectionError(data.decode(errors="replace")))
        self._upgraded = None
        return len(head) + len(blank)

    def _keep(self, data: bytes, start: int, stop: int) -> None:
        self._kept.put_nowait(data[start:stop])
