"""Answers searches from this computer alone: chats and people from memory, messages from the index and the outbox.

Everything here runs on the searching thread. `indexing` says what the index is; the queries here only ask it. Messages come in
two runs, each newest first: the last ones of their chats, which are in memory, then all others, as the index streams them.
"""

from collections.abc import Callable, Iterator
from collections.abc import Sequence as Seq
from collections.abc import Set as AbstractSet
from heapq import merge
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from desktop.core.cache import indexing, search_chats, search_index, search_wanted
from desktop.core.cache.database import Connection
from desktop.core.cache.search_memory import Memory, Stale, Tables
from desktop.core.cache.search_pending import Waiting
from desktop.core.cache.search_wanted import Wanted
from desktop.core.search_query import ME, SearchQuery
from desktop.core.values import (
    ChatId,
    Found,
    FoundMessages,
    MessageHit,
    MessageId,
    Milliseconds,
    PeopleHit,
    Sequence,
    SubjectHit,
    Switch,
    UserId,
)

_NOBODY = FoundMessages((), more=False)
_SEVERAL = 3
_LAST, _ALL = 0, 1
"""The runs, as they are named in the place that a search goes on at."""
Place = tuple[int, ...]


class _Hit(NamedTuple):
    """A message that is found, before its row is read."""

    place: Place
    """In its run: what is newer is greater."""
    chat: ChatId
    seq: Sequence | None
    id: MessageId | None
    """None for what the index found: it is known by its place in the chat."""
    is_last: bool


class _Few(NamedTuple):
    """How many messages the index found, where they were so few that this was known at once."""

    wanted: Wanted
    tables: Tables
    version: int
    number: int

    def is_of(self, wanted: Wanted, tables: Tables, version: int) -> bool:
        """Whether that is still so."""
        return self.tables is tables and self.version == version and self.wanted == wanted


class Search:
    """What is kept in memory for the searches of one account, and how they are answered."""

    def __init__(self, me: UserId) -> None:
        self._memory = Memory(me)
        self._few: _Few | None = None
        """What was last found, where that was little."""

    @property
    def stale(self) -> Stale:
        """Where to tell what is different."""
        return self._memory.stale

    def refresh(self, connection: Connection, go_on: Callable[[], None]) -> None:
        """Bring up to date what is in memory."""
        self._memory.refresh(connection, go_on)

    def found(
        self, connection: Connection, query: SearchQuery, limit: int, go_on: Callable[[], None]
    ) -> Found:
        """Return chats, people and the first messages."""
        self._memory.refresh(connection, go_on)
        tables = self._memory.tables
        wanted = self._wanted(query)
        words = search_chats.words_of(query.words)
        # What a message is asked for, no chat and nobody has.
        of_messages = query.from_ or query.has or query.before or query.after
        within = None if wanted.chats is None else self._numbers(wanted.chats)
        messages = self._messages(connection, wanted, (), limit)
        titled: tuple[SubjectHit, ...] = ()
        people: tuple[PeopleHit, ...] = ()
        if not (of_messages or query.is_empty):
            titled = search_chats.subjects(tables, words, within)
            people = search_chats.people(tables, words, within, titled)
            # A word that stands in several messages is no slip.
            if not (titled or people or len(messages.hits) >= _SEVERAL):
                titled, people = search_chats.nearly(tables, words, within)
        return Found(titled, people, messages, prepared=indexing.is_prepared(connection))

    def more(
        self,
        connection: Connection,
        query: SearchQuery,
        place: Place,
        limit: int,
        go_on: Callable[[], None],
    ) -> FoundMessages:
        """Return the messages after a place."""
        self._memory.refresh(connection, go_on)
        return self._messages(connection, self._wanted(query), place, limit)

    def count(self, connection: Connection, query: SearchQuery, go_on: Callable[[], None]) -> int:
        """Return how many messages are found."""
        self._memory.refresh(connection, go_on)
        wanted = self._wanted(query)
        if wanted.is_nothing:
            return 0
        tables = self._memory.tables
        waiting = sum(each.is_wanted(wanted) for each in tables.waiting)
        few = self._few
        is_known = few is not None and few.is_of(wanted, tables, _version(connection))
        known = few.number if few is not None and is_known else None
        return search_index.count(connection, wanted, tables.changed_places, known) + waiting

    def in_chat(
        self, connection: Connection, chat: ChatId, query: SearchQuery, go_on: Callable[[], None]
    ) -> tuple[tuple[Sequence | None, MessageId], ...]:
        """Return the messages of a chat that are found, oldest first, those that wait at the end."""
        self._memory.refresh(connection, go_on)
        wanted = self._wanted(query, chat=chat)
        if wanted.is_nothing:
            return ()
        tables = self._memory.tables
        waiting = [each for each in tables.waiting if each.is_wanted(wanted)]
        confirmed = [
            each for each in search_index.in_chat(connection, wanted, chat) if each[1] not in tables.changed
        ]
        confirmed += [(each.seq, each.id) for each in waiting if each.seq is not None]
        return (*sorted(confirmed), *((None, each.id) for each in waiting if each.seq is None))

    def switch(self, connection: Connection, typed: str, limit: int, go_on: Callable[[], None]) -> Switch:
        """Return what the quick switcher offers."""
        self._memory.refresh(connection, go_on)
        return search_chats.switch(self._memory.tables, typed, limit=limit)

    # What is wanted.

    def _wanted(self, query: SearchQuery, *, chat: ChatId | None = None) -> Wanted:
        chats = self._chats(query)
        if chat is not None:
            chats = frozenset((chat,)) if chats is None else chats & {chat}
        return Wanted(
            needles=query.needles,
            is_narrowed=query.filters,
            chats=chats,
            authors=self._authors(query) if query.from_ else None,
            files=search_wanted.facets(query.has),
            since=search_wanted.end_of(query.after) if query.after else None,
            until=search_wanted.begin_of(query.before) if query.before else None,
        )

    def _chats(self, query: SearchQuery) -> frozenset[ChatId] | None:
        """Return the chats that filters name; None where there is no such filter."""
        names = self._memory.tables.names
        found: list[set[int]] = []
        if query.in_:
            found.append({number for title in query.in_ for number in search_chats.titled(names, title)})
        # The user is in every chat, by whichever name.
        named = (name for name in query.with_ if name != ME)
        others = (name for name in named if not search_chats.is_me(names, name))
        found += (names.chats_with(search_chats.named(names, name)) for name in others)
        if not found:
            return None
        return frozenset(names.ids[number] for number in set.intersection(*found))

    def _authors(self, query: SearchQuery) -> frozenset[UserId]:
        names = self._memory.tables.names
        found: set[UserId] = set()
        for name in query.from_:
            if name == ME or search_chats.is_me(names, name):
                found.add(names.me)
            if name != ME:
                found |= {names.persons[number].id for number in search_chats.named(names, name)}
        return frozenset(found)

    def _numbers(self, chats: AbstractSet[ChatId]) -> frozenset[int]:
        return frozenset(number for number, chat in enumerate(self._memory.tables.names.ids) if chat in chats)

    # Messages.

    def _messages(self, connection: Connection, wanted: Wanted, place: Place, limit: int) -> FoundMessages:
        if wanted.is_nothing:
            return _NOBODY
        hits: list[_Hit] = []
        if not place or place[0] == _LAST:
            hits += islice(self._last(wanted, place[1:]), limit + 1)
            place = ()
        if len(hits) <= limit:
            hits += islice(self._others(connection, wanted, place[1:]), limit + 1 - len(hits))
        shown = hits[:limit]
        if not shown:
            return _NOBODY
        run = _LAST if shown[-1].is_last else _ALL
        found = tuple(self._with_rows(connection, shown))
        return FoundMessages(found, more=len(hits) > limit, place=(run, *shown[-1].place))

    def _last(self, wanted: Wanted, before: Place) -> Iterator[_Hit]:
        """Yield the last messages of chats that are wanted, and come after a place."""
        tables = self._memory.tables
        texts, of = tables.lasts
        waiting = (
            _Hit(_place_of_last(each.chat, each.sent_at), each.chat, each.seq, each.id, is_last=True)
            for each in tables.waiting
            if tables.is_last(each.chat, each.seq, each.id) and each.is_wanted(wanted)
        )
        confirmed = (
            _Hit(_place_of_last(last.chat, last.sent_at), last.chat, last.seq, None, is_last=True)
            for last in map(of.__getitem__, texts.with_all(wanted.needles))
            if last.id not in tables.changed
            and last.chat not in tables.last_waiting
            and wanted.lets_through(last.files, chat=last.chat, author=last.author, sent_at=last.sent_at)
        )
        both = merge(sorted(waiting, reverse=True), confirmed, key=attrgetter("place"), reverse=True)
        return (hit for hit in both if hit.place < before) if before else both

    def _others(self, connection: Connection, wanted: Wanted, before: Place) -> Iterator[_Hit]:
        """Yield the others that come after a place: what the index streams, and what waits in between."""
        tables = self._memory.tables
        waiting = [
            _Hit(self._place_of(connection, each), each.chat, each.seq, each.id, is_last=False)
            for each in tables.waiting
            if not tables.is_last(each.chat, each.seq, each.id) and each.is_wanted(wanted)
        ]
        waiting = sorted((hit for hit in waiting if not before or hit.place < before), reverse=True)
        # What waits has the second in which it was written, and its number besides: it comes before what has that place.
        below = None if not before else before[0] + (before[1] > 0)
        places = search_index.Places(connection, wanted, below=below)
        if places.count is not None:
            self._few = _Few(wanted, tables, _version(connection), places.count)
        indexed = (
            _Hit((each.place, 0), each.chat, each.seq, None, is_last=False)
            for each in places
            if (each.chat, each.seq) not in tables.changed_places and not tables.is_last(each.chat, each.seq)
        )
        return merge(waiting, indexed, key=attrgetter("place"), reverse=True)

    def _place_of(self, connection: Connection, waiting: Waiting) -> Place:
        place = None
        if waiting.seq is not None:
            place = search_index.place_of(connection, waiting.chat, waiting.seq)
        return (indexing.second(waiting.sent_at), waiting.number) if place is None else (place, 0)

    def _with_rows(self, connection: Connection, hits: Seq[_Hit]) -> Iterator[MessageHit]:
        """Read what is shown of messages; one whose chat is not here yet is left out."""
        confirmed = [(hit.chat, hit.seq) for hit in hits if hit.seq is not None]
        unsent = [hit.id for hit in hits if hit.seq is None and hit.id is not None]
        rows = search_index.rows(connection, self._memory.me, confirmed, unsent)
        for hit in hits:
            key: search_index.Key | None = hit.id if hit.seq is None else (hit.chat, hit.seq)
            row = rows.get(key) if key is not None else None
            subject = self._memory.tables.subject(hit.chat)
            if row is not None and subject is not None:
                yield MessageHit(row, subject, is_last=hit.is_last)


def _place_of_last(chat: ChatId, sent_at: Milliseconds) -> Place:
    # The id, as a number: no two have the same place.
    return sent_at, int.from_bytes(chat.encode(), "big")


def _version(connection: Connection) -> int:
    """Return what is another number once something else was written into the file."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])
