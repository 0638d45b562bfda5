"""All chats of the user: one line per chat, kept as the cache has it. `chat_order` says which of them are shown, and where.

A change reads its own chat again and nothing else. What concerns all of them (the first reading, the directory, midnight) is
done in steps, so that the window answers in between however many chats there are.
"""

import asyncio
from collections.abc import Iterable
from itertools import islice

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.values import FOR_EVER, ChatId, ChatSummary, Delivery, Milliseconds, UserId
from desktop.viewmodels import times
from desktop.viewmodels.background import Background, Clock
from desktop.viewmodels.chat_line import ChatLine, Ticks, said_of
from desktop.viewmodels.following import Following
from desktop.viewmodels.names import chat_title, shown_name
from desktop.viewmodels.previews import draft_words, preview

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

AVATARS = 2
AT_ONCE = 40
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
        self._pairs: dict[UserId, set[ChatId]] = {}
        """Chats with one other, by who that is: their presence is part of the line."""
        self._mutes: dict[ChatId, Milliseconds] = {}
        """When those chats can be heard again that are muted for a time."""
        self._stale: set[ChatId] = set()
        self._unsaid: set[ChatId] = set()
        """Chats that are as they were, but are to be said anew."""
        self._all_stale = False
        self._reading = False
        self._loaded = False
        self._following = Following(self, client.feed, self._on_changes)
        self._state = client.connection.state
        self._day = times.local_day(clock())
        self._midnight = QTimer(self, interval=MINUTE_MS)
        self._midnight.timeout.connect(self._on_minute)
        self._midnight.start()
        self._unmuting = QTimer(self, singleShot=True)
        self._unmuting.timeout.connect(self._on_unmuted)

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

    def summary(self, chat: ChatId) -> ChatSummary | None:
        """Return what a chat's line was made of."""
        return self._summaries.get(chat)

    def alone_with(self, user: UserId) -> list[ChatSummary]:
        """Return the chats with nobody but this person, newest activity first."""
        chats = filter(None, map(self._summaries.get, self._pairs.get(user, ())))
        alone = [chat for chat in chats if len(chat.others) == 1]  # somebody may have been added since
        return sorted(alone, key=lambda chat: -chat.activity_at)

    def lines(self, first: int, last: int) -> list[ChatLine]:
        """Return the lines from one row to another, both included."""
        return self._lines[first : last + 1]

    # Following the cache.

    def _on_changes(self, changes: ChangeSet) -> None:
        self._all_stale |= changes.people
        self._stale |= changes.chats | changes.timelines | changes.drafts
        self._stale |= {chat for chat in changes.read if self._shows_ticks(chat)}
        seen = changes.presence
        if changes.connection and self._client.connection.state is not self._state:
            self._state = self._client.connection.state
            seen = frozenset(self._pairs)
        for person in seen & self._pairs.keys():
            self._unsaid |= self._pairs[person]
        self._refresh()

    def _shows_ticks(self, chat: ChatId) -> bool:
        """Whether it is to be seen who has read the last message."""
        line = self.line(chat)
        return line is not None and line.ticks is not Ticks.NONE

    def _refresh(self) -> None:
        """Read again soon; while a read is under way, once more after it, however many changes come in between."""
        if not self._reading and (self._all_stale or self._stale or self._unsaid):
            self._reading = True
            _ = self._background.start(self._read_until_fresh())

    async def _read_until_fresh(self) -> None:
        try:
            while (self._all_stale or self._stale) and self._following.active:
                await self._read()
            while self._unsaid and self._following.active:
                self._say(list(islice(self._unsaid, AT_ONCE)))
                await asyncio.sleep(0)
        finally:
            self._reading = False
        if self._following.active:
            self.settled.emit()
            self._refresh()  # what came while the last of it was said

    async def _read(self) -> None:
        everything, touched = self._all_stale, frozenset(self._stale)
        self._all_stale = False
        self._stale.clear()
        client = self._client
        summaries = await (client.chats() if everything else client.chat_summaries(touched))
        if not self._following.active:  # nobody looks any more, and Qt's half of this object may be gone
            return
        known = self._rows.keys() if everything else touched
        self._forget(known - {summary.id for summary in summaries})
        # A thousand at once would hold the screen up for many frames; those that stand at the top come first.
        in_order = sorted(summaries, key=lambda summary: not summary.pinned)
        for start in range(0, len(in_order) or 1, AT_ONCE):
            self._take(in_order[start : start + AT_ONCE])
            if not self._loaded and everything:
                self._loaded = True
                self.loaded.emit()
            await asyncio.sleep(0)
            if not self._following.active:
                return

    def _take(self, summaries: Iterable[ChatSummary]) -> None:
        """Let chats be as they were read."""
        added = []
        for summary in summaries:
            chat = summary.id
            if self._summaries.get(chat) == summary and chat not in self._unsaid:
                continue
            self._summaries[chat] = summary
            if len(summary.others) == 1:
                self._pairs.setdefault(summary.others[0].id, set()).add(chat)
            added += self._show(summary)
        if added:
            self._append(added)
        self._wait_for_unmuting()

    def _say(self, chats: Iterable[ChatId]) -> None:
        """Say chats as they are at this time."""
        for chat in chats:
            self._unsaid.discard(chat)
            if chat in self._summaries:
                self._show(self._summaries[chat])
        self._wait_for_unmuting()

    def _show(self, summary: ChatSummary) -> list[ChatLine]:
        """Say a chat that has a row; return the line of one that has none yet."""
        now, chat = self._clock(), summary.id
        self._unsaid.discard(chat)
        self._mutes.pop(chat, None)
        if now < summary.muted_until < FOR_EVER:
            self._mutes[chat] = summary.muted_until
        line = _line(summary, self._client, now)
        row = self._rows.get(chat)
        if row is None:
            return [line]
        if line != self._lines[row]:
            self._lines[row] = line
            index = self.index(row)
            self.dataChanged.emit(index, index)
        return []

    def _append(self, lines: list[ChatLine]) -> None:
        first = len(self._lines)
        self.beginInsertRows(_NOWHERE, first, first + len(lines) - 1)
        self._lines += lines
        self._rows |= {line.id: first + offset for offset, line in enumerate(lines)}
        self.endInsertRows()

    def _forget(self, gone: Iterable[ChatId]) -> None:
        """Let chats be no more."""
        for row in sorted((self._rows[chat] for chat in gone if chat in self._rows), reverse=True):
            chat = self._lines[row].id
            self.beginRemoveRows(_NOWHERE, row, row)
            del self._lines[row], self._summaries[chat], self._rows[chat]
            self._mutes.pop(chat, None)
            for number, line in enumerate(self._lines[row:], row):
                self._rows[line.id] = number
            self.endRemoveRows()

    # Time.

    def _wait_for_unmuting(self) -> None:
        """Show a chat as it is once the time is over for which it was muted."""
        if self._mutes:
            wait = min(self._mutes.values()) - self._clock()
            self._unmuting.start(max(0, min(wait, _LONGEST_WAIT_MS)))
        else:
            self._unmuting.stop()

    def _on_unmuted(self) -> None:
        now = self._clock()
        self._say([chat for chat, end in self._mutes.items() if end <= now])

    def _on_minute(self) -> None:
        """Say the times anew when a day has passed: "14:32" has become "Yesterday"."""
        today = times.local_day(self._clock())
        if today != self._day:
            self._day = today
            self._unsaid |= self._summaries.keys()
            self._refresh()

    # What a view reads.

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many chats there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a chat's line, or what it says in a role."""
        if not index.isValid():
            return None
        return said_of(self._lines[index.row()], role)


def _line(summary: ChatSummary, client: Client, now: Milliseconds) -> ChatLine:
    title = chat_title(summary.subject, summary.others)
    there = client.presence(summary.others[0].id) if len(summary.others) == 1 else None
    return ChatLine(
        id=summary.id,
        title=title,
        people=_faces(summary, client),
        preview=preview(summary, client.me.id),
        draft=draft_words(summary),
        time=times.list_time(summary.activity_at, now),
        unread=summary.unread,
        waiting=summary.waiting,
        refused=summary.refused,
        asking=summary.asking,
        muted=summary.muted_until > now,
        pinned=summary.pinned,
        activity_at=summary.activity_at,
        mentioned=summary.mentioned,
        ticks=_ticks(summary, client.me.id),
        presence="" if there is None else there.value,
        notify=summary.notify,
    )


def _faces(summary: ChatSummary, client: Client) -> tuple[tuple[UserId, str], ...]:
    others = {person.id: person for person in summary.others}
    order = [writer for writer in summary.last_writers if writer in others]
    order += [person for person in others if person not in order]
    shown = [others[person] for person in order[:AVATARS]] or [client.me]
    return tuple((person.id, shown_name(person)) for person in shown)


def _ticks(summary: ChatSummary, me: UserId) -> Ticks:
    last = summary.last
    if last is None or last.author != me or last.delivery is not Delivery.SENT or last.seq is None:
        return Ticks.NONE
    if summary.read_by_all:
        return Ticks.ALL
    return Ticks.SOME if summary.readers else Ticks.SENT
