"""Where a message is written: a field that grows with it, a button that sends it, and what to know about either."""

from PySide6.QtCore import QMimeData, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import icons
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.composer import ComposerModel

MOST_LINES = 8
LEAST_HEIGHT = 20
RADIUS = 10
SIDE = 16
BELOW = 14
BAR = 36
HINT_FROM_WIDTH = 420
ICON = 17


class MessageField(QPlainTextEdit):
    """The text field "Message".

    Signals:
        send_requested: Enter was pressed, and not to choose what an input method proposes.
        focus_changed: it has the keyboard now, or no longer.
    """

    send_requested = Signal()
    focus_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._composing = False
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

    def replace_text(self, text: str) -> None:
        """Show another text, with the cursor after it."""
        if text != self.toPlainText():
            self.setPlainText(text)
            self.moveCursor(QTextCursor.MoveOperation.End)

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
        spacing = QFontMetrics(self.font()).lineSpacing()
        height = max(LEAST_HEIGHT, min(lines, MOST_LINES) * spacing + 2)
        scrolls = lines > MOST_LINES
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if self.verticalScrollBarPolicy() != policy:
            self.setVerticalScrollBarPolicy(policy)
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether an input method is composing: its Enter is not ours."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send with Enter and Ctrl+Enter, begin a line with Shift+Enter."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or self._composing:
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


class SendButton(QAbstractButton):
    """The button "Send message"."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(self.tr("Send message"))
        self.setToolTip(self.tr("Send message"))
        self.setFixedSize(34, 30)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter, as with the space bar."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the filled button, or a flat one when there is nothing to send."""
        tokens = self._theme.tokens
        fill = (
            tokens.accent_press
            if self.isDown()
            else tokens.accent_hover
            if self.underMouse()
            else tokens.accent
        )
        if not self.isEnabled():
            fill = tokens.bg_subtle
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(QRectF(self.rect()), 7, 7)
        color = "#FFFFFF" if self.isEnabled() else tokens.text_dis
        picture = icons.pixmap("send", ICON, color, self.devicePixelRatioF())
        painter.drawPixmap(QPoint((self.width() - ICON) // 2, (self.height() - ICON) // 2), picture)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7, 7)


class Composer(QWidget):
    """The card under the timeline in which the open chat's next message is written."""

    def __init__(self, theme: Theme, model: ComposerModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self.field = MessageField(theme, self)
        self.send_button = SendButton(theme, self)
        self._problem = QLabel(self)
        self._problem.setAccessibleName(self.tr("Problem with the message"))
        self._problem.setWordWrap(True)
        self._counter = QLabel(self)
        self._hint = QLabel(self.tr("Enter to send, Shift+Enter for a new line"), self)
        self._lay_out()
        self.field.textChanged.connect(self._typed)
        self.field.send_requested.connect(model.send)
        self.field.focus_changed.connect(self._focus_changed)
        self.send_button.clicked.connect(self._send_clicked)
        model.chat_changed.connect(self._show_chat)
        model.text_replaced.connect(self._show_text)
        model.changed.connect(self._show_state)
        theme.changed.connect(self._take_theme)
        self._take_theme()
        self._show_chat()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(12)
        bar.addWidget(self._problem, 1)
        bar.addWidget(self._counter)
        bar.addWidget(self._hint)
        bar.addWidget(self.send_button)
        card = QVBoxLayout(self)
        card.setContentsMargins(SIDE + 15, 10, SIDE + 7, BELOW + 7)
        card.setSpacing(7)
        field = QHBoxLayout()
        field.setContentsMargins(0, 0, 8, 0)
        field.addWidget(self.field)
        card.addLayout(field)
        card.addLayout(bar)

    def focus_field(self) -> None:
        """Put the keyboard into the field."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> None:
        self._model.edit(self.field.toPlainText())

    def _send_clicked(self) -> None:
        self._model.send()
        self.focus_field()

    def _show_chat(self) -> None:
        self._show_text(self._model.text)
        self.field.document().clearUndoRedoStacks()  # undo must not bring another chat's text here
        self._show_state()

    def _show_text(self, text: str) -> None:
        # What the model says is the text; it must not come back as if it was typed, in whatever chat.
        blocked = self.field.blockSignals(True)  # noqa: FBT003 - Qt's
        self.field.replace_text(text)
        self.field.blockSignals(blocked)
        self.field.fit()

    def _show_state(self) -> None:
        model = self._model
        self.field.setPlaceholderText(model.placeholder)
        self.field.viewport().update()  # Qt paints another placeholder only once something else changes
        self.field.setEnabled(model.chat is not None)
        self.send_button.setEnabled(model.can_send)
        self._problem.setText(model.problem)
        self._counter.setText(model.counter)
        self._counter.setVisible(bool(model.counter))
        self._show_hint()
        self._take_colors()

    def _show_hint(self) -> None:
        self._hint.setVisible(not self._model.problem and self.width() >= HINT_FROM_WIDTH)

    def _take_theme(self) -> None:
        small, meta = self._theme.font(Style.SMALL), self._theme.font(Style.META)
        self._problem.setFont(small)
        self._counter.setFont(meta)
        self._hint.setFont(meta)
        self._take_colors()
        self.update()

    def _take_colors(self) -> None:
        tokens = self._theme.tokens
        _color(self._problem, tokens.danger)
        _color(self._hint, tokens.text_3)
        _color(self._counter, tokens.danger if self._model.too_long else tokens.text_3)

    def _focus_changed(self) -> None:
        if not self.field.hasFocus():
            self._model.flush()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card, with a ring while the keyboard is in the field."""
        tokens = self._theme.tokens
        focused = self.field.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.focus if focused else tokens.border_field), 2 if focused else 1))
        painter.setBrush(QColor(tokens.bg_field))
        inset = 1 if focused else 0.5
        card = QRectF(self.rect()).adjusted(SIDE + inset, inset, -SIDE - inset, -BELOW - inset)
        painter.drawRoundedRect(card, RADIUS, RADIUS)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let a click anywhere on the card begin to write."""
        self.focus_field()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the hint out where there is no room for it."""
        super().resizeEvent(event)
        self._show_hint()

    def sizeHint(self) -> QSize:
        """Return the height for what is written now."""
        return QSize(600, super().sizeHint().height())


def _color(label: QLabel, color: str) -> None:
    palette = label.palette()
    if palette.color(QPalette.ColorRole.WindowText) != QColor(color):
        palette.setColor(QPalette.ColorRole.WindowText, QColor(color))
        label.setPalette(palette)
