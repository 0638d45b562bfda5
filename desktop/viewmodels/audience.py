"""Who can read a message, and who of them has read it.

Both follow from the participants alone: nobody is ever removed from a chat, and what somebody may read begins at a place that
never changes. So the answer is exact, and without a connection it is as exact as what was last heard.
"""

import re
from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QLocale

from desktop.core.values import Milliseconds, Participation, Person, Sequence, UserId
from desktop.viewmodels import times
from desktop.viewmodels.names import first_names, listed, shown_name

MOST_NAMED = 12
"""So many people are named in a sentence; of more, the number."""


class Standing(StrEnum):
    """What somebody who can read a message has to do with it."""

    WROTE = "wrote"
    READ = "read"
    NOT_YET = "not_yet"
    UNTOLD = "untold"
    """They, or the user, do not show how far they read, or did not when it was sent."""


class Listener(Struct, frozen=True):
    """Somebody who can read a message."""

    person: Person
    is_me: bool
    standing: Standing

    @property
    def name(self) -> str:
        """What they are called."""
        return shown_name(self.person)

    @property
    def told(self) -> str:
        """What is said of them, beside their name."""
        return {
            Standing.WROTE: _tr("Wrote it"),
            Standing.READ: _tr("Read"),
            Standing.NOT_YET: _tr("Not yet"),
            Standing.UNTOLD: _tr("Not shown"),
        }[self.standing]


class Audience(Struct, frozen=True):
    """Everybody who can read a message: its author first, then who has read it, then who has not."""

    people: tuple[Listener, ...]
    now: bool = True
    """What changes is heard of at once: there is a connection."""
    as_of: Milliseconds | None = None
    """When this was heard last, as far as that is known."""
    sent: bool = True
    """The server has the message; else it is said who will be able to read it."""
    shows_reads: bool = True
    """The user shows how far they read, and is shown how far others do."""

    @property
    def sentence(self) -> str:
        """How many can read it: "5 people can read this message. Nobody else."."""
        count = len(self.people)
        if count <= 1:
            return _tr("Only you can read this message.")
        if self.sent:
            return QCoreApplication.translate(
                "audience", "%Ln people can read this message. Nobody else.", "", count
            )
        return QCoreApplication.translate(
            "audience", "%Ln people will be able to read this message. Nobody else.", "", count
        )

    @property
    def caution(self) -> str:
        """How old this is, and why nobody is said to have read it; empty while there is a connection, and nothing to explain."""
        said = [self._age()] if not self.now else []
        if not self.shows_reads:
            said.append(_tr("You do not show what you have read, so you do not see what others have."))
        return " ".join(said)

    def _age(self) -> str:
        if self.as_of is None:
            return _tr("As last heard, while you are offline.")
        return _tr("As of %1, while you are offline.").replace("%1", times.moment(self.as_of))

    @property
    def readers(self) -> str:
        """Who has read it and who has not: "Read by Ana and Bruno · not yet by Chen"; empty where there is nobody else."""
        called = self._called()
        read = [called[each.person.id] for each in self._others() if each.standing is Standing.READ]
        waiting = [called[each.person.id] for each in self._others() if each.standing is Standing.NOT_YET]
        if not (read or waiting) or not self.sent:
            return ""
        untold = any(each.standing is Standing.UNTOLD for each in self._others())
        if not waiting and untold:
            return _read_by(read)
        if not waiting:
            return _tr("Read by all: %1").replace("%1", _named(read)) if len(read) > 1 else _read_by(read)
        if not read:
            return _tr("Not read yet by %1").replace("%1", _named(waiting))
        # In one go: a name may hold what looks like a place for another.
        said = {"%1": _read_by(read), "%2": _named(waiting)}
        return re.sub("%[12]", lambda place: said[place[0]], _tr("%1 · not yet by %2"))

    @property
    def names(self) -> str:
        """Who can read it, the user last: "Ana, Bruno and you"."""
        return listed((*_some(list(self._called().values())), _tr("you")))

    def _others(self) -> list[Listener]:
        return [each for each in self.people if not each.is_me]

    def _called(self) -> dict[UserId, str]:
        """Return what the others are called here: in the same way, whichever list they stand in."""
        others = [each.person for each in self._others()]
        return dict(zip([each.id for each in others], first_names(others), strict=True))


def audience_of(
    participants: Iterable[Participation],
    seq: Sequence | None,
    author: UserId | None,
    *,
    sent_at: Milliseconds = 0,
    now: bool = True,
    as_of: Milliseconds | None = None,
) -> Audience:
    """Return who can read what stands at a place and was sent at a time; no place is what is not sent yet.

    Who was deactivated is signed out everywhere and can read nothing any more.
    """
    everybody = tuple(participants)
    people = [
        Listener(each.person, each.is_me, _standing(each, seq, author, sent_at))
        for each in everybody
        if each.can_read(seq) and each.person.active
    ]
    order = list(Standing)
    people.sort(key=lambda one: (order.index(one.standing), one.is_me, one.name.casefold()))
    shows_reads = all(each.person.shows_reads for each in everybody if each.is_me)
    return Audience(tuple(people), now, as_of, sent=seq is not None, shows_reads=shows_reads)


def _standing(
    one: Participation, seq: Sequence | None, author: UserId | None, sent_at: Milliseconds
) -> Standing:
    if one.person.id == author:
        return Standing.WROTE
    if seq is not None and one.read_seq >= seq:
        return Standing.READ
    return Standing.UNTOLD if one.reads_since > sent_at else Standing.NOT_YET


def _read_by(called: list[str]) -> str:
    return _tr("Read by %1").replace("%1", _named(called))


def _named(called: list[str]) -> str:
    return listed(_some(called))


def _some(called: list[str]) -> tuple[str, ...]:
    more = len(called) - MOST_NAMED
    if more <= 1:
        return tuple(called)
    return (*called[:MOST_NAMED], _tr("%1 more").replace("%1", QLocale().toString(more)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("audience", text)
