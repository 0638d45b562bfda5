"""What of chats and people is kept in memory while somebody searches, and brought up to date before each search.

It lives on the searching thread. The event loop's thread says what is different (`tell`); what it names is read again before the
next search, and nothing else.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import islice
from threading import Lock

from desktop.core.cache import search_pending, search_snapshot
from desktop.core.cache.database import Connection
from desktop.core.cache.search_names import Names
from desktop.core.cache.search_pending import Waiting
from desktop.core.cache.search_snapshot import KnownChat, LastText
from desktop.core.changes import ChangeSet
from desktop.core.likeness import Texts
from desktop.core.values import ChatId, MessageId, Milliseconds, Person, Sequence, UserId

_AT_ONCE = 250
"""Chats that are read in one go: they take some milliseconds, and a newer search comes in between."""


class Stale:
    """What is no longer as it was read. Told on one thread, taken on another."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._chats: set[ChatId] = set()
        self._people = False
        self._outbox = False

    def tell(self, changes: ChangeSet) -> None:
        """Note what a change set names."""
        with self._lock:
            # Older history may tell what a chat was called.
            self._chats |= changes.chats | changes.timelines | changes.backfilled
            self._people |= changes.people
            # A message that waits, or a change of one, is told of by its chat, too.
            self._outbox |= changes.outbox or bool(changes.timelines)

    def take(self) -> tuple[set[ChatId], bool, bool]:
        """Return the chats, whether people are different, and whether the outbox is; and begin anew."""
        with self._lock:
            taken = self._chats, self._people, self._outbox
            self._chats, self._people, self._outbox = set(), False, False
        return taken


class Memory:
    """Chats and people as they are searched."""

    def __init__(self, me: UserId) -> None:
        self.me = me
        self.stale = Stale()
        self.tables = Tables({}, Names(me, [], [], {}), ())
        self._people: dict[UserId, Person] = {}
        self._waiting: tuple[Waiting, ...] = ()
        self._chats: dict[ChatId, KnownChat] = {}
        self._to_read: set[ChatId] | None = None
        """None before anything was read."""
        self._people_to_read = self._outbox_to_read = self._tables_to_make = True

    def refresh(self, connection: Connection, go_on: Callable[[], None]) -> None:
        """Read what is different, some at a time.

        `go_on` raises where nobody wants it any more: the next time goes on with the rest.
        """
        self._take_what_is_stale(connection)
        if self._people_to_read:
            self._people = search_snapshot.persons(connection)
            self._people_to_read = False
        if self._outbox_to_read:
            self._waiting = search_pending.read(connection, self.me)
            self._outbox_to_read = False
        while self._to_read:
            go_on()
            some = set(islice(self._to_read, _AT_ONCE))
            found = search_snapshot.read(connection, self.me, some)
            for chat in some - found.keys():
                self._chats.pop(chat, None)
            self._chats |= found
            self._to_read -= some
        if self._tables_to_make:
            self.tables = Tables(self._chats, self._named(), self._waiting)
            self._tables_to_make = False

    def _named(self) -> Names:
        """Return by what all is known: as it was, as a rule, since messages change nothing of that."""
        before = self.tables.names
        ids = sorted(self._chats)
        chats = [self._chats[chat].name for chat in ids]
        if (ids, chats) == (before.ids, before.chats) and self._people is before.people:
            return before
        return Names(self.me, ids, chats, self._people)

    def _take_what_is_stale(self, connection: Connection) -> None:
        chats, people, outbox = self.stale.take()
        self._people_to_read |= people
        self._outbox_to_read |= outbox
        self._tables_to_make |= bool(chats) or people or outbox
        if self._to_read is not None:
            self._to_read |= chats
        else:
            self._to_read = set(search_snapshot.every(connection))


class Tables:
    """All that is in memory, as it was when it was last read."""

    def __init__(self, chats: Mapping[ChatId, KnownChat], names: Names, waiting: tuple[Waiting, ...]) -> None:
        self.names = names
        self.waiting = waiting
        self.changed = {each.id: each for each in waiting if each.seq is not None}
        """Those of which the index has another state than the screen: they are confirmed, and a change of them waits."""
        self.changed_places = frozenset((each.chat, each.seq) for each in waiting if each.seq is not None)
        self.last_waiting = {each.chat: each.id for each in waiting if each.seq is None and each.is_text}
        """The last texts of chats that are still to be sent."""
        self._chats = chats

    @cached_property
    def activity(self) -> list[Milliseconds]:
        """When something happened last, by the number of the chat."""
        return [self._chats[chat].activity_at for chat in self.names.ids]

    @cached_property
    def lasts(self) -> tuple[Texts, list[LastText]]:
        """The last texts of chats, newest first."""
        of = sorted(
            (chat.last for chat in self._chats.values() if chat.last is not None),
            key=lambda last: (last.sent_at, last.chat),
            reverse=True,
        )
        return Texts([each.normal for each in of]), of

    def newest_first(self, numbers: Iterable[int]) -> list[int]:
        """Put chats in order of what happened last."""
        activity, ids = self.activity, self.names.ids
        return sorted(numbers, key=lambda number: (-activity[number], ids[number]))

    def private(self, user: UserId) -> ChatId | None:
        """Return the newest chat with somebody alone."""
        names = self.names
        alone = [number for number in names.chats_of.get(user, ()) if len(names.chats[number].others) == 1]
        return names.ids[self.newest_first(alone)[0]] if alone else None

    def subject(self, chat: ChatId) -> str | None:
        """Return what a chat is called; None if it is not here."""
        known = self._chats.get(chat)
        return None if known is None else known.name.subject

    def is_last(self, chat: ChatId, seq: Sequence | None, message: MessageId | None = None) -> bool:
        """Whether a message, told by its place if it is confirmed, is the last one of its chat."""
        waiting = self.last_waiting.get(chat)
        if seq is None:
            return waiting == message
        known = self._chats.get(chat)
        return waiting is None and known is not None and known.last is not None and known.last.seq == seq
