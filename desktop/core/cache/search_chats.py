"""Chats and people that are found by what they are called, in memory. What was typed with a slip comes behind what was not."""

from collections.abc import Container, Iterable
from collections.abc import Sequence as Seq
from typing import NamedTuple

from desktop.core.cache.search_memory import Tables
from desktop.core.likeness import Texts
from desktop.core.matching import needle, normal
from desktop.core.values import ChatId, PeopleHit, Person, SubjectHit, Switch

_ENOUGH = 5
"""Where so many are found as they were typed, slips are not looked for."""


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

    Without words these are all within what is asked for.
    """
    chats = tables.chats
    wanted = range(len(chats)) if within is None else within
    if not words:
        return tuple(SubjectHit(chat.id) for number, chat in enumerate(chats) if number in wanted)
    present = [number for number in _all(tables.subjects, words) if number in wanted]
    texts, of = tables.former
    former: dict[int, str] = {}
    for each in _all(texts, words):
        number, subject = of[each]
        if number in wanted:
            former.setdefault(number, subject)
    for number in present:
        former.pop(number, None)
    hits = [SubjectHit(chats[number].id) for number in _begun_first(tables.subjects, words, present)]
    hits += [SubjectHit(chats[number].id, subject) for number, subject in former.items()]
    if len(hits) < _ENOUGH:
        known = {*present, *former}
        near = (number for number in _nearly_all(tables.subjects, words) if number not in known)
        hits += [SubjectHit(chats[number].id, spelled=False) for number in near if number in wanted]
    return tuple(hits)


def people(tables: Tables, words: Seq[Word], within: Container[int] | None) -> tuple[PeopleHit, ...]:
    """Return the people whose names hold every word, then the chats in which several people do so together."""
    if not words:
        return ()
    found = [] if within is not None else _persons(tables, words)
    return (*found, *_together(tables, words, within))


def _persons(tables: Tables, words: Seq[Word]) -> list[PeopleHit]:
    exact = _all(tables.names, words)
    hits = [_person(tables, number) for number in _best_first(tables.names, words, exact)]
    if len(hits) < _ENOUGH:
        known = set(exact)
        near = (number for number in _nearly_all(tables.names, words) if number not in known)
        hits += [_person(tables, number, spelled=False) for number in near]
    return hits


def _person(tables: Tables, number: int, *, spelled: bool = True) -> PeopleHit:
    person = tables.persons[number]
    chats = len(tables.chats_of.get(person.id, ()))
    return PeopleHit(person, tables.private.get(person.id), chats=chats, spelled=spelled)


def _together(tables: Tables, words: Seq[Word], within: Container[int] | None) -> list[PeopleHit]:
    """Return the chats in which each word is in somebody's name, all of them in nobody's."""
    if len(words) < 2:  # noqa: PLR2004 - one word is in one name
        return []
    by_word: list[Seq[int]] = []
    spelled = True
    for word in words:
        exact = list(tables.names.with_needle(word.needle))
        spelled = spelled and bool(exact)
        by_word.append(exact or sorted(tables.names.near(word.needle)))
    if not all(by_word):
        return []
    alone = set(by_word[0]).intersection(*by_word[1:])
    chats = set.intersection(*map(tables.chats_with, by_word)) - tables.chats_with(alone)
    return [
        PeopleHit(None, tables.chats[number].id, _found_in(tables, number, by_word), spelled=spelled)
        for number in sorted(chats)
        if within is None or number in within
    ]


def _found_in(tables: Tables, chat: int, by_word: Iterable[Iterable[int]]) -> tuple[Person, ...]:
    others = tables.others(tables.chats[chat])
    named = ({tables.persons[number].id for number in numbers} for numbers in by_word)
    first = (next(person for person in others if person.id in users) for users in named)
    return tuple(dict.fromkeys(first))


# The quick switcher.


def switch(tables: Tables, typed: str, *, limit: int) -> Switch:
    """Return the chats and people whose titles are like what was typed, best first; without that, the newest chats."""
    words = words_of(typed.split())
    if not words:
        return Switch(tuple(SubjectHit(chat.id) for chat in tables.chats[:limit]), ())
    chats, spelled = _like(tables.titles, words, typed, limit)
    hits = tuple(
        SubjectHit(tables.chats[number].id, spelled=place < spelled) for place, number in enumerate(chats)
    )
    persons, spelled = _like(tables.names, words, typed, limit)
    people_hits = tuple(
        _person(tables, number, spelled=place < spelled) for place, number in enumerate(persons)
    )
    return Switch(hits, people_hits)


def _like(texts: Texts, words: Seq[Word], typed: str, limit: int) -> tuple[list[int], int]:
    """Return the best, and how many of them are as they were typed: also by the first letters of words."""
    found = dict.fromkeys(_best_first(texts, words, _all(texts, words)))
    if (
        len(found) < limit
    ):  # one or two letters within a word, too: these are few, and who types on finds fewer
        found |= dict.fromkeys(texts.with_all([word.needle.strip() for word in words]))
        found |= dict.fromkeys(texts.with_initials("".join(normal(typed).split())))
    exact = len(found)
    if exact < _ENOUGH:
        found |= dict.fromkeys(_nearly_all(texts, words))
    return list(found)[:limit], exact


# Numbers of texts.


def _all(texts: Texts, words: Iterable[Word]) -> list[int]:
    return texts.with_all([word.needle for word in words])


def _nearly_all(texts: Texts, words: Iterable[Word]) -> list[int]:
    """Return the texts in which every word stands, or one near to it."""
    near = (texts.near(word.needle).union(texts.with_needle(word.needle)) for word in words)
    return sorted(frozenset.intersection(*near))


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


def titled(tables: Tables, title: str) -> list[int]:
    """Return the chats whose title holds every word."""
    words = words_of(title.split())
    return _all(tables.titles, words) if words else []


def named(tables: Tables, name: str) -> list[int]:
    """Return the people, without the user, whose name holds every word."""
    words = words_of(name.split())
    return _all(tables.names, words) if words else []


def is_me(tables: Tables, name: str) -> bool:
    """Whether the user's own name holds every word."""
    words = words_of(name.split())
    return bool(words) and all(word.needle in tables.my_names for word in words)


def ids(tables: Tables, numbers: Iterable[int]) -> frozenset[ChatId]:
    """Return which chats these are."""
    return frozenset(tables.chats[number].id for number in numbers)
