"""What everybody must see, worked out in the most obvious way, with nothing taken from the server.

There are no cut-offs in here. Each line of a chat carries the names of those who may read it: who is in the chat when it is
written; and with shared history a newcomer's name is put on every line that bears the adder's. All else follows from that set.
People are names and times are left out: what is compared is what somebody sees, not how it travels.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass
class Line:
    """One line of a chat as it is now, and who may read it."""

    id: str
    author: str
    kind: str
    """`text`, `deleted`, `created`, `renamed` or `added`."""
    readers: set[str]
    text: str = ""
    mentions: tuple[str, ...] = ()
    subject: str = ""
    users: tuple[str, ...] = ()
    with_history: bool = False
    answers: "Line | None" = None
    edited: bool = False
    reactions: list[tuple[str, list[str]]] = field(default_factory=list)
    """Each emoji and who put it there, in the order in which they came."""
    files: dict[str, str] = field(default_factory=dict)
    """The names of its files, by id, in their order."""
    once_said: set[str] = field(default_factory=set)
    """The texts, subjects and words in names of files that it has had since `forget_what_was_said`."""

    @property
    def says(self) -> set[str]:
        """What it says now."""
        return {self.text, self.subject, *map(word_in, self.files.values())} - {""}

    @property
    def is_system(self) -> bool:
        return self.kind in {"created", "renamed", "added"}


def word_in(name: str) -> str:
    """Return what is said by the name of a file."""
    return name.partition(".")[0]


@dataclass(frozen=True)
class SeenLine:
    """A line as one person sees it."""

    seq: int
    id: str
    author: str
    kind: str
    says: tuple[object, ...]
    """Text, mentions and names of files, the subject, or the people added and whether they got the history; by kind."""
    answers: int | None
    """Place of the line that it answers; 0 for one that they may not read."""
    edited: bool
    reactions: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class SeenPerson:
    """A participant as one person sees them."""

    name: str
    added_at_seq: int | None
    added_by: str | None
    sees_from: int | None
    """The first line that both they and the reader may read."""


@dataclass(frozen=True)
class Preferences:
    """What one person has set for themselves in a chat."""

    muted_until: int = 0
    pinned: bool = False
    unread_from: int = 0
    notify: str = ""


@dataclass(frozen=True)
class View:
    """A chat as one person must see it."""

    subject: str
    created_by: str | None
    sees_from: int
    people: tuple[SeenPerson, ...]
    lines: tuple[SeenLine, ...]
    read: tuple[tuple[str, int], ...]
    """How far people have read, by name; of others only where the reader may read what they have read last."""
    preferences: Preferences
    unread: int


def told_in_order(people: Iterable[SeenPerson]) -> tuple[SeenPerson, ...]:
    """Return people as they came in; but first, by name, those of whom the reader may not know when that was."""
    return tuple(
        sorted(people, key=lambda one: ("", one.name) if one.added_at_seq is None else ("after", ""))
    )


class Reading:
    """Who shows how far they read, and since when: everything that is read has a turn of its own."""

    def __init__(self) -> None:
        self._turn = 0
        self._since: dict[str, float] = {}

    def next_turn(self) -> int:
        self._turn += 1
        return self._turn

    def shows(self, who: str) -> bool:
        return self._since.get(who, 0) < math.inf

    def choose(self, who: str, *, shows: bool) -> None:
        """Let somebody show it from now on, or no longer."""
        if shows is not self.shows(who):
            self._since[who] = self.next_turn() if shows else math.inf

    def is_shown(self, one: str, reader: str, turn: int) -> bool:
        """Whether both showed it by then, and ever since; or did always."""
        since = max(self._since.get(one, 0), self._since.get(reader, 0))
        return since == 0 or turn > since


class Chat:
    """A chat with everything that was done in it. Its methods carry out what the server has accepted."""

    def __init__(self, line_id: str, founder: str, others: list[str], subject: str, reading: Reading) -> None:
        self._reading = reading
        self._read_in_turn: dict[str, int] = {}
        """When somebody has read on last, otherwise than by writing."""
        self.people = [founder, *(name for name in dict.fromkeys(others) if name != founder)]
        self.subject = subject
        self.lines: list[Line] = []
        self.came_by: dict[str, Line] = {}
        self.read = dict.fromkeys(self.people, 0)
        self.preferences: dict[str, Preferences] = {}
        first = self._write(
            Line(line_id, founder, "created", set(self.people), subject=subject, once_said={subject})
        )
        self.came_by.update(dict.fromkeys(self.people, first))

    # What is done ------------------------------------------------------------------------------------------------------

    def say(
        self, line_id: str, who: str, text: str, mentions: tuple[str, ...] = (), answers: Line | None = None
    ) -> Line:
        line = Line(line_id, who, "text", set(self.people), text, mentions, answers=answers, once_said={text})
        return self._write(line)

    def send_files(self, line_id: str, who: str, text: str, files: dict[str, str]) -> Line:
        line = Line(line_id, who, "text", set(self.people), text, files=files)
        line.once_said = line.says
        return self._write(line)

    def rename(self, line_id: str, who: str, subject: str) -> Line:
        self.subject = subject
        return self._write(
            Line(line_id, who, "renamed", set(self.people), subject=subject, once_said={subject})
        )

    def add(self, line_id: str, who: str, newcomers: list[str], *, share_history: bool) -> Line:
        """Let people in; whoever is in already is passed over."""
        new = tuple(name for name in dict.fromkeys(newcomers) if name not in self.people)
        if share_history:
            for line in self.lines:
                if who in line.readers:
                    line.readers.update(new)
        self.people += new
        self.read.update(dict.fromkeys(new, len(self.lines)))
        line = self._write(
            Line(line_id, who, "added", set(self.people), users=new, with_history=share_history)
        )
        self.came_by.update(dict.fromkeys(new, line))
        return line

    def edit(self, line: Line, text: str, mentions: tuple[str, ...] = ()) -> None:
        line.edited = line.edited or (text, mentions) != (line.text, line.mentions)
        line.text, line.mentions = text, mentions
        line.once_said.add(text)

    def delete(self, line: Line) -> None:
        """Leave a tombstone, with nothing on it."""
        line.kind, line.text, line.mentions, line.reactions = "deleted", "", (), []
        line.edited, line.answers, line.files = False, None, {}

    def react(self, line: Line, who: str, emoji: str, *, on: bool) -> None:
        under = dict(line.reactions)
        if on:
            people = under.setdefault(emoji, [])
            if who not in people:
                people.append(who)
        elif who in under.get(emoji, []):
            under[emoji].remove(who)
        line.reactions = [(one, people) for one, people in under.items() if people]

    def mark_read(self, who: str, seq: int) -> None:
        before = self.read[who]
        self.read[who] = max(before, min(seq, len(self.lines)))
        if self.read[who] > before:
            self._read_in_turn[who] = self._reading.next_turn()

    def prefer(self, who: str, **what: Any) -> None:
        """Set something for oneself; a mark stands on a line that one may read, or nowhere."""
        if "unread_from" in what:
            marked = [self.place(line) for line in self.lines if who in line.readers]
            places = [place for place in marked if place >= what["unread_from"] > 0]
            what["unread_from"] = min(places, default=0)
        self.preferences[who] = replace(self.preferences.get(who, Preferences()), **what)

    def _write(self, line: Line) -> Line:
        self.lines.append(line)
        self.read[line.author] = len(self.lines)
        return line

    def forget_what_was_said(self) -> None:
        """From now on nobody may be told any more what was edited or taken back before."""
        for line in self.lines:
            line.once_said = line.says

    # What is seen ------------------------------------------------------------------------------------------------------

    def place(self, line: Line) -> int:
        return self.lines.index(line) + 1

    def seen_by(self, name: str) -> View:
        """Return the chat as somebody in it must see it."""
        readable = [line for line in self.lines if name in line.readers]
        sees_the_start = name in self.lines[0].readers
        return View(
            subject=self.subject,
            created_by=self.lines[0].author if sees_the_start else None,
            sees_from=self.place(readable[0]),
            people=told_in_order(self._person(one, name) for one in self.people),
            lines=tuple(self._line(line, name) for line in readable),
            read=tuple(
                (one, seq)
                for one in sorted(self.read)
                if self._may_know_position(name, one, seq := self._known_position(name, one))
            ),
            preferences=self.preferences.get(name, Preferences()),
            unread=self._unread(name, readable),
        )

    def _unread(self, name: str, readable: list[Line]) -> int:
        mark = self.preferences.get(name, Preferences()).unread_from or len(self.lines) + 1
        written = [line for line in readable if line.kind == "text" and line.author != name]
        places = [self.place(line) for line in written]
        return len([place for place in places if place > self.read[name] or place >= mark])

    def may_fetch(self, name: str, line: Line, file: str) -> bool:
        """Return whether somebody gets a file through a line."""
        return file in line.files and name in line.readers

    def may_be_sent(self, name: str, said: str) -> bool:
        """Return whether somebody may be sent a text or a subject now: one of a line of theirs, or the present subject."""
        return (said == self.subject and name in self.people) or any(
            said in line.once_said and name in line.readers for line in self.lines
        )

    def _person(self, one: str, reader: str) -> SeenPerson:
        came_by = self.came_by[one]
        if reader not in came_by.readers:
            return SeenPerson(one, None, None, None)
        both = next(line for line in self.lines if {one, reader} <= line.readers)
        return SeenPerson(one, self.place(came_by), came_by.author, self.place(both))

    def _line(self, line: Line, reader: str) -> SeenLine:
        answers = None
        if line.answers is not None:
            answers = self.place(line.answers) if reader in line.answers.readers else 0
        says: dict[str, tuple[object, ...]] = {
            "text": (line.text, line.mentions, tuple(line.files.values())),
            "created": (line.subject,),
            "renamed": (line.subject,),
            "added": (line.users, line.with_history),
        }
        return SeenLine(
            seq=self.place(line),
            id=line.id,
            author=line.author,
            kind=line.kind,
            says=says.get(line.kind, ()),
            answers=answers,
            edited=line.edited,
            reactions=tuple((emoji, tuple(people)) for emoji, people in line.reactions),
        )

    def _known_position(self, reader: str, one: str) -> int:
        """How far somebody has read as far as they show it; otherwise, as what they wrote tells, and the line that let them in."""
        if one == reader or self._reading.is_shown(one, reader, self._read_in_turn.get(one, 0)):
            return self.read[one]
        wrote = [self.place(line) for line in self.lines if line.author == one and reader in line.readers]
        came_by = self.came_by[one]
        came = self.place(came_by) - 1 if reader in came_by.readers else 0
        return max(came, *wrote, 0)

    def _may_know_position(self, reader: str, one: str, seq: int) -> bool:
        if seq == 0:
            return False
        return one == reader or reader in self.lines[seq - 1].readers
