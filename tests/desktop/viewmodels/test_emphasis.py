"""Marks are set around what is selected, and taken away by the same key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.viewmodels.emphasis import Mark, toggled


def after(marked, mark):
    """Toggle a mark in a text whose selection stands between two bars; return it the same way."""
    before, chosen, behind = marked.split("|")
    text = before + chosen + behind
    change = toggled(text, len(before), len(before) + len(chosen), mark)
    text = text[: change.start] + change.text + text[change.end :]
    return f"{text[: change.select_from]}|{text[change.select_from : change.select_to]}|{text[change.select_to :]}"


@pytest.mark.parametrize(
    ("before", "mark", "then"),
    [
        ("make |this| bold", Mark.BOLD, "make **|this|** bold"),
        ("make **|this|** bold", Mark.BOLD, "make |this| bold"),
        ("make |**this**| bold", Mark.BOLD, "make |this| bold"),
        ("make |this |bold", Mark.ITALIC, "make *|this|* bold"),
        ("a **|b|** c", Mark.ITALIC, "a ***|b|*** c"),
        ("a ***|b|*** c", Mark.ITALIC, "a **|b|** c"),
        ("a ***|b|*** c", Mark.BOLD, "a *|b|* c"),
        ("a *|b|* c", Mark.BOLD, "a ***|b|*** c"),
        ("||", Mark.CODE, "`||`"),
        ("`||`", Mark.CODE, "||"),
        ("say |no|", Mark.STRIKE, "say ~~|no|~~"),
    ],
)
def test_a_mark_comes_and_goes(before, mark, then):
    assert after(before, mark) == then


@given(
    st.text(alphabet="ab 😀\n", max_size=8),
    st.text(alphabet="ab😀", min_size=1, max_size=8),
    st.sampled_from(Mark),
)
def test_the_same_key_twice_changes_nothing(around, chosen, mark):
    text = f"{around}|{chosen}|{around}"
    assert after(after(text, mark), mark) == text
