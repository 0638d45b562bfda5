"""The quick switcher: a card over the dimmed window with one field, in which every key goes to where one wants to be.

It lies in the window and is none of its own: so it has the keyboard at once, and no letter typed right after its key is lost.
"""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAccessibleWidget, QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.controls.card import SHEET_RADIUS, SheetCard
from desktop.ui.dialogs.words import Icon, Line, announce
from desktop.ui.shortcuts import Deed
from desktop.ui.switcher.field import EscCap, SwitcherField
from desktop.ui.switcher.foot import Foot
from desktop.ui.switcher.rows import RowsView
from desktop.ui.switcher.shadow import StretchedShadow
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.switcher import SwitcherModel
from desktop.viewmodels.switcher_row import Row, spoken

_WIDTH = 560
_TOP = 104
_TOP_SHARE = 0.13
"""Of the height of a low window: there the card begins higher up."""
_MARGIN = 16
_FIELD = 51
_SIDE = 18
_ABOVE_ROWS = 2
_BELOW_ROWS = 6
_MOST_ROWS = 440


class Switcher(QWidget):
    """The dialog "Go to chat".

    Signals:
        closed(): it is no longer open.
    """

    closed = Signal()

    def __init__(self, theme: Theme, model: SwitcherModel, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._model = model
        self._window = window
        self._opener: QWidget | None = None
        self._told: Row | None = None
        self._shadow = StretchedShadow(SHEET_RADIUS)
        model.setParent(self)
        self.setAccessibleName(self.tr("Go to chat"))
        self.card = SheetCard(theme, self)
        self.field = SwitcherField(theme, self.card)
        self.rows = RowsView(theme, model, self.card)
        self.foot = Foot(theme, SHEET_RADIUS, self.card)
        self._esc = EscCap(theme, self.card)
        self._lay_out()
        self._connect()
        self.hide()

    def _lay_out(self) -> None:
        self._head = QWidget(self.card)
        line = QHBoxLayout(self._head)
        line.setContentsMargins(_SIDE, 0, _SIDE, 0)
        line.setSpacing(12)
        line.addWidget(Icon(self._theme, "search", 17, "text_2"))
        line.addWidget(self.field, 1)
        line.addWidget(self._esc)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(Line(self._theme, "border_raised"))
        column.addSpacing(_ABOVE_ROWS)
        column.addWidget(self.rows)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        model, field = self._model, self.field
        field.textChanged.connect(model.look_for)
        field.stepped.connect(model.step)
        field.paged.connect(lambda pages: model.leap(pages * self.rows.page))
        field.entered.connect(lambda ctrl: model.choose(anew=ctrl))
        field.deed_wanted.connect(self._do)
        field.left.connect(self.dismiss)
        field.keyboard_lost.connect(self.put_away)  # to what was wanted instead
        self._esc.clicked.connect(self.dismiss)
        self.rows.picked.connect(self._pick)
        for chosen in (model.chat_chosen, model.new_chat_chosen, model.search_chosen):
            chosen.connect(self.dismiss)  # before whoever does something about it
        field.is_holding = lambda: model.is_waiting
        model.followed.connect(field.release)
        model.changed.connect(self._show)
        self._theme.changed.connect(self._place)
        self._window.installEventFilter(self)

    def open(self) -> None:
        """Show it, with the keyboard in its field."""
        self._opener = QApplication.focusWidget()
        self.setGeometry(self._window.rect())
        self._show()
        self._place()
        self.raise_()
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def dismiss(self) -> None:
        """Close it, and give the keyboard back to who had it."""
        opener, was_open = self._opener, self.isVisible()
        self.put_away()
        if was_open and opener is not None and shiboken6.isValid(opener) and opener.isVisible():
            opener.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Close it; the keyboard is somebody else's already, or soon."""
        if self._model.is_closed:
            return
        self._model.close()
        self._window.removeEventFilter(self)
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def _pick(self, number: int) -> None:
        self._model.make_current(number)
        if self._model.current == number:
            self._model.choose()

    def _do(self, deed: str) -> None:
        match deed:
            case Deed.SEARCH_CHATS:
                self._model.search()
            case Deed.NEW_CHAT:
                self._model.start()
            case _:
                self.dismiss()

    def _show(self) -> None:
        """Show what there is now, and let screen readers say what is current."""
        self._place()
        self.rows.show_current()
        row = self._model.row
        self.foot.tell(row)
        if row is not None and row != self._told:
            self._told = row
            announce(self.field, spoken(row))

    def _place(self) -> None:
        """Be as large as what there is, and the window, allow for."""
        window = self.rect()
        self._head.setFixedHeight(self._theme.taller(_FIELD, Style.TITLE))
        top = min(_TOP, round(window.height() * _TOP_SHARE))
        rest = self._head.height() + 1 + _ABOVE_ROWS + self.foot.height() + 2
        room = min(_MOST_ROWS, window.height() - top - _MARGIN - rest)
        self.rows.setFixedHeight(max(0, min(self.rows.content_height + _BELOW_ROWS, room)))
        wide = min(_WIDTH, window.width() - 2 * _MARGIN)
        card = QRect((window.width() - wide) // 2, top, wide, rest + self.rows.height())
        if card != self.card.geometry():
            around = self.card.geometry().united(card)
            self.card.setGeometry(card)
            self.update(self._shadow.around(around))

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001, N802 - Qt's
        """Keep the keyboard in the field; once this is closed, whoever is next may have it."""
        return super().focusNextPrevChild(forward) if self._model.is_closed else True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the card in its place."""
        super().resizeEvent(event)
        self._place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close on a click beside the card."""
        event.accept()
        if not self.card.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let nothing behind this one scroll."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let no key through to what lies behind."""
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dimming, and the card's shadow."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(tokens.scrim))
        self._shadow.paint(painter, self.card.geometry(), tokens.shadow)


def _readable(_name: str, widget: object) -> QAccessibleInterface | None:
    """Tell Qt that it is a dialog, although it is no window; it keeps the interface and deletes it with the widget."""
    if not isinstance(widget, Switcher):
        return None
    return QAccessibleWidget(widget, QAccessible.Role.Dialog, widget.accessibleName())


QAccessible.installFactory(_readable)
