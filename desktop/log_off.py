"""The end of the user's session, or of this process, that somebody else has decided: nothing that was written is lost by it.

When the system logs the user off it asks each program to keep what it has, and may end it as soon as it has answered. What can be
kept is; where something cannot, as the change of a message that is being written, and the user may be asked, the end is put
off for their answer. Who is told to end by a signal cannot ask: there such a change goes into the chat's draft.
"""

from collections.abc import Awaitable

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QSessionManager

from desktop.app import Desktop

_KEEPING_MS = 3_000
"""So long the system is kept waiting at most: it would call the program hung."""


class LogOff(QObject):
    """Keeps what was written when the session ends, or the process is told to."""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__(desktop)
        self._desktop = desktop
        self._unkept = False
        self._forced = False
        desktop.ends_with(self._rescue_if_forced)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):  # as it always is
            # At once: what is done after this signal may never be done.
            application.commitDataRequest.connect(self.commit, Qt.ConnectionType.DirectConnection)

    def end(self) -> None:
        """End the program since it is told to; nobody is asked."""
        self._forced = True
        self._desktop.quit()

    def commit(self, manager: QSessionManager) -> None:
        """Keep everything before the system goes on; ask for time where that cannot be."""
        if not self._wait_for(self._keep()):
            return
        if self._unkept and manager.allowsInteraction():
            manager.cancel()
            manager.release()
            self._desktop.ask_and_quit()
        elif self._unkept:
            self._wait_for(self._rescue())

    def _wait_for(self, work: Awaitable[None]) -> bool:
        """Do something before this returns, but not for ever; return whether it was begun at all.

        The one nested event loop of the program: the system ends the process as soon as the slot that it calls returns.
        """
        waiting = QEventLoop()

        async def do() -> None:
            try:
                await work
            finally:
                waiting.quit()

        if self._desktop.background.start(do()) is None:
            return False  # the program ends already, and keeps everything on its way
        QTimer.singleShot(_KEEPING_MS, waiting, waiting.quit)
        waiting.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        return True

    async def _keep(self) -> None:
        """Save whatever can be, and note whether something cannot."""
        self._unkept = await self._desktop.losses.unkept(self._desktop.session)
        await self._desktop.settings.finish()

    async def _rescue_if_forced(self) -> None:
        if self._forced:
            await self._rescue()

    async def _rescue(self) -> None:
        await self._desktop.losses.rescue(self._desktop.session, self._desktop.accounts.all)
