"""The text field in which a message is written: it grows with its text, and Enter sends, or Ctrl+Enter, as the user wants it."""

import re
from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.emphasis import Mark, toggled
from desktop.viewmodels.message_text import code_point_offset, utf16_length, utf16_offset
from desktop.viewmodels.offered import Kind, kind_of, sources_in, words_in

MOST_LINES = 8
_BREAKS = re.compile("[\ufdd0\ufdd1\u2028\u2029]")
"""What Qt ends lines with within a document."""
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_CTRL = Qt.KeyboardModifier.ControlModifier
_CTRL_SHIFT = _CTRL | Qt.KeyboardModifier.ShiftModifier
_MARKS = {
    (Qt.Key.Key_B, _CTRL): Mark.BOLD,
    (Qt.Key.Key_I, _CTRL): Mark.ITALIC,
    (Qt.Key.Key_X, _CTRL_SHIFT): Mark.STRIKE,
    (Qt.Key.Key_C, _CTRL_SHIFT): Mark.CODE,
}


class MessageField(QTextEdit):
    """The text field "Message". It holds plain text; it is the other kind of field only as that can set its lines apart.

    Signals:
        send_requested: Enter was pressed, or Ctrl+Enter, and not to choose what an input method proposes.
        last_requested: Up was pressed, and nothing is written.
        focus_changed: it has the keyboard now, or no longer.
        menu_requested (QContextMenuEvent): the user wants to know what can be done here.
        files_pasted (tuple[Path | Clip, ...]): no words were pasted, but files, or a picture.
    """

    send_requested = Signal()
    last_requested = Signal()
    focus_changed = Signal()
    menu_requested = Signal(object)
    files_pasted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._composing = False
        self._placeholder = ""
        self.enter_sends = True
        """Whether Enter sends; else it begins a new line."""
        self.first_to_know: Callable[[QKeyEvent], bool] = lambda _: False
        """Whoever is offered each key before the field, and tells whether it was theirs."""
        self.setAccessibleName(self.tr("Message"))
        self.setObjectName("messageField")
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.textChanged.connect(self.fit)
        theme.changed.connect(self._take_theme)
        self._take_theme()

    @property
    def caret(self) -> int:
        """Where the caret is, in code points."""
        return code_point_offset(self.toPlainText(), self.textCursor().position())

    @property
    def is_composing(self) -> bool:
        """Whether an input method holds something that is not decided yet."""
        return self._composing

    def toPlainText(self) -> str:  # noqa: N802 - Qt's
        """Return what is written, with the spaces at which no line may break: Qt would make plain ones of them."""
        return _BREAKS.sub("\n", self.document().toRawText())

    def show_text(self, text: str) -> None:
        """Show a text of another purpose, with the cursor after it: undo must not bring the one before here."""
        if text != self.toPlainText():
            self.setPlainText(text)
            self._set_lines_apart()
            self.moveCursor(QTextCursor.MoveOperation.End)
        self.document().clearUndoRedoStacks()

    def show_placeholder(self, words: str) -> None:
        """Say what the field is for while it is empty, as far as there is room: what Qt breaks into lines would be cut."""
        self._placeholder = words
        self._fit_placeholder()

    def _fit_placeholder(self) -> None:
        room = self.viewport().width()
        shown = self.fontMetrics().elidedText(self._placeholder, Qt.TextElideMode.ElideRight, room)
        if shown != self.placeholderText():
            self.setPlaceholderText(shown)
            self.viewport().update()  # Qt paints another placeholder only once something else changes

    def replace_text(self, text: str) -> None:
        """Change the text where it is another, so that the cursor stays at the words where it is."""
        before = self.toPlainText()
        if text == before:
            return
        if not text or not before:
            self.show_text(text)
            return
        start = _same(before, text)
        most = min(len(before), len(text)) - start
        end = _same(before[::-1][:most], text[::-1][:most])
        at_end = self.textCursor().position() == utf16_length(before)
        self.cursor_over(start, len(before) - end).insertText(text[start : len(text) - end])
        if at_end:
            self.moveCursor(QTextCursor.MoveOperation.End)

    def exchange(self, start: int, end: int, text: str) -> None:
        """Put something else in the place of a stretch, in code points, as one step to undo; the caret stands after it."""
        cursor = self.cursor_over(start, end)
        # Qt takes what is typed next into the same step, unless what stands before it is of another format.
        apart = QTextCharFormat()
        apart.setProperty(QTextFormat.Property.UserProperty, True)  # noqa: FBT003 - Qt's
        cursor.insertText(text, apart)
        self.setTextCursor(cursor)
        self.setCurrentCharFormat(QTextCharFormat())
        self.ensureCursorVisible()

    def toggle_mark(self, mark: Mark) -> None:
        """Set a mark around what is selected, or take it away, as one step to undo."""
        text, cursor = self.toPlainText(), self.textCursor()
        start, end = (
            code_point_offset(text, each) for each in (cursor.selectionStart(), cursor.selectionEnd())
        )
        change = toggled(text, start, end, mark)
        self.exchange(change.start, change.end, change.text)
        self.setTextCursor(self.cursor_over(change.select_from, change.select_to))

    def cursor_over(self, start: int, end: int, text: str | None = None) -> QTextCursor:
        """Return a cursor that selects a stretch, in code points; `text` is what stands here, for who has it at hand."""
        text = self.toPlainText() if text is None else text
        cursor = QTextCursor(self.document())
        cursor.setPosition(utf16_offset(text, start))
        cursor.setPosition(utf16_offset(text, end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def commit_composition(self) -> None:
        """Take in what an input method still holds: it was meant for the text that stands here now."""
        if self._composing:
            QGuiApplication.inputMethod().commit()

    def _take_theme(self) -> None:
        tokens = self._theme.tokens
        self.setFont(self._theme.font(Style.MESSAGE))
        self.setStyleSheet(
            "#messageField { background: transparent; border: none; padding: 0;"
            f" color: {tokens.text}; placeholder-text-color: {tokens.text_3};"
            f" selection-background-color: {tokens.accent_line}; selection-color: {tokens.text}; }}"
        )
        self._set_lines_apart()
        self.fit()
        self._fit_placeholder()

    def _set_lines_apart(self) -> None:
        """Let the lines stand as far apart as in the messages; new ones do as the one they are begun in. Nothing to undo."""
        apart = self._theme.line_height(Style.MESSAGE) - ceil(QFontMetricsF(self.font()).lineSpacing())
        look = QTextBlockFormat()
        look.setLineHeight(max(0, apart), QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
        cursor = QTextCursor(self.document())
        cursor.joinPreviousEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(look)
        cursor.endEditBlock()

    def fit(self) -> None:
        """Be as high as the text, up to some lines; beyond that, scroll."""
        needed = ceil(self.document().size().height())
        line = self._theme.line_height(Style.MESSAGE)
        height = min(max(needed, line), MOST_LINES * line)
        scrolls = needed > height
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if self.verticalScrollBarPolicy() != policy:
            self.setVerticalScrollBarPolicy(policy)
        if height != self.height():
            self.setFixedHeight(height)
        if not scrolls:
            self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()
            self._fit_placeholder()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether an input method is composing: its Enter is not ours."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def selected_words(self) -> str:
        """Return what is selected, as it was written."""
        return _BREAKS.sub("\n", self.textCursor().selectedText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send, begin a line, emphasise what is selected, and go back to the last message with Up."""
        if self._composing:
            if event.key() not in _ENTER:  # it ends the composition, and begins no line
                super().keyPressEvent(event)
            return
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        mark = _MARKS.get((Qt.Key(event.key()), event.modifiers()))
        if event.key() == Qt.Key.Key_Up and plain and self.document().isEmpty():
            self.last_requested.emit()
        elif event.key() in _ENTER:
            self._enter(event)
        elif mark is not None:
            self.toggle_mark(mark)
        elif event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self._ask_for_menu()
        else:
            super().keyPressEvent(event)

    def _ask_for_menu(self) -> None:
        """Ask for the menu at the caret: on some systems the key that stands for the menu key is nobody's."""
        place = self.cursorRect().bottomLeft()
        reason = QContextMenuEvent.Reason.Keyboard
        self.menu_requested.emit(QContextMenuEvent(reason, place, self.viewport().mapToGlobal(place)))

    def _enter(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers()
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if modifiers & _CTRL and not shift:
            self.send_requested.emit()
        elif shift or not self.enter_sends:
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        else:
            self.send_requested.emit()

    def event(self, event: QEvent) -> bool:
        """Let the list of proposals have its keys first: Tab, too, which else goes to the next control.

        What there is to be undone beside the text has Ctrl+Z where nothing in the text is.
        """
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo)
            if undo and not self._composing and not self.document().isUndoAvailable():
                event.ignore()
                return False
        is_key = event.type() is QEvent.Type.KeyPress and not self._composing
        if is_key and isinstance(event, QKeyEvent) and self.first_to_know(event):
            event.accept()
            return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Let whoever knows more offer what can be done here."""
        self.menu_requested.emit(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take words, and what can be attached."""
        return kind_of(source) is not Kind.NOTHING

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take words only: files are for the whole conversation to take."""
        if kind_of(event.mimeData()) is Kind.WORDS:
            super().dragEnterEvent(event)
        else:
            event.ignore()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy words without their looks."""
        copied = QMimeData()
        copied.setText(_BREAKS.sub("\n", self.textCursor().selectedText()))
        return copied

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words without their looks, however many; tell of anything else."""
        if kind_of(source) is Kind.WORDS:
            self.insertPlainText(words_in(source).replace("\r\n", "\n").replace("\r", "\n"))
            self.ensureCursorVisible()
        elif sources := sources_in(source):
            self.files_pasted.emit(sources)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard is here."""
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard has left; what was being composed is over."""
        self._composing = False
        super().focusOutEvent(event)
        self.focus_changed.emit()


def _same(one: str, other: str) -> int:
    """Return how many characters two texts have in common from their start."""
    for number, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return number
    return min(len(one), len(other))
