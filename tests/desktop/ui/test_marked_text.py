"""Texts of results in the room that they have: what was searched for is in sight, and highlighted where it is painted."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter

from desktop.core.matching import needle
from desktop.ui.marked_text import Ink, broken, fitted, write
from desktop.ui.search.look import ResultLook
from desktop.viewmodels.isolates import isolated, without_isolates
from desktop.viewmodels.marked_text import Marked, marked

LONG = f"{'Nothing to be seen here, ' * 4}but the cost of it, {'and nothing after that ' * 4}"
INK = Ink("#000000", "#000000", "#ff0000")
LEFT, RIGHT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


@pytest.fixture
def writing(theme):
    return ResultLook(theme).words


def highlighted(text):
    return [text.text[start:end] for start, end in text.marks]


def red_columns(text, writing, reading, width=200) -> list[int]:
    """Return where, of a width, the ground of a match is painted."""
    image = QImage(width, 20, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    write(painter, QRect(0, 0, width, 20), text, writing, INK, reading)
    painter.end()
    return [x for x in range(width) if any(image.pixelColor(x, y).name() == "#ff0000" for y in range(20))]


def red(text, writing, reading) -> tuple[int, int]:
    columns = red_columns(text, writing, reading)
    return columns[0], columns[-1]


@pytest.mark.parametrize("width", [60, 120, 200, 400])
def test_a_line_holds_what_was_found_however_narrow_it_is(writing, width):
    line = fitted(marked(LONG, [needle("cost")]), writing, width)
    assert writing.metrics.horizontalAdvance(line.text) <= width
    assert line.text.startswith("…")
    assert "".join(highlighted(line)) in {"cost", "cos", "co"}


@pytest.mark.parametrize("width", [120, 200, 400])
def test_so_do_two_lines_and_neither_is_longer_than_its_room(writing, width):
    lines = broken(marked(LONG, [needle("cost")]), writing, width, 2)
    assert len(lines) == 2
    assert all(writing.metrics.horizontalAdvance(line.text) <= width for line in lines)
    assert [word for line in lines for word in highlighted(line)] == ["cost"]


def test_what_is_found_at_the_end_has_as_much_before_it_as_there_is_room_for(writing):
    text = marked(f"{'Nothing to be seen here, ' * 4}but the cost of it.", [needle("cost")])
    lines = broken(text, writing, 230, 2)
    assert len(lines) == 2
    assert lines[0].text.startswith("…")
    assert lines[1].text.endswith("the cost of it.")
    (line,) = broken(text, writing, 230, 1)
    assert writing.metrics.horizontalAdvance(line.text) > 150


def test_a_text_that_fits_stays_as_it_is(writing):
    text = marked("The cost", [needle("cost")])
    assert fitted(text, writing, 300) is text
    assert broken(text, writing, 300, 2) == [text]


def test_the_ends_of_isolates_are_no_part_of_what_there_is_room_for(writing):
    text = Marked(f"{isolated('Hiro')}: {isolated('Carrier replied, table attached')}")
    line = fitted(text, writing, 200)
    assert writing.metrics.horizontalAdvance(line.text) <= 200
    assert without_isolates(line.text).endswith("…")


def test_the_ground_of_a_match_is_where_the_match_is(writing):
    wide = writing.metrics.horizontalAdvance
    first, last = red(marked("The cost is low", [needle("cost")]), writing, LEFT)
    assert abs(first - (wide("The ") - 2)) <= 2
    assert abs(last - (wide("The cost") + 2)) <= 2


def test_in_hebrew_it_counts_from_the_right_whichever_way_the_window_is_read(writing):
    wide = writing.metrics.horizontalAdvance
    text = marked("שיחה על החזר", [needle("החזר")])
    first, last = red(text, writing, LEFT)
    assert first <= 1
    assert abs(last - (wide("החזר") + 2)) <= 3
    first, last = red(text, writing, RIGHT)
    assert abs(first - (200 - wide(text.text) - 2)) <= 3
    assert abs(last - (200 - wide("שיחה על ") + 1)) <= 3


def test_what_stands_between_the_parts_of_a_match_where_directions_meet_has_no_ground(writing):
    wide = writing.metrics.horizontalAdvance
    columns = red_columns(marked("cost החזר שיחה", [needle("cost החזר")]), writing, LEFT)
    between = range(
        round(wide("cost ")) + 3, round(wide("cost שיחה")) - 3
    )  # the Hebrew is read from its right
    assert between
    assert not set(between) & set(columns)
    assert columns[0] <= 1
    assert columns[-1] >= wide("cost שיחה ") + wide("החזר") / 2
