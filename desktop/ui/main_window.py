"""The window of a signed-in user: chats to the left, the open one in the middle, its details to the right.

Where there is less room the details become a drawer over the messages, and the chats a rail of avatars with the full list as a
drawer. Which it is follows from the window's width alone. The keyboard shortcuts that are not a pane's own are here too.
"""

import sys
from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.values import ChatId, Unsent
from desktop.ui.conversation import ConversationPane
from desktop.ui.conversation_header import HEIGHT as HEADER
from desktop.ui.details.panel import DetailsPanel
from desktop.ui.drawer import Drawer
from desktop.ui.left_pane import WIDTH as LEFT_WIDTH
from desktop.ui.left_pane import LeftPane, Rail
from desktop.ui.recovery_notice import RecoveryNotice
from desktop.ui.theme.theme import Theme
from desktop.ui.welcome import Welcome
from desktop.viewmodels.workspace import Workspace

USUAL = QSize(1280, 800)
LEAST = QSize(480, 480)
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


class MainWindow(QWidget):
    """The window.

    Signals:
        sign_out_requested(): the user confirmed to leave the account on this computer.
        sign_in_requested(): the server signed this computer out, and the user wants to sign in again.
        appearance_chosen(str): `system`, `light` or `dark`; the theme has taken it already.
        closing(): the window is about to close.
    """

    sign_out_requested = Signal()
    sign_in_requested = Signal()
    appearance_chosen = Signal(str)
    closing = Signal()
    asks_before_closing = False
    """Whoever hears `closing` asks the user first, and closes the window if they agree."""

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        super().__init__()
        self._theme = theme
        self._workspace = workspace
        self._room = Room.WIDE
        self._wants_details = True
        self.setMinimumSize(LEAST)
        self.resize(USUAL)
        self.left = LeftPane(theme, workspace, self)
        self.rail = Rail(theme, workspace, self)
        self.welcome = Welcome(theme, self)
        self.conversation = ConversationPane(theme, workspace, self)
        self.details = DetailsPanel(theme, workspace.details, self)
        self._list_drawer = Drawer(theme, self, Qt.Edge.LeftEdge)
        self._details_drawer = Drawer(theme, self, Qt.Edge.RightEdge)
        self._lay_out()
        self._connect()
        self._make_shortcuts()
        self._show_chat(workspace.current)
        self._take_room()
        workspace.load()

    def _lay_out(self) -> None:
        self.centre = QStackedWidget(self)
        self.centre.addWidget(self.welcome)
        self.centre.addWidget(self.conversation)
        self.centre.setMinimumWidth(_CENTRE_LEAST)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.left)
        self._splitter.addWidget(self.centre)
        self._splitter.setStretchFactor(0, 0)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([LEFT_WIDTH - 1, USUAL.width() - LEFT_WIDTH])  # the line between is one pixel
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self._workspace.recovery:
            column.addWidget(
                RecoveryNotice(self._theme, self._workspace.recovery, self._workspace.recovery_place, self)
            )
        self._row = QHBoxLayout()
        column.addLayout(self._row, 1)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.rail)
        self._row.addWidget(self._splitter, 1)
        self._row.addWidget(self.details)

    def _connect(self) -> None:
        for source in (self.left, self.rail, self.welcome):
            source.message_teammates.connect(self.message_teammates)
        for chats in (self.left, self.rail):
            chats.chat_chosen.connect(self._on_chat_chosen)
        self.left.appearance_chosen.connect(self.appearance_chosen)
        self.left.sign_out_requested.connect(lambda: self._workspace.count_unsent(self._confirm_sign_out))
        self.rail.list_wanted.connect(self.show_list)
        self.rail.search_wanted.connect(self.search_chats)
        self.conversation.details_toggled.connect(self.show_details)
        self.details.edit_participants_requested.connect(self.edit_participants)
        self._list_drawer.closed.connect(self._close_list)
        self._details_drawer.closed.connect(lambda: self.show_details(shown=False))
        self._workspace.chat_opened.connect(self._show_chat)
        self._workspace.details.changed.connect(self._name_window)
        self._workspace.status.sign_in_requested.connect(self.sign_in_requested)

    def _make_shortcuts(self) -> None:
        standard = QKeySequence.StandardKey
        chats = self._workspace
        keys: dict[QKeySequence, Callable[[], object]] = {
            QKeySequence(standard.New): self.message_teammates,
            QKeySequence(standard.Find): self.search_chats,
            QKeySequence("Ctrl+Shift+F"): self.search_chats,
            QKeySequence("Alt+Up"): lambda: chats.open_beside(-1),
            QKeySequence("Alt+Down"): lambda: chats.open_beside(1),
            QKeySequence("Alt+Shift+Up"): lambda: chats.open_beside(-1, unread=True),
            QKeySequence("Alt+Shift+Down"): lambda: chats.open_beside(1, unread=True),
            QKeySequence("F6"): lambda: self._focus_pane(1),
            QKeySequence("Shift+F6"): lambda: self._focus_pane(-1),
            QKeySequence("Ctrl+Shift+D"): self.toggle_details,
            QKeySequence("Ctrl+Shift+P"): self.edit_participants,
            QKeySequence("Ctrl+Shift+L"): self.show_list,
            QKeySequence("Ctrl+Shift+M"): self._toggle_mute,
        }
        if sys.platform == "linux":
            # Not the standard one, which some of Qt's platforms there do not have.
            keys[QKeySequence("Ctrl+Q")] = self.close
        for key, action in keys.items():
            QShortcut(key, self, action)
        # While the panel is visible, F2 is its own.
        self._rename_key = QShortcut(QKeySequence(Qt.Key.Key_F2), self, self._change_subject)

    # What the user can do from anywhere.

    def message_teammates(self) -> None:
        """Open the dialog in which a chat is started."""
        # Dialogs are imported when they are first needed: the window is to appear quickly.
        from desktop.ui.dialogs.new_chat import NewChatDialog

        dialog = NewChatDialog(self._theme, self._workspace.new_chat(), self)
        dialog.chat_started.connect(self._on_chat_started)
        dialog.open()

    def edit_participants(self) -> None:
        """Open the dialog in which people are added to the open chat, if that is possible now."""
        if not self._workspace.details.can_edit_participants:
            return
        model = self._workspace.edit_participants()
        if model is not None:
            from desktop.ui.dialogs.edit_participants import EditParticipantsDialog

            EditParticipantsDialog(self._theme, model, self).open()

    def _toggle_mute(self) -> None:
        details = self._workspace.details
        details.mute(muted=not details.muted)

    def search_chats(self) -> None:
        """Put the keyboard into the search field, showing the list if it is hidden."""
        self.show_list()
        self.left.focus_search()

    def show_list(self) -> None:
        """Show the full list of chats, as a drawer where there is no room beside the messages."""
        if self._room is Room.NARROW and not self._list_drawer.is_open:
            self._list_drawer.open(self.left, self.rect())
            self.left.focus_list()

    def toggle_details(self) -> None:
        """Show the details of the open chat, or hide them."""
        self.show_details(not self._details_are_shown())

    def show_details(self, shown: bool) -> None:  # noqa: FBT001 - a slot
        """Show or hide the details of the open chat: beside the messages, or as a drawer over them."""
        if self._workspace.current is None:
            return
        if self._room is Room.WIDE:
            self._wants_details = shown
            self.details.setVisible(shown)
        elif shown and not self._details_drawer.is_open:
            self._details_drawer.open(self.details, self._below_header())
        elif not shown:
            self._put_details_away()
        self._tell_details_shown()

    # Following the workspace.

    def _show_chat(self, chat: ChatId | None) -> None:
        opens = chat is not None and self.centre.currentWidget() is self.welcome
        self.centre.setCurrentWidget(self.welcome if chat is None else self.conversation)
        self._put_details_away()
        self.details.setVisible(chat is not None and self._room is Room.WIDE and self._wants_details)
        self._tell_details_shown()
        self._name_window()
        if opens and self.focusWidget() in {None, self.left.new, self.rail.show_list}:
            # Qt gives the keyboard to the first control; who has not moved it yet wants to write.
            self.conversation.focus_composer()

    def _on_chat_chosen(self) -> None:
        self._close_list()
        self.conversation.focus_composer()

    def _on_chat_started(self, chat: ChatId) -> None:
        self._close_list()
        self._workspace.open_chat(chat)
        self.conversation.focus_composer()

    def _name_window(self) -> None:
        name = self.tr("Internal Chat")
        heading = self._workspace.details.heading if self._workspace.current is not None else ""
        self.setWindowTitle(f"{heading} – {name}" if heading else name)

    def _change_subject(self) -> None:
        if self._workspace.current is not None:
            self.show_details(shown=True)
            self.details.edit_subject()

    def _confirm_sign_out(self, unsent: Unsent) -> None:
        from desktop.ui.dialogs.sign_out import SignOutDialog

        dialog = SignOutDialog(self._theme, self, unsent)
        dialog.confirmed.connect(self.sign_out_requested)
        dialog.open()

    # Room.

    def _take_room(self) -> None:
        """Put every pane where it belongs in a window of this width."""
        room = _room(self.width())
        changed, self._room = room is not self._room, room
        if changed:
            self._close_list()
            self._put_details_away()
        narrow = room is Room.NARROW
        self.rail.setVisible(narrow)
        if not self._list_drawer.is_open:
            if narrow:
                self._take_keyboard_from(self.left)
            self.left.setVisible(not narrow)
        if not self._details_drawer.is_open:
            has_chat = self._workspace.current is not None
            self.details.setVisible(has_chat and room is Room.WIDE and self._wants_details)
        self._tell_details_shown()

    def _take_keyboard_from(self, pane: QWidget) -> None:
        """Give the keyboard to the composer before a pane goes away: Qt would give it to whatever stands next."""
        focused: QWidget | None = self.focusWidget()  # even while another program has the keyboard
        if focused is not None and pane.isAncestorOf(focused) and self._workspace.current is not None:
            self.conversation.focus_composer()

    def _close_list(self) -> None:
        if self._list_drawer.is_open:
            self._list_drawer.give_back()
            self._splitter.insertWidget(0, self.left)
            self.left.setVisible(self._room is not Room.NARROW)

    def _put_details_away(self) -> None:
        if self._details_drawer.is_open:
            self._details_drawer.give_back()
            self._row.addWidget(self.details)
            self.details.hide()

    def _details_are_shown(self) -> bool:
        return self._details_drawer.is_open or not self.details.isHidden()

    def _tell_details_shown(self) -> None:
        shown = self._details_are_shown()
        self.conversation.set_details_shown(shown)
        self._rename_key.setEnabled(not shown)

    def _below_header(self) -> QRect:
        corner = self.centre.mapTo(self, QPoint(0, HEADER))
        return QRect(corner, QSize(self.width() - corner.x(), self.height() - corner.y()))

    # The keyboard.

    def _focus_pane(self, step: int) -> None:
        panes = [pane for pane in self._panes() if pane.isVisible()]
        here = next((i for i, pane in enumerate(panes) if _has_keyboard(pane)), None)
        following = (0 if step > 0 else len(panes) - 1) if here is None else (here + step) % len(panes)
        self._focus_into(panes[following])

    def _panes(self) -> tuple[QWidget, ...]:
        chats = self.left if self._room is not Room.NARROW or self._list_drawer.is_open else self.rail
        return (chats, self.centre, self.details)

    def _focus_into(self, pane: QWidget) -> None:
        if pane is self.left:
            self.left.focus_list()
        elif pane is self.rail:
            self.rail.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif pane is self.centre and self._workspace.current is not None:
            self.conversation.focus_composer()
        else:
            _focus_first(pane)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, where nothing else wanted it: close a drawer, then clear the search, then go to the composer."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._list_drawer.is_open:
            self._close_list()
        elif self._details_drawer.is_open:
            self.show_details(shown=False)
        elif self.left.search.text():
            self.left.search.clear()
        elif self._workspace.current is not None:
            self.conversation.focus_composer()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the panes into the new width."""
        super().resizeEvent(event)
        self._take_room()
        if self._list_drawer.is_open:
            self._list_drawer.setGeometry(self.rect())
        if self._details_drawer.is_open:
            self._row.activate()
            self._details_drawer.setGeometry(self._below_header())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say so: whoever made the window decides what ends with it."""
        self.closing.emit()
        if self.asks_before_closing:
            event.ignore()
        else:
            super().closeEvent(event)


def _room(width: int) -> Room:
    if width >= DETAILS_FROM:
        return Room.WIDE
    return Room.MIDDLE if width >= LIST_FROM else Room.NARROW


def _has_keyboard(pane: QWidget) -> bool:
    keyboard: QWidget | None = QApplication.focusWidget()  # there is none while another program has it
    return keyboard is not None and pane.isAncestorOf(keyboard)


def _focus_first(pane: QWidget) -> None:
    """Put the keyboard on the first control in a pane that takes it."""
    for child in pane.findChildren(QWidget):
        if child.isVisible() and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus:
            child.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
