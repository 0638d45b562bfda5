"""What whoever starts a benchmark chooses, and how its rounds go."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from tests.support.server import ServerCommand, ServerProcess

T = TypeVar("T")

LEAST_ROUNDS = 5
_CONNECTING_AT_ONCE = 50


@dataclass(frozen=True)
class Settings:
    """How much to measure, and where the servers' files may lie."""

    folder: Path
    """On a real disk, empty."""
    rounds: int = LEAST_ROUNDS
    quick: bool = False
    """Prove in a moment that everything works; the numbers mean nothing."""
    make_server: Callable[[Path], ServerProcess] = ServerCommand

    def server(self, name: str) -> ServerProcess:
        """Return one of our servers, not started yet, with a data folder of that name."""
        return self.make_server(self.folder / name)

    def choose(self, full: T, quick: T) -> T:
        """Return the one or the other size."""
        return quick if self.quick else full


async def in_turns(rounds: int, *servers: Callable[[], Awaitable[T]], warm_up: bool = True) -> list[list[T]]:
    """Measure ours, the floor, ours, the floor, and so on; return the rounds of each.

    To warm up, each has one turn more at first, which does not count.
    """
    if warm_up:
        for measure in servers:
            await measure()
    found: list[list[T]] = [[] for _ in servers]
    for _ in range(rounds):
        for measure, kept in zip(servers, found, strict=True):
            kept.append(await measure())
    return found


async def all_of(work: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """Do many things that wait for a server, some at a time; return what they return, in order."""
    turn = asyncio.Semaphore(_CONNECTING_AT_ONCE)

    async def one(coroutine: Coroutine[Any, Any, T]) -> T:
        async with turn:
            return await coroutine

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(coroutine)) for coroutine in work]
    return [task.result() for task in tasks]


async def until(condition: Callable[[], object], what: str, *, seconds: float = 60) -> None:
    """Wait until something holds; fail where it does not come about."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds} seconds for {what}"
        await asyncio.sleep(0.005)
