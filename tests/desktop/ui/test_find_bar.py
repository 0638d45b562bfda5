"""Finding in the open chat by hand: the bar, its keys, what is marked in the messages, and where the keyboard is afterwards."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop.ui import find_bar
from desktop.ui.timeline.selection import Place, Selection
from desktop.viewmodels import links
from tests.desktop.ui.test_finding import id_of, story
from tests.desktop.ui.windows import keyboard, shown
from tests.gallery.team import ANA, BRUNO, CHEN, DANA, NOW, TEAM, refund
from tests.support.desk import desk
from tests.support.rows import area, at
from tests.support.screen import click, find, press, shows, until
from tests.support.sent_files import a_file
from tests.support.story import Story

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
FIELD, POSITION = "Find in this chat", "Match position"


@pytest.fixture
async def office(tmp_path):
    async with desk(tmp_path, DANA, team=TEAM, stories=[story(), refund()], now=NOW) as here:
        yield here


@pytest.fixture
async def window(office, theme):
    async with shown(office, theme) as made:
        made._workspace.open_chat(story().id)
        await until(lambda: made.conversation.timeline.column.entries)
        made.conversation.focus_composer()
        yield made


def position(window) -> str:
    return find(window, POSITION).text()


async def says(window, words: str) -> None:
    await until(lambda: position(window) == words, words)


async def looks_for(window, words: str) -> None:
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F, CTRL)
    assert keyboard() == FIELD
    QTest.keyClicks(QApplication.focusWidget(), words)


def colours(window, words: str) -> set[str]:
    """Return the colours in the middle of a row's text, and of the row."""
    view = window.conversation.timeline
    place, picture = area(view, words), view.viewport().grab().toImage()
    body = view.column.row(at(view, words)).body.first_line
    y = place.top() + round(body.center().y())
    return {picture.pixelColor(x, y).name() for x in range(2, round(body.right()) + 20)}


async def test_ctrl_f_finds_in_the_open_chat_and_enter_goes_on_while_the_keyboard_stays(window):
    view = window.conversation.timeline
    await looks_for(window, "cost")
    await says(window, "5 of 5 in this chat")
    for key, modifiers, words in (
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "1 of 5 in this chat"),
        (Qt.Key.Key_Return, SHIFT, "5 of 5 in this chat"),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier, "4 of 5 in this chat"),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier, "5 of 5 in this chat"),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier, "1 of 5 in this chat"),
        (Qt.Key.Key_F3, SHIFT, "5 of 5 in this chat"),
    ):
        QTest.keyClick(QApplication.focusWidget(), key, modifiers)
        assert position(window) == words
        assert keyboard() == FIELD
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    await until(lambda: not view.travel.is_under_way)
    assert 0 <= area(view, "The cost of number 3").top() < view.column.height
    click(window, "Next match", QAbstractButton)
    click(window, "Next match", QAbstractButton)
    click(window, "Previous match", QAbstractButton)
    assert position(window) == "2 of 5 in this chat"


async def test_esc_closes_it_where_one_is_and_gives_the_keyboard_back(window, theme):
    view = window.conversation.timeline
    await looks_for(window, "number 3")
    await says(window, "1 of 1 in this chat")
    await until(lambda: not view.travel.is_under_way)
    assert theme.tokens.match_cur.lower() in colours(window, "The cost of number 3")
    before = view.column.entries[view.column.top].key
    press(window, FIELD, Qt.Key.Key_Escape)
    assert not shows(window, FIELD)
    assert keyboard() == "Message"
    assert view.column.entries[view.column.top].key == before
    assert not {theme.tokens.match_cur.lower(), theme.tokens.hit_bg.lower()} & colours(
        window, "The cost of number 3"
    )


async def test_the_keyboard_goes_back_to_the_messages_if_it_was_there_and_f3_opens_the_bar_again(window):
    view = window.conversation.timeline
    view.setFocus(Qt.FocusReason.TabFocusReason)
    await looks_for(window, "cost")
    await says(window, "5 of 5 in this chat")
    click(window, "Close search", QAbstractButton)
    assert keyboard() == "Messages"
    QTest.keyClick(view, Qt.Key.Key_F3, SHIFT)
    assert keyboard() == FIELD
    assert QApplication.focusWidget().selectedText() == "cost"
    await says(window, "5 of 5 in this chat")


async def test_esc_leaves_an_answer_first_and_then_the_bar_wherever_the_keyboard_is(window):
    await looks_for(window, "cost")
    await says(window, "5 of 5 in this chat")
    window._workspace.composer.answer(id_of(20))
    await until(lambda: shows(window, "Cancel reply"))
    window.conversation.focus_composer()
    press(window, "Message", Qt.Key.Key_Escape)
    assert shows(window, FIELD)
    press(window, "Message", Qt.Key.Key_Escape)
    assert not shows(window, FIELD)
    assert keyboard() == "Message"


async def test_the_button_in_the_head_opens_it_and_the_words_of_before_are_selected(window):
    click(window, "Search in this chat", QAbstractButton)
    assert keyboard() == FIELD
    QTest.keyClicks(QApplication.focusWidget(), "zebra")
    await says(window, "No results")
    assert not find(window, "Next match").isEnabled()
    window._workspace.open_chat(refund().id)
    assert not shows(window, FIELD)
    await until(lambda: window._workspace.timeline.loaded)
    click(window, "Search in this chat", QAbstractButton)
    assert QApplication.focusWidget().selectedText() == "zebra"
    QTest.keyClicks(QApplication.focusWidget(), "refund")
    await says(window, "1 of 1 in this chat")


async def test_few_words_that_are_selected_are_looked_for_at_once(window):
    view = window.conversation.timeline
    key = view.column.entries[at(view, "Number 17")].key
    view.select(Selection(Place(key, 0), Place(key, 6)))
    QTest.keyClick(view, Qt.Key.Key_F, CTRL)
    assert find(window, FIELD).text() == "Number"
    await says(window, "16 of 24 in this chat")  # beginning where it was selected
    press(window, FIELD, Qt.Key.Key_Escape)
    view.select(None)
    window.conversation.focus_composer()
    QTest.keyClicks(QApplication.focusWidget(), "cost")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_A, CTRL)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F, CTRL)
    assert find(window, FIELD).text() == "cost"
    await says(window, "5 of 5 in this chat")
    press(window, FIELD, Qt.Key.Key_Escape)
    assert find(window, "Message").textCursor().selectedText() == "cost"


async def test_without_a_chat_the_key_searches_all_of_them(tmp_path, theme):
    async with desk(tmp_path, DANA, team=TEAM, now=NOW) as empty, shown(empty, theme) as window:
        QTest.keyClick(window, Qt.Key.Key_F, CTRL)
        assert keyboard() == "Search conversations"


async def test_every_match_is_marked_and_the_current_one_stands_out(window, theme):
    tokens = theme.tokens
    await looks_for(window, "cost")
    await says(window, "5 of 5 in this chat")
    current, other = colours(window, "The cost of number 23"), colours(window, "The cost of number 18")
    assert {tokens.match_cur.lower(), tokens.hit_bg.lower()} <= current
    assert tokens.match_bg.lower() in other
    assert not {tokens.match_cur.lower(), tokens.hit_bg.lower()} & other
    assert not {tokens.match_bg.lower(), tokens.hit_bg.lower()} & colours(window, "Number 19")
    press(window, FIELD, Qt.Key.Key_Up)
    assert {tokens.match_cur.lower(), tokens.hit_bg.lower()} <= colours(window, "The cost of number 18")
    assert tokens.match_bg.lower() in colours(window, "The cost of number 23")


async def test_marks_stand_on_the_words_whatever_stands_before_them(office, window):
    chat = Story(32, BRUNO, (ANA, CHEN, DANA), moment="2026-02-24 09:58", subject="Everything")
    says_ = ("🎉👩‍👩‍👧 **cost** 🙌", "هذا هو cost الشحنة", "a `cost` of https://a.example/cost")
    for minute, words in enumerate(says_):
        chat.say(BRUNO, f"2026-03-03 10:{minute:02}", words)
    chat.say(ANA, "2026-03-03 10:05", "See above", reply_to=2)
    chat.read_all(DANA)
    await office.hears(chat)
    window._workspace.open_chat(chat.id)
    await until(lambda: window._workspace.timeline.loaded)
    await looks_for(window, "cost")
    await says(window, "3 of 3 in this chat")
    view = window.conversation.timeline
    marked = {}
    for _, _, row in view.column.visible():
        marks = view.matched.of(row)
        if marks is not None:
            marked[row.entry.text] = marks
    assert [len(marks.ranges) for marks in marked.values()] == [1, 1, 2]  # the message that answers has none
    for text, marks in marked.items():
        row = view.column.row(at(view, text))
        wide = view._measurer.text.message
        for (start, end), mark in zip(marks.ranges, marks.areas, strict=True):
            left, right = row.body.place_of(start).x(), row.body.place_of(end).x()
            assert mark.left() - 1 <= min(left, right) <= mark.left() + 3
            assert mark.width() < 5 * wide.pixelSize()
    assert view.matched.of(view.column.row(at(view, "See above"))) is None


async def test_what_stands_in_the_folded_part_of_a_long_text_is_shown(office, window):
    chat = Story(33, BRUNO, (DANA,), moment="2026-02-24 09:58", subject="Long")
    for number in range(30):
        chat.say(BRUNO, f"2026-03-02 10:{number:02}", f"Before it {number}")
    chat.say(
        BRUNO,
        "2026-03-03 10:01",
        "\n".join([*(f"Line {n}" for n in range(90)), "the zebra", *("and on",) * 60]),
    )
    for number in range(30):
        chat.say(BRUNO, f"2026-03-03 11:{number:02}", f"After it {number}")
    chat.read_all(DANA)
    await office.hears(chat)
    window._workspace.open_chat(chat.id)
    await until(lambda: window._workspace.timeline.loaded)
    await looks_for(window, "zebra")
    await says(window, "1 of 1 in this chat")
    view = window.conversation.timeline
    await until(lambda: not view.travel.is_under_way)
    index = at(view, "Line 0")
    (mark,) = view.matched.of(view.column.row(index)).areas
    top = view.row_area(index).top() + mark.top()
    assert 0 < top < view.column.height - mark.height()


async def test_a_file_is_found_by_its_name_and_the_name_is_marked(office, window, theme):
    chat = Story(34, BRUNO, (DANA,), moment="2026-02-24 09:58", subject="Files")
    chat.say(BRUNO, "2026-03-03 10:01", "", attachments=[a_file(1, "zebra-table.pdf")])
    chat.read_all(DANA)
    await office.hears(chat)
    window._workspace.open_chat(chat.id)
    await until(lambda: window._workspace.timeline.loaded)
    await looks_for(window, "zebra")
    await says(window, "1 of 1 in this chat")
    view = window.conversation.timeline
    picture = view.viewport().grab().toImage()
    card = view.row_area(len(view.column.entries) - 1)
    wanted = QColor(theme.tokens.match_cur)
    assert any(
        picture.pixelColor(x, y) == wanted
        for x in range(0, 400, 2)
        for y in range(card.top(), min(card.bottom(), picture.height()), 2)
    )


async def test_a_screen_reader_is_told_the_match_one_goes_to(window, monkeypatch):
    told = []
    monkeypatch.setattr(find_bar, "announce", lambda _widget, words: told.append(words))
    await looks_for(window, "cost")
    await says(window, "5 of 5 in this chat")
    press(window, FIELD, Qt.Key.Key_Up)
    assert told == ["Match 4 of 5, Bruno Costa: The cost of number 18"]
    place = QAccessible.queryAccessibleInterface(find(window, POSITION))
    assert place.text(QAccessible.Text.Description) == "4 of 5 in this chat"


async def test_in_a_narrow_window_everything_fits_and_the_list_is_put_away(office, theme):
    async with shown(office, theme, size=QSize(480, 480)) as window:
        window._workspace.open_chat(story().id)
        await until(lambda: window.conversation.timeline.column.entries)
        window.panes.show_list()
        QTest.keyClick(window, Qt.Key.Key_F, CTRL)
        assert keyboard() == FIELD
        QTest.keyClicks(QApplication.focusWidget(), "cost")
        await until(lambda: position(window))
        bar = window.conversation.find_bar
        for part in (bar.field, bar.position, bar.previous, bar.next, bar.leave):
            assert bar.rect().contains(part.geometry())
        words = find(window, POSITION)
        assert words.fontMetrics().horizontalAdvance(words.text()) <= words.width()


# From the results for all chats.


async def test_a_message_from_the_results_shows_the_bar_but_the_keyboard_stays_where_it_was(window):
    window.left.search.setFocus()
    window._workspace.open_hit(links.Place(story().id, 8), id_of(8), "cost")
    await says(window, "2 of 5 in this chat")
    assert keyboard() == "Search conversations"
    assert find(window, FIELD).text() == "cost"
    view = window.conversation.timeline
    await until(lambda: view.travel.lit_key == id_of(8))
    assert view.matched.of(view.column.row(view.column.indexes[id_of(8)])).current
