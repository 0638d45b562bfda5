"""Message teammates, as somebody with a keyboard, or a mouse, uses it."""

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QListView, QPlainTextEdit

from desktop.core.values import ConnectionState, Presence
from desktop.ui.dialogs.new_chat import NewChatDialog
from desktop.viewmodels.isolates import without_isolates
from desktop.viewmodels.links import proposal_of
from desktop.viewmodels.new_chat import NewChatModel
from tests.gallery.team import ANA, BRUNO, DANA, ELIF
from tests.support import screen
from tests.support.screen import until
from tests.support.story import Story


@pytest.fixture
async def dialog(theme, office, window):
    model = NewChatModel(office.client, office.background, office.clock)
    made = NewChatDialog(theme, model, window)
    made.open()
    await until(lambda: model.picker.teammates.lines, "the team is listed")
    yield made
    if is_open(made):
        made.reject()


def is_open(dialog):
    """A dialog that was closed is soon deleted."""
    return shiboken6.isValid(dialog) and dialog.isVisible()


def chips(dialog):
    names = screen.names(dialog)
    return {name.removeprefix("Remove ") for name in names if name.startswith("Remove ")}


def people(dialog):
    return screen.find(dialog, "People", QLineEdit)


async def test_everything_has_the_name_that_tests_and_screen_readers_know(dialog, window):
    assert screen.find(window, "Message teammates") is dialog
    wanted = {"People", "Chosen people", "Teammates", "Subject, optional", "Start chat", "Cancel", "Close"}
    assert wanted <= screen.names(dialog)


async def test_screen_readers_are_told_of_a_dialog_and_of_lists(dialog):
    def role(name):
        return QAccessible.queryAccessibleInterface(screen.find(dialog, name)).role()

    assert QAccessible.queryAccessibleInterface(dialog).role() == QAccessible.Role.Dialog
    assert role("Chosen people") == QAccessible.Role.List
    assert role("Teammates") == QAccessible.Role.List
    assert role("People") == QAccessible.Role.EditableText
    assert role("Start chat") == QAccessible.Role.Button


async def test_tab_goes_from_the_field_through_the_dialog_and_stays_in_it(dialog):
    screen.click_row(dialog, "Teammates", "Bruno Costa")
    seen = []
    for _ in range(8):
        seen.append(QApplication.focusWidget().accessibleName())
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    order = ["People", "Teammates", "Subject, optional", "Cancel", "Start chat", "Close"]
    assert [name for name in seen if name in order][:6] == order
    assert set(seen) <= {*order, "Remove Bruno Costa"}


async def test_a_chat_is_started_with_the_keyboard_alone(dialog, office):
    started = []
    dialog.chat_started.connect(started.append)
    QTest.keyClicks(people(dialog), "cos bru")
    QTest.keyClick(people(dialog), Qt.Key.Key_Return)
    assert chips(dialog) == {"Bruno Costa"}
    assert people(dialog).text() == ""
    QTest.keyClicks(people(dialog), "yilmaz")
    QTest.keyClick(people(dialog), Qt.Key.Key_Return)
    assert chips(dialog) == {"Bruno Costa", "Elif Yılmaz"}
    QTest.keyClick(people(dialog), Qt.Key.Key_Return)
    await until(lambda: started, "the chat is started")
    details = await office.client.chat(started[0])
    assert {one.person.name for one in details.participants} == {"Bruno Costa", "Elif Yılmaz", "Dana Okafor"}
    assert not is_open(dialog)


async def test_a_chat_is_started_with_the_mouse(dialog, office):
    started = []
    dialog.chat_started.connect(started.append)
    assert not screen.find(dialog, "Start chat", QAbstractButton).isEnabled()
    screen.click_row(dialog, "Teammates", "Chen Wei")
    screen.type_into(dialog, "Subject, optional", "Ledger")
    screen.click(dialog, "Start chat")
    await until(lambda: started, "the chat is started")
    assert (await office.client.chat(started[0])).subject == "Ledger"


async def test_arrows_move_in_the_list_and_enter_ticks(dialog):
    QTest.keyClick(people(dialog), Qt.Key.Key_Down)
    QTest.keyClick(people(dialog), Qt.Key.Key_Down)
    QTest.keyClick(people(dialog), Qt.Key.Key_Up)
    QTest.keyClick(people(dialog), Qt.Key.Key_Return)
    assert chips(dialog) == {"Ana Ribeiro"}
    QTest.keyClick(people(dialog), Qt.Key.Key_Return)
    assert chips(dialog) == set()


async def test_tab_into_the_list_shows_where_the_keyboard_is_and_leaves_nobody_behind(dialog):
    QTest.keyClick(people(dialog), Qt.Key.Key_Tab)
    listed = screen.find(dialog, "Teammates", QListView)
    assert QApplication.focusWidget() is listed
    assert [index.data() for index in listed.selectedIndexes()] == ["Ana Ribeiro"]
    QTest.keyClick(listed, Qt.Key.Key_Backtab)
    assert listed.selectedIndexes() == []
    QTest.keyClick(people(dialog), Qt.Key.Key_Return)
    assert chips(dialog) == set()


async def test_backspace_in_an_empty_field_takes_back_who_was_chosen_last(dialog):
    screen.click_row(dialog, "Teammates", "Chen Wei")
    screen.click_row(dialog, "Teammates", "Ana Ribeiro")
    QTest.keyClicks(people(dialog), "x")
    QTest.keyClick(people(dialog), Qt.Key.Key_Backspace)
    assert chips(dialog) == {"Chen Wei", "Ana Ribeiro"}
    QTest.keyClick(people(dialog), Qt.Key.Key_Backspace)
    assert chips(dialog) == {"Chen Wei"}


async def test_the_cross_on_a_chip_takes_somebody_out(dialog):
    screen.click_row(dialog, "Teammates", "Chen Wei")
    screen.click(dialog, "Remove Chen Wei")
    assert chips(dialog) == set()


async def test_escape_closes_and_starts_nothing(dialog, office):
    before = await office.client.chats()
    screen.click_row(dialog, "Teammates", BRUNO.name)
    QTest.keyClick(people(dialog), Qt.Key.Key_Escape)
    assert not is_open(dialog)
    assert await office.client.chats() == before


async def test_a_search_that_finds_nobody_says_so_and_enter_does_nothing(dialog):
    screen.click_row(dialog, "Teammates", BRUNO.name)
    QTest.keyClicks(people(dialog), "zzz")
    assert screen.rows_of(dialog, "Teammates") == []
    QTest.keyClick(people(dialog), Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert chips(dialog) == {BRUNO.name}


async def test_a_refusal_is_explained_in_the_dialog_and_nothing_is_lost(dialog):
    screen.click_row(dialog, "Teammates", BRUNO.name)
    screen.find(dialog, "Subject, optional").setText("x" * 201)
    screen.click(dialog, "Start chat")
    await until(lambda: screen.shows(dialog, "Problem"), "the reason is shown")
    assert "200 characters" in screen.every_word(dialog)
    assert chips(dialog) == {BRUNO.name}
    assert screen.find(dialog, "Start chat").isEnabled()


async def test_the_keyboard_returns_to_where_it_was(theme, office, window):
    opener = QLineEdit(window)
    opener.show()
    window.activateWindow()
    opener.setFocus()
    made = NewChatDialog(theme, NewChatModel(office.client, office.background, office.clock), window)
    made.open()
    await until(lambda: QApplication.focusWidget() is people(made), "the keyboard is in the dialog")
    QTest.keyClick(people(made), Qt.Key.Key_Escape)
    await until(lambda: QApplication.focusWidget() is opener, "the keyboard is back")


async def test_the_window_is_dimmed_while_the_dialog_is_open(dialog, window):
    scrim = dialog.scrim
    assert scrim.isVisible()
    assert scrim.size() == window.size()
    window.resize(1000, 700)
    assert scrim.size() == window.size()
    dialog.reject()
    assert not scrim.isVisible()


async def test_the_chat_that_is_there_already_is_offered_and_opened(dialog, office):
    rota = Story(8, ANA, (BRUNO, DANA), moment="2026-03-05 09:00", subject="Rota")
    await office.hears(rota)
    started = []
    dialog.chat_started.connect(started.append)
    screen.click_row(dialog, "Teammates", "Ana Ribeiro")
    assert not screen.shows(dialog, "Open")
    screen.click_row(dialog, "Teammates", "Bruno Costa")
    await until(lambda: screen.shows(dialog, "Open"), "the chat is offered")
    words = screen.find(dialog, "Chat with these people")
    assert words.accessibleDescription() == "You already have a chat with Ana and Bruno: Rota"
    assert screen.find(dialog, "Start chat", QAbstractButton).isEnabled()
    screen.click(dialog, "Open")
    assert started == [rota.id]
    assert not is_open(dialog)


async def test_another_chat_with_the_same_people_is_started_all_the_same(dialog, office):
    rota = Story(8, ANA, (DANA,), moment="2026-03-05 09:00")
    await office.hears(rota)
    started = []
    dialog.chat_started.connect(started.append)
    screen.click_row(dialog, "Teammates", "Ana Ribeiro")
    await until(lambda: screen.shows(dialog, "Open"), "the chat is offered")
    screen.click(dialog, "Start chat")
    await until(lambda: started, "the chat is started")
    assert started != [rota.id]


async def test_the_rows_say_who_is_there(dialog, office):
    office.presence_is({ANA.id: Presence.ONLINE, ELIF.id: Presence.AWAY})
    await until(lambda: "Ana Ribeiro, Billing, online" in screen.rows_of(dialog, "Teammates")[0])
    assert any("Elif Yılmaz, Key accounts, away" in row for row in screen.rows_of(dialog, "Teammates"))
    office.connection_is(ConnectionState.OFFLINE)
    await until(lambda: "online" not in screen.rows_of(dialog, "Teammates")[0])


async def test_rows_grow_with_the_words_and_stand_mirrored_for_reading_from_the_right(dialog, theme):
    rows = screen.find(dialog, "Teammates", QListView)
    usual, left = rows.row_height, rows.grab().toImage()
    dialog.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert rows.grab().toImage() != left
    theme.set_text_percent(130)
    assert rows.row_height > usual


async def test_the_circle_of_the_current_row_is_darker_as_its_ground_is(dialog):
    rows = screen.find(dialog, "Teammates", QListView)
    QTest.keyClicks(people(dialog), "a")
    await until(lambda: rows.currentIndex().row() == 0, "the first that is found is current")

    def outline(row):
        area = rows.visualRect(rows.model().index(row, 0))
        picture = rows.viewport().grab(area).toImage()
        end, middle = picture.width(), picture.height() // 2
        return min(picture.pixelColor(x, middle).lightness() for x in range(end - 60, end))

    assert outline(0) < outline(1) - 20


@pytest.fixture
async def proposed(theme, office, window):
    said = "with=bruno.costa,zoe&subject=Refund&text=" + "%0A".join(
        f"line%20{number}" for number in range(20)
    )
    model = NewChatModel(
        office.client, office.background, office.clock, proposal=proposal_of(f"internal-chat://new?{said}")
    )
    made = NewChatDialog(theme, model, window)
    made.open()
    await until(lambda: chips(made), "who is meant")
    yield made
    if is_open(made):
        made.reject()


async def test_what_a_link_proposes_is_seen_before_anything_comes_of_it(proposed, office):
    assert chips(proposed) == {"Bruno Costa"}
    assert screen.find(proposed, "Subject, optional").text() == "Refund"
    assert "Not in your team, so left out: “zoe”." in without_isolates(screen.every_word(proposed))
    assert screen.find(proposed, "Proposed message").toPlainText().splitlines()[-1] == "line 19"
    before = await office.client.chats()
    assert not any(chat.subject == "Refund" for chat in before)


async def test_the_proposed_text_is_read_and_scrolled_by_keys_and_enter_is_the_dialogs(proposed):
    started = []
    proposed.chat_started.connect(started.append)
    text = screen.find(proposed, "Proposed message", QPlainTextEdit)
    screen.find(proposed, "Subject, optional").setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is text
    QTest.keyClicks(text, "not to be changed")
    QTest.keyClick(text, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert text.verticalScrollBar().value() == text.verticalScrollBar().maximum() > 0
    assert text.toPlainText().endswith("line 19")
    QTest.keyClick(text, Qt.Key.Key_Return)
    await until(lambda: started, "the chat is started")


async def test_in_a_low_window_a_proposed_text_leaves_room_for_the_people(proposed, window):
    def rows():
        return screen.find(proposed, "Teammates").height() // screen.find(proposed, "Teammates").row_height

    window.resize(600, 800)
    await until(lambda: rows() == 5, "five rows")
    high = screen.find(proposed, "Proposed message").height()
    window.resize(600, 480)
    await until(lambda: proposed.height() <= window.height(), "the dialog within its window")
    assert rows() >= 1
    assert screen.find(proposed, "Proposed message").height() < high
