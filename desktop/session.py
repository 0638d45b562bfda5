"""One account that is open: its cache, what follows it, and its window, made and ended in the right order."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from desktop.core.client import Account, Client, present
from desktop.core.errors import ClientError
from desktop.core.values import Connection, ConnectionState
from desktop.entry import Access
from desktop.system.threads import apart
from desktop.ui.main_window import MainWindow
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.background import Background
from desktop.viewmodels.choices import ChoicesModel
from desktop.viewmodels.outside import Outside
from desktop.viewmodels.sign_in import Keep
from desktop.viewmodels.workspace import Workspace

if TYPE_CHECKING:
    from desktop.system.network import Watching

log = logging.getLogger(__name__)

_CONNECTING = Connection(ConnectionState.CONNECTING)


class Session:
    """What belongs to the account that is signed in. Made by `open`."""

    def __init__(
        self, access: Access, client: Client, background: Background, workspace: Workspace, window: MainWindow
    ) -> None:
        self.access = access
        self.client = client
        self.background = background
        """Of this account alone: it ends before the cache is closed."""
        self.workspace = workspace
        self.window = window
        self._watching: Watching | None = None

    @classmethod
    async def open(
        cls,
        access: Access,
        theme: Theme,
        tasks: asyncio.TaskGroup,
        report: Callable[[Exception], None],
        *,
        patience: int | None,
        choices: ChoicesModel,
    ) -> "Session":
        """Open the cache and make the window, which nobody sees yet. `patience` is in milliseconds. Raises CacheError."""
        client = await Client.open(
            access.account,
            access.folder,
            key=access.key,
            keep_token=access.keep is Keep.PASSPHRASE,
            connection=_CONNECTING,
        )
        background = Background(tasks, report)
        workspace = Workspace(client, background, present, patience=patience, choices=choices)
        workspace.files.reach(_outside())
        window = MainWindow(theme, workspace)
        window.asks_before_closing = True
        return cls(access, client, background, workspace, window)

    @property
    def account(self) -> Account:
        """Return whose chats these are."""
        return self.access.account

    @property
    def folder(self) -> Path:
        """Return where they lie."""
        return self.access.folder

    def start(self, tasks: asyncio.TaskGroup) -> None:
        """Connect, if there is a token, and once the window is painted do what nobody waits for."""
        self.client.start(tasks)
        QTimer.singleShot(0, self.window, self._after_first_paint)

    def look_at_connection(self) -> None:
        """Find out soon whether the connection still lives: the user is back, and the computer may have slept."""
        # A try to connect that is under way is left alone: who goes from window to window would never let it come to its end.
        connecting = self.client.connection.state is ConnectionState.CONNECTING
        if self._watching is not None and not connecting:
            self.client.woke()

    async def close(self) -> None:
        """Keep what is written and not sent, stop syncing, close the cache and the window.

        Each part ends whatever becomes of the one before: where the cache is broken, not everything can be kept.
        """
        self._watching = None
        for end in (self.workspace.finish, self.background.finish, self.client.close):
            try:
                await end()
            except ClientError as error:
                log.warning("%s could not end in good order: %s", self.access, error)
        self.window.hide()
        self.window.deleteLater()
        self.workspace.deleteLater()

    def _after_first_paint(self) -> None:
        from desktop.system.at_desk import AtDesk
        from desktop.system.network import watch

        self._watching = watch(self.client.network_changed, self.client.woke)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):  # as it always is
            AtDesk(application, parent=self.window).changed.connect(self.client.set_active)


def _outside() -> Outside:
    """Return what the system does with files: each time in a thread of its own, as a program that is asked may not answer."""

    async def open_file(path: Path) -> bool:
        from desktop.system import opening  # seldom wanted, and never at first

        return await apart(opening.open_file, path)

    async def show_in_folder(path: Path) -> bool:
        from desktop.system import reveal

        return await apart(reveal.show, path)

    async def mark_from_internet(path: Path) -> bool:
        from desktop.system import from_internet

        return await apart(from_internet.mark, path)

    return Outside(open_file, show_in_folder, mark_from_internet)
