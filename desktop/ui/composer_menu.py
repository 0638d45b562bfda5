"""What can be done with the text that is being written: correct it, cut and paste, emphasise, and how Enter works."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAction, QActionGroup, QContextMenuEvent, QGuiApplication, QKeySequence

from desktop.ui.composer_marks import FieldMarks
from desktop.ui.controls.menu import Menu
from desktop.ui.message_field import MessageField
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.composer import ComposerModel
from desktop.viewmodels.emphasis import Mark
from desktop.viewmodels.message_text import code_point_offset
from desktop.viewmodels.offered import Kind, has_picture, kind_of, picture_in
from desktop.viewmodels.spelling_words import Word


class ComposerMenu(Menu):
    """The field's context menu."""

    def __init__(
        self,
        theme: Theme,
        field: MessageField,
        marks: FieldMarks,
        model: ComposerModel,
        event: QContextMenuEvent,
    ) -> None:
        super().__init__(theme, field)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._field = field
        self._model = model
        self._spelling = model.aids.spelling
        self._word = marks.word_at(_position(field, event))
        self._proposals: tuple[QAction, ...] = ()
        self._after: QAction | None = None
        if self._word is not None:
            self._add_corrections(self._word)
        self._add_usual(event)
        self._add_marks()
        self.addSeparator()
        self._add_enter()
        if self._spelling.is_available:
            self._add_switch()

    def _add_corrections(self, word: Word) -> None:
        self._after = self.addSeparator()
        self.put(self.tr("Add to dictionary")).triggered.connect(lambda: self._spelling.learn(word.text))
        self.addSeparator()
        self._spelling.suggested.connect(self._show_proposals)
        self._show_proposals(word.text)

    def _show_proposals(self, about: str) -> None:
        """Show what may have been meant, or that this is being found out."""
        word = self._word
        if word is None or word.text != about or self._after is None:
            return
        for action in self._proposals:
            self.removeAction(action)
        found = self._spelling.suggestions(word.text)
        self._proposals = tuple(self._proposal(word, each) for each in found or ())
        if not found:
            words = self.tr("Looking for suggestions…") if found is None else self.tr("No suggestions")
            self._proposals = (QAction(words, self),)
            self._proposals[0].setEnabled(False)
        self.insertActions(self._after, list(self._proposals))

    def _proposal(self, word: Word, text: str) -> QAction:
        action = QAction(text.replace("&", "&&"), self)
        action.triggered.connect(lambda: self._correct(word, text))
        return action

    def _correct(self, word: Word, text: str) -> None:
        """Exchange a word, if it still stands there."""
        stands = self._field.toPlainText()[word.start : word.end].replace("’", "'")
        if stands == word.text:
            self._field.exchange(word.start, word.end, text)

    def _add_usual(self, event: QContextMenuEvent) -> None:
        usual = self._field.createStandardContextMenu(event.pos())
        usual.setParent(self, usual.windowFlags())  # it goes with this menu, and its actions with it
        self.addActions(usual.actions())
        self._add_paste_as_picture()

    def _add_paste_as_picture(self) -> None:
        """Offer the picture where the clipboard has words too, which are what is pasted."""
        offered = _offered()
        if offered is not None and kind_of(offered) is Kind.WORDS and has_picture(offered):
            self.put(self.tr("Paste as picture")).triggered.connect(self._paste_as_picture)

    def _paste_as_picture(self) -> None:
        offered = _offered()
        clip = picture_in(offered) if offered is not None else None
        if clip is not None:
            self._model.files.attach([clip])

    def _add_marks(self) -> None:
        self.addSeparator()
        menu = self.put_menu(self.tr("Format"))
        for words, mark, keys in (
            (self.tr("Bold"), Mark.BOLD, "Ctrl+B"),
            (self.tr("Italic"), Mark.ITALIC, "Ctrl+I"),
            (self.tr("Strikethrough"), Mark.STRIKE, "Ctrl+Shift+X"),
            (self.tr("Code"), Mark.CODE, "Ctrl+Shift+C"),
        ):
            native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            menu.put(words, keys=native).triggered.connect(self._toggle(mark))

    def _toggle(self, mark: Mark) -> Callable[[], None]:
        return lambda: self._field.toggle_mark(mark)

    def _add_enter(self) -> None:
        menu = self.put_menu(self.tr("When Enter is pressed"))
        group = QActionGroup(menu)
        for words, sends in ((self.tr("Send the message"), True), (self.tr("Begin a new line"), False)):
            action = menu.put(words)
            action.setCheckable(True)
            action.setChecked(self._model.choices.choices.enter_sends is sends)
            action.triggered.connect(self._choose_enter(sends=sends))
            group.addAction(action)

    def _add_switch(self) -> None:
        action = self.put(self.tr("Check spelling"))
        action.setCheckable(True)
        action.setChecked(self._spelling.is_on)
        action.toggled.connect(lambda on: self._spelling.switch(on=on))

    def _choose_enter(self, *, sends: bool) -> Callable[[], None]:
        return lambda: self._model.choices.choose(enter_sends=sends)


def _position(field: MessageField, event: QContextMenuEvent) -> int:
    """Return where the menu was asked for: under the mouse, or at the caret; in code points."""
    if event.reason() is not QContextMenuEvent.Reason.Mouse:
        return field.caret
    cursor = field.cursorForPosition(event.pos())
    return code_point_offset(field.toPlainText(), cursor.position())


def _offered() -> QMimeData | None:
    """Return what the clipboard holds; None where it was emptied, or belongs to another program just now."""
    return QGuiApplication.clipboard().mimeData()
