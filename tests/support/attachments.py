"""A plain client of `/attachments`: JSON, websockets, and the window of the protocol; it knows nothing of the desktop's code.

    async with carrier(server.url, bot.token) as line:
        photo = await line.upload(b"...", name="photo.png")      # an attachment, as `send_message` takes it
        data = await line.fetch(chat, message, photo["id"])

What a test is to see of the protocol is there one by one: `begin`, `chunk`, `confirm`, `stop`, `ended`. As `Bot`, it reads its socket
only while somebody waits for something, so that no test has a task in its back.
"""

import asyncio
import hashlib
import json
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from sync_server.protocol import limits
from sync_server.protocol.codes import SUBPROTOCOL
from sync_server.protocol.transfer import PATH, decode_chunk, encode_chunk, window
from tests.support.server import SECONDS, Bot, Json, new_id


def attachment_of(data: bytes, name: str = "file.bin", kind: str = "application/octet-stream") -> Json:
    """Return what a message says of a file with these bytes, under a new id."""
    return {
        "id": new_id(), "name": name, "type": kind, "size": len(data), "sha256": hashlib.sha256(data).hexdigest(),
    }  # fmt: skip


class TransferError(AssertionError):
    """The server refused a transfer, or ended it."""

    def __init__(self, frame: Json) -> None:
        super().__init__(str(frame))
        self.frame = frame
        self.code: str = frame["code"]


class Carrier:
    """A connection for attachments that has been welcomed."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.sent_bytes = 0
        """Of files, so far."""
        self.received_bytes = 0
        self.frames: list[Json] = []
        """What came beside chunks, in order."""
        self.confirms = True
        """Whether what comes is confirmed at once."""
        self._replies: dict[int | None, Json] = {}
        self._confirmed: dict[int, int] = {}
        self._ended: dict[int, Json] = {}
        self._received: defaultdict[int, bytearray] = defaultdict(bytearray)
        self._began_at: dict[int, int] = {}
        self._strays_seen = 0
        self._requests = 0

    # Whole transfers --------------------------------------------------------------------------------------------------

    async def upload(
        self, data: bytes, *, name: str = "file.bin", kind: str = "application/octet-stream"
    ) -> Json:
        """Upload a new file; return what a message says of it. Raises `TransferError`."""
        attachment = attachment_of(data, name, kind)
        await self.upload_as(attachment, data)
        return attachment

    async def upload_as(self, attachment: Json, data: bytes, *, until: int | None = None) -> int:
        """Upload a file, or what is missing of it, up to a place; return the number of the transfer. Raises `TransferError`."""
        transfer, offset = await self.begin(attachment)
        if offset < len(data):
            await self.send_rest(transfer, data, offset, until=until)
            if until is None:
                await self.ended(transfer)
        return transfer

    async def send_rest(self, transfer: int, data: bytes, offset: int, *, until: int | None = None) -> None:
        """Send what follows after an offset, as the window allows; wait until it is confirmed."""
        view, began = memoryview(data)[:until], offset
        confirmed = offset
        while confirmed < len(view):
            room = window(began, confirmed)
            size = min(limits.CHUNK_BYTES, room // 2, len(view) - offset)
            if size and offset + size - confirmed <= room:
                await self.chunk(transfer, offset, view[offset : offset + size])
                offset += size
            else:
                confirmed = await self.confirmed_beyond(transfer, confirmed)

    async def fetch(self, chat: str, message: str, attachment: str, *, offset: int = 0) -> bytes:
        """Download a file from an offset on. Raises `TransferError`."""
        transfer, size = await self.begin_fetch(chat, message, attachment, offset=offset)
        return await self.received(transfer, size - offset)

    def forget(self) -> None:
        """Let go of what was received."""
        self._received.clear()

    # Step by step -----------------------------------------------------------------------------------------------------

    async def resume(self, token: str) -> Json:
        """Say who this is; return the reply."""
        return await self.request("resume", token=token)

    async def begin(self, attachment: Json) -> tuple[int, int]:
        """Begin an upload; return its number and from where on the server wants it. Raises `TransferError`."""
        transfer = await self.send(
            "begin_upload",
            attachment=attachment["id"],
            size=attachment["size"],
            sha256=attachment["sha256"],
        )
        reply = _granted(await self.reply(transfer))
        assert reply["type"] == "upload_ready", reply
        return transfer, reply["offset"]

    async def begin_fetch(
        self, chat: str, message: str, attachment: str, *, offset: int = 0
    ) -> tuple[int, int]:
        """Begin a download; return its number and the file's size. Raises `TransferError`."""
        transfer = await self.send("fetch", chat=chat, message=message, attachment=attachment, offset=offset)
        self._began_at[transfer] = offset
        reply = _granted(await self.reply(transfer))
        assert reply["type"] == "fetching", reply
        return transfer, reply["size"]

    async def chunk(self, transfer: int, offset: int, data: bytes | memoryview) -> None:
        """Send some bytes of a file."""
        self.sent_bytes += len(data)
        await self.socket.send(encode_chunk(transfer, offset, data))

    async def confirm(self, transfer: int, offset: int) -> None:
        """Say how far a download has come."""
        await self.socket.send(json.dumps({"type": "confirm", "transfer": transfer, "offset": offset}))

    async def stop(self, transfer: int) -> Json:
        """Break a transfer off; return the reply."""
        return await self.request("stop_transfer", transfer=transfer)

    async def confirmed_beyond(self, transfer: int, offset: int) -> int:
        """Wait until more of an upload is confirmed; return how much. Raises `TransferError` if it ended."""
        await self._until(
            lambda: transfer in self._ended or self._confirmed.get(transfer, 0) > offset,
            f"more than {offset} bytes to be confirmed",
        )
        if self._confirmed.get(transfer, 0) <= offset:
            _granted(self._ended[transfer])
        return self._confirmed[transfer]

    async def ended(self, transfer: int) -> Json:
        """Wait until the server says that a transfer ended. Raises `TransferError` if it did so with a code."""
        await self._until(lambda: transfer in self._ended, f"transfer {transfer} to end")
        return _granted(self._ended[transfer])

    async def received(self, transfer: int, size: int) -> bytes:
        """Wait until so many bytes of a download are here; return them. Raises `TransferError` if it ended before."""
        await self._until(
            lambda: len(self._received[transfer]) >= size or transfer in self._ended, f"{size} bytes to come"
        )
        if len(self._received[transfer]) < size:
            _granted(self._ended[transfer])
        return bytes(self._received[transfer])

    async def reply_to_stray(self) -> Json:
        """Wait until the server says that something belonged to no transfer that is running; return what it says."""

        def said() -> list[Json]:
            return [frame for frame in self.frames if frame.get("code") == "transfer_not_found"]

        before = self._strays_seen
        await self._until(lambda: len(said()) > before, "a stray frame to be answered")
        self._strays_seen += 1
        return said()[before]

    def received_so_far(self, transfer: int) -> int:
        """Return how many bytes of a download have been read."""
        return len(self._received[transfer])

    # Frames -----------------------------------------------------------------------------------------------------------

    async def send(self, kind: str, **fields: Any) -> int:
        """Send a request without waiting; return its id."""
        self._requests += 1
        await self.socket.send(json.dumps({"type": kind, "id": self._requests, **fields}))
        return self._requests

    async def request(self, kind: str, **fields: Any) -> Json:
        """Send a request and wait for its reply."""
        return await self.reply(await self.send(kind, **fields))

    async def reply(self, request: int | None) -> Json:
        """Wait for the reply to a request; None waits for an `error` that answers none."""
        await self._until(lambda: request in self._replies, f"the reply to {request}")
        return self._replies.pop(request)

    async def closed(self) -> tuple[int, str]:
        """Wait until the server closes the connection; return the code and the reason."""
        try:
            await self._until(lambda: False, "the connection to be closed")
        except ConnectionClosed as closed:
            return (closed.rcvd.code, closed.rcvd.reason) if closed.rcvd else (1006, "")
        raise AssertionError("unreachable")

    async def _until(self, holds: Callable[[], object], what: str) -> None:
        try:
            async with asyncio.timeout(SECONDS):
                while not holds():
                    await self._read()
        except TimeoutError:
            raise AssertionError(f"waited {SECONDS} seconds for {what}") from None

    async def _read(self) -> None:
        data = await self.socket.recv()
        if isinstance(data, bytes):
            await self._take_chunk(data)
            return
        frame = json.loads(data)
        self.frames.append(frame)
        match frame["type"]:
            case "confirmed":
                self._confirmed[frame["transfer"]] = frame["offset"]
            case "transfer_ended":
                self._ended[frame["transfer"]] = frame
            case "welcome":
                pass
            case _:
                self._replies[frame["id"]] = frame

    async def _take_chunk(self, data: bytes) -> None:
        chunk = decode_chunk(data)
        received = self._received[chunk.transfer]
        expected = self._began_at[chunk.transfer] + len(received)
        assert chunk.offset == expected, f"a chunk at {chunk.offset} instead of {expected}"
        received += chunk.data
        self.received_bytes += len(chunk.data)
        if self.confirms:
            await self.confirm(chunk.transfer, expected + len(chunk.data))


def _granted(frame: Json) -> Json:
    if frame.get("code"):
        raise TransferError(frame)
    return frame


def attachments_url(url: str) -> str:
    """Return the address of the connection for attachments beside that for messages."""
    return url.removesuffix("/sync") + PATH


@asynccontextmanager
async def stranger_at_attachments(url: str, **options: Any) -> AsyncIterator[Carrier]:
    """A connection for attachments that has been welcomed, but has not said who it is; `url` is that of a server's `/sync`."""
    async with connect(
        attachments_url(url),
        subprotocols=[Subprotocol(SUBPROTOCOL)],
        compression=None,
        proxy=None,
        max_size=limits.FRAME_BYTES,
        **options,
    ) as socket:
        line = Carrier(socket)
        await line._until(lambda: line.frames, "the welcome")
        assert line.frames[0]["type"] == "welcome"
        yield line


@asynccontextmanager
async def carrier(url: str, token: str, **options: Any) -> AsyncIterator[Carrier]:
    """A connection for attachments of a device, recognised by its token; `url` is that of a server's `/sync`."""
    async with stranger_at_attachments(url, **options) as line:
        resumed = await line.resume(token)
        assert resumed["type"] == "resumed", resumed
        yield line


async def send_files(bot: Bot, chat: str, *attachments: Json, text: str = "") -> str:
    """Send a message with files that are up; return its id."""
    message = new_id()
    reply = await bot.request(
        "send_message", chat=chat, message=message, text=text, attachments=list(attachments)
    )
    assert reply["type"] == "accepted", reply
    return message


def bytes_of_a_file(size: int, *, seed: int = 1) -> bytes:
    """Return so many bytes that no two places of look alike; the same for the same seed."""
    return random.Random(seed).randbytes(size)  # noqa: S311 - nothing secret
