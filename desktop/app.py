"""The composition root: builds every object of the client, owns the event loop and its tasks, and ends them in order.

One `Desktop` shows either the sign-in page or the window of the account that is signed in. It is the only place that knows
the core, the screens and the system at once.
"""

import asyncio
import logging
import platform
import shutil
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from msgspec import Struct, structs
from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from desktop.config import KnownAccount, Places, load_settings, save_settings
from desktop.core.changes import ChangeSet
from desktop.core.client import Account, Client, present
from desktop.core.errors import CacheError, ConnectError, ConnectFailure
from desktop.core.values import Connection, ConnectionState, UserId
from desktop.system import keyring
from desktop.system.garbage import collect_due, collect_only_when_told
from desktop.ui import icons
from desktop.ui.main_window import MainWindow
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.background import Background
from desktop.viewmodels.workspace import Workspace

_SWITCH_SECONDS = 0.0005
"""How long a thread may keep the interpreter from the screen's: the default makes frames wait for the disk's threads."""
_SIGNAL_TICK_MS = 200
"""Between two looks for a signal and for garbage: while Qt waits for events, Python runs nothing and would not notice Ctrl+C."""

_CONNECTING = Connection(ConnectionState.CONNECTING)
_KEYRING_SILENT = Connection(ConnectionState.SIGNED_OUT, ConnectFailure.KEYRING_SILENT)

if TYPE_CHECKING:
    from desktop.ui.sign_in import SignInPage
    from desktop.viewmodels.sign_in import SignInModel

log = logging.getLogger(__name__)


class _Quit(Exception):  # noqa: N818 - not an error: the user is done
    """Ends the application's task group."""


class Session(Struct, frozen=True):
    """What belongs to the account that is signed in."""

    account: Account
    folder: Path
    client: Client
    background: Background
    """Of this account alone: it ends before the cache is closed."""
    workspace: Workspace
    window: MainWindow


class Desktop:
    """The running program."""

    session: Session | None = None
    """What is open; None while the sign-in page is shown."""

    def __init__(self, application: QApplication, places: Places) -> None:
        self._places = places
        self._settings = load_settings(places.settings)
        self._theme = Theme(application, self._settings.appearance)
        self._saving = asyncio.Lock()
        self._saved: asyncio.Task[None] | None = None
        self._quitting = asyncio.Event()
        self._page: SignInPage | None = None
        self._page_model: SignInModel
        self._tasks: asyncio.TaskGroup
        self._background: Background

    async def run(self, opening: Callable[["Desktop"], Awaitable[None]]) -> None:
        """Do what `opening` does, stay until the user quits, and end everything in order."""
        try:
            async with asyncio.TaskGroup() as tasks:
                self._tasks = tasks
                self._background = Background(tasks, _report)
                await opening(self)
                await self._quitting.wait()
                await self.close_session()
                if self._saved is not None:
                    await self._saved
                raise _Quit  # noqa: TRY301 - this is how a task group is ended
        except* _Quit:
            pass

    def quit(self) -> None:
        """End the program in good order."""
        self._quitting.set()

    async def start(self) -> None:
        """Show the account that stayed signed in, or the sign-in page."""
        known = self._settings.account
        token = None if known is None else await _kept_token(known)
        if known is None or token is None:
            self.show_sign_in()
            return
        account = Account(known.server, UserId(known.user), known.username, known.name, token)
        try:
            await self.open(account, self._places.account(account.server, account.user))
        except CacheError as error:
            log.error("the cache cannot be opened: %s", error)  # noqa: TRY400 - the sentence says it, a traceback would not
            self.show_sign_in()
            self._page_model.show_problem(error)

    async def open(self, account: Account, folder: Path) -> Session:
        """Show an account's window from its cache, then connect, if the account has a token. Raises CacheError."""
        client = await Client.open(
            account, folder, connection=_CONNECTING if account.token else _KEYRING_SILENT
        )
        background = Background(self._tasks, _report)
        workspace = Workspace(client, background, present)
        window = MainWindow(self._theme, workspace)
        window.closing.connect(self.quit)
        window.sign_out_requested.connect(lambda: self._background.start(self._sign_out()))
        window.sign_in_requested.connect(lambda: self._background.start(self._sign_in_again()))
        window.appearance_chosen.connect(self._keep_appearance)
        client.feed.subscribe(self._follow_account)
        self.session = Session(account, folder, client, background, workspace, window)
        window.show()
        if account.token:
            client.start(self._tasks)
        return self.session

    async def close_session(self) -> None:
        """Keep what is written and not sent, stop syncing, close the cache and the window."""
        session, self.session = self.session, None
        if session is None:
            return
        await session.workspace.finish()
        await session.background.finish()
        await session.client.close()
        session.window.hide()
        session.window.deleteLater()
        session.workspace.deleteLater()

    def show_sign_in(self) -> None:
        """Show the sign-in page, with the server and name of last time."""
        from desktop.ui.sign_in import SignInPage
        from desktop.viewmodels.sign_in import SignInModel

        settings = self._settings
        model = SignInModel(
            self._background,
            device_name=platform.node() or platform.system(),
            server=settings.server,
            username=settings.username,
        )
        model.signed_in.connect(lambda account, keep: self._background.start(self._enter(account, keep=keep)))
        self._page_model = model
        self._page = SignInPage(self._theme, model)
        self._page.closing.connect(self.quit)
        self._page.show()
        _ = self._background.start(self._look_for_keyring(model))

    async def _look_for_keyring(self, model: "SignInModel") -> None:
        model.set_can_keep(await asyncio.to_thread(keyring.available))

    async def _enter(self, account: Account, *, keep: bool) -> None:
        """Go from the sign-in page to the account's window."""
        page = self._page
        kept = keep and await _keep_token(account)
        try:
            await self.open(account, self._places.account(account.server, account.user))
        except CacheError as error:
            self._page_model.show_problem(error)
            return
        known = KnownAccount(account.server, account.user, account.username, account.name)
        typed = self._page_model.server
        self._remember(server=typed, username=account.username, account=known if kept else None)
        if page is not None:
            self._page = None
            page.hide()
            page.deleteLater()

    async def _sign_in_again(self) -> None:
        """Ask for the password again. The cache and what waits in the outbox stay for the same account."""
        await self.close_session()
        self.show_sign_in()

    async def _sign_out(self) -> None:
        """Give the device back and remove the account from this computer. The user confirmed it."""
        if self.session is not None:
            await self.session.client.sign_out()
            await self._remove_account()
            self.show_sign_in()

    def _follow_account(self, changes: ChangeSet) -> None:
        """Leave an account that was closed: the server said so, and the cache is empty by now."""
        session = self.session
        if changes.connection and session and session.client.connection.reason == ConnectFailure.DEACTIVATED:
            _ = self._background.start(self._leave_closed_account())

    async def _leave_closed_account(self) -> None:
        if self.session is not None:
            await self._remove_account()
            self.show_sign_in()
            self._page_model.show_problem(ConnectError(ConnectFailure.DEACTIVATED))

    async def _remove_account(self) -> None:
        """Take the open account with its cache and its token off this computer."""
        session = self.session
        if session is None:
            return
        await self.close_session()
        await _forget_token(session.account)
        await asyncio.to_thread(shutil.rmtree, session.folder, ignore_errors=True)
        self._remember(account=None)

    def _keep_appearance(self, mode: str) -> None:
        self._remember(appearance=cast("Literal['system', 'light', 'dark']", mode))

    def _remember(self, **values: object) -> None:
        self._settings = structs.replace(self._settings, **values)
        self._saved = self._background.start(self._save())

    async def _save(self) -> None:
        """Write the settings as they are by now, one write after the other."""
        async with self._saving:
            await asyncio.to_thread(save_settings, self._places.settings, self._settings)


def execute(places: Places, opening: Callable[[Desktop], Awaitable[None]]) -> None:
    """Run the program until the user quits. `opening` decides what is shown first."""
    sys.setswitchinterval(_SWITCH_SECONDS)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Internal Chat")
    application.setQuitOnLastWindowClosed(False)
    application.setWindowIcon(QIcon(icons.pixmap("app", 256, "#000000", 1)))
    loop = QEventLoop(application)
    asyncio.set_event_loop(loop)
    with loop:
        desktop = Desktop(application, places)
        collect_only_when_told()
        ticking = _end_on_signals(desktop)
        loop.run_until_complete(desktop.run(opening))
        ticking.stop()


def _end_on_signals(desktop: Desktop) -> QTimer:
    """Let Ctrl+C and a request of the system to end be the same as closing the window."""
    numbers = [signal.SIGINT, signal.SIGTERM]
    if sys.platform != "win32":
        numbers.append(signal.SIGHUP)  # the terminal was closed
    for number in numbers:
        signal.signal(number, lambda *_: desktop.quit())
    timer = QTimer(interval=_SIGNAL_TICK_MS)
    timer.timeout.connect(collect_due)
    timer.start()
    return timer


async def _kept_token(known: KnownAccount) -> str | None:
    """Return the token; None where there is none, empty where the keyring does not answer.

    Without an answer the cache can still be read, and written into: what is sent waits until the user has signed in.
    """
    try:
        return await asyncio.to_thread(keyring.load_token, known.server, known.user)
    except keyring.KeyringUnavailableError as error:
        log.warning("the keyring does not answer: %s", error)
        return ""


async def _keep_token(account: Account) -> bool:
    try:
        await asyncio.to_thread(keyring.store_token, account.server, account.user, account.token)
    except keyring.KeyringUnavailableError as error:
        log.warning("the token cannot be kept: %s", error)
        return False
    return True


async def _forget_token(account: Account) -> None:
    try:
        await asyncio.to_thread(keyring.forget_token, account.server, account.user)
    except keyring.KeyringUnavailableError as error:
        log.warning("the keyring does not answer: %s", error)


def _report(error: Exception) -> None:
    """Log what nobody expected; the program goes on."""
    log.error("something that was not foreseen went wrong", exc_info=error)
