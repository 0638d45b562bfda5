"""Choosing people: the field with the chips, and the list that its search leaves. The keyboard stays in the field."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.values import UserId
from desktop.ui.dialogs.people_field import PeopleField
from desktop.ui.dialogs.teammates_view import TeammatesView
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.people_picker import PeoplePickerModel
from desktop.viewmodels.placeholders import filled


class PeoplePicker(QWidget):
    """The field and the list belong together, but the dialog says where each stands.

    Signals:
        completed(): Enter was pressed with nothing searched for and nobody current: the user is done choosing.
        searching_changed(bool): the user began to look for somebody, or ended it.
    """

    completed = Signal()
    searching_changed = Signal(bool)

    def __init__(
        self, theme: Theme, picker: PeoplePickerModel, name: str, *, hint: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._picker = picker
        self._searching = False
        self.field = PeopleField(theme, name, hint=hint)
        self.list = TeammatesView(theme, picker.teammates)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.field)
        self.setFocusProxy(self.field)
        self.field.searched.connect(self._search)
        self.field.stepped.connect(self._step)
        self.field.entered.connect(self._enter)
        self.field.taken_back.connect(picker.remove_last)
        self.field.dismissed.connect(self._dismiss)
        self.list.picked.connect(self._pick)
        picker.chosen_changed.connect(self._show_chosen)
        picker.listed.connect(self._on_listed)
        self._show_chosen()

    @property
    def searching(self) -> bool:
        """Whether the user looks for somebody: has written something, or moves in the list."""
        return self._searching

    def begin_search(self) -> None:
        """Let the user look for somebody, even with nothing written yet."""
        self._set_searching(searching=True)

    def end_search(self) -> None:
        """Forget what was searched for."""
        self.field.edit.clear()
        self.list.choose_none()
        self._set_searching(searching=False)

    def _search(self, query: str) -> None:
        self._picker.search(query)
        if query.strip():
            self.list.say_when_empty(filled(self.tr("Nobody matches “%1”"), query.strip()))
            self.list.choose_first()
            self._set_searching(searching=True)
        else:
            self.list.choose_none()

    def _on_listed(self) -> None:
        """Offer the first match to somebody who wrote before the team was read."""
        if self._picker.query.strip():
            self.list.choose_first()

    def _step(self, step: int) -> None:
        self._set_searching(searching=True)
        self.list.move_current(step)

    def _enter(self) -> None:
        if not self.list.pick_current() and not self._picker.query.strip():
            self.completed.emit()

    def _pick(self, user: UserId) -> None:
        self._picker.toggle(user)
        if self._picker.query:
            self.end_search()
        self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _dismiss(self, user: UserId) -> None:
        self._picker.remove(user)
        self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_chosen(self) -> None:
        self.field.show_people(self._picker.chosen)

    def _set_searching(self, *, searching: bool) -> None:
        if searching != self._searching:
            self._searching = searching
            self.searching_changed.emit(searching)
