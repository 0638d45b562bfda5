"""Tells participants how far the others have read: at most once a second, and many at once.

Every message in a chat of fifty is read by fifty people within seconds; told one by one, that would be 2,500 frames for one
message. Here it is noted who moved where, and once a second everybody in those chats is told where those people stand now. One's
own devices do not wait for this: `handlers.receipts` tells them at once.
"""

import asyncio
from collections.abc import Awaitable, Callable

from sync_server.handlers import Moved, receipts
from sync_server.protocol.nouns import ChatId, UserId
from sync_server.store.database import Database
from sync_server.transport.hub import Hub
from sync_server.transport.pace import Pace

TELL_SECONDS = 1.0


class Positions:
    """Who has read on, and was not told of yet. Works while `run` runs; no timer while nobody reads."""

    def __init__(
        self,
        database: Database,
        hub: Hub,
        *,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._database = database
        self._hub = hub
        self._moved: dict[ChatId, set[UserId]] = {}
        self._pace = Pace(self._tell, seconds=TELL_SECONDS, monotonic=monotonic, sleep=sleep)

    def note(self, moved: Moved) -> None:
        """Have the others in the chat told, soon."""
        self._moved.setdefault(moved.chat, set()).add(moved.user)
        self._pace.due()

    async def run(self) -> None:
        """Tell, until cancelled."""
        await self._pace.run()

    async def _tell(self) -> None:
        moved, self._moved = self._moved, {}
        told = await asyncio.wrap_future(
            self._database.read(lambda conn: receipts.told_to_others(conn, moved))
        )
        self._hub.deliver(told)
