"""Begins the program with the user's session, or not, as the settings choose; how it stands is asked of the system each time."""

import asyncio
import logging

from PySide6.QtCore import QObject

from desktop.app import Desktop
from desktop.places import find_places
from desktop.system.autostart import StartAtLogin, starting_at_login
from desktop.viewmodels.desk import Desk

log = logging.getLogger(__name__)


class StartingAtLogin(QObject):
    """Answers the settings. Only for a program whose files lie where they usually do: at login nobody tells it another place."""

    def __init__(self, desktop: Desktop, desk: Desk, found: StartAtLogin | None = None) -> None:
        """`found` is what the system has for it, if it is not to be found here."""
        super().__init__(desktop)
        self._background = desktop.background
        self._desk = desk
        self._turn = asyncio.Lock()
        known = found or (starting_at_login() if desktop.places == find_places({}) else None)
        if known is None:
            return
        self._known = known
        desk.looked.connect(lambda: self._background.start(self._look()))
        desk.start_at_login_chosen.connect(lambda on: self._background.start(self._choose(on=on)))

    async def _choose(self, *, on: bool) -> None:
        words = ""
        async with self._turn:
            try:
                await asyncio.to_thread(self._known.turn_on if on else self._known.turn_off)
            except OSError as error:
                log.warning("starting at login cannot be changed: %s", error.strerror)
                words = self.tr("The system did not let this be changed.")
        await self._look(words)

    async def _look(self, words: str = "") -> None:
        """Tell the settings how it stands."""
        async with self._turn:
            try:
                on = await asyncio.to_thread(self._known.is_on)
            except OSError as error:
                log.warning("whether the program starts at login cannot be found out: %s", error.strerror)
                return
        self._desk.tell_start_at_login(on=on, words=words)
