"""The window of a signed-in user, used with real keys and clicks on a real cache."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QMenu

from desktop.core.values import ConnectionState
from desktop.ui.controls import PrimaryButton
from desktop.ui.conversation import ConversationPane
from desktop.ui.details.panel import DetailsPanel
from desktop.ui.left_pane import LeftPane
from tests.desktop.ui.windows import keyboard, shown
from tests.gallery.team import BRUNO, DANA, NOW, TEAM, others, refund
from tests.support.desk import desk
from tests.support.screen import click, click_row, every_word, find, rows_of, shows, until

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
REFUND = "Refund #48213 – Northwind"
OUTAGE = "EU checkout outage"


@pytest.fixture(autouse=True)
def application(qapp):
    """As the application does: that a window closes does not end the loop."""
    qapp.setQuitOnLastWindowClosed(False)
    return qapp


@pytest.fixture
async def busy_office(application, tmp_path):
    async with desk(tmp_path, DANA, team=TEAM, stories=[refund(), *others()], now=NOW) as here:
        yield here


@pytest.fixture
async def office_window(busy_office, theme):
    async with shown(busy_office, theme) as made:
        yield made


@pytest.fixture
async def narrow_window(busy_office, theme):
    async with shown(busy_office, theme, size=QSize(720, 800)) as made:
        yield made


def subject(made):
    return find(made.conversation, "Chat subject").text()


async def test_the_panes_meet_in_one_line_and_are_as_wide_as_designed(office_window):
    left, centre, details = office_window.left, office_window.centre, office_window.details
    assert left.width() + 1 == 300
    assert centre.mapTo(office_window, centre.rect().topLeft()).x() == 300
    assert details.width() == 280
    assert office_window.conversation.header.height() == 56


async def test_one_can_write_as_soon_as_the_window_is_there(office_window):
    assert keyboard() == "Message"


async def test_one_can_write_at_once_in_a_narrow_window_too(narrow_window):
    assert keyboard() == "Message"


async def test_a_click_opens_a_chat_and_one_can_write_at_once(office_window):
    click_row(office_window.left, "Conversations", REFUND)
    await until(lambda: subject(office_window) == REFUND)
    assert keyboard() == "Message"
    assert office_window.windowTitle() == f"{REFUND} – Internal Chat"


async def test_arrows_only_move_the_keyboard_and_enter_opens(office_window):
    chats = find(office_window.left, "Conversations", QListView)
    chats.setFocus()
    QTest.keyClick(chats, Qt.Key.Key_Down)
    assert chats.currentIndex().data() == REFUND
    assert subject(office_window) == OUTAGE
    QTest.keyClick(chats, Qt.Key.Key_Return)
    await until(lambda: subject(office_window) == REFUND)


async def test_the_open_chat_stays_selected_where_its_row_moves(office_window, busy_office):
    chats = find(office_window.left, "Conversations", QListView)
    assert [index.data() for index in chats.selectedIndexes()] == [OUTAGE]
    newer = refund()
    newer.say(BRUNO, "2026-03-05 14:40", "One more thing.")
    await busy_office.hears(newer)
    await until(lambda: REFUND in rows_of(office_window.left, "Conversations")[0])
    assert [index.data() for index in chats.selectedIndexes()] == [OUTAGE]
    assert chats.selectedIndexes()[0].row() == 1
    assert subject(office_window) == OUTAGE


async def test_alt_and_arrows_go_from_chat_to_chat(office_window):
    QTest.keyClick(office_window, Qt.Key.Key_Down, ALT)
    await until(lambda: subject(office_window) == REFUND)
    QTest.keyClick(office_window, Qt.Key.Key_Down, ALT | SHIFT)
    await until(lambda: subject(office_window) == "Shift handover")
    QTest.keyClick(office_window, Qt.Key.Key_Up, ALT)
    await until(lambda: subject(office_window) == REFUND)


async def test_f6_goes_from_pane_to_pane_and_back(office_window):
    find(office_window.left, "Conversations", QListView).setFocus()
    seen_names = []
    for _ in range(3):
        QTest.keyClick(office_window, Qt.Key.Key_F6)
        seen_names.append(keyboard())
    assert seen_names == ["Message", "Change subject", "Conversations"]
    QTest.keyClick(office_window, Qt.Key.Key_F6, SHIFT)
    assert keyboard() == "Change subject"


async def test_tab_goes_through_the_panes_in_reading_order(office_window):
    find(office_window, "New").setFocus()
    names = [keyboard()]
    for _ in range(8):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        names.append(keyboard())
    assert names == [
        "New",
        "Search conversations",
        "Search filters",
        "Unread only",
        "Conversations",
        "Account",
        "Settings",
        "Search in this chat",
        "Hide details",
    ]


async def test_the_details_go_and_come_with_their_button_and_their_keys(office_window):
    click(office_window, "Hide details")
    assert not office_window.details.isVisible()
    QTest.keyClick(office_window, Qt.Key.Key_D, CTRL | SHIFT)
    assert office_window.details.isVisible()
    assert shows(office_window, "Hide details")


async def test_f2_shows_the_details_and_changes_the_subject(office_window):
    click(office_window, "Hide details")
    QTest.keyClick(office_window, Qt.Key.Key_F2)
    assert office_window.details.isVisible()
    assert keyboard() == "Subject"


async def test_the_menu_new_opens_the_dialog(office_window):
    click(office_window, "New")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert "Internal chat. Customers never see it." in every_word(menu)
    click(menu, "Message teammates")
    await until(lambda: QApplication.activeModalWidget() is not None)
    assert QApplication.activeModalWidget().accessibleName() == "Message teammates"
    QTest.keyClick(QApplication.activeModalWidget(), Qt.Key.Key_Escape)
    await until(lambda: QApplication.activeModalWidget() is None)


async def test_signing_out_asks_first_and_says_what_is_lost(office_window, busy_office):
    await busy_office.client.send(refund().id, "not sent yet")
    told = []
    office_window.sign_out_requested.connect(lambda: told.append("out"))
    office_window.left.sign_out_requested.emit()
    await until(QApplication.activeModalWidget, "the question")
    dialog = QApplication.activeModalWidget()
    assert "1 message has not been sent yet and would be lost." in every_word(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    await until(lambda: QApplication.activeModalWidget() is None)
    assert told == [], "Enter, pressed in passing, destroys nothing"
    office_window.left.sign_out_requested.emit()
    await until(QApplication.activeModalWidget, "the question")
    click(QApplication.activeModalWidget(), "Sign out", PrimaryButton)
    assert told == ["out"]


async def test_offline_is_said_in_the_footer_and_over_the_composer(office_window, busy_office):
    busy_office.connection_is(ConnectionState.OFFLINE)
    await until(lambda: shows(office_window, "Offline notice"))
    assert find(office_window, "Connection status").text() == "Offline – reading from this computer"
    assert office_window.left.footer.height() == 71
    assert shows(office_window, "Try now")
    busy_office.connection_is(ConnectionState.ONLINE)
    await until(lambda: shows(office_window, "Back online notice"))
    assert find(office_window, "Connection status").text() == "Online"
    assert office_window.left.footer.height() == 56


async def test_whoever_is_signed_out_can_ask_to_sign_in_again(office_window, busy_office, qtbot):
    busy_office.connection_is(ConnectionState.SIGNED_OUT)
    await until(lambda: shows(office_window, "Signed-out notice"))
    with qtbot.waitSignal(office_window.sign_in_requested):
        click(office_window, "Sign in")


async def test_less_room_turns_the_details_into_a_drawer(office_window):
    office_window.resize(900, 700)
    assert not office_window.details.isVisible()
    click(office_window, "Show details")
    assert office_window.details.isVisible()
    corner = office_window.details.parentWidget().geometry().topLeft()
    assert corner.y() == 56
    QTest.keyClick(office_window.details, Qt.Key.Key_Escape)
    assert not office_window.details.isVisible()
    office_window.resize(1280, 800)
    assert office_window.details.isVisible()


async def test_a_narrow_window_has_a_rail_and_the_list_as_a_drawer(narrow_window):
    assert narrow_window.rail.width() == 72
    assert not narrow_window.left.isVisible()
    click(narrow_window, "Show conversation list")
    assert narrow_window.left.isVisible()
    click_row(narrow_window.left, "Conversations", REFUND)
    await until(lambda: subject(narrow_window) == REFUND)
    assert not narrow_window.left.isVisible()


async def test_a_list_that_goes_away_leaves_the_keyboard_to_the_composer(office_window):
    office_window.left.focus_search()
    office_window.resize(720, 800)
    assert keyboard() == "Message"


async def test_the_rail_opens_chats_too(narrow_window):
    click_row(narrow_window.rail, "Conversations", "Shift handover")
    await until(lambda: subject(narrow_window) == "Shift handover")


async def test_searching_in_a_narrow_window_shows_the_list(narrow_window):
    QTest.keyClick(narrow_window, Qt.Key.Key_F, CTRL | SHIFT)
    assert narrow_window.left.isVisible()
    assert keyboard() == "Search conversations"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not narrow_window.left.isVisible()


async def test_growing_wide_brings_every_pane_back(narrow_window):
    click(narrow_window, "Show conversation list")
    narrow_window.resize(1280, 800)
    for pane in (LeftPane, ConversationPane, DetailsPanel):
        assert narrow_window.findChild(pane).isVisible()
    assert not narrow_window.rail.isVisible()


async def test_who_has_no_chat_yet_is_shown_how_to_begin(theme, tmp_path):
    async with desk(tmp_path / "empty", DANA, team=TEAM, now=NOW) as empty, shown(empty, theme) as made:
        words = every_word(made)
        assert "No chats yet" in words
        assert made.welcome.isVisible()
        assert not made.details.isVisible()
        click(made.welcome, "Message teammates")
        assert QApplication.activeModalWidget().accessibleName() == "Message teammates"
        QApplication.activeModalWidget().close()


async def test_closing_is_told(office_window, qtbot):
    with qtbot.waitSignal(office_window.closing):
        office_window.close()
