"""The sign-in page: which server, who, and the password. What was typed stays, whatever the server answers."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.controls import LineField, LinkButton, PrimaryButton
from desktop.ui.dialogs.words import announce
from desktop.ui.entry_page import FIELD, TEXT_WIDTH, EntryCard, EntryPage, ProblemBox, SecretField, fit_height
from desktop.ui.keeping import KeepingChoice
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels import kept_here
from desktop.viewmodels.sign_in import Entry, SignInModel

IN_PLACE = (Entry.PASSPHRASE, Entry.REPEATED)
"""What is wrong with these is said under the field."""


class SignInPage(EntryPage):
    """The page in the place of the window's panes.

    Signals:
        signed_in(Account, Choice): this computer is a device of the account now, and how it keeps what it gets.
    """

    signed_in = Signal(object, object)

    def __init__(self, theme: Theme, model: SignInModel, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.card = SignInCard(theme, model)
        self.show_card(self.card)
        self._model = model
        model.signed_in.connect(self.signed_in)
        model.changed.connect(lambda: QTimer.singleShot(0, self, self._bring_problem_into_sight))
        self.card.focus_first_empty()

    def _bring_problem_into_sight(self) -> None:
        """Scroll, in a window that is too low for the card, to what is to be mended."""
        focused: QWidget | None = self.focusWidget()
        if self._model.to_mend in IN_PLACE and focused is not None:
            self.ensureWidgetVisible(focused)
        elif self._model.problem:
            self.verticalScrollBar().setValue(0)


class SignInCard(EntryCard):
    """The card with the fields."""

    def __init__(self, theme: Theme, model: SignInModel) -> None:
        super().__init__(theme, "Internal Chat", self.tr("Private chats between support teammates"))
        self._model = model
        self._problem = ProblemBox(theme, self.tr("Sign-in error"))
        self.server = self._field(self.tr("Server address"), model.server)
        self.server.setPlaceholderText("https://chat.example.com")
        self.username = self._field(self.tr("Username"), model.username)
        self.password = SecretField(
            theme, self.tr("Password"), show=self.tr("Show password"), hide=self.tr("Hide password")
        )
        self.password.returnPressed.connect(self._submit)
        self.keeping = KeepingChoice(theme)
        self.keeping.submitted.connect(self._submit)
        self.button = PrimaryButton(theme, self.tr("Sign in"), height=FIELD)
        self.button.clicked.connect(self._submit)
        self._lay_out()
        model.changed.connect(self._show)
        self._show()

    def _field(self, name: str, text: str) -> LineField:
        field = LineField(self._theme, name, height=FIELD)
        field.setText(text)
        field.returnPressed.connect(self._submit)
        return field

    def _lay_out(self) -> None:
        column = self.column
        column.addSpacing(22)
        column.addWidget(self._problem)
        for field in (self.server, self.username, self.password):
            field.textEdited.connect(lambda _text, mended=field: mended.set_invalid(invalid=False))
            self.add_field(field)
        column.addWidget(self.keeping)
        column.addSpacing(17)
        column.addWidget(self.button)
        self._awaited = self._silence()
        column.addWidget(self._awaited)

    def _silence(self) -> QWidget:
        """Return what is shown while the keyring does not answer."""
        block = QWidget()
        inside = QVBoxLayout(block)
        inside.setContentsMargins(0, 12, 0, 0)
        inside.setSpacing(6)
        words = self.words(kept_here.keyring_awaited(), Style.SMALL, "text_2")
        words.setAccessibleName(self.tr("What is waited for"))
        words.setAccessibleDescription(words.text())
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        fit_height(words, TEXT_WIDTH)
        self.without = LinkButton(self._theme, self.tr("Go on without it"))
        self.without.clicked.connect(self._model.go_on_without_keyring)
        inside.addWidget(words)
        inside.addWidget(self.without, 0, Qt.AlignmentFlag.AlignHCenter)
        block.hide()
        return block

    def focus_first_empty(self) -> None:
        """Put the keyboard where something is missing."""
        fields = (self.server, self.username, self.password)
        next((field for field in fields if not field.text()), self.password).setFocus()

    def _submit(self) -> None:
        self._model.sign_in(
            self.server.text(),
            self.username.text(),
            self.password.text(),
            keep=self.keeping.keep,
            passphrase=self.keeping.passphrase.text(),
            repeated=self.keeping.repeated.text(),
        )

    def _show(self) -> None:
        model = self._model
        self.button.set_busy(busy=model.busy)
        if model.awaits_keyring and self._awaited.isHidden():
            announce(self, kept_here.keyring_awaited())
        self._awaited.setVisible(model.awaits_keyring)
        self.keeping.set_can_keep(can_keep=model.can_keep)
        self.keeping.set_busy(busy=model.busy)
        self._problem.say("" if model.to_mend in IN_PLACE else model.problem)
        self.keeping.mend(model.to_mend, model.problem)
        fields = {Entry.SERVER: self.server, Entry.USERNAME: self.username, Entry.PASSWORD: self.password}
        for entry, field in fields.items():
            field.setReadOnly(model.busy)
            # Where a password was given, it may as well be the name that is wrong: neither is framed as the bad one.
            doubtful = entry is Entry.PASSWORD and bool(field.text())
            field.set_invalid(invalid=model.to_mend is entry and not doubtful)
        if model.to_mend in fields:
            fields[model.to_mend].setFocus(Qt.FocusReason.OtherFocusReason)
            fields[model.to_mend].selectAll()
