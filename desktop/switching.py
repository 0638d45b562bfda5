"""Going from one account to another: by the menu, by a click on a notification or a link, or since the one before is gone."""

import logging
from typing import Protocol

from PySide6.QtCore import Qt

from desktop.accounts import Accounts
from desktop.config import KnownAccount
from desktop.core.errors import CacheError
from desktop.entry import Entrance
from desktop.kept_settings import KeptSettings
from desktop.open_account import OpenAccount
from desktop.session import Session
from desktop.viewmodels.links import Place
from desktop.viewmodels.patience import Patience
from desktop.way_in import WayIn

log = logging.getLogger(__name__)


class Host(Protocol):
    """Who shows the windows."""

    session: Session | None

    async def show(self, opened: OpenAccount) -> Session:
        """Show an account that is open, in the place of what is shown now."""

    async def leave_for_page(self) -> None:
        """Take the window away to make room for a page, with all that stands in it."""

    def tell(self, words: str) -> None:
        """Say something for some seconds, as soon as there is a window."""


class Switching:
    """Finds the account that is wanted, and shows it. Each of these is to be done by itself (`turns`)."""

    def __init__(
        self,
        host: Host,
        way_in: WayIn,
        accounts: Accounts,
        entrance: Entrance,
        settings: KeptSettings,
        patience: Patience,
    ) -> None:
        self._host = host
        self._way_in = way_in
        self._accounts = accounts
        self._entrance = entrance
        self._settings = settings
        self._patience = patience

    async def switch(self, key: str) -> None:
        """Show an account that is signed in here, or the page that leads to it."""
        opened = self._accounts.find(key)
        known = next((known for known in self._settings.now.known if known.key == key), None)
        if opened is None and known is not None and known.protection == "keyring":
            opened = await self._open_quietly(known)
        if opened is not None:
            self._patience.give_up()  # a page that waits is left
            session = await self._host.show(opened)
            self._accounts.start(opened)
            self._settings.show(session.access.known, session.account.username)
        elif known is not None:
            await self._host.leave_for_page()
            await self._way_in.show(known)

    async def add(self) -> None:
        """Let the user sign in to one more account."""
        await self._host.leave_for_page()
        self._way_in.show_sign_in(username="")

    async def show_next(self, told: str) -> None:
        """Show the account that was used before, or the way in; `told` is said there."""
        opened = self.last_open()
        known = self._settings.now.known
        if opened is not None or known:
            self._host.tell(told)
            await self.switch(opened.key if opened is not None else known[0].key)
        else:
            self._way_in.show_sign_in(told)

    def last_open(self) -> OpenAccount | None:
        """Return the account that was used last, of those that are open."""
        found = (self._accounts.find(known.key) for known in self._settings.now.known)
        open_now = self._accounts.all
        return next((opened for opened in found if opened is not None), open_now[0] if open_now else None)

    async def go_to(self, place: Place | None, key: str) -> None:
        """Show a place of a chat, in the account with that key, or else in the one that is shown."""
        if key:
            await self.switch(key)
        session = self._host.session
        if session is None or place is None or key not in {"", session.opened.key}:
            return
        workspace = session.workspace
        if workspace.chat_list.is_loaded:
            workspace.go_to(place)
        else:
            once = Qt.ConnectionType.SingleShotConnection
            workspace.chat_list.loaded.connect(lambda: workspace.go_to(place), once)

    async def account_with(self, place: Place | None) -> str:
        """Return the account that has a chat: the shown one, if several have; nothing, if none has."""
        shown = None if self._host.session is None else self._host.session.opened
        holders = () if place is None else await self._accounts.holders(place.chat)
        return next((one.key for one in sorted(holders, key=lambda one: one is not shown)), "")

    async def _open_quietly(self, known: KnownAccount) -> OpenAccount | None:
        """Open an account if that takes no question and there is nothing to be said of it."""
        access = await self._entrance.recall_quietly(known)
        if access is None:
            return None
        try:
            return await self._accounts.open(access)
        except CacheError as error:
            log.info("the page says why: %s", error)
            return None
