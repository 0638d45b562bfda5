"""What is proposed while somebody types a filter into the search: its name, and what can stand behind it.

Nothing is proposed for an empty field unless somebody asks for it (`offer`). While the word at the caret begins a filter's name
that filter is proposed, behind `from:` people, behind `in:` chats, and so on. A line is current of itself only where there is no
doubt that one of the list is meant: behind a filter of which some letters are typed, that are no whole value yet. Otherwise Enter
goes on meaning "open what is found first", until somebody steps into the list.
"""

import re
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from desktop.core import folding
from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.search_query import FILTERS
from desktop.core.values import Person
from desktop.viewmodels import search_suggestions as suggestions
from desktop.viewmodels import times
from desktop.viewmodels.background import Background, Clock
from desktop.viewmodels.chat_line import ChatLine
from desktop.viewmodels.chat_list import ChatListModel
from desktop.viewmodels.completion import Exchange, Proposal, ProposalsModel
from desktop.viewmodels.following import Following

_WORD_AT = re.compile(r'(?:(?P<name>[^\W\d_]+):)?(?P<value>"[^"]*"?|[^\s"]*)')


class FilterAt(NamedTuple):
    """The filter, or the word, at the caret."""

    name: str
    """Empty for a word."""
    value: str
    start: int
    end: int


def filter_at(text: str, caret: int) -> FilterAt | None:
    """Return what stands at the caret."""
    at = 0
    while at <= caret:
        found = _WORD_AT.match(text, at)
        if found is None or not found[0]:
            at += 1
            continue
        if found.start() <= caret <= found.end() and caret > at:
            name = (found["name"] or "").lower()
            if name and name not in FILTERS:
                return None
            return FilterAt(name, found["value"].strip('"'), found.start(), found.end())
        at = found.end()
    return None


NONE = -1
"""No line is current."""


class SearchFilters(QObject):
    """The list's content, and which line is current.

    Signals:
        changed(): other lines, or another current one; without lines the list is put away.
    """

    changed = Signal()

    def __init__(
        self,
        client: Client,
        background: Background,
        clock: Clock,
        chat_list: ChatListModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.lines = ProposalsModel(self)
        self._client = client
        self._background = background
        self._clock = clock
        self._chat_list = chat_list
        self._everybody: tuple[Person, ...] | None = None
        self._known: tuple[suggestions.Known, ...] | None = None
        """Everybody in the order in which they are proposed; made anew whenever a list of people begins."""
        self._reading = False
        self._looked: tuple[str, int] | None = None
        """What was looked at last, until nothing is to be proposed any more."""
        self._text = ""
        self._start = self._end = 0
        self._name = ""
        self._current = NONE
        self._put_away: int | None = None
        """Where the word begins whose list was put away."""
        self._following = Following(self, client.feed, self._on_changes)

    @property
    def is_open(self) -> bool:
        """Whether there is something to choose from."""
        return bool(self.lines.lines)

    @property
    def current(self) -> int:
        """The current line; `NONE` where the keyboard has not stepped into the list."""
        return self._current

    def look(self, text: str, caret: int) -> None:
        """Propose what fits to what was just typed before the caret."""
        typed = filter_at(text, caret)
        if typed is None:
            self.clear()
            self._put_away = None
        elif typed.start != self._put_away:
            self._put_away = None
            if (typed.name, typed.start) != (self._name, self._start):
                self._known = None
            self._looked = text, caret
            self._show(typed, text, self._proposed(typed))

    def follow(self, caret: int) -> None:
        """Hear that only the caret was moved: what was proposed is put away once it is elsewhere."""
        if self.is_open and (caret < self._start or caret > self._end):
            self.clear()

    def offer(self, text: str, caret: int) -> None:
        """Propose what can be typed here, as somebody asks for it: behind a filter its values, else every filter."""
        self._put_away = None
        self.look(text, caret)
        if not self.is_open:
            typed = filter_at(text, caret)
            start = caret if typed is None else typed.end
            self._show(FilterAt("", "", start, start), text, suggestions.filters())

    def step(self, by: int) -> bool:
        """Make the next line current, or the one before; tell whether there was one. Before the first none is current."""
        row = self._current + by
        if not self.is_open or row < NONE or (row == NONE and by > 0):
            return False
        if row >= len(self.lines.lines):
            self.clear()
            return False
        self._current = row
        self.changed.emit()
        return True

    def chosen(self, row: int) -> Exchange | None:
        """Return what choosing a line does to the text; the list is put away."""
        if not 0 <= row < len(self.lines.lines):
            return None
        insert = self.lines.lines[row].insert
        if self._name:
            insert = f"{self._name}:{suggestions.quoted(insert)} "
        elif self._start and not self._text[self._start - 1].isspace():
            insert = f" {insert}"
        end = self._end
        if insert.endswith(" ") and self._text[end : end + 1] == " ":
            end += 1  # the space that is there is the one behind it
        exchange = Exchange(self._start, end, insert)
        self.clear()
        return exchange

    def put_away(self) -> None:
        """Show nothing more for this word."""
        self._put_away = self._start
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self._looked = None
        if self.is_open:
            self.lines.show(())
            self._current = NONE
            self.changed.emit()

    def close(self) -> None:
        """Stop following the directory."""
        self._following.end()

    def _show(self, typed: FilterAt, text: str, lines: tuple[Proposal, ...]) -> None:
        typed_out = folding.fold(typed.value)
        rest = tuple(line for line in lines if not typed.name or folding.fold(line.insert) != typed_out)
        if not rest:
            self.clear()
            return
        begun = bool(typed.name and typed.value) and len(rest) == len(lines)
        self._text, self._name, self._start, self._end = text, typed.name, typed.start, typed.end
        if rest != self.lines.lines:
            self.lines.show(rest)
            self._current = 0 if begun else NONE
        self.changed.emit()

    def _proposed(self, typed: FilterAt) -> tuple[Proposal, ...]:
        match typed.name:
            case "from" | "with":
                me = self._client.me if typed.name == "from" else None
                return suggestions.people(
                    typed.value, self._people(), me=me, presence_of=self._client.presence
                )
            case "in":
                return suggestions.chats(typed.value, self._chats())
            case "has":
                return suggestions.contents(typed.value)
            case "before" | "after":
                return suggestions.days(typed.name, typed.value, today=times.local_day(self._clock()))
            case _:
                return suggestions.filters(typed.value) if typed.value else ()

    def _people(self) -> tuple[suggestions.Known, ...]:
        """Return whom the user could mean; nobody as long as they are not read."""
        if self._everybody is None:
            self._read()
            return ()
        if self._known is None:
            summaries = (self._chat_list.summary(line.id) for line in self._chats())
            chats = [each for each in summaries if each is not None]
            self._known = suggestions.acquainted(self._everybody, chats)
        return self._known

    def _chats(self) -> list[ChatLine]:
        return self._chat_list.lines(0, self._chat_list.rowCount() - 1)

    def _read(self) -> None:
        if not self._reading:
            self._reading = True
            _ = self._background.start(self._read_everybody())

    async def _read_everybody(self) -> None:
        try:
            everybody = await self._client.everybody()
        finally:
            self._reading = False
        if self._following.active:
            self._everybody, self._known = everybody, None
            if self._looked is not None:
                self.look(*self._looked)

    def _on_changes(self, changes: ChangeSet) -> None:
        if changes.people and self._everybody is not None:
            self._read()
