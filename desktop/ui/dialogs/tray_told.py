"""The sheet that says, once, where the program is when its window has been closed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.controls import PrimaryButton, SecondaryButton
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.dialogs.words import Words
from desktop.ui.theme.theme import Style, Theme


class TrayToldDialog(Sheet):
    """Says that the program goes on in the tray; who does not want that quits. To close the sheet leaves the window where it is.

    Signals:
        understood(): the window may go.
        quit_wanted(): the program is to end instead.
    """

    understood = Signal()
    quit_wanted = Signal()

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(theme, self.tr("Internal Chat keeps running"), window)
        words = self.explain(
            self.tr(
                "You are still notified of new messages. The icon in the tray opens the window again; "
                "Quit in its menu ends the program. You can change this in the settings."
            )
        )
        words.setAccessibleName(self.tr("Where the program is"))
        words.setAccessibleDescription(words.text())
        leave = SecondaryButton(theme, self.tr("Quit"))
        leave.clicked.connect(self.reject)
        leave.clicked.connect(self.quit_wanted)
        stay = PrimaryButton(theme, self.tr("Close the window"))
        stay.clicked.connect(self.accept)
        self.accepted.connect(self.understood)
        self.finish_with(Words(theme, Style.SMALL, "text_2"), leave, stay)
