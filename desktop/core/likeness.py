"""Many short texts, such as what chats are called, held in memory so that all of them are searched at once.

They are kept one after the other in a single string, since to look through that is one call for all of them; a separator that no
normal form has (`matching`) stands between. What was typed with a slip is looked for among their words: a letter too many, one
too few, another one, or two that changed places. Hardly anybody slips in the first letter; and where a word is not typed to its
end, a wrong last letter is no sign of likeness, only of another word that begins so: "chart" is not near to "charges".
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Sequence as Seq
from itertools import accumulate

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

_BETWEEN = "\x00"
_LEAST = 4
"""Words of fewer letters are taken as they were typed: nearly any other word of that length would be near."""
_BEGUN = 5
"""From so many letters on a word may be typed in part."""
_LONG = 8
"""Of so many letters on, two slips are forgiven."""


class Texts:
    """Texts in their normal form; what is found is told by its number, counted from 0."""

    def __init__(self, texts: Seq[str]) -> None:
        self._texts = texts
        self._joined = _BETWEEN.join((*texts, ""))
        # Where each begins, and where the one after the last would.
        self._starts = [0, *accumulate(len(text) + 1 for text in texts)]
        self._words: dict[str, set[int]] | None = None
        self._initials: list[str] | None = None
        self._beginnings: dict[int, _Beginnings] = {}

    def __getitem__(self, number: int) -> str:
        return self._texts[number]

    def __len__(self) -> int:
        return len(self._texts)

    def with_needle(self, needle: str) -> Iterator[int]:
        """Yield, in order, which texts hold what is looked for."""
        joined, starts = self._joined, self._starts
        found = joined.find(needle)
        while found >= 0:
            number = bisect_right(starts, found) - 1
            yield number
            found = joined.find(needle, starts[number + 1])

    def with_all(self, needles: Iterable[str]) -> Iterator[int]:
        """Yield, in order, which texts hold everything that is looked for; all where that is nothing."""
        first, *others = sorted(needles, key=len, reverse=True) or ("",)
        if not first:
            return iter(range(len(self._texts)))
        found = self.with_needle(first)
        texts = self._texts
        return (
            (number for number in found if all(other in texts[number] for other in others))
            if others
            else found
        )

    def with_initials(self, letters: str) -> list[int]:
        """Return, in order, of which texts some words one after the other begin with these letters."""
        if self._initials is None:
            self._initials = ["".join(word[0] for word in text.split()) for text in self._texts]
        return [number for number, initials in enumerate(self._initials) if letters in initials]

    def near(self, needle: str) -> frozenset[int]:
        """Return which texts have a word that is, or begins, almost as what is looked for."""
        word = needle.strip()
        slips = allowed_slips(word)
        if not slips:
            return frozenset()
        found: set[int] = set()
        for length in range(len(word) - slips, len(word) + slips + 1):
            beginnings = self._beginning(length)
            near = beginnings.near(word) if slips == 1 else beginnings.nearer_than(word, slips)
            found.update(*near)
        return frozenset(found)

    def _beginning(self, length: int) -> "_Beginnings":
        if self._words is None:
            self._words = {}
            for number, text in enumerate(self._texts):
                for word in filter(str.isalpha, text.split()):
                    self._words.setdefault(word, set()).add(number)
        if length not in self._beginnings:
            self._beginnings[length] = _Beginnings(self._words, length)
        return self._beginnings[length]


class _Beginnings:
    """How words begin, in so many letters, and which texts have such a word; numbers are not words."""

    def __init__(self, words: Mapping[str, set[int]], length: int) -> None:
        self._length = length
        self._words = words
        self._texts: dict[str, set[int]] = {}
        for word, numbers in words.items():
            if len(word) >= length:
                self._texts.setdefault(word[:length], set()).update(numbers)
        self._without_one: dict[str, list[str]] | None = None

    def near(self, word: str) -> Iterator[Collection[int]]:
        """Yield the texts with a beginning that is one slip away: what both have in common is there with a letter left out."""
        letters = len(word)
        if self._length < letters:
            candidates = _without_one(word)
        else:
            shorter = self._shorter()
            left = {word} if self._length > letters else _without_one(word)
            candidates = {each for some in left for each in shorter.get(some, ())}
        for candidate in candidates:
            if candidate in self._texts and OSA.distance(word, candidate) <= 1:
                yield self._taken_for(word, candidate)

    def nearer_than(self, word: str, slips: int) -> Iterator[Collection[int]]:
        """Yield the texts with a beginning that is no more slips away."""
        for each, _, _ in extract(
            word, self._texts.keys(), scorer=OSA.distance, score_cutoff=slips, limit=None
        ):
            yield self._taken_for(word, each)

    def _taken_for(self, word: str, beginning: str) -> Collection[int]:
        """Return the texts in which somebody may have meant a beginning that is few slips away, as a whole word or a part."""
        if not _agree(word[:2], beginning[:2], at=0):
            return ()
        if len(word) >= _BEGUN and _agree(word[-2:], beginning[-2:], at=-1):
            return self._texts[beginning]
        return self._words.get(beginning, ())

    def _shorter(self) -> dict[str, list[str]]:
        """Return the beginnings by what is left of each without one of its letters."""
        if self._without_one is None:
            self._without_one = {}
            for beginning in self._texts:
                for left in _without_one(beginning):
                    self._without_one.setdefault(left, []).append(beginning)
        return self._without_one


def _without_one(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def _agree(two: str, others: str, *, at: int) -> bool:
    """Whether of two letters each the outer ones are the same, or both changed places."""
    return two[at] == others[at] or two == others[::-1]


def allowed_slips(word: str) -> int:
    """Return how many slips are forgiven in a word of a normal form. Signs that stand alone there are none."""
    if len(word) < _LEAST or not word.isalpha():
        return 0
    return 1 if len(word) < _LONG else 2
