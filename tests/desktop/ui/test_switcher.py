"""Ctrl+K: from anywhere in the window to any chat or person, and back to where the keyboard was."""

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenuBar, QWidget

from desktop.ui.switcher.switcher import Switcher
from desktop.viewmodels.switcher_row import Kind
from tests.desktop.ui.windows import keyboard, shown
from tests.gallery.team import DANA, NOW, TEAM, others, refund
from tests.support.desk import desk
from tests.support.screen import click_row, every_word, find, names, rows_of, shows, type_into, until

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
OUTAGE, HANDOVER, WITH_BRUNO = (chat.id for chat in others()[:3])
FIELD = "Chat or person"


@pytest.fixture
async def office(qapp, tmp_path):
    async with desk(tmp_path, DANA, team=TEAM, stories=[refund(), *others()], now=NOW) as here:
        yield here


@pytest.fixture
async def here(office, theme):
    async with shown(office, theme) as window:
        await until(lambda: window._workspace.current == OUTAGE)
        yield window
        for widget in QApplication.topLevelWidgets():
            if widget is not window and widget.isVisible():
                widget.close()


def ctrl_k(window) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_K, CTRL)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def type_(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)


def is_open(window) -> bool:
    return shows(window, "Go to chat")


async def found(window, words: str) -> None:
    await until(lambda: any(words in row for row in rows_of(window, "Matches")), words)


async def test_it_opens_with_the_keyboard_in_its_field_and_keeps_what_stands_in_the_composer(here):
    type_into(here, "Message", "half a sentence")
    ctrl_k(here)
    type_("ch")
    assert keyboard() == FIELD
    assert find(here, FIELD).text() == "ch"
    assert find(here, "Message").toPlainText() == "half a sentence"
    press(Qt.Key.Key_Escape)
    assert not is_open(here)
    assert keyboard() == "Message"
    type_("!")
    assert find(here, "Message").toPlainText() == "half a sentence!"


@pytest.mark.parametrize("name", ["Message", "Conversations", "Search conversations", "Messages"])
async def test_it_opens_from_everywhere_and_gives_the_keyboard_back(here, name):
    find(here, name).setFocus()
    ctrl_k(here)
    assert is_open(here)
    assert keyboard() == FIELD
    ctrl_k(here)
    assert not is_open(here)
    assert keyboard() == name


async def test_enter_at_once_goes_to_the_chat_that_was_open_before(here):
    workspace = here._workspace
    workspace.open_chat(HANDOVER)
    ctrl_k(here)
    press(Qt.Key.Key_Return)
    assert workspace.current == OUTAGE
    assert keyboard() == "Message"
    assert not is_open(here)


async def test_letters_and_enter_in_one_go_open_what_they_mean(here):
    ctrl_k(here)
    type_("shift")
    press(Qt.Key.Key_Return)
    await until(lambda: here._workspace.current == HANDOVER, "Shift handover")
    assert not is_open(here)
    assert keyboard() == "Message"


async def test_what_is_typed_after_enter_goes_to_where_enter_leads_however_long_that_takes_to_find(here):
    workspace = here._workspace
    find(here, "Message").setFocus()
    ctrl_k(here)
    type_("shift")
    press(Qt.Key.Key_Return)
    type_("hello")
    assert is_open(here)  # nothing has been found yet
    await until(lambda: not is_open(here))
    assert workspace.current == HANDOVER
    assert find(here, "Message").toPlainText() == "hello"
    workspace.open_chat(OUTAGE)
    assert find(here, "Message").toPlainText() == ""


async def test_arrows_choose_among_what_is_found(here):
    ctrl_k(here)
    type_("a")
    await found(here, "People")
    press(Qt.Key.Key_Down)
    view = find(here, "Matches")
    second = view.currentIndex().data()
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Up)
    assert view.currentIndex().data() == "Search messages for “a”"
    press(Qt.Key.Key_PageUp)
    press(Qt.Key.Key_PageUp)
    press(Qt.Key.Key_PageUp)
    press(Qt.Key.Key_Down)
    assert view.currentIndex().data() == second
    assert keyboard() == FIELD


async def test_a_person_without_a_chat_is_chosen_in_the_dialog_that_starts_one(here):
    find(here, "Message").setFocus()
    ctrl_k(here)
    type_("farid h")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    await until(QApplication.activeModalWidget, "the dialog")
    dialog = QApplication.activeModalWidget()
    await until(lambda: "Remove Farid Haddad" in names(dialog), "Farid is chosen")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    await until(lambda: QApplication.activeModalWidget() is None)
    await until(lambda: find(here, "Message").hasFocus(), "the keyboard where it was")


async def test_ctrl_and_enter_start_a_chat_with_the_people_of_one(here):
    ctrl_k(here)
    type_("shift")
    await found(here, "Shift handover")
    press(Qt.Key.Key_Return, CTRL)
    await until(QApplication.activeModalWidget, "the dialog")
    dialog = QApplication.activeModalWidget()
    await until(lambda: {"Remove Farid Haddad", "Remove Ana Ribeiro"} <= names(dialog), "both are chosen")
    assert here._workspace.current == OUTAGE


@pytest.mark.parametrize("way", ["the last row", "its keys"])
async def test_what_is_typed_goes_on_into_the_search_of_messages(here, way):
    ctrl_k(here)
    type_("over")
    await found(here, "Search messages")
    if way == "its keys":
        press(Qt.Key.Key_F, CTRL | SHIFT)
    else:
        press(Qt.Key.Key_Up)
        press(Qt.Key.Key_Return)
    await until(lambda: not is_open(here))
    assert keyboard() == "Search conversations"
    assert find(here, "Search conversations", QLineEdit).text() == "over"


async def test_a_click_on_a_row_opens_it_and_one_beside_the_card_closes(here):
    ctrl_k(here)
    click_row(here, "Matches", "Shift handover")
    assert here._workspace.current == HANDOVER
    assert not is_open(here)
    ctrl_k(here)
    QTest.mouseClick(find(here, "Go to chat"), Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert not is_open(here)
    assert keyboard() == "Message"
    ctrl_k(here)
    QTest.mouseClick(find(here, "Close"), Qt.MouseButton.LeftButton)
    assert not is_open(here)


async def test_the_mouse_makes_current_what_it_moves_over(here):
    ctrl_k(here)
    view = find(here, "Matches")
    QTest.mouseMove(view.viewport(), view.visualRect(view.model().index(2, 0)).center())
    QTest.mouseMove(view.viewport(), view.visualRect(view.model().index(4, 0)).center())
    await until(lambda: view.currentIndex().row() == 4)
    assert keyboard() == FIELD


async def test_keys_of_the_window_do_nothing_behind_it_and_tab_stays(here):
    ctrl_k(here)
    for key, modifiers in (
        (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_M, CTRL | SHIFT),
        (Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Backtab, SHIFT),
    ):
        press(key, modifiers)
        assert keyboard() == FIELD
    assert here._workspace.current == OUTAGE
    assert not here._workspace.details.muted


async def test_new_chat_has_its_key_here_too(here):
    ctrl_k(here)
    press(Qt.Key.Key_N, CTRL)
    await until(QApplication.activeModalWidget, "the dialog")
    assert not is_open(here)


async def test_who_puts_the_keyboard_elsewhere_has_it_there(here):
    ctrl_k(here)
    here.search_chats()
    assert not is_open(here)
    assert keyboard() == "Search conversations"


async def test_a_screen_reader_finds_a_dialog_with_a_field_and_a_list(here):
    ctrl_k(here)
    dialog = find(here, "Go to chat", Switcher)
    interface = QAccessible.queryAccessibleInterface(dialog)
    assert interface.role() is QAccessible.Role.Dialog
    assert {FIELD, "Matches", "Close", "Internal chats only"} <= names(dialog)
    words = every_word(dialog)
    assert "Shift handover, 12 unread, Ana, Farid" in words
    assert "Enter: Open, Ctrl+Enter: New chat" in words


async def test_it_fits_whatever_the_window_and_the_text(here, theme):
    ctrl_k(here)
    type_("a")
    await found(here, "Chats")
    switcher = find(here, "Go to chat", Switcher)
    card, view = switcher.card, find(here, "Matches")
    try:
        for size in (QSize(480, 480), QSize(700, 480), QSize(1280, 800)):
            here.resize(size)
            for percent in (80, 100, 200):
                theme.set_text_percent(percent)
                await until(lambda: switcher.size() == here.size())
                assert here.rect().contains(card.geometry())
                assert view.height() >= view.sizeHintForRow(1)
                parts = [find(card, part) for part in (FIELD, "Close", "Internal chats only")]
                await until(
                    lambda: all(card.rect().contains(place_of(part, card)) for part in parts),  # noqa: B023
                    f"all of it within the card at {size} and {percent} %",
                )
    finally:
        theme.set_text_percent(100)


def place_of(part: QWidget, within: QWidget):
    area = part.rect()
    area.moveTopLeft(part.mapTo(within, QPoint()))
    return area


async def test_on_macos_the_menu_bar_opens_it(office, theme):
    async with shown(office, theme, platform="darwin") as window:
        actions = {
            action.text(): action
            for menu in window.findChild(QMenuBar).actions()
            for action in menu.menu().actions()
        }
        actions["Go to Chat…"].trigger()
        assert is_open(window)
        assert find(window, "Go to chat", Switcher).field.hasFocus()


async def test_nothing_of_it_is_left_once_it_is_closed(here):
    for _ in range(3):
        ctrl_k(here)
        press(Qt.Key.Key_Escape)
    await until(lambda: not here.findChildren(Switcher))


async def test_rows_that_do_nothing_are_not_to_be_clicked(here):
    ctrl_k(here)
    click_row(here, "Matches", "Recent chats")
    assert is_open(here)
    assert here._switcher._model.row.kind is Kind.CHAT
