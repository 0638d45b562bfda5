"""The accounts that are signed in on this computer, as the foot of the left pane lists them."""

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop.core.values import UserId
from desktop.viewmodels.isolates import isolated
from desktop.viewmodels.placeholders import filled


class AccountLine(Struct, frozen=True):
    """One account."""

    key: str
    """What tells it from all others."""
    user: UserId
    name: str
    server: str
    """As people know it."""
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

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[AccountLine, ...] = ()

    @property
    def lines(self) -> tuple[AccountLine, ...]:
        """Return all accounts, in an order that stays while they are switched between."""
        return self._lines

    @property
    def elsewhere(self) -> int:
        """Return how many messages are unread in accounts that are not shown."""
        return sum(line.unread for line in self._lines if not line.is_shown)

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


def state_locked() -> str:
    """Say that the passphrase is needed."""
    return QCoreApplication.translate("Accounts", "Locked")


def state_signed_out() -> str:
    """Say that the server does not know this computer any more."""
    return QCoreApplication.translate("Accounts", "Signed out")


def state_closed() -> str:
    """Say that it could not be opened without a question, or at all."""
    return QCoreApplication.translate("Accounts", "Not open")
