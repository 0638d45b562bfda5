"""The user's avatar at the foot of the list: a button whose menu has the accounts of this computer, and what is unread elsewhere."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.account_menu import AccountMenu
from desktop.viewmodels.accounts import AccountLine, AccountsModel, said_of_line, said_of_others, state_locked
from tests.desktop.ui import windows
from tests.gallery.team import DANA
from tests.support.screen import click, find, until

SHOWN = AccountLine("1", DANA.id, "Dana Okafor", "desk.example.com", is_shown=True, unread=4)
BEHIND = AccountLine("2", "u2", "Dana Okafor", "chat.northwind.example", unread=3, mentions=1)
LOCKED = AccountLine("3", "u3", "Kim & Co", "chat.example.com", state=state_locked())


@pytest.fixture
async def here(office, theme):
    async with windows.shown(office, theme) as window:
        accounts = AccountsModel(window, lines=(SHOWN, BEHIND, LOCKED))
        window.offer_accounts(accounts)
        yield window, accounts


async def menu() -> AccountMenu:
    await until(lambda: isinstance(QApplication.activePopupWidget(), AccountMenu), "the menu")
    found = QApplication.activePopupWidget()
    assert isinstance(found, AccountMenu)
    return found


def test_a_row_says_all_that_it_shows():
    assert said_of_line(SHOWN).startswith("Dana Okafor on desk.example.com, shown now, 4 unread message")
    assert said_of_line(BEHIND).startswith("Dana Okafor on chat.northwind.example, 3 unread message")
    assert said_of_line(LOCKED) == "Kim & Co on chat.example.com, Locked"


def test_an_account_is_told_from_others_in_as_few_words_as_will_do():
    second = AccountLine("4", "u4", "Ana", "desk.example.com")
    same = AccountLine("5", "u5", "Ana", "desk.example.com")
    marks = AccountsModel(lines=(SHOWN, BEHIND, second))
    assert [marks.mark(key) for key in "124"] == [
        "Dana Okafor on desk.example.com",
        "chat.northwind.example",
        "Ana",
    ]
    assert AccountsModel(lines=(second, same)).mark("4") == "Ana on desk.example.com"
    assert AccountsModel(lines=(SHOWN,)).mark("1") == ""


def said(found: AccountMenu) -> list[str]:
    return [action.text().partition("\t")[0] for action in found.actions() if action.text()]


async def test_the_menu_lists_every_account_and_the_ways_on(here):
    window, _accounts = here
    click(window.left.footer, "Account")
    found = await menu()
    assert said(found) == [
        said_of_line(SHOWN),
        said_of_line(BEHIND),
        "Kim & Co on chat.example.com, Locked",
        "Add account…",
        "Keyboard shortcuts…",
        "Sign out…",
    ]
    assert found.accessibleName() == "Account"
    found.close()


async def test_the_arrows_and_enter_choose_an_account(here):
    window, accounts = here
    chosen = []
    accounts.chosen.connect(chosen.append)
    avatar = find(window.left.footer, "Account")
    avatar.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(avatar, Qt.Key.Key_Space)
    found = await menu()
    QTest.keyClick(found, Qt.Key.Key_Down)
    QTest.keyClick(found, Qt.Key.Key_Return)
    assert chosen == ["2"]


async def test_a_click_chooses_and_the_shown_one_is_not_asked_for_again(here):
    window, accounts = here
    chosen = []
    accounts.chosen.connect(chosen.append)
    for name in (
        "Kim & Co on chat.example.com, Locked",
        said_of_line(SHOWN),
    ):
        click(window.left.footer, "Account")
        click(await menu(), name)
        await until(lambda: QApplication.activePopupWidget() is None, "the menu to go")
    assert chosen == ["3"]


async def test_the_name_opens_the_menu_too_and_so_does_the_rail(here):
    window, _accounts = here
    QTest.mouseClick(window.left.footer._name, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    (await menu()).close()
    window.resize(720, 700)
    await until(window.rail.isVisible, "the rail")
    click(window.rail, "Account")
    (await menu()).close()


async def test_a_number_shows_the_account_in_that_place(here):
    window, accounts = here
    chosen = []
    accounts.chosen.connect(chosen.append)
    window.activateWindow()
    for key in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_9):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert chosen == ["3"]


async def test_what_is_unread_elsewhere_is_a_dot_and_is_told(here, theme):
    window, accounts = here
    avatar = find(window.left.footer, "Account")
    elsewhere = said_of_others(accounts)
    assert elsewhere.startswith("3 unread message")
    assert avatar.accessibleDescription() == f"{said_of_line(SHOWN)}. {elsewhere}"
    assert avatar.toolTip() == elsewhere
    with_dot = avatar.grab().toImage()
    accounts.show((SHOWN, LOCKED))
    assert avatar.toolTip() == ""
    assert avatar.accessibleDescription() == said_of_line(SHOWN)
    without = avatar.grab().toImage()
    accent = QColor(theme.tokens.accent)
    assert _has(with_dot, accent)
    assert not _has(without, accent)


async def test_a_window_that_nobody_told_of_accounts_has_the_users_own(office, theme):
    async with windows.shown(office, theme) as window:
        click(window.left.footer, "Account")
        found = await menu()
        assert said(found) == ["Dana Okafor, shown now", "Keyboard shortcuts…", "Sign out…"]
        found.close()


def _has(picture: QImage, colour: QColor) -> bool:
    points = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    return any(picture.pixelColor(x, y) == colour for x, y in points)
