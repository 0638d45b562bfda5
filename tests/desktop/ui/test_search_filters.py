"""Filters of a search, used with real keys and the mouse: the list below the field, and what it leaves alone."""

import pytest
from PySide6.QtCore import QEvent, QLocale, QPoint, Qt
from PySide6.QtGui import QColor, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.ui.chat_list.search_field import SearchField
from desktop.viewmodels.chat_list import ChatListModel
from desktop.viewmodels.isolates import without_isolates
from desktop.viewmodels.search_filters import SearchFilters
from tests.desktop.ui.windows import shown
from tests.gallery.team import DANA, NOW, TEAM, others, refund
from tests.support.desk import desk
from tests.support.screen import click, click_row, every_word, find, rows_of, shows, until

LIST = "Filter suggestions"
DOWN, UP, ENTER, TAB, ESC = (
    Qt.Key.Key_Down,
    Qt.Key.Key_Up,
    Qt.Key.Key_Return,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Escape,
)


@pytest.fixture(autouse=True)
def _british():
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)


@pytest.fixture
async def field(tmp_path, theme, window):
    """The field in a window, with a button behind it, and what it asked for."""
    stories = [refund(), *others()]
    async with desk(tmp_path, DANA, team=TEAM, stories=stories, now=NOW) as here:
        chats = ChatListModel(here.client, here.background, here.clock)
        model = SearchFilters(here.client, here.background, here.clock, chats)
        chats.load()
        made = SearchField(theme, window)
        made.suggest(model)
        made.setGeometry(12, 56, 276, made.height())
        made.asked = []
        made.first_wanted.connect(lambda: made.asked.append("first"))
        made.left_downwards.connect(lambda: made.asked.append("results"))
        elsewhere = QPushButton("Elsewhere", window)
        elsewhere.move(400, 400)
        for each in (made, elsewhere):
            each.show()
        window.activateWindow()
        made.setFocus()
        await until(lambda: made.hasFocus() and not chats.is_reading)
        yield made
        made.clearFocus()
        model.close()
        chats.close()
        made.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def rows(window):
    return [without_isolates(row) for row in rows_of(window, LIST)]


def current(window):
    return find(window, LIST).currentIndex().row()


def _composed(text):
    event = QInputMethodEvent()
    event.setCommitString(text)
    return event


async def proposed(window, field, typed):
    QTest.keyClicks(field, typed)
    await until(lambda: shows(window, LIST))


async def test_filters_are_at_hand_in_the_empty_field_while_it_has_the_keyboard(window, field):
    assert shows(window, "Search filters")
    assert not shows(window, LIST), "nothing pops up by itself"
    QTest.keyClicks(field, "c")
    assert not shows(window, "Search filters")
    assert shows(window, "Clear search")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClick(field, TAB)
    assert QApplication.focusWidget().accessibleName() == "Search filters"
    QTest.keyClick(QApplication.focusWidget(), TAB)
    assert not shows(window, "Search filters")


async def test_a_filter_and_its_value_are_chosen_by_mouse_alone(window, field):
    click(window, "Search filters")
    assert shows(window, LIST)
    click(window, "Search filters")
    assert not shows(window, LIST)
    click(window, "Search filters")
    assert len(rows(window)) == 6
    click_row(window, LIST, "with:")
    await until(lambda: shows(window, LIST))
    assert field.text() == "with:"
    click_row(window, LIST, "Elif")
    assert field.text() == 'with:"Elif Yılmaz" '
    assert field.cursorPosition() == len(field.text())
    assert field.hasFocus()
    assert not shows(window, LIST)


async def test_a_filter_and_its_value_are_chosen_by_keyboard_alone(window, field):
    QTest.keyClick(field, TAB)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert field.hasFocus()
    assert current(window) == -1
    for key in (DOWN, DOWN, UP, ENTER):
        QTest.keyClick(field, key)
    await until(lambda: shows(window, LIST))
    assert field.text() == "from:"
    QTest.keyClicks(field, "bru")
    assert current(window) == 0
    QTest.keyClick(field, TAB)
    assert field.text() == 'from:"Bruno Costa" '
    assert field.hasFocus()
    assert field.asked == []


async def test_the_list_is_as_wide_as_the_field_and_below_it(window, field):
    await proposed(window, field, "has:")
    popup = find(window, LIST).parentWidget()
    below = field.mapTo(window, QPoint(0, field.height()))
    assert (popup.x(), popup.width()) == (field.x(), field.width())
    assert below.y() < popup.y() < below.y() + 12
    field.resize(200, field.height())
    assert popup.width() == 276, "narrower, nothing could be read"
    field.move(40, 80)
    assert popup.x() == 40


async def test_enter_opens_what_is_found_first_unless_something_is_current(window, field):
    await proposed(window, field, "fr")
    QTest.keyClick(field, ENTER)
    assert field.asked == ["first"]
    assert field.text() == "fr"
    assert not shows(window, LIST)
    QTest.keyClicks(field, "o")
    assert not shows(window, LIST), "it was declined for this word"


async def test_tab_goes_on_to_the_next_control_unless_something_is_current(window, field):
    await proposed(window, field, "in")
    QTest.keyClick(field, TAB)
    assert field.text() == "in"
    assert not field.hasFocus()
    assert not shows(window, LIST)


async def test_down_past_the_last_line_goes_to_what_is_found(window, field):
    await proposed(window, field, "has:")
    for _ in range(3):
        assert field.asked == []
        QTest.keyClick(field, DOWN)
    assert field.asked == ["results"]
    assert not shows(window, LIST)


async def test_esc_puts_the_list_away_and_only_then_clears_the_field(window, field):
    await proposed(window, field, "cost has:")
    QTest.keyClick(field, ESC)
    assert not shows(window, LIST)
    assert field.text() == "cost has:"
    QTest.keyClick(field, ESC)
    assert field.text() == ""


async def test_the_list_goes_with_the_keyboard_and_with_the_words(window, field):
    await proposed(window, field, "has:")
    QTest.mouseClick(window.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert not shows(window, LIST)
    field.setFocus()
    field.selectAll()
    await proposed(window, field, "has:")
    click(window, "Clear search")
    assert not shows(window, LIST)


async def test_near_names_stand_under_a_line_that_says_so_and_is_stepped_over(window, field):
    await proposed(window, field, "from:")
    QTest.keyClicks(field, "brumo")
    await until(lambda: shows(window, LIST) and "Did you mean" in rows(window)[0])
    QTest.keyClick(field, DOWN)
    assert current(window) == 1
    QTest.keyClick(field, ENTER)
    assert field.text() == 'from:"Bruno Costa" '


async def test_emoji_before_a_filter_do_not_move_what_is_exchanged(window, field):
    field.setText("🎉🙌 ")
    field.end(False)
    await proposed(window, field, "has:")
    QTest.keyClick(field, DOWN)
    QTest.keyClick(field, ENTER)
    assert field.text() == "🎉🙌 has:file "


async def test_what_is_taken_for_a_filter_is_coloured_and_nothing_else_is_touched(window, theme, field):
    def coloured():
        picture, tint = field.grab().toImage(), QColor(theme.tokens.accent_tint)
        row = field.height() // 2 - 6
        return sum(picture.pixelColor(x, row) == tint for x in range(picture.width()))

    field.setText("cost fro")
    field.setCursorPosition(8)
    assert not coloured()
    await proposed(window, field, "m:bruno")
    width = coloured()
    assert width > 40
    assert field.text() == "cost from:bruno"
    assert field.cursorPosition() == len(field.text())
    QTest.keyClick(field, ESC)
    QTest.keyClicks(field, " before:soon")
    assert coloured() == width, "that is no filter"
    QApplication.sendEvent(field, QInputMethodEvent("にほ", []))
    QApplication.sendEvent(field, _composed("日本"))
    assert field.text() == "cost from:bruno before:soon日本"
    assert coloured() > 40
    field.undo()
    assert field.text() != "cost from:bruno before:soon日本", "what was typed can be undone"
    field.clear()
    assert not coloured()


async def test_read_from_the_right_everything_stands_mirrored(window, field):
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        field.setGeometry(window.width() - 212, 56, 200, field.height())
        assert find(window, "Search filters").x() < field.width() // 2
        click(window, "Search filters")
        popup = find(window, LIST).parentWidget()
        assert popup.geometry().right() == field.geometry().right()
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


async def test_in_the_window_a_begun_filter_leaves_the_chats_and_a_wrong_one_is_told_of(tmp_path, theme):
    async with (
        desk(tmp_path, DANA, team=TEAM, stories=[refund(), *others()], now=NOW) as here,
        shown(here, theme) as window,
    ):
        window.left.focus_search()
        field = find(window, "Search conversations")
        await proposed(window, field, "from:")
        assert shows(window, "Conversations")
        QTest.keyClicks(field, "bru")
        await until(lambda: shows(window, "Search results"))
        QTest.keyClick(field, ENTER)
        assert field.text() == 'from:"Bruno Costa" '
        QTest.keyClicks(field, "in:nowhere ")
        await until(lambda: "No chat is called “nowhere”." in without_isolates(every_word(window)))
        assert "Nothing found for" in every_word(window)
