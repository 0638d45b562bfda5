"""ack: how long from sending a message to the acknowledgement that it is durable.

Pairs of people, all connected: whoever writes to the other, both are told of it. One message after the other (each is
sent when the one before it was acknowledged), by 1 sender and by 50 senders at once, who take the pairs and their devices in turns so
that no device asks too often. The floor stores messages with the same group commit, and sends the same answers and pushes; it
checks nothing.
"""

import asyncio
import time
from collections.abc import Sequence

from tests.benchmarks.office import Office, Plan, furnish, send_message
from tests.benchmarks.processes import Measured, floor_server, our_server
from tests.benchmarks.report import Part, Result, percentile
from tests.benchmarks.settings import Settings, all_of, in_turns, until
from tests.benchmarks.wire import ACCEPTED, ERROR, KIND_AT, Wire


class Device:
    """A device in a pair."""

    def __init__(self, wire: Wire, chat: str) -> None:
        self._wire = wire
        self._chat = chat
        self._sender: Sender | None = None
        wire.on_text = self._hear

    def send(self, sender: "Sender", number: int) -> None:
        """Send a message on somebody's behalf, who is told of the answer."""
        self._sender = sender
        self._wire.send(send_message(number, self._chat))

    def _hear(self, data: bytes, start: int, stop: int) -> None:
        kind = data[start + KIND_AT]
        if kind == ACCEPTED and self._sender is not None:
            sender, self._sender = self._sender, None
            sender.acknowledged()
        elif kind == ERROR and self._sender is not None:
            self._sender.errors.append(data[start:stop])


class Sender:
    """Sends one message after the other, from each of its devices in turns."""

    def __init__(self, devices: Sequence[Device]) -> None:
        self._devices = devices
        self._number = 0
        self._sent_at = 0.0
        self.going = False
        self._waiting = False
        self.seconds: list[float] = []
        self.errors: list[bytes] = []

    def send(self) -> None:
        """Send the next message."""
        self._number += 1
        self._waiting = True
        self._sent_at = time.perf_counter()
        self._devices[self._number % len(self._devices)].send(self, self._number)

    def is_waiting(self) -> bool:
        """Tell whether an acknowledgement is still to come; fail if an error came instead."""
        assert not self.errors, self.errors[0]
        return self._waiting

    def acknowledged(self) -> None:
        """Note how long it took, and send the next one."""
        self.seconds.append(time.perf_counter() - self._sent_at)
        self._waiting = False
        if self.going:
            self.send()


async def write(devices: Sequence[Device], senders: int, seconds: float) -> list[float]:
    """Let some senders write for some time; return how long each acknowledgement took."""
    at_work = [Sender(devices[first::senders]) for first in range(senders)]
    for sender in at_work:
        sender.going = True
        sender.send()
    await asyncio.sleep(seconds)
    for sender in at_work:
        sender.going = False
    await until(lambda: not sum(sender.is_waiting() for sender in at_work), "all acknowledgements")
    return [took for sender in at_work for took in sender.seconds]


async def run(settings: Settings) -> Result:
    """Measure."""
    pairs, many = settings.choose((250, 50), (4, 4))
    server = settings.server("ours")
    office = furnish(
        server.database_url, 2 * pairs, [Plan((2 * pair, 2 * pair + 1), 1) for pair in range(pairs)]
    )
    with (
        our_server(server) as process,
        floor_server("group_commit", str(settings.folder / "floor.db")) as other,
    ):
        ours = await _our_devices(process, office)
        floor = await _floor_devices(other, office)
        parts = [
            *await _measure(settings, ours, floor, senders=1, goals=("<= 1.5", "")),
            *await _measure(settings, ours, floor, senders=many, goals=("", "<= 2")),
        ]
    return Result("ack", parts)


async def _measure(
    settings: Settings,
    ours: Sequence[Device],
    floor: Sequence[Device],
    *,
    senders: int,
    goals: tuple[str, str],
) -> list[Part]:
    seconds = settings.choose(2.0, 0.1)
    found, found_floor = await in_turns(
        settings.rounds,
        lambda: write(ours, senders, seconds),
        lambda: write(floor, senders, seconds),
    )
    words = f"{senders} sender{'s' if senders > 1 else ''}"
    parts = [
        Part(
            f"{words}, p{share * 100:.0f}",
            "ms",
            [percentile(one, share) * 1000 for one in found],
            [percentile(one, share) * 1000 for one in found_floor],
            goal,
        )
        for share, goal in zip((0.5, 0.99), goals, strict=True)
    ]
    return [
        *parts,
        Part(
            f"{words}, throughput",
            "messages/s",
            [len(one) / seconds for one in found],
            [len(one) / seconds for one in found_floor],
        ),
    ]


async def _our_devices(server: Measured, office: Office) -> list[Device]:
    wires = await all_of(Wire.signed_in(server.port, person.token) for person in office.people)
    chats = [chat for chat in office.chats for _ in chat.members]
    await all_of(
        wire.sync({chat.id: chat.revision}, office.directory) for wire, chat in zip(wires, chats, strict=True)
    )
    return [Device(wire, chat.id) for wire, chat in zip(wires, chats, strict=True)]


async def _floor_devices(server: Measured, office: Office) -> list[Device]:
    chats = [chat for chat in office.chats for _ in chat.members]
    wires = await all_of(Wire.connect(server.port, f"/{chat.id}") for chat in chats)
    return [Device(wire, chat.id) for wire, chat in zip(wires, chats, strict=True)]
