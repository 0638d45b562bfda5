"""How an account leaves this computer, or its window for a while: signing out, signing in anew, and a cache that broke."""

from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from desktop.accounts import Accounts
from desktop.core.errors import CacheError, ConnectFailure
from desktop.core.values import ChatId
from desktop.entry import Entrance, key_of
from desktop.kept_settings import KeptSettings
from desktop.losses import Losses
from desktop.open_account import OpenAccount
from desktop.pages import host_of
from desktop.session import Session
from desktop.viewmodels import kept_here, sentences
from desktop.viewmodels.accounts import said_of_account
from desktop.viewmodels.patience import GivenUpError, Patience
from desktop.way_in import WayIn

if TYPE_CHECKING:
    from desktop.core.client import Account


class Host(Protocol):
    """Who shows the windows."""

    session: Session | None

    async def close_session(self) -> None:
        """Take the window away; the account goes on in the background."""

    async def show_next(self, told: str = "") -> None:
        """Show the account that was used before, or the way in; `told` is said there."""

    def tell(self, words: str) -> None:
        """Say something for some seconds, as soon as there is a window."""


class WayOut:
    """Ends what an account has here, each time to its end (`turns`)."""

    def __init__(  # noqa: PLR0913 - all that an account leaves behind
        self,
        host: Host,
        way_in: WayIn,
        accounts: Accounts,
        *,
        entrance: Entrance,
        settings: KeptSettings,
        losses: Losses,
        patience: Patience,
    ) -> None:
        self._host = host
        self._way_in = way_in
        self._accounts = accounts
        self._entrance = entrance
        self._settings = settings
        self._losses = losses
        self._patience = patience

    async def sign_in_again(self) -> None:
        """Ask for the password again. The cache and what waits in the outbox stay for the same account."""
        session = self._host.session
        if session is None:
            return
        self._entrance.hold(session.access)
        await self._losses.hold(session.opened, session)
        await self._host.close_session()
        await self._accounts.close(session.opened)
        self._way_in.show_sign_in(username=session.account.username)

    async def make_room(self, account: "Account") -> None:
        """Close an account that is open, since somebody has just signed in to it anew; its device of before is given back."""
        opened = self._accounts.find(key_of(account))
        if opened is None:
            return
        with suppress(GivenUpError):
            await self._patience.wait(opened.client.sign_out(), lambda: None)
        self._entrance.hold(opened.access)
        await self._losses.hold(opened)
        await self._accounts.close(opened)

    async def sign_out(self) -> None:
        """Give the device back and remove the account from this computer. The user confirmed it."""
        session = self._host.session
        if session is None:
            return
        with suppress(GivenUpError):
            await self._patience.wait(session.client.sign_out(), lambda: None)
        await self._host.show_next(await self._remove(session.opened))

    async def leave_closed(self, opened: OpenAccount) -> None:
        """Leave an account that the server closed."""
        if self._accounts.find(opened.key) is not opened:
            return
        shown = self._host.session is not None and self._host.session.opened is opened
        left = await self._remove(opened)
        closed = sentences.connect_failure(ConnectFailure.DEACTIVATED)
        words = " ".join(part for part in (closed, left) if part)
        if not shown or self._accounts.all:
            words = said_of_account(opened.account.name, host_of(opened.account), words)
        if shown:
            await self._host.show_next(words)
        else:
            self._host.tell(words)

    async def reopen(self, opened: OpenAccount) -> None:
        """Open an account's broken cache anew, where the user was: what can be saved of it is saved then."""
        if self._accounts.find(opened.key) is not opened:
            return
        session = self._host.session
        if session is None or session.opened is not opened:
            await self._reopen_unseen(opened)
            return
        current: ChatId | None = session.workspace.current
        self._losses.carry(session)
        await self._host.close_session()
        await self._accounts.close(opened)
        reopened = await self._way_in.enter(opened.access)
        if reopened is not None and current is not None:
            reopened.workspace.open_chat(current)

    async def _reopen_unseen(self, opened: OpenAccount) -> None:
        await self._accounts.close(opened)
        try:
            again = await self._accounts.open(opened.access)
        except CacheError as error:
            words = kept_here.closed(error)
        else:
            again.last_chat = opened.last_chat
            self._accounts.start(again)
            recovery = again.client.recovery
            words = "" if recovery is None else kept_here.recovered(recovery)
        if words:
            self._host.tell(said_of_account(opened.account.name, host_of(opened.account), words))

    async def _remove(self, opened: OpenAccount) -> str:
        """Take an account with its key, token and cache off this computer; return what could not be removed, in words."""
        from desktop.ui.standstill import Standstill

        # First of all: whatever cuts this short, the account is not shown at the next start.
        self._settings.forget(opened.key)
        session = self._host.session
        shown = session is not None and session.opened is opened
        if shown:
            await self._host.close_session()
        await self._accounts.close(opened)
        self._losses.forget(opened.key)

        def stand_still() -> None:
            if shown:
                self._way_in.stand_still(
                    Standstill.KEYRING_LEFT, opened.account, lambda: None, self._patience.give_up
                )

        leftovers = await self._entrance.remove(
            opened.access, lambda answer: self._patience.wait(answer, stand_still)
        )
        return kept_here.not_removed(leftovers.files, keyring=leftovers.keyring)
