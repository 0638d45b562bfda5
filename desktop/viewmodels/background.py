"""Starting asynchronous work from a slot, and the clock: what every view model is given by the application.

A slot cannot await. It hands its coroutine to `Background`, which runs it in the task group that the application owns, and
reports an error that nobody expected instead of losing it.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

Clock = Callable[[], int]
"""Returns the present time in milliseconds since the Unix epoch, UTC."""


class Background:
    """Runs coroutines in a task group that somebody else owns and ends."""

    def __init__(self, tasks: asyncio.TaskGroup, report: Callable[[Exception], None]) -> None:
        self._tasks = tasks
        self._report = report

    def start(self, work: Coroutine[Any, Any, object]) -> asyncio.Task[None]:
        """Run `work` soon; an exception that it lets out is reported and does not end the group."""
        return self._tasks.create_task(self._guarded(work))

    async def _guarded(self, work: Coroutine[Any, Any, object]) -> None:
        try:
            await work
        except Exception as error:  # noqa: BLE001 - the border: whatever a slot's work raises is reported, never lost
            self._report(error)
