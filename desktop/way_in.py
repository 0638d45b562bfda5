"""The way from a page to an account's window: who is to sign in, what opens the chats, and what is said where nothing does.

Where other accounts are open, every page offers the way back to them: who is asked for a password need not have one.
"""

import logging
import platform
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from desktop.config import KnownAccount
from desktop.core.client import Account
from desktop.core.errors import CacheError, CacheInUseError, CacheNewerError
from desktop.entry import Access, Entrance, KeptByKeyringError, LockedError, account_of, key_of
from desktop.kept_settings import KeptSettings
from desktop.pages import Pages, host_of
from desktop.session import Session
from desktop.system import keyring
from desktop.viewmodels import kept_here
from desktop.viewmodels.background import Background
from desktop.viewmodels.patience import GivenUpError, Patience
from desktop.viewmodels.sign_in import Choice, Keep

if TYPE_CHECKING:
    from desktop.ui.standstill import Standstill
    from desktop.viewmodels.sign_in import SignInModel

log = logging.getLogger(__name__)


class Host(Protocol):
    """Who shows what the way leads to."""

    async def open(self, access: Access) -> Session:
        """Show an account's window. Raises CacheError."""

    async def make_room(self, account: Account) -> None:
        """Close an account that is open, since somebody has signed in to it anew; what opens it is held."""

    def way_back(self) -> Callable[[], None] | None:
        """Return what leads to the account that was shown before, if one is open."""

    async def show_next(self, told: str = "") -> None:
        """Show the account that was used before, or the way in; `told` is said there."""

    def quit(self) -> None:
        """End the program."""


class WayIn:
    """Shows the pages, and goes on from them."""

    def __init__(
        self, host: Host, entrance: Entrance, settings: KeptSettings, pages: Pages, patience: Patience
    ) -> None:
        self._host = host
        self._entrance = entrance
        self._settings = settings
        self._pages = pages
        self._patience = patience
        self._background: Background

    def begin(self, background: Background) -> None:
        """Run what takes its time there. To be called once, before all else."""
        self._background = background

    async def show(self, known: KnownAccount) -> None:
        """Show an account that stayed signed in, or the page that leads to it."""
        if known.protection == "passphrase":
            await self._entrance.tidy_locked(account_of(known))
            self._show_unlock(account_of(known))
        else:
            await self._recall(known)

    async def enter(self, access: Access) -> Session | None:
        """Open an account, and remember it; or say what keeps it closed, and return None."""
        from desktop.ui.standstill import Standstill

        try:
            session = await self._host.open(access)
        except CacheNewerError:
            self.stand_still(Standstill.NEWER, access.account, self._host.quit)
        except CacheError as error:
            log.error("the cache cannot be opened: %s", error)  # noqa: TRY400 - the page says it, a traceback would not
            self.stand_still(
                Standstill.IN_USE if isinstance(error, CacheInUseError) else Standstill.UNUSABLE,
                access.account,
                lambda: self._background.start(self.enter(access)),
            )
        else:
            self._settings.show(access.known, access.account.username)
            return session
        return None

    async def _recall(self, known: KnownAccount) -> None:
        """Open the account with what the keyring has for it."""
        from desktop.ui.standstill import Standstill

        def stand_still(why: Standstill) -> None:
            again = lambda: self._background.start(self._recall(known))  # noqa: E731 - only what is done again
            self.stand_still(why, account_of(known), again)

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
            await self.enter(access)

    async def _unlock(self, account: Account, passphrase: str) -> None:
        await self.enter(await self._entrance.unlock(account, passphrase))

    async def _admit(self, model: "SignInModel", account: Account, choice: Choice) -> None:
        """Go from the sign-in page to the account's window."""
        await self._host.make_room(account)
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
            await self.enter(access)

    # Pages.

    def show_sign_in(self, problem: str = "", *, username: str | None = None) -> None:
        """Show the sign-in page, with the server and name of last time, and why it is there if that is not plain.

        `username` stands there instead of the last one.
        """
        from desktop.viewmodels.sign_in import SignInModel

        self._patience.give_up()  # what was being tried meanwhile is for nobody
        settings = self._settings.now
        proposed = settings.username if username is None else username
        model = SignInModel(
            self._background,
            device_name=_device_name(),
            server=settings.server,
            username=proposed,
            keyring=self._entrance,
            patience=self._patience,
        )
        model.signed_in.connect(
            lambda account, choice: self._background.start(self._admit(model, account, choice))
        )
        if problem:
            model.say(problem)
        self._pages.show_sign_in(model, self._host.way_back())
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
        self._pages.show_unlock(model, self._host.way_back())

    def stand_still(
        self,
        why: "Standstill",
        account: Account,
        act: Callable[[], object],
        go_on: Callable[[], None] | None = None,
    ) -> None:
        """Say what keeps an account's chats closed; `act` is done by the button, `go_on` by the way past it."""
        self._pages.show_standstill(why, account, act, go_on or self.show_sign_in)

    async def _use_another(self, account: Account, *, remove: bool) -> None:
        """Let somebody else sign in; the locked chats stay, unless the user wants them gone."""
        if remove:
            leftovers = await self._entrance.remove_locked(account)
            left = kept_here.not_removed(leftovers.files, keyring=leftovers.keyring)
            self._settings.forget(key_of(account))
            await self._host.show_next(left)
        else:
            self.show_sign_in()


def _device_name() -> str:
    """Return what this computer is called in the list of the user's devices: `desk-14, Ubuntu 24.04`."""
    from PySide6.QtCore import QSysInfo

    return ", ".join(part for part in (platform.node(), QSysInfo.prettyProductName()) if part)
