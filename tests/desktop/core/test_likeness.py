"""Many texts searched at once: what holds all that is looked for, what is near to it, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from desktop.core.likeness import Texts, allowed_slips
from desktop.core.matching import needle, normal

TITLES = ["Refund for order 4411", "Bruno Costa", "Ayşe Yılmaz", "Rückgabe 退款", "", "Restaurants in Москва"]
_letters = st.text("abc", min_size=1, max_size=9)


def texts():
    return Texts([normal(title) for title in TITLES])


def test_texts_that_hold_every_needle_are_found_in_order():
    assert list(texts().with_all([needle("r")])) == [0, 3, 5]
    assert list(texts().with_all([needle("r"), needle("or")])) == [0]
    assert list(texts().with_all([])) == [0, 1, 2, 3, 4, 5]
    assert list(Texts([]).with_all([needle("r")])) == []


def test_nothing_is_found_across_two_texts():
    assert list(Texts([normal("ab"), normal("cd")]).with_all(["b"])) == [0]
    assert list(Texts(["ab", "cd"]).with_all(["bc"])) == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("refnud", 0),
        ("reffund", 0),
        ("refumd", 0),
        ("brunno", 1),
        ("yilmza", 2),
        ("ruckgbae", 3),
        ("rezturants", 5),
        ("mosvka", None),
        ("москбв", 5),
        ("refnu", 0),
    ],
)
def test_a_word_with_a_slip_is_near(typed, found):
    assert texts().near(needle(typed)) == (frozenset() if found is None else {found})


@pytest.mark.parametrize(
    ("typed", "title", "is_near"),
    [
        ("chen", "EU checkout outage", False),
        ("chen", "Help centre search", False),
        ("chart", "Charges of March", False),
        ("cost", "Lost parcels", False),
        ("prefund", "Refund", False),
        ("refunt", "Refunding", False),
        ("elfi", "Elif Yılmaz", True),
        ("hcen", "Chen Wei", True),
        ("chrages", "Charges of March", True),
        ("refunt", "Refund", True),
        ("shiping", "Shipping costs", True),
        ("shippign", "Shipping costs", True),
        ("ehcekout", "Checkout", False),
    ],
)
def test_what_only_looks_alike_is_not_near(typed, title, is_near):
    assert bool(Texts([normal(title)]).near(needle(typed))) is is_near


@pytest.mark.parametrize("typed", ["ref", "fro", "441", "4412", "退", "退货", "or", "o'der", "qqqq", ""])
def test_what_is_short_or_no_word_is_near_to_nothing(typed):
    assert texts().near(needle(typed)) == frozenset()


def test_first_letters_of_words_are_found():
    assert texts().with_initials("bc") == [1]
    assert texts().with_initials("rfo") == [0]
    assert texts().with_initials("cb") == []


def outer(typed, word, at):
    """Whether the first, or last, letters are the same, or changed places with those beside them."""
    pair = slice(0, 2) if at == 0 else slice(-2, None)
    return typed[at] == word[at] or typed[pair] == word[pair][::-1]


@given(st.lists(_letters, max_size=6), _letters)
def test_near_is_what_a_word_or_its_beginning_is_away_by_as_few_slips(words, typed):
    slips = allowed_slips(typed)
    near = {
        number
        for number, word in enumerate(words)
        for length in range(len(typed) - slips, len(typed) + slips + 1)
        if slips and len(word) >= length and OSA.distance(typed, word[:length]) <= slips
        if outer(typed, word[:length], 0)
        if len(word) == length or (len(typed) > 4 and outer(typed, word[:length], -1))
    }
    assert Texts([normal(word) for word in words]).near(typed) == near
