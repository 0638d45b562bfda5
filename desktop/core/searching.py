"""What `Client` finds as somebody types: chats, people and messages, from this computer alone.

Searches have a thread of their own, so that whatever they cost, chats are read as quickly as ever. Whoever types asks for
something else with each letter: what was asked before is then ended where it stands.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from desktop.core.cache.database import Connection, Database
from desktop.core.changes import ChangeSet
from desktop.core.queries import Queries
from desktop.core.search_query import SearchQuery
from desktop.core.values import ChatId, Found, FoundMessages, MessageId, Person, Sequence, Switch

if TYPE_CHECKING:
    from desktop.core.cache.search import Search

R = TypeVar("R")
_GoOn = Callable[[], None]

_FOUND, _MORE, _COUNT, _IN_CHAT, _SWITCH = "found", "more", "count", "in chat", "switch"


class _SupersededError(Exception):
    """Something else is wanted meanwhile."""


class Searching(Queries):
    """The part of `Client` that searches.

    Nothing blocks. Each answers None where a newer call of the same method came meanwhile: that one is what is wanted now.
    A search for something else ends the counting of what was searched before, too.
    """

    def __init__(self, database: Database, me: Person) -> None:
        super().__init__(database, me)
        self._turns: dict[str, int] = {}
        """How often each was asked for."""
        self._searched = SearchQuery()
        self._search: Search | None = None
        """None before anybody searches: then there is nothing in memory to be kept up to date."""

    async def search(self, query: SearchQuery, *, limit: int = 20) -> Found | None:
        """Return the chats and people that are found, and the first messages."""
        if query != self._searched:
            self._searched = query
            self._next_turn(_MORE)
            self._next_turn(_COUNT)
        return await self._ask(
            _FOUND, lambda search, connection, go_on: search.found(connection, query, limit, go_on)
        )

    async def more_messages(
        self, query: SearchQuery, place: tuple[int, ...], *, limit: int = 50
    ) -> FoundMessages | None:
        """Return the messages that come after a `place` that was told with those before."""
        return await self._ask(
            _MORE, lambda search, connection, go_on: search.more(connection, query, place, limit, go_on)
        )

    async def count_messages(self, query: SearchQuery) -> int | None:
        """Return how many messages are found."""
        return await self._ask(
            _COUNT, lambda search, connection, go_on: search.count(connection, query, go_on)
        )

    async def find_in_chat(
        self, chat: ChatId, query: SearchQuery
    ) -> tuple[tuple[Sequence | None, MessageId], ...] | None:
        """Return the messages of a chat that are found, oldest first; at the end those that wait, without a place."""
        return await self._ask(
            _IN_CHAT, lambda search, connection, go_on: search.in_chat(connection, chat, query, go_on)
        )

    async def find_chats(self, text: str, *, limit: int = 20) -> Switch | None:
        """Return the chats and people whose titles and names are like what is typed, best first.

        Where nothing is typed these are the chats with the newest activity.
        """
        return await self._ask(
            _SWITCH, lambda search, connection, go_on: search.switch(connection, text, limit, go_on)
        )

    async def rebuild_search(self) -> None:
        """Make the index of messages anew, in the background."""

    def search_is_prepared(self) -> bool:
        """Whether every message that is here can be found; the feed tells of `progress` when that is different."""
        return True

    def _no_longer_as_searched(self, changes: ChangeSet) -> None:
        """Have what is different read again before the next search."""
        if self._search is not None:
            self._search.stale.tell(changes)

    async def _ask(self, what: str, answer: "Callable[[Search, Connection, _GoOn], R]") -> R | None:
        turn = self._next_turn(what)

        def go_on() -> None:
            if self._turns[what] != turn:
                raise _SupersededError

        def ask(connection: Connection) -> R:
            go_on()
            return answer(self._made_search(), connection, go_on)

        try:
            found = await self._database.read(ask)
        except _SupersededError:
            return None
        return found if self._turns[what] == turn else None

    def _next_turn(self, what: str) -> int:
        self._turns[what] = turn = self._turns.get(what, 0) + 1
        return turn

    def _made_search(self) -> "Search":
        """Return what answers, on the searching thread: whoever never searches never loads it."""
        if self._search is None:
            from desktop.core.cache.search import Search

            self._search = Search(self.me.id)
        return self._search
