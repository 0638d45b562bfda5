"""Reading runs of a chat's rows from the cache, for the timeline's window."""

from desktop.core.client import Client
from desktop.core.values import ChatDetails, ChatId, MessageId, Page, Sequence
from desktop.viewmodels.read_state import held_from
from desktop.viewmodels.timeline_window import Window, first_unread

PAGE_ROWS = 60
MOST_TOUCHED = 200
"""Touched messages up to this many are looked up one by one; of more, only those in the window."""


class Pages:
    """Where the timeline gets its rows from."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def first(self, chat: ChatId, details: ChatDetails | None, wanted: Sequence | None) -> Page:
        """Return the rows to begin with.

        They are those around the place that is wanted, if it is here; else those around the first unread one, or as near to
        it as there are any; the newest if all is read.
        """
        if wanted is not None:
            page = await self._client.around(chat, seq=wanted, limit=PAGE_ROWS)
            if any(row.seq == wanted for row in page.rows):
                return page
        if details is not None and details.last_seq > details.read_seq:
            seq = max(details.read_seq + 1, held_from(details))
            page = await self._client.around(chat, seq=seq, limit=PAGE_ROWS)
            unread = first_unread(page.rows, read_seq=details.read_seq, me=self._client.me.id)
            if page.rows and (unread is not None or page.reaches_end):
                return page
        return await self._client.latest(chat, limit=PAGE_ROWS)

    async def around(self, chat: ChatId, seq: Sequence | None) -> Page:
        """Return the rows on both sides of a place; None is the end."""
        if seq is None:
            return await self._client.latest(chat, limit=PAGE_ROWS)
        return await self._client.around(chat, seq=seq, limit=PAGE_ROWS)

    async def refreshed(self, window: Window, chat: ChatId, messages: frozenset[MessageId]) -> Window:
        """Return the window with touched messages as they are now, and with what has come after it."""
        if window.last_seq is None:
            return Window.of(await self._client.latest(chat, limit=PAGE_ROWS))
        held = frozenset(row.id for row in window.rows)
        touched = messages if len(messages) <= MOST_TOUCHED else messages & held
        if touched:
            found = await self._client.rows(touched)
            window = window.refreshed(touched, (row for row in found if row.chat == chat))
        if window.reaches_end:
            page = await self._client.newer(chat, after=window.last_seq or 0, limit=PAGE_ROWS)
            window = window.appended(page)
        return window

    async def unseen(self, chat: ChatId) -> int:
        """Return how many messages the user has not read."""
        summaries = await self._client.chat_summaries(frozenset({chat}))
        return sum(summary.unread for summary in summaries)


def begins_in_a_hole(details: ChatDetails) -> bool:
    """Tell whether the first unread message is not on this computer yet."""
    return details.last_seq > details.read_seq and details.read_seq + 1 < held_from(details)
