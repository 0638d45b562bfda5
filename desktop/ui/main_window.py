"""The window of a signed-in user: what can be done from anywhere in it, by its keys and its menus.

Where the chats, the open one and its details stand is `panes`' to know; which keys there are, `shortcuts`'.
"""

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.core.values import AttachmentId, ChatId, MessageId, Person, Unsent, UserId
from desktop.ui.conversation import ConversationPane
from desktop.ui.details.panel import DetailsPanel
from desktop.ui.left_pane import LeftPane, Rail
from desktop.ui.panes import Panes, Parts
from desktop.ui.recovery_notice import RecoveryNotice
from desktop.ui.shortcuts import ACCOUNT_KEYS, Deed, window_keys
from desktop.ui.theme.theme import Theme
from desktop.ui.toasts import Toasts
from desktop.ui.welcome import Welcome
from desktop.viewmodels.accounts import AccountsModel
from desktop.viewmodels.desk import Desk
from desktop.viewmodels.links import Proposal
from desktop.viewmodels.workspace import Workspace

if TYPE_CHECKING:
    from desktop.ui.switcher.switcher import Switcher

USUAL = QSize(1280, 800)
LEAST = QSize(480, 480)


class MainWindow(QWidget):
    """The window.

    Signals:
        sign_out_requested(): the user confirmed to leave the account on this computer.
        sign_in_requested(): the server signed this computer out, and the user wants to sign in again.
        appearance_chosen(str): `system`, `light` or `dark`; the theme has taken it already.
        closing(): the window is about to close.
        quit_requested(): the user wants the program to end, and not only its window to be gone.
    """

    sign_out_requested = Signal()
    sign_in_requested = Signal()
    appearance_chosen = Signal(str)
    closing = Signal()
    quit_requested = Signal()
    asks_before_closing = False
    """Whoever hears `closing` asks the user first, and closes the window if they agree."""
    desk: Desk
    """What the settings offer beyond the chats; of a window alone it offers nothing, until whoever made it knows of more."""

    def __init__(self, theme: Theme, workspace: Workspace, platform: str = sys.platform) -> None:
        super().__init__()
        self._theme = theme
        self._workspace = workspace
        self._platform = platform
        self._switcher: Switcher | None = None
        self.desk = Desk(self)
        self.setMinimumSize(LEAST)
        self.resize(USUAL)
        self.left = LeftPane(theme, workspace, self)
        self.rail = Rail(theme, workspace, self)
        self.welcome = Welcome(theme, workspace, self)
        self.conversation = ConversationPane(theme, workspace, self)
        self.details = DetailsPanel(theme, workspace.details, workspace.shared_files, self)
        self.centre = QStackedWidget(self)
        self.centre.addWidget(self.welcome)
        self.centre.addWidget(self.conversation)
        self.toasts = Toasts(
            theme, self, (self.conversation.timeline, self.welcome), beside=(self.conversation.timeline.jump,)
        )
        parts = Parts(self.left, self.rail, self.centre, self.conversation, self.details, self.toasts)
        self.panes = Panes(theme, workspace.choices, parts, self)
        self.deeds = self._deeds()
        """What can be done from anywhere, by its key in `shortcuts`."""
        self._lay_out()
        self._make_shortcuts()
        self._connect()
        self._show_chat(workspace.current)
        workspace.load()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self._platform == "darwin":
            from desktop.ui.menu_bar import make_menu_bar

            column.setMenuBar(make_menu_bar(self.deeds, self))
        if self._workspace.recovery:
            column.addWidget(
                RecoveryNotice(self._theme, self._workspace.recovery, self._workspace.recovery_place, self)
            )
        column.addWidget(self.panes, 1)

    def _connect(self) -> None:
        for source in (self.left, self.rail, self.welcome):
            source.message_teammates.connect(self.message_teammates)
        self.left.new_chat_wanted.connect(self.message_teammates)
        for chats in (self.left, self.rail):
            chats.chat_chosen.connect(self._on_chat_chosen)
            chats.edit_participants_requested.connect(
                lambda chat: self._in_chat(chat, self.edit_participants)
            )
            chats.change_subject_requested.connect(lambda chat: self._in_chat(chat, self._change_subject))
        self.left.settings_requested.connect(self.show_settings)
        self.left.shortcuts_requested.connect(self.show_shortcuts)
        self.left.sign_out_requested.connect(lambda: self._workspace.count_unsent(self._confirm_sign_out))
        self.rail.avatar.shortcuts_requested.connect(self.show_shortcuts)
        self.rail.avatar.sign_out_requested.connect(self.left.sign_out_requested)
        self.rail.list_wanted.connect(self.panes.show_list)
        self.rail.search_wanted.connect(self.search_chats)
        self.panes.details_shown.connect(self._on_details_shown)
        self.conversation.details_toggled.connect(self.panes.show_details)
        self.details.edit_participants_requested.connect(self.edit_participants)
        self.details.message_requested.connect(self._workspace.private_chats.look_for)
        self.details.mention_requested.connect(self._mention)
        self._workspace.composer.adding_wanted.connect(self.edit_participants)
        self._workspace.files.picture_opened.connect(self.show_picture)
        self._workspace.chat_opened.connect(self._show_chat)
        self._workspace.proposed.connect(lambda proposal: self.message_teammates(proposal=proposal))
        self._workspace.told.connect(self.toasts.show_toast)
        self._workspace.private_chats.missing.connect(lambda user: self.message_teammates((user,)))
        self._workspace.details.changed.connect(self._name_window)
        self._workspace.status.sign_in_requested.connect(self.sign_in_requested)

    def _deeds(self) -> dict[Deed, Callable[[], object]]:
        chats, panes, choices = self._workspace, self.panes, self._workspace.choices
        return {
            Deed.NEW_CHAT: self.message_teammates,
            Deed.SEARCH_CHATS: self.search_chats,
            Deed.FIND_IN_CHAT: self.find_in_chat,
            Deed.FIND_NEXT: lambda: self.find_step(1),
            Deed.FIND_PREVIOUS: lambda: self.find_step(-1),
            Deed.GO_TO_CHAT: self.go_to_chat,
            Deed.CHAT_BEFORE: lambda: chats.open_beside(-1),
            Deed.CHAT_AFTER: lambda: chats.open_beside(1),
            Deed.UNREAD_BEFORE: lambda: chats.open_beside(-1, unread=True),
            Deed.UNREAD_AFTER: lambda: chats.open_beside(1, unread=True),
            Deed.UNREAD_ONLY: self._toggle_unread,
            Deed.CHANGE_SUBJECT: self._change_subject,
            Deed.EDIT_PARTICIPANTS: self.edit_participants,
            Deed.MUTE: self._toggle_mute,
            Deed.ATTACH_FILES: self.conversation.composer.attach_button.choose,
            Deed.PANE_AFTER: lambda: panes.focus_pane(1),
            Deed.PANE_BEFORE: lambda: panes.focus_pane(-1),
            Deed.DETAILS: panes.toggle_details,
            Deed.LIST: panes.toggle_list,
            Deed.LARGER: lambda: choices.step_text(1),
            Deed.SMALLER: lambda: choices.step_text(-1),
            Deed.USUAL_SIZE: lambda: choices.choose(text_percent=100),
            Deed.SETTINGS: self.show_settings,
            Deed.SHORTCUTS: self.show_shortcuts,
            Deed.CLOSE: self.hide_until_wanted,
            Deed.QUIT: self.quit_requested.emit,
        }

    def _make_shortcuts(self) -> None:
        self._shortcuts: dict[Deed, QShortcut] = {}
        if self._platform == "darwin":
            return  # there they belong to the items of the menu bar
        for deed, keys in window_keys(self._platform).items():
            shortcut = QShortcut(self)
            shortcut.setKeys([QKeySequence(key) for key in keys])
            shortcut.activated.connect(self.deeds[deed])
            self._shortcuts[deed] = shortcut

    def offer_accounts(self, accounts: AccountsModel) -> None:
        """List the accounts of this computer at the user's avatar, and show one by the number of its place there."""
        for avatar in (self.left.footer.avatar, self.rail.avatar):
            avatar.offer_accounts(accounts)
        for place, key in enumerate(ACCOUNT_KEYS):
            QShortcut(QKeySequence(key), self, lambda at=place: accounts.choose(at))

    # What the user can do from anywhere.

    def message_teammates(self, people: Sequence[UserId] = (), proposal: Proposal | None = None) -> None:
        """Open the dialog in which a chat is started, with people who are chosen already, or with what a link proposes."""
        # Dialogs are imported when they are first needed: the window is to appear quickly.
        from desktop.ui.dialogs.new_chat import NewChatDialog

        dialog = NewChatDialog(self._theme, self._workspace.new_chat(people, proposal), self)
        dialog.chat_started.connect(self._on_chat_started)
        dialog.open()

    def edit_participants(self, people: Sequence[UserId] = ()) -> None:
        """Open the dialog in which people are added to the open chat, if that is possible now; some may be chosen already."""
        if not self._workspace.details.can_edit_participants:
            return
        model = self._workspace.edit_participants(people)
        if model is not None:
            from desktop.ui.dialogs.edit_participants import EditParticipantsDialog

            EditParticipantsDialog(self._theme, model, self).open()

    def show_picture(self, chat: ChatId, message: MessageId, picture: AttachmentId) -> None:
        """Open the image viewer with a picture of a message."""
        from desktop.ui.viewer.viewer import ImageViewer

        model = self._workspace.viewer(chat, message, picture)
        model.ended.connect(self._workspace.told)
        viewer = ImageViewer(self._theme, model, self._workspace.files, self)
        viewer.place_wanted.connect(self._workspace.go_to)
        viewer.show()  # `open` would make it a sheet of this window

    def go_to_chat(self) -> None:
        """Open the quick switcher, or close it."""
        if self._switcher is not None:
            self._switcher.dismiss()
            return
        from desktop.ui.switcher.switcher import Switcher

        model = self._workspace.switcher()
        self._switcher = Switcher(self._theme, model, self)
        self._switcher.closed.connect(self._on_switcher_closed)
        model.chat_chosen.connect(self._on_chat_started)
        model.new_chat_chosen.connect(self.message_teammates)
        model.search_chosen.connect(self.search_chats)
        self._switcher.open()

    def show_shortcuts(self) -> None:
        """Open the sheet of keyboard shortcuts."""
        from desktop.ui.dialogs.shortcuts import ShortcutsSheet

        enter_sends = self._workspace.choices.choices.enter_sends
        ShortcutsSheet(self._theme, self, enter_sends=enter_sends, platform=self._platform).open()

    def show_settings(self, section: str = "") -> None:
        """Open the settings, at a section by its name in `SettingsSection` or at the first."""
        from desktop.ui.settings.dialog import SettingsDialog

        dialog = SettingsDialog(self._theme, self._workspace, self.desk, self, section=section)
        dialog.appearance_chosen.connect(self.appearance_chosen)
        dialog.sign_out_requested.connect(self.left.sign_out_requested)
        dialog.open()

    def search_chats(self, text: str = "") -> None:
        """Put the keyboard into the search field, showing the list if it is hidden; some text may be there to be searched for."""
        self.panes.show_list()
        if text:
            self.left.search.setText(text)
        self.left.focus_search()

    def find_in_chat(self) -> None:
        """Let the user look for words in the open chat; in all of them while none is open."""
        if self._workspace.current is None:
            self.search_chats()
        else:
            self.panes.step_back()
            self.conversation.find_words()

    def find_step(self, by: int) -> None:
        """Go to the next match in the open chat, or with -1 to the one before."""
        if self._workspace.current is not None:
            self.conversation.find_step(by)

    def _toggle_unread(self) -> None:
        self.panes.show_list()
        self.left.toggle_unread()

    def _in_chat(self, chat: ChatId, act: Callable[[], object]) -> None:
        """Open a chat and do something about it, as its row's menu asks for."""
        self.panes.close_list()
        self._workspace.in_chat(chat, act)

    def _mention(self, person: Person) -> None:
        """Name somebody where the caret of the composer is."""
        self.panes.step_back()
        self.conversation.focus_composer()
        self.conversation.composer.mention(person)

    def _toggle_mute(self) -> None:
        """Mute the open chat, or no more; it is told, as the switch need not be in sight."""
        details, actions = self._workspace.details, self._workspace.actions
        if details.chat is not None and details.ready:
            (actions.unmute if details.muted else actions.mute)(details.chat)

    def _change_subject(self) -> None:
        if self._workspace.current is not None:
            self.panes.show_details(shown=True)
            self.details.edit_subject()

    def hide_until_wanted(self) -> None:
        """Hide the window, as macOS does where one is closed; the program goes on, and shows it when it is called again."""
        frame, application = self.window(), QGuiApplication.instance()
        if frame.isVisible() and isinstance(application, QGuiApplication):
            frame.hide()
            application.applicationStateChanged.connect(self._come_back)

    def _come_back(self, state: Qt.ApplicationState) -> None:
        """Show the window again. Before the program is called, other programs may come to the front, and go."""
        application = QGuiApplication.instance()
        if state is Qt.ApplicationState.ApplicationActive and isinstance(application, QGuiApplication):
            application.applicationStateChanged.disconnect(self._come_back)
            self.window().show()

    # Following the workspace.

    def _show_chat(self, chat: ChatId | None) -> None:
        opens = chat is not None and self.centre.currentWidget() is self.welcome
        self.centre.setCurrentWidget(self.welcome if chat is None else self.conversation)
        self.panes.follow_chat(is_open=chat is not None)
        self._name_window()
        if opens and self.focusWidget() in {None, self.left.new, self.rail.show_list}:
            # Qt gives the keyboard to the first control; who has not moved it yet wants to write.
            self.conversation.focus_composer()

    def _on_chat_chosen(self) -> None:
        self.panes.close_list()
        self.conversation.focus_composer()

    def _on_chat_started(self, chat: ChatId) -> None:
        self.panes.close_list()
        self._workspace.open_chat(chat)
        self.conversation.focus_composer()

    def _on_switcher_closed(self) -> None:
        self._switcher = None

    def _on_details_shown(self, shown: bool) -> None:  # noqa: FBT001 - a slot
        self.conversation.set_details_shown(shown)
        if Deed.CHANGE_SUBJECT in self._shortcuts:  # while the panel is visible, that key is its own
            self._shortcuts[Deed.CHANGE_SUBJECT].setEnabled(not shown)

    def _name_window(self) -> None:
        name = self.tr("Internal Chat")
        heading = self._workspace.details.heading if self._workspace.current is not None else ""
        self.setWindowTitle(f"{heading} – {name}" if heading else name)

    def _confirm_sign_out(self, unsent: Unsent) -> None:
        from desktop.ui.dialogs.sign_out import SignOutDialog

        dialog = SignOutDialog(self._theme, self, unsent)
        dialog.confirmed.connect(self.sign_out_requested)
        dialog.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, where nothing else wanted it.

        It closes a drawer, cancels a change or an answer, goes back to what was found, clears the search, goes to write.
        """
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.panes.step_back() or self._workspace.composer.cancel():
            return
        elif self.left.is_left_for_result:
            self.panes.show_list()
            self.left.focus_list()
        elif self._workspace.find.is_open:
            self._workspace.find.close()
        elif self.left.search.text():
            self.left.search.clear()
        elif self._workspace.current is not None:
            self.conversation.focus_composer()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say so: whoever made the window decides what ends with it."""
        self.closing.emit()
        if self.asks_before_closing:
            event.ignore()
        else:
            super().closeEvent(event)
