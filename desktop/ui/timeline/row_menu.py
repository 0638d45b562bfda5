"""The menu of a row: all that can be done with it, also what is painted in it, each with its picture and its key."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.core.values import Delivery
from desktop.ui.controls import Menu
from desktop.ui.theme.theme import Theme
from desktop.ui.timeline.key_names import KEYS, with_key
from desktop.viewmodels.reactions import QUICK, emoji_name, plain
from desktop.viewmodels.timeline_entry import Action, Entry

if TYPE_CHECKING:
    from desktop.ui.timeline.actions import RowActions  # which makes it

_ICONS = {
    Action.REPLY: "reply",
    Action.EDIT: "pencil",
    Action.DELETE: "trash",
    Action.SEND: "send",
    Action.SEND_TEXT: "send",
    Action.REMOVE_FILES: "x",
    Action.RETRY: "rotate-cw",
    Action.DISCARD: "undo",
    Action.REACT: "smile-plus",
    Action.QUOTE: "corner-left-up",
    Action.MARK_UNREAD: "mail",
    Action.MARK_READ: "mail-open",
    Action.COPY_LINK: "link",
    Action.AUDIENCE: "users",
    Action.UNFOLD: "chevron-down",
    Action.FOLD: "chevron-up",
}
_DANGEROUS = {Action.DELETE, Action.DISCARD}
_WIDEST_TARGET = 360
"""Pixels of an address; where it leads stands at its start, and what it is about at its end."""


class RowMenu(Menu):
    """What can be done with one row, as it was when the menu was opened."""

    def __init__(
        self, theme: Theme, actions: "RowActions", entry: Entry, parent: QWidget, *, place: str = ""
    ) -> None:
        super().__init__(theme, parent)
        self._actions = actions
        self._entry = entry
        self._offered = actions.offered(entry)
        self.setAccessibleName(self.tr("Message menu"))
        actions.places.fill_menu(self, entry, place)
        if Action.REACT in self._offered:
            self._add_reactions()
        self._add(Action.REPLY)
        if entry.copied:
            copying = with_key(self.tr("Copy text"), QKeySequence.StandardKey.Copy)
            self._put("copy", copying, lambda: actions.copy(entry.key))
        self._add(Action.COPY_LINK)
        self._add_group(Action.SEND, Action.RETRY, Action.REMOVE_FILES, Action.SEND_TEXT, Action.EDIT)
        for link in entry.links:
            target = self.fontMetrics().elidedText(link.target, Qt.TextElideMode.ElideMiddle, _WIDEST_TARGET)
            opening = self.tr("Open %1").replace("%1", target)
            self._put("external-link", opening, partial(actions.open_link, link.target))
        self._add_group(Action.UNFOLD, Action.FOLD)
        self._add_group(Action.QUOTE, Action.AUDIENCE, Action.MARK_UNREAD, Action.MARK_READ)
        self._add_group(Action.DISCARD, Action.DELETE)

    def _add_group(self, *group: Action) -> None:
        if self._offered & set(group):
            self.addSeparator()
        for action in group:
            self._add(action)

    def _add(self, action: Action) -> None:
        if action not in self._offered:
            return
        words = name_of(action, self._entry)
        if action in KEYS:
            words = with_key(words, KEYS[action])
        key = self._entry.key
        self._put(
            _ICONS[action],
            words,
            lambda: self._actions.perform(action, key),
            dangerous=action in _DANGEROUS,
        )

    def _put(self, icon: str, words: str, act: Callable[[], object], *, dangerous: bool = False) -> QAction:
        made = self.put(words, icon=icon, dangerous=dangerous)
        made.triggered.connect(lambda _checked: act())
        return made

    def _add_reactions(self) -> None:
        """Offer what is offered at once, what is under the message already, and all others."""
        entry, actions = self._entry, self._actions
        menu = self.put_menu(self.tr("Add reaction"), icon=_ICONS[Action.REACT])
        known = {plain(emoji) for emoji in QUICK}
        for emoji in (*QUICK, *(chip.emoji for chip in entry.chips if plain(chip.emoji) not in known)):
            action = menu.addAction(f"{emoji}  {emoji_name(emoji)}")
            action.setCheckable(True)
            action.setChecked(any(chip.mine and plain(chip.emoji) == plain(emoji) for chip in entry.chips))
            action.triggered.connect(
                lambda _checked, emoji=emoji: actions.perform(Action.REACT, entry.key, emoji)
            )
        menu.addSeparator()
        menu.addAction(self.tr("More…")).triggered.connect(
            lambda _checked: actions.perform(Action.REACT, entry.key)
        )


def name_of(action: Action, entry: Entry) -> str:
    """Return what an action is called in a row's menu; of what asks, the very words of the question."""
    if entry.delivery is Delivery.ASKING and action in entry.choices:
        return {
            Action.SEND: _tr("Send"),
            Action.EDIT: _tr("Edit"),
            Action.DELETE: _tr("Delete"),
        }[action]
    return {
        Action.REPLY: _tr("Reply"),
        Action.EDIT: _tr("Edit message"),
        Action.DELETE: _tr("Delete message"),
        Action.SEND: _tr("Send"),
        Action.SEND_TEXT: _tr("Send the text now"),
        Action.RETRY: _tr("Retry sending"),
        Action.REMOVE_FILES: _tr("Remove file"),
        Action.DISCARD: _tr("Discard change"),
        Action.REACT: _tr("Add reaction"),
        Action.QUOTE: _tr("Go to the answered message"),
        Action.MARK_UNREAD: _tr("Mark as unread from here"),
        Action.MARK_READ: _tr("Mark as read"),
        Action.COPY_LINK: _tr("Copy link"),
        Action.AUDIENCE: _tr("Who can read this"),
        Action.UNFOLD: _tr("Show more"),
        Action.FOLD: _tr("Show less"),
    }[action]


def _tr(text: str) -> str:
    return QCoreApplication.translate("RowMenu", text)
