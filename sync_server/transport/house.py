"""What all connections of a server share: one value, made when the server starts."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from sync_server.protocol import limits
from sync_server.store.database import Database
from sync_server.transport.commands import Commands
from sync_server.transport.crowds import Crowds
from sync_server.transport.depot import Depot
from sync_server.transport.devices import Departures
from sync_server.transport.hub import Hub
from sync_server.transport.presence import PresenceBoard
from sync_server.transport.sign_in import Doorkeeper
from sync_server.transport.throttles import DeviceBuckets

T = TypeVar("T")


@dataclass(frozen=True)
class House:
    """What all sessions of a server share."""

    database: Database
    hub: Hub
    commands: Commands
    doorkeeper: Doorkeeper
    departures: Departures
    presence: PresenceBoard
    buckets: DeviceBuckets
    depot: Depot
    crowds: Crowds
    tasks: asyncio.TaskGroup
    """Owns what sessions do beside reading: each such task deals with its own failures."""
    monotonic: Callable[[], float]
    send_queue_bytes: int = limits.SEND_QUEUE_BYTES
    hello_seconds: float = limits.HELLO_SECONDS

    async def read(self, work: Callable[[Any], T]) -> T:
        """Do something that reads the database, away from the event loop."""
        return await asyncio.wrap_future(self.database.read(work))
