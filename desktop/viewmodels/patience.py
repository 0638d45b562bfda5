"""Waiting for an answer that may never come, such as a keyring's: it is said after a moment, and one can go on without it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

R = TypeVar("R")

SILENCE_SECONDS = 1.5
"""After so long without an answer it is said what is waited for."""


class GivenUpError(Exception):
    """The user, or the end of the program, went on without the answer."""


class Patience:
    """Everything that waits, so that all of it can be sent on at once."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Timeout] = set()
        self._over = False

    async def wait(self, answer: Awaitable[R], silent: Callable[[], object]) -> R:
        """Return an answer; `silent` is called if it takes long. Raises GivenUpError once it was given up."""
        loop = asyncio.get_running_loop()
        limit = asyncio.timeout(0 if self._over else None)
        silence = loop.call_later(SILENCE_SECONDS, silent)
        try:
            async with limit:
                self._waiting.add(limit)
                return await answer
        except TimeoutError:
            if limit.expired():
                raise GivenUpError from None
            raise
        finally:
            silence.cancel()
            self._waiting.discard(limit)

    def give_up(self) -> None:
        """Go on without the answers that are waited for now."""
        for limit in self._waiting:
            limit.reschedule(asyncio.get_running_loop().time())
        self._waiting.clear()

    def end(self) -> None:
        """Wait for nothing any more: the program ends."""
        self._over = True
        self.give_up()
