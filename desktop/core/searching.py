"""What `Client` finds as somebody types: chats, people and messages, from this computer alone.

Searches have a thread of their own, so that whatever they cost, chats are read as quickly as ever. Whoever types asks for
something else with each letter: what was asked before is then ended where it stands.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from desktop.core.cache.database import Connection, Database
from desktop.core.cache.search_thread import GoOn, SearchKind, SupersededError
from desktop.core.changes import ChangeSet
from desktop.core.queries import Queries
from desktop.core.search_query import SearchQuery
from desktop.core.values import ChatId, Found, FoundMessages, MessageId, Person, Sequence, Switch

if TYPE_CHECKING:
    from desktop.core.cache.search import Search

R = TypeVar("R")


class Searching(Queries):
    """The part of `Client` that searches.

    Nothing blocks. Each answers None where a newer call of the same method came meanwhile: that one is what is wanted now.
    A search for something else ends the counting of what was searched before, too.
    """

    def __init__(self, database: Database, me: Person) -> None:
        super().__init__(database, me)
        self._turns: dict[SearchKind, int] = {}
        """How often each was asked for."""
        self._searched = SearchQuery()
        self._search: Search | None = None
        """None before anybody searches: then there is nothing in memory to be kept up to date."""

    async def get_ready_to_search(self) -> None:
        """Read what chats are called, who is in them and what was said last, so that the first search does not wait for it."""
        await self._ask(SearchKind.READY, lambda search, connection, go_on: search.refresh(connection, go_on))

    async def search(self, query: SearchQuery, *, limit: int = 20) -> Found | None:
        """Return the chats and people that are found, and the first messages."""
        if query != self._searched:
            self._searched = query
            self._next_turn(SearchKind.MORE)
            self._next_turn(SearchKind.COUNT)
        return await self._ask(
            SearchKind.FOUND, lambda search, connection, go_on: search.found(connection, query, limit, go_on)
        )

    async def more_messages(
        self, query: SearchQuery, place: tuple[int, ...], *, limit: int = 50
    ) -> FoundMessages | None:
        """Return the messages that come after a `place` that was told with those before."""
        return await self._ask(
            SearchKind.MORE,
            lambda search, connection, go_on: search.more(connection, query, place, limit, go_on),
        )

    async def count_messages(self, query: SearchQuery) -> int | None:
        """Return how many messages are found."""
        return await self._ask(
            SearchKind.COUNT, lambda search, connection, go_on: search.count(connection, query, go_on)
        )

    async def find_in_chat(
        self, chat: ChatId, query: SearchQuery
    ) -> tuple[tuple[Sequence | None, MessageId], ...] | None:
        """Return the messages of a chat that are found, oldest first; at the end those that wait, without a place."""
        return await self._ask(
            SearchKind.IN_CHAT,
            lambda search, connection, go_on: search.in_chat(connection, chat, query, go_on),
        )

    async def find_chats(self, text: str, *, limit: int = 20) -> Switch | None:
        """Return the chats and people whose titles and names are like what is typed, best first.

        Where nothing is typed these are the chats with the newest activity.
        """
        return await self._ask(
            SearchKind.CHATS, lambda search, connection, go_on: search.switch(connection, text, limit, go_on)
        )

    async def rebuild_search(self) -> None:
        """Make the index of messages anew, in the background."""
        await self._database.make_index_anew()

    def search_is_prepared(self) -> bool:
        """Whether every message that is here can be found; the feed tells of `progress` when that is different."""
        return not self._database.to_index.is_set()

    def _no_longer_as_searched(self, changes: ChangeSet) -> None:
        """Have what is different read again before the next search."""
        if self._search is not None:
            self._search.stale.tell(changes)

    async def _ask(self, kind: SearchKind, answer: "Callable[[Search, Connection, GoOn], R]") -> R | None:
        turn = self._next_turn(kind)

        def ask(connection: Connection, go_on: GoOn) -> R:
            def go_on_in_turn() -> None:
                go_on()
                if self._turns[kind] != turn:
                    raise SupersededError

            go_on_in_turn()
            return answer(self._made_search(), connection, go_on_in_turn)

        try:
            found = await self._database.search(kind, ask)
        except SupersededError:
            return None
        return found if self._turns[kind] == turn else None

    def _next_turn(self, kind: SearchKind) -> int:
        self._turns[kind] = turn = self._turns.get(kind, 0) + 1
        return turn

    def _made_search(self) -> "Search":
        """Return what answers, on the searching thread: whoever never searches never loads it."""
        if self._search is None:
            from desktop.core.cache.search import Search

            self._search = Search(self.me.id)
        return self._search
