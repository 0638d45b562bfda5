"""The page that asks for the passphrase which protects the chats on this computer. It needs no network."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.ui.controls import LinkButton, PrimaryButton
from desktop.ui.dialogs.leave_locked import LeaveLockedDialog
from desktop.ui.entry_page import FIELD, TEXT_WIDTH, EntryCard, EntryPage, ProblemBox, SecretField, fit_height
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.unlock import UnlockModel


class UnlockPage(EntryPage):
    """The page in the place of the window's panes."""

    def __init__(self, theme: Theme, model: UnlockModel, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.card = UnlockCard(theme, model)
        self.show_card(self.card)
        self.card.field.setFocus()


class UnlockCard(EntryCard):
    """The card with the one field."""

    def __init__(self, theme: Theme, model: UnlockModel) -> None:
        super().__init__(theme, model.name, model.server)
        self._model = model
        self._problem = ProblemBox(theme, self.tr("Unlocking error"))
        self.field = SecretField(
            theme, self.tr("Passphrase"), show=self.tr("Show passphrase"), hide=self.tr("Hide passphrase")
        )
        self.field.returnPressed.connect(self._submit)
        self.field.textEdited.connect(lambda: self.field.set_invalid(invalid=False))
        self.button = PrimaryButton(theme, self.tr("Unlock"), height=FIELD)
        self.button.clicked.connect(self._submit)
        self.other = LinkButton(theme, self.tr("Sign in as somebody else"))
        self.other.clicked.connect(self._ask)
        self._lay_out()
        model.changed.connect(self._show)
        model.refused.connect(self._on_refused)
        self._show()

    def _lay_out(self) -> None:
        column = self.column
        column.addSpacing(22)
        column.addWidget(self._problem)
        reason = self.words(
            self._model.reason or self.tr("Your chats on this computer are protected with a passphrase."),
            Style.BODY,
            "text",
        )
        fit_height(reason, TEXT_WIDTH)
        self.field.setAccessibleDescription(reason.text())
        column.addWidget(reason)
        column.addSpacing(14)
        self.add_field(self.field, below=17)
        column.addWidget(self.button)
        column.addSpacing(12)
        column.addWidget(self.other, 0, Qt.AlignmentFlag.AlignHCenter)

    def _submit(self) -> None:
        self._model.unlock(self.field.text())

    def _ask(self) -> None:
        dialog = LeaveLockedDialog(self._theme, self, name=self._model.name)
        dialog.decided.connect(lambda remove: self._model.use_another(remove=remove))
        dialog.open()

    def _on_refused(self) -> None:
        """Empty the field, and keep the keyboard in it."""
        self.field.clear()
        self.field.set_invalid(invalid=True)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def _show(self) -> None:
        model = self._model
        self.button.set_busy(busy=model.busy)
        self.field.setReadOnly(model.busy)
        self.other.setEnabled(not model.busy)
        self._problem.say(model.problem)
