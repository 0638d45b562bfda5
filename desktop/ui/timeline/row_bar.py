"""The few buttons at the corner of the message that the pointer or the keyboard is at.

One bar serves all rows. It lies beside the viewport, over the row's upper edge, and has no part in anything's height, so nothing
moves when it appears. It is one tab stop with the messages: from a row, the arrow key that leads onwards goes into it, Esc back.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QWidget

from desktop.ui.controls import IconButton
from desktop.ui.theme.theme import Theme
from desktop.ui.timeline.actions import RowActions
from desktop.ui.timeline.key_names import key_name
from desktop.ui.timeline.raised import SHADOW, paint_raised
from desktop.viewmodels.timeline_entry import Action, Entry

if TYPE_CHECKING:
    from desktop.ui.timeline.view import TimelineView  # which makes this part of itself

BUTTON = 26
ICON = 15
PADDING = 3
GAP = 1
RADIUS = 8
ABOVE_ROW = 14
"""So far it rises above its row."""
FROM_EDGE = 24
FROM_EDGE_BESIDE_STATUS = 44
"""Ticks and clocks stay in sight."""
REST_MS = 90
"""While the messages are being scrolled it stays away; so long after the last step it comes back."""


class RowBar(QWidget):
    """The group "Message actions"."""

    def __init__(self, theme: Theme, view: "TimelineView", actions: RowActions) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._actions = actions
        self._key: str | None = None
        self.setAccessibleName(self.tr("Message actions"))
        self._react = self._button("smile-plus", self.tr("Add reaction"), "")
        self._reply = self._button("reply", self.tr("Reply"), key_name("R"))
        self._copy = self._button("copy", self.tr("Copy text"), key_name(QKeySequence.StandardKey.Copy))
        self._more = self._button("ellipsis", self.tr("More actions"), key_name("Shift+F10"))
        self._react.clicked.connect(self._on_react)
        self._reply.clicked.connect(self._on_reply)
        self._copy.clicked.connect(self._on_copy)
        self._more.clicked.connect(self._on_more)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._come_back)
        theme.changed.connect(self.update)
        self.hide()

    def _button(self, icon: str, name: str, key: str) -> IconButton:
        button = IconButton(self._theme, icon, name, self, size=BUTTON, icon_size=ICON)
        button.setToolTip(f"{name} ({key})" if key else name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.installEventFilter(self)
        return button

    @property
    def key(self) -> str | None:
        """The row that it belongs to just now."""
        return self._key if self.isVisible() else None

    @property
    def has_keyboard(self) -> bool:
        """Whether the keyboard is at one of the buttons."""
        return any(button.hasFocus() for button in self._buttons())

    # Where it is.

    def follow(self) -> None:
        """Go to the row that the pointer is at, or else the keyboard; stay away where there is none."""
        if self._rest.isActive() and not self.has_keyboard:
            return
        key = self._wanted()
        entry = self._actions.entry(key) if key is not None else None
        index = self._view.column.indexes.get(key) if key is not None else None
        area = self._view.row_area(index) if index is not None else QRect()
        if entry is None or area.isEmpty() or not self._offer(entry):
            self._leave()
            return
        self._key = key
        self.setGeometry(self._place(area, entry))
        self.setVisible(True)
        self.raise_()

    def follow_soon(self) -> None:
        """Do so once the keyboard is where it goes."""
        QTimer.singleShot(0, self, self.follow)

    def stay_away(self) -> None:
        """Hide while rows move under it, and come back when they rest."""
        if not self.has_keyboard:
            self._leave()
        self._rest.start()

    def _come_back(self) -> None:
        """Only now show what has come under the pointer: with each step of the wheel that may be another row."""
        self._view.mouse.hover_again()
        self.follow()

    def _leave(self) -> None:
        if self.has_keyboard:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._key = None
        self.hide()

    def _wanted(self) -> str | None:
        view = self._view
        if self.has_keyboard:
            return self._key
        if view.mouse.is_selecting:
            return None
        if view.mouse.hovered_key is not None:
            return view.mouse.hovered_key
        index = view.focused_index if view.hasFocus() else None
        return view.column.entries[index].key if index is not None else None

    def _offer(self, entry: Entry) -> bool:
        """Show the buttons that mean something for a row; return whether there are any."""
        offered = self._actions.offered(entry)
        self._react.setVisible(Action.REACT in offered)
        self._reply.setVisible(Action.REPLY in offered)
        self._copy.setVisible(bool(entry.copied))
        return entry.message is not None and not entry.deleted and bool(entry.author and entry.full_name)

    def _place(self, area: QRect, entry: Entry) -> QRect:
        viewport = self._view.viewport().geometry()
        size = self._lay_out()
        edge = FROM_EDGE_BESIDE_STATUS if entry.delivery is not None else FROM_EDGE
        ground = area.top() + (self._view.gaps.ground_above if entry.starts_group else 0)
        top = ground - ABOVE_ROW - SHADOW
        top = max(2 - SHADOW, min(top, viewport.height() - size.height()))
        left = self._view.width() - edge - size.width() + SHADOW
        place = QRect(QPoint(left, top), size)
        return QStyle.visualRect(self._view.layoutDirection(), self._view.rect(), place)

    def _lay_out(self) -> QSize:
        buttons = [button for button in self._buttons() if not button.isHidden()]
        x = SHADOW + PADDING
        for button in buttons:
            button.move(x, SHADOW + PADDING)
            x += BUTTON + GAP
        size = QSize(x - GAP + PADDING + SHADOW, BUTTON + 2 * (PADDING + SHADOW))
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            for button in buttons:
                button.move(size.width() - button.x() - BUTTON, button.y())
        return size

    def _buttons(self) -> tuple[IconButton, ...]:
        return (self._react, self._reply, self._copy, self._more)

    # What it does.

    def _on_react(self) -> None:
        if self._key is not None:
            self._actions.choose_reaction(self._key, self._area_of(self._react))

    def _on_reply(self) -> None:
        if self._key is not None:
            self._actions.perform(Action.REPLY, self._key)

    def _on_copy(self) -> None:
        if self._key is not None:
            self._actions.copy(self._key)

    def _on_more(self) -> None:
        if self._key is not None:
            corner = self._area_of(self._more).bottomLeft() + QPoint(0, 2 * PADDING)
            self._actions.open_menu(self._key, corner)

    @staticmethod
    def _area_of(button: QWidget) -> QRect:
        return QRect(button.mapToGlobal(QPoint()), button.size())

    # The keyboard's way through it.

    def enter(self) -> bool:
        """Put the keyboard at the first button, if there is one to be seen."""
        buttons = [button for button in self._buttons() if button.isVisible()]
        if not buttons or self._key is None:
            return False
        buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the buttons: arrows go from one to the next, and back to the row."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event)
        if event.type() == QEvent.Type.FocusOut:
            self.follow_soon()
            self._view.viewport().update()  # the ring of the row goes as well
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        buttons = [button for button in self._buttons() if button.isVisible()]
        at = next((i for i, button in enumerate(buttons) if button.hasFocus()), 0)
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            buttons[at].click()
            return True
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            at += 1 if key is onwards(self) else -1
            if 0 <= at < len(buttons):
                buttons[at].setFocus(Qt.FocusReason.ShortcutFocusReason)
            elif at < 0:
                self.back()
            return True
        if key is Qt.Key.Key_Escape:
            self.back()
            return True
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self.back()  # and the key goes on from there
            return self._view.keys.handle(event)
        return False

    def back(self) -> None:
        """Put the keyboard back at the row."""
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # The pointer.

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay with the row, although the pointer has left the messages."""
        super().enterEvent(event)
        self._view.mouse.stay()

    def leaveEvent(self, event: QEvent) -> None:
        """Let the row go with the pointer, unless that is back at it."""
        super().leaveEvent(event)
        self._view.mouse.left()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the surface under the buttons."""
        surface = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        paint_raised(QPainter(self), surface, RADIUS, self._theme.tokens)


def onwards(widget: QWidget) -> Qt.Key:
    """Return the arrow key that leads on, as one reads."""
    mirrored = widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
    return Qt.Key.Key_Left if mirrored else Qt.Key.Key_Right
