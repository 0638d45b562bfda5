"""The composition root: builds every object of the client, owns its tasks, and ends them in order.

One `Desktop` shows either a page (sign in, unlock, or why nothing can be opened) or the window of the account that is signed in.
It is the only place that knows the core, the screens and the system at once; which key opens what is `entry`'s to know.
"""

import asyncio
import logging
import platform
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.config import KnownAccount, Places
from desktop.core.changes import ChangeSet
from desktop.core.client import Account
from desktop.core.errors import CacheError, CacheInUseError, CacheNewerError, ConnectFailure
from desktop.core.values import ChatId
from desktop.entry import Access, Entrance, KeptByKeyringError, LockedError, account_of
from desktop.kept_settings import KeptSettings
from desktop.languages import speak
from desktop.losses import Losses
from desktop.pages import Pages, host_of
from desktop.session import Session
from desktop.system import keyring
from desktop.turns import Turns
from desktop.ui.main_window import MainWindow
from desktop.ui.theme.theme import Theme
from desktop.viewmodels import kept_here, sentences
from desktop.viewmodels.background import Background
from desktop.viewmodels.patience import GivenUpError, Patience
from desktop.viewmodels.sign_in import Choice, Keep

if TYPE_CHECKING:
    from desktop.ui.entry_page import EntryPage
    from desktop.ui.first_look import FirstLook
    from desktop.ui.standstill import Standstill
    from desktop.viewmodels.sign_in import SignInModel

log = logging.getLogger(__name__)


class _Quit(Exception):  # noqa: N818 - not an error: the user is done
    """Ends the application's task group."""


class Desktop:
    """The running program."""

    session: Session | None = None
    """What is open; None while a page is shown."""

    def __init__(
        self, application: QApplication, places: Places, first_look: "FirstLook | None" = None
    ) -> None:
        self._places = places
        self._settings = KeptSettings(places.settings)
        chosen = self._settings.choices
        if first_look is None:
            speak(application, chosen.choices.language)
        self._theme = first_look.theme if first_look else Theme(application, self._settings.now.appearance)
        self._theme.follow(chosen)
        self._entrance = Entrance(places)
        self._quitting = asyncio.Event()
        self._asking = False
        self._pages = Pages(self._theme, chosen, self._on_closing, first_look)
        self._patience = Patience()
        """What is waited for in pages that can be left."""
        self._losses = Losses()
        self._turns: Turns
        self._tasks: asyncio.TaskGroup
        self._background: Background
        application.applicationStateChanged.connect(self._on_application_state)

    async def run(self, opening: Callable[["Desktop"], Coroutine[Any, Any, None]]) -> None:
        """Do what `opening` does, stay until the user quits, and end everything in order."""
        try:
            async with asyncio.TaskGroup() as tasks:
                self._tasks = tasks
                self._background = Background(tasks, _report)
                self._settings.begin(self._background)
                self._turns = Turns(self._background)
                # Beside the rest: a keyring may keep it waiting for as long as its owner likes.
                opened = tasks.create_task(opening(self))
                await self._quitting.wait()
                opened.cancel()
                await self._end()
                raise _Quit  # noqa: TRY301 - this is how a task group is ended
        except* _Quit:
            pass

    async def _end(self) -> None:
        """End what goes on: first what must not stop half-way, then all the rest."""
        self._pages.hide()
        if self.session is not None:
            self.session.window.hide()
        self._patience.end()
        await self._turns.end()
        await self._settings.finish()
        await self._background.finish()
        access = None if self.session is None else self.session.access
        await self.close_session()
        await self._entrance.end(access)

    def quit(self) -> None:
        """End the program in good order, without a question."""
        self._quitting.set()

    async def start(self) -> None:
        """Show the account that stayed signed in, or the page that leads to it."""
        known = self._settings.now.account
        if known is None:
            self.show_sign_in()
        elif known.protection == "passphrase":
            await self._entrance.tidy_locked(account_of(known))
            self._show_unlock(account_of(known))
        else:
            await self._recall(known)
        await self._entrance.sweep()

    async def open(self, access: Access) -> Session:
        """Show an account's window from its cache, then connect, if there is a token. Raises CacheError."""
        session = self.session = await Session.open(
            access,
            self._theme,
            self._tasks,
            _report,
            patience=self._settings.patience,
            choices=self._settings.choices,
        )
        self._connect(session)
        self._pages.give_way(session.window, session.workspace)
        self._losses.restore(session)
        session.start(self._tasks)
        _ = self._background.start(self._learn_whether_things_move())
        _ = session.background.start(self._follow_damage(session))
        return session

    async def _learn_whether_things_move(self) -> None:
        from desktop.system import motion

        still = await asyncio.to_thread(motion.is_unwanted)
        self._theme.set_still(still=still)

    def _connect(self, session: Session) -> None:
        window = session.window
        window.closing.connect(self._on_closing)
        window.sign_out_requested.connect(lambda: self._turns.take(self._sign_out()))
        window.sign_in_requested.connect(lambda: self._turns.take(self._sign_in_again()))
        window.appearance_chosen.connect(self._settings.keep_appearance)
        session.workspace.patience_chosen.connect(self._settings.keep_patience)
        session.client.feed.subscribe(self._follow_account)

    async def close_session(self) -> None:
        """Keep what is written and not sent, stop syncing, close the cache and the window."""
        session, self.session = self.session, None
        self._asking = False  # a question goes with its window
        if session is not None:
            await session.close()

    def _on_application_state(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive and self.session is not None:
            self.session.look_at_connection()

    # The way in.

    async def _recall(self, known: KnownAccount) -> None:
        """Open the account with what the keyring has for it."""
        from desktop.ui.standstill import Standstill

        def stand_still(why: Standstill) -> None:
            again = lambda: self._background.start(self._recall(known))  # noqa: E731 - only what is done again
            self._stand_still(why, account_of(known), again)

        try:
            access = await self._patience.wait(
                self._entrance.recall(known), lambda: stand_still(Standstill.KEYRING_AWAITED)
            )
        except GivenUpError:  # the user went on without
            return
        except keyring.KeyringUnavailableError as error:
            log.warning("the keyring does not answer: %s", error)
            stand_still(Standstill.KEYRING_SILENT)
            return
        if access is None:
            self.show_sign_in(kept_here.key_lost())
        else:
            await self._enter(access)

    async def _enter(self, access: Access) -> Session | None:
        """Open an account, and remember it; or say what keeps it closed, and return None."""
        from desktop.ui.standstill import Standstill

        try:
            session = await self.open(access)
        except CacheNewerError:
            self._stand_still(Standstill.NEWER, access.account, self.quit)
        except CacheError as error:
            log.error("the cache cannot be opened: %s", error)  # noqa: TRY400 - the page says it, a traceback would not
            self._stand_still(
                Standstill.IN_USE if isinstance(error, CacheInUseError) else Standstill.UNUSABLE,
                access.account,
                lambda: self._background.start(self._enter(access)),
            )
        else:
            self._settings.remember(username=access.account.username, account=access.known)
            return session
        return None

    async def _unlock(self, account: Account, passphrase: str) -> None:
        await self._enter(await self._entrance.unlock(account, passphrase))

    async def _admit(self, model: "SignInModel", account: Account, choice: Choice) -> None:
        """Go from the sign-in page to the account's window."""
        try:
            admitting = self._entrance.admit(account, choice)
            access = await (model.of_keyring(admitting) if choice.keep is Keep.KEYRING else admitting)
        except GivenUpError:
            model.without_keyring()
        except LockedError:
            self._settings.remember(server=model.server)
            self._show_unlock(account, kept_here.already_locked())
        except KeptByKeyringError:
            model.say(kept_here.kept_by_keyring())
        except keyring.KeyringUnavailableError as error:
            log.warning("the keyring does not answer: %s", error)
            model.say(kept_here.cannot_keep())
        except (CacheError, OSError) as error:
            log.error("the chats cannot be kept here: %s", error)  # noqa: TRY400 - the page says it, a traceback would not
            model.say(kept_here.closed(error) if isinstance(error, CacheError) else kept_here.unusable())
        else:
            self._settings.remember(server=model.server)
            await self._enter(access)

    # Pages.

    def show_sign_in(self, problem: str = "") -> None:
        """Show the sign-in page, with the server and name of last time, and why it is there if that is not plain."""
        from desktop.viewmodels.sign_in import SignInModel

        self._patience.give_up()  # what was being tried meanwhile is for nobody
        settings = self._settings.now
        model = SignInModel(
            self._background,
            device_name=platform.node() or platform.system(),
            server=settings.server,
            username=settings.username,
            keyring=self._entrance,
            patience=self._patience,
        )
        model.signed_in.connect(
            lambda account, choice: self._background.start(self._admit(model, account, choice))
        )
        if problem:
            model.say(problem)
        self._pages.show_sign_in(model)
        _ = self._background.start(model.look_for_keyring())

    def _show_unlock(self, account: Account, reason: str = "") -> None:
        from desktop.viewmodels.unlock import UnlockModel

        model = UnlockModel(
            self._background,
            lambda passphrase: self._unlock(account, passphrase),
            name=account.name,
            server=host_of(account),
            reason=reason,
        )
        model.other_requested.connect(
            lambda remove: self._background.start(self._use_another(account, remove=remove))
        )
        self._pages.show_unlock(model)

    def _stand_still(
        self,
        why: "Standstill",
        account: Account,
        act: Callable[[], object],
        go_on: Callable[[], None] | None = None,
    ) -> None:
        self._pages.show_standstill(why, account, act, go_on or self.show_sign_in)

    async def _use_another(self, account: Account, *, remove: bool) -> None:
        """Let somebody else sign in; the locked chats stay, unless the user wants them gone."""
        left = ""
        if remove:
            leftovers = await self._entrance.remove_locked(account)
            left = kept_here.not_removed(leftovers.files, keyring=leftovers.keyring)
            self._settings.remember(account=None)
        self.show_sign_in(left)

    # The way out.

    def _on_closing(self) -> None:
        if self._asking:
            return
        window = self._pages.current if self.session is None else self.session.window
        if window is not None and window.asks_before_closing:
            self._asking = True
            _ = self._background.start(self._ask_and_quit(window))
        else:
            self.quit()

    async def _ask_and_quit(self, window: "EntryPage | FirstLook | MainWindow") -> None:
        """Quit; but where what was written is kept nowhere, ask whether it may be lost."""
        try:
            unsent = await self._losses.by_quitting(self.session)
            if not unsent:
                self.quit()
                return
            from desktop.ui.dialogs.quit import QuitDialog

            dialog = QuitDialog(self._theme, window, unsent)
            dialog.confirmed.connect(self.quit)
            dialog.finished.connect(self._on_answered)
            dialog.open()
        except BaseException:
            self._asking = False  # else the window could never be closed
            raise

    def _on_answered(self) -> None:
        self._asking = False

    async def _sign_in_again(self) -> None:
        """Ask for the password again. The cache and what waits in the outbox stay for the same account."""
        session = self.session
        if session is None:
            return
        self._entrance.hold(session.access)
        await self._losses.hold(session)
        await self.close_session()
        self.show_sign_in()

    async def _sign_out(self) -> None:
        """Give the device back and remove the account from this computer. The user confirmed it."""
        session = self.session
        if session is None:
            return
        with suppress(GivenUpError):
            await self._patience.wait(session.client.sign_out(), lambda: None)
        self.show_sign_in(await self._remove_account())

    def _follow_account(self, changes: ChangeSet) -> None:
        """Leave an account that was closed: the server said so, and the cache is empty by now."""
        session = self.session
        if changes.connection and session and session.client.connection.reason == ConnectFailure.DEACTIVATED:
            self._turns.take(self._leave_closed_account())

    async def _leave_closed_account(self) -> None:
        if self.session is not None:
            left = await self._remove_account()
            closed = sentences.connect_failure(ConnectFailure.DEACTIVATED)
            self.show_sign_in(" ".join(part for part in (closed, left) if part))

    async def _remove_account(self) -> str:
        """Take the open account with its key, token and cache off this computer; return what could not be removed, in words."""
        session = self.session
        if session is None:
            return ""
        from desktop.ui.standstill import Standstill

        # First of all: whatever cuts this short, the account is not shown at the next start.
        self._settings.remember(account=None)
        await self.close_session()

        def stand_still() -> None:
            self._stand_still(Standstill.KEYRING_LEFT, session.account, lambda: None, self._patience.give_up)

        leftovers = await self._entrance.remove(
            session.access, lambda answer: self._patience.wait(answer, stand_still)
        )
        return kept_here.not_removed(leftovers.files, keyring=leftovers.keyring)

    async def _follow_damage(self, session: Session) -> None:
        """Open the cache anew once it turns out to be broken: what can be saved of it is saved then."""
        await session.client.damaged.wait()
        self._turns.take(self._reopen(session))

    async def _reopen(self, session: Session) -> None:
        if session is not self.session:
            return
        current: ChatId | None = session.workspace.current
        self._losses.carry(session)
        await self.close_session()
        reopened = await self._enter(session.access)
        if reopened is not None and current is not None:
            reopened.workspace.open_chat(current)


def _report(error: Exception) -> None:
    """Log what nobody expected; the program goes on."""
    log.error("something that was not foreseen went wrong", exc_info=error)
