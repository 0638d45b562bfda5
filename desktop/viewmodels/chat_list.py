"""The list of chats: one line per chat, kept as the cache has it, and the order and filter in which it is shown."""

import asyncio
from collections.abc import Iterable

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    QTimer,
    Signal,
)

from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.values import ChatId, ChatSummary, Milliseconds, Person, UserId
from desktop.viewmodels import times
from desktop.viewmodels.background import Background, Clock
from desktop.viewmodels.chat_line import ChatLine, Role, said_of
from desktop.viewmodels.folding import fold, holds, words
from desktop.viewmodels.following import Following
from desktop.viewmodels.names import chat_title
from desktop.viewmodels.previews import last_words, preview

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

AVATARS = 2
AT_ONCE = 80
"""Chats whose lines are made and sorted in one step of the event loop."""
MINUTE_MS = 60_000
_LONGEST_WAIT_MS = 24 * 60 * MINUTE_MS
"""Qt's timers count no further than some weeks."""


class ChatListModel(QAbstractListModel):
    """Every chat of the user, in no order: `ChatListOrder` gives one.

    Signals:
        loaded(): the chats have been read for the first time; what stands at the top of the list is here.
        settled(): everything that changed has been read.
    """

    loaded = Signal()
    settled = Signal()

    def __init__(
        self, client: Client, background: Background, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._background = background
        self._clock = clock
        self._lines: list[ChatLine] = []
        self._summaries: dict[ChatId, ChatSummary] = {}
        self._rows: dict[ChatId, int] = {}
        self._stale: set[ChatId] = set()
        self._all_stale = False
        self._reading = False
        self._loaded = False
        self._following = Following(self, client.feed, self._on_changes)
        self._day = times.local_day(clock())
        self._midnight = QTimer(self, interval=MINUTE_MS)
        self._midnight.timeout.connect(self._on_minute)
        self._midnight.start()
        self._unmuting = QTimer(self, singleShot=True)
        self._unmuting.timeout.connect(self._say_anew)

    @property
    def is_loaded(self) -> bool:
        """Whether the chats have been read: only then does an empty list mean that there are none."""
        return self._loaded

    @property
    def is_reading(self) -> bool:
        """Whether something that changed is not in the list yet."""
        return self._reading

    def load(self) -> None:
        """Read all chats, soon."""
        self._all_stale = True
        self._refresh()

    def close(self) -> None:
        """Stop following the cache."""
        self._midnight.stop()
        self._unmuting.stop()
        self._following.end()

    def line(self, chat: ChatId) -> ChatLine | None:
        """Return a chat's line."""
        row = self._rows.get(chat)
        return None if row is None else self._lines[row]

    def index_of(self, chat: ChatId | None) -> QModelIndex:
        """Return where a chat stands; an invalid index if it does not."""
        row = None if chat is None else self._rows.get(chat)
        return QModelIndex() if row is None else self.index(row)

    def _on_changes(self, changes: ChangeSet) -> None:
        self._all_stale |= changes.people
        self._stale |= changes.chats | changes.timelines | changes.drafts
        if self._all_stale or self._stale:
            self._refresh()

    def _refresh(self) -> None:
        """Read again soon; while a read is under way, once more after it, however many changes come in between."""
        if not self._reading:
            self._reading = True
            _ = self._background.start(self._read_until_fresh())

    async def _read_until_fresh(self) -> None:
        try:
            while (self._all_stale or self._stale) and self._following.active:
                await self._read()
        finally:
            self._reading = False
        if self._following.active:
            self.settled.emit()

    async def _read(self) -> None:
        everything, touched = self._all_stale, frozenset(self._stale)
        self._all_stale = False
        self._stale.clear()
        client = self._client
        summaries = await (client.chats() if everything else client.chat_summaries(touched))
        if not self._following.active:  # nobody looks any more, and Qt's half of this object may be gone
            return
        known = self._rows.keys() if everything else touched
        gone = known - {summary.id for summary in summaries}
        # A thousand at once would hold the screen up for many frames; those that stand at the top come first.
        in_order = sorted(summaries, key=lambda summary: not summary.pinned)
        for start in range(0, len(in_order) or 1, AT_ONCE):
            self._take(in_order[start : start + AT_ONCE], gone=gone)
            gone = frozenset()
            if not self._loaded and everything:
                self._loaded = True
                self.loaded.emit()
            await asyncio.sleep(0)
            if not self._following.active:
                return

    def _take(self, summaries: Iterable[ChatSummary], *, gone: frozenset[ChatId] | set[ChatId]) -> None:
        now = self._clock()
        for chat in gone:
            self._remove(chat)
        added = []
        for summary in summaries:
            self._summaries[summary.id] = summary
            line = _line(summary, self._client.me, now)
            row = self._rows.get(summary.id)
            if row is None:
                added.append(line)
            elif line != self._lines[row]:
                self._lines[row] = line
                self.dataChanged.emit(self.index(row), self.index(row))
        if added:
            self._append(added)
        self._wait_for_unmuting(now)

    def _wait_for_unmuting(self, now: Milliseconds) -> None:
        """Show a chat as it is once the time is over for which it was muted."""
        ends = [summary.muted_until for summary in self._summaries.values() if summary.muted_until > now]
        if ends:
            self._unmuting.start(min(min(ends) - now, _LONGEST_WAIT_MS))
        else:
            self._unmuting.stop()

    def _append(self, lines: list[ChatLine]) -> None:
        first = len(self._lines)
        self.beginInsertRows(_NOWHERE, first, first + len(lines) - 1)
        self._lines += lines
        self._rows |= {line.id: first + offset for offset, line in enumerate(lines)}
        self.endInsertRows()

    def _remove(self, chat: ChatId) -> None:
        row = self._rows.get(chat)
        if row is None:
            return
        self.beginRemoveRows(_NOWHERE, row, row)
        del self._lines[row]
        del self._summaries[chat]
        self._rows = {line.id: number for number, line in enumerate(self._lines)}
        self.endRemoveRows()

    def _on_minute(self) -> None:
        """Say the times anew when a day has passed: "14:32" has become "Yesterday"."""
        today = times.local_day(self._clock())
        if today != self._day:
            self._day = today
            self._say_anew()

    def _say_anew(self) -> None:
        """Say everything as it is at this time."""
        self._take(tuple(self._summaries.values()), gone=frozenset())

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many chats there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a chat's line, or what it says in a role."""
        if not index.isValid():
            return None
        return said_of(self._lines[index.row()], role)


class ChatListOrder(QSortFilterProxyModel):
    """The chats as they are shown: pinned ones first, then newest activity, and only those that hold every word of the query."""

    def __init__(self, chats: ChatListModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chats = chats
        self._query: tuple[str, ...] = ()
        self.setSourceModel(chats)
        self.setDynamicSortFilter(True)
        self.sort(0)

    def search(self, text: str) -> None:
        """Show only the chats whose subject, participants or last message hold every word, however written."""
        query = words(text)
        if query != self._query:
            self.beginFilterChange()
            self._query = query
            self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    @property
    def is_filtered(self) -> bool:
        """Whether there is a query."""
        return bool(self._query)

    def row_of(self, chat: ChatId | None) -> QModelIndex:
        """Return where a chat stands now; an invalid index if it is not shown."""
        return self.mapFromSource(self._chats.index_of(chat))

    def chat_at(self, row: int) -> ChatId | None:
        """Return the chat of a row."""
        chat = self.index(row, 0).data(Role.CHAT) if 0 <= row < self.rowCount() else None
        return None if chat is None else ChatId(chat)

    def beside(self, chat: ChatId | None, step: int, *, unread: bool = False) -> ChatId | None:
        """Return the next chat (`step` 1) or the one before (-1), or the next with something unread."""
        start = self.row_of(chat)
        row = start.row() + step if start.isValid() else (0 if step > 0 else self.rowCount() - 1)
        while 0 <= row < self.rowCount():
            line = self.index(row, 0).data(Role.LINE)
            if not unread or line.unread:
                return ChatId(line.id)
            row += step
        return None

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Whether a chat is found by the query."""
        if not self._query:
            return True
        line: ChatLine = self._chats.index(source_row, 0, source_parent).data(Role.LINE)
        return holds(line.found_by, self._query)

    def lessThan(self, source_left: Index, source_right: Index) -> bool:
        """Whether the left chat stands above the right one."""
        left: ChatLine = source_left.data(Role.LINE)
        right: ChatLine = source_right.data(Role.LINE)
        return (not left.pinned, -left.activity_at, left.id) < (
            not right.pinned,
            -right.activity_at,
            right.id,
        )


def _line(summary: ChatSummary, me: Person, now: Milliseconds) -> ChatLine:
    name = chat_title(summary.subject, summary.others)
    draft = " ".join(summary.draft.split())
    last = preview(summary, me.id)
    time = times.list_time(summary.activity_at, now)
    names = " ".join(person.name for person in summary.others)
    return ChatLine(
        id=summary.id,
        title=name,
        people=_faces(summary, me),
        preview=last,
        draft=draft,
        time=time,
        unread=summary.unread,
        waiting=summary.waiting,
        refused=summary.refused,
        asking=summary.asking,
        muted=summary.muted_until > now,
        pinned=summary.pinned,
        activity_at=summary.activity_at,
        found_by=fold(f"{summary.subject} {names} {last_words(summary)}"),
        spoken=_spoken(summary, name, last, time, muted=summary.muted_until > now),
    )


def _faces(summary: ChatSummary, me: Person) -> tuple[tuple[UserId, str], ...]:
    others = {person.id: person.name for person in summary.others}
    order = [writer for writer in summary.last_writers if writer in others]
    order += [person for person in others if person not in order]
    return tuple((person, others[person]) for person in order[:AVATARS]) or ((me.id, me.name),)


def _spoken(summary: ChatSummary, name: str, last: str, time: str, *, muted: bool) -> str:
    unread = _tr("{count} unread").format(count=summary.unread) if summary.unread else ""
    marks = (
        name,
        unread,
        _tr("pinned") if summary.pinned else "",
        _tr("muted") if muted else "",
        _tr("draft") if summary.draft else "",
        _on_its_way(summary),
    )
    parts = [", ".join(mark for mark in marks if mark), last, time]
    return ". ".join(part.rstrip(".") for part in parts if part)


def _on_its_way(summary: ChatSummary) -> str:
    """Return what keeps something here that the user wrote: what needs them most comes first."""
    if summary.refused:
        return _tr("not sent")
    if summary.asking:
        return _tr("waited long, asks whether to send")
    return _tr("waiting to send") if summary.waiting else ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("chat_list", text)
