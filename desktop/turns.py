"""What must not stop half-way: leaving an account, or opening its file anew. One after the other, and the end waits for them."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from desktop.viewmodels.background import Background


class Turns:
    """Runs what closes a session, each to its end before the next begins."""

    def __init__(self, background: Background) -> None:
        self._background = background
        self._turn = asyncio.Lock()
        self._running: set[asyncio.Task[None]] = set()

    def take(self, work: Coroutine[Any, Any, object]) -> None:
        """Start it as soon as it is its turn."""
        _ = self._start(work)

    async def done(self, work: Coroutine[Any, Any, object]) -> None:
        """Start it as soon as it is its turn, and wait until it is done; it is, also for who does not wait to the end."""
        task = self._start(work)
        if task is not None:
            await asyncio.wait([task])

    async def end(self) -> None:
        """Wait until everything has come to its end."""
        while self._running:
            await asyncio.wait(set(self._running))

    def _start(self, work: Coroutine[Any, Any, object]) -> asyncio.Task[None] | None:
        task = self._background.start(self._in_turn(work))
        if task is None:
            work.close()
            return None
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def _in_turn(self, work: Coroutine[Any, Any, object]) -> None:
        try:
            async with self._turn:
                await work
        finally:
            work.close()
