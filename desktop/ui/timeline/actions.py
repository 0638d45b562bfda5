"""What can be done with a row: named in one place and done in one place, for painted words, the row's menu and keys alike."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from desktop.core.values import Delivery
from desktop.ui.theme.theme import Theme
from desktop.ui.timeline.delete_dialog import DeleteMessageDialog, Fate
from desktop.ui.timeline.layout import TEXT_LEFT
from desktop.ui.timeline.places import Places
from desktop.ui.timeline.row_menu import RowMenu
from desktop.viewmodels.choices import ChoicesModel
from desktop.viewmodels.emoji import EmojiBook
from desktop.viewmodels.file_actions import FileActions
from desktop.viewmodels.links import Place, link_to, target_of
from desktop.viewmodels.message_actions import possible
from desktop.viewmodels.reactions import plain
from desktop.viewmodels.timeline import TimelineModel
from desktop.viewmodels.timeline_entry import Action, Entry, EntryKind
from desktop.viewmodels.toast import Toast

if TYPE_CHECKING:
    from desktop.ui.emoji.picker import EmojiPicker
    from desktop.ui.timeline.view import TimelineView  # which makes this part of itself


OUTSIDE = frozenset({"https", "http", "mailto"})
"""What the system's programs are asked to open; nothing else that stands in a message ever is."""


@dataclass(frozen=True, slots=True)
class Aids:
    """What an emoji is chosen with, and what is done with files."""

    emoji: EmojiBook
    choices: ChoicesModel
    files: FileActions | None = None


class RowActions(QObject):
    """What the user chooses for a row.

    Whatever was offered, the row is looked at again before anything is done: it may be another by then.

    Signals:
        reply_requested (MessageId): the next text is to answer this message.
        edit_requested (MessageId): this message is to be changed.
        target_requested (Target): a link leads to a chat, to a message in it, or proposes one.
        told (Toast): something is to be said for some seconds.
    """

    reply_requested = Signal(object)
    edit_requested = Signal(object)
    target_requested = Signal(object)
    told = Signal(object)

    def __init__(self, theme: Theme, model: TimelineModel, aids: Aids, view: "TimelineView") -> None:
        super().__init__(view)
        self._theme = theme
        self._model = model
        self._aids = aids
        self._view = view
        self.places = Places(theme, view, aids.files)
        self._shown: tuple[RowMenu, Entry] | None = None
        self._picker: EmojiPicker | None = None
        self._reacting_to: str | None = None

    def entry(self, key: str) -> Entry | None:
        """Return a row as it is now; None once it is gone."""
        index = self._view.column.indexes.get(key)
        return self._view.column.entries[index] if index is not None else None

    def offered(self, entry: Entry) -> frozenset[Action]:
        """Return what can be done with a row."""
        found = set(possible(entry))
        index = self._view.column.indexes.get(entry.key)
        if index is not None:
            found |= self._view.column.row(index).folding
        if entry.kind is EntryKind.MESSAGE and not entry.deleted:
            found.add(Action.AUDIENCE)
        if entry.places:
            found |= {Action.PLACE, Action.PLACE_WAY}
        if not self._model.online:
            found.discard(Action.SEND_TEXT)  # it would have to wait all the same
        if entry.is_confirmed:
            found.add(Action.COPY_LINK)
        if self._model.reading.keeps_unread and entry.kind is EntryKind.MESSAGE:
            found.add(Action.MARK_READ)
        elif entry.is_confirmed and entry.seq is not None and self._model.can_mark_unread(entry.seq):
            found.add(Action.MARK_UNREAD)
        return frozenset(found)

    def perform(self, action: Action, key: str, value: str = "") -> bool:
        """Do something with a row, if that is possible now; return whether it was. `value` is the emoji, or the file."""
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
            case Action.PLACE | Action.PLACE_WAY:
                return self.places.perform(action, entry, value)
            case Action.REMOVE_FILES:
                self.places.remove_failed(entry)
            case Action.SEND | Action.RETRY | Action.DISCARD | Action.SEND_TEXT:
                self._decide(action, entry)
            case _:
                self._look(action, entry)
        return True

    def _look(self, action: Action, entry: Entry) -> None:
        """Do what changes nothing of the message itself."""
        seq, chat = entry.seq, self._model.chat
        match action:
            case Action.MARK_UNREAD if seq is not None:
                self._model.mark_unread(seq)
            case Action.MARK_READ:
                self._model.reading.mark_read()
            case Action.QUOTE if entry.quote is not None and entry.quote.seq:
                self._model.look_for(entry.quote.seq, back_to=seq)
            case Action.COPY_LINK if seq is not None and chat is not None:
                copy_text(link_to(Place(chat, seq)))
                self.told.emit(Toast(self.tr("Link copied")))
            case Action.AUDIENCE:
                self.show_audience(entry.key)
            case Action.UNFOLD | Action.FOLD:
                self._view.unfold(entry.key, more=action is Action.UNFOLD)
            case _:
                raise AssertionError(action)

    def _decide(self, action: Action, entry: Entry) -> None:
        chat = self._model.chat
        if entry.command is None or chat is None:
            return
        match action:
            case Action.SEND:
                self._model.actions.release(entry.command)
            case Action.RETRY:
                self._model.actions.retry(entry.command)
            case Action.DISCARD:
                self._model.actions.discard(chat, entry.command)
            case Action.SEND_TEXT:
                self._model.actions.send_text_first(entry.command)
            case _:
                raise AssertionError(action)

    def _delete(self, entry: Entry) -> None:
        """Ask before a text is gone for good, sent or not."""
        if self._view.row_bar.has_keyboard:
            self._view.row_bar.back()  # where the keyboard comes back to: the bar is hidden meanwhile
        dialog = DeleteMessageDialog(
            self._theme, self._view.window(), fate=_fate(entry), files=len(entry.places)
        )
        dialog.confirmed.connect(partial(self._delete_now, entry.key))
        dialog.open()

    def _delete_now(self, key: str) -> None:
        entry, chat = self.entry(key), self._model.chat
        if entry is not None and entry.message is not None and not entry.deleted and chat is not None:
            self._model.actions.delete(chat, entry.message)

    def _react(self, entry: Entry, emoji: str) -> None:
        chat = self._model.chat
        if not emoji:
            self.choose_reaction(entry.key, self._place_of_adding(entry))
        elif chat is not None and entry.message is not None:
            self._model.actions.react(chat, entry.message, emoji, on=not _is_mine(entry, emoji))

    def choose_reaction(self, key: str, beside: QRect) -> None:
        """Let the user choose an emoji for a row; `beside` is the place on the screen that they chose it from."""
        entry = self.entry(key)
        if entry is None or Action.REACT not in self.offered(entry):
            return
        # Not before it is wanted: all emoji and their names are read by it.
        from desktop.ui.emoji.picker import EmojiPicker

        if self._picker is None:
            self._picker = EmojiPicker(self._theme, self._aids.emoji, self._aids.choices, self._view)
            self._picker.chosen.connect(self._chose)
        self._reacting_to = key
        self._picker.open_beside(beside)

    def _chose(self, emoji: str) -> None:
        if self._reacting_to is not None:
            self.perform(Action.REACT, self._reacting_to, emoji)

    def _place_of_adding(self, entry: Entry) -> QRect:
        """Return where an emoji is added to a row: at the painted place for it, or else under its text."""
        index = self._view.column.indexes[entry.key]
        area, row = self._view.row_area(index), self._view.column.row(index)
        places = [hit.area.toRect() for hit in row.hits if hit.action is Action.REACT and not hit.value]
        place = places[-1] if places else QRect(TEXT_LEFT, 0, 1, row.height)
        return QRect(self._view.viewport().mapToGlobal(area.topLeft() + place.topLeft()), place.size())

    # The menu.

    def open_menu(self, key: str, where: QPoint, *, place: str = "") -> None:
        """Show a row's menu at a point of the screen, for one of its files if one is named."""
        entry = self.entry(key)
        menu = self.menu(key, place=place)
        if entry is not None and menu is not None:
            self._popup(menu, entry, where)

    def _popup(self, menu: RowMenu, entry: Entry, where: QPoint) -> None:
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
            if now is None or (now.text, now.deleted, now.places) != (
                entry.text,
                entry.deleted,
                entry.places,
            ):
                menu.close()

    def menu(self, key: str, *, place: str = "") -> RowMenu | None:
        """Return the menu of a row: all that can be done with it, also what is painted in it; None where that is nothing."""
        entry = self.entry(key)
        if entry is None or entry.kind not in {EntryKind.MESSAGE, EntryKind.SYSTEM}:
            return None
        return RowMenu(self._theme, self, entry, self._view, place=place)

    def open_link(self, target: str) -> None:
        """Open what a link leads to: a web or mail address in the system's program for it, ours here, and nothing else."""
        ours = target_of(target)
        if ours is not None:
            self.target_requested.emit(ours)
            return
        url = QUrl(target, QUrl.ParsingMode.StrictMode)
        if url.isValid() and url.scheme().lower() in OUTSIDE:
            QDesktopServices.openUrl(url)

    def show_audience(self, key: str) -> None:
        """Show who can read a row, and who has."""
        entry = self.entry(key)
        if entry is None or Action.AUDIENCE not in self.offered(entry):
            return
        from desktop.ui.timeline.audience import AudiencePopover  # seldom wanted, and never at first

        index = self._view.column.indexes[key]
        area = self._view.row_area(index)
        popover = AudiencePopover(self._theme, self._model, entry.key, self._view)
        popover.open_beside(QRect(self._view.viewport().mapToGlobal(area.topLeft()), area.size()))

    def copy(self, key: str) -> None:
        """Copy what is selected in a row, or else what was written in it, as both are now."""
        entry = self.entry(key)
        if entry is None:
            return
        selection = self._view.selection
        parts = selection.parts(self._view.column) if selection is not None else {}
        chosen = selection is not None and key in parts
        copy_text(selection.text(self._view.column) if chosen and selection is not None else entry.copied)


def _is_mine(entry: Entry, emoji: str) -> bool:
    return any(chip.mine and plain(chip.emoji) == plain(emoji) for chip in entry.chips)


def _fate(entry: Entry) -> Fate:
    if entry.seq is not None:
        return Fate.SENT
    return Fate.WAITING if entry.delivery is Delivery.WAITING else Fate.UNDECIDED


def copy_text(text: str) -> None:
    """Put a text on the clipboard; nothing stays as it was."""
    if text:
        QGuiApplication.clipboard().setText(text)
