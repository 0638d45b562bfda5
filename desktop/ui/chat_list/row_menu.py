"""The menu of a chat's row: what the user sets for themselves in that chat."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop.ui import icons
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.chat_actions import ChatActions
from desktop.viewmodels.chat_line import ChatLine

_ICON = 16


class RowMenu(QMenu):
    """What can be done with one chat. It ends when it is closed."""

    def __init__(self, theme: Theme, line: ChatLine, actions: ChatActions, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chat = line.id
        self.setAccessibleName(self.tr("Chat menu"))
        chat = line.id
        if line.pinned:
            self._add("pin-off", self.tr("Unpin"), lambda: actions.pin(chat, pinned=False))
        else:
            self._add("pin", self.tr("Pin"), lambda: actions.pin(chat, pinned=True))
        if line.muted:
            self._add("bell", self.tr("Unmute"), lambda: actions.unmute(chat))
        else:
            self._add_muting(actions)
        if line.unread:
            self._add("mail-open", self.tr("Mark as read"), lambda: actions.mark_read(chat))
        else:
            unread = self._add("mail", self.tr("Mark as unread"), lambda: actions.mark_unread(chat))
            # Said, not bound: the list itself takes the key.
            unread.setText(f"{unread.text()}\t{QKeySequence('U').toString()}")
        self.aboutToHide.connect(self.deleteLater)

    def _add_muting(self, actions: ChatActions) -> None:
        chat = self._chat
        muting = self.addMenu(self._icon("bell-off"), self.tr("Mute"))
        muting.setAccessibleName(self.tr("Mute"))
        for text, mute in (
            (self.tr("For 1 hour"), actions.mute_for_an_hour),
            (self.tr("Until tomorrow"), actions.mute_until_tomorrow),
            (self.tr("Always"), actions.mute),
        ):
            muting.addAction(text).triggered.connect(lambda _checked, mute=mute: mute(chat))

    def _add(self, icon: str, text: str, act: Callable[[], None]) -> QAction:
        action = self.addAction(self._icon(icon), text)
        action.triggered.connect(act)
        return action

    def _icon(self, name: str) -> QIcon:
        return icons.icon(name, _ICON, self._theme.tokens.text, self.devicePixelRatioF())
