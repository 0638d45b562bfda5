"""Chats and people that are found by what they are called, in memory. Slips are looked for where nothing else is found."""

from collections.abc import Callable, Container, Iterable
from collections.abc import Sequence as Seq
from typing import NamedTuple

from desktop.core.cache.search_memory import Tables
from desktop.core.cache.search_names import Names
from desktop.core.likeness import Texts
from desktop.core.matching import GRAM, needle, normal
from desktop.core.values import ChatId, PeopleHit, Person, SubjectHit, Switch, UserId


class Word(NamedTuple):
    """A word or phrase that is looked for."""

    needle: str
    beginning: str
    """As it stands in a normal form where a word begins with it."""


def words_of(typed: Iterable[str]) -> tuple[Word, ...]:
    """Return what is to be found; what has nothing to look for is left out."""
    found = (Word(needle(each), normal(each).rstrip(" ")) for each in typed)
    return tuple(each for each in found if each.needle)


def subjects(tables: Tables, words: Seq[Word], within: Container[int] | None) -> tuple[SubjectHit, ...]:
    """Return the chats whose subject holds every word, words that begin so first; then those with a former subject that does.

    Without words these are all within what is asked for. What is equal is in order of what happened last.
    """
    names = tables.names
    wanted = range(len(names.ids)) if within is None else within
    if not words:
        every = tables.newest_first(number for number in range(len(names.ids)) if number in wanted)
        return tuple(SubjectHit(names.ids[number]) for number in every)
    present = [number for number in _all(names.subjects, words) if number in wanted]
    texts, of = names.former
    former: dict[int, str] = {}
    for each in _all(texts, words):
        number, subject = of[each]
        if number in wanted:
            former.setdefault(number, subject)
    for number in present:
        former.pop(number, None)
    begun_first = _begun_first(names.subjects, words, tables.newest_first(present))
    hits = [SubjectHit(names.ids[number]) for number in begun_first]
    hits += [SubjectHit(names.ids[number], former[number]) for number in tables.newest_first(former)]
    return tuple(hits)


def people(
    tables: Tables, words: Seq[Word], within: Container[int] | None, titled: Iterable[SubjectHit]
) -> tuple[PeopleHit, ...]:
    """Return the people whose names hold every word, then the chats whose participants do so, alone or together.

    Chats that are found by what they are called are left to that.
    """
    if not words:
        return ()
    texts = tables.names.of_people
    alone = _best_first(texts, words, _all(texts, words)) if within is None else ()
    found = [_person(tables, number) for number in alone]
    listed = _chats_of(titled, found)
    by_word = [_meant(texts, word) for word in words]
    return (*found, *_taking_part(tables, by_word, within, listed))


def nearly(
    tables: Tables, words: Seq[Word], within: Container[int] | None
) -> tuple[tuple[SubjectHit, ...], tuple[PeopleHit, ...]]:
    """Return the chats and the people that are called almost as it was typed, and chats with several who are, together."""
    if not words:
        return (), ()
    names, texts = tables.names, tables.names.of_people
    near = (number for number in _nearly_all(names.subjects, words) if within is None or number in within)
    titled = tuple(SubjectHit(names.ids[number], spelled=False) for number in tables.newest_first(near))
    alone = sorted(_nearly_all(texts, words)) if within is None else ()
    found = [_person(tables, number, spelled=False) for number in alone]
    if len(words) > 1:
        # Another word says who else takes part: a single one would bring whole lists of chats.
        listed = _chats_of(titled, found)
        by_word = [_meant(texts, word) or sorted(texts.near(word.needle)) for word in words]
        found += _taking_part(tables, by_word, within, listed, spelled=False)
    return titled, tuple(found)


def _person(tables: Tables, number: int, *, spelled: bool = True) -> PeopleHit:
    person = tables.names.persons[number]
    chats = len(tables.names.chats_of.get(person.id, ()))
    return PeopleHit(person, tables.private(person.id), chats=chats, spelled=spelled)


def _taking_part(
    tables: Tables,
    by_word: Seq[Seq[int]],
    within: Container[int] | None,
    listed: Container[ChatId | None],
    *,
    spelled: bool = True,
) -> list[PeopleHit]:
    """Return the chats with somebody for each word, newest first, without those that are listed already."""
    names = tables.names
    chats = set.intersection(*map(names.chats_with, by_word))
    users = [frozenset(names.persons[number].id for number in numbers) for numbers in by_word]
    return [
        PeopleHit(None, names.ids[number], _found_in(names, number, users), spelled=spelled)
        for number in tables.newest_first(chats)
        if (within is None or number in within) and names.ids[number] not in listed
    ]


def _chats_of(titled: Iterable[SubjectHit], people: Iterable[PeopleHit]) -> set[ChatId | None]:
    return {*(hit.chat for hit in titled), *(hit.chat for hit in people)}


def _meant(texts: Texts, word: Word) -> list[int]:
    """Return the texts with a word in them; one of one or two letters is to be a whole one, as it begins too many others."""
    found = texts.with_needle(word.needle)
    if len(word.beginning.strip(" ")) >= GRAM:
        return list(found)
    return [number for number in found if f"{word.beginning} " in texts[number]]


def _found_in(names: Names, chat: int, users: Iterable[frozenset[UserId]]) -> tuple[Person, ...]:
    others = names.others(chat)
    return tuple(dict.fromkeys(next(person for person in others if person.id in named) for named in users))


# The quick switcher.


def switch(tables: Tables, typed: str, *, limit: int) -> Switch:
    """Return the chats and people whose titles are like what was typed, best first; without that, the newest chats."""
    words = words_of(typed.split())
    names = tables.names
    if not words:
        newest = tables.newest_first(range(len(names.ids)))[:limit]
        return Switch(tuple(SubjectHit(names.ids[number]) for number in newest), ())
    chats = _like(names.titles, words, typed, tables.newest_first)
    persons = _like(names.of_people, words, typed, sorted)
    spelled = bool(chats or persons)
    if not spelled:
        chats = tables.newest_first(_nearly_all(names.titles, words))
        persons = sorted(_nearly_all(names.of_people, words))
    return Switch(
        tuple(SubjectHit(names.ids[number], spelled=spelled) for number in chats[:limit]),
        tuple(_person(tables, number, spelled=spelled) for number in persons[:limit]),
    )


def _like(
    texts: Texts, words: Seq[Word], typed: str, in_order: Callable[[Iterable[int]], list[int]]
) -> list[int]:
    """Return the best first: also by the first letters of words, and within words."""
    found = dict.fromkeys(_best_first(texts, words, in_order(_all(texts, words))))
    found |= dict.fromkeys(in_order(texts.with_initials("".join(normal(typed).split()))))
    # One or two letters within a word: so there is something from the first letter on.
    found |= dict.fromkeys(in_order(texts.with_all([word.needle.strip() for word in words])))
    return list(found)


# Numbers of texts.


def _all(texts: Texts, words: Iterable[Word]) -> list[int]:
    return list(texts.with_all([word.needle for word in words]))


def _nearly_all(texts: Texts, words: Iterable[Word]) -> frozenset[int]:
    """Return the texts in which every word stands, or one near to it."""
    near = (texts.near(word.needle).union(texts.with_needle(word.needle)) for word in words)
    return frozenset.intersection(*near)


def _begun_first(texts: Texts, words: Seq[Word], numbers: Iterable[int]) -> list[int]:
    """Put first where every word begins one; what is equal in that stays in its order."""
    return sorted(numbers, key=lambda number: not _begins(texts[number], words))


def _best_first(texts: Texts, words: Seq[Word], numbers: Iterable[int]) -> list[int]:
    """Put first where the text begins with what was typed, then where words do."""

    def rank(number: int) -> int:
        text = texts[number]
        if text.startswith(words[0].beginning) and _begins(text, words):
            return 0
        return 1 if _begins(text, words) else 2

    return sorted(numbers, key=rank)


def _begins(text: str, words: Iterable[Word]) -> bool:
    return all(word.beginning in text for word in words)


# What filters name.


def titled(names: Names, title: str) -> list[int]:
    """Return the chats whose title holds every word."""
    words = words_of(title.split())
    return _all(names.titles, words) if words else []


def named(names: Names, name: str) -> list[int]:
    """Return the people, without the user, whose name holds every word."""
    words = words_of(name.split())
    return _all(names.of_people, words) if words else []


def is_me(names: Names, name: str) -> bool:
    """Whether the user's own name holds every word."""
    words = words_of(name.split())
    return bool(words) and all(word.needle in names.mine for word in words)
