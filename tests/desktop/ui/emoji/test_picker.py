"""The emoji picker as people use it: by mouse, by keyboard, with a screen reader, mirrored."""

import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView

from desktop.ui.emoji.picker import SIZE, EmojiPicker
from desktop.viewmodels.choices import Choices, ChoicesModel
from desktop.viewmodels.emoji import EmojiBook
from desktop.viewmodels.emoji_grid import CellRole
from tests.support.screen import find, names

USED = ("👍", "🙏", "🎉", "✅", "👀", "😂", "❤️", "🔥", "💯")
AREA = QRect(100, 600, 300, 40)
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def english():
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def choices():
    return ChoicesModel(Choices(recent_emoji=USED))


@pytest.fixture
def writing(window, qtbot):
    """The field that has the keyboard before the picker opens."""
    made = QLineEdit(window)
    made.show()
    window.activateWindow()
    made.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is made)
    return made


@pytest.fixture
def picker(theme, choices, window, writing):
    made = EmojiPicker(theme, EmojiBook(), choices, window)
    made.given = []
    made.chosen.connect(made.given.append)
    made.open_beside(AREA)
    yield made
    made.close()


@pytest.fixture
def mirrored(qapp):
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def press(picker, *keys, modifiers=Qt.KeyboardModifier.NoModifier):
    """Press keys where the keyboard is."""
    for key in keys:
        QTest.keyClick(picker.focusWidget(), key, modifiers)


def write(picker, text):
    QTest.keyClicks(picker.focusWidget(), text)


def grid(picker):
    return find(picker, "Emoji", QTableView)


def current(picker):
    return grid(picker).currentIndex().data()


def cell(picker, emoji):
    """Return the cell of an emoji among the groups, or what was used last."""
    model = grid(picker).model()
    found = (
        model.index(row, column)
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        if model.index(row, column).data() == emoji
    )
    return next(found)


def click_cell(picker, emoji, modifiers=Qt.KeyboardModifier.NoModifier):
    view, index = grid(picker), cell(picker, emoji)
    view.scrollTo(index)
    place = view.visualRect(index).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifiers, place)


def tab(picker):
    tabs = find(picker, "Emoji categories")
    return tabs.accessibleTabName(tabs.currentIndex())


def click_tab(picker, name):
    tabs = find(picker, "Emoji categories")
    number = next(i for i in range(tabs.count()) if tabs.accessibleTabName(i) == name)
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(number).center())


def top_label(picker):
    """Return the section whose label is the first in sight."""
    return grid(picker).indexAt(QPoint(12, 12)).data(CellRole.LABEL)


# By keyboard.


def test_it_opens_with_the_keyboard_in_the_search(picker):
    assert picker.focusWidget() is find(picker, "Search emoji")
    assert not grid(picker).currentIndex().isValid()


def test_what_is_typed_is_found_and_enter_chooses_the_best_and_closes(picker, choices):
    write(picker, "tada")
    assert current(picker) == "🎉"
    press(picker, Qt.Key.Key_Return)
    assert picker.given == ["🎉"]
    assert not picker.isVisible()
    assert choices.choices.recent_emoji[0] == "🎉"


def test_down_goes_into_the_grid_and_arrows_move_there_while_the_search_keeps_the_keyboard(picker):
    press(picker, Qt.Key.Key_Down)
    assert current(picker) == "👍"
    press(picker, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert current(picker) == "🎉"
    press(picker, Qt.Key.Key_Down)
    assert current(picker) == "😄"
    press(picker, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert current(picker) == "💯"
    assert picker.focusWidget() is find(picker, "Search emoji")
    press(picker, Qt.Key.Key_Enter)
    assert picker.given == ["💯"]


def test_up_from_the_first_row_leaves_the_grid_and_the_arrows_to_the_text(picker):
    press(picker, Qt.Key.Key_Down, Qt.Key.Key_Up)
    assert not grid(picker).currentIndex().isValid()
    press(picker, Qt.Key.Key_Return)
    assert picker.given == []
    assert picker.isVisible()


def test_arrows_move_in_the_text_until_the_grid_was_entered(picker):
    write(picker, "her")
    press(picker, Qt.Key.Key_Left)
    write(picker, "a")
    assert find(picker, "Search emoji").text() == "hear"
    first = current(picker)
    press(picker, Qt.Key.Key_Down)
    assert current(picker) == first
    press(picker, Qt.Key.Key_Right)
    assert current(picker) != first


def test_typing_goes_on_searching_after_the_grid_was_entered(picker):
    write(picker, "hear")
    press(picker, Qt.Key.Key_Down, Qt.Key.Key_Down)
    write(picker, "t")
    assert find(picker, "Search emoji").text() == "heart"
    assert current(picker) == "❤️"


def test_ends_and_pages_of_the_grid_are_one_key_away(picker):
    press(picker, Qt.Key.Key_Down, Qt.Key.Key_End)
    assert current(picker) == "💯"
    press(picker, Qt.Key.Key_Home)
    assert current(picker) == "👍"
    press(picker, Qt.Key.Key_PageDown)
    assert grid(picker).currentIndex().row() > 4
    press(picker, Qt.Key.Key_PageUp)
    assert current(picker) == "👍"


def test_the_label_of_a_section_comes_into_sight_with_its_first_row(picker):
    press(
        picker,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageUp,
    )
    assert current(picker) == "👍"
    assert grid(picker).verticalScrollBar().value() == 0


def test_shift_and_enter_choose_several(picker, choices):
    write(picker, "tada")
    press(picker, Qt.Key.Key_Return, Qt.Key.Key_Return, modifiers=SHIFT)
    press(picker, Qt.Key.Key_Return)
    assert picker.given == ["🎉", "🎉", "🎉"]
    assert not picker.isVisible()
    assert choices.choices.recent_emoji.count("🎉") == 1


def test_esc_closes_it_and_the_keyboard_is_where_it_was(picker, writing, qtbot):
    write(picker, "heart")
    press(picker, Qt.Key.Key_Escape)
    assert not picker.isVisible()
    assert picker.given == []
    qtbot.waitUntil(lambda: QApplication.focusWidget() is writing)


def test_opened_again_it_begins_anew(picker):
    write(picker, "tada")
    press(picker, Qt.Key.Key_Return)
    picker.open_beside(AREA)
    assert find(picker, "Search emoji").text() == ""
    assert grid(picker).model().index(1, 0).data() == "🎉"
    assert grid(picker).verticalScrollBar().value() == 0


def test_tab_goes_from_the_search_to_the_tabs_the_grid_and_the_skin_tone_and_round(picker):
    seen = [picker.focusWidget().accessibleName()]
    for _ in range(4):
        press(picker, Qt.Key.Key_Tab)
        seen.append(picker.focusWidget().accessibleName())
    assert seen == ["Search emoji", "Emoji categories", "Emoji", "Usual yellow", "Search emoji"]


def test_with_the_keyboard_in_the_grid_it_works_as_well(picker):
    press(picker, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert current(picker) == "👍"
    press(picker, Qt.Key.Key_Right, Qt.Key.Key_Right)
    press(picker, Qt.Key.Key_Space, modifiers=SHIFT)
    assert picker.given == ["🎉"]
    write(picker, "h")
    assert picker.focusWidget() is find(picker, "Search emoji")
    assert find(picker, "Search emoji").text() == "h"


# By mouse.


def test_a_click_chooses_and_closes(picker):
    click_cell(picker, "😎")
    assert picker.given == ["😎"]
    assert not picker.isVisible()


def test_a_click_with_shift_leaves_it_open_for_more(picker):
    click_cell(picker, "😎", SHIFT)
    click_cell(picker, "🎉", SHIFT)
    assert picker.given == ["😎", "🎉"]
    assert picker.isVisible()


def test_a_click_on_a_label_or_beside_chooses_nothing(picker):
    view = grid(picker)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 14))
    assert picker.given == []
    assert picker.isVisible()


def test_a_click_elsewhere_closes_it(picker, writing, qtbot):
    QTest.mouseClick(picker, Qt.MouseButton.LeftButton, pos=QPoint(-60, 30))
    assert not picker.isVisible()
    assert picker.given == []
    qtbot.waitUntil(lambda: QApplication.focusWidget() is writing)


def test_a_tab_shows_its_group_and_ends_a_search(picker):
    write(picker, "heart")
    click_tab(picker, "Food and drink")
    assert find(picker, "Search emoji").text() == ""
    assert top_label(picker) == "Food and drink"
    assert tab(picker) == "Food and drink"


def test_the_tab_follows_what_is_scrolled_to(picker):
    assert tab(picker) == "Recent"
    view = grid(picker)
    view.scrollTo(cell(picker, "🐵"), QTableView.ScrollHint.PositionAtTop)
    assert tab(picker) == "Animals and nature"


def test_there_is_no_tab_for_what_was_used_before_anything_was(theme, window):
    picker = EmojiPicker(theme, EmojiBook(), ChoicesModel(), window)
    picker.open_beside(AREA)
    assert not find(picker, "Emoji categories").isTabVisible(0)
    assert tab(picker) == "Smileys"
    picker.close()


# What it shows.


def test_what_is_pointed_at_is_shown_with_its_name_and_code(picker):
    def shown():
        return picker._footer._name, picker._footer._code

    press(picker, Qt.Key.Key_Down)
    assert shown() == ("Thumbs up", ":+1:")
    view = grid(picker)
    QTest.mouseMove(view.viewport(), view.visualRect(cell(picker, "🔥")).center())
    assert shown() == ("Fire", ":fire:")
    QApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))
    assert shown() == ("Thumbs up", ":+1:")


def test_where_nothing_is_found_it_says_so(picker):
    write(picker, "qqqqq")
    assert not grid_is_shown(picker)
    assert "No emoji found for “qqqqq”" in [
        w.text() for w in picker.findChildren(type(picker._nothing)) if w.isVisible()
    ]
    press(picker, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert picker.given == []
    find(picker, "Search emoji").clear()
    assert grid_is_shown(picker)


def grid_is_shown(picker):
    return "Emoji" in names(picker)


def test_a_skin_tone_is_kept_and_used_wherever_there_is_skin(picker, choices):
    QTest.mouseClick(find(picker, "Medium-dark skin tone"), Qt.MouseButton.LeftButton)
    assert choices.choices.skin_tone == 4
    write(picker, "wave")
    press(picker, Qt.Key.Key_Return, modifiers=SHIFT)
    find(picker, "Search emoji").clear()
    write(picker, "tada")
    press(picker, Qt.Key.Key_Return)
    assert picker.given == ["👋🏾", "🎉"]


def test_the_skin_tone_can_be_chosen_by_arrows(picker, choices):
    press(picker, Qt.Key.Key_Backtab)
    press(picker, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert choices.choices.skin_tone == 2
    assert find(picker, "Medium-light skin tone").isChecked()


def test_what_is_chosen_elsewhere_shows_here(picker, choices):
    choices.choose(skin_tone=5)
    assert find(picker, "Dark skin tone").isChecked()
    assert "👋🏿" in [grid(picker).model().index(r, c).data() for r in range(60) for c in range(9)]


# For a screen reader.


def test_everything_has_a_name_and_a_role(picker):
    def role(widget):
        return QAccessible.queryAccessibleInterface(widget).role()

    assert picker.accessibleName() == "Emoji picker"
    assert role(picker) == QAccessible.Role.Dialog
    assert role(find(picker, "Search emoji")) == QAccessible.Role.EditableText
    assert role(find(picker, "Emoji categories")) == QAccessible.Role.PageTabList
    assert role(grid(picker)) == QAccessible.Role.Table
    assert role(find(picker, "Skin tone")) == QAccessible.Role.Grouping
    assert role(find(picker, "Light skin tone")) == QAccessible.Role.RadioButton


def test_a_cell_is_read_by_its_name_and_a_tab_by_its_groups(picker):
    table = QAccessible.queryAccessibleInterface(grid(picker))
    view = grid(picker)
    read = {table.child(n).text(QAccessible.Text.Name) for n in range(table.childCount())}
    assert {"Recent", "thumbs up", "party popper", "grinning face", "Smileys"} <= read
    assert view.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "thumbs up"
    tabs = QAccessible.queryAccessibleInterface(find(picker, "Emoji categories"))
    told = [tabs.child(n).text(QAccessible.Text.Name) for n in range(tabs.childCount())]
    assert told[:3] == ["Recent", "Smileys", "People"]


# Where it stands.


def test_it_stands_above_what_it_was_opened_from(picker):
    assert picker.geometry().bottom() < AREA.top()
    assert picker.x() == AREA.left()


def test_it_stands_below_where_there_is_no_room_above(picker):
    picker.close()
    area = QRect(100, 40, 30, 30)
    picker.open_beside(area)
    assert picker.y() > area.bottom()


@pytest.mark.parametrize("corner", [QPoint(-500, -500), QPoint(5000, 5000), QPoint(700, 300)])
def test_it_is_always_wholly_on_the_screen(picker, corner):
    picker.close()
    picker.open_beside(QRect(corner, QRect(0, 0, 30, 30).size()))
    assert QGuiApplication.primaryScreen().availableGeometry().contains(picker.geometry())
    assert picker.size() == SIZE


def test_mirrored_the_first_cell_is_at_the_right_and_arrows_go_where_they_point(mirrored, picker):
    view = grid(picker)
    assert view.visualRect(cell(picker, "👍")).left() > view.visualRect(cell(picker, "💯")).left()
    press(picker, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert current(picker) == "🎉"
    press(picker, Qt.Key.Key_Right)
    assert current(picker) == "🙏"
    assert picker.geometry().right() == AREA.right()
    assert find(picker, "Skin tone").x() < picker.width() / 2


def test_a_screen_reader_may_read_on_while_the_search_goes_on(picker):
    table = QAccessible.queryAccessibleInterface(grid(picker))

    def read():
        said = []
        for number in range(table.childCount()):
            child = table.child(number)
            if child is not None and child.isValid():
                said.append(child.text(QAccessible.Text.Name))
        return said

    QAccessible.setActive(True)
    try:
        assert len(read()) > 1_900
        for typed in ("h", "e", "a", "r", "t"):
            write(picker, typed)
            press(picker, Qt.Key.Key_Down)
            assert "red heart" in read()
        find(picker, "Search emoji").clear()
        press(picker, Qt.Key.Key_Down, Qt.Key.Key_Right)
        assert len(read()) > 1_900
    finally:
        QAccessible.setActive(False)
