"""Threads for what may never come back: a keyring whose prompt nobody answers, a name server that is gone.

Nothing waits for them when the program ends. Python's own pool, and the one that Qt's event loop brings along, are joined then:
one call that hangs would leave a process that nobody sees. So who writes something that has to be whole waits for it before.
"""

import asyncio
from _thread import start_new_thread
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class LooseThreads(Executor):
    """Gives each call a thread of its own, which ends with the process at the latest."""

    def submit(self, work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> "Future[R]":
        """Begin at once."""
        future: Future[R] = Future()
        future.set_running_or_notify_cancel()
        # Not by `threading`, whose `start` waits for the thread to run: where all processors are busy with pictures, the screen's
        # thread stood still for a tenth of a second.
        start_new_thread(_run, (future, lambda: work(*args, **kwargs)))
        return future


async def apart(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run it in a thread of its own. Who is cancelled leaves it to itself: it goes on, and nobody hears of it."""
    return await asyncio.wrap_future(LooseThreads().submit(work, *args, **kwargs))


def _run(future: "Future[Any]", work: Callable[[], object]) -> None:
    try:
        result = work()
    except BaseException as error:  # noqa: BLE001 - it is raised where the result is awaited
        future.set_exception(error)
    else:
        future.set_result(result)
