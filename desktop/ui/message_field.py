"""The text field in which a message is written: it grows with its text, and Enter sends."""

from math import ceil

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.message_text import utf16_length

MOST_LINES = 8
LEAST_HEIGHT = 20


class MessageField(QPlainTextEdit):
    """The text field "Message".

    Signals:
        send_requested: Enter was pressed, and not to choose what an input method proposes.
        last_requested: Up was pressed, and nothing is written.
        focus_changed: it has the keyboard now, or no longer.
    """

    send_requested = Signal()
    last_requested = Signal()
    focus_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._composing = False
        self._placeholder = ""
        self.setAccessibleName(self.tr("Message"))
        self.setObjectName("messageField")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.textChanged.connect(self.fit)
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def show_text(self, text: str) -> None:
        """Show a text of another purpose, with the cursor after it: undo must not bring the one before here."""
        if text != self.toPlainText():
            self.setPlainText(text)
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
        cursor = QTextCursor(self.document())
        cursor.setPosition(utf16_length(before[:start]))
        stop = utf16_length(before[: len(before) - end])
        cursor.setPosition(stop, QTextCursor.MoveMode.KeepAnchor)
        at_end = self.textCursor().position() == utf16_length(before)
        cursor.insertText(text[start : len(text) - end])
        if at_end:
            self.moveCursor(QTextCursor.MoveOperation.End)

    def commit_composition(self) -> None:
        """Take in what an input method still holds: it was meant for the text that stands here now."""
        if self._composing:
            QGuiApplication.inputMethod().commit()

    def _take_theme(self) -> None:
        tokens = self._theme.tokens
        self.setFont(self._theme.font(Style.MESSAGE))
        self.setStyleSheet(
            "#messageField { background: transparent; border: none; padding: 0;"
            f" color: {tokens.text}; selection-background-color: {tokens.accent_line};"
            f" selection-color: {tokens.text}; }}"
        )
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.PlaceholderText, QColor(tokens.text_3))
        self.setPalette(palette)
        self.fit()

    def fit(self) -> None:
        """Be as high as the text, up to some lines; beyond that, scroll."""
        lines = max(1, round(self.document().size().height()))
        # As a layout rounds it: with a line a fraction too high, Qt would hold the text for too long and scroll it.
        spacing = ceil(QFontMetricsF(self.font()).lineSpacing())
        height = max(LEAST_HEIGHT, min(lines, MOST_LINES) * spacing + 2)
        scrolls = lines > MOST_LINES
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send with Enter and Ctrl+Enter, begin a line with Shift+Enter, and go back to the last message with Up."""
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if event.key() == Qt.Key.Key_Up and plain and not self._composing and self.document().isEmpty():
            self.last_requested.emit()
        elif event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or self._composing:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        else:
            self.send_requested.emit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text only."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words without their looks."""
        self.insertPlainText(source.text().replace("\r\n", "\n"))

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
