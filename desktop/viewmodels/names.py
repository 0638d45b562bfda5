"""How people and chats are called, in sentences too: "Ana, Bruno and Grace".

A name or a subject is whatever somebody typed: cleaned, it can neither turn our words around nor be nothing at all.
"""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from desktop.core.values import Person
from desktop.viewmodels.cleaning import clean_name
from desktop.viewmodels.placeholders import filled


def shown_name(person: Person) -> str:
    """Return a person's display name as it can be shown; the name they sign in with where that is nothing."""
    return clean_name(person.name) or clean_name(person.username)


def first_name(name: str) -> str:
    """Return the part of a display name that one would say aloud."""
    return next(iter(clean_name(name).split()), "")


def first_names(people: Sequence[Person]) -> tuple[str, ...]:
    """Return what each of them is called; the whole name where two share a first name."""
    names = [shown_name(person) for person in people]
    short = [first_name(name) for name in names]
    return tuple(
        name if short.count(called) > 1 else called for name, called in zip(names, short, strict=True)
    )


def by_name(people: Sequence[Person]) -> tuple[Person, ...]:
    """Return people in the order in which one looks for them."""
    return tuple(sorted(people, key=lambda person: person.name.casefold()))


def listed(names: Sequence[str]) -> str:
    """Return names as a list within a sentence: "Ana", "Ana and Bruno", "Ana, Bruno and Grace"."""
    if len(names) <= 1:
        return "".join(names)
    before, last = _separator().join(names[:-1]), names[-1]
    return filled(QCoreApplication.translate("names", "%1 and %2"), before, last)


def chat_title(subject: str, others: Sequence[Person]) -> str:
    """Return what a chat is called: its subject, or else the people the user talks to in it."""
    if named := clean_name(subject):
        return named
    if len(others) == 1:
        return shown_name(others[0])
    return _separator().join(first_names(by_name(others)))


def participants_summary(others: Sequence[Person]) -> str:
    """Return who is in a chat: "Ana, Bruno, Chen, Elif and you"."""
    return listed((*first_names(by_name(others)), QCoreApplication.translate("names", "you")))


def _separator() -> str:
    return QCoreApplication.translate("names", ", ", "between the names in a list")
