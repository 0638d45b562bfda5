"""A clock that tests turn: timers end when a test says that their time has passed, and not a moment earlier or later."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Protocol

from tests.support.server import SECONDS

_TURNS = 20
"""Turns of the event loop after which everything that was set off has happened, where no thread is involved."""


class Runs(Protocol):
    """Something that works until it is cancelled."""

    def run(self) -> Awaitable[None]: ...


class Clock:
    """Seconds that pass when a test lets them."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self._timers: list[tuple[float, asyncio.Future[None]]] = []

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        timer = asyncio.get_running_loop().create_future()
        self._timers.append((self.now + seconds, timer))
        await timer

    @property
    def ticks(self) -> bool:
        """Whether anybody waits for time to pass."""
        return any(not timer.done() for _, timer in self._timers)

    async def advance(self, seconds: float) -> None:
        """Let time pass, timer by timer, and let happen what follows from each."""
        await settled()
        end = self.now + seconds
        while due := [(until, timer) for until, timer in self._timers if until <= end]:
            until, timer = min(due, key=lambda one: one[0])
            self._timers.remove((until, timer))
            self.now = max(self.now, until)
            if not timer.done():
                timer.set_result(None)
            await settled()
        self.now = end


async def settled() -> None:
    """Let everything happen that waits for nothing but its turn."""
    for _ in range(_TURNS):
        await asyncio.sleep(0)


async def eventually(condition: Callable[[], bool], what: str) -> None:
    """Wait until something is the case that a thread brings about."""
    try:
        async with asyncio.timeout(SECONDS):
            while not condition():  # noqa: ASYNC110 - a thread brings it about, which knows no event
                await asyncio.sleep(0.001)
    except TimeoutError:
        raise AssertionError(f"waited {SECONDS} seconds for {what}") from None


@asynccontextmanager
async def running(part: Runs) -> AsyncIterator[None]:
    """Have something run for as long as the block lasts."""

    async def run() -> None:
        await part.run()

    async with asyncio.TaskGroup() as group:
        task = group.create_task(run())
        yield
        task.cancel()
