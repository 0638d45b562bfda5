"""Takes devices' tokens back, and sends those devices away at once.

Between the transaction that takes a token back and the moment when the device is told, commands of that device may be waiting for
the committer. They must not be carried out any more: so the device is barred on the committer's own thread, in the very piece of
work that takes its token back. Everything that is committed later sees it.
"""

import asyncio
from collections.abc import Callable, Collection
from concurrent.futures import Future
from functools import partial
from typing import Any

from sync_server.handlers import Caller, devices
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import RevokeDevice
from sync_server.protocol.nouns import DeviceId
from sync_server.store.database import Database
from sync_server.transport.hub import Guest, Hub

_BARRED_KEPT = 10_000
"""Far more than can be on their way out at the same time; those longest gone are forgotten, their tokens are no good anyway."""

Revocation = Callable[[Any], tuple[DeviceId, ...]]
"""Takes tokens back in a transaction, and returns whose were good until then."""


class Barred:
    """Devices that were sent away lately. Written and asked on any thread."""

    def __init__(self) -> None:
        self._devices: dict[DeviceId, None] = {}

    def check(self, caller: Caller) -> None:
        """Refuse if the caller's device was sent away."""
        if caller.device in self._devices:
            raise devices.token_refused()

    def bar(self, gone: Collection[DeviceId]) -> None:
        """From now on, carry out nothing that these devices ask for."""
        for device in gone:
            self._devices[device] = None
        while len(self._devices) > _BARRED_KEPT:
            self._devices.pop(next(iter(self._devices)), None)

    def readmit(self, kept: Collection[DeviceId]) -> None:
        """Take it back: their tokens are good after all."""
        for device in kept:
            self._devices.pop(device, None)


class Departures:
    """How devices of this server's users lose their tokens."""

    def __init__(self, database: Database, hub: Hub) -> None:
        self._database = database
        self._hub = hub
        self._loop = asyncio.get_running_loop()
        self.barred = Barred()

    async def sign_out(self, asker: Guest, caller: Caller) -> None:
        """Take the caller's own token back. The connection that asks is its owner's to close, after the reply."""
        await self.revoke(asker, partial(devices.sign_out, caller=caller))

    async def revoke_device(self, asker: Guest, caller: Caller, request: RevokeDevice) -> None:
        """Take the token of one of the caller's devices back, or refuse."""
        await self.revoke(asker, partial(devices.revoke_device, caller=caller, request=request))

    async def revoke(self, asker: Guest, revocation: Revocation) -> None:
        """Take tokens back, and send those devices away as soon as that is durable, but for the connection that asks.

        They are sent away even if whoever asked has gone meanwhile, and before this returns.
        """
        barred: list[DeviceId] = []

        def work(conn: Any) -> None:  # noqa: ANN401 - the store's, not ours to name
            barred.extend(revocation(conn))
            self.barred.bar(barred)

        future = self._database.submit(work)
        future.add_done_callback(
            lambda done: self._loop.call_soon_threadsafe(self._settle, done, barred, asker)
        )
        await asyncio.wrap_future(future)

    def _settle(self, done: Future[None], barred: list[DeviceId], asker: Guest) -> None:
        if done.cancelled() or done.exception() is not None:
            self.barred.readmit(barred)
            return
        for guest in self._hub.present:
            if guest.device in barred and guest is not asker:
                guest.expel(ErrorCode.TOKEN_REFUSED, "this device was signed out")
