"""What a client does in the background for as long as it lives, whatever befalls it on the way."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from desktop.core.errors import ClientError

AGAIN_SECONDS = 30.0
"""Before what broke off is begun again."""

log = logging.getLogger(__name__)


async def unending(name: str, work: Callable[[], Awaitable[None]]) -> None:
    """Do something to its end; where it breaks off, log why and begin it again a while later.

    It must not raise: it stands in the group of all that the program does, which would end with it.
    """
    while True:
        try:
            await work()
        except ClientError as error:
            log.warning("%s broke off: %s", name, error)
        except Exception:
            log.critical("%s broke off by something that nobody foresaw", name, exc_info=True)
        else:
            return
        await asyncio.sleep(AGAIN_SECONDS)
