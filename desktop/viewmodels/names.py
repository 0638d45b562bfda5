"""How people are called in sentences: "Ana, Bruno and Grace"."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from desktop.core.values import Person


def first_name(name: str) -> str:
    """Return the part of a display name that one would say aloud."""
    return next(iter(name.split()), name)


def first_names(people: Sequence[Person]) -> tuple[str, ...]:
    """Return what each of them is called; the whole name where two share a first name."""
    short = [first_name(person.name) for person in people]
    return tuple(
        person.name if short.count(called) > 1 else called
        for person, called in zip(people, short, strict=True)
    )


def by_name(people: Sequence[Person]) -> tuple[Person, ...]:
    """Return people in the order in which one looks for them."""
    return tuple(sorted(people, key=lambda person: person.name.casefold()))


def listed(names: Sequence[str]) -> str:
    """Return names as a list within a sentence: "Ana", "Ana and Bruno", "Ana, Bruno and Grace"."""
    if len(names) <= 1:
        return "".join(names)
    before, last = ", ".join(names[:-1]), names[-1]
    return QCoreApplication.translate("names", "%1 and %2").replace("%1", before, 1).replace("%2", last, 1)


def chat_title(subject: str, others: Sequence[Person]) -> str:
    """Return what a chat is called: its subject, or else the people the user talks to in it."""
    if subject:
        return subject
    if len(others) == 1:
        return others[0].name
    return ", ".join(first_names(by_name(others)))


def participants_summary(others: Sequence[Person]) -> str:
    """Return who is in a chat: "Ana, Bruno, Chen, Elif and you"."""
    return listed((*first_names(by_name(others)), QCoreApplication.translate("names", "you")))
