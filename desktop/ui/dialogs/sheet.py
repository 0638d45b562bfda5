"""A sheet of the window: the window is dimmed, and a card with a title stands in front of it.

The dimming is a child of the window, the card a frameless dialog above it, so that the keyboard stays within the card.
"""

import sys

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLabel,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.controls import IconButton
from desktop.ui.controls.card import SHEET_RADIUS, SheetCard, cut_corners
from desktop.ui.dialogs.words import Line, Words
from desktop.ui.theme.theme import Style, Theme

WIDTH = 480
PADDING = 20
_BESIDE_CROSS = 15
_SHADOW_BLUR = 32
_SHADOW_DROP = 10
MARGIN = 16
"""Least room between the card and the window's edge."""
_INSISTS = 3
"""So often a sheet that was just opened goes back to where it belongs; a desktop that puts it elsewhere has its way then."""


class Scrim(QWidget):
    """Dims everything in a window, keeps the mouse from it, and bears the card's shadow.

    The shadow lies here and not around the card, so that the card's own window needs no room that is seen through: on a
    screen that is not composited that would be black.
    """

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._shadow = QFrame(self)
        self._shadow.setStyleSheet(f"border-radius: {SHEET_RADIUS}px; background: black;")
        self._effect = QGraphicsDropShadowEffect(self._shadow)
        self._effect.setBlurRadius(_SHADOW_BLUR)
        self._effect.setOffset(0, _SHADOW_DROP)
        self._shadow.setGraphicsEffect(self._effect)
        theme.changed.connect(self._take_theme)
        self._take_theme()
        window.installEventFilter(self)
        self.hide()

    def cover(self) -> None:
        """Dim the window."""
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()

    def shade(self, card: QRect) -> None:
        """Cast the shadow of a card that stands there."""
        self._shadow.setGeometry(card.adjusted(1, 1, -1, -1))

    def _take_theme(self) -> None:
        self._effect.setColor(QColor(self._theme.tokens.shadow))
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dimming."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.tokens.scrim))
        radius = SHEET_RADIUS if isinstance(self._window, BareSheet) else 0
        painter.drawRoundedRect(self.rect(), radius, radius)


class BareSheet(QDialog):
    """A card in front of a dimmed window, or of another card. The subclass lays out what is on it.

    It is centred, and follows the window. Show it with `open()`: nothing waits for it.
    """

    makes_room = False
    """Whether a link closes it, because nothing is written or decided in it; else the link waits."""

    def __init__(self, theme: Theme, title: str, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._theme = theme
        self._window = window.window()
        self.scrim = Scrim(theme, self._window)
        self._opener: QWidget | None = None
        self._action: QAbstractButton | None = None
        self._place = QPoint()
        self._insists = 0
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.card = SheetCard(theme, self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
        outer.addWidget(self.card)
        self.close_button = IconButton(theme, "x", self.tr("Close"), size=26)
        self.close_button.clicked.connect(self.reject)
        self._window.installEventFilter(self)
        # Not before all its parts have taken the theme: words may be larger than they were.
        theme.changed.connect(self._take_room, Qt.ConnectionType.QueuedConnection)

    def room_for(self, part: QWidget) -> int:
        """Return how high a part of the card may be for the whole to stay within the window."""
        rest = self.card.sizeHint().height() - part.height()
        return self._window.height() - 2 * MARGIN - rest

    def fit_height(self) -> None:
        """Take no more height than the window has; a sheet with a list lets it shrink."""

    def _fit(self) -> None:
        """Be as wide as is wanted, and no wider than the window allows for."""
        raise NotImplementedError

    def _take_room(self) -> None:
        """Be as large as the window allows for, in its middle."""
        self._fit()
        self.fit_height()
        self._centre()

    def _centre(self) -> None:
        window = self._window
        room = QSize(window.width() - self.width(), window.height() - self.height()) / 2
        corner = QPoint(room.width(), room.height())
        self._place = window.mapToGlobal(corner)
        self.move(self._place)
        self.scrim.shade(QRect(corner, self.size()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._take_room()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the keyboard, else the action's; Esc closes."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        pressed = (
            focused if isinstance(focused, QAbstractButton) and not focused.isCheckable() else self._action
        )
        if pressed is not None:
            pressed.click()

    def showEvent(self, event: QShowEvent) -> None:
        """Dim the window, and remember where the keyboard was."""
        self._opener = QApplication.focusWidget()
        self._insists = _INSISTS
        self.scrim.cover()
        self._fit()
        self.fit_height()
        if self.focusWidget() is None and self._action is not None:
            # Or the window system would choose the first control: Close, for Enter too.
            self._action.setFocus(Qt.FocusReason.OtherFocusReason)
        super().showEvent(event)
        self._centre()

    def done(self, result: int) -> None:
        """Close; where no window manager gives the keyboard back to the window, do it here."""
        was_active = self.isActiveWindow()
        super().done(result)
        if was_active:
            self._window.activateWindow()

    def hideEvent(self, event: QHideEvent) -> None:
        """Undo what `showEvent` did."""
        super().hideEvent(event)
        self.scrim.hide()
        self.scrim.deleteLater()
        if self._opener is not None and shiboken6.isValid(self._opener) and self._opener.isVisible():
            self._opener.setFocus(Qt.FocusReason.OtherFocusReason)

    def moveEvent(self, event: QMoveEvent) -> None:
        """Stay centred: X11 may say, as it appears, that it is where it is not, and what opens over it would go there."""
        super().moveEvent(event)
        if self.isVisible() and self._insists and self.pos() != self._place:
            self._insists -= 1
            QTimer.singleShot(0, self, self._centre)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay centred, and rounded also where the screen is not composited, as X11's need not be."""
        super().resizeEvent(event)
        if QGuiApplication.platformName() == "xcb":
            self._cut_corners()
        self._centre()

    def _cut_corners(self) -> None:
        # A little less than all that lies outside: where the screen is composited, the edge is smooth.
        cut_corners(self, QRectF(self.rect()), SHEET_RADIUS - 0.5)


class Sheet(BareSheet):
    """A card with a title, what the subclass puts in `body`, and a footer with buttons; as high as its content."""

    def __init__(self, theme: Theme, title: str, window: QWidget) -> None:
        super().__init__(theme, title, window)
        self.body = QVBoxLayout()
        self.body.setSpacing(0)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.footer = QHBoxLayout()
        self.footer.setContentsMargins(PADDING, 12, PADDING, 12)
        self.footer.setSpacing(8)
        layout = QVBoxLayout(self.card)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(self._make_header(title))
        layout.addLayout(self.body)
        layout.addWidget(Line(theme, "border_raised"))
        layout.addLayout(self.footer)
        self._fit()

    def _make_header(self, title: str) -> QHBoxLayout:
        heading = Words(self._theme, Style.TITLE, "text", title, weight=600)
        heading.setWordWrap(True)
        header = QHBoxLayout()
        header.setContentsMargins(_BESIDE_CROSS, 18, _BESIDE_CROSS, 0)
        header.addSpacing(PADDING - _BESIDE_CROSS)
        header.addWidget(heading, 1)
        header.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        return header

    def explain(self, sentence: str) -> Words:
        """Put a sentence into the body, broken into as many lines as it needs."""
        words = Words(self._theme, Style.BODY, "text_2", sentence)
        words.setWordWrap(True)
        column = QVBoxLayout()
        column.setContentsMargins(PADDING, 8, PADDING, 18)
        column.addWidget(words)
        self.body.addLayout(column)
        return words

    def finish_with(
        self,
        words: QLabel,
        cancel: QAbstractButton,
        action: QAbstractButton,
        *,
        default: QAbstractButton | None = None,
    ) -> None:
        """Fill the footer: words at its start, the buttons in the platform's order at its end.

        Enter presses the action, or `default`.
        """
        words.setWordWrap(True)
        self.footer.addWidget(words, 1)
        first, last = (action, cancel) if _action_comes_first() else (cancel, action)
        self.footer.addWidget(first)
        self.footer.addWidget(last)
        self._action = default or action
        QWidget.setTabOrder(first, last)
        QWidget.setTabOrder(last, self.close_button)

    def _fit(self) -> None:
        needed = max(WIDTH, self.footer.minimumSize().width() + 2)  # buttons with long words in a row
        self.card.setFixedWidth(min(needed, self._window.width() - 2 * MARGIN))


def _action_comes_first() -> bool:
    """Whether this desktop puts the action before Cancel, as Windows and KDE do."""
    order = QDialogButtonBox.ButtonLayout(
        QApplication.style().styleHint(QStyle.StyleHint.SH_DialogButtonLayout)
    )
    if order is QDialogButtonBox.ButtonLayout.WinLayout:  # also what is said where nobody knows
        return sys.platform == "win32"
    return order is QDialogButtonBox.ButtonLayout.KdeLayout
