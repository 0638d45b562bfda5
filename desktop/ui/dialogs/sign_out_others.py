"""The sheet that asks before other devices of the user are signed out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.controls import DangerButton, SecondaryButton
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.dialogs.words import Words
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.placeholders import filled


class SignOutOthersDialog(Sheet):
    """Asks whether to sign out one device, or all but this one.

    Signals:
        confirmed(): yes; the dialog has closed.
    """

    confirmed = Signal()

    def __init__(self, theme: Theme, window: QWidget, name: str = "") -> None:
        """`name` is that of the device; empty for all others."""
        title = self.tr("Sign out another device") if name else self.tr("Sign out of all other devices")
        super().__init__(theme, title, window)
        self.explain(self._sentence(name))
        cancel = SecondaryButton(theme, self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        sign_out = DangerButton(theme, self.tr("Sign out"))
        sign_out.clicked.connect(self.accept)
        self.accepted.connect(self.confirmed)
        # Enter, pressed in passing, must send nobody's device away.
        self.finish_with(Words(theme, Style.SMALL, "text_2"), cancel, sign_out, default=cancel)

    def _sentence(self, name: str) -> str:
        if name:
            words = self.tr(
                "“%1” needs your password to come back. What was written there and not sent yet waits there."
            )
            return filled(words, name)
        return self.tr(
            "Each of them needs your password to come back. What was written there and not sent yet waits there. This computer "
            "stays signed in."
        )
