"""What `Client` says of news: what is unread in single chats, and in all of them. From this computer alone."""

import logging
from collections.abc import Callable, Mapping

from desktop.core.cache import news
from desktop.core.errors import CacheError
from desktop.core.news_values import News, UnreadTotal
from desktop.core.queries import Queries
from desktop.core.values import ChatId, Milliseconds, Sequence

log = logging.getLogger(__name__)

_CHATS_AT_ONCE = 250
"""Chats that are counted in one go, so that what is asked for meanwhile comes in between."""
_TOLD_AT_ONCE = 50
"""Chats whose news are read in one go: several times as much work for each."""


class Telling(Queries):
    """The part of `Client` that says what there is to tell."""

    _clock: Callable[[], Milliseconds]
    _here: Mapping[ChatId, Sequence] | None = None
    """How far each chat was here before anything came; None until that is known, or where nothing ever was."""
    _is_noted: bool = False

    async def here_at_start(self) -> Mapping[ChatId, Sequence] | None:
        """Return how far each chat was on this computer before the first connection of this run; None for an empty copy.

        What came since is new to the user on this computer, whenever somebody asks.
        """
        if not self._is_noted:
            await self._note_what_is_here()
        return self._here

    async def _note_what_is_here(self) -> None:
        if self._is_noted:
            return
        try:
            here = await self._database.read(news.here)
        except CacheError as error:  # somebody else tells the user: without a cache nothing works
            log.warning("what was here at the start is not known: %s", error)
            return
        if not self._is_noted:
            self._here, self._is_noted = here, True

    async def news(self, chats: frozenset[ChatId]) -> tuple[News, ...]:
        """Return what is unread in some chats, those with the newest activity first; one that is not there is left out."""
        found: list[News] = []
        wanted = sorted(chats)
        for first in range(0, len(wanted), _TOLD_AT_ONCE):
            some = wanted[first : first + _TOLD_AT_ONCE]
            found += await self._database.read(news.news, self.me.id, some)
        return news.in_order(found)

    async def unread_total(self) -> UnreadTotal:
        """Return how much is unread in all chats together; what is muted now counts apart."""
        return sum((await self.unread_by_chat()).values(), UnreadTotal())

    async def unread_by_chat(self, chats: frozenset[ChatId] | None = None) -> dict[ChatId, UnreadTotal]:
        """Return how much is unread in each of some chats, or of all, in which something is."""
        now, counted = self._clock(), dict[ChatId, UnreadTotal]()
        wanted = await self._database.read(news.every) if chats is None else tuple(chats)
        for first in range(0, len(wanted), _CHATS_AT_ONCE):
            some = wanted[first : first + _CHATS_AT_ONCE]
            counted |= await self._database.read(news.counted, self.me.id, some, now)
        return counted
