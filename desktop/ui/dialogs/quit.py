"""The sheet that asks before a session which keeps nothing ends with something that was not sent."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.core.values import Unsent
from desktop.ui.controls import PrimaryButton, SecondaryButton
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.dialogs.words import Words
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels import kept_here


class QuitDialog(Sheet):
    """Asks whether to quit all the same.

    Signals:
        confirmed(): quit; the dialog has closed.
    """

    confirmed = Signal()

    def __init__(self, theme: Theme, window: QWidget, unsent: Unsent) -> None:
        super().__init__(theme, self.tr("Quit Internal Chat"), window)
        words = self.explain(kept_here.lost_by_quitting(unsent))
        words.setAccessibleName(self.tr("What would be lost"))
        words.setAccessibleDescription(words.text())
        leave = SecondaryButton(theme, self.tr("Quit"))
        leave.clicked.connect(self.accept)
        stay = PrimaryButton(theme, self.tr("Stay"))
        stay.clicked.connect(self.reject)
        self.accepted.connect(self.confirmed)
        self.finish_with(Words(theme, Style.SMALL, "text_2"), leave, stay)
