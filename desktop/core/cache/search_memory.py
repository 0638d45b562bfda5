"""What of chats and people is kept in memory while somebody searches, and brought up to date before each search.

It lives on the searching thread. The event loop's thread says what is different (`tell`); what it names is read again before the
next search, and nothing else.
"""

from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import islice
from threading import Lock

from desktop.core.cache import search_pending, search_snapshot
from desktop.core.cache.database import Connection
from desktop.core.cache.search_pending import Waiting
from desktop.core.cache.search_snapshot import KnownChat, LastText
from desktop.core.changes import ChangeSet
from desktop.core.likeness import Texts
from desktop.core.matching import normal
from desktop.core.values import ChatId, MessageId, Person, Sequence, UserId

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
            self._chats |= changes.chats | changes.timelines
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
        self.tables = Tables(me, {}, {}, ())
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
            self.tables = Tables(self.me, self._chats, self._people, self._waiting)
            self._tables_to_make = False

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
    """What is searched, in the forms in which it is searched quickly; each is made when it is first needed.

    Chats are told by their number: 0 is the one with the newest activity. People, too: by name.
    """

    def __init__(
        self,
        me: UserId,
        chats: dict[ChatId, KnownChat],
        people: dict[UserId, Person],
        waiting: tuple[Waiting, ...],
    ) -> None:
        self.me = me
        self.waiting = waiting
        self.changed = {each.id: each for each in waiting if each.seq is not None}
        """Those of which the index has another state than the screen: they are confirmed, and a change of them waits."""
        self.changed_places = frozenset((each.chat, each.seq) for each in waiting if each.seq is not None)
        self.last_waiting = {each.chat: each.id for each in waiting if each.seq is None and each.is_text}
        """The last texts of chats that are still to be sent."""
        self.chats = sorted(chats.values(), key=lambda chat: (-chat.activity_at, chat.id))
        self.by_id = chats
        self.persons = sorted(
            (person for person in people.values() if person.id != me),
            key=lambda person: (person.name.casefold(), person.username),
        )
        self._people = people

    @cached_property
    def subjects(self) -> Texts:
        """What chats are called; nothing for those that have no subject."""
        return Texts([normal(chat.subject) if chat.subject else "" for chat in self.chats])

    @cached_property
    def titles(self) -> Texts:
        """What chats are shown as: by the names of their participants where they have no subject."""
        return Texts(
            [
                normal(chat.subject or ", ".join(person.name for person in self.others(chat)))
                for chat in self.chats
            ]
        )

    @cached_property
    def former(self) -> tuple[Texts, list[tuple[int, str]]]:
        """What chats were called, and of which chat each is; newest first of each chat."""
        of = [(number, each) for number, chat in enumerate(self.chats) for each in chat.former]
        return Texts([each.normal for _, each in of]), [(number, each.subject) for number, each in of]

    @cached_property
    def lasts(self) -> tuple[Texts, list[LastText]]:
        """The last texts of chats."""
        of = [chat.last for chat in self.chats if chat.last is not None]
        return Texts([each.normal for each in of]), of

    @cached_property
    def last_places(self) -> dict[ChatId, Sequence]:
        """Where these stand."""
        return {last.chat: last.seq for last in self.lasts[1]}

    @cached_property
    def names(self) -> Texts:
        """Names of people, each with the name that they sign in with."""
        return Texts([normal(f"{person.name} {person.username}") for person in self.persons])

    @cached_property
    def my_names(self) -> str:
        """Those of the user."""
        me = self._people.get(self.me)
        return normal(f"{me.name} {me.username}") if me else ""

    @cached_property
    def chats_of(self) -> dict[UserId, list[int]]:
        """In which chats somebody is."""
        found: dict[UserId, list[int]] = {}
        for number, chat in enumerate(self.chats):
            for user in chat.others:
                found.setdefault(user, []).append(number)
        return found

    @cached_property
    def private(self) -> dict[UserId, ChatId]:
        """The newest chat with somebody alone."""
        return {chat.others[0]: chat.id for chat in reversed(self.chats) if len(chat.others) == 1}

    def others(self, chat: KnownChat) -> list[Person]:
        """Return who is in a chat, as far as their names are known."""
        return [self._people[user] for user in chat.others if user in self._people]

    def chats_with(self, people: Iterable[int]) -> set[int]:
        """Return the chats that any of these people is in."""
        return {chat for person in people for chat in self.chats_of.get(self.persons[person].id, ())}

    def is_last(self, chat: ChatId, seq: Sequence | None, message: MessageId | None = None) -> bool:
        """Whether a message, told by its place if it is confirmed, is the last one of its chat."""
        waiting = self.last_waiting.get(chat)
        if seq is None:
            return waiting == message
        return waiting is None and self.last_places.get(chat) == seq
