"""The accounts that are signed in on this computer, as the foot of the left pane lists them."""

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QLocale, QObject, Signal

from desktop.core.values import UserId
from desktop.viewmodels.isolates import isolated
from desktop.viewmodels.placeholders import filled

_MOST_COUNTED = 99


class AccountLine(Struct, frozen=True):
    """One account."""

    key: str
    """What tells it from all others."""
    user: UserId
    name: str
    server: str
    """As people know it; empty where nobody has said it."""
    is_shown: bool = False
    """It is the one of this window."""
    unread: int = 0
    """Messages that notifications would count."""
    mentions: int = 0
    state: str = ""
    """Why nothing new comes of it, in a word or two; empty where it does."""


class AccountsModel(QObject):
    """Which accounts there are, and the wish for another one.

    Signals:
        changed(): `lines` are different.
        chosen(str): the account with this key is to be shown.
        adding_wanted(): the user wants to sign in to one more.
    """

    changed = Signal()
    chosen = Signal(str)
    adding_wanted = Signal()

    def __init__(
        self, parent: QObject | None = None, *, lines: tuple[AccountLine, ...] = (), can_add: bool = True
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self.can_add = can_add
        """Whether somebody answers `adding_wanted`."""

    @property
    def lines(self) -> tuple[AccountLine, ...]:
        """Return all accounts, in an order that stays while they are switched between."""
        return self._lines

    @property
    def elsewhere(self) -> int:
        """Return how many messages are unread in accounts that are not shown."""
        return sum(line.unread for line in self._lines if not line.is_shown)

    def mark(self, key: str) -> str:
        """Return what tells an account from the others, in as few words as will do; empty where it is the only one."""
        line = next((line for line in self._lines if line.key == key), None)
        others = [other for other in self._lines if other.key != key]
        if line is None or not others:
            return ""
        if all(other.server != line.server for other in others):
            return line.server
        if all(other.name != line.name for other in others):
            return line.name
        return filled(QCoreApplication.translate("Accounts", "%1 on %2"), line.name, line.server)

    def show(self, lines: tuple[AccountLine, ...]) -> None:
        """Take what there is now."""
        if lines != self._lines:
            self._lines = lines
            self.changed.emit()

    def choose(self, index: int) -> None:
        """Ask for the account that stands in a place; for one that is not there, or shown already, nothing is asked."""
        if 0 <= index < len(self._lines) and not self._lines[index].is_shown:
            self.chosen.emit(self._lines[index].key)


def said_of_account(name: str, server: str, words: str) -> str:
    """Return what is to be said of one account, where there are several."""
    of = QCoreApplication.translate("Accounts", "%1 on %2: %3")
    return filled(of, isolated(name), isolated(server), words)


def unread_shown(unread: int) -> str:
    """Return a number as a badge shows it."""
    number = QLocale().toString(min(unread, _MOST_COUNTED))
    return f"{number}+" if unread > _MOST_COUNTED else number


def said_of_line(line: AccountLine) -> str:
    """Return all that a row tells, for who hears it."""
    translate = QCoreApplication.translate
    parts = [
        filled(translate("Accounts", "%1 on %2"), line.name, line.server) if line.server else line.name,
        translate("Accounts", "shown now") if line.is_shown else "",
        line.state,
        translate("Accounts", "%Ln unread message(s)", "", line.unread) if line.unread else "",
    ]
    return ", ".join(part for part in parts if part)


def said_of_others(accounts: AccountsModel) -> str:
    """Say what is unread in accounts that are not shown; empty for nothing."""
    unread = accounts.elsewhere
    return (
        QCoreApplication.translate("Accounts", "%Ln unread message(s) in other accounts", "", unread)
        if unread
        else ""
    )


def state_locked() -> str:
    """Say that the passphrase is needed."""
    return QCoreApplication.translate("Accounts", "Locked")


def state_signed_out() -> str:
    """Say that the server does not know this computer any more."""
    return QCoreApplication.translate("Accounts", "Signed out")


def state_closed() -> str:
    """Say that it could not be opened without a question, or at all."""
    return QCoreApplication.translate("Accounts", "Not open")
