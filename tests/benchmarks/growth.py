"""growth: what a history of a million messages costs, beside one of a thousand.

Two of our servers, both up at once: one chat with a thousand messages on the one, with a million on the other (which stands as
`value`; the small one as `floor`). What is timed: sending a message until it is acknowledged; opening the chat, which is
`open_chat` and then the first page of `history`; and catching up, in a new connection, with 100 missed messages.
"""

import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

from tests.benchmarks.office import Office, Plan, furnish, send_message
from tests.benchmarks.processes import Measured, our_server
from tests.benchmarks.report import Part, Result
from tests.benchmarks.settings import Settings, all_of, in_turns
from tests.benchmarks.wire import Wire

DEVICES = 8
"""Connected, and taking turns, so that none asks too often."""
MISSED = 100
_TURNS_A_ROUND = 3
"""Short turns, as what is compared differs little."""


@dataclass
class Side:
    """One of the servers, and a chat on it."""

    server: Measured
    office: Office
    wires: Sequence[Wire]
    revision: int
    turn: int = 0

    @property
    def chat(self) -> str:
        """The chat's id."""
        return self.office.chats[0].id

    def next_wire(self) -> Wire:
        """Return the device whose turn it is."""
        self.turn += 1
        return self.wires[self.turn % len(self.wires)]

    async def send(self) -> None:
        """Send a message."""
        wire = self.next_wire()
        self.revision += 1
        wire.send(send_message(self.turn, self.chat))
        await wire.next_of("accepted")

    async def open(self) -> None:
        """Open the chat as a client that holds nothing of it."""
        wire = self.next_wire()
        opened = await wire.request("open_chat", "chat_opened", chat=self.chat)
        await wire.request("history", "history_page", chat=self.chat, before_seq=opened["from_seq"])

    async def catch_up(self) -> None:
        """Come back, having missed some."""
        wire = await Wire.signed_in(self.server.port, self.office.people[-1].token)
        await wire.sync({self.chat: self.revision - MISSED}, self.office.directory)
        await wire.hang_up()


async def run(settings: Settings) -> Result:
    """Measure."""
    sizes = settings.choose((1_000_000, 1_000), (2_000, 1_000))
    servers = [settings.server(f"with-{size}") for size in sizes]
    offices = [
        furnish(server.database_url, DEVICES + 1, [Plan(range(DEVICES + 1), size)])
        for server, size in zip(servers, sizes, strict=True)
    ]
    with our_server(servers[0]) as big, our_server(servers[1]) as small:
        sides = [await _side(big, offices[0]), await _side(small, offices[1])]
        send = await _measure(settings, sides, Side.send, settings.choose(100, 10))
        opening = await _measure(settings, sides, Side.open, settings.choose(50, 5))
        catch_up = await _measure(settings, sides, Side.catch_up, settings.choose(20, 3))
    words = f"with {sizes[0]:,} messages against {sizes[1]:,}"
    return Result(
        "growth",
        [
            Part(f"{name} {words}", "ms", found[0], found[1], "<= 1.2")
            for name, found in (("send", send), ("open a chat", opening), ("catch up", catch_up))
        ],
    )


async def _side(server: Measured, office: Office) -> Side:
    chat = office.chats[0]
    wires = await all_of(Wire.signed_in(server.port, person.token) for person in chat.members[:DEVICES])
    await all_of(wire.sync({chat.id: chat.revision}, office.directory) for wire in wires)
    return Side(server, office, wires, chat.revision)


async def _measure(
    settings: Settings, sides: Sequence[Side], action: Callable[[Side], Awaitable[None]], times: int
) -> list[list[float]]:
    """Return what one such action takes on each side, in milliseconds: for each turn the median."""

    async def turn(side: Side) -> float:
        return statistics.median([await _milliseconds(action, side) for _ in range(times)])

    turns = settings.rounds * settings.choose(_TURNS_A_ROUND, 1)
    return await in_turns(turns, *(partial(turn, side) for side in sides))


async def _milliseconds(action: Callable[[Side], Awaitable[None]], side: Side) -> float:
    started = time.perf_counter()
    await action(side)
    return (time.perf_counter() - started) * 1000
