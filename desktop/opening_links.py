"""Sees to it that links of the program open it, where nobody else opens them, and lets the settings decide otherwise.

Only for a program whose files lie where they usually do: a link starts it without a word about another place.
"""

import asyncio
import logging
import os

from PySide6.QtCore import QObject

from desktop.app import Desktop
from desktop.places import HOME_VARIABLE, find_places
from desktop.system.registration import Handler, Registration, RegistrationError, registration
from desktop.viewmodels.desk import Desk

log = logging.getLogger(__name__)


class OpeningLinks(QObject):
    """Registers links with the system, or not."""

    def __init__(self, desktop: Desktop, desk: Desk, found: Registration | None = None) -> None:
        """`found` is what the system has for it, if it is not to be found here."""
        super().__init__(desktop)
        self._background = desktop.background
        self._desk = desk
        self._turn = asyncio.Lock()
        usual = {name: value for name, value in os.environ.items() if name != HOME_VARIABLE}
        known = found or (registration() if desktop.places == find_places(usual) else None)
        if known is None:
            return
        self._registration = known
        desk.looked.connect(lambda: self._background.start(self._look()))
        desk.links_chosen.connect(lambda on: self._background.start(self._choose(on=on)))
        _ = self._background.start(self._settle())

    async def _settle(self) -> None:
        """Open links if nobody does, and keep what the system knows up to date."""
        async with self._turn:
            try:
                await asyncio.to_thread(_settle, self._registration)
            except RegistrationError as error:
                log.warning("links cannot be registered: %s", error)
        await self._look()

    async def _choose(self, *, on: bool) -> None:
        act = self._registration.register if on else self._registration.decline
        failed = False
        async with self._turn:
            try:
                await asyncio.to_thread(act)
            except RegistrationError as error:
                log.warning("links cannot be registered: %s", error)
                failed = True
        await self._look(failed=failed)

    async def _look(self, *, failed: bool = False) -> None:
        """Tell the settings how it stands."""
        async with self._turn:
            try:
                handler = await asyncio.to_thread(self._registration.handler)
            except RegistrationError as error:
                log.warning("who opens links cannot be found out: %s", error)
                return
        words = ""
        if failed:
            words = self.tr("The system did not let this be changed.")
        elif handler is Handler.OTHERS:
            words = self.tr("Another program, or another copy of this one, opens them now.")
        self._desk.tell_links(on=handler is Handler.OURS, words=words)


def _settle(known: Registration) -> None:
    if known.handler() is Handler.NOBODY:
        known.register()
    else:
        known.refresh()
