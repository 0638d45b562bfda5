"""Fills the index of messages in the background, where a file has messages that it lacks, until all that is here can be found.

That is so after an update of the program that brought the index or changed its form, and after it was broken. It stops at nothing
that was done: the file itself says what is missing. And it keeps the index together: what comes in another order than that of
time leaves it in parts, and makes searches slower by half.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

from desktop.core.cache.database import Database
from desktop.core.errors import CacheError

_BEFORE = 0.5
"""Seconds before it begins: as a rule the program has just been started, and has better things to do."""
_SHORTEST_PAUSE = 0.005
"""Seconds between two steps, at least; as a rule as many as the last one took. The writer is free for others so long."""
_BETWEEN_MERGES = 60.0
"""Seconds of nothing to fill before it is looked at in how many parts the index is."""
_AFTER_A_FAILURE = 5.0
"""Seconds before the next attempt where the file could not be written, such as on a full disk."""

R = TypeVar("R")

log = logging.getLogger(__name__)


async def keep_filled(database: Database, changed: Callable[[], None]) -> None:
    """Fill the index whenever there is something to fill, until cancelled; `changed` hears of its beginning and its end.

    While there is nothing, look from time to time whether its parts are to be put together.
    """
    while True:
        if await _is_to_be_filled(database):
            changed()
            await asyncio.sleep(_BEFORE)
            log.info("the index of messages is being filled")
            while database.to_index.is_set():
                await _step(database.fill_index)
            log.info("the index of messages is filled")
            changed()
        await _put_together(database)


async def _is_to_be_filled(database: Database) -> bool:
    """Wait until there is something to fill, or time to look whether the index is in too many parts."""
    try:
        async with asyncio.timeout(_BETWEEN_MERGES):
            await database.to_index.wait()
    except TimeoutError:
        return False
    return True


async def _put_together(database: Database) -> None:
    try:
        if not await database.index_is_scattered():
            return
    except CacheError as error:
        log.warning("the index of messages cannot be looked at now: %s", error)
        return
    log.info("the parts of the index of messages are put together")
    more: bool | None = await _step(partial(database.merge_index, begin=True))
    while more and not database.to_index.is_set():
        more = await _step(partial(database.merge_index, begin=False))


async def _step(do: Callable[[], Awaitable[R]]) -> R | None:
    """Do a bit; None where it failed."""
    clock = asyncio.get_running_loop().time
    begun = clock()
    done = None
    try:
        done = await do()
    except CacheError as error:
        log.warning("the index of messages cannot be written now: %s", error)
        await asyncio.sleep(_AFTER_A_FAILURE)
    await asyncio.sleep(max(_SHORTEST_PAUSE, clock() - begun))
    return done
