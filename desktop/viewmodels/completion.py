"""What is proposed while somebody types `@na` or `:ta`: people to mention, emoji by their short codes.

The view says what stands in the field and where the caret is; `lines` is what to choose from, and `chosen` what the field has to
exchange. People of the chat come first, then teammates who are not in it, under a line that says so. Esc puts the list away until
another `@` or `:` is begun.
"""

import re
from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from desktop.core import folding
from desktop.core.values import Person, Presence, UserId
from desktop.viewmodels import presence, stretches
from desktop.viewmodels.isolates import without_isolates
from desktop.viewmodels.lines import Index, LinesModel
from desktop.viewmodels.mentions import Roster, begins_mention, called

MOST_PEOPLE = 50
MOST_EMOJI = 30
LONGEST_QUERY = 60
_LEAST_CODE = 2
_CODE = re.compile(r"(?<![\w:/.@]):([A-Za-z0-9_+\-]{2,40})\Z")
_WHOLE_CODE = re.compile(r"(?<![\w:/.@]):([A-Za-z0-9_+\-]{1,40}):\Z")
_BETWEEN_WORDS = re.compile(r"[\s._\-]+")


class Kind(Enum):
    """What a line of the list is."""

    PERSON = "person"
    HEADING = "heading"
    EMOJI = "emoji"
    CHOICE = "choice"
    """Anything else, with an icon."""


class Proposal(Struct, frozen=True):
    """A line of the list."""

    kind: Kind
    title: str
    """A name, an emoji's name, or what the lines below it are."""
    detail: str = ""
    """What they do, with their username where others are called alike; the short code; or what the choice means."""
    insert: str = ""
    """What stands in the text afterwards."""
    user: UserId | None = None
    presence: Presence | None = None
    glyph: str = ""
    """The emoji, or the icon's name."""


class Exchange(Struct, frozen=True):
    """A stretch of the text, in code points, and what is to stand there."""

    start: int
    end: int
    text: str


class ProposalsModel(LinesModel[Proposal]):
    """The list. Headings cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(lambda line: (line.kind, line.title, line.detail, line.user), _texts, parent)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that a row can be chosen, unless it is a heading."""
        if not index.isValid() or self.lines[index.row()].kind is Kind.HEADING:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class CompletionModel(QObject):
    """The list's content, and which line is current.

    Signals:
        changed(): other lines, or another current one; without lines the list is put away.
    """

    changed = Signal()

    def __init__(
        self,
        me: UserId,
        presence_of: Callable[[UserId], Presence | None],
        emoji_lines: Callable[[str, int], tuple[Proposal, ...]],
        parent: QObject | None = None,
    ) -> None:
        """`emoji_lines` returns the emoji whose short codes begin with some letters, at most so many."""
        super().__init__(parent)
        self.lines = ProposalsModel(self)
        self._me = me
        self._presence_of = presence_of
        self._emoji_lines = emoji_lines
        self._roster = Roster()
        self._searched: tuple[_Searched, ...] | None = None
        self._start = self._end = 0
        self._current = -1
        self._put_away: int | None = None
        """Where the sign stands whose list was put away."""

    @property
    def is_open(self) -> bool:
        """Whether there is something to choose from."""
        return bool(self.lines.lines)

    @property
    def start(self) -> int:
        """Where the sign stands that the list is about."""
        return self._start

    @property
    def current(self) -> int:
        """The current line; -1 while the list is put away."""
        return self._current

    @property
    def about_people(self) -> bool:
        """Whether it proposes people."""
        return bool(self.lines.lines) and self.lines.lines[0].kind is not Kind.EMOJI

    def know(self, roster: Roster) -> None:
        """Take who can be mentioned."""
        self._roster, self._searched = roster, None

    def look(self, text: str, caret: int) -> None:
        """Propose what fits to what was just typed before the caret."""
        found = self._people(text, caret) or self._emoji(text, caret)
        if found is None:
            self._put_away = None
            self.close()
            return
        start, lines = found
        if start == self._put_away:
            return
        self._put_away = None
        if not lines:
            self.close()
            return
        self._start, self._end = start, caret
        if lines != self.lines.lines:
            self.lines.show(lines)
            self._current = next(i for i, line in enumerate(lines) if line.kind is not Kind.HEADING)
        self.changed.emit()

    def follow(self, text: str, caret: int) -> None:
        """Hear that only the caret was moved: the list is put away once it is elsewhere."""
        if self.is_open and caret != self._end:
            self.look(text, caret)

    def step(self, by: int) -> bool:
        """Make the next line current, or the one before; after the last comes the first, so that there always is one."""
        count = len(self.lines.lines)
        row = self._current
        for _ in range(count):
            row = (row + by) % count
            if self.lines.lines[row].kind is not Kind.HEADING:
                break
        self._current = row
        self.changed.emit()
        return True

    def chosen(self, row: int | None = None) -> Exchange | None:
        """Return what choosing a line, or the current one, does to the text; the list is put away."""
        row = self._current if row is None else row
        if not 0 <= row < len(self.lines.lines) or self.lines.lines[row].kind is Kind.HEADING:
            return None
        exchange = Exchange(self._start, self._end, self.lines.lines[row].insert)
        self.close()
        return exchange

    def put_away(self) -> None:
        """Show nothing more for this sign."""
        self._put_away = self._start
        self.close()

    def forget(self) -> None:
        """Forget that a list was put away."""
        self._put_away = None

    def close(self) -> None:
        """Show nothing."""
        if self.is_open:
            self.lines.show(())
            self._current = -1
            self.changed.emit()

    def _people(self, text: str, caret: int) -> tuple[int, tuple[Proposal, ...]] | None:
        at = text.rfind("@", max(0, caret - LONGEST_QUERY), caret)
        query = text[at + 1 : caret]
        if at == -1 or "\n" in query or query.startswith(" ") or not begins_mention(text, at):
            return None
        if not _is_prose(text, at) or self._is_complete(text, at, caret):
            return None
        near, far = self._matching(query)
        if not near and not far:
            return None
        heading = Proposal(Kind.HEADING, QCoreApplication.translate("completion", "Not in this chat"))
        lines = (*map(self._line, near), *((heading, *map(self._line, far)) if far else ()))
        return at, lines

    def _is_complete(self, text: str, at: int, caret: int) -> bool:
        """Tell whether the mention at a sign is written to its end, so that nothing is left to propose."""
        mention = next((each for each in self._roster.found(text[:caret]) if each.start == at), None)
        if mention is None:
            return False
        if mention.end < caret:
            return True
        near, far = self._matching(text[at + 1 : caret])
        return len(near) + len(far) <= 1

    def _matching(self, query: str) -> tuple[list[Person], list[Person]]:
        """Return who is called so, of the chat and of the others; those first whose name begins so."""
        if self._searched is None:
            people = (each for each in self._roster.people if each.active and each.id != self._me)
            self._searched = tuple(sorted(map(_Searched.of, people), key=lambda each: each[1:3]))
        wanted, whole = folding.words(query), folding.fold(query.strip())
        found = [each for each in self._searched if each.fits(wanted)]
        found.sort(key=lambda each: not each.name.startswith(whole))
        fitting = [each.person for each in found]
        near = [person for person in fitting if person.id in self._roster.inside]
        far = [person for person in fitting if person.id not in self._roster.inside]
        return near[:MOST_PEOPLE], far[: MOST_PEOPLE - len(near)]

    def _line(self, person: Person) -> Proposal:
        detail = person.title
        if self._roster.has_namesakes(person):
            detail = ", ".join(part for part in (person.username, person.title) if part)
        return Proposal(
            Kind.PERSON,
            called(person),
            detail,
            insert=f"@{self._roster.label(person)} ",
            user=person.id,
            presence=self._presence_of(person.id),
        )

    def _emoji(self, text: str, caret: int) -> tuple[int, tuple[Proposal, ...]] | None:
        code = _CODE.search(text[max(0, caret - LONGEST_QUERY) : caret])
        if code is None or len(code[1]) < _LEAST_CODE:
            return None
        at = caret - len(code[1]) - 1
        if not _is_prose(text, at):
            return None
        lines = self._emoji_lines(code[1].lower(), MOST_EMOJI)
        return (at, lines) if lines else None


def whole_code(text: str, caret: int) -> tuple[int, str] | None:
    """Return where a short code begins that was just typed to its end, and what stands between its colons."""
    found = _WHOLE_CODE.search(text[max(0, caret - LONGEST_QUERY) : caret])
    if found is None:
        return None
    at = caret - len(found[0])
    return (at, found[1].lower()) if _is_prose(text, at) else None


def _is_prose(text: str, at: int) -> bool:
    return not stretches.is_in_code(text, at) and not stretches.within(stretches.addresses(text), at)


class _Searched(NamedTuple):
    """Somebody, and what they are found by, folded."""

    person: Person
    name: str
    username: str
    words: tuple[str, ...]
    """Those of both."""

    @classmethod
    def of(cls, person: Person) -> "_Searched":
        name, username = folding.fold(called(person)), folding.fold(person.username)
        words = tuple(word for word in _BETWEEN_WORDS.split(f"{name} {username}") if word)
        return cls(person, name, username, words)

    def fits(self, wanted: tuple[str, ...]) -> bool:
        """Tell whether every word begins one of a name's words, or the whole is how a username begins."""
        if all(any(word.startswith(each) for word in self.words) for each in wanted):
            return True
        return len(wanted) == 1 and self.username.startswith(wanted[0])


def _texts(line: Proposal, role: int) -> object:
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return line.title
        case Qt.ItemDataRole.AccessibleTextRole:
            return spoken(line)
        case _:
            return None


def spoken(line: Proposal) -> str:
    """Return a line as a screen reader says it."""
    parts = (line.title, line.detail, presence.spoken(line.presence))
    return without_isolates(", ".join(part for part in parts if part))
