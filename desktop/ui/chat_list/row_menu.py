"""The menu of a chat's row: what the user sets for themselves in that chat, its link, and ways to what is set for all."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.ui.controls import Menu
from desktop.ui.notify_menu import add_notify_menu
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.chat_line import ChatLine
from desktop.viewmodels.workspace import Workspace


class ChatMenu(Menu):
    """What can be done with one chat. It ends when it is closed.

    Signals:
        edit_participants_requested(object): people are to be added to the chat; its id.
        change_subject_requested(object): the chat is to be called otherwise; its id.
    """

    edit_participants_requested = Signal(object)
    change_subject_requested = Signal(object)

    def __init__(self, theme: Theme, line: ChatLine, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._line = line
        self._workspace = workspace
        self._actions = workspace.actions
        self.setAccessibleName(self.tr("Chat menu"))
        self.setToolTipsVisible(True)
        self._add_own()
        self.addSeparator()
        self._add_shared()
        self.aboutToHide.connect(self.deleteLater)

    def _add_own(self) -> None:
        """Offer what the user sets for themselves."""
        actions, line, chat = self._actions, self._line, self._line.id
        if line.pinned:
            self._add("pin-off", self.tr("Unpin"), lambda: actions.pin(chat, pinned=False))
        else:
            self._add("pin", self.tr("Pin"), lambda: actions.pin(chat, pinned=True))
        if line.muted:
            self._add("bell", self.tr("Unmute"), lambda: actions.unmute(chat))
        else:
            self._add_muting()
        add_notify_menu(self, line.notify, lambda notify: actions.notify(chat, notify))
        if line.unread:
            self._add("mail-open", self.tr("Mark as read"), lambda: actions.mark_read(chat))
        else:
            # The keys are said, not bound: the list and the window take them.
            self._add("mail", self.tr("Mark as unread"), lambda: actions.mark_unread(chat), keys="U")
        self._add("link", self.tr("Copy link"), lambda: actions.copy_link(chat))

    def _add_shared(self) -> None:
        """Offer what everybody in the chat will see. The keys are those of the open chat, so they are said there alone."""
        chat = self._line.id
        is_open = chat == self._workspace.current
        people = self._add(
            "user-plus",
            self.tr("Edit participants…"),
            lambda: self.edit_participants_requested.emit(chat),
            keys="Ctrl+Shift+P" if is_open else "",
        )
        if not self._workspace.status.is_online:
            people.setEnabled(False)
            people.setToolTip(self.tr("Needs a connection"))
        self._add(
            "pencil",
            self.tr("Change subject…"),
            lambda: self.change_subject_requested.emit(chat),
            keys="F2" if is_open else "",
        )

    def _add_muting(self) -> None:
        chat, actions = self._line.id, self._actions
        muting = self.put_menu(self.tr("Mute"), icon="bell-off")
        for text, mute in (
            (self.tr("For 1 hour"), actions.mute_for_an_hour),
            (self.tr("Until tomorrow"), actions.mute_until_tomorrow),
            (self.tr("Always"), actions.mute),
        ):
            muting.addAction(text).triggered.connect(lambda _checked, mute=mute: mute(chat))

    def _add(self, icon: str, text: str, act: Callable[[], object], *, keys: str = "") -> QAction:
        named = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        action = self.put(text, icon=icon, keys=named)
        action.triggered.connect(lambda _checked: act())
        return action
