"""What can go wrong in one direction of a `FaultyLine`: see `tests.support.faults`, which is what tests import."""

import asyncio
from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from tests.support.websocket_frames import FrameSplitter, Json, Piece

CHUNK_BYTES = 64 * 1024
QUEUED_BYTES = 256 * 1024
"""On their way in one direction of a connection, above which its sender has to wait."""
SLICES_PER_SECOND = 50
SECONDS = 15
"""Nothing that a test waits for takes longer."""

Predicate = Callable[[Json], bool]


def anything(_: Json) -> bool:
    """Match every message."""
    return True


def kind(name: str, **fields: object) -> Predicate:
    """Match frames of a type, with these fields."""
    wanted = {"type": name, **fields}
    return lambda frame: all(field in frame and frame[field] == value for field, value in wanted.items())


class Ending(Enum):
    """How a connection is broken."""

    FIN = "in order, as when a program ends"
    RST = "without further ado, as when a firewall forgets it"


class _Item(NamedTuple):
    due: float
    data: bytes
    then: Ending | None = None
    """What happens to the connection once the bytes are out."""


class Flow:
    """One direction of one connection: what has been read and not yet written."""

    def __init__(self, way: "Direction", reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._way = way
        self._reader = reader
        self._writer = writer
        self._splitter = FrameSplitter()
        self._items: asyncio.Queue[_Item | None] = asyncio.Queue()
        self._queued = 0
        self._has_room = asyncio.Event()
        self._has_room.set()
        self.end: Callable[[Ending], None] = lambda _: None

    def put(self, data: bytes, then: Ending | None = None) -> None:
        """Queue bytes; they arrive after the direction's delay, and never before those that came earlier."""
        due = asyncio.get_running_loop().time() + self._way.delay
        self._items.put_nowait(_Item(due, data, then))
        self._count(len(data))

    async def read(self) -> None:
        """Take from the sender as much as there is room for."""
        while True:
            await self._way.flowing.wait()
            await self._has_room.wait()
            data = await self._reader.read(CHUNK_BYTES)
            for piece in self._splitter.feed(data) if data else self._splitter.rest():
                self._way.pass_on(self, piece)
            if not data:
                self._items.put_nowait(None)
                return

    async def write(self) -> None:
        """Give to the receiver what is due."""
        while (item := await self._items.get()) is not None:
            await asyncio.sleep(max(0.0, item.due - asyncio.get_running_loop().time()))
            if not await self._write(item.data):
                return
            self._count(-len(item.data))
            if item.then is not None:
                self.end(item.then)
                # What comes after a cut must not get through behind it.
                return
        await self._way.flowing.wait()
        self._writer.write_eof()

    async def _write(self, data: bytes) -> bool:
        """Write bytes; return whether the connection is still whole."""
        while data:
            await self._way.flowing.wait()
            rate = self._way.bytes_per_second
            size = len(data) if rate is None else max(1, int(rate / SLICES_PER_SECOND))
            share, cut = self._way.until_cut(data[:size])
            if share:
                self._writer.write(share)
                await self._writer.drain()
                self._way.bytes += len(share)
            if cut is not None:
                self.end(cut)
                return False
            data = data[size:]
            if rate is not None:
                await asyncio.sleep(len(share) / rate)
        return True

    def _count(self, more: int) -> None:
        self._queued += more
        if self._queued < QUEUED_BYTES:
            self._has_room.set()
        else:
            self._has_room.clear()


class Fault:
    """Something that befalls messages. `times` of them, or all until `stop`."""

    def __init__(self, where: Predicate, times: int | None) -> None:
        self.frames: list[Json] = []
        """What it has struck so far."""
        self._where = where
        self._left = times
        self._changed = asyncio.Event()

    def stop(self) -> None:
        """Strike nothing more."""
        self._left = 0

    async def struck(self, count: int = 1) -> None:
        """Wait until it has struck so many messages."""
        async with asyncio.timeout(SECONDS):
            while len(self.frames) < count:
                self._changed.clear()
                await self._changed.wait()

    def take(self, flow: Flow, piece: Piece) -> bool:
        """Deal with a message if it concerns this fault; False leaves it to others."""
        frame = piece.json() if self._left != 0 else None
        if frame is None or not self._where(frame):
            return False
        if self._left is not None:
            self._left -= 1
        self.frames.append(frame)
        self._changed.set()
        self._befall(flow, piece)
        return True

    def passed(self, flow: Flow) -> None:
        """Hear that another message went on."""

    def _befall(self, flow: Flow, piece: Piece) -> None:
        """Lose it."""


class _Duplicate(Fault):
    def _befall(self, flow: Flow, piece: Piece) -> None:
        flow.put(piece.data * 2)


class _Cut(Fault):
    def _befall(self, flow: Flow, piece: Piece) -> None:
        flow.put(piece.data[: len(piece.data) // 2], Ending.RST)


class Hold(Fault):
    """Messages that are held back, while those after them go on."""

    def __init__(self, where: Predicate, times: int | None) -> None:
        super().__init__(where, times)
        self._held: list[tuple[Flow, bytes]] = []

    def release(self) -> None:
        """Let go of what is held, in order, and hold nothing more."""
        self.stop()
        held, self._held = self._held, []
        for flow, data in held:
            flow.put(data)

    def _befall(self, flow: Flow, piece: Piece) -> None:
        self._held.append((flow, piece.data))


class _Swap(Hold):
    def passed(self, flow: Flow) -> None:
        due = [data for held_by, data in self._held if held_by is flow]
        self._held = [(held_by, data) for held_by, data in self._held if held_by is not flow]
        for data in due:
            flow.put(data)


class Direction:
    """One way along the line, and what is wrong with it."""

    def __init__(self) -> None:
        self.delay = 0.0
        """Latency in seconds."""
        self.bytes_per_second: float | None = None
        """Bandwidth; None is as much as there is."""
        self.bytes = 0
        """Passed on so far."""
        self.frames = 0
        """Websocket messages and control frames that came so far, whatever then befell them."""
        self.flowing = asyncio.Event()
        self.flowing.set()
        self._faults: list[Fault] = []
        self._cut: tuple[int, Ending] | None = None

    def stall(self) -> None:
        """Pass nothing on and take nothing more, and leave the connection open."""
        self.flowing.clear()

    def resume(self) -> None:
        """Go on after `stall`."""
        self.flowing.set()

    def cut_after(self, count: int, ending: Ending = Ending.RST) -> None:
        """Break the connection when so many more bytes have passed."""
        self._cut = (count, ending)

    def cut_inside(self, where: Predicate = anything) -> Fault:
        """Break the connection in the middle of the next such message."""
        return self._add(_Cut(where, 1))

    def lose(self, where: Predicate = anything, *, times: int | None = 1) -> Fault:
        """Drop such messages."""
        return self._add(Fault(where, times))

    def duplicate(self, where: Predicate = anything, *, times: int | None = 1) -> Fault:
        """Pass such messages on twice."""
        return self._add(_Duplicate(where, times))

    def swap(self, where: Predicate = anything, *, times: int | None = 1) -> Fault:
        """Let such a message be overtaken by the one after it."""
        return self._add(_Swap(where, times))

    def hold(self, where: Predicate = anything, *, times: int | None = None) -> Hold:
        """Keep such messages back until they are released."""
        hold = Hold(where, times)
        self._faults.append(hold)
        return hold

    def heal(self) -> None:
        """Pass everything on again. What is held stays held, what is lost is lost."""
        self.delay, self.bytes_per_second, self._cut = 0.0, None, None
        for fault in self._faults:
            fault.stop()
        self.resume()

    def pass_on(self, flow: Flow, piece: Piece) -> None:
        """Let a piece go on, or what its fault makes of it."""
        self.frames += piece.is_frame
        if any(fault.take(flow, piece) for fault in self._faults):
            return
        flow.put(piece.data)
        if piece.text is not None:
            for fault in self._faults:
                fault.passed(flow)

    def until_cut(self, data: bytes) -> tuple[bytes, Ending | None]:
        """Return how much may still pass, and how the connection ends then."""
        if self._cut is None:
            return data, None
        left, ending = self._cut
        if left > len(data):
            self._cut = (left - len(data), ending)
            return data, None
        self._cut = None
        return data[:left], ending

    def _add(self, fault: Fault) -> Fault:
        self._faults.append(fault)
        return fault
