"""The messages of the chat that is open: a window of rows over the cache, and what stands in the timeline for them.

The view says where it is (`load_older`, `load_newer`, `mark_seen`); the model holds a few hundred rows around that place,
follows the change feed, and works out the entries. One task at a time reads the cache, so that answers never overtake
each other.
"""

from asyncio import Lock
from collections.abc import Awaitable, Callable

from msgspec import Struct
from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.changes import NOTHING, ChangeSet
from desktop.core.client import Client
from desktop.core.values import (
    ChatDetails,
    ChatId,
    CommandId,
    ConnectionState,
    Delivery,
    MessageId,
    Page,
    Sequence,
    UserId,
)
from desktop.viewmodels.background import Background, Clock
from desktop.viewmodels.following import Following
from desktop.viewmodels.timeline_entries import PATIENCE_MS, Entry, Reader, entries
from desktop.viewmodels.timeline_window import Window, first_unread
from desktop.viewmodels.typing_people import TypingPeople

PAGE_ROWS = 60
MOST_TOUCHED = 200
"""Touched messages up to this many are looked up one by one; of more, only those in the window."""
SEEN_MS = 150
"""How long what comes on screen is gathered before it is marked as read."""


class Opening(Struct, frozen=True):
    """Where the view stands after the window was loaded anew."""

    key: str | None
    """The entry to begin with; None for the end."""


class TimelineModel(QObject):
    """The open chat's timeline.

    Signals:
        opened: another chat, or none, was opened; nothing of it is loaded yet.
        placed (Opening): `entries` was loaded anew; the view goes where this says.
        changed: `entries` is different; what is visible stays where it is.
        details_changed: `details` is different.
        unseen_changed (int): how many messages wait below.
    """

    opened = Signal()
    placed = Signal(object)
    changed = Signal()
    details_changed = Signal()
    unseen_changed = Signal(int)

    def __init__(
        self, client: Client, background: Background, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._background = background
        self._clock = clock
        self._turn = Lock()
        self._visit = 0
        self._chat: ChatId | None = None
        self._details: ChatDetails | None = None
        self._window = Window()
        self._loaded = False
        self._entries: tuple[Entry, ...] = ()
        self._unread_from: MessageId | None = None
        self._unseen = 0
        self._seen: Sequence = 0
        self._stale = NOTHING
        self._loading: set[str] = set()
        self.typing = TypingPeople(self)
        self._seen_timer = QTimer(self, singleShot=True, interval=SEEN_MS)
        self._seen_timer.timeout.connect(self.flush)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._rebuild)
        self._following = Following(self, client.feed, self._on_changes)

    # What the view reads.

    @property
    def chat(self) -> ChatId | None:
        """The chat that is open."""
        return self._chat

    @property
    def details(self) -> ChatDetails | None:
        """All about the open chat; None while it is being read, or when there is no such chat."""
        return self._details

    @property
    def me(self) -> UserId:
        """The user."""
        return self._client.me.id

    @property
    def loaded(self) -> bool:
        """Whether the open chat's rows have been read."""
        return self._loaded

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What stands in the timeline, from old to new."""
        return self._entries

    @property
    def window(self) -> Window:
        """The rows behind the entries."""
        return self._window

    @property
    def unseen(self) -> int:
        """How many messages the user has not read."""
        return self._unseen

    # What the user does.

    def show_chat(self, chat: ChatId | None) -> None:
        """Open a chat at its first unread message, or at its end."""
        self.flush()
        self._visit += 1
        self._chat, self._details, self._window = chat, None, Window()
        self._entries, self._loaded, self._unread_from = (), False, None
        self._stale, self._seen = NOTHING, 0
        self._loading.clear()
        self._patience.stop()
        self.typing.clear()
        self._set_unseen(0)
        self.opened.emit()
        if chat is not None:
            _ = self._background.start(self._in_turn(self._open))

    def load_older(self) -> None:
        """Fetch the rows before the first one, unless there are none."""
        if self._loaded and self._window.rows and not self._window.reaches_start:
            self._load("older", self._read_older)

    def load_newer(self) -> None:
        """Fetch the rows after the last one, unless there are none."""
        if self._loaded and self._window.rows and not self._window.reaches_end:
            self._load("newer", self._read_newer)

    def jump_to_latest(self) -> None:
        """Go to the end of the chat, wherever the window is."""
        if self._window.reaches_end:
            self.placed.emit(Opening(None))
        elif self._loaded:
            self._load("latest", self._read_latest)

    def go_to(self, seq: Sequence) -> None:
        """Go to the message at a place of the chat, wherever the window is."""
        if self._loaded:
            self._load("around", lambda chat: self._read_around(chat, seq))

    def mark_seen(self, seq: Sequence) -> None:
        """Note that everything up to `seq` was on screen, in a window that the user works in."""
        read = self._details.read_seq if self._details is not None else 0
        if seq > max(self._seen, read) and self._following.active:
            self._seen = seq
            if not self._seen_timer.isActive():
                self._seen_timer.start()

    def flush(self) -> None:
        """Mark as read what was seen and is not marked yet."""
        self._seen_timer.stop()
        chat, seen = self._unmarked()
        if chat is not None:
            _ = self._background.start(self._client.mark_read(chat, seen))

    def _unmarked(self) -> tuple[ChatId | None, Sequence]:
        """Return up to where the open chat was seen and is not marked as read yet; no chat for nothing."""
        read = self._details.read_seq if self._details is not None else 0
        return (self._chat if self._following.active and self._seen > read else None), self._seen

    def retry(self, command: CommandId) -> None:
        """Send a refused message again."""
        _ = self._background.start(self._client.retry(command))

    def discard(self, command: CommandId) -> None:
        """Drop a message that is not sent, for good."""
        _ = self._background.start(self._client.discard(command))

    async def finish(self) -> None:
        """Stop following the change feed, and wait until what was seen is marked as read."""
        chat, seen = self._unmarked()
        self._seen_timer.stop()
        self._patience.stop()
        self._visit += 1  # what is being read comes to nothing
        self._following.end()
        if chat is not None:
            await self._client.mark_read(chat, seen)

    # Reading: one piece of work at a time, and none for a chat that was left meanwhile.

    def _load(self, what: str, work: Callable[[ChatId], Awaitable[None]]) -> None:
        if what not in self._loading:
            self._loading.add(what)
            _ = self._background.start(self._in_turn(work, what))

    async def _in_turn(self, work: Callable[[ChatId], Awaitable[None]], what: str = "") -> None:
        visit, chat = self._visit, self._chat
        async with self._turn:
            if visit != self._visit or chat is None:
                return
            try:
                await work(chat)
            finally:
                if visit == self._visit:
                    self._loading.discard(what)

    async def _open(self, chat: ChatId) -> None:
        visit = self._visit
        details = await self._client.chat(chat)
        page = await self._first_page(chat, details)
        unseen = await self._count_unseen(chat)
        if visit != self._visit:
            return
        self._details, self._window, self._loaded = details, Window.of(page), True
        if details is not None:
            self._unread_from = first_unread(page.rows, read_seq=details.read_seq, me=self.me)
        self._set_unseen(unseen)
        self.details_changed.emit()
        self._place(Opening("unread" if self._unread_from is not None else None))

    async def _first_page(self, chat: ChatId, details: ChatDetails | None) -> Page:
        if details is not None and details.last_seq > details.read_seq:
            page = await self._client.around(chat, seq=details.read_seq + 1, limit=PAGE_ROWS)
            unread = first_unread(page.rows, read_seq=details.read_seq, me=self.me)
            if page.rows and (unread is not None or page.reaches_end):
                return page
        return await self._client.latest(chat, limit=PAGE_ROWS)

    async def _read_older(self, chat: ChatId) -> None:
        first = self._window.first_seq
        if first is None:
            return
        visit = self._visit
        page = await self._client.older(chat, before=first, limit=PAGE_ROWS)
        if visit == self._visit and self._window.first_seq == first:
            self._loading.discard("older")  # before the view hears of it, and may want more
            self._show(self._window.prepended(page))

    async def _read_newer(self, chat: ChatId) -> None:
        last = self._window.last_seq
        visit = self._visit
        page = await self._client.newer(chat, after=last or 0, limit=PAGE_ROWS)
        if visit == self._visit and self._window.last_seq == last:
            self._loading.discard("newer")
            self._show(self._window.appended(page))

    async def _read_latest(self, chat: ChatId) -> None:
        visit = self._visit
        page = await self._client.latest(chat, limit=PAGE_ROWS)
        if visit == self._visit:
            self._window = Window.of(page)
            self._place(Opening(None))

    async def _read_around(self, chat: ChatId, seq: Sequence) -> None:
        visit = self._visit
        page = await self._client.around(chat, seq=seq, limit=PAGE_ROWS)
        if visit == self._visit and page.rows:
            self._window = Window.of(page)
            at = min(page.rows, key=lambda row: abs((row.seq or seq + PAGE_ROWS) - seq))
            self._place(Opening(at.id))

    # Following the change feed.

    def _on_changes(self, changes: ChangeSet) -> None:
        chat = self._chat
        if chat is None:
            return
        self._hear_typing(changes, chat)
        touched = chat in changes.chats or chat in changes.timelines or chat in changes.backfilled
        if touched or changes.people:
            waiting = bool(self._stale)
            self._stale |= changes
            if not waiting:
                _ = self._background.start(self._in_turn(self._refresh))
        elif changes.connection:
            self._rebuild()

    async def _refresh(self, chat: ChatId) -> None:
        visit = self._visit
        changes, self._stale = self._stale, NOTHING
        details = await self._client.chat(chat)
        unseen = await self._count_unseen(chat)
        window = self._window
        if chat in changes.timelines and self._loaded:
            window = await self._refreshed_window(chat, changes.messages)
        if visit != self._visit:
            return
        if chat in changes.backfilled:
            window = Window(window.rows, reaches_start=False, reaches_end=window.reaches_end)
        if details != self._details:
            self._details = details
            self.details_changed.emit()
        self._set_unseen(unseen)
        self._show(window)

    async def _refreshed_window(self, chat: ChatId, messages: frozenset[MessageId]) -> Window:
        window = self._window
        if not window.rows:
            return Window.of(await self._client.latest(chat, limit=PAGE_ROWS))
        held = frozenset(row.id for row in window.rows)
        touched = messages if len(messages) <= MOST_TOUCHED else messages & held
        if touched:
            found = await self._client.rows(touched)
            window = window.refreshed(touched, (row for row in found if row.chat == chat))
        if window.reaches_end:
            window = window.appended(
                await self._client.newer(chat, after=window.last_seq or 0, limit=PAGE_ROWS)
            )
        return window

    async def _count_unseen(self, chat: ChatId) -> int:
        summaries = await self._client.chat_summaries(frozenset({chat}))
        return sum(summary.unread for summary in summaries)

    def _hear_typing(self, changes: ChangeSet, chat: ChatId) -> None:
        if self._details is None:
            return
        names = {part.person.id: part.person.name for part in self._details.participants}
        for where, who in changes.typing:
            if where == chat and who in names and who != self.me:
                self.typing.started(who, names[who])

    def _show(self, window: Window) -> None:
        before = {row.id for row in self._window.rows}
        self._window = window
        for row in window.rows:
            if row.id not in before:
                self.typing.stopped(row.author)
        self._rebuild()

    def _place(self, opening: Opening) -> None:
        """Give the view other rows and its place among them at once: it must not tell of a place between as seen."""
        self._entries = self._fresh_entries()
        self.placed.emit(opening)

    def _rebuild(self) -> None:
        fresh = self._fresh_entries()
        if fresh != self._entries:
            self._entries = fresh
            self.changed.emit()

    def _fresh_entries(self) -> tuple[Entry, ...]:
        online = self._client.connection.state is ConnectionState.ONLINE
        details = self._details
        if online and any(row.delivery is Delivery.WAITING for row in self._window.rows[-1:]):
            self._patience.start()
        return entries(
            self._window,
            Reader(
                me=self.me,
                names={part.person.id: part.person.name for part in details.participants} if details else {},
                now=self._clock(),
                online=online,
                unread_from=self._unread_from,
                added_at=details.my_added_at if details else None,
            ),
        )

    def _set_unseen(self, unseen: int) -> None:
        if unseen != self._unseen:
            self._unseen = unseen
            self.unseen_changed.emit(unseen)
