"""What can be done with a row: named in one place and done in one place, for painted words, the row's menu and keys alike."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu

from desktop.core.values import Delivery
from desktop.ui.theme.theme import Theme
from desktop.ui.timeline.delete_dialog import DeleteMessageDialog, Fate
from desktop.viewmodels.message_actions import possible
from desktop.viewmodels.message_text import Link
from desktop.viewmodels.reactions import QUICK, emoji_name, plain
from desktop.viewmodels.timeline import TimelineModel
from desktop.viewmodels.timeline_entry import Action, Entry, EntryKind

if TYPE_CHECKING:
    from desktop.ui.timeline.view import TimelineView  # which makes this part of itself


class RowActions(QObject):
    """What the user chooses for a row.

    Whatever was offered, the row is looked at again before anything is done: it may be another by then.

    Signals:
        reply_requested (MessageId): the next text is to answer this message.
        edit_requested (MessageId): this message is to be changed.
    """

    reply_requested = Signal(object)
    edit_requested = Signal(object)

    def __init__(self, theme: Theme, model: TimelineModel, view: "TimelineView") -> None:
        super().__init__(view)
        self._theme = theme
        self._model = model
        self._view = view
        self._shown: tuple[QMenu, Entry] | None = None

    def entry(self, key: str) -> Entry | None:
        """Return a row as it is now; None once it is gone."""
        index = self._view.column.indexes.get(key)
        return self._view.column.entries[index] if index is not None else None

    def offered(self, entry: Entry) -> frozenset[Action]:
        """Return what can be done with a row."""
        found = set(possible(entry))
        if self._model.reading.keeps_unread and entry.kind is EntryKind.MESSAGE:
            found.add(Action.MARK_READ)
        elif entry.is_confirmed and entry.seq is not None and self._model.can_mark_unread(entry.seq):
            found.add(Action.MARK_UNREAD)
        return frozenset(found)

    def perform(self, action: Action, key: str, value: str = "") -> bool:
        """Do something with a row, if that is possible now; return whether it was. `value` is the emoji."""
        entry = self.entry(key)
        if entry is None or entry.message is None or action not in self.offered(entry):
            return False
        match action:
            case Action.REPLY:
                self.reply_requested.emit(entry.message)
            case Action.EDIT:
                self.edit_requested.emit(entry.message)
            case Action.DELETE:
                self._delete(entry)
            case Action.REACT:
                self._react(entry, value)
            case Action.MARK_UNREAD if entry.seq is not None:
                self._model.mark_unread(entry.seq)
            case Action.MARK_READ:
                self._model.reading.mark_read()
            case Action.QUOTE if entry.quote is not None and entry.quote.seq:
                self._model.look_for(entry.quote.seq)
            case _:
                self._decide(action, entry)
        return True

    def _decide(self, action: Action, entry: Entry) -> None:
        if entry.command is None:
            return
        match action:
            case Action.SEND:
                self._model.actions.release(entry.command)
            case Action.RETRY:
                self._model.actions.retry(entry.command)
            case Action.DISCARD:
                self._model.actions.discard(entry.command)
            case _:
                raise AssertionError(action)

    def _delete(self, entry: Entry) -> None:
        """Ask before a text is gone for good, sent or not."""
        dialog = DeleteMessageDialog(self._theme, self._view.window(), fate=_fate(entry))
        dialog.confirmed.connect(partial(self._delete_now, entry.key))
        dialog.open()

    def _delete_now(self, key: str) -> None:
        entry, chat = self.entry(key), self._model.chat
        if entry is not None and entry.message is not None and not entry.deleted and chat is not None:
            self._model.actions.delete(chat, entry.message)

    def _react(self, entry: Entry, emoji: str) -> None:
        chat = self._model.chat
        if not emoji:
            self._choose_reaction(entry)
        elif chat is not None and entry.message is not None:
            self._model.actions.react(chat, entry.message, emoji, on=not _is_mine(entry, emoji))

    def _choose_reaction(self, entry: Entry) -> None:
        index = self._view.column.indexes[entry.key]
        area, row = self._view.row_area(index), self._view.column.row(index)
        places = [hit.area for hit in row.hits if hit.action is Action.REACT]
        corner = places[-1].bottomLeft().toPoint() if places else QPoint(0, area.height())
        menu = QMenu(self._view)
        self._add_reactions(menu, entry)
        self._popup(menu, entry, self._view.viewport().mapToGlobal(area.topLeft() + corner))

    # The menu.

    def open_menu(self, key: str, where: QPoint) -> None:
        """Show a row's menu at a point of the screen."""
        entry = self.entry(key)
        menu = self.menu(key)
        if entry is not None and menu.actions():
            self._popup(menu, entry, where)

    def _popup(self, menu: QMenu, entry: Entry, where: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._shown = (menu, entry)
        menu.aboutToHide.connect(self._forget_menu)
        menu.popup(where)

    def _forget_menu(self) -> None:
        self._shown = None

    def rows_changed(self) -> None:
        """Close the menu of a row that is gone or says something else now: what it offers was for what was there."""
        if self._shown is not None:
            menu, entry = self._shown
            now = self.entry(entry.key)
            if now is None or (now.text, now.deleted) != (entry.text, entry.deleted):
                menu.close()

    def menu(self, key: str) -> QMenu:
        """Return the menu of a row: all that can be done with it, also what is painted in it."""
        menu = QMenu(self._view)
        entry = self.entry(key)
        if entry is None or entry.kind not in {EntryKind.MESSAGE, EntryKind.SYSTEM}:
            return menu
        offered = self.offered(entry)
        if Action.REACT in offered:
            self._add_reactions(menu.addMenu(self.tr("Add reaction")), entry)
        self._add(menu, entry, offered, Action.REPLY)
        menu.addAction(self.tr("Copy text"), lambda: self._copy(key))
        for link in entry.links:
            menu.addAction(self.tr("Open %1").replace("%1", link.target), partial(open_link, link))
        for group in (
            (Action.QUOTE,),
            (Action.MARK_UNREAD, Action.MARK_READ),
            (Action.SEND, Action.RETRY, Action.EDIT, Action.DISCARD, Action.DELETE),
        ):
            if offered & set(group):
                menu.addSeparator()
            for action in group:
                self._add(menu, entry, offered, action)
        return menu

    def _add(self, menu: QMenu, entry: Entry, offered: frozenset[Action], action: Action) -> None:
        if action in offered:
            menu.addAction(self.name(action, entry), lambda: self.perform(action, entry.key))

    def name(self, action: Action, entry: Entry) -> str:
        """Return what an action is called in a row's menu; of what asks, the very words of the question."""
        if entry.delivery is Delivery.ASKING and action in entry.choices:
            return {
                Action.SEND: self.tr("Send"),
                Action.EDIT: self.tr("Edit"),
                Action.DELETE: self.tr("Delete"),
            }[action]
        return {
            Action.REPLY: self.tr("Reply"),
            Action.EDIT: self.tr("Edit message"),
            Action.DELETE: self.tr("Delete message"),
            Action.SEND: self.tr("Send"),
            Action.RETRY: self.tr("Retry sending"),
            Action.DISCARD: self.tr("Discard change"),
            Action.REACT: self.tr("Add reaction"),
            Action.QUOTE: self.tr("Go to the answered message"),
            Action.MARK_UNREAD: self.tr("Mark as unread from here"),
            Action.MARK_READ: self.tr("Mark as read"),
        }[action]

    def _add_reactions(self, menu: QMenu, entry: Entry) -> None:
        """Offer what is offered at once, and what is under the message already."""
        known = {plain(emoji) for emoji in QUICK}
        for emoji in (*QUICK, *(chip.emoji for chip in entry.chips if plain(chip.emoji) not in known)):
            action = menu.addAction(f"{emoji}  {emoji_name(emoji)}")
            action.setCheckable(True)
            action.setChecked(_is_mine(entry, emoji))
            action.triggered.connect(partial(self._chose_reaction, entry.key, emoji))

    def _chose_reaction(self, key: str, emoji: str) -> None:
        self.perform(Action.REACT, key, emoji)

    def _copy(self, key: str) -> None:
        """Copy what is selected in a row, or else its text, as both are now."""
        entry = self.entry(key)
        if entry is None:
            return
        selection = self._view.selection
        parts = selection.parts(self._view.column) if selection is not None else {}
        chosen = selection is not None and key in parts
        copy_text(selection.text(self._view.column) if chosen and selection is not None else entry.text)


def _is_mine(entry: Entry, emoji: str) -> bool:
    return any(chip.mine and plain(chip.emoji) == plain(emoji) for chip in entry.chips)


def _fate(entry: Entry) -> Fate:
    if entry.seq is not None:
        return Fate.SENT
    return Fate.WAITING if entry.delivery is Delivery.WAITING else Fate.UNDECIDED


def open_link(link: Link) -> None:
    """Open a web or mail address in the program that the system has for it."""
    QDesktopServices.openUrl(QUrl(link.target))


def copy_text(text: str) -> None:
    """Put a text on the clipboard; nothing stays as it was."""
    if text:
        QGuiApplication.clipboard().setText(text)
