"""Which stretches of a line stand out, and what is left as people typed it."""

import re

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from desktop.viewmodels.marks import BOLD, CODE, ITALIC, STRIKE, read

_MARK_BETWEEN_LETTERS = re.compile(r"[^\W_](?:\*+|_+|~+)[^\W_]")
JUDGE = MarkdownIt("zero").enable(["emphasis", "strikethrough", "backticks"])
TONES = {"strong": BOLD, "em": ITALIC, "s": STRIKE}


@pytest.mark.parametrize(
    ("line", "shown", "stretches"),
    [
        ("**b** and *i*", "b and i", [(0, 1, BOLD), (6, 7, ITALIC)]),
        ("_i_ ~~s~~ `c`", "i s c", [(0, 1, ITALIC), (2, 3, STRIKE), (4, 5, CODE)]),
        ("***both***", "both", [(0, 4, BOLD), (0, 4, ITALIC)]),
        ("**b *i* b**", "b i b", [(0, 5, BOLD), (2, 3, ITALIC)]),
        ("`*a*` *b*", "*a* b", [(0, 3, CODE), (4, 5, ITALIC)]),
        ("`` a`b ``", "a`b", [(0, 3, CODE)]),
        ("中文**粗**中文", "中文粗中文", [(2, 3, BOLD)]),
        ("**שלום** *עולם*", "שלום עולם", [(0, 4, BOLD), (5, 9, ITALIC)]),
        ("😀 **b**", "😀 b", [(2, 3, BOLD)]),
        ("(**b**), *i*!", "(b), i!", [(1, 2, BOLD), (5, 6, ITALIC)]),
    ],
)
def test_marks_are_left_out_and_what_is_between_them_stands_out(line, shown, stretches):
    assert read(line) == (shown, stretches)


@pytest.mark.parametrize(
    "line",
    [
        "2*3*4 and 2 * 3 * 4",
        "snake_case_name.py, __init__ and __all__",
        "*args, **kwargs",
        "C:\\_new\\*.txt",
        "a ** b",
        "~5 and ~~ 6 ~",
        "**open only",
        "`not closed",
        "****",
        "https://desk.example.com/_next_/*a*/x_y_z",
        "f**k",
    ],
)
def test_what_people_type_without_meaning_marks_stays(line):
    assert read(line) == (line, [])


def test_an_address_between_marks_is_whole():
    shown, stretches = read("**https://desk.example.com/a_b_** now")
    assert shown == "https://desk.example.com/a_b_ now"
    assert stretches == [(0, 29, BOLD)]


PIECES = ["a", " ", "*", "**", "`", "``", "~~", ".", "bé", "(", "€", "“", "_", "\u00a0", "😀", "ש"]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
@example("` \u00a0 `")
def test_a_full_reader_of_commonmark_sees_the_same(line):
    assume(all(len(run) <= 3 for run in _runs(line, "*")))
    assume(all(len(run) == 2 for run in _runs(line, "~")))
    assume(all(len(run) == 1 for run in _runs(line, "_")))
    assume(not _MARK_BETWEEN_LETTERS.search(line))
    shown, stretches = read(line)
    assert (shown, sorted(stretches)) == _judged(line)


def _runs(line, mark):
    return "".join(c if c == mark else " " for c in line).split()


def _judged(line):
    """Return what the judge reads, as text and stretches."""
    text, stretches, opened = "", [], []
    for token in JUDGE.parseInline(line)[0].children or []:
        if token.type.endswith("_open"):
            opened.append(len(text))
        elif token.type.endswith("_close"):
            start = opened.pop()
            if start < len(text):
                stretches.append((start, len(text), TONES[token.tag]))
        elif token.type == "code_inline":
            if token.content:
                stretches.append((len(text), len(text) + len(token.content), CODE))
            text += token.content
        else:
            text += token.content
    return text, sorted(stretches)


@pytest.mark.parametrize(
    "line",
    ["*" * 8000, "`" * 8000, "~" * 8000, "*a " * 2600, "_a b* " * 1300, "` `` " * 1600, "a" * 8000],
    ids=lambda line: line[:6],
)
def test_a_line_of_nothing_but_marks_is_shown_as_it_is_typed_or_nearly(line):
    shown, stretches = read(line)
    assert len(shown) > len(line) * 0.7
    assert len(stretches) <= 300
