"""Where the user is signed in, and their password: what `Client` asks of the server while somebody waits at the screen.

None of this waits in the outbox. Whoever sends a lost laptop away has to know whether that has happened.
"""

from urllib.parse import urlsplit

from desktop.core.account import Account
from desktop.core.account_values import DeviceId, SignedInDevice
from desktop.core.errors import NotConnectedError
from desktop.core.sync.engine import Engine
from desktop.core.sync.runner import Runner
from sync_server.protocol.frames import ChangePassword, ListDevices, RevokeDevice
from sync_server.protocol.frames import Devices as DevicesTold

_ROUNDS = 5
"""How often the list is asked for anew until no other device is on it: one may be signed in meanwhile."""


class Devices:
    """The part of `Client` that is about devices. Each raises RefusedError, or NotConnectedError where no answer came."""

    _account: Account
    _engine: Engine
    _runner: Runner

    @property
    def server(self) -> str:
        """Return what people call the server: its host, with the port where that is not the usual one."""
        return urlsplit(self._account.server).netloc

    async def devices(self) -> tuple[SignedInDevice, ...]:
        """Return where the user is signed in: this device first, then those that were seen last."""
        told = await self._runner.ask(ListDevices(0))
        if not isinstance(told, DevicesTold):
            raise NotConnectedError("the server answered something else")
        found = [
            SignedInDevice(
                each.id, each.name, each.created_at, each.last_seen_at, each.id == self._engine.device
            )
            for each in told.devices
        ]
        return tuple(sorted(found, key=lambda each: (not each.is_this, -each.last_seen_at)))

    async def revoke_device(self, device: DeviceId) -> None:
        """Sign another device out for good; what it has not sent yet never arrives. To do so again does no harm."""
        await self._runner.ask(RevokeDevice(0, device))

    async def revoke_other_devices(self) -> None:
        """Sign all devices out but this one."""
        for _ in range(_ROUNDS):
            others = [each.id for each in await self.devices() if not each.is_this]
            if not others:
                return
            for device in others:
                await self.revoke_device(device)

    async def change_password(self, old: str, new: str) -> None:
        """Choose another password; the server signs all other devices out, and this one stays.

        Where no answer came it may have happened all the same: then `old` is refused the next time.
        """
        await self._runner.ask(ChangePassword(0, old, new))
