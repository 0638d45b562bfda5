"""What the program is asked from outside: to come to the front, and to follow a link.

Later starts ask it, which find that it runs (`system.one_instance`), its own command line, and on macOS the system.
A link is followed once that is possible, and in turn: when somebody is signed in, the chats are read, and no dialog is open in
which the user may be writing. Whatever it says, it is a proposal: nothing is sent, and nothing written is replaced.
"""

import asyncio
import importlib
import logging
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from desktop.app import Desktop
from desktop.system.one_instance import Call, Held
from desktop.ui.application import MacApplication
from desktop.ui.undisturbed import undisturbed
from desktop.viewmodels.links import Place, Target, target_of

if TYPE_CHECKING:
    from desktop.session import Session
    from desktop.system.call_server import CallServer

log = logging.getLogger(__name__)

MOST_WAITING = 8
"""Links that wait; before that many, nobody remembers the first."""
_LISTEN_MS = 500
"""So long later starts wait where there is no window that would be painted first."""
_COMING_SECONDS = 10.0
"""So long a link waits for its chat while chats are still coming."""


class Calls(QObject):
    """Takes up what is asked, also what this process was started for, and does it when it can be done. Ends with the program."""

    def __init__(self, desktop: Desktop, held: Held) -> None:
        super().__init__(desktop)
        self._desktop = desktop
        self._held = held
        self._server: CallServer | None = None
        self._waiting: deque[Target] = deque(maxlen=MOST_WAITING)
        self._is_following = False
        self._has_begun = self._has_ended = False
        desktop.shown.connect(lambda _session: self._follow_soon())
        desktop.painted.connect(self._listen_soon)
        desktop.ending.connect(self._end)
        QTimer.singleShot(_LISTEN_MS, self, self._listen_soon)
        application = QCoreApplication.instance()
        if isinstance(application, MacApplication):
            application.link_opened.connect(self._take_links)
            self._take_links()
        self._keep(held.call.link)
        self._follow_soon()

    def take(self, call: Call) -> None:
        """Do what a later start was for."""
        if call.asks_nothing:
            return
        self._keep(call.link)
        self._desktop.raise_window(call.token)
        self._follow_soon()

    def _keep(self, link: str) -> None:
        target = target_of(link)
        if target is not None:
            self._waiting.append(target)
        elif link:
            log.warning("a link was not understood")

    def _take_links(self) -> None:
        application = QCoreApplication.instance()
        if isinstance(application, MacApplication):
            for link in application.take_links():
                self.take(Call(link))

    def _listen_soon(self) -> None:
        if not self._has_begun:
            self._has_begun = True
            _ = self._desktop.background.start(self._listen())

    async def _listen(self) -> None:
        # Nobody waits for it before the first paint, and the window answers while it is loaded.
        _ = await asyncio.to_thread(importlib.import_module, "desktop.system.call_server")
        from desktop.system.call_server import CallServer

        if not self._has_ended:
            self._server = CallServer(self._held, self)
            self._server.called.connect(self.take)
            self._server.listen()

    def _end(self) -> None:
        self._has_ended = True
        if self._server is not None:
            self._server.close()

    # Following links.

    def _follow_soon(self) -> None:
        """Follow what waits, if there is a window to follow it in."""
        if self._waiting and self._desktop.session is not None and not self._is_following:
            self._is_following = True
            _ = self._desktop.background.start(self._follow_all())

    async def _follow_all(self) -> None:
        try:
            while self._waiting and (session := self._desktop.session) is not None:
                await self._loaded(session)
                await undisturbed()
                if session is self._desktop.session and _is_ready(session):
                    await self._follow(self._waiting.popleft(), session)
        finally:
            self._is_following = False

    async def _follow(self, target: Target, session: "Session") -> None:
        if isinstance(target, Place):
            await self._come(target)
            self._desktop.go_to(target)
        else:
            session.workspace.follow(target)
        await asyncio.sleep(0)  # a dialog opens

    async def _loaded(self, session: "Session") -> None:
        """Wait until the chats of a window are read, or another one is there."""
        turned = asyncio.Event()
        chats = session.workspace.chat_list
        loaded = chats.loaded.connect(turned.set)
        shown = self._desktop.shown.connect(lambda _session: turned.set())
        try:
            if not _is_ready(session):
                await turned.wait()
        finally:
            QObject.disconnect(loaded)
            QObject.disconnect(shown)

    async def _come(self, place: Place) -> None:
        """Wait for a chat, as long as chats are still coming; not for ever."""
        accounts = self._desktop.accounts
        turned = asyncio.Event()
        changed = accounts.changed.connect(turned.set)
        try:
            async with asyncio.timeout(_COMING_SECONDS):
                while not await accounts.holders(place.chat) and self._are_coming():
                    await turned.wait()
                    turned.clear()
        except TimeoutError:
            log.info("a link does not wait for its chat any longer")
        finally:
            QObject.disconnect(changed)

    def _are_coming(self) -> bool:
        """Whether an account is still catching up, or has not been opened yet."""
        accounts = self._desktop.accounts
        known = self._desktop.settings.now.known
        unopened = any(one.protection == "keyring" and accounts.find(one.key) is None for one in known)
        return unopened or any(opened.client.connection.is_unsettled for opened in accounts.all)


def _is_ready(session: "Session") -> bool:
    """Whether something can be shown in a window: its chats are read, and it is not about to give way to another one."""
    return session.workspace.chat_list.is_loaded and not session.has_ended
