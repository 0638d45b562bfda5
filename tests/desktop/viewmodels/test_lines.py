"""Lines that come and go leave the others where they are: whoever stands on one stays there."""

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from desktop.viewmodels.lines import LinesModel


def model(*lines):
    made = LinesModel(
        lambda line: line[0], lambda line, role: line if role == Qt.ItemDataRole.DisplayRole else None
    )
    made.show(lines)
    return made


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("abc", "abcdef"),
        ("abc", "xabc"),
        ("abcdef", "abef"),
        ("abcdef", "abxyef"),
        ("", "abc"),
        ("abc", ""),
        ("abc", "xyz"),
        ("aabb", "ab"),
        ("abc", "abc"),
    ],
)
def test_what_is_shown_is_what_was_given(qtmodeltester, before, after):
    made = model(*before)
    qtmodeltester.check(made)
    made.show_moved(tuple(after))
    assert made.lines == tuple(after)


def test_who_stands_on_a_line_stays_there():
    made = model("a", "b", "c")
    on_b = QPersistentModelIndex(made.index(1))
    made.show_moved(("x", "a", "b", "c", "d"))
    assert on_b.row() == 2
    made.show_moved(("b", "d"))
    assert on_b.row() == 0
    made.show_moved(("d",))
    assert not on_b.isValid()


def test_a_value_that_differs_is_told_and_nothing_moves():
    made = model("a1", "b1")
    told: list[int] = []
    made.dataChanged.connect(lambda first, _last: told.append(first.row()))
    made.modelReset.connect(lambda: told.append(-1))
    made.show_moved(("a1", "b2"))
    assert told == [1]


@pytest.mark.parametrize("more", [(), ("one more", "and another")])
def test_what_is_as_before_is_not_looked_at_however_long_the_list_is(more):
    asked: list[str] = []
    lines = tuple(map(str, range(5_000)))
    made = LinesModel(lambda line: asked.append(line) or line[0], lambda line, _role: line)
    made.show(lines)
    asked.clear()
    changed: list[int] = []
    made.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    made.show_moved((*lines, *more))
    made.show_moved((*lines[:7], "7, further on its way", *lines[8:], *more))
    assert made.rowCount() == 5_000 + len(more)
    assert changed == [7]
    assert asked == ["7, further on its way", "7"]
