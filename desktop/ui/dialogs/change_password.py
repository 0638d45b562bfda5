"""The sheet in which the user chooses another password. What was typed stays, whatever the server answers."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.controls import PrimaryButton, SecondaryButton
from desktop.ui.dialogs.sheet import PADDING, Sheet
from desktop.ui.dialogs.words import Problem, Words
from desktop.ui.entry_page import SecretField
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.password import PasswordField, PasswordModel


class ChangePasswordDialog(Sheet):
    """Three fields.

    Signals:
        password_changed(): it is another one now; the dialog has closed.
    """

    password_changed = Signal()

    def __init__(self, theme: Theme, password: PasswordModel, window: QWidget) -> None:
        super().__init__(theme, self.tr("Change your password"), window)
        self._password = password
        password.setParent(self)
        # All that is lost by it is said before.
        self.explain(
            self.tr(
                "All your other devices are signed out, and what they have not sent yet stays on them until you sign in there "
                "again. This computer stays signed in."
            )
        )
        self._fields = {
            PasswordField.PRESENT: self._field(self.tr("Current password")),
            PasswordField.NEW: self._field(self.tr("New password")),
            PasswordField.REPEATED: self._field(self.tr("New password once more")),
        }
        self._problem = Problem(theme, self.tr("Problem"))
        self._lay_out()
        self._obstacle = Words(theme, Style.SMALL, "text_2")
        self.cancel = SecondaryButton(theme, self.tr("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.change = PrimaryButton(theme, self.tr("Change password"))
        self.change.clicked.connect(self._submit)
        self.finish_with(self._obstacle, self.cancel, self.change)
        password.changed.connect(self._show)
        password.done.connect(self._on_done)
        self._show()
        self._fields[PasswordField.PRESENT].setFocus()

    def _field(self, name: str) -> SecretField:
        field = SecretField(
            self._theme, name, show=self.tr("Show password"), hide=self.tr("Hide password"), parent=self
        )
        field.textEdited.connect(lambda _text: field.set_invalid(invalid=False))
        return field

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(PADDING, 0, PADDING, 18)
        column.setSpacing(0)
        for field in self._fields.values():
            label = Words(self._theme, Style.SMALL, "text_2", field.accessibleName(), weight=500)
            label.setBuddy(field)
            column.addWidget(label)
            column.addSpacing(5)
            column.addWidget(field)
            column.addSpacing(12 if field is not self._fields[PasswordField.REPEATED] else 0)
        column.addWidget(self._problem)
        self.body.addLayout(column)

    def _submit(self) -> None:
        self._password.change(*(field.text() for field in self._fields.values()))

    def _show(self) -> None:
        password = self._password
        self._problem.say(password.problem)
        self._obstacle.setText(password.obstacle)
        self.change.set_busy(busy=password.busy)
        self.change.setEnabled(not password.obstacle)
        for name, field in self._fields.items():
            field.setReadOnly(password.busy)
            field.set_invalid(invalid=password.to_mend is name)
        self.footer.invalidate()  # it knows of other words only once it is laid out, and the card is as wide as it needs
        self._take_room()
        if password.to_mend is not None:
            field = self._fields[password.to_mend]
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            field.selectAll()

    def _on_done(self) -> None:
        self.accept()
        self.password_changed.emit()
