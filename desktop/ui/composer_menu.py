"""What can be done with the text that is being written: correct it, cut and paste, emphasise, and how Enter works."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop.ui.message_field import MessageField
from desktop.viewmodels.composer import ComposerModel
from desktop.viewmodels.emphasis import Mark


class ComposerMenu(QMenu):
    """The field's context menu."""

    def __init__(self, field: MessageField, model: ComposerModel, event: QContextMenuEvent) -> None:
        super().__init__(field)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._field = field
        self._model = model
        self._add_usual(event)
        self._add_marks()
        self.addSeparator()
        self._add_enter()

    def _add_usual(self, event: QContextMenuEvent) -> None:
        usual = self._field.createStandardContextMenu(event.pos())
        usual.setParent(self)  # it goes with this menu, and its actions with it
        self.addActions(usual.actions())

    def _add_marks(self) -> None:
        self.addSeparator()
        menu = self.addMenu(self.tr("Format"))
        for words, mark, keys in (
            (self.tr("Bold"), Mark.BOLD, "Ctrl+B"),
            (self.tr("Italic"), Mark.ITALIC, "Ctrl+I"),
            (self.tr("Strikethrough"), Mark.STRIKE, "Ctrl+Shift+X"),
            (self.tr("Code"), Mark.CODE, "Ctrl+Shift+C"),
        ):
            action = menu.addAction(words, self._toggle(mark))
            action.setShortcut(QKeySequence(keys))
            action.setShortcutVisibleInContextMenu(True)
            # The field has the key; here it is only shown.
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)

    def _toggle(self, mark: Mark) -> Callable[[], None]:
        return lambda: self._field.toggle_mark(mark)

    def _add_enter(self) -> None:
        menu = self.addMenu(self.tr("When Enter is pressed"))
        group = QActionGroup(menu)
        for words, sends in ((self.tr("Send the message"), True), (self.tr("Begin a new line"), False)):
            action = QAction(words, menu, checkable=True)
            action.setChecked(self._model.choices.choices.enter_sends is sends)
            action.triggered.connect(self._choose_enter(sends=sends))
            group.addAction(action)
            menu.addAction(action)

    def _choose_enter(self, *, sends: bool) -> Callable[[], None]:
        return lambda: self._model.choices.choose(enter_sends=sends)
