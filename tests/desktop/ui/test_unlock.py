"""The unlock page, used with real keys and clicks."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from desktop.core.errors import CacheError, LockDamagedError, PassphraseError
from desktop.ui.unlock import UnlockPage
from desktop.viewmodels.background import Background
from desktop.viewmodels.unlock import UnlockModel
from tests.support.screen import click, every_word, find, press, shows, type_into, until

RIGHT = "seven herons"


@pytest.fixture
async def model(qapp):
    tried, unexpected = [], []

    async def unlock(passphrase):
        tried.append(passphrase)
        await asyncio.sleep(0)
        if passphrase == "locked by another program":
            raise CacheError("not now")
        if passphrase != RIGHT:
            raise PassphraseError("wrong")

    async with asyncio.TaskGroup() as tasks:
        made = UnlockModel(
            Background(tasks, unexpected.append), unlock, name="Dana Okafor", server="desk.example.com"
        )
        made.tried = tried
        yield made
    assert not unexpected


@pytest.fixture
async def page(theme, model, qtbot):
    made = UnlockPage(theme, model)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def text(page):
    return find(page, "Passphrase", QLineEdit).text()


async def test_it_says_whose_chats_these_are_and_where(page):
    said = every_word(page)
    assert "Dana Okafor" in said
    assert "desk.example.com" in said
    assert page.focusWidget() is find(page, "Passphrase")
    assert find(page, "Passphrase", QLineEdit).echoMode() is QLineEdit.EchoMode.Password


async def test_enter_tries_the_passphrase_and_nothing_can_be_typed_meanwhile(page, model):
    type_into(page, "Passphrase", RIGHT)
    press(page, "Passphrase", Qt.Key.Key_Return)
    assert model.busy
    assert find(page, "Passphrase", QLineEdit).isReadOnly()
    press(page, "Passphrase", Qt.Key.Key_Return)
    await until(lambda: model.tried)
    assert model.tried == [RIGHT]


async def test_a_wrong_one_empties_the_field_and_leaves_the_keyboard_there(page):
    type_into(page, "Passphrase", "eight herons")
    click(page, "Unlock")
    await until(lambda: shows(page, "Unlocking error"))
    assert text(page) == ""
    assert page.focusWidget() is find(page, "Passphrase")
    QTest.keyClicks(page.focusWidget(), "s")
    assert text(page) == "s"


async def test_an_empty_one_is_not_tried(page, model):
    click(page, "Unlock")
    assert "Enter your passphrase." in every_word(page)
    assert model.tried == []


async def test_what_else_goes_wrong_keeps_what_was_typed(page):
    type_into(page, "Passphrase", "locked by another program")
    click(page, "Unlock")
    await until(lambda: shows(page, "Unlocking error"))
    assert text(page) == "locked by another program"


@pytest.mark.parametrize(("button", "remove"), [("Leave them here", False), ("Remove them", True)])
async def test_somebody_else_decides_what_becomes_of_the_chats(page, model, qtbot, button, remove):
    click(page, "Sign in as somebody else")
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
    with qtbot.waitSignal(model.other_requested) as told:
        click(dialog, button)
    assert told.args == [remove]


async def test_the_tab_key_goes_from_top_to_bottom(page):
    find(page, "Passphrase").setFocus()
    names = []
    for _ in range(4):
        names.append(page.focusWidget().accessibleName())
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert names == ["Passphrase", "Show passphrase", "Unlock", "Sign in as somebody else"]


async def test_where_no_passphrase_helps_any_more_the_way_out_is_said(qapp, theme, qtbot):
    async def unlock(_passphrase):
        raise LockDamagedError("lock.json is damaged")

    async with asyncio.TaskGroup() as tasks:
        model = UnlockModel(Background(tasks, print), unlock, name="Dana", server="desk.example.com")
        page = UnlockPage(theme, model)
        qtbot.addWidget(page)
        page.show()
        type_into(page, "Passphrase", RIGHT)
        click(page, "Unlock")
        await until(lambda: shows(page, "Unlocking error"))
        assert "remove them; when you sign in again, everything is fetched" in every_word(page)
