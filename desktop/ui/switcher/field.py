"""The field of the switcher. It keeps the keyboard all the time, and hands on the keys that mean the list below it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.ui.controls.caps import cap_height, cap_width, paint_cap
from desktop.ui.shortcuts import Deed, native, window_keys
from desktop.ui.theme.theme import Style, Theme

_LONGEST = 200
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_WEIGHT = 400
_FOR_A_WHILE = frozenset(
    {
        Qt.FocusReason.ActiveWindowFocusReason,
        Qt.FocusReason.PopupFocusReason,
        Qt.FocusReason.MenuBarFocusReason,
    }
)
"""Why the keyboard may be elsewhere and come back."""


class SwitcherField(QLineEdit):
    """The text field "Chat or person".

    Signals:
        stepped(int): to the next row (1), or the one before (-1).
        paged(int): so many pages down the list.
        entered(bool): Enter was pressed; with Ctrl if True.
        deed_wanted(str): the key of one of the window's deeds was pressed.
        left(): Esc was pressed.
        keyboard_lost(): another part of the window has the keyboard now.
    """

    stepped = Signal(int)
    paged = Signal(int)
    entered = Signal(bool)
    deed_wanted = Signal(str)
    left = Signal()
    keyboard_lost = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._held: list[QKeyEvent] = []
        self.is_holding: Callable[[], bool] = lambda: False
        """Whether what is typed is not for this field any more, but for where Enter leads, which is not known yet."""
        self.setObjectName("switcherField")
        self.setFrame(False)
        self.setMaxLength(_LONGEST)
        self.setAccessibleName(self.tr("Chat or person"))
        self.setPlaceholderText(self.tr("Go to a chat or person"))
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def _take_theme(self) -> None:
        tokens = self._theme.tokens
        self.setFont(self._theme.font(Style.TITLE, weight=_WEIGHT))
        self.setStyleSheet(
            f"#switcherField {{ background: {tokens.bg_raised}; border: none; padding: 0; color: {tokens.text};"
            f" placeholder-text-color: {tokens.text_3};"
            f" selection-background-color: {tokens.accent}; selection-color: {tokens.on_accent}; }}"
        )

    def event(self, event: QEvent) -> bool:
        """Take every key: what the window would do on one is not seen under the switcher."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand on what means the list, or the whole; the rest is typing."""
        if self.is_holding() and event.key() != Qt.Key.Key_Escape:
            self._held.append(_copied(event))
            event.accept()
            return
        key, ctrl = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        deed = _deed(event)
        if deed is not None:
            self.deed_wanted.emit(deed)
        elif key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in _PAGES:
            self.paged.emit(_PAGES[key])
        elif key in _ENTER:
            self.entered.emit(ctrl)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
        event.accept()  # nobody behind the switcher is meant

    def release(self) -> None:
        """Give the keys that were held to whoever has the keyboard now."""
        held, self._held = self._held, []
        for key in held:
            dialog = QApplication.activeModalWidget()
            there = QApplication.focusWidget() if dialog is None else dialog.focusWidget()
            if there is not None:
                QApplication.sendEvent(there, key)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say so if the keyboard does not come back by itself."""
        super().focusOutEvent(event)
        if event.reason() not in _FOR_A_WHILE:
            self.keyboard_lost.emit()


class EscCap(QWidget):
    """The cap of the key that closes, which does the same when it is clicked.

    Signals:
        clicked(): just that.
    """

    clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._key = native("Esc")
        self.setAccessibleName(self.tr("Close"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def _take_theme(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the cap."""
        return QSize(cap_width(self._theme, self._key), cap_height(self._theme))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Wait for the release."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell of a left click."""
        event.accept()
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the cap."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_cap(painter, self._theme, self.rect().toRectF(), self._key)


def _copied(event: QKeyEvent) -> QKeyEvent:
    return QKeyEvent(event.type(), event.key(), event.modifiers(), event.text(), event.isAutoRepeat())


def _deed(event: QKeyEvent) -> Deed | None:
    """Return which deed of the window, of those that have a meaning here, a key stands for."""
    pressed = QKeySequence(event.keyCombination())
    keys = window_keys()
    here = (Deed.GO_TO_CHAT, Deed.SEARCH_CHATS, Deed.NEW_CHAT)
    return next((deed for deed in here if any(QKeySequence(key) == pressed for key in keys[deed])), None)
