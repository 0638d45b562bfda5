"""What stands around the window: all that the program does on this desktop beside showing chats.

None of it is seen at first, so it is loaded in a thread once the first window is painted, and built then. Each part is given the
program, keeps to its signals from there on, and has what it must do in the end done by `Desktop.ends_with`.
"""

import asyncio

from PySide6.QtCore import QObject

from desktop.app import Desktop


class Surroundings(QObject):
    """Builds what stands around the window; it goes with the program."""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__(desktop)
        self._desktop = desktop
        desktop.painted.connect(self._begin)

    def _begin(self) -> None:
        _ = self._desktop.background.start(self._build())
        _ = self._desktop.background.start(self._learn_whether_things_move())

    async def _learn_whether_things_move(self) -> None:
        from desktop.system import motion

        self._desktop.theme.set_still(still=await asyncio.to_thread(motion.is_unwanted))

    async def _build(self) -> None:
        await asyncio.to_thread(_load)
        from desktop.notifying import Notifications
        from desktop.opening_links import OpeningLinks
        from desktop.starting_at_login import StartingAtLogin
        from desktop.tray import Tray

        Notifications(self._desktop)
        Tray(self._desktop)
        OpeningLinks(self._desktop, self._desktop.desk)
        StartingAtLogin(self._desktop, self._desktop.desk)


def _load() -> None:
    """Import what `_build` needs, so that the window answers meanwhile."""
    import desktop.notifying
    import desktop.opening_links
    import desktop.starting_at_login
    import desktop.tray  # noqa: F401 - for later
