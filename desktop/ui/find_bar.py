"""The bar "Find in this chat", below the head of the open chat: what is looked for, where one is, and from match to match."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.core.values import Sequence
from desktop.ui.controls import IconButton, LineField
from desktop.ui.dialogs.words import OneLine, Words, announce, beside_icon
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.find import FindModel
from desktop.viewmodels.search_filters import MOST_TYPED

HEIGHT = 44
FIELD = 30
FIELD_WIDTH = 236
FIELD_LEAST = 110
BUTTON = 26
SIDE = 20
_ROOM_BELOW_NOTE = 7
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class FindField(LineField):
    """The text field "Find in this chat".

    Signals:
        step_wanted (int): to the next match, or with -1 to the one before.
        left(): Esc was pressed.
    """

    step_wanted = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent, height=FIELD, icon="search")
        self.setAccessibleName(self.tr("Find in this chat"))
        self.setPlaceholderText(self.tr("Find in this chat"))
        self.setMaxLength(MOST_TYPED)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(FIELD_LEAST)
        self.setMaximumWidth(FIELD_WIDTH)

    def sizeHint(self) -> QSize:
        """Return the width that it has where there is room."""
        return QSize(FIELD_WIDTH, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from match to match with Enter, and up and down; close with Esc."""
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Escape:
                self.left.emit()
            case Qt.Key.Key_Up:
                self.step_wanted.emit(-1)
            case Qt.Key.Key_Down:
                self.step_wanted.emit(1)
            case key if key in _ENTER:
                self.step_wanted.emit(-1 if back else 1)
            case _:
                super().keyPressEvent(event)


class MatchPosition(OneLine):
    """The text "Match position": at which match one is, with fewer words where there is little room."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, Style.SMALL, "text_2")
        self.setAccessibleName(self.tr("Match position"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._whole = self._brief = self._widest = ""

    def show_position(self, whole: str, brief: str, widest: str) -> None:
        """Show where one is; `widest` is what may stand here as one goes on: nothing beside it moves by that."""
        self._whole, self._brief, self._widest = whole, brief, widest
        self._fit()
        self.setAccessibleDescription(whole)
        self.updateGeometry()

    def _fit(self) -> None:
        fits = QFontMetrics(self.font()).horizontalAdvance(self._whole) <= self.width()
        self.show_text(self._whole if fits else self._brief)
        self.setAccessibleDescription(self._whole)

    def sizeHint(self) -> QSize:
        """Return the room for all of the words."""
        metrics = QFontMetrics(self.font())
        return QSize(
            max(metrics.horizontalAdvance(self._whole), metrics.horizontalAdvance(self._widest)) + 1,
            self._theme.line_height(Style.SMALL),
        )

    def minimumSizeHint(self) -> QSize:
        """Return the room for the fewer words."""
        wide = QFontMetrics(self.font()).horizontalAdvance(self._brief) + 1
        return QSize(wide, self._theme.line_height(Style.SMALL))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._fit()


class FindBar(QWidget):
    """The bar. It is hidden while nothing is looked for.

    Signals:
        keyboard_given_up(): the bar was closed, and what had the keyboard before is not there any more.
    """

    keyboard_given_up = Signal()

    def __init__(
        self,
        theme: Theme,
        model: FindModel,
        near: Callable[[], Sequence | None],
        parent: QWidget | None = None,
    ) -> None:
        """`near` tells the place in the chat up to which messages are in sight."""
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._near = near
        self._before: QWidget | None = None
        self.field = FindField(theme, self)
        self.position = MatchPosition(theme)
        self.previous = self._button("chevron-up", self.tr("Previous match"))
        self.next = self._button("chevron-down", self.tr("Next match"))
        self.leave = self._button("x", self.tr("Close search"))
        self._words = Words(theme, Style.SMALL, "text_2")
        self._words.setWordWrap(True)
        self._words.setAccessibleName(self.tr("What is missing"))
        self._note = QWidget(self)
        self._lay_out()
        self._connect()
        self._take_theme()
        self.hide()

    def _button(self, icon: str, name: str) -> IconButton:
        return IconButton(self._theme, icon, name, self, size=BUTTON, icon_size=16)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(0)
        row.addSpacing(SIDE - 12)  # a spacing, unlike a margin, changes sides with the reading direction
        row.addWidget(self.field, 1)
        row.addSpacing(12)
        row.addWidget(self.position)
        row.addSpacing(16)
        row.addWidget(self.previous)
        row.addSpacing(6)
        row.addWidget(self.next)
        row.addStretch()
        row.addSpacing(8)
        row.addWidget(self.leave)
        self._row = QWidget(self)
        self._row.setLayout(row)
        said = beside_icon(self._theme, "clock", 14, self._words, color="text_2")
        said.setContentsMargins(SIDE, 0, SIDE, _ROOM_BELOW_NOTE)
        self._note.setLayout(said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 1)
        column.setSpacing(0)
        column.addWidget(self._row)
        column.addWidget(self._note)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _connect(self) -> None:
        model = self._model
        self.field.textEdited.connect(lambda text: model.look_for(text, near=self._near()))
        self.field.step_wanted.connect(self.step)
        self.field.left.connect(model.close)
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self.leave.clicked.connect(model.close)
        model.opened.connect(self._on_opened)
        model.closed.connect(self._on_closed)
        model.changed.connect(self._show)
        model.spoken.connect(self._say)
        self._theme.changed.connect(self._take_theme)

    # What others ask of the bar.

    def open(self, text: str = "", *, near: Sequence | None = None) -> None:
        """Let somebody write here; a text that was selected elsewhere, in a message at a place, is looked for at once."""
        self._model.open(text, near=self._near() if near is None else near)

    def step(self, by: int) -> None:
        """Go to the next match, or with -1 to the one before; the keyboard stays where it is."""
        self._model.step(by, near=self._near())

    # Following the model.

    def _on_opened(self, wants_keyboard: bool) -> None:  # noqa: FBT001 - a slot
        self.field.setText(self._model.text)
        self._show()
        self.show()
        if wants_keyboard:
            focused: QWidget | None = QApplication.focusWidget()
            if focused is not None and not self.isAncestorOf(focused):
                self._before = focused
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.field.selectAll()

    def _on_closed(self) -> None:
        """Go, and give the keyboard back to what had it, if it was here."""
        focused: QWidget | None = QApplication.focusWidget() or self.window().focusWidget()
        held = focused is not None and self.isAncestorOf(focused)
        before, self._before = self._before, None
        if held and before is not None and isValid(before) and before.isVisible() and before.isEnabled():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        elif held:
            self.keyboard_given_up.emit()
        self.hide()

    def _show(self) -> None:
        model = self._model
        self.position.show_position(model.words, model.brief, model.widest)
        for button in (self.previous, self.next):
            button.setEnabled(model.total > 0)
        note = model.note
        self._words.setText(note)
        self._words.setAccessibleDescription(note)
        self._note.setVisible(bool(note))

    def _say(self, words: str) -> None:
        if self.isVisible() and self.window().isActiveWindow():
            announce(self.field, words)

    def _take_theme(self) -> None:
        self._row.setFixedHeight(self._theme.taller(HEIGHT, Style.BODY) - 1)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc from the buttons, too."""
        if event.key() == Qt.Key.Key_Escape:
            self._model.close()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and the hairline under it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.tokens.bg_panel))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(self._theme.tokens.border))
