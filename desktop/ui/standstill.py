"""The page that says why the chats on this computer cannot be opened now, and what can be done: nothing is touched meanwhile."""

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.controls import LinkButton, PrimaryButton
from desktop.ui.dialogs.words import announce
from desktop.ui.entry_page import FIELD, TEXT_WIDTH, EntryCard, EntryPage, fit_height
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels import kept_here


class Standstill(StrEnum):
    """What keeps the chats closed."""

    KEYRING_AWAITED = "keyring_awaited"
    """The keyring has not answered yet: it may be asking its owner."""
    KEYRING_LEFT = "keyring_left"
    """The keyring has not answered yet, and is to forget the account that is leaving."""
    KEYRING_SILENT = "keyring_silent"
    NEWER = "newer"
    IN_USE = "in_use"
    UNUSABLE = "unusable"


_AWAITED = (Standstill.KEYRING_AWAITED, Standstill.KEYRING_LEFT)
_MAY_SIGN_IN = (*_AWAITED, Standstill.KEYRING_SILENT)


class StandstillPage(EntryPage):
    """One sentence, one button, and a way past it where there is one.

    Signals:
        action_wanted(): the button was pressed: try again or, where that would not help, quit.
        sign_in_wanted(): the user wants to sign in afresh; what is here stays as it is.
    """

    action_wanted = Signal()
    sign_in_wanted = Signal()

    def __init__(
        self, theme: Theme, standstill: Standstill, *, name: str, server: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._sentence = _sentence(standstill)
        card = EntryCard(theme, name, server)
        words = card.words(self._sentence, Style.BODY, "text")
        words.setAccessibleName(self.tr("What is the matter"))
        words.setAccessibleDescription(self._sentence)
        fit_height(words, TEXT_WIDTH)
        self.button = PrimaryButton(theme, self._action(standstill), height=FIELD)
        self.button.clicked.connect(self.action_wanted)
        self.button.set_busy(busy=standstill in _AWAITED)
        card.column.addSpacing(22)
        card.column.addWidget(words)
        card.column.addSpacing(18)
        card.column.addWidget(self.button)
        if standstill in _MAY_SIGN_IN:
            leaves = standstill is Standstill.KEYRING_LEFT
            other = LinkButton(theme, self.tr("Go on without it") if leaves else self.tr("Sign in afresh"))
            other.clicked.connect(self.sign_in_wanted)
            card.column.addSpacing(12)
            card.column.addWidget(other, 0, Qt.AlignmentFlag.AlignHCenter)
        self.show_card(card)
        self.button.setFocus()

    def _action(self, standstill: Standstill) -> str:
        match standstill:
            case Standstill.KEYRING_AWAITED | Standstill.KEYRING_LEFT:
                return self.tr("Waiting…")
            case Standstill.NEWER:
                return self.tr("Quit")
            case _:
                return self.tr("Try again")

    def showEvent(self, event: QShowEvent) -> None:
        """Let a screen reader say why the page is there."""
        super().showEvent(event)
        announce(self, self._sentence)


def _sentence(standstill: Standstill) -> str:
    match standstill:
        case Standstill.KEYRING_AWAITED | Standstill.KEYRING_LEFT:
            return kept_here.keyring_awaited()
        case Standstill.KEYRING_SILENT:
            return kept_here.keyring_silent()
        case Standstill.NEWER:
            return kept_here.newer()
        case Standstill.IN_USE:
            return kept_here.in_use()
        case Standstill.UNUSABLE:
            return kept_here.unusable()
