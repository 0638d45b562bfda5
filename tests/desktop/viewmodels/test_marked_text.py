"""Texts with what was searched for highlighted: cut so that it can be seen, and never within what people see as one character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QTextBoundaryFinder

from desktop.core.matching import needle
from desktop.viewmodels.marked_text import ELLIPSIS, Marked, marked, placed
from desktop.viewmodels.message_text import utf16_offset

FAMILY = "👨‍👩‍👧‍👦"


def highlighted(text: Marked) -> list[str]:
    return [text.text[start:end] for start, end in text.marks]


def test_a_text_is_one_line_with_all_that_is_found_highlighted():
    found = marked("The cost:\n\n  again the COSTS", [needle("cost")])
    assert found.text == "The cost: again the COSTS"
    assert highlighted(found) == ["cost", "COST"]


def test_nothing_is_highlighted_where_nothing_was_asked_for():
    assert marked("The cost", ()) == Marked("The cost")


def test_a_long_text_begins_where_a_word_does_shortly_before_what_is_found():
    text = marked(f"{'and so on ' * 20}the extra cost appears", [needle("cost")]).cut(14)
    assert text.text == "…on the extra cost appears"
    assert highlighted(text) == ["cost"]


def test_what_stands_near_the_beginning_stays_as_it_is():
    text = marked("The extra cost appears", [needle("cost")])
    assert text.cut(18) is text


def test_of_several_words_that_place_is_shown_where_most_of_them_stand_together():
    text = marked(f"they say {'that it is so, ' * 10}and the cost is low", [needle("the"), needle("cost")])
    assert highlighted(text)[0] == "the"
    assert text.cut(4).text == "…and the cost is low"


SIGNS = st.sampled_from(["a", " ", "é", "e\u0301", FAMILY, "退", "ש", "🇩🇪"])


@given(st.lists(SIGNS, max_size=60).map("".join), st.integers(0, 30))
def test_a_cut_is_never_within_a_character(text, before):
    whole = Marked(text + "cost", ((len(text), len(text) + 4),))
    cut = whole.cut(before)
    assert highlighted(cut) == ["cost"]
    assert cut.text.removeprefix(ELLIPSIS).endswith("cost")
    at = len(whole.text) - len(cut.text.removeprefix(ELLIPSIS))
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, whole.text)
    finder.setPosition(utf16_offset(whole.text, at))
    assert finder.isAtBoundary()


def test_what_is_longer_than_anybody_could_see_ends_between_characters():
    text = Marked(FAMILY * 100, ((0, len(FAMILY)), (690, 697))).no_longer_than(100)
    assert 70 <= len(text.text) <= 100
    assert not len(text.text) % len(FAMILY)
    assert text.marks == ((0, len(FAMILY)),)


@pytest.mark.parametrize("sentence", ["was %1", "%1 hieß es", "100 % %1, %2?"])
def test_what_stands_in_a_sentence_is_highlighted_there(sentence):
    text = placed(sentence, (marked("Old costs", [needle("cost")]),))
    assert text.text == sentence.replace("%1", "Old costs")
    assert highlighted(text) == ["cost"]


def test_an_isolated_text_is_highlighted_at_the_same_letters():
    assert highlighted(marked("Old costs", [needle("cost")]).isolated()) == ["cost"]
