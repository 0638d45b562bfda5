"""The sheet that tells once of an error that nobody foresaw, with what whoever mends it has to know."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.controls import PrimaryButton, SecondaryButton
from desktop.ui.dialogs.proposed_text import ProposedText
from desktop.ui.dialogs.sheet import PADDING, WIDTH, Sheet
from desktop.ui.dialogs.words import Words, announce
from desktop.ui.theme.theme import Style, Theme


class UnforeseenDialog(Sheet):
    """Says that something went wrong, and offers to copy the details. Nothing is decided here."""

    makes_room = True

    def __init__(self, theme: Theme, window: QWidget, details: str, *, ended: bool = False) -> None:
        """Tell of an error; `ended`: it ended the program the last time that this ran."""
        title = (
            self.tr("Internal Chat ended unexpectedly")
            if ended
            else self.tr("Something unexpected went wrong")
        )
        super().__init__(theme, title, window)
        self._details = details
        sentence = (
            self.tr(
                "That was when it ran last. What you had written is kept, and what had not been sent yet is sent now."
            )
            if ended
            else self.tr("Internal Chat goes on, and what you have written is kept.")
        )
        ask = self.tr(
            "To have it mended, copy the details and send them to whoever looks after Internal Chat in your company."
        )
        words = self.explain(f"{sentence} {ask}")
        words.setAccessibleName(self.tr("What happened"))
        words.setAccessibleDescription(words.text())
        shown = ProposedText(theme, self.tr("Details"), details)
        shown.fit(WIDTH - 2 * PADDING)
        column = QVBoxLayout()
        column.setContentsMargins(PADDING, 0, PADDING, 18)
        column.addWidget(shown)
        self.body.addLayout(column)
        self._copy = SecondaryButton(theme, self.tr("Copy details"))
        self._copy.clicked.connect(self._copy_details)
        close = PrimaryButton(theme, self.tr("OK"))
        close.clicked.connect(self.accept)
        note = Words(theme, Style.SMALL, "text_2", self.tr("No messages, names or keys are in them."))
        self.finish_with(note, self._copy, close)

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
        self._copy.setText(self.tr("Copied"))
        announce(self._copy, self.tr("Copied"))
