"""What is due to one socket: a bounded queue of finished frames, emptied with one write per turn of the event loop.

A server's websocket frames are not masked and not compressed here, so the bytes of a frame are the same for everybody who gets
it: `frame_bytes` makes them once, and any number of outlets queue the same object. A client that does not read fills its queue
until it counts as a slow consumer; then the queue is dropped at once, so that its memory is free before the connection is.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from websockets.asyncio.server import ServerConnection
from websockets.frames import Frame as WireFrame
from websockets.frames import Opcode
from websockets.protocol import Event, State

from sync_server.protocol.frames import Frame, encode

WRITE_BYTES = 256 * 1024
"""Most bytes handed to a socket in one write, and unsent bytes in it above which we wait."""
_BEGINNING = frozenset({Opcode.TEXT, Opcode.BINARY})
"""Opcodes of frames that begin a message."""
_TEXT_FRAME, _BINARY_FRAME = 0x81, 0x82
_SIZE_IN_TWO_BYTES = 126
"""Payloads from here on have their length in bytes of its own."""
UNREAD_BYTES = 4 * WRITE_BYTES
"""Unsent bytes in a socket that no client lets come together who reads at all."""
ROOM_BYTES = 1024 * 1024
"""Queued bytes below which a client that asks for much is given more."""


def frame_bytes(frame: Frame) -> bytes:
    """Return a frame as the bytes that go over the socket: one whole text frame, not masked (RFC 6455, section 5.2)."""
    payload = encode(frame)
    return _frame_head(_TEXT_FRAME, len(payload)) + payload


def binary_frame_bytes(head: bytes, data: memoryview) -> bytes:
    """Return two pieces, one after the other, as one whole binary frame; the only copy that is made of them."""
    return b"".join((_frame_head(_BINARY_FRAME, len(head) + len(data)), head, data))


def _frame_head(opcode: int, size: int) -> bytes:
    if size < _SIZE_IN_TWO_BYTES:
        return b"%c%c" % (opcode, size)
    if size < 1 << 16:
        return b"%c\x7e%b" % (opcode, size.to_bytes(2))
    return b"%c\x7f%b" % (opcode, size.to_bytes(8))


class Wire(ServerConnection):
    """A websocket that takes finished frames, many at once, and tells when its socket has room again."""

    def __init__(self, *args: Any, **settings: Any) -> None:  # noqa: ANN401 - handed through as they are
        super().__init__(*args, **settings)
        self.when_changed: Callable[[], None] | None = None
        """Called when the socket has room again, and when it is gone."""
        self.take_now: Callable[[str], bool] | None = None
        """Offered each text as it comes in, if none before it waits to be read; returns whether that was all there is to do."""
        self.behind = 0
        """Messages that wait to be read, or were not done with yet. Whoever reads one counts it off."""

    def read_ahead(self, *, frames: int) -> None:
        """Leave with the system what comes beyond so many frames that wait to be read.

        They are taken in one turn of the loop, as far as they are there: large ones would hold up everybody else.
        """
        self.recv_messages.high, self.recv_messages.low = frames, 0

    @property
    def is_open(self) -> bool:
        """Whether frames may still be written: no close frame has gone either way."""
        return self.protocol.state is State.OPEN

    def process_event(self, event: Event) -> None:
        """Offer a text to who takes it at once; leave all else, and what comes after it, to the reader."""
        if isinstance(event, WireFrame) and event.opcode in _BEGINNING:
            if self.take_now is not None and not self.behind and event.opcode is Opcode.TEXT and event.fin:
                with suppress(UnicodeDecodeError):  # The reader runs into it, too, and closes the connection.
                    if self.take_now(str(event.data, "utf-8")):
                        return
            self.behind += 1
        super().process_event(event)

    def write_frames(self, frames: list[bytes]) -> None:
        """Write whole frames with one call; control frames may go before and after, never in between."""
        self.transport.write(frames[0] if len(frames) == 1 else b"".join(frames))

    def data_received(self, data: bytes) -> None:
        """Take what came; part with a client that has us answer its pings and does not read the answers."""
        super().data_received(data)
        if self.paused and self.transport.get_write_buffer_size() > UNREAD_BYTES:
            self.transport.abort()

    async def drain(self) -> None:
        """Wait for nobody: what waits is bounded by the outlet, and a ping or close frame that waited would have no deadline."""

    def resume_writing(self) -> None:
        """Go on with what waited for the socket."""
        super().resume_writing()
        if self.when_changed is not None:
            self.when_changed()

    def connection_lost(self, exc: Exception | None) -> None:
        """Let go of what waited for the socket."""
        super().connection_lost(exc)
        # A closed connection is a cycle, and waits a while to be collected: not with the beginning of a chunk, nor with the chunk
        # before it, which the traceback of its end has.
        self.protocol.reader.buffer.clear()
        if self.protocol.parser_exc is not None:
            self.protocol.parser_exc.__traceback__ = None
        if self.when_changed is not None:
            self.when_changed()


class Outlet:
    """The bounded send queue of one connection."""

    __slots__ = (
        "_flush_due",
        "_frames",
        "_limit",
        "_loop",
        "_overflowed",
        "_shut",
        "_waiting",
        "_wire",
        "queued_bytes",
    )

    def __init__(self, wire: Wire, *, limit: int, overflowed: Callable[[], None]) -> None:
        self._wire = wire
        self._limit = limit
        self._overflowed = overflowed
        self._loop = asyncio.get_running_loop()
        self._frames: list[bytes] = []
        self._shut = False
        self._flush_due = False
        self._waiting: list[tuple[int, asyncio.Future[None]]] | None = None
        """Who waits until no more than so many bytes are queued; there is nearly never anybody."""
        self.queued_bytes = 0
        """Bytes that no socket has taken yet."""
        wire.when_changed = self.flush

    def send(self, frame: Frame) -> None:
        """Queue a frame that is for this connection alone."""
        self.put(frame_bytes(frame))

    def put(self, data: bytes) -> None:
        """Queue finished frames; they leave, with all else that is queued, at the end of this turn of the loop."""
        if self._shut:
            return
        self.queued_bytes += len(data)
        if self.queued_bytes > self._limit:
            self.shut()
            self._overflowed()
            return
        self._frames.append(data)
        if not self._flush_due:
            self._flush_due = True
            self._loop.call_soon(self.flush)

    def flush(self) -> None:
        """Give the socket what it takes now."""
        self._flush_due = False
        while self._frames and self._wire.is_open and not self._wire.paused:
            self._wire.write_frames(self._take())
        if not self._wire.is_open:
            self.shut()
        if self._waiting:
            self._wake()

    def shut(self) -> None:
        """Drop what is queued and take nothing more."""
        self._shut = True
        self._frames.clear()
        self.queued_bytes = 0
        if self._waiting:
            self._wake()

    async def room(self) -> None:
        """Wait until the client has read most of what it was sent."""
        await self._at_most(ROOM_BYTES)

    async def emptied(self) -> None:
        """Wait until the socket has taken everything."""
        await self._at_most(0)

    async def _at_most(self, queued: int) -> None:
        if self.queued_bytes <= queued:
            return
        turn = self._loop.create_future()
        self._waiting = [*(self._waiting or ()), (queued, turn)]
        await turn

    def _wake(self) -> None:
        still = []
        for queued, turn in self._waiting or ():
            if self.queued_bytes > queued:
                still.append((queued, turn))
            elif not turn.done():  # else whoever waited was cancelled
                turn.set_result(None)
        self._waiting = still or None

    def _take(self) -> list[bytes]:
        taken = self._frames
        if self.queued_bytes <= WRITE_BYTES:
            self._frames, self.queued_bytes = [], 0
            return taken
        taken = []
        size = 0
        for data in self._frames:
            taken.append(data)
            size += len(data)
            if size >= WRITE_BYTES:
                break
        del self._frames[: len(taken)]
        self.queued_bytes -= size
        return taken
