"""idle: how much memory a connection takes on the server when nothing happens.

A thousand connections more, on a server that has ten already (so that what is made once is not counted): ours signed in and caught
up, a thousand people in chats of ten; the floor a bare websockets server. Both are started anew for each round.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from tests.benchmarks.office import Office, Plan, furnish
from tests.benchmarks.processes import Measured, floor_server, our_server
from tests.benchmarks.report import Part, Result
from tests.benchmarks.settings import Settings, all_of, in_turns
from tests.benchmarks.wire import Wire

CHAT_PEOPLE = 10
HISTORY = 20
_KIB = 1024


async def run(settings: Settings) -> Result:
    """Measure."""
    connections, first = settings.choose(1_000, 20), 10
    server = settings.server("ours")
    people = first + connections
    plans = [Plan(range(start, start + CHAT_PEOPLE), HISTORY) for start in range(0, people, CHAT_PEOPLE)]
    office = furnish(server.database_url, people, plans)
    seconds = settings.choose(3.0, 0.1)

    async def ours() -> float:
        with our_server(server) as process:
            return await _measure(process, lambda number: _come_in(process, office, number), people, seconds)

    async def floor() -> float:
        with floor_server("idle") as process:
            return await _measure(process, lambda _: Wire.connect(process.port, "/"), people, seconds)

    found, found_floor = await in_turns(settings.rounds, ours, floor, warm_up=False)
    return Result(
        "idle",
        [
            Part("resident memory per connection", "KiB", found, found_floor, "<= 2"),
        ],
    )


async def _measure(
    server: Measured, connect: Callable[[int], Awaitable[Wire]], people: int, seconds: float
) -> float:
    """Return the KiB for each connection."""
    first = await all_of(_deaf(connect(number)) for number in range(CHAT_PEOPLE))
    await asyncio.sleep(seconds)
    before = server.memory()
    more = await all_of(_deaf(connect(number)) for number in range(CHAT_PEOPLE, people))
    await asyncio.sleep(seconds)
    after = server.memory()
    _all_there([*first, *more])
    # The next server starts at once, and what is open here until the loop turns would be too many files.
    await all_of(wire.hang_up() for wire in [*first, *more])
    return (after - before) / len(more) / _KIB


async def _come_in(server: Measured, office: Office, number: int) -> Wire:
    """Connect as somebody who missed nothing."""
    chat = office.chats[number // CHAT_PEOPLE]
    wire = await Wire.signed_in(server.port, office.people[number].token)
    await wire.sync({chat.id: chat.revision}, office.directory)
    return wire


async def _deaf(connecting: Awaitable[Wire]) -> Wire:
    """Connect, and from then on take what comes, but keep nothing."""
    wire = await connecting
    wire.on_text = lambda _data, _start, _stop: None
    return wire


def _all_there(wires: Sequence[Wire]) -> None:
    assert not any(wire.lost.done() for wire in wires), "a connection was lost"
