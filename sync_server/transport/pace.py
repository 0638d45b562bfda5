"""Does a piece of work whenever it is due, but not too often: what many small causes ask for is done once for all of them.

While nothing is due it waits without a timer. The first cause after a pause is served at once; those that follow wait until the
time is up, and are served together.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

_log = logging.getLogger(__name__)


class Pace:
    """One piece of work, done at most once in some seconds for as long as `run` runs."""

    def __init__(
        self,
        work: Callable[[], Awaitable[None]],
        *,
        seconds: float,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._work = work
        self._seconds = seconds
        self._monotonic = monotonic
        self._sleep = sleep
        self._due = asyncio.Event()
        self._not_before = monotonic()

    def due(self) -> None:
        """Have the work done as soon as the pace allows."""
        self._due.set()

    async def run(self) -> None:
        """Do the work again and again, until cancelled."""
        while True:
            await self._due.wait()
            wait = self._not_before - self._monotonic()
            if wait > 0:
                await self._sleep(wait)
            self._due.clear()
            self._not_before = self._monotonic() + self._seconds
            try:
                await self._work()
            except Exception:  # noqa: BLE001 - what failed this time may succeed the next
                _log.exception("a piece of work that is due now and then failed")
