"""A few words over the bottom of the middle pane, for some seconds: what was just done, perhaps with a way back, or what failed.

They take no room from anything and never take the keyboard. Who wants the way back without a mouse has it with Ctrl+Z, where no
text field wants that for itself, and by F6, which comes by here too. While mouse or keyboard is on one of them, all of them stay.
"""

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import (
    QCoreApplication,
    QEasingCurve,
    QEvent,
    QObject,
    QPoint,
    QRect,
    QRectF,
    Qt,
    QTimer,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
    QColor,
    QEnterEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAccessibleWidget,
    QApplication,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.controls import IconButton, LinkButton
from desktop.ui.controls.card import POPUP_RADIUS, paint_card
from desktop.ui.dialogs.words import Icon, Words
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.isolates import without_isolates
from desktop.viewmodels.placeholders import filled
from desktop.viewmodels.toast import Toast

STAYS_MS = 4_000
FAILED_STAYS_MS = 8_000
"""What did not work has to be read, and perhaps thought about."""
AT_LEAST_MS = 1_500
"""For so long one stays after mouse and keyboard have left it."""
MOST = 3
_WIDEST_WORDS = 380
_SHADOW_ROOM = 14
"""Around the cards, within this widget."""
_GAP = 8
_EDGE = 12
"""From the bottom of the pane, and from its sides."""
_RISE = 8
_RISE_MS = 120


class ToastCard(QWidget):
    """One of them.

    Signals:
        over(): it is to go: its time is up, it was dismissed, or what it offers was done.
        held_changed(): the mouse or the keyboard came to it, or left.
    """

    over = Signal()
    held_changed = Signal()

    def __init__(self, theme: Theme, toast: Toast, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.toast = toast
        self._left_ms = FAILED_STAYS_MS if toast.failed else STAYS_MS
        self._clock = QTimer(self, singleShot=True)
        self._clock.timeout.connect(self.over)
        self.setAccessibleName(without_isolates(toast.text))
        self._words = Words(theme, Style.BODY, "text", toast.text)
        self._words.setWordWrap(True)
        self._words.setFixedWidth(1)  # until it is known how much room there is
        self.action = LinkButton(theme, toast.action)
        self.action.clicked.connect(self.perform)
        self.dismiss = IconButton(theme, "x", self.tr("Dismiss"), size=26, icon_size=14)
        self.dismiss.clicked.connect(self.over)
        self._lay_out()
        self._shadow = QGraphicsDropShadowEffect(self)
        self._shadow.setBlurRadius(_SHADOW_ROOM)
        self._shadow.setOffset(0, 2)
        self.setGraphicsEffect(self._shadow)
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def _lay_out(self) -> None:
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(14, 7, 6, 7)
        row.setSpacing(8)
        if self.toast.failed:
            row.addWidget(Icon(self._theme, "circle-alert", 15, "danger"))
        row.addWidget(self._words, 1)
        row.addWidget(self.action)
        self.action.setVisible(
            bool(self.toast.action)
        )  # not before it is in the card: it would be a window by itself
        row.addWidget(self.dismiss)

    @property
    def offers(self) -> bool:
        """Whether there is something to be done about it."""
        return self.toast.act is not None and bool(self.toast.action)

    @property
    def held(self) -> bool:
        """Whether mouse or keyboard is on it."""
        focused: QWidget | None = (
            QApplication.focusWidget()
        )  # there is none while another program has the keyboard
        return self.underMouse() or (focused is not None and self.isAncestorOf(focused))

    def perform(self) -> None:
        """Do what is offered, and go."""
        act = self.toast.act
        self.over.emit()
        if act is not None:
            act()

    def fit(self, width: int) -> None:
        """Be as wide as the words need, and no wider than that; they are broken into lines then."""
        self._row.invalidate()
        rest = self._row.totalSizeHint().width() - self._words.width()
        natural = self._words.fontMetrics().horizontalAdvance(self.toast.text) + 2
        self._words.setFixedWidth(max(1, min(natural, _WIDEST_WORDS, width - rest)))
        self._words.setFixedHeight(self._words.heightForWidth(self._words.width()))
        self._row.invalidate()
        self.setFixedSize(self._row.totalSizeHint())

    def run(self) -> None:
        """Let the time pass, from now on or again."""
        if not self._clock.isActive():
            self._clock.start(self._left_ms)

    def pause(self) -> None:
        """Let no time pass."""
        if self._clock.isActive():
            self._left_ms = max(self._clock.remainingTime(), AT_LEAST_MS)
            self._clock.stop()

    def _take_theme(self) -> None:
        self._shadow.setColor(QColor(self._theme.tokens.shadow))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.over.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while somebody looks."""
        super().enterEvent(event)
        self.held_changed.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """Let the time pass again."""
        super().leaveEvent(event)
        self.held_changed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the surface."""
        tokens = self._theme.tokens
        line = tokens.danger_fill if self.toast.failed else ""
        paint_card(QPainter(self), QRectF(self.rect()), POPUP_RADIUS, tokens, line=line)


class Toasts(QWidget):
    """All that are shown, the newest at the bottom. The window has one of it."""

    def __init__(
        self, theme: Theme, window: QWidget, over: Sequence[QWidget], *, beside: Sequence[QWidget] = ()
    ) -> None:
        """They stand over the bottom of the first of `over` that is visible, and above what of `beside` would be in their way."""
        super().__init__(window)
        self._theme = theme
        self._over = tuple(over)
        self._beside = tuple(beside)
        self._cards: list[ToastCard] = []
        self._before: QWidget | None = None
        self._sunk = 0
        self.setAccessibleName(self.tr("Notifications"))
        column = QVBoxLayout(self)
        column.setContentsMargins(_SHADOW_ROOM, _SHADOW_ROOM, _SHADOW_ROOM, _SHADOW_ROOM)
        column.setSpacing(_GAP)
        self._column = column
        self._rise = QVariantAnimation(self, startValue=_RISE, endValue=0)
        self._rise.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._rise.valueChanged.connect(self._on_risen)
        self._undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), window, self._perform_newest)
        self._undo.setEnabled(False)
        for widget in (window, *self._over, *self._beside):
            widget.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):  # as it always is
            application.focusChanged.connect(self._on_focus)
        theme.changed.connect(self._place)
        self.hide()

    @property
    def shown(self) -> tuple[Toast, ...]:
        """What is said just now, the newest last."""
        return tuple(card.toast for card in self._cards)

    @property
    def offers(self) -> bool:
        """Whether the keyboard has a reason to come here."""
        return any(card.offers for card in self._cards)

    def show_toast(self, toast: Toast) -> None:
        """Say something, below what is said already."""
        card = ToastCard(self._theme, toast, self)
        card.over.connect(lambda: self._remove(card))
        card.held_changed.connect(self._let_time_pass)
        self._cards.append(card)
        self._column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        card.show()
        for old in self._cards[:-MOST]:
            self._remove(old)
        self._refresh()
        self.show()
        self.raise_()
        self._rise.setDuration(self._theme.motion(_RISE_MS))
        self._rise.start()
        self._let_time_pass()
        _announce(card)

    def focus_newest(self) -> None:
        """Put the keyboard on what the newest of them offers."""
        for card in reversed(self._cards):
            if card.offers:
                card.action.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def _remove(self, card: ToastCard) -> None:
        if card not in self._cards:
            return
        had_keyboard = card.held and self._has_keyboard()
        self._cards.remove(card)
        self._column.removeWidget(card)
        card.pause()
        if had_keyboard:
            self._give_keyboard_back()
        card.hide()
        card.deleteLater()
        self._refresh()
        self.setVisible(bool(self._cards))
        self._let_time_pass()

    def _refresh(self) -> None:
        self._undo.setEnabled(any(card.offers and card.toast.is_undone for card in self._cards))
        self._place()

    def _perform_newest(self) -> None:
        """Take back what was done last. What failed offers something else than a way back."""
        for card in reversed(self._cards):
            if card.offers and card.toast.is_undone:
                card.perform()
                return

    def _let_time_pass(self) -> None:
        held = any(card.held for card in self._cards)
        for card in self._cards:
            if held:
                card.pause()
            else:
                card.run()

    # The keyboard.

    def _has_keyboard(self) -> bool:
        focused: QWidget | None = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if not shiboken6.isValid(self) or not self._cards:
            return
        came = new is not None and self.isAncestorOf(new)
        if came and old is not None and not self.isAncestorOf(old):
            self._before = old
        self._let_time_pass()

    def _give_keyboard_back(self) -> None:
        before, self._before = self._before, None
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    # Where they stand.

    def _on_risen(self, sunk: int) -> None:
        self._sunk = sunk
        self._place()

    def _place(self) -> None:
        pane = next((widget for widget in self._over if widget.isVisible()), None)
        if pane is None or not self._cards:
            return
        area = _in_window(pane, self.window())
        for card in self._cards:
            card.fit(area.width() - 2 * _EDGE)
        size = self.sizeHint()
        bottom = area.bottom() + 1 - _EDGE + _SHADOW_ROOM
        place = QRect(
            area.center().x() - size.width() // 2, bottom - size.height(), size.width(), size.height()
        )
        for widget in self._beside:
            taken = _in_window(widget, self.window())
            if widget.isVisible() and taken.intersects(place.adjusted(0, 0, -_SHADOW_ROOM, 0)):
                place.moveBottom(taken.top() - _GAP + _SHADOW_ROOM)
        self.setGeometry(place.translated(0, self._sunk))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the pane, and keep clear of what stands beside."""
        moved = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)
        if self._cards and event.type() in moved:
            self._place()
        return super().eventFilter(watched, event)


def _in_window(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint()), widget.size())


def _announce(card: ToastCard) -> None:
    """Let screen readers say it, and how it is undone: at once if something failed."""
    said = [card.accessibleName()]
    if card.offers and card.toast.is_undone:
        keys = QKeySequence(QKeySequence.StandardKey.Undo).toString(QKeySequence.SequenceFormat.NativeText)
        said.append(filled(QCoreApplication.translate("Toasts", "%1: %2"), card.toast.action, keys))
    event = QAccessibleAnnouncementEvent(card, ". ".join(said))
    urgent = QAccessible.AnnouncementPoliteness.Assertive
    event.setPoliteness(urgent if card.toast.failed else QAccessible.AnnouncementPoliteness.Polite)
    QAccessible.updateAccessibility(event)


def _readable(_name: str, widget: QObject) -> QAccessibleInterface | None:
    """Tell Qt what each of them is; it keeps the interface and deletes it with the widget."""
    if not isinstance(widget, ToastCard):
        return None
    failed = widget.toast.failed
    role = QAccessible.Role.AlertMessage if failed else QAccessible.Role.Notification
    return QAccessibleWidget(widget, role, widget.accessibleName())


QAccessible.installFactory(_readable)
