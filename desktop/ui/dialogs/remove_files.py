"""The sheet that asks before downloaded files leave this computer."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.controls import DangerButton, SecondaryButton
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.dialogs.words import Words
from desktop.ui.theme.theme import Style, Theme


class RemoveFilesDialog(Sheet):
    """Asks whether to remove them.

    Signals:
        confirmed(): yes; the dialog has closed.
    """

    confirmed = Signal()

    def __init__(self, theme: Theme, window: QWidget, used: str) -> None:
        """Make the sheet; `used` says how much there is, and may be empty."""
        super().__init__(theme, self.tr("Remove downloaded files"), window)
        self.explain(
            self.tr(
                "Pictures and files that were downloaded are removed from this computer. They stay on the server and can be "
                "downloaded again from their messages. Files that you have not sent yet stay here."
            )
        )
        cancel = SecondaryButton(theme, self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        remove = DangerButton(theme, self.tr("Remove"))
        remove.clicked.connect(self.accept)
        self.accepted.connect(self.confirmed)
        self.finish_with(Words(theme, Style.SMALL, "text_2", used), cancel, remove)
