"""What stands in the place of the list of chats while something is searched for: the results, or that there are none.

Over them it says what may be missing, as long as anything is.
"""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.values import UserId
from desktop.ui.chat_list.empty import EmptyList
from desktop.ui.dialogs.words import Icon, Words, announce
from desktop.ui.search.view import ResultsView
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.isolates import without_isolates
from desktop.viewmodels.links import Place
from desktop.viewmodels.search_lines import MessageLine, PersonLine, ResultLine, SubjectLine
from desktop.viewmodels.workspace import Workspace

_SIDE = 16
_BELOW = 8
_ICON = 14
SPOKEN_MS = 600
"""So long after the last letter it is said how many there are: who types is not spoken to with each."""


class SearchResults(QWidget):
    """The results of the search in the left pane.

    Signals:
        answered(bool): there is something to show from now on, or no more: then the list of chats is shown.
        opened(object): a result was opened; the id of its chat is the payload.
        left(): the keyboard goes back to the field.
        typed(object): a key that is the field's; it is a `QKeyEvent`.
        another_wanted(str): something else is to be searched for.
        new_chat_wanted(object): a chat is to be started with people; their ids.
    """

    answered = Signal(bool)
    opened = Signal(object)
    left = Signal()
    typed = Signal(object)
    another_wanted = Signal(str)
    new_chat_wanted = Signal(object)

    def __init__(self, theme: Theme, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._model = workspace.search
        self._was_answered = False
        self._opens_first = False
        self._person: PersonLine | None = None
        """With whom a chat is looked for."""
        self._heard = ""
        self._spoken = QTimer(self, singleShot=True, interval=SPOKEN_MS)
        self._spoken.timeout.connect(self._speak)
        self.view = ResultsView(theme, self._model, self)
        self._notices = _Notices(theme, self)
        self.nothing = EmptyList(theme, self)
        self.nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._notices)
        column.addWidget(self.view, 1)
        column.addWidget(self.nothing, 1)
        self._connect()
        self.hide()

    def _connect(self) -> None:
        model, view = self._model, self.view
        model.arrived.connect(self._on_arrived)
        model.changed.connect(self._show)
        model.counted.connect(self._on_counted)
        view.chosen.connect(self._open)
        view.chat_wanted.connect(self._start_chat)
        view.left.connect(self.left)
        view.typed.connect(self.typed)
        self.nothing.action_chosen.connect(lambda: self.another_wanted.emit(""))
        self._workspace.chat_opened.connect(view.follow_open)
        self._workspace.private_chats.found.connect(self._on_person_found)
        self._workspace.private_chats.missing.connect(self._on_person_missing)

    @property
    def has_opened(self) -> bool:
        """Whether the chat that is open was opened from here."""
        return self.view.selectionModel().hasSelection()

    def search(self, text: str) -> None:
        """Look for something else."""
        self._opens_first = False
        self._model.search(text)

    def open_first(self) -> None:
        """Open the first result, as soon as there is one of what was typed last."""
        first = self.view.first()
        if not self._model.is_current:
            self._opens_first = True
        elif first is not None:
            self._open(first)
        elif self._model.place is not None:
            self._workspace.go_to(self._model.place)  # which says why it cannot be

    def enter(self) -> bool:
        """Take the keyboard where it was, or at the first result; False where there is none."""
        return self.view.isVisible() and self.view.enter()

    # Opening.

    def _open(self, line: ResultLine) -> None:
        match line:
            case MessageLine(chat=chat, seq=seq, message=message):
                self._workspace.open_hit(Place(chat, seq), message, self._model.text)
            case SubjectLine(chat=chat, seq=seq):
                self._workspace.go_to(Place(chat, seq))
            case PersonLine(user=user) if user is not None:
                self._open_person(line, user)
                return
            case PersonLine(chat=chat) if chat is not None:
                self._workspace.open_chat(chat)
            case _:
                return
        if self._workspace.current == chat:
            self.view.show_opened(line, chat)
            self.opened.emit(chat)

    def _open_person(self, line: PersonLine, user: UserId) -> None:
        """Open the chat with somebody alone, or offer to start it; of who left the team show what they wrote."""
        if line.chat is None and not line.active:
            self.another_wanted.emit(f"from:{line.username}")
            return
        self._person = line
        self._workspace.private_chats.look_for(user)

    def _on_person_found(self, chat: object) -> None:
        line, self._person = self._person, None
        if line is not None:
            self.view.show_opened(line, chat)
            self.opened.emit(chat)

    def _on_person_missing(self) -> None:
        self._person = None

    def _start_chat(self, line: ResultLine) -> None:
        """Start a chat with who is found; what is no person is opened."""
        if isinstance(line, PersonLine):
            self.new_chat_wanted.emit(line.people)
        else:
            self._open(line)

    # Showing.

    def _on_arrived(self) -> None:
        if self._opens_first:
            self._opens_first = False
            QTimer.singleShot(0, self, self.open_first)

    def _show(self) -> None:
        nothing = self._model.nothing
        if nothing is not None:
            action = self.tr("Clear search")
            self.nothing.say(nothing.case, nothing.advice, icon="search-x", action=action)
            self.nothing.setAccessibleName(self.tr("No results"))
            self.nothing.setAccessibleDescription(f"{without_isolates(nothing.case)}. {nothing.advice}")
            if self.view.hasFocus():
                self.left.emit()
        self.nothing.setVisible(nothing is not None)
        self.view.setVisible(nothing is None)
        self._notices.say(self._model.notices)
        if self._model.is_answered != self._was_answered:
            self._was_answered = self._model.is_answered
            self._spoken.stop()
            self.answered.emit(self._was_answered)

    def _on_counted(self, words: str) -> None:
        self._heard = words
        self._spoken.start()

    def _speak(self) -> None:
        if self.isVisible():
            announce(self, self._heard)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the field with Esc from what stands beside the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class _Notices(QWidget):
    """What may be missing from the results, and what was not understood."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = Words(theme, Style.SMALL, "text_2")
        self._words.setWordWrap(True)
        self._words.setAccessibleName(self.tr("About the results"))
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 2, _SIDE, _BELOW)
        row.setSpacing(8)
        row.addWidget(Icon(theme, "info", _ICON, "text_3"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    def say(self, sentences: tuple[str, ...]) -> None:
        """Show sentences, one below the other; none take their place away."""
        words = "\n".join(sentences)
        if words != self._words.text():
            self._words.setText(words)
            self._words.setAccessibleDescription(without_isolates(words))
        self.setVisible(bool(words))
