"""The composition root: builds every object of the client, owns its tasks, and ends them in order.

One `Desktop` shows either a page (sign in, unlock, or why nothing can be opened) or the window of one of the accounts that are
signed in; the others go on behind it. How an account comes in is `way_in`'s to know, how it leaves `way_out`'s, and which key
opens what `entry`'s. What stands around the window (tray, notifications, links) is built above this: it follows the signals of
`Desktop` and of its `accounts`, and calls what is public here.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.accounts import Accounts
from desktop.config import Places
from desktop.core.client import Account
from desktop.entry import Access, Entrance
from desktop.kept_settings import KeptSettings
from desktop.languages import speak
from desktop.losses import Losses
from desktop.open_account import OpenAccount
from desktop.pages import Pages
from desktop.roll import Roll
from desktop.session import Session
from desktop.switching import Switching
from desktop.turns import Turns
from desktop.ui.main_window import MainWindow
from desktop.ui.raising import bring_forward, leave_minimised
from desktop.ui.theme.theme import Theme
from desktop.ui.undisturbed import undisturbed
from desktop.viewmodels.background import Background
from desktop.viewmodels.desk import Desk
from desktop.viewmodels.links import Place
from desktop.viewmodels.patience import Patience
from desktop.viewmodels.toast import Toast
from desktop.way_in import WayIn
from desktop.way_out import WayOut

if TYPE_CHECKING:
    from desktop.ui.entry_page import EntryPage
    from desktop.ui.first_look import FirstLook

log = logging.getLogger(__name__)


class _Quit(Exception):  # noqa: N818 - not an error: the user is done
    """Ends the application's task group."""


class Desktop(QObject):
    """The running program.

    Signals:
        shown(object): a window is there: that of this Session, or a page for None.
        painted(): the first of them has been, once; whatever else belongs to the program may be loaded now.
        ending(): the program is about to end, and takes up nothing more.
    """

    shown = Signal(object)
    painted = Signal()
    ending = Signal()

    session: Session | None = None
    """What is shown; None while a page is."""
    accounts: Accounts
    """All that are open. There from the beginning of `run` on."""
    background: Background
    """Runs what belongs to the program as a whole. There from the beginning of `run` on."""

    def __init__(
        self,
        application: QApplication,
        places: Places,
        first_look: "FirstLook | None" = None,
        *,
        hidden: bool = False,
    ) -> None:
        """Go on from the first look, if there is one. `hidden`: nothing is to be seen until `raise_window`."""
        super().__init__()
        self.places = places
        self.settings = KeptSettings(places.settings)
        chosen = self.settings.choices
        if first_look is None:
            speak(application, chosen.choices.language)
        self.theme = first_look.theme if first_look else Theme(application, self.settings.now.appearance)
        self.theme.follow(chosen)
        self.desk = Desk(self)
        """What the settings offer beyond the chats; whoever knows of it tells it there."""
        self.stays: Callable[[], bool] = lambda: False
        """Asked when the user closes the window: True where it was hidden, and the program goes on without it."""
        self._entrance = Entrance(places)
        self._quitting = asyncio.Event()
        self._asking = False
        self._ends: list[Callable[[], Awaitable[None]]] = []
        self._pages = Pages(
            self.theme,
            chosen,
            closing=self._on_closing,
            quitting=self.ask_and_quit,
            painted=self._after_paint,
            first_look=first_look,
        )
        self._pages.hidden = hidden
        self._patience = Patience()
        """What is waited for in pages that can be left."""
        self.losses = Losses()
        """What is only in memory."""
        self._way_in = WayIn(self, self._entrance, self.settings, self._pages, self._patience)
        self._showing = asyncio.Lock()
        self._to_tell: list[str] = []
        self._was_painted = False
        self._turns: Turns
        self._tasks: asyncio.TaskGroup
        self._way_out: WayOut
        self._switching: Switching
        application.applicationStateChanged.connect(self._on_application_state)

    async def run(self, opening: Callable[["Desktop"], Coroutine[Any, Any, None]]) -> None:
        """Do what `opening` does, stay until the user quits, and end everything in order."""
        try:
            async with asyncio.TaskGroup() as tasks:
                self._begin(tasks)
                # Beside the rest: a keyring may keep it waiting for as long as its owner likes.
                opened = tasks.create_task(opening(self))
                await self._quitting.wait()
                opened.cancel()
                await self._end()
                raise _Quit  # noqa: TRY301 - this is how a task group is ended
        except* _Quit:
            pass

    def _begin(self, tasks: asyncio.TaskGroup) -> None:
        self._tasks = tasks
        self.background = Background(tasks, report)
        self.settings.begin(self.background)
        self._turns = Turns(self.background)
        self.accounts = accounts = Accounts(tasks, report, self.settings)
        self.roll = Roll(accounts, self.settings, self)
        self._way_in.begin(self.background)
        self._way_out = WayOut(
            self,
            self._way_in,
            accounts,
            entrance=self._entrance,
            settings=self.settings,
            losses=self.losses,
            patience=self._patience,
        )
        self._switching = Switching(
            self, self._way_in, accounts, self._entrance, self.settings, self._patience
        )
        accounts.joined.connect(self._offer_way_back)
        accounts.damaged.connect(lambda opened: self._turns.take(self._way_out.reopen(opened)))
        accounts.deactivated.connect(lambda opened: self._turns.take(self._way_out.leave_closed(opened)))
        self.roll.model.chosen.connect(self.show_account)
        self.roll.model.adding_wanted.connect(self.add_account)

    async def _end(self) -> None:
        """End what goes on: first what must not stop half-way, then all the rest."""
        self.ending.emit()
        self._pages.hide()
        if self.session is not None:
            self.session.window.hide()
        self._patience.end()
        await self._turns.end()
        of_its_own = (self.settings.finish, self.background.finish, self.close_session, self._close_accounts)
        for end in (*self._ends, *of_its_own):
            try:
                await end()
            except Exception as error:  # noqa: BLE001 - whatever becomes of one part, the others keep what they have
                report(error)

    async def _close_accounts(self) -> None:
        accesses = [opened.access for opened in self.accounts.all]
        await self.accounts.close_all()
        await self._entrance.end(accesses)

    def ends_with(self, end: Callable[[], Awaitable[None]]) -> None:
        """Have something done in the end, while the accounts are still open."""
        self._ends.append(end)

    def quit(self) -> None:
        """End the program in good order, without a question."""
        self._quitting.set()

    async def start(self) -> None:
        """Show the account that was shown last, or the page that leads to it; then open the others.

        Where something goes wrong that nobody foresaw, there is the way in at least.
        """
        try:
            await self._open_known()
        except Exception as error:  # noqa: BLE001 - the border: else the program would end before it was there
            report(error)
            if self.session is None:
                self._way_in.show_sign_in()

    async def _open_known(self) -> None:
        known = self.settings.now.known
        if known:
            await self._way_in.show(known[0])
        else:
            self._way_in.show_sign_in()
        await self._entrance.sweep()
        await self.accounts.open_in_turn(known[1:], self._entrance)

    # Showing accounts.

    async def open(self, access: Access) -> Session:
        """Show an account's window from its cache, then connect, if there is a token. Raises CacheError."""
        opened = await self.accounts.open(access)
        session = await self.show(opened)
        self.accounts.start(opened)
        return session

    async def show(self, opened: OpenAccount) -> Session:
        """Show an account that is open, in the place of what is shown now."""
        async with self._showing:
            before = self.session
            if before is not None and before.opened is opened:
                return before
            await self._leave(before)
            session = self.session = Session(
                opened,
                self.theme,
                self._tasks,
                report,
                patience=self.settings.patience,
                choices=self.settings.choices,
            )
            self._connect(session)
            instead_of = None if before is None else before.window
            self._pages.give_way(session.window, session.workspace, instead_of)
            if before is not None:
                before.dispose()
            self.losses.restore(session)
            if opened.last_chat is not None:
                session.workspace.open_chat(opened.last_chat)
        QTimer.singleShot(0, session.window, self._after_paint)
        self.roll.show(opened.key)
        self.shown.emit(session)
        self._say_all()
        return session

    async def _leave(self, session: Session | None) -> None:
        """Let the account of a window go on without it; the window is seen until another one is there."""
        self._asking = False  # a question goes with its window
        if session is not None:
            await self.losses.carry_unkept(session)
            await session.finish()

    def _connect(self, session: Session) -> None:
        window = session.window
        window.closing.connect(self._on_closing)
        window.quit_requested.connect(self.ask_and_quit)
        window.sign_out_requested.connect(lambda: self._turns.take(self._way_out.sign_out()))
        window.sign_in_requested.connect(lambda: self._turns.take(self._way_out.sign_in_again()))
        window.appearance_chosen.connect(self.settings.keep_appearance)
        window.desk = self.desk
        window.offer_accounts(self.roll.model)
        session.workspace.patience_chosen.connect(self.settings.keep_patience)
        session.workspace.patience_chosen.connect(self.accounts.set_patience)

    async def close_session(self) -> None:
        """Keep what is written and not sent, and take the window away; the account goes on in the background."""
        async with self._showing:
            session, self.session = self.session, None
            if session is not None:
                self._asking = False
                await session.finish()
                session.dispose()
                self.roll.show("")
                self.shown.emit(None)

    def show_account(self, key: str) -> None:
        """Show another account that is signed in here, or the page that leads to it."""
        self._turns.take(self._switching.switch(key))

    def add_account(self) -> None:
        """Let the user sign in to one more account."""
        self._turns.take(self._switching.add())

    async def leave_for_page(self) -> None:
        """Take the window away to make room for a page, with all that stands in it."""
        self._patience.give_up()
        if self.session is not None:
            await self.losses.carry_unkept(self.session)
        await self.close_session()

    async def show_next(self, told: str = "") -> None:
        """Show the account that was used before, or the way in; `told` is said there."""
        await self._switching.show_next(told)

    def way_back(self) -> Callable[[], None] | None:
        """Return what leads from a page to the account that was shown before, if one is open."""
        opened = self._switching.last_open()
        return None if opened is None else (lambda: self.show_account(opened.key))

    def _offer_way_back(self) -> None:
        """Let a page that is there be left for an account that was opened meanwhile."""
        back = self.way_back()
        if back is not None:
            self._pages.offer_way_back(back)

    async def make_room(self, account: Account) -> None:
        """Close an account that is open, since somebody has signed in to it anew; what opens it is held."""
        await self._turns.done(self._way_out.make_room(account))

    def tell(self, words: str) -> None:
        """Say something for some seconds, as soon as there is a window."""
        if words:
            self._to_tell.append(words)
            self._say_all()

    def _say_all(self) -> None:
        if self.session is not None:
            told, self._to_tell = self._to_tell, []
            for words in told:
                self.session.workspace.told.emit(Toast(words, failed=True))

    def _after_paint(self) -> None:
        self.accounts.watch()
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def _on_application_state(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive and self.session is not None:
            self.accounts.look_at_connections()

    # The window, as what stands around it wants it.

    @property
    def window(self) -> QWidget | None:
        """Return what is there to be seen, or to be shown: a page, or the frame of an account's window."""
        content = self._pages.current if self.session is None else self.session.window
        return None if content is None else content.window()

    def raise_window(self, token: str = "") -> None:
        """Show what there is in front of everything else; `token` is the system's leave to do so."""
        self._pages.hidden = False
        if self.window is not None:
            bring_forward(self.window, token)

    def show_minimised(self) -> None:
        """Let the window be found again, without standing in anybody's way."""
        self._pages.hidden = False
        if self.window is not None:
            leave_minimised(self.window)

    def hide_window(self) -> None:
        """Let nothing be seen, and go on all the same."""
        self._pages.hidden = True
        if self.window is not None:
            self.window.hide()

    def go_to(self, place: Place | None, key: str = "", token: str = "") -> None:
        """Show a place of a chat, in the account with that key, or else in the first one that has the chat.

        Another account is shown once no dialog is open, since a dialog goes with its window.
        """
        _ = self.background.start(self._go_to(place, key, token))

    async def _go_to(self, place: Place | None, key: str, token: str) -> None:
        key = key or await self._switching.account_with(place)
        if self.session is not None and key not in {"", self.session.opened.key}:
            if QApplication.activeModalWidget() is not None:
                self.raise_window(token)
            await undisturbed()
        self._turns.take(self._arrive(place, key, token))

    async def _arrive(self, place: Place | None, key: str, token: str) -> None:
        await self._switching.go_to(place, key)
        self.raise_window(token)  # only now: else the account before would be seen for a moment

    # Closing.

    def _on_closing(self) -> None:
        if not self.stays():
            self.ask_and_quit()

    def ask_and_quit(self) -> None:
        """Quit; but where what was written is kept nowhere, ask whether it may be lost."""
        if self._asking:
            return
        window = self._pages.current if self.session is None else self.session.window
        if window is not None and window.asks_before_closing:
            self._asking = True
            _ = self.background.start(self._ask_and_quit(window))
        else:
            self.quit()

    async def _ask_and_quit(self, window: "EntryPage | FirstLook | MainWindow") -> None:
        try:
            shown = None if self.session is None else self.session.opened
            waiting = [opened for opened in self.accounts.all if opened is not shown]
            unsent = await self.losses.by_quitting(self.session, waiting)
            if not unsent:
                self.quit()
                return
            from desktop.ui.dialogs.quit import QuitDialog

            self.raise_window()
            dialog = QuitDialog(self.theme, window, unsent)
            dialog.confirmed.connect(self.quit)
            dialog.finished.connect(self._on_answered)
            dialog.open()
        except BaseException:
            self._asking = False  # else the window could never be closed
            raise

    def _on_answered(self) -> None:
        self._asking = False


def report(error: Exception) -> None:
    """Log what nobody foresaw, by which it is told (`crashes`); the program goes on."""
    log.critical("something that was not foreseen went wrong", exc_info=error)
