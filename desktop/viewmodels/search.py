"""What is found as somebody types: the results in sections, how many there are, and what may be missing from them.

Every keystroke asks anew, and the newest question wins; what was found before stays until then, so that nothing flickers. A
change of the cache asks once more, without the rows that are in sight moving away. Messages are counted apart: until that is done
no number is shown. What is shown of one message, person or chat is `search_lines`' to say.
"""

import asyncio
from collections.abc import Iterable, Sequence
from typing import TypeVar

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QLocale, QObject, Signal

from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.search_query import SearchQuery, parse
from desktop.core.values import Found, FoundMessages, MessageHit, MessageId, Progress
from desktop.viewmodels import times
from desktop.viewmodels.background import Background, Clock
from desktop.viewmodels.chat_list import ChatListModel
from desktop.viewmodels.cleaning import clean_name
from desktop.viewmodels.following import Following
from desktop.viewmodels.isolates import isolated
from desktop.viewmodels.lines import LinesModel
from desktop.viewmodels.links import Place, place_of
from desktop.viewmodels.marked_text import Marked
from desktop.viewmodels.placeholders import filled
from desktop.viewmodels.search_filters import SearchFilters
from desktop.viewmodels.search_lines import (
    Heading,
    MessageLine,
    Part,
    PersonLine,
    ResultLine,
    SubjectLine,
    counted_words,
    identity,
    message_line,
    person_line,
    said_of,
    subject_line,
)

Hit = TypeVar("Hit")

_NONE = Found((), (), FoundMessages((), more=False), prepared=True)

FEW = 5
"""Results of a section that are shown before somebody wants to see all."""
AT_ONCE = 40
"""Messages that are read in one go."""
REFRESH_SECONDS = 0.15
"""Changes that come within this time are looked at together."""


class Nothing(Struct, frozen=True):
    """What is said where nothing is found."""

    case: str
    advice: str


class SearchModel(QObject):
    """The results of what is in the search field.

    Signals:
        arrived(): results of another question are here; they are looked at from the top.
        refreshing(): the rows are about to be read anew, for the same question.
        changed(): the rows, or what is said about them, may be others.
        counted(str): all that a question brought is here, in words for who listens.
    """

    arrived = Signal()
    refreshing = Signal()
    changed = Signal()
    counted = Signal(str)

    def __init__(
        self,
        client: Client,
        background: Background,
        clock: Clock,
        chats: ChatListModel,
        filters: SearchFilters,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._background = background
        self._clock = clock
        self._chats = chats
        self._filters = filters
        self.rows: LinesModel[ResultLine] = LinesModel(identity, said_of, self)
        self._text = ""
        self._query = SearchQuery()
        self._not_understood: tuple[str, ...] = ()
        self._place: Place | None = None
        self._answered = ""
        """What was typed when that was searched for of which the rows are the results."""
        self._turn = 0
        """Another one with each question; an answer to an older one is dropped."""
        self._found: Found | None = None
        self._hits: tuple[MessageHit, ...] = ()
        self._more = False
        self._goes_on: tuple[int, ...] = ()
        self._count: int | None = None
        self._whole: frozenset[Part] = frozenset()
        """Sections of which all is shown."""
        self._reading_on = False
        self._progress: Progress | None = None
        self._made: dict[MessageId, tuple[MessageHit, MessageLine]] = {}
        self._made_on = times.local_day(clock())
        """Another day has other words for the same time."""
        self._is_stale = False
        self._following = Following(self, client.feed, self._on_changes)
        chats.settled.connect(self._show)
        _ = background.start(client.get_ready_to_search())

    # What is asked, and what is said.

    @property
    def is_active(self) -> bool:
        """Whether anything is searched for."""
        return bool(self._text.strip())

    @property
    def is_answered(self) -> bool:
        """Whether there is anything to show of it: results, that there are none, or what is wrong with the question.

        A filter with nothing behind it yet asks for nothing: the chats stay.
        """
        asks = not self._query.is_empty or self._place is not None or self._not_understood
        return self._found is not None and bool(asks)

    @property
    def is_current(self) -> bool:
        """Whether what is shown is of what was typed last."""
        return self._found is not None and self._answered == self._text

    @property
    def place(self) -> Place | None:
        """Where the link leads that is searched for."""
        return self._place

    @property
    def text(self) -> str:
        """Return what that was, as it was typed, of which the results are shown."""
        return self._answered

    @property
    def nothing(self) -> Nothing | None:
        """What is to be said instead of results; None while there are some, or it is not known yet."""
        if self.rows.rowCount() or self._found is None:
            return None
        if self._place is not None:
            return Nothing(
                _tr("Not on this computer"),
                _tr("The link leads to a chat that has not come yet, or that you are not in."),
            )
        if self._query.is_empty:
            return None
        case = filled(_tr("Nothing found for “%1”"), isolated(clean_name(self._answered)))
        advice = _tr(
            "Check the spelling or try fewer words. Search covers your chats only, from the day you can read them."
        )
        return Nothing(case, advice)

    @property
    def notices(self) -> tuple[str, ...]:
        """What may be missing from the results, and what was not understood, as sentences."""
        if self._place is not None or self._found is None:
            return ()
        said = list(self._not_understood)
        if not self._found.prepared:
            said.append(_tr("Search is still being prepared. Results may be incomplete."))
        elif self._progress is not None and not self._progress.complete and self._progress.coming:
            number = QLocale().toString(self._progress.coming)
            said.append(
                filled(_tr("Older messages are still coming: %1 to go. Results may be incomplete."), number)
            )
        return tuple(said)

    def search(self, text: str) -> None:
        """Look for something else; for nothing where nothing is typed."""
        if text == self._text:
            return
        self._text, self._place = text, place_of(text.strip())
        self._turn += 1
        if not self.is_active:
            self._forget()
        elif self._place is not None:
            self._query = SearchQuery()
            self._take(_NONE, fresh=True)
        else:
            _ = self._background.start(self._search(self._turn, fresh=True))

    def show_all(self, part: Part) -> None:
        """Show all results of a section."""
        self._whole |= {part}
        self._show()
        self.changed.emit()

    def read_on(self) -> None:
        """Read the next messages, if all are wanted and there are more."""
        if Part.MESSAGES in self._whole and self._more and not self._reading_on:
            self._reading_on = True
            _ = self._background.start(self._read_on(self._turn))

    def close(self) -> None:
        """Stop following the cache."""
        self._turn += 1
        self._following.end()

    # Asking.

    async def _search(self, turn: int, *, fresh: bool) -> None:
        query = parse(self._text, today=times.local_day(self._clock()))
        limit = AT_ONCE if fresh else max(AT_ONCE, len(self._hits))
        found = await self._client.search(query, limit=limit)
        if found is None or self._is_over(turn):
            return
        not_understood = await self._filters.not_understood(query)
        if self._is_over(turn):
            return
        self._not_understood = not_understood
        if fresh:
            self._query, self._count = query, None
            self._take(found, fresh=True)
        count = await self._counted(found, query)
        progress = await self._client.progress()
        if count is None or self._is_over(turn):
            return
        self._count, self._progress = count, progress
        self._take(found, fresh=False)
        if fresh:
            self.counted.emit(self._all_counted())

    async def _counted(self, found: Found, query: SearchQuery) -> int | None:
        if not found.messages.more:
            return len(found.messages.hits)
        return await self._client.count_messages(query)

    async def _read_on(self, turn: int) -> None:
        try:
            more = await self._client.more_messages(self._query, self._goes_on, limit=AT_ONCE)
        finally:
            self._reading_on = False
        if more is None or self._is_over(turn):
            return
        known = {hit.row.id for hit in self._hits}
        self._hits += tuple(hit for hit in more.hits if hit.row.id not in known)
        self._more, self._goes_on = more.more, more.place
        self._show()
        self.changed.emit()

    def _is_over(self, turn: int) -> bool:
        return turn != self._turn or not self._following.active

    # Following the cache.

    def _on_changes(self, changes: ChangeSet) -> None:
        if not self.is_active:
            return
        moved = changes.chats or changes.timelines or changes.backfilled
        if moved or changes.people or changes.anew or changes.progress:
            if not self._is_stale:
                self._is_stale = True
                _ = self._background.start(self._refresh())
        elif changes.presence or changes.connection:
            self._show()

    async def _refresh(self) -> None:
        """Look again, in a moment: more may be changing."""
        await asyncio.sleep(REFRESH_SECONDS)
        self._is_stale = False
        if self._following.active and self.is_active and self._place is None:
            self._turn += 1
            await self._search(self._turn, fresh=not self.is_current)

    # Showing.

    def _forget(self) -> None:
        self._found, self._hits, self._more, self._count = None, (), False, None
        self._whole = frozenset()
        self._made.clear()
        self.rows.show(())
        self.changed.emit()

    def _take(self, found: Found, *, fresh: bool) -> None:
        self._answered = self._text
        self._found, self._hits = found, found.messages.hits
        self._more, self._goes_on = found.messages.more, found.messages.place
        if fresh:
            self._whole = frozenset()
            self._made.clear()
            self.rows.show(self._lines())
            self.arrived.emit()
        else:
            self._show()
        self.changed.emit()

    def _show(self) -> None:
        """Show what is known now; what is in sight stays where it is."""
        if self._found is None:
            return
        today = times.local_day(self._clock())
        if today != self._made_on:
            self._made_on = today
            self._made.clear()
        lines = self._lines()
        if lines != self.rows.lines:
            self.refreshing.emit()
            self.rows.show_moved(lines)
            self.changed.emit()

    def _lines(self) -> tuple[ResultLine, ...]:
        if self._place is not None:
            return tuple(self._linked(self._place))
        if self._found is None:
            return ()
        found, hits = self._found, self._hits
        counted = len(hits) if self._count is None and not self._more else self._count
        return (
            *self._section(
                Part.SUBJECTS, tuple(self._subjects(found)), len(found.subjects), len(found.subjects)
            ),
            *self._section(Part.PEOPLE, tuple(self._people(found)), len(found.people), len(found.people)),
            *self._section(
                Part.MESSAGES, tuple(map(self._message, self._few(Part.MESSAGES, hits))), len(hits), counted
            ),
        )

    def _section(
        self, part: Part, lines: tuple[ResultLine, ...], held: int, count: int | None
    ) -> tuple[ResultLine, ...]:
        """Return a heading and its rows; nothing for a section without any."""
        has_more = part not in self._whole and held > FEW
        return (Heading(part, count, has_more), *lines) if lines else ()

    def _few(self, part: Part, hits: Sequence[Hit]) -> Sequence[Hit]:
        return hits if part in self._whole else hits[:FEW]

    def _linked(self, place: Place) -> Iterable[SubjectLine]:
        line = self._chats.line(place.chat)
        if line is not None:
            yield SubjectLine(place.chat, line, Marked(line.title), Marked(line.preview), place.seq)

    def _subjects(self, found: Found) -> Iterable[SubjectLine]:
        for hit in self._few(Part.SUBJECTS, found.subjects):
            line = self._chats.line(hit.chat)
            if line is not None:  # else it comes in a moment
                yield subject_line(hit, line, self._query.needles)

    def _people(self, found: Found) -> Iterable[PersonLine]:
        for hit in self._few(Part.PEOPLE, found.people):
            line = None if hit.chat is None else self._chats.line(hit.chat)
            there = None if hit.person is None else self._client.presence(hit.person.id)
            yield person_line(hit, line, self._query.needles, there)

    def _message(self, hit: MessageHit) -> MessageLine:
        before = self._made.get(hit.row.id)
        line = self._chats.line(hit.row.chat)
        title = clean_name(hit.subject) if line is None else line.title
        if before is not None and before[0] == hit and before[1].title == title:
            return before[1]
        made = message_line(hit, title, self._query.needles, me=self._client.me.id, now=self._clock())
        self._made[hit.row.id] = (hit, made)
        return made

    def _all_counted(self) -> str:
        headings = [line for line in self.rows.lines if isinstance(line, Heading)]
        said = [counted_words(line.part, line.count) for line in headings]
        if self.nothing is not None:
            said = [self.nothing.case]
        return ". ".join((*said, *self.notices))


def _tr(text: str) -> str:
    return QCoreApplication.translate("search_results", text)
