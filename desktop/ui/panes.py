"""Where the window's panes stand: chats to the left, the open one in the middle, its details to the right.

Where there is less room the details become a drawer over the messages, and the chats a rail of avatars with the full list as a
drawer. Which it is follows from the width alone; how wide the list is, and whether the details are wanted, is the user's choice.
"""

from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QWidget

from desktop.ui.conversation import ConversationPane
from desktop.ui.details.panel import DetailsPanel
from desktop.ui.drawer import Drawer
from desktop.ui.left_pane import NARROWEST, WIDEST, LeftPane, Rail
from desktop.ui.theme.theme import Theme
from desktop.ui.toasts import Toasts
from desktop.viewmodels.choices import ChoicesModel

DETAILS_FROM = 1040
"""From this width on the details stand beside the messages."""
LIST_FROM = 760
"""From this width on the full list stands beside the messages."""
_CENTRE_LEAST = 400


class Room(Enum):
    """How much room there is."""

    NARROW = "narrow"
    MIDDLE = "middle"
    WIDE = "wide"


class Parts(NamedTuple):
    """What stands beside each other."""

    left: LeftPane
    rail: Rail
    centre: QWidget
    conversation: ConversationPane
    """In the centre while a chat is open."""
    details: DetailsPanel
    toasts: Toasts
    """Over the centre; the keyboard comes by while there is something to be taken back."""


class Panes(QWidget):
    """All panes of the window.

    Signals:
        details_shown(bool): the details are to be seen, or no more.
    """

    details_shown = Signal(bool)

    def __init__(self, theme: Theme, choices: ChoicesModel, parts: Parts, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._choices = choices
        self._parts = parts
        self._room = Room.WIDE
        self._has_chat = False
        parts.centre.setMinimumWidth(_CENTRE_LEAST)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(parts.left)
        self._splitter.addWidget(parts.centre)
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 1)
        wide = min(WIDEST, max(NARROWEST, choices.choices.list_width))
        self._splitter.setSizes([wide - 1, parent.width() - wide])  # the line between is one pixel
        self._splitter.splitterMoved.connect(lambda: choices.choose(list_width=parts.left.width() + 1))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(parts.rail)
        self._row.addWidget(self._splitter, 1)
        self._row.addWidget(parts.details)
        self._list_drawer = Drawer(theme, self, Qt.Edge.LeftEdge)
        self._details_drawer = Drawer(theme, self, Qt.Edge.RightEdge)
        self._list_drawer.closed.connect(self.close_list)
        self._details_drawer.closed.connect(lambda: self.show_details(shown=False))
        self.take_room(parent.width())

    # The list of chats.

    def show_list(self) -> None:
        """Show the full list of chats, as a drawer where there is no room beside the messages."""
        if self._room is Room.NARROW and not self._list_drawer.is_open:
            self._list_drawer.open(self._parts.left, self.rect())
            self._parts.left.focus_list()

    def toggle_list(self) -> None:
        """Open the drawer with the list, or close it."""
        if self._list_drawer.is_open:
            self.close_list()
        else:
            self.show_list()

    def close_list(self) -> None:
        """Close the drawer with the list, if it is open; the keyboard goes back to where it was."""
        if not self._list_drawer.is_open:
            return
        left = self._parts.left
        held, opener = _keyboard_in(left), self._list_drawer.take_opener()
        self._list_drawer.give_back()
        self._splitter.insertWidget(0, left)
        left.setVisible(self._room is not Room.NARROW)
        self._give_keyboard(held, opener)

    # The details.

    def toggle_details(self) -> None:
        """Show the details of the open chat, or hide them."""
        self.show_details(not self._details_are_shown())

    def show_details(self, shown: bool) -> None:  # noqa: FBT001 - a slot
        """Show or hide the details of the open chat: beside the messages, or as a drawer over them."""
        if not self._has_chat:
            return
        details = self._parts.details
        if self._room is Room.WIDE:
            self._choices.choose(details_shown=shown)
            held = None if shown else _keyboard_in(details)
            details.setVisible(shown)
            self._give_keyboard(held, None)
        elif shown and not self._details_drawer.is_open:
            self._details_drawer.open(details, self._below_header())
            _focus_first(details)
        elif not shown:
            self._put_details_away()
        self._tell_details_shown()

    def follow_chat(self, *, is_open: bool) -> None:
        """Show what there is to be shown while a chat is open, or none."""
        self._has_chat = is_open
        self._put_details_away()
        self._parts.details.setVisible(self._wants_details_beside())
        self._tell_details_shown()

    def _wants_details_beside(self) -> bool:
        return self._has_chat and self._room is Room.WIDE and self._choices.choices.details_shown

    def _put_details_away(self) -> None:
        if not self._details_drawer.is_open:
            return
        details = self._parts.details
        held, opener = _keyboard_in(details), self._details_drawer.take_opener()
        self._details_drawer.give_back()
        self._row.addWidget(details)
        details.hide()
        self._give_keyboard(held, opener)

    def _details_are_shown(self) -> bool:
        return self._details_drawer.is_open or not self._parts.details.isHidden()

    def _tell_details_shown(self) -> None:
        self.details_shown.emit(self._details_are_shown())

    def _below_header(self) -> QRect:
        area, centre = self._splitter.geometry(), self._parts.centre
        begins = centre.mapTo(self, QPoint(0, 0)).x()
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            area.setRight(min(area.right(), begins + centre.width() - 1))  # Qt puts it a pixel too far
        else:
            area.setLeft(begins)
        return area.adjusted(0, self._theme.header, 0, 0)

    # Room.

    def take_room(self, width: int) -> None:
        """Put every pane where it belongs in a window of that width."""
        room = _room(width)
        changed, self._room = room is not self._room, room
        if changed:
            self.close_list()
            self._put_details_away()
        left, narrow = self._parts.left, room is Room.NARROW
        self._parts.rail.setVisible(narrow)
        if not self._list_drawer.is_open:
            held = _keyboard_in(left) if narrow else None
            left.setVisible(not narrow)
            self._give_keyboard(held, None)
        if not self._details_drawer.is_open:
            held = _keyboard_in(self._parts.details) if room is not Room.WIDE else None
            self._parts.details.setVisible(self._wants_details_beside())
            self._give_keyboard(held, None)
        self._tell_details_shown()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the panes into the new width."""
        super().resizeEvent(event)
        self.take_room(self.width())
        if self._list_drawer.is_open:
            self._list_drawer.setGeometry(self.rect())
        if self._details_drawer.is_open:
            self._row.activate()
            self._details_drawer.setGeometry(self._below_header())

    # The keyboard.

    def step_back(self) -> bool:
        """Close the drawer that is on top; return whether there was one."""
        if self._list_drawer.is_open:
            self.close_list()
        elif self._details_drawer.is_open:
            self.show_details(shown=False)
        else:
            return False
        return True

    def focus_pane(self, step: int) -> None:
        """Put the keyboard into the next pane, or the one before; a drawer that it leaves is closed."""
        panes = [pane for pane in self._in_order() if pane.isVisible()]
        here = next((i for i, pane in enumerate(panes) if _keyboard_in(pane) is not None), None)
        following = panes[(0 if step > 0 else -1) if here is None else (here + step) % len(panes)]
        if here is not None and len(panes) > 1:
            self._leave_drawers()
        self._focus_into(following)

    def _leave_drawers(self) -> None:
        self.close_list()
        if self._details_drawer.is_open:
            self.show_details(shown=False)

    def _in_order(self) -> tuple[QWidget, ...]:
        parts = self._parts
        has_list = self._room is not Room.NARROW or self._list_drawer.is_open
        toasts = (parts.toasts,) if parts.toasts.offers else ()
        return (parts.left if has_list else parts.rail, parts.centre, *toasts, parts.details)

    def _focus_into(self, pane: QWidget) -> None:
        if pane is self._parts.left:
            self._parts.left.focus_list()
        elif pane is self._parts.rail:
            self._parts.rail.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif pane is self._parts.toasts:
            self._parts.toasts.focus_newest()
        elif pane is self._parts.centre and self._has_chat:
            self._parts.conversation.focus_composer()
        else:
            _focus_first(pane)

    def _give_keyboard(self, held: QWidget | None, opener: QWidget | None) -> None:
        """Let the keyboard, which was in a pane that moved, stay there if it can; else it goes back, or to the composer.

        Qt would give it to whatever stands next.
        """
        if held is None:
            return
        if held.isVisible():
            held.setFocus()
        elif opener is not None:
            opener.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._has_chat:
            self._parts.conversation.focus_composer()


def _room(width: int) -> Room:
    if width >= DETAILS_FROM:
        return Room.WIDE
    return Room.MIDDLE if width >= LIST_FROM else Room.NARROW


def _keyboard_in(pane: QWidget) -> QWidget | None:
    """Return what in a pane has the keyboard, or would have it if another program had not."""
    focused: QWidget | None = QApplication.focusWidget() or pane.window().focusWidget()
    return focused if focused is not None and pane.isAncestorOf(focused) else None


def _focus_first(pane: QWidget) -> None:
    """Put the keyboard on the first control in a pane that takes it."""
    for child in pane.findChildren(QWidget):
        if child.isVisible() and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus:
            child.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
