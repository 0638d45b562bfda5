"""What `Client` says of news: what is unread in single chats, and in all of them. From this computer alone."""

from collections.abc import Callable

from desktop.core.cache import news
from desktop.core.news_values import News, UnreadTotal
from desktop.core.queries import Queries
from desktop.core.values import ChatId, Milliseconds

_CHATS_AT_ONCE = 250
"""Chats that are counted in one go, so that what is asked for meanwhile comes in between."""


class Telling(Queries):
    """The part of `Client` that says what there is to tell."""

    _clock: Callable[[], Milliseconds]

    async def news(self, chats: frozenset[ChatId]) -> tuple[News, ...]:
        """Return what is unread in some chats, those with the newest activity first; one that is not there is left out."""
        return await self._database.read(news.news, self.me.id, chats)

    async def unread_total(self) -> UnreadTotal:
        """Return how much is unread in all chats together; what is muted now counts apart."""
        now, total = self._clock(), UnreadTotal()
        every = await self._database.read(news.every)
        for first in range(0, len(every), _CHATS_AT_ONCE):
            some = every[first : first + _CHATS_AT_ONCE]
            total += await self._database.read(news.total, self.me.id, some, now)
        return total
