"""Where a message is written: a field that grows with it, a button that sends it, and what to know about either."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui import icons
from desktop.ui.composer_bar import ComposerBar
from desktop.ui.message_field import MessageField
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.composer import ComposerModel

RADIUS = 10
SIDE = 16
BELOW = 14
HINT_FROM_WIDTH = 420
ICON = 17


class SendButton(QAbstractButton):
    """The button "Send message"."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = "send"
        self.setAccessibleName(self.tr("Send message"))
        self.setToolTip(self.tr("Send message"))
        self.setFixedSize(34, 30)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)

    def set_saves(self, saves: bool) -> None:  # noqa: FBT001 - a setter
        """Say whether the button saves a change instead of sending a message."""
        if saves != (self._icon == "check"):
            self._icon = "check" if saves else "send"
            name = self.tr("Save changes") if saves else self.tr("Send message")
            self.setAccessibleName(name)
            self.setToolTip(name)
            self.update()

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
        picture = icons.pixmap(self._icon, ICON, color, self.devicePixelRatioF())
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
        self.bar = ComposerBar(theme, model, self)
        self.field = MessageField(theme, self)
        self.send_button = SendButton(theme, self)
        self._problem = QLabel(self)
        self._problem.setAccessibleName(self.tr("Problem with the message"))
        self._problem.setWordWrap(True)
        self._counter = QLabel(self)
        self._hint = QLabel(self)
        self._lay_out()
        self.field.textChanged.connect(self._typed)
        self.field.send_requested.connect(model.send)
        self.field.focus_changed.connect(self._focus_changed)
        self.send_button.clicked.connect(self._send_clicked)
        self.field.last_requested.connect(model.reword_last)
        model.chat_leaving.connect(self.field.commit_composition)
        model.chat_changed.connect(self._show_chat)
        model.text_replaced.connect(self._replace_text)
        model.text_exchanged.connect(self._show_text)
        model.wanted.connect(self.focus_field)
        model.changed.connect(self._show_state)
        theme.changed.connect(self._take_theme)
        self._take_theme()
        self._show_chat()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(12)
        buttons.addWidget(self._problem, 1)
        buttons.addWidget(self._counter)
        buttons.addWidget(self._hint)
        buttons.addWidget(self.send_button)
        field = QHBoxLayout()
        field.setContentsMargins(0, 0, 8, 0)
        field.addWidget(self.field)
        written = QVBoxLayout()
        written.setContentsMargins(15, 10, 7, 7)
        written.setSpacing(7)
        written.addLayout(field)
        written.addLayout(buttons)
        card = QVBoxLayout(self)
        card.setContentsMargins(SIDE, 0, SIDE, BELOW)
        card.setSpacing(0)
        card.addWidget(self.bar)
        card.addLayout(written)
        self.setTabOrder(self.field, self.send_button)
        self.setTabOrder(self.send_button, self.bar.close_button)

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
        self._show_state()

    def _show_text(self, text: str) -> None:
        # What the model says is the text; it must not come back as if it was typed, in whatever chat.
        blocked = self.field.blockSignals(True)  # noqa: FBT003 - Qt's
        self.field.show_text(text)
        self.field.blockSignals(blocked)
        self.field.fit()

    def _replace_text(self, text: str) -> None:
        blocked = self.field.blockSignals(True)  # noqa: FBT003 - Qt's
        self.field.replace_text(text)
        self.field.blockSignals(blocked)
        self.field.fit()

    def _show_state(self) -> None:
        model = self._model
        self.field.show_placeholder(model.placeholder)
        self.field.setEnabled(model.chat is not None)
        self.bar.show_state()
        self.send_button.set_saves(model.rewording is not None)
        self.send_button.setEnabled(model.can_send)
        self._problem.setText(model.problem)
        self._counter.setText(model.counter)
        self._counter.setVisible(bool(model.counter))
        self._show_hint()
        self._take_colors()

    def _show_hint(self) -> None:
        rewords = self._model.rewording is not None
        self._hint.setText(
            self.tr("Enter to save, Esc to cancel")
            if rewords
            else self.tr("Enter to send, Shift+Enter for a new line")
        )
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the change of a message, or the answer, with Esc."""
        if event.key() != Qt.Key.Key_Escape or not self._model.cancel():
            super().keyPressEvent(event)

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
