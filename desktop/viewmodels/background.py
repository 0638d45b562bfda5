"""Starting asynchronous work from a slot, and the clock: what every view model is given by the application.

A slot cannot await. It hands its coroutine to `Background`, which runs it in the task group that the application owns, and
reports an error that nobody expected instead of losing it.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from desktop.core.errors import ClientError

Clock = Callable[[], int]
"""Returns the present time in milliseconds since the Unix epoch, UTC."""


class Background:
    """Runs coroutines in a task group that somebody else owns, until it is told to finish."""

    def __init__(self, tasks: asyncio.TaskGroup, report: Callable[[Exception], None]) -> None:
        self._tasks = tasks
        self._report = report
        self._running: set[asyncio.Task[None]] = set()
        self._finished = False

    def start(
        self, work: Coroutine[Any, Any, object], failed: Callable[[ClientError], None] | None = None
    ) -> asyncio.Task[None] | None:
        """Run `work` soon; an exception that it lets out is reported and does not end the group.

        `failed` is told instead of what the client cannot do, which is for the user to know.

        After `finish` nothing is run and None returned: what must not be lost is waited for before.
        """
        if self._finished:
            work.close()
            return None
        task = self._tasks.create_task(self._guarded(work, failed))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        # Cancelled before its first step, it would never be awaited.
        task.add_done_callback(lambda _: work.close())
        return task

    async def finish(self) -> None:
        """Start nothing any more, cancel what still runs and wait for its end."""
        self._finished = True
        running = self._running - {asyncio.current_task()}
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running)

    async def _guarded(
        self, work: Coroutine[Any, Any, object], failed: Callable[[ClientError], None] | None
    ) -> None:
        try:
            await work
        except ClientError as error:
            (failed or self._report)(error)
        except Exception as error:  # noqa: BLE001 - the border: whatever a slot's work raises is reported, never lost
            self._report(error)
