"""Keeps the list of accounts that the window shows: those that are open, and those that are only known."""

from PySide6.QtCore import QObject

from desktop.accounts import Accounts
from desktop.config import KnownAccount
from desktop.core.values import ConnectionState, UserId
from desktop.entry import account_of
from desktop.kept_settings import KeptSettings
from desktop.open_account import OpenAccount
from desktop.pages import host_of
from desktop.viewmodels import accounts as words
from desktop.viewmodels.accounts import AccountLine, AccountsModel


class Roll(QObject):
    """Follows what is open and what is remembered. `model` is the same for all windows, one after the other."""

    def __init__(self, accounts: Accounts, settings: KeptSettings, parent: QObject) -> None:
        super().__init__(parent)
        self._accounts = accounts
        self._settings = settings
        self._order: list[str] = []
        """In which the accounts are listed: that in which they came, so that none moves when it is chosen."""
        self._shown = ""
        self.model = AccountsModel(self)
        accounts.changed.connect(self._refresh)

    def show(self, key: str) -> None:
        """Say which account the window shows; empty for none."""
        self._shown = key
        self._refresh()

    def _refresh(self) -> None:
        known = {one.key: one for one in self._settings.now.known}
        open_now = {one.key: one for one in self._accounts.all}
        lines = {key: self._closed(one) for key, one in known.items()}
        lines |= {key: self._opened(one) for key, one in open_now.items()}
        self._order = [key for key in self._order if key in lines]
        self._order += [key for key in lines if key not in self._order]
        self.model.show(tuple(lines[key] for key in self._order))

    def _opened(self, opened: OpenAccount) -> AccountLine:
        me = opened.client.me
        signed_out = opened.client.connection.state is ConnectionState.SIGNED_OUT
        return AccountLine(
            opened.key,
            me.id,
            me.name,
            host_of(opened.account),
            is_shown=opened.key == self._shown,
            unread=opened.unread.messages,
            mentions=opened.unread.mentions,
            state=words.state_signed_out() if signed_out else "",
        )

    def _closed(self, known: KnownAccount) -> AccountLine:
        state = words.state_locked() if known.protection == "passphrase" else words.state_closed()
        return AccountLine(known.key, UserId(known.user), known.name, host_of(account_of(known)), state=state)
