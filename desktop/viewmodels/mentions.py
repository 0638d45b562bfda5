"""Who is mentioned in a text that is being written.

The text itself says it: a mention is `@` and somebody's display name, wherever it came from: chosen in the list, typed out, or
read again from a draft, of which only the text is kept. So a mention cannot point at anything but its own words: whoever changes
a letter of it dissolves it, and undoing that brings it back. The longest name that fits counts, and it has to end where a word
ends. Where two people of the team are called alike, their usernames are part of what is written, in brackets; a bare name then
means those of them who are in the chat. In code and in addresses nobody is mentioned.
"""

import re
from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct

from desktop.core.values import MENTIONS, MESSAGE_CHARACTERS, ChatDetails, Person, UserId
from desktop.viewmodels import stretches
from desktop.viewmodels.cleaning import clean_name

LONGEST_READ = 2 * MESSAGE_CHARACTERS
"""In a longer text nobody looks for mentions with every keystroke."""
_OPENING = frozenset("([{<\"'“‘„«¿¡*_~-–—/|>")
"""What may stand before the sign of a mention without space between."""
_WORD = re.compile(r"[^\W\d_]+")


class Mention(Struct, frozen=True):
    """A stretch of a text that mentions somebody; offsets are code points, the sign included."""

    start: int
    end: int
    users: tuple[UserId, ...]
    """One, unless several in the chat are called so."""


class Roster:
    """Everybody who can be mentioned, and how."""

    def __init__(self, people: Iterable[Person] = (), *, inside: Iterable[UserId] = ()) -> None:
        """`inside` is who is in the chat."""
        self.inside = frozenset(inside)
        self.people = tuple(people)
        self._called: dict[str, list[Person]] = {}
        for person in self.people:
            self._called.setdefault(called(person), []).append(person)
        labels: dict[str, tuple[UserId, ...]] = {self.label(person): (person.id,) for person in self.people}
        for name, namesakes in self._called.items():
            if len(namesakes) > 1:
                near = tuple(each.id for each in namesakes if each.id in self.inside)
                labels[name] = near or tuple(each.id for each in namesakes)
        self._labels = {label: users for label, users in labels.items() if label}
        self._lengths = sorted({len(label) for label in self._labels}, reverse=True)
        self._by_id = {person.id: person for person in self.people}

    @cached_property
    def names(self) -> frozenset[str]:
        """Every word of everybody's names, case folded."""
        names = (word.casefold() for person in self.people for word in _WORD.findall(person.name))
        return frozenset((*names, *(person.username.casefold() for person in self.people)))

    def label(self, person: Person) -> str:
        """Return how somebody is written after the sign: by name, and by username too where others have the same name."""
        alone, among_namesakes = labels(person)
        return among_namesakes if self.has_namesakes(person) else alone

    def has_namesakes(self, person: Person) -> bool:
        """Tell whether others are called the same."""
        return len(self._called.get(called(person), ())) > 1

    def found(self, text: str) -> tuple[Mention, ...]:
        """Return every mention in a text, in order; none in one that is far too long to be sent."""
        if "@" not in text or not self._lengths or len(text) > LONGEST_READ:
            return ()
        excluded = stretches.code(text), stretches.addresses(text)
        found: list[Mention] = []
        at = text.find("@")
        while at != -1:
            label = self._label_at(text, at + 1) if begins_mention(text, at) else ""
            end = at + 1 + len(label)
            if label and not any(stretches.within(each, at) for each in excluded):
                found.append(Mention(at, end, self._labels[label]))
            at = text.find("@", end)
        return tuple(found)

    def mentioned(self, text: str) -> tuple[UserId, ...]:
        """Return whom a text mentions, each once, in order; no more than a message may."""
        users = dict.fromkeys(user for mention in self.found(text) for user in mention.users)
        return tuple(users)[:MENTIONS]

    def absent(self, text: str) -> tuple[Person, ...]:
        """Return who is mentioned in a text and is not in the chat."""
        return tuple(
            self._by_id[user]
            for user in self.mentioned(text)
            if user not in self.inside and self._by_id[user].active
        )

    def after_edit(self, before: str, after: str, mentioned: Iterable[UserId]) -> tuple[UserId, ...]:
        """Return whom a changed message mentions.

        Whom it mentioned under a name that they no longer have stays: nobody can tell where that stood.
        """
        named = set(self.mentioned(before))
        kept = [user for user in mentioned if user not in named]
        return tuple(dict.fromkeys((*self.mentioned(after), *kept)))[:MENTIONS]

    def _label_at(self, text: str, start: int) -> str:
        for length in self._lengths:
            label = text[start : start + length]
            if label in self._labels and not _goes_on(text, start + length):
                return label
        return ""


def roster_of(details: ChatDetails | None, people: Iterable[Person]) -> Roster:
    """Return who can be mentioned in a chat: its people, whoever they are, and the active ones of the team."""
    inside = [part.person for part in details.participants] if details is not None else []
    known = {person.id: person for person in (*people, *inside)}
    return Roster(known.values(), inside=(person.id for person in inside))


def labels(person: Person) -> tuple[str, str]:
    """Return how somebody is written after the sign: while nobody else is called so, and otherwise."""
    name = called(person)
    return name, f"{name} ({person.username})"


def begins_mention(text: str, at: int) -> bool:
    """Tell whether a sign stands where a mention can begin: not within a word, as in an e-mail address."""
    return at == 0 or text[at - 1].isspace() or text[at - 1] in _OPENING


def _goes_on(text: str, end: int) -> bool:
    """Tell whether a word goes on after a name."""
    return end < len(text) and (text[end].isalnum() or text[end] == "_")


def called(person: Person) -> str:
    """Return how somebody is called on one line, as it can be shown and typed."""
    name = person.name
    clean = " ".join(name.split()) if name.isascii() and name.isprintable() else clean_name(name)
    return clean or person.username
