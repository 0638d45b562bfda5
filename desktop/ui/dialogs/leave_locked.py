"""The sheet that asks what is to become of chats that are locked on this computer, before somebody else signs in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.controls import LinkButton, PrimaryButton, SecondaryButton
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.dialogs.words import Words
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.placeholders import filled


class LeaveLockedDialog(Sheet):
    """Asks whether the locked copy stays.

    Signals:
        decided(remove): go on; the flag says whether the copy is to be removed.
    """

    decided = Signal(bool)

    def __init__(self, theme: Theme, window: QWidget, *, name: str) -> None:
        super().__init__(theme, self.tr("Sign in as somebody else"), window)
        locked = self.tr(
            "The chats of %1 on this computer are locked. They can stay, to be unlocked another time. If you remove "
            "them, messages and drafts in them that were not sent are lost."
        )
        self.explain(filled(locked, name))
        remove = LinkButton(theme, self.tr("Remove them"), colour="danger")
        remove.clicked.connect(lambda: self._decide(remove=True))
        cancel = SecondaryButton(theme, self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        keep = PrimaryButton(theme, self.tr("Leave them here"))
        keep.clicked.connect(lambda: self._decide(remove=False))
        self.finish_with(Words(theme, Style.SMALL, "text_2"), cancel, keep)
        self.footer.insertWidget(0, remove)

    def _decide(self, *, remove: bool) -> None:
        self.accept()
        self.decided.emit(remove)
