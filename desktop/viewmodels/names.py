"""How people are named where room is short: by first name, unless two share it, and listed as one says it."""

from collections import Counter
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from desktop.core.values import Person


def first_name(person: Person) -> str:
    """Return the first word of a person's name."""
    return person.name.split(maxsplit=1)[0] if person.name.strip() else person.username


def short_names(people: Iterable[Person]) -> tuple[str, ...]:
    """Return people's first names, in full for those who share theirs with another of them."""
    listed = tuple(people)
    taken = Counter(first_name(person) for person in listed)
    return tuple(person.name if taken[first_name(person)] > 1 else first_name(person) for person in listed)


def joined(names: Sequence[str]) -> str:
    """Return names as one says them: `Ana`, `Ana and Bruno`, `Ana, Bruno and Chen`."""
    if len(names) < 2:  # noqa: PLR2004 - two names are the fewest that an "and" joins
        return "".join(names)
    pattern = QCoreApplication.translate("names", "{first} and {last}")
    return pattern.format(first=", ".join(names[:-1]), last=names[-1])
