"""catch_up: how long until a client that was away holds everything that it missed.

Two absences: 10,000 messages in one chat, and 10 in each of 1,000 chats. Time goes from the `sync` request until `synced` and the
last of the pages that the client has to ask for, as the protocol says. The floor reads the rows from the same database through
SQLAlchemy Core in one query, makes frames like ours of them and sends those, one after the other, as soon as it is asked. A second
floor sends the very same frames, recorded beforehand: it shows what reading rows costs, which nobody can do without. The client
decodes the same few fields of each frame from all three.
"""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from math import ceil

import msgspec

from sync_server.protocol import limits
from tests.benchmarks.office import Chat, Office, Person, Plan, furnish
from tests.benchmarks.processes import Measured, floor_server, our_server
from tests.benchmarks.report import Part, Result
from tests.benchmarks.settings import Settings, in_turns
from tests.benchmarks.wire import SECONDS, Wire

READ_BEFORE = 20
"""Messages of each chat that the client holds already."""
_TIMES_A_TURN = 3


class Glimpse(msgspec.Struct):
    """What a client needs of a frame to go on; a real one also takes the rows, on a thread of its own."""

    type: str
    chat: str = ""
    revision: int = 0
    more: bool = False


_glimpse = msgspec.json.Decoder(Glimpse).decode


@dataclass(frozen=True)
class Times:
    """How one catch-up went, in seconds."""

    whole: float
    first_page: float = 0


@dataclass(frozen=True)
class Absence:
    """Somebody who was away, and what they missed."""

    name: str
    words: str
    person: Person
    chats: list[Chat]
    missed: int
    """In each of the chats."""
    tokens: Iterator[str]
    """Of devices that have not been used."""

    @property
    def held(self) -> dict[str, int]:
        """The vector that their device sends."""
        return {chat.id: chat.revision - self.missed for chat in self.chats}


class CatchUp:
    """A client that follows the rules for a `sync`."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._open = 1
        """The `synced`, and pages that were asked for."""
        self._done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._first_page = 0.0
        self.frames: list[bytes] = []
        """Everything that was received."""
        wire.on_text = self._hear

    async def run(self, absence: Absence, directory: int) -> Times:
        """Ask, and take what comes."""
        request = {"type": "sync", "id": 0, "directory": directory, "chats": absence.held}
        payload = msgspec.json.encode(request)
        started = time.perf_counter()
        self._wire.send(payload)
        await asyncio.wait_for(self._done, SECONDS)
        return Times(time.perf_counter() - started, self._first_page - started)

    def _hear(self, data: bytes, start: int, stop: int) -> None:
        payload = data[start:stop]
        self.frames.append(payload)
        frame = _glimpse(payload)
        if frame.type in {"chat_changes", "changes_page"}:
            self._first_page = self._first_page or time.perf_counter()
            self._open -= frame.type == "changes_page"
            if frame.more:
                self._ask(frame)
        elif frame.type == "synced":
            self._open -= 1
        elif frame.type == "error":
            self._done.set_exception(ConnectionError(payload.decode()))
        if not self._open and not self._done.done():
            self._done.set_result(None)

    def _ask(self, frame: Glimpse) -> None:
        self._open += 1
        request = {"type": "changes", "id": len(self.frames), "chat": frame.chat, "after": frame.revision}
        self._wire.send(msgspec.json.encode(request))


async def run(settings: Settings) -> Result:
    """Measure."""
    in_one, in_each, chats = settings.choose((10_000, 10, 1_000), (1_000, 10, 20))
    server = settings.server("ours")
    plans = [Plan((0, 2), READ_BEFORE + in_one)] + [Plan((1, 2), READ_BEFORE + in_each)] * chats
    # A device each time, as a client that pages through this much uses up the requests that it may make at once.
    devices = (settings.rounds + 2) * _TIMES_A_TURN
    office = furnish(server.database_url, 3, plans, devices=devices)
    absences = [
        Absence(
            "one",
            f"{in_one:,} in one chat",
            office.people[0],
            list(office.chats[:1]),
            in_one,
            iter(office.people[0].tokens),
        ),
        Absence(
            "many",
            f"{in_each} in each of {chats:,} chats",
            office.people[1],
            list(office.chats[1:]),
            in_each,
            iter(office.people[1].tokens),
        ),
    ]
    recordings = settings.folder / "recordings"
    recordings.mkdir()
    with our_server(server) as ours:
        for absence in absences:
            frames = await _record(ours, office, absence)
            (recordings / absence.name).write_bytes(msgspec.msgpack.encode(frames))
        with (
            floor_server("same_bytes", str(recordings)) as same,
            floor_server("rows", server.database_url.removeprefix("sqlite:///")) as rows,
        ):
            parts = [
                part
                for absence in absences
                for part in await _measure(settings, absence, office, (ours, same, rows))
            ]
    parts.sort(key=lambda part: part.name.startswith("first page"))
    return Result("catch_up", parts)


async def _measure(
    settings: Settings, absence: Absence, office: Office, servers: tuple[Measured, Measured, Measured]
) -> list[Part]:
    ours, same, rows = servers
    recorded = await _record(ours, office, absence)
    frames, size = len(recorded), sum(map(len, recorded))
    in_pages = ceil(absence.missed / limits.PAGE_ROWS) * len(absence.chats)
    found, found_same, found_rows = await in_turns(
        settings.rounds,
        partial(_some_times, partial(_ours, ours, office, absence)),
        partial(_some_times, partial(_floor, same, f"/{absence.name}", frames)),
        partial(_some_times, partial(_floor, rows, f"/{absence.person.user}/{READ_BEFORE + 1}", in_pages)),
    )
    whole = [one.whole * 1000 for one in found]
    more = {"frames": frames, "bytes": size}
    return [
        Part(absence.words, "ms", whole, [one.whole * 1000 for one in found_rows], "<= 3", more),
        Part(
            f"{absence.words}, against sending ready-made bytes",
            "ms",
            whole,
            [one.whole * 1000 for one in found_same],
        ),
        Part(
            f"first page of {absence.words}, against the whole",
            "ms",
            [one.first_page * 1000 for one in found],
            whole,
            "<= 0.05",
        ),
    ]


async def _some_times(measure: Callable[[], Awaitable[Times]]) -> Times:
    """Measure a few times; return the medians."""
    found = [await measure() for _ in range(_TIMES_A_TURN)]
    return Times(
        statistics.median(one.whole for one in found), statistics.median(one.first_page for one in found)
    )


async def _ours(server: Measured, office: Office, absence: Absence) -> Times:
    wire = await Wire.signed_in(server.port, next(absence.tokens))
    times = await CatchUp(wire).run(absence, office.directory)
    await wire.hang_up()
    return times


async def _record(server: Measured, office: Office, absence: Absence) -> list[bytes]:
    """Return all frames that our server sends."""
    wire = await Wire.signed_in(server.port, next(absence.tokens))
    client = CatchUp(wire)
    await client.run(absence, office.directory)
    await wire.hang_up()
    return client.frames


async def _floor(server: Measured, path: str, frames: int) -> Times:
    """Ask a floor for everything; it is all there when so many frames are."""
    wire = await Wire.connect(server.port, path)
    done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    left = frames

    def hear(data: bytes, start: int, stop: int) -> None:
        nonlocal left
        _glimpse(data[start:stop])
        left -= 1
        if not left:
            done.set_result(None)

    wire.on_text = hear
    started = time.perf_counter()
    wire.send(b"all")
    await asyncio.wait_for(done, SECONDS)
    times = Times(time.perf_counter() - started)
    await wire.hang_up()
    return times
