"""Which chats are shown, and where: pinned ones first, then newest activity; all of them, or those with something unread.

It keeps the keys of what it shows sorted, so that a change costs a search among them and one move, however many chats there are.
A view wants one of Qt's own proxies on top of it: asked for its rows thousands of times, this would answer in Python each time.
"""

from bisect import bisect_left, insort

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.core.folding import fold
from desktop.core.values import ChatId
from desktop.viewmodels.chat_line import ChatLine, Key, said_of
from desktop.viewmodels.chat_list import ChatListModel

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class ChatListOrder(QAbstractListModel):
    """The chats as they are shown.

    Signals:
        filter_changed(): unread chats alone are shown, or no longer.
    """

    filter_changed = Signal()

    def __init__(self, chats: ChatListModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chats = chats
        self._all: list[Key] = []
        self._lines: dict[ChatId, ChatLine] = {}
        self._shown: list[Key] = []
        self._keys: dict[ChatId, Key] = {}
        """Of the chats that are shown."""
        self._unread_only = False
        self._open: ChatId | None = None
        self._stays: ChatId | None = None
        """The open chat, read since it was opened among the unread ones."""
        chats.rowsInserted.connect(self._on_inserted)
        chats.rowsAboutToBeRemoved.connect(self._on_removed)
        chats.dataChanged.connect(self._on_changed)
        self._on_inserted(_NOWHERE, 0, chats.rowCount() - 1)

    # What is shown.

    def show_unread_only(self, *, only: bool) -> None:
        """Show only chats with something unread, or all again. The open one stays, once it is among them, until it is left."""
        if only != self._unread_only:
            self._unread_only, self._stays = only, None
            self._show_all_anew()

    def show_open(self, chat: ChatId | None) -> None:
        """Note which chat is open."""
        self._open = chat
        if self._stays not in {None, chat}:
            left, self._stays = self._stays, None
            self._show(self._lines.get(left))

    @property
    def is_unread_only(self) -> bool:
        """Whether only unread chats are shown."""
        return self._unread_only

    # Where it stands.

    def row_of(self, chat: ChatId | None) -> QModelIndex:
        """Return where a chat stands now; an invalid index if it is not shown."""
        key = None if chat is None else self._keys.get(chat)
        return QModelIndex() if key is None else self.index(bisect_left(self._shown, key))

    def chat_at(self, row: int) -> ChatId | None:
        """Return the chat of a row."""
        return ChatId(self._shown[row][2]) if 0 <= row < len(self._shown) else None

    def top(self, number: int) -> list[ChatLine]:
        """Return the first lines of all chats, whatever is shown of them."""
        return [self._lines[ChatId(chat)] for _, _, chat in self._all[:number]]

    def beside(self, chat: ChatId | None, step: int, *, unread: bool = False) -> ChatId | None:
        """Return the next chat that is shown (`step` 1) or the one before (-1), or the next with something unread.

        Of a chat that is not shown, these are the ones it would stand between.
        """
        line = None if chat is None else self._lines.get(chat)
        if line is None:
            row = 0 if step > 0 else len(self._shown) - 1
        else:
            row = bisect_left(self._shown, line.key)
            row += step if step < 0 or line.id in self._keys else 0
        while 0 <= row < len(self._shown):
            found = ChatId(self._shown[row][2])
            if not unread or self._lines[found].unread:
                return found
            row += step
        return None

    def beginning_with(self, text: str, start: int) -> int | None:
        """Return the first row from `start` on, and then from the top, whose title begins so, however written."""
        wanted, count = fold(text), len(self._shown)
        for offset in range(count):
            row = (start + offset) % count
            if fold(self._lines[ChatId(self._shown[row][2])].title).startswith(wanted):
                return row
        return None

    # Following the chats.

    def _on_inserted(self, _parent: Index, first: int, last: int) -> None:
        fresh = self._chats.lines(first, last)
        for line in fresh:
            self._lines[line.id] = line
            insort(self._all, line.key)
        keys = sorted(line.key for line in fresh if self._accepts(line))
        while keys:
            row = bisect_left(self._shown, keys[0])
            run = bisect_left(keys, self._shown[row]) if row < len(self._shown) else len(keys)
            self._insert(row, keys[:run])
            del keys[:run]

    def _on_removed(self, _parent: Index, first: int, last: int) -> None:
        for line in self._chats.lines(first, last):
            self._hide(line.id)
            del self._all[bisect_left(self._all, self._lines.pop(line.id).key)]

    def _on_changed(self, first: Index, last: Index) -> None:
        for line in self._chats.lines(first.row(), last.row()):
            before = self._lines[line.id].key
            if before != line.key:
                del self._all[bisect_left(self._all, before)]
                insort(self._all, line.key)
            self._lines[line.id] = line
            self._show(line)

    def _show(self, line: ChatLine | None) -> None:
        """Let a chat stand where it belongs now, if anywhere."""
        if line is None:
            return
        if self._unread_only and not line.unread and line.id == self._open and line.id in self._keys:
            self._stays = line.id
        if not self._accepts(line):
            self._hide(line.id)
        elif line.id in self._keys:
            self._move(line)
        else:
            self._insert(bisect_left(self._shown, line.key), [line.key])

    def _move(self, line: ChatLine) -> None:
        old = bisect_left(self._shown, self._keys[line.id])
        new = bisect_left(self._shown, line.key)
        self._keys[line.id] = line.key
        if new in {old, old + 1}:
            self._shown[old] = line.key
        else:
            self.beginMoveRows(_NOWHERE, old, old, _NOWHERE, new)
            del self._shown[old]
            self._shown.insert(new - (new > old), line.key)
            self.endMoveRows()
        index = self.index(old if new == old + 1 else new - (new > old))
        self.dataChanged.emit(index, index)

    def _insert(self, row: int, keys: list[Key]) -> None:
        self.beginInsertRows(_NOWHERE, row, row + len(keys) - 1)
        self._shown[row:row] = keys
        self._keys |= {ChatId(key[2]): key for key in keys}
        self.endInsertRows()

    def _hide(self, chat: ChatId) -> None:
        key = self._keys.get(chat)
        if key is not None:
            row = bisect_left(self._shown, key)
            self.beginRemoveRows(_NOWHERE, row, row)
            del self._shown[row], self._keys[chat]
            self.endRemoveRows()

    def _show_all_anew(self) -> None:
        self.beginResetModel()
        self._shown = [key for key in self._all if self._accepts(self._lines[ChatId(key[2])])]
        self._keys = {ChatId(key[2]): key for key in self._shown}
        self.endResetModel()
        self.filter_changed.emit()

    def _accepts(self, line: ChatLine) -> bool:
        return not self._unread_only or line.unread > 0 or line.id == self._stays

    # What a view reads.

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many chats are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a chat's line, or what it says in a role."""
        if not index.isValid():
            return None
        return said_of(self._lines[ChatId(self._shown[index.row()][2])], role)
