"""fan_out: how many deliveries a second, and how soon a message has reached everybody.

Ten chats of 50 people, all connected; texts of 200 bytes. Ours stores every message durably before it delivers it; the floor
stores nothing: it sends, for whatever comes in, a frame of the very size of ours to everybody, with `websockets.broadcast`.

*Saturation*: in each chat as many messages are on their way as it has people; as soon as everybody has got one, the next is sent,
by all devices in turns. *At 10,000 deliveries a second*: 200 messages a second at random moments (the same ones for both),
however long they take, and for each the time from sending until the last of the 50 has it.
"""

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

from tests.benchmarks.office import Office, Plan, furnish, send_message
from tests.benchmarks.processes import Measured, floor_server, our_server
from tests.benchmarks.report import Part, Result, percentile
from tests.benchmarks.settings import Settings, all_of, in_turns, until
from tests.benchmarks.wire import CHAT_CHANGES, ERROR, KIND_AT, Wire

DELIVERIES_PER_SECOND = 10_000
HISTORY = 10_000
"""Lines that are there already, so that places and revisions, and so frames, are equally long throughout."""


class Member:
    """Somebody in a chat who is connected, and how many messages have reached them."""

    def __init__(self, room: "Room", wire: Wire) -> None:
        self.room = room
        self.wire = wire
        self.count = 0
        wire.on_text = self.hear

    def hear(self, data: bytes, start: int, _stop: int) -> None:
        kind = data[start + KIND_AT]
        if kind == CHAT_CHANGES:
            number = self.count
            self.count = number + 1
            left = self.room.left
            left[number] -= 1
            if not left[number]:
                self.room.reached_all(number)
        elif kind == ERROR:
            self.room.errors.append(data[start:_stop])


class Room:
    """A chat with everybody in it."""

    def __init__(self, chat: str, wires: Sequence[Wire]) -> None:
        self.chat = chat
        self.members = [Member(self, wire) for wire in wires]
        self.left: list[int] = []
        """For each message, in the order of delivery, how many it has not reached yet."""
        self.sent_at: list[float] = []
        self.seconds: list[float] = []
        """For each message that has reached everybody, how long that took."""
        self.errors: list[bytes] = []
        self.refill = False
        """Whether to send the next message whenever one has reached everybody."""

    @property
    def in_flight(self) -> int:
        return len(self.sent_at) - len(self.seconds)

    @property
    def deliveries(self) -> int:
        return sum(member.count for member in self.members)

    def send(self) -> None:
        number = len(self.sent_at)
        self.left.append(len(self.members))
        self.sent_at.append(time.perf_counter())
        self.members[number % len(self.members)].wire.send(send_message(number, self.chat))

    def reached_all(self, number: int) -> None:
        self.seconds.append(time.perf_counter() - self.sent_at[number])
        if self.refill:
            self.send()


@dataclass(frozen=True)
class Saturation:
    """What a server does in a second when it has always something to do."""

    deliveries: float
    per_cpu_second: float
    server_cpu: float
    """Processors that the server kept busy."""
    driver_cpu: float


class Hall:
    """All chats on one of the servers."""

    def __init__(self, server: Measured, rooms: Sequence[Room]) -> None:
        self._server = server
        self._rooms = rooms

    async def saturate(self, seconds: float, *, warm_up: float) -> Saturation:
        """Keep the server busy for some time, the first moments of which do not count."""
        for room in self._rooms:
            room.refill = True
            for _ in room.members:
                room.send()
        await asyncio.sleep(warm_up)
        before = self._state()
        await asyncio.sleep(seconds)
        took, deliveries, server, driver = (
            after - start for after, start in zip(self._state(), before, strict=True)
        )
        await self._drain()
        return Saturation(deliveries / took, deliveries / server, server / took, driver / took)

    async def pace(self, rate: float, seconds: float, seed: int) -> list[float]:
        """Send messages at random moments, `rate` of them a second, and return how long each took to reach all."""
        moments = random.Random(seed)  # noqa: S311 - the same moments every time, and no secret
        started = [len(room.seconds) for room in self._rooms]
        due = time.perf_counter()
        end = due + seconds
        while (due := due + moments.expovariate(rate)) < end:
            wait = due - time.perf_counter()
            await asyncio.sleep(max(wait, 0))
            moments.choice(self._rooms).send()
        await self._drain()
        return [
            took for room, start in zip(self._rooms, started, strict=True) for took in room.seconds[start:]
        ]

    def _state(self) -> tuple[float, float, float, float]:
        deliveries = sum(room.deliveries for room in self._rooms)
        return time.perf_counter(), deliveries, self._server.cpu_seconds(), time.process_time()

    async def _drain(self) -> None:
        for room in self._rooms:
            room.refill = False
        await until(self._is_still, "all deliveries")

    def _is_still(self) -> bool:
        for room in self._rooms:
            assert not room.errors, room.errors[0]
        return not any(room.in_flight for room in self._rooms)


async def run(settings: Settings) -> Result:
    """Measure."""
    chats, people = settings.choose((10, 50), (2, 20))
    server = settings.server("ours")
    plans = [
        Plan(range(chat * people, (chat + 1) * people), settings.choose(HISTORY, 1_000))
        for chat in range(chats)
    ]
    office = furnish(server.database_url, chats * people, plans)
    with our_server(server) as process:
        sample = settings.folder / "push.json"
        sample.write_bytes(await _push_of(process, office))
        ours = Hall(process, await _our_rooms(process, office))
        with floor_server("broadcast", str(sample)) as other:
            floor = Hall(other, await _floor_rooms(other, office))
            return await _measure(settings, ours, floor, people)


async def _measure(settings: Settings, ours: Hall, floor: Hall, people: int) -> Result:
    seconds, warm_up = settings.choose((2.0, 0.3), (0.1, 0.05))
    busy, busy_floor = await in_turns(
        settings.rounds,
        lambda: ours.saturate(seconds, warm_up=warm_up),
        lambda: floor.saturate(seconds, warm_up=warm_up),
    )
    rate = settings.choose(DELIVERIES_PER_SECOND / people, 50)
    paced, paced_floor = await in_turns(
        settings.rounds,
        lambda: ours.pace(rate, settings.choose(3.0, 0.3), seed=1),
        lambda: floor.pace(rate, settings.choose(3.0, 0.3), seed=1),
    )
    parts = [
        Part(
            "deliveries at saturation",
            "deliveries/s",
            [one.deliveries for one in busy],
            [one.deliveries for one in busy_floor],
            ">= 1.5",
            {
                "processors_busy": {
                    "server": [round(one.server_cpu, 2) for one in busy],
                    "its_driver": [round(one.driver_cpu, 2) for one in busy],
                    "floor": [round(one.server_cpu, 2) for one in busy_floor],
                    "floor_driver": [round(one.driver_cpu, 2) for one in busy_floor],
                }
            },
        ),
        Part(
            "deliveries per server-CPU-second",
            "deliveries/s",
            [one.per_cpu_second for one in busy],
            [one.per_cpu_second for one in busy_floor],
        ),
    ]
    for share, goal in ((0.5, ""), (0.99, "<= 2")):
        parts.append(
            Part(
                f"received by all at {DELIVERIES_PER_SECOND:,} deliveries/s, p{share * 100:.0f}",
                "ms",
                [percentile(one, share) * 1000 for one in paced],
                [percentile(one, share) * 1000 for one in paced_floor],
                goal,
            )
        )
    return Result("fan_out", parts)


async def _our_rooms(server: Measured, office: Office) -> list[Room]:
    rooms = []
    for chat in office.chats:
        wires = await all_of(Wire.signed_in(server.port, person.token) for person in chat.members)
        await all_of(wire.sync({chat.id: chat.revision}, office.directory) for wire in wires)
        rooms.append(Room(chat.id, wires))
    return rooms


async def _floor_rooms(server: Measured, office: Office) -> list[Room]:
    return [
        Room(chat.id, await all_of(Wire.connect(server.port, f"/{number}") for _ in chat.members))
        for number, chat in enumerate(office.chats)
    ]


async def _push_of(server: Measured, office: Office) -> bytes:
    """Return what our server pushes when the usual text is sent: what the floor is to send."""
    chat = office.chats[-1]
    wire = await Wire.signed_in(server.port, chat.members[0].token)
    await wire.sync({chat.id: chat.revision}, office.directory)
    wire.send(send_message(0, chat.id))
    while not (frame := await wire.frame()).startswith(b'{"type":"chat_changes"'):
        pass
    await wire.hang_up()
    return frame
