"""The part of the sign-in page that asks how this computer keeps the chats: with a keyring, a passphrase, or not at all."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.controls import CheckBox, LineField, RadioButton
from desktop.ui.dialogs.words import Words, announce
from desktop.ui.entry_page import FIELD, TEXT_WIDTH, SecretField, fit_height
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.sign_in import LEAST_CHARACTERS, Entry, Keep

_UNDER_BOX = 30
"""Where the words of a box or circle begin: what explains it stands under them."""
_HINT_WIDTH = TEXT_WIDTH - _UNDER_BOX


class KeepingChoice(QWidget):
    """The choice. Where there is a keyring it is one check box, else one of two with what a passphrase needs.

    Signals:
        submitted(): Enter was pressed in one of the fields.
    """

    submitted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._can_keep = True
        self.box = CheckBox(theme, self.tr("Keep me signed in"))
        self.box.setChecked(True)
        self.box.toggled.connect(self._explain)
        self._hint = _hint(theme)
        self.with_passphrase = RadioButton(
            theme, self.tr("Protect what is kept on this computer with a passphrase")
        )
        self.nothing = RadioButton(theme, self.tr("Keep nothing after quitting"))
        self._group = QButtonGroup(self)
        for button in (self.with_passphrase, self.nothing):
            button.fit(TEXT_WIDTH)
            self._group.addButton(button)
        self.nothing.setChecked(True)
        self._group.buttonToggled.connect(self._explain)
        self._make_fields()
        self._lay_out()
        self._explain()

    @property
    def keep(self) -> Keep:
        """Return what is chosen."""
        if self._can_keep:
            return Keep.KEYRING if self.box.isChecked() else Keep.NOTHING
        return Keep.PASSPHRASE if self.with_passphrase.isChecked() else Keep.NOTHING

    def set_can_keep(self, *, can_keep: bool) -> None:
        """Say whether this computer has a keyring, and so what can be chosen."""
        if can_keep != self._can_keep:
            self._can_keep = can_keep
            self._explain()

    def mend(self, entry: Entry | None, problem: str) -> None:
        """Say under a field what is to be mended in it; put the keyboard there. Nothing is said of the page's other fields."""
        for field, words, mine in (
            (self.passphrase, self._problem, Entry.PASSPHRASE),
            (self.repeated, self._mismatch, Entry.REPEATED),
        ):
            here = entry is mine
            field.set_invalid(invalid=here)
            _say(words, problem if here else "")
            if here:
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                field.selectAll()
                announce(field, problem)

    def set_busy(self, *, busy: bool) -> None:
        """Let nothing be changed while the answer is awaited."""
        for control in (self.box, self.with_passphrase, self.nothing):
            control.setEnabled(not busy)
        for field in (self.passphrase, self.repeated):
            field.setReadOnly(busy)

    def _make_fields(self) -> None:
        theme = self._theme
        self.passphrase = SecretField(
            theme, self.tr("Passphrase"), show=self.tr("Show passphrase"), hide=self.tr("Hide passphrase")
        )
        self.repeated = LineField(theme, self.tr("Repeat passphrase"), height=FIELD)
        self.repeated.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.shown.connect(self._show_repeated)
        self._problem = _hint(theme, "danger")
        self._mismatch = _hint(theme, "danger")
        self._strength = _hint(theme, text=self._demand(""))
        self.passphrase.textChanged.connect(lambda text: self._strength.setText(self._demand(text)))
        for field, words in ((self.passphrase, self._problem), (self.repeated, self._mismatch)):
            field.textEdited.connect(lambda _text, mended=field, said=words: _forgive(mended, said))
            field.returnPressed.connect(self.submitted)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._missing = _hint(
            self._theme,
            text=self.tr("Without a system keyring: choose how this computer keeps your chats."),
            width=TEXT_WIDTH,
        )
        self._asked = _indented(column, (self._missing,), indent=0, below=6)
        column.addWidget(self.box)
        column.addWidget(self.with_passphrase)
        self._fields = _indented(
            column,
            (
                _label(self._theme, self.passphrase),
                self.passphrase,
                self._problem,
                self._strength,
                _label(self._theme, self.repeated),
                self.repeated,
                self._mismatch,
            ),
            below=8,
        )
        column.addWidget(self.nothing)
        self._hints = _indented(column, (self._hint,))

    def _explain(self) -> None:
        """Show what belongs to the choice, and say what it means."""
        protects = self.keep is Keep.PASSPHRASE
        for part, shown in (
            (self.box, self._can_keep),
            (self._asked, not self._can_keep),
            (self.with_passphrase, not self._can_keep),
            (self.nothing, not self._can_keep),
            (self._fields, protects),
            (self._hints, not protects),
        ):
            part.setVisible(shown)
        hint = self._meaning()
        self._hint.setText(hint)
        fit_height(self._hint, _HINT_WIDTH)
        self.box.setAccessibleDescription(hint)
        self.nothing.setAccessibleDescription(self._meaning_of_nothing())
        self.with_passphrase.setAccessibleDescription(self._missing.text())

    def _meaning(self) -> str:
        if self.keep is Keep.KEYRING:
            return self.tr("Stored in this computer’s system keyring")
        return self._meaning_of_nothing()

    def _meaning_of_nothing(self) -> str:
        return self.tr("Your chats are removed from this computer when you quit; you sign in again next time")

    def _demand(self, text: str) -> str:
        missing = LEAST_CHARACTERS - len(text)
        if not text or missing <= 0:
            return self.tr(
                "At least %Ln characters; several words are best. You need it at every start, and nobody can recover it.",
                "",
                LEAST_CHARACTERS,
            )
        if missing == 1:
            return self.tr("1 character more, and nobody can recover it.")
        return self.tr("%Ln characters more are needed.", "", missing)

    def _show_repeated(self, shown: bool) -> None:  # noqa: FBT001 - a slot
        self.repeated.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)


def _hint(theme: Theme, colour: str = "text_2", *, text: str = "", width: int = _HINT_WIDTH) -> Words:
    words = Words(theme, Style.SMALL, colour, text)
    words.setWordWrap(True)
    if not text:
        words.hide()
    fit_height(words, width)
    return words


def _label(theme: Theme, field: QLineEdit) -> QLabel:
    label = Words(theme, Style.SMALL, "text_2", field.accessibleName(), weight=500)
    label.setBuddy(field)
    return label


def _indented(
    column: QVBoxLayout, parts: tuple[QWidget, ...], *, indent: int = _UNDER_BOX, below: int = 0
) -> QWidget:
    """Add parts below each other, and return what shows and hides them all."""
    block = QWidget()
    across = QHBoxLayout(block)
    across.setContentsMargins(0, 2, 0, below)
    across.setSpacing(0)
    across.addSpacing(indent)  # a spacing, unlike a margin, changes sides with the reading direction
    inside = QVBoxLayout()
    inside.setSpacing(5)
    across.addLayout(inside, 1)
    for part in parts:
        inside.addWidget(part)
    column.addWidget(block)
    return block


def _say(words: Words, sentence: str) -> None:
    words.setText(sentence)
    words.setVisible(bool(sentence))
    fit_height(words, _HINT_WIDTH)


def _forgive(field: LineField, words: Words) -> None:
    field.set_invalid(invalid=False)
    _say(words, "")
