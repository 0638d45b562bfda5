"""What the client answers from the cache alone: the reader thread reads, with pending commands projected over confirmed rows."""

from collections.abc import Sequence as Seq

from desktop.core.cache import (
    details,
    own_words,
    people,
    rows,
    same_people,
    shared_files,
    summaries,
    timeline,
    unsent,
)
from desktop.core.cache.database import Database
from desktop.core.values import (
    ChatDetails,
    ChatId,
    ChatSummary,
    MessageId,
    Page,
    Person,
    Sequence,
    SharedFile,
    TimelineRow,
    Unsent,
    UserId,
)

_CHATS_AT_ONCE = 250
"""Lines of the chat list that are read in one go: they take the reader some milliseconds."""


class Queries:
    """The part of `Client` that reads."""

    def __init__(self, database: Database, me: Person) -> None:
        self.me = me
        self._database = database

    async def chats(self) -> tuple[ChatSummary, ...]:
        """Return the chat list, newest activity first."""
        wanted = await self._database.read(summaries.every)
        lines: list[ChatSummary] = []
        # Some at a time: what is asked for meanwhile, such as the messages of a chat, comes in between. What changes meanwhile is
        # told by a change set all the same.
        for first in range(0, len(wanted), _CHATS_AT_ONCE):
            some = wanted[first : first + _CHATS_AT_ONCE]
            lines += await self._database.read(summaries.listed, self.me.id, some)
        return summaries.in_order(lines)

    async def chat_summaries(self, chats: frozenset[ChatId]) -> tuple[ChatSummary, ...]:
        """Return the lines of some chats; one that is not there (any more) is left out."""
        return await self._database.read(summaries.listed, self.me.id, chats)

    async def chats_with(self, people: Seq[UserId]) -> tuple[ChatSummary, ...]:
        """Return the chats of exactly these people and the user, whatever their subject, newest activity first.

        Those that were started here and that the server does not know yet are among them.
        """
        return await self._database.read(same_people.listed, self.me.id, people)

    async def chat(self, chat: ChatId) -> ChatDetails | None:
        """Return all about one chat, None if there is none."""
        return await self._database.read(details.details, self.me.id, chat)

    async def people(self) -> tuple[Person, ...]:
        """Return the active team members without the user, by name."""
        return await self._database.read(people.team, self.me.id)

    async def everybody(self) -> tuple[Person, ...]:
        """Return all whose names are known, the user and those who are gone included, in no order."""
        return await self._database.read(people.everybody)

    async def own_words(self) -> tuple[str, ...]:
        """Return the words that the user writes and no spelling dictionary has."""
        return await self._database.read(own_words.every)

    async def latest(self, chat: ChatId, *, limit: int = 60) -> Page:
        """Return the newest rows, every provisional one included."""
        return await self._database.read(timeline.latest, self.me.id, chat, limit=limit)

    async def older(self, chat: ChatId, *, before: Sequence, limit: int = 60) -> Page:
        """Return the rows just before a place."""
        return await self._database.read(timeline.older, self.me.id, chat, before=before, limit=limit)

    async def newer(self, chat: ChatId, *, after: Sequence, limit: int = 60) -> Page:
        """Return the rows just after a place."""
        return await self._database.read(timeline.newer, self.me.id, chat, after=after, limit=limit)

    async def around(self, chat: ChatId, *, seq: Sequence, limit: int = 60) -> Page:
        """Return the rows on both sides of a place, such as the first unread one."""
        return await self._database.read(timeline.around, self.me.id, chat, seq=seq, limit=limit)

    async def rows(self, messages: frozenset[MessageId]) -> tuple[TimelineRow, ...]:
        """Return single rows, confirmed or provisional; one that is not there is left out."""
        return await self._database.read(rows.some, self.me.id, messages)

    async def shared_files(
        self, chat: ChatId, words: str = "", *, before: tuple[Sequence, int] | None = None, limit: int = 50
    ) -> tuple[SharedFile, ...]:
        """Return the files of a chat, newest first: those whose names hold every word, regardless of case and accents.

        `before` is the place (`seq` and `place`) of the last one that is known: then come the next ones.
        """
        return await self._database.read(shared_files.named, chat, words, before=before, limit=limit)

    async def pictures_of(self, chat: ChatId) -> tuple[SharedFile, ...]:
        """Return all pictures of a chat, oldest first."""
        return await self._database.read(shared_files.pictures, chat)

    async def unsent(self) -> Unsent:
        """Return how much of what the user wrote has not reached the server, drafts included."""
        return await self._database.read(unsent.unsent)
