"""What a device lacks, and what it asks for next. Decided without I/O; one object for each connection.

First what is missing between rows that are held: gaps, and chats whose row is not here. Then, once everything new has come, older
messages: of the chat that is on the screen, of chats whose unread messages are not all here, of the others, the most recently
active first; in each the newest page first. How much of a chat is held is all that a next connection, or the next start of the
program, needs to go on from the same place.
"""

from collections.abc import Iterable, Iterator, Set

from msgspec import Struct

from desktop.core.cache.chats import Position
from desktop.core.values import ChatId
from sync_server.protocol import limits
from sync_server.protocol.frames import Changes, ChangesPage, History, HistoryPage, OpenChat, Reply
from sync_server.protocol.nouns import Revision, Sequence

Seconds = float

AT_ONCE = 4
"""Requests of a kind that are on their way at the same time, so that what the user does next does not stand behind many."""
PAUSE: Seconds = 0.03
"""Between two requests for older messages: the window has the time between, and the server allows not much more."""
USER_PAUSE: Seconds = 0.25
"""So long nothing older is asked for when the user does something."""
FIRST_PAGE = 100
SMALLEST_PAGE = 50
SLOW: Seconds = 1.0
"""A page that takes so long is too large for this line, or for this disk."""
QUICK: Seconds = 0.25
RECOUNTS = 3
"""How often it is asked for one place how many messages after it are unread."""


class Repair(Struct, frozen=True):
    """What changed in a chat after a revision."""

    chat: ChatId
    after: Revision

    @property
    def request(self) -> Changes:
        """As it is sent."""
        return Changes(0, self.chat, self.after)


class Reopen(Struct, frozen=True):
    """A chat's row, newest messages and number of unread ones."""

    chat: ChatId
    read: Sequence = 0

    @property
    def request(self) -> OpenChat:
        """As it is sent."""
        return OpenChat(0, self.chat)


class Older(Struct, frozen=True):
    """The page just before what is held."""

    chat: ChatId
    before: Sequence
    limit: int
    asked_at: Seconds

    @property
    def request(self) -> History:
        """As it is sent."""
        return History(0, self.chat, self.before, self.limit)


Fetch = Repair | Reopen | Older


class Backfill:
    """What is held of each chat, what is missing, and what is being asked for."""

    def __init__(self, positions: Iterable[Position] = (), *, looking_at: ChatId | None = None) -> None:
        self._positions = {position.chat: position for position in positions}
        self._looking_at = looking_at
        self._gaps = {chat for chat, position in self._positions.items() if position.has_gap}
        self._strange: set[ChatId] = set()
        """Chats that were spoken of and whose row is not held."""
        self._resting: set[ChatId] = set()
        """Chats whose gap the server could not close, or that it did not open: asking again before the next connection would be
        a loop."""
        self._open: set[Fetch] = set()
        self._reached: dict[ChatId, Sequence] = {}
        """Where the oldest page begins that has come, stored or not."""
        self._asked_before: dict[ChatId, Sequence] = {}
        self._recounts: dict[tuple[ChatId, Sequence], int] = {}
        self._failed: dict[ChatId, int] = {}
        """How often in a row the server could not tell of a chat."""
        self._failed_in_a_row: set[ChatId] = set()
        """Of which chats it could not tell since it last told something: the more these are, the more it is the server's trouble
        and not a chat's."""
        self._not_before_of: dict[ChatId, Seconds] = {}
        """Chats that are in trouble: they are left alone for longer and longer, and hold up no other one."""
        self._not_before: Seconds = 0.0
        self._older_not_before: Seconds = 0.0
        self._page = FIRST_PAGE
        self._chosen: ChatId | None = None
        """The chat whose older messages come next, as long as no other one may be more pressing."""

    # What is known ------------------------------------------------------------------------------------------------

    @property
    def positions(self) -> Iterable[Position]:
        """How much is held of every chat."""
        return self._positions.values()

    @property
    def is_current(self) -> bool:
        """Whether nothing is missing of what is new."""
        return not self._gaps and not self._strange

    def knows(self, chat: ChatId) -> bool:
        """Whether a chat is confirmed."""
        return chat in self._positions

    def has_gap(self, chat: ChatId) -> bool:
        """Whether something of a chat is missing that is being asked for."""
        return chat in self._gaps and chat not in self._resting

    def failures(self, chat: ChatId | None = None) -> int:
        """Return how often in a row the server could not tell of a chat; without one, of how many."""
        return len(self._failed_in_a_row) if chat is None else self._failed.get(chat, 0)

    # Events -------------------------------------------------------------------------------------------------------

    def look_at(self, chat: ChatId | None) -> None:
        """Note which chat is on the screen."""
        self._looking_at = chat
        self._chosen = None

    def user_acts(self, now: Seconds) -> None:
        """Leave the disk and the screen to the user for a moment."""
        self._older_not_before = max(self._older_not_before, now + USER_PAUSE)

    def applied(self, positions: Iterable[Position], strange: Set[ChatId]) -> None:
        """Note what is stored now."""
        self._strange |= strange
        for position in positions:
            chat = position.chat
            before = self._positions.get(chat)
            self._positions[chat] = position
            self._strange.discard(chat)
            if before is not None and position.told > before.told:
                # There is news of it, so asking once more is no loop.
                self._resting.discard(chat)
            if chat != self._chosen or before is None or before.lacks_unread != position.lacks_unread:
                self._chosen = None
            if position.has_gap:
                self._gaps.add(chat)
            else:
                self._gaps.discard(chat)

    def asked(self, fetch: Fetch) -> None:
        """Note that something is being asked for."""
        self._open.add(fetch)
        match fetch:
            case Older(chat=chat, before=before, asked_at=now):
                self._asked_before[chat] = before
                self._older_not_before = now + PAUSE
            case Reopen(chat=chat, read=read) if chat in self._positions:
                self._recounts[chat, read] = self._recounts.get((chat, read), 0) + 1
            case _:
                return

    def answered(self, fetch: Fetch, reply: Reply, now: Seconds) -> None:
        """Note an answer that will be stored."""
        self._open.discard(fetch)
        self._failed_in_a_row.clear()
        self._failed.pop(fetch.chat, None)
        self._not_before_of.pop(fetch.chat, None)
        match fetch, reply:
            case Repair(chat=chat, after=after), ChangesPage(revision=revision) if revision <= after:
                self._resting.add(chat)
            case Older(chat=chat, before=before, asked_at=asked_at), HistoryPage(from_seq=from_seq):
                self._reached[chat] = min(from_seq, before, self._reached.get(chat, before))
                self._learn_size(now - asked_at)
            case _:
                return

    def refused(self, fetch: Fetch) -> None:
        """Note that the server will not answer this."""
        self._open.discard(fetch)
        self._resting.add(fetch.chat)

    def postponed(self, fetch: Fetch, of_chat: Seconds, of_all: Seconds) -> None:
        """Note that the server cannot answer now: ask it nothing until a time, and nothing of this chat until another."""
        self._open.discard(fetch)
        self._asked_before.pop(fetch.chat, None)
        self._failed_in_a_row.add(fetch.chat)
        self._failed[fetch.chat] = self.failures(fetch.chat) + 1
        self._not_before_of[fetch.chat] = of_chat
        self._not_before = max(self._not_before, of_all)

    def _learn_size(self, took: Seconds) -> None:
        """Let pages be as large as the line and the disk carry quickly."""
        if took > SLOW:
            self._page = max(SMALLEST_PAGE, self._page // 2)
        elif took < QUICK:
            self._page = min(limits.PAGE_ROWS, self._page * 2)

    # What is asked for --------------------------------------------------------------------------------------------

    def wanted(self, now: Seconds, *, synced: bool) -> Iterator[Fetch]:
        """Yield what may be asked for now, the most pressing first. During catch-up lost chats may still come by themselves."""
        if now < self._not_before:
            return
        yield from self._repairs(now)
        if synced:
            yield from self._reopenings(now)
            yield from self.older(now)

    def older(self, now: Seconds) -> Iterator[Older]:
        """Yield the next page of older messages, if it is time for it."""
        if now < self._older_not_before or now < self._not_before:
            return
        if any(isinstance(fetch, Older) for fetch in self._open):
            return
        position = self._next_older(now)
        if position is not None:
            yield Older(position.chat, self._held_from(position), self._page, now)

    def wake_at(self, now: Seconds, *, synced: bool) -> Seconds | None:
        """Return when something may be asked for that is waiting only for its time; None for never."""
        if now < self._not_before and (self._gaps or self._strange or self._not_before_of):
            return self._not_before
        times = [max(time, self._not_before) for time in self._not_before_of.values() if time > now]
        older_at = max(self._not_before, self._older_not_before)
        if synced and now < older_at and self._next_older(now) is not None:
            times.append(older_at)
        return min(times, default=None)

    def _is_left_alone(self, chat: ChatId, now: Seconds) -> bool:
        return chat in self._resting or now < self._not_before_of.get(chat, 0.0)

    def _repairs(self, now: Seconds) -> Iterator[Repair]:
        asked = {fetch.chat for fetch in self._open if isinstance(fetch, Repair)}
        lacking = (self._positions[chat] for chat in self._gaps - asked if not self._is_left_alone(chat, now))
        for position in sorted(lacking, key=self._rank, reverse=True)[: AT_ONCE - len(asked)]:
            yield Repair(position.chat, position.held)

    def _reopenings(self, now: Seconds) -> Iterator[Reopen]:
        asked = {fetch.chat for fetch in self._open if isinstance(fetch, Reopen)}
        wanted = [
            Reopen(chat) for chat in sorted(self._strange - asked) if not self._is_left_alone(chat, now)
        ]
        uncounted = (
            each
            for each in self._positions.values()
            if each.lacks_count and now >= self._not_before_of.get(each.chat, 0.0)
        )
        for position in sorted(uncounted, key=self._rank, reverse=True):
            again = Reopen(position.chat, position.read)
            if position.chat not in asked and self._recounts.get((again.chat, again.read), 0) < RECOUNTS:
                wanted.append(again)
        yield from wanted[: AT_ONCE - len(asked)]

    def _next_older(self, now: Seconds) -> Position | None:
        """Return the chat whose older messages come next."""
        chosen = None if self._chosen is None else self._positions[self._chosen]
        if chosen is None or not self._lacks_older(chosen, now):
            lacking = (each for each in self._positions.values() if self._lacks_older(each, now))
            chosen = max(lacking, key=self._rank, default=None)
            self._chosen = None if chosen is None else chosen.chat
        return chosen

    def _lacks_older(self, position: Position, now: Seconds) -> bool:
        """Whether there is something to be asked for, and asking has not brought nothing."""
        held_from = self._held_from(position)
        return (
            held_from > max(position.visible_from_seq, 1)
            and not self._is_left_alone(position.chat, now)
            and self._asked_before.get(position.chat) != held_from
        )

    def _held_from(self, position: Position) -> Sequence:
        """Return where the oldest message stands that is held, or has come and is being stored."""
        return min(position.held_from_seq, self._reached.get(position.chat, position.held_from_seq))

    def _rank(self, position: Position) -> tuple[bool, bool, int, ChatId]:
        return (
            position.chat == self._looking_at,
            position.lacks_unread,
            position.active_at,
            position.chat,
        )
