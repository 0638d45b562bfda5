"""The sheet that asks before a message is deleted: what was sent, nobody can bring back."""

from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.controls import DangerButton, SecondaryButton
from desktop.ui.dialogs.sheet import Sheet
from desktop.ui.dialogs.words import Words
from desktop.ui.theme.theme import Style, Theme


class Fate(Enum):
    """How far the message has come."""

    SENT = "sent"
    WAITING = "waiting"
    UNDECIDED = "undecided"
    """It was refused, or it asks whether it is to go: nobody else has it."""


class DeleteMessageDialog(Sheet):
    """Asks whether to delete a message.

    Signals:
        confirmed: yes; the dialog has closed.
    """

    confirmed = Signal()

    def __init__(self, theme: Theme, window: QWidget, *, fate: Fate, files: int = 0) -> None:
        super().__init__(theme, self.tr("Delete message"), window)
        self.explain(" ".join(part for part in (self._consequence(fate), self._files(files)) if part))
        cancel = SecondaryButton(theme, self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        delete = DangerButton(theme, self.tr("Delete"))
        delete.clicked.connect(self.accept)
        self.accepted.connect(self.confirmed)
        self.finish_with(Words(theme, Style.SMALL, "text_2"), cancel, delete)

    def _files(self, number: int) -> str:
        """Return what becomes of what was sent with it."""
        if not number:
            return ""
        if number == 1:
            return self.tr("Its file is deleted, too.")
        return self.tr("Its %Ln files are deleted, too.", "", number)

    def _consequence(self, fate: Fate) -> str:
        match fate:
            case Fate.SENT:
                return self.tr(
                    "Everybody in this chat will see that you deleted it. It cannot be brought back."
                )
            case Fate.WAITING:
                return self.tr("It is still waiting to be sent.")
            case Fate.UNDECIDED:
                return self.tr("It was not sent, and stands here only.")
