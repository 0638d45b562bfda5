"""How much is unread in an account, counted anew only in the chats in which something is different.

To count every chat takes longer the more there are, and messages come in many a second. The numbers themselves are the cache's.
"""

from desktop.core.client import Client
from desktop.core.news_values import UnreadTotal
from desktop.core.values import ChatId

_NOTHING = UnreadTotal()


class UnreadCount:
    """What was counted last."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._chats: dict[ChatId, UnreadTotal] = {}
        self._total = _NOTHING
        self._is_whole = False
        """Every chat has been counted, and since then each that is different."""

    def doubt(self) -> None:
        """Count every chat the next time: something may be different of which no change tells, as a chat was muted for a time."""
        self._is_whole = False

    async def counted(self, chats: frozenset[ChatId]) -> UnreadTotal:
        """Return how much is unread. `chats` are those in which something is different."""
        was_whole, self._is_whole = self._is_whole, True
        try:
            if not was_whole:
                self._chats = await self._client.unread_by_chat()
                self._total = sum(self._chats.values(), _NOTHING)
            elif chats:
                self._take(chats, await self._client.unread_by_chat(chats))
        except BaseException:
            self._is_whole = False
            raise
        return self._total

    def _take(self, chats: frozenset[ChatId], found: dict[ChatId, UnreadTotal]) -> None:
        for chat in chats:
            self._total += found.get(chat, _NOTHING) - self._chats.pop(chat, _NOTHING)
        self._chats |= found
