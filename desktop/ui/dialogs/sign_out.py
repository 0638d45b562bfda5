"""The sheet that asks before this computer forgets the account."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.core.values import Unsent
from desktop.ui.controls import DangerButton, PrimaryButton, SecondaryButton
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.dialogs.words import Words
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels import kept_here


class SignOutDialog(Sheet):
    """Asks whether to sign out.

    Signals:
        confirmed(): yes; the dialog has closed.
    """

    confirmed = Signal()

    def __init__(self, theme: Theme, window: QWidget, unsent: Unsent) -> None:
        """`unsent` says what has not reached the server: it would be lost."""
        super().__init__(theme, self.tr("Sign out of this computer"), window)
        self.explain(self._sentence(unsent))
        cancel = SecondaryButton(theme, self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        sign_out = (DangerButton if unsent else PrimaryButton)(theme, self.tr("Sign out"))
        sign_out.clicked.connect(self.accept)
        self.accepted.connect(self.confirmed)
        # Enter, pressed in passing, must not destroy what somebody wrote.
        default = cancel if unsent else sign_out
        self.finish_with(Words(theme, Style.SMALL, "text_2"), cancel, sign_out, default=default)

    def _sentence(self, unsent: Unsent) -> str:
        return kept_here.lost_by_signing_out(unsent) or self.tr(
            "You will need your password to come back. Your chats stay on the server."
        )
