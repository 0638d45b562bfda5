"""What is proposed while somebody types a filter into the search: its name, and what can stand behind it.

Nothing is proposed for an empty field unless somebody asks for it (`offer`). While the word at the caret begins a filter's name
that filter is proposed, behind `from:` people, behind `in:` chats, and so on. A line is current of itself only where there is no
doubt that one of the list is meant: behind a filter of which some letters are typed, that are no whole value yet. Otherwise Enter
goes on meaning "open what is found first", until somebody steps into the list.
"""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop.core import folding
from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.search_query import ME, SearchQuery, Typed, filter_at, parse, quoted
from desktop.core.values import ChatSummary, Person
from desktop.viewmodels import search_suggestions as suggestions
from desktop.viewmodels import times
from desktop.viewmodels.background import Background, Clock
from desktop.viewmodels.chat_list import ChatListModel
from desktop.viewmodels.cleaning import clean_name
from desktop.viewmodels.completion import Exchange, Kind, Proposal, ProposalsModel
from desktop.viewmodels.following import Following
from desktop.viewmodels.isolates import isolated
from desktop.viewmodels.placeholders import filled

NONE = -1
"""No line is current."""
MOST_TYPED = 500
"""Characters that a search field takes: more are pasted by mistake, and would take long to look for."""
_LONGEST_DAY = len("2026-03-31")
_PEOPLE = frozenset({"from", "with"})
_NAMES = _PEOPLE | {"in"}
"""Filters behind which a name stands."""


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
        self._is_of_itself = False
        """Whether that line became current without the keyboard."""
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
            lines = self._proposed(typed, text)
            self._show(typed, text, lines)
            if not lines and self._everybody is not None and typed.name in _NAMES and typed.value:
                _ = self._background.start(self._look_near(typed, (text, caret)))

    def follow(self, text: str, caret: int) -> None:
        """Hear that the caret was moved, or that the field was filled or cleared: what was proposed is put away."""
        if self.is_open and (text != self._text or not self._start <= caret <= self._end):
            self.clear()

    def offer(self, text: str, caret: int) -> None:
        """Propose what can be typed here, as somebody asks for it: behind a filter its values, else every filter."""
        self._put_away = None
        self.look(text, caret)
        if not self.is_open:
            typed = filter_at(text, caret)
            start = caret if typed is None else typed.end
            self._show(Typed("", "", start, start), text, suggestions.filters())

    def step(self, by: int) -> bool:
        """Make the next line current, or the one before; tell whether there was one. Before the first none is current.

        A list of one line that is current of itself is stepped into first: who presses Down there means that line.
        """
        of_itself, self._is_of_itself = self._is_of_itself, False
        if of_itself and by > 0 and len(self.lines.lines) == 1:
            return True
        row = self._current + by
        if not self.is_open or row < NONE:
            return False
        if 0 <= row < len(self.lines.lines) and self.lines.lines[row].kind is Kind.HEADING:
            row += by
        if row >= len(self.lines.lines):
            self.clear()
            return False
        self._current = row
        self.changed.emit()
        return True

    def chosen(self, row: int) -> Exchange | None:
        """Return what choosing a line does to the text; the list is put away."""
        if not 0 <= row < len(self.lines.lines) or self.lines.lines[row].kind is Kind.HEADING:
            return None
        insert = self.lines.lines[row].insert
        if self._name:
            insert = f"{self._name}:{quoted(insert)} "
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
        self._hide()

    def close(self) -> None:
        """Stop following the directory."""
        self._following.end()

    def recognised(self, text: str) -> tuple[Typed, ...]:
        """Return the filters in a text that mean something."""
        today = times.local_day(self._clock())
        found: list[Typed] = []
        at = 1
        while at <= len(text):
            typed = filter_at(text, at)
            if typed is not None and parse(text[typed.start : typed.end], today=today).filters:
                found.append(typed)
            at = at + 1 if typed is None else typed.end + 1
        return tuple(found)

    async def not_understood(self, query: SearchQuery) -> tuple[str, ...]:
        """Return, as sentences, which filters mean nothing, and which name nobody or no chat."""
        finished = tuple(each for each in query.wrong if not self._is_being_typed(each))
        said = [*wrong_words(finished)]
        if query.from_ or query.with_:
            if self._everybody is None:
                await self._read_everybody()
            everybody = [*map(suggestions.known, self._everybody or ())]
            wanted = dict.fromkeys((*query.from_, *query.with_))
            unknown = [each for each in wanted if each != ME and not suggestions.named(each, everybody)]
            said += [_quoting(_tr("Nobody is called “%1”."), each) for each in unknown]
        unknown = [each for each in query.in_ if not suggestions.titled(each, self._chats())]
        return (*said, *(_quoting(_tr("No chat is called “%1”."), each) for each in unknown))

    def _hide(self) -> None:
        if self.is_open:
            self.lines.show(())
            self._current = NONE
            self.changed.emit()

    def _show(self, typed: Typed, text: str, lines: tuple[Proposal, ...]) -> None:
        as_typed = folding.fold(typed.value)
        rest = tuple(line for line in lines if not typed.name or folding.fold(line.insert) != as_typed)
        if not rest:
            self._hide()
            return
        # Of what is near to a value, and of what goes on where one could end, nothing is taken without being asked for.
        certain = bool(typed.name and typed.value) and rest == lines and lines[0].kind is not Kind.HEADING
        self._text, self._name, self._start, self._end = text, typed.name, typed.start, typed.end
        if rest != self.lines.lines:
            self.lines.show(rest)
            self._current = 0 if certain else NONE
            self._is_of_itself = certain
        self.changed.emit()

    def _proposed(self, typed: Typed, text: str) -> tuple[Proposal, ...]:
        today = times.local_day(self._clock())
        unread = typed.name in _PEOPLE and self._everybody is None
        if unread:
            self._read()
        if unread or suggestions.is_whole(typed.name, typed.value, today=today):
            return ()
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
                return suggestions.days(typed.name, typed.value, today=today)
            case _:
                is_word = typed.value == text[typed.start : typed.end]
                return suggestions.filters(typed.value) if is_word else ()

    async def _look_near(self, typed: Typed, looked: tuple[str, int]) -> None:
        """Propose what is called nearly so, as nothing is called so."""
        near = await self._client.find_chats(typed.value, limit=suggestions.MOST)
        if near is None or not self._following.active or self._looked != looked or self.is_open:
            return
        if typed.name == "in":
            found = (self._chat_list.summary(hit.chat) for hit in near.chats)
            lines = suggestions.chat_lines(filter(None, found))
        else:
            everybody, presence_of = self._people(), self._client.presence
            people = [suggestions.known(hit.person) for hit in near.people if hit.person is not None]
            lines = tuple(suggestions.person_line(each, everybody, presence_of) for each in people)
        if lines:
            heading = Proposal(Kind.HEADING, _tr("Did you mean"))
            self._show(typed, looked[0], (heading, *lines[: suggestions.MOST]))

    def _people(self) -> tuple[suggestions.Known, ...]:
        """Return whom the user could mean, as far as they are read."""
        if self._known is None:
            others = (person for person in self._everybody or () if person.id != self._client.me.id)
            self._known = suggestions.acquainted(others, self._chats())
        return self._known

    def _chats(self) -> list[ChatSummary]:
        lines = self._chat_list.lines(0, self._chat_list.rowCount() - 1)
        return [*filter(None, (self._chat_list.summary(line.id) for line in lines))]

    def _is_being_typed(self, words: str) -> bool:
        """Tell whether a filter may go on to mean something: then nobody is told that it means nothing."""
        if self._looked is None:
            return False
        text, caret = self._looked
        typed = filter_at(text, caret)
        if typed is None or text[typed.start : typed.end] != words:
            return False
        return self.is_open or (len(typed.value) < _LONGEST_DAY and not any(map(str.isalpha, typed.value)))

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


def wrong_words(wrong: Iterable[str]) -> tuple[str, ...]:
    """Return, as sentences, what is wrong with filters whose value means nothing, given as they were typed."""
    return tuple(_quoting(_advice(each), each) for each in wrong)


def _advice(wrong: str) -> str:
    if wrong.casefold().startswith("has"):
        return _tr("“%1” means nothing. Write has:file or has:picture.")
    return _tr("“%1” is not a date. Write one as 2026-03-31, or today, or yesterday.")


def _quoting(sentence: str, words: str) -> str:
    return filled(sentence, isolated(clean_name(words)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("search", text)
