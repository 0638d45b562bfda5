"""Who is meant by the names in a link that proposes a chat: usernames or ids, as whoever made the link knows them.

Nobody is passed over in silence: who is not known, or has left the team, is said.
"""

from collections.abc import Iterable

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from desktop.core.values import Person, UserId
from desktop.viewmodels import names
from desktop.viewmodels.isolates import isolated
from desktop.viewmodels.placeholders import filled

_SPELLED_OUT = 5
"""More names than that are counted."""


class Meant(Struct, frozen=True):
    """What names turned out to mean."""

    people: tuple[UserId, ...] = ()
    """Who can be chosen, in the order of their names."""
    gone: tuple[Person, ...] = ()
    """Who was in the team."""
    unknown: tuple[str, ...] = ()
    """Names of nobody."""


def look_up(named: Iterable[str], everybody: Iterable[Person], me: UserId) -> Meant:
    """Return who is meant. The user may be named too, and is in the chat anyway."""
    known: dict[str, Person] = {}
    for each in everybody:
        known[each.username.casefold()] = known[each.id] = each
    people: list[UserId] = []
    gone: list[Person] = []
    unknown: list[str] = []
    for name in named:
        person = known.get(name.casefold())
        if person is None:
            unknown.append(name)
        elif not person.active:
            gone.append(person)
        elif person.id != me:
            people.append(person.id)
    return Meant(tuple(dict.fromkeys(people)), tuple(dict.fromkeys(gone)), tuple(unknown))


def not_chosen(meant: Meant) -> str:
    """Return sentences that say who cannot be chosen, and why; empty if all can."""
    sentences = []
    if meant.unknown:
        shown = _listed([filled(_tr("“%1”"), isolated(name)) for name in meant.unknown])
        sentences.append(filled(_tr("Not in your team, so left out: %1."), shown))
    if meant.gone:
        shown = _listed([isolated(names.shown_name(person)) for person in meant.gone])
        sentences.append(filled(_tr("Deactivated, so left out: %1."), shown))
    return " ".join(sentences)


def _listed(shown: list[str]) -> str:
    more = len(shown) - _SPELLED_OUT
    if more > 0:
        shown = [*shown[:_SPELLED_OUT], QCoreApplication.translate("ProposedPeople", "%Ln more", "", more)]
    return names.listed(shown)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ProposedPeople", text)
