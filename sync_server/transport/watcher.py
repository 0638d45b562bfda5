"""Notices changes of accounts that were made elsewhere, such as by the command line, and lets the connected devices feel them.

It asks the store for the directory's revision a few times a second. When that moved, everybody is told of the changed users,
and devices whose token or account is no longer good are sent away: within a second of the change. A device that came in since
the last look is looked at once as well: it may have been recognised just before the change.
"""

import asyncio
import logging

from sync_server.handlers import accounts, devices
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import Directory
from sync_server.protocol.nouns import DeviceId, Revision, UserId
from sync_server.store.database import Database
from sync_server.transport.devices import Barred
from sync_server.transport.hub import Guest, Hub
from sync_server.transport.presence import PresenceBoard

POLL_SECONDS = 0.3

_log = logging.getLogger(__name__)


class Watcher:
    """Looks again and again, for as long as it runs."""

    def __init__(self, database: Database, hub: Hub, barred: Barred, presence: PresenceBoard) -> None:
        self._database = database
        self._hub = hub
        self._barred = barred
        self._presence = presence
        self._revision: Revision = 0
        self._told: Revision = 0
        self._deactivated: set[UserId] = set()
        self._checked: frozenset[Guest] = frozenset()

    async def begin(self) -> None:
        """Take the accounts as they are now for known to everybody: whoever connects is told of them by catch-up."""
        self._revision = await self._ask_revision()
        for page in await self._ask_directory():
            self._note(page)

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await asyncio.sleep(POLL_SECONDS)
            try:
                await self.look()
            except Exception:  # noqa: BLE001 - whatever went wrong, closed accounts must be noticed from now on
                _log.exception("could not look for changed accounts; looking again")

    async def look(self) -> None:
        """Look once, and do what follows."""
        present = self._hub.present
        revision = await self._ask_revision()
        if revision != self._revision:
            for page in await self._ask_directory():
                self._note(page)
                self._hub.tell_everyone(page)
            await self._check(present)
            self._revision = revision
        else:
            await self._check(present - self._checked)
        self._checked = present

    def _note(self, page: Directory) -> None:
        self._told = page.revision
        for user in page.users:
            if user.active:
                self._deactivated.discard(user.id)
            else:
                self._deactivated.add(user.id)
                self._presence.close(user.id)

    async def _check(self, guests: frozenset[Guest]) -> None:
        if not guests:
            return
        good = await self._ask_good({guest.device for guest in guests})
        for guest in guests:
            if guest.device not in good:
                self._expel(guest)

    def _expel(self, guest: Guest) -> None:
        self._barred.bar([guest.device])
        _log.info("device %s is sent away", guest.device)
        if guest.user in self._deactivated:
            guest.expel(ErrorCode.DEACTIVATED, "this account was closed")
        else:
            guest.expel(ErrorCode.TOKEN_REFUSED, "this device was signed out")

    async def _ask_revision(self) -> Revision:
        return await asyncio.wrap_future(self._database.read(accounts.accounts_revision))

    async def _ask_directory(self) -> list[Directory]:
        told = self._told
        return await asyncio.wrap_future(
            self._database.read(lambda conn: list(accounts.directory_since(conn, told)))
        )

    async def _ask_good(self, wanted: set[DeviceId]) -> frozenset[DeviceId]:
        return await asyncio.wrap_future(self._database.read(lambda conn: devices.good_devices(conn, wanted)))
