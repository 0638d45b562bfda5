"""Fills the index of messages in the background, where a file has messages that it lacks, until all that is here can be found.

That is so after an update of the program that brought the index or changed its form, and after it was broken. It stops at nothing
that was done: the file itself says what is missing.
"""

import asyncio
import logging
from collections.abc import Callable

from desktop.core.cache.database import Database
from desktop.core.errors import CacheError

_BEFORE = 0.5
"""Seconds before it begins: as a rule the program has just been started, and has better things to do."""
_SHORTEST_PAUSE = 0.005
"""Seconds between two steps, at least; as a rule as many as the last one took. The writer is free for others so long."""
_AFTER_A_FAILURE = 5.0
"""Seconds before the next attempt where the file could not be written, such as on a full disk."""

log = logging.getLogger(__name__)


async def keep_filled(database: Database, changed: Callable[[], None]) -> None:
    """Fill the index whenever there is something to fill, until cancelled; `changed` hears of its beginning and its end."""
    while True:
        await database.to_index.wait()
        changed()
        await asyncio.sleep(_BEFORE)
        log.info("the index of messages is being filled")
        while database.to_index.is_set():
            await _step(database)
        log.info("the index of messages is filled")
        changed()


async def _step(database: Database) -> None:
    clock = asyncio.get_running_loop().time
    begun = clock()
    try:
        await database.fill_index()
    except CacheError as error:
        log.warning("the index of messages cannot be filled now: %s", error)
        await asyncio.sleep(_AFTER_A_FAILURE)
    await asyncio.sleep(max(_SHORTEST_PAUSE, clock() - begun))
