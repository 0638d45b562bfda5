"""The window of one account that is open (`open_account`), and the view models in it, made and ended in the right order."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from desktop.core.client import Account, Client, present
from desktop.core.errors import ClientError
from desktop.entry import Access
from desktop.open_account import OpenAccount
from desktop.system.threads import apart
from desktop.ui.main_window import MainWindow
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.background import Background
from desktop.viewmodels.choices import ChoicesModel
from desktop.viewmodels.outside import Outside
from desktop.viewmodels.workspace import Workspace

log = logging.getLogger(__name__)


class Session:
    """What shows the account that the user looks at."""

    has_ended = False
    """It follows the account no longer; at most it is still to be seen until another window is there."""

    def __init__(
        self,
        opened: OpenAccount,
        theme: Theme,
        tasks: asyncio.TaskGroup,
        report: Callable[[Exception], None],
        *,
        patience: int | None,
        choices: ChoicesModel,
    ) -> None:
        """Make the window, which nobody sees yet. `patience` is in milliseconds."""
        self.opened = opened
        self.background = Background(tasks, report)
        """Of this window alone: the account goes on without it."""
        self.workspace = Workspace(
            opened.client, self.background, present, patience=patience, choices=choices
        )
        self.workspace.keep = opened.access.keep
        self.workspace.files.reach(_outside())
        self.window = MainWindow(theme, self.workspace)
        self.window.asks_before_closing = True

    @property
    def access(self) -> Access:
        """Return what opened the account."""
        return self.opened.access

    @property
    def client(self) -> Client:
        """Return what the account knows and does."""
        return self.opened.client

    @property
    def account(self) -> Account:
        """Return whose chats these are."""
        return self.opened.account

    @property
    def folder(self) -> Path:
        """Return where they lie."""
        return self.opened.folder

    async def finish(self) -> None:
        """Keep what is written and not sent, and follow the account no longer; the window is still to be seen, and does nothing.

        Each part ends whatever becomes of the one before: where the cache is broken, not everything can be kept.
        """
        self.has_ended = True
        self.window.setEnabled(False)
        self.opened.last_chat = self.workspace.current
        for end in (self.workspace.finish, self.background.finish):
            try:
                await end()
            except ClientError as error:
                log.warning("the window of %s could not end in good order: %s", self.access, error)
        self.client.looking_at(None)

    def dispose(self) -> None:
        """Take the window away; `finish` came before."""
        self.window.hide()
        self.window.deleteLater()
        self.workspace.deleteLater()


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
