"""What `Client` finds as somebody types: chats, people and messages, from this computer alone."""

from desktop.core.queries import Queries
from desktop.core.search_query import SearchQuery
from desktop.core.values import ChatId, Found, FoundMessages, MessageId, Sequence, Switch

_NOTHING = FoundMessages((), more=False)


class Searching(Queries):
    """The part of `Client` that searches.

    Nothing blocks. Each answers None where a newer call of the same method came meanwhile: that one is what is wanted now.
    """

    async def search(self, query: SearchQuery, *, limit: int = 20) -> Found | None:
        """Return the chats and people that are found, and the first messages."""
        del query, limit
        return Found((), (), _NOTHING, prepared=self.search_is_prepared())

    async def more_messages(
        self, query: SearchQuery, place: tuple[int, ...], *, limit: int = 50
    ) -> FoundMessages | None:
        """Return the messages that come after a `place` that was told with those before."""
        del query, place, limit
        return _NOTHING

    async def count_messages(self, query: SearchQuery) -> int | None:
        """Return how many messages are found."""
        del query
        return 0

    async def find_in_chat(
        self, chat: ChatId, query: SearchQuery
    ) -> tuple[tuple[Sequence | None, MessageId], ...] | None:
        """Return the messages of a chat that are found, oldest first; at the end those that wait, without a place."""
        del chat, query
        return ()

    async def find_chats(self, text: str, *, limit: int = 20) -> Switch | None:
        """Return the chats and people whose titles and names are like what is typed, best first.

        Where nothing is typed these are the chats with the newest activity.
        """
        del text, limit
        return Switch((), ())

    async def rebuild_search(self) -> None:
        """Make the index of messages anew, in the background."""

    def search_is_prepared(self) -> bool:
        """Whether every message that is here can be found; the feed tells of `progress` when that is different."""
        return True
