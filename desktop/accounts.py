"""The accounts that are open on this computer: the one that is shown, and those that sync and notify without a window.

What the system says of the network, of sleep and of who sits at the desk is for all of them. Those that wait in the background
are opened once the shown one has settled, one after the other: nobody looks at them, and the first one is waited for.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from desktop.config import KnownAccount
from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.errors import CacheError, ConnectFailure
from desktop.core.values import ChatId, ConnectionState, Downloads
from desktop.entry import Access, Entrance, key_of
from desktop.kept_settings import KeptSettings
from desktop.open_account import OpenAccount

if TYPE_CHECKING:
    from desktop.system.network import Watching
    from desktop.viewmodels.notifying import Notifying

log = logging.getLogger(__name__)

_SETTLE_SECONDS = 10.0
"""So long the next account waits for the one before it to have caught up, or to have found that it cannot."""
BETWEEN_SECONDS = 1.0
"""Between an account that has caught up and the next."""
_MEGA = 1 << 20


class Accounts(QObject):
    """Opens and closes accounts, and tells them what the computer tells.

    Signals:
        opened(OpenAccount): it is open now.
        joined(OpenAccount): it was opened behind whatever is shown.
        closing(OpenAccount): it is about to be closed.
        damaged(OpenAccount): its cache turned out to be broken, and is to be opened anew.
        deactivated(OpenAccount): the server closed the account; its cache is empty by now.
        changed(): what there is to say of the accounts that are open is different.
    """

    opened = Signal(object)
    joined = Signal(object)
    closing = Signal(object)
    damaged = Signal(object)
    deactivated = Signal(object)
    changed = Signal()

    def __init__(
        self, tasks: asyncio.TaskGroup, report: Callable[[Exception], None], settings: KeptSettings
    ) -> None:
        super().__init__()
        self._tasks = tasks
        self._report = report
        self._settings = settings
        self._choices = settings.choices
        self._open: dict[str, OpenAccount] = {}
        self._opening = asyncio.Lock()
        self._watching: Watching | None = None
        self._active = True
        """Somebody sits at this computer, as far as can be known."""
        self._choices.changed.connect(self._take_choices)
        self._notifying: Callable[[OpenAccount], Notifying] | None = None

    @property
    def all(self) -> tuple[OpenAccount, ...]:
        """Return the accounts that are open."""
        return tuple(self._open.values())

    def find(self, key: str) -> OpenAccount | None:
        """Return an account that is open."""
        return self._open.get(key)

    async def holders(self, chat: ChatId) -> tuple[OpenAccount, ...]:
        """Return the accounts that have a chat, as far as they can be read."""
        return tuple([opened for opened in self.all if await opened.holds(chat)])

    async def open(self, access: Access) -> OpenAccount:
        """Open an account, unless it is open already; it does not connect before it is started. Raises CacheError."""
        async with self._opening:
            found = self._open.get(key_of(access.account))
            if found is not None:
                return found
            opened = await OpenAccount.open(access, self._tasks, self._report)
            opened.client.set_patience(self._settings.patience)
            self._open[opened.key] = opened
        self._tell(opened.client)
        opened.client.feed.subscribe(lambda changes: self._follow(opened, changes))
        _ = opened.background.start(self._follow_damage(opened))
        self._attend(opened)
        self.opened.emit(opened)
        self.changed.emit()
        return opened

    def start(self, opened: OpenAccount) -> None:
        """Connect an account, if it has a token, and do what it does in the background."""
        opened.client.start(self._tasks)

    async def close(self, opened: OpenAccount) -> None:
        """Stop syncing an account and close its cache."""
        if self._open.get(opened.key) is not opened:
            return
        self.closing.emit(opened)
        del self._open[opened.key]
        await opened.close()
        self.changed.emit()

    async def close_all(self) -> None:
        """Close every account that is open."""
        for opened in self.all:
            await self.close(opened)

    async def open_in_turn(self, known: Sequence[KnownAccount], entrance: Entrance) -> None:
        """Open accounts that need no answer of anybody, one after the other, each once the one before has settled."""
        for account in known:
            for opened in self.all:
                await self._settled(opened.client)
            await asyncio.sleep(BETWEEN_SECONDS)
            if account.protection != "keyring" or account.key in self._open:
                continue
            access = await entrance.recall_quietly(account)
            if access is None:
                continue
            try:
                opened = await self.open(access)
            except CacheError as error:
                log.warning("an account in the background stays closed: %s", error)
                continue
            self.start(opened)
            self.joined.emit(opened)

    def attend(self, notifying: Callable[[OpenAccount], "Notifying"]) -> None:
        """Have somebody notice what there is to tell of each account that is open, or will be; after the first paint.

        They end with their account.
        """
        self._notifying = notifying
        for opened in self.all:
            self._attend(opened)

    def _attend(self, opened: OpenAccount) -> None:
        if self._notifying is not None and opened.notifying is None:
            opened.notifying = self._notifying(opened)
            opened.notifying.unread_changed.connect(self.changed)

    # What the computer tells.

    def watch(self) -> None:
        """Follow the network, sleep, and whether somebody sits at the desk; after the first paint."""
        if self._watching is not None:
            return
        from desktop.system.at_desk import AtDesk
        from desktop.system.network import watch

        self._watching = watch(self._network_changed, self._woke)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):  # as it always is
            AtDesk(application, parent=self).changed.connect(self._set_active)

    def look_at_connections(self) -> None:
        """Find out soon whether the connections still live: the user is back, and the computer may have slept."""
        if self._watching is None:
            return
        for opened in self.all:
            # A try to connect that is under way is left alone: who goes from window to window would never let it come to its end.
            if opened.client.connection.state is not ConnectionState.CONNECTING:
                opened.client.woke()

    def _network_changed(self, reachable: bool | None) -> None:  # noqa: FBT001 - as the system says it
        for opened in self.all:
            opened.client.network_changed(reachable)

    def _woke(self) -> None:
        for opened in self.all:
            opened.client.woke()

    def _set_active(self, active: bool) -> None:  # noqa: FBT001 - a slot
        self._active = active
        self._tell_presence()

    @property
    def _seems_active(self) -> bool:
        """Whether teammates are to see somebody here: who does not want to be seen away is here while they are connected."""
        return self._active or not self._choices.choices.tells_away

    def _tell_presence(self) -> None:
        for opened in self.all:
            opened.client.set_active(self._seems_active)

    # What was chosen holds for all of them.

    def set_patience(self, milliseconds: int | None) -> None:
        """Say how long a message may wait before its author is asked; None for never asking."""
        for opened in self.all:
            opened.client.set_patience(milliseconds)

    def _take_choices(self) -> None:
        for opened in self.all:
            self._tell(opened.client)

    def _tell(self, client: Client) -> None:
        choices = self._choices.choices
        client.set_active(self._seems_active)
        client.set_downloads(Downloads(choices.downloads))
        client.set_file_limit(choices.file_limit * _MEGA)

    # Following each.

    def _follow(self, opened: OpenAccount, changes: ChangeSet) -> None:
        if not changes.connection:
            return
        if opened.client.connection.reason == ConnectFailure.DEACTIVATED:
            self.deactivated.emit(opened)
        self.changed.emit()

    async def _follow_damage(self, opened: OpenAccount) -> None:
        await opened.client.damaged.wait()
        self.damaged.emit(opened)

    @staticmethod
    async def _settled(client: Client) -> None:
        """Wait until a client has caught up, or has found that it cannot; not for ever."""
        quiet = asyncio.Event()

        def look(_changes: ChangeSet | None = None) -> None:
            if not client.connection.is_unsettled:
                quiet.set()

        unsubscribe = client.feed.subscribe(look)
        look()
        try:
            async with asyncio.timeout(_SETTLE_SECONDS):
                await quiet.wait()
        except TimeoutError:
            log.info("the next account does not wait for %s any longer", client.me.id)
        finally:
            unsubscribe()
