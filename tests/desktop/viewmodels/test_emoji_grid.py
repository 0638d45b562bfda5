"""The picker's grid holds what was used last, then every group; or what a search has found."""

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desktop.viewmodels.choices import MOST_RECENT_EMOJI, Choices, ChoicesModel
from desktop.viewmodels.emoji import EmojiBook
from desktop.viewmodels.emoji_data import all_emoji
from desktop.viewmodels.emoji_grid import COLUMNS, CellRole, EmojiGrid


@pytest.fixture
def choices():
    return ChoicesModel(Choices(recent_emoji=("🎉", "👋🏿", "❤️")))


@pytest.fixture
def grid(qapp, choices):
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    made = EmojiGrid(EmojiBook(), choices)
    made.tester = QAbstractItemModelTester(
        made, QAbstractItemModelTester.FailureReportingMode.Warning, made
    )  # a warning of Qt's fails the test
    made.begin()
    yield made
    QLocale.setDefault(before)


def rows(grid):
    """Return what stands in each row: its label, or its emoji."""
    return [
        grid.index(row, 0).data(CellRole.LABEL)
        or [grid.index(row, column).data() for column in range(COLUMNS) if grid.index(row, column).data()]
        for row in range(grid.rowCount())
    ]


def cells(grid):
    return [emoji for row in rows(grid) if isinstance(row, list) for emoji in row]


def test_what_was_used_last_comes_first_and_then_every_group(grid):
    assert rows(grid)[:3] == ["Recent", ["🎉", "👋🏿", "❤️"], "Smileys"]
    assert [row for row in rows(grid) if isinstance(row, str)] == [
        "Recent", "Smileys", "People", "Animals and nature", "Food and drink", "Travel and places",
        "Activities", "Objects", "Symbols", "Flags",
    ]  # fmt: skip
    assert cells(grid)[3:] == [each.text for each in all_emoji()]


def test_before_anything_was_used_it_begins_with_the_smileys(grid, choices):
    choices.choose(recent_emoji=())
    grid.begin()
    assert rows(grid)[:2] == ["Smileys", [each.text for each in all_emoji()[:COLUMNS]]]
    assert grid.first_row(0) == -1


def test_what_is_used_moves_to_the_front_when_the_picker_is_opened_again(grid, choices):
    choices.used_emoji("✅")
    choices.used_emoji("🎉")
    assert rows(grid)[1] == ["🎉", "👋🏿", "❤️"]
    grid.begin()
    assert rows(grid)[1] == ["🎉", "✅", "👋🏿", "❤️"]


def test_three_rows_of_what_was_used_are_kept(grid, choices):
    for each in all_emoji()[:40]:
        choices.used_emoji(each.text)
    grid.begin()
    recent = list(rows(grid)[1 : grid.first_row(1)])
    assert [len(row) for row in recent] == [9, 9, 9]
    assert recent[0][0] == all_emoji()[39].text
    assert sum(map(len, recent)) == MOST_RECENT_EMOJI


def test_a_search_shows_what_it_finds_and_an_empty_one_everything_again(grid):
    whole = rows(grid)
    grid.search(" tada ")
    assert rows(grid) == ["Search results", ["🎉"]]
    assert grid.query == "tada"
    grid.search("qqqqq")
    assert rows(grid) == []
    assert not grid.first_cell().isValid()
    grid.search("")
    assert rows(grid) == whole


def test_a_skin_tone_changes_who_has_a_skin_and_leaves_what_was_used_as_it_was(grid, choices):
    changed = []
    grid.dataChanged.connect(lambda *_: changed.append(True))
    choices.choose(skin_tone=1)
    assert changed == [True]
    assert "👋🏻" in cells(grid)[3:]
    assert "👋" not in cells(grid)
    assert "😀" in cells(grid)
    assert cells(grid)[:3] == ["🎉", "👋🏿", "❤️"]
    grid.search("wave")
    assert cells(grid)[0] == "👋🏻"


def test_a_cell_says_what_it_is(grid):
    waving = grid.index(1, 1)
    assert waving.data(Qt.ItemDataRole.AccessibleTextRole) == "waving hand, dark skin tone"
    assert waving.data(CellRole.NAME) == "waving hand"
    assert waving.data(CellRole.CODE) == ":wave:"
    assert grid.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Recent"


def test_only_emoji_can_be_chosen(grid):
    assert grid.index(1, 2).flags() & Qt.ItemFlag.ItemIsSelectable
    assert not grid.index(0, 0).flags() & Qt.ItemFlag.ItemIsSelectable
    assert not grid.index(1, 3).flags() & Qt.ItemFlag.ItemIsEnabled


def test_going_down_and_up_passes_labels_and_ends_where_a_row_ends(grid):
    assert grid.next_cell(1, 2, 1).row() == 3
    assert grid.next_cell(3, 8, -1).column() == 2
    assert not grid.next_cell(1, 0, -1).isValid()
    assert not grid.next_cell(grid.rowCount() - 1, 0, 1).isValid()
