"""The sign-in page, used with real keys and clicks."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from desktop.core.errors import ErrorCode, RefusedError
from desktop.ui.controls import CheckBox
from desktop.ui.sign_in import SignInPage
from desktop.viewmodels.background import Background
from desktop.viewmodels.sign_in import SignInModel
from tests.support.screen import click, find, press, shows, type_into, until
from tests.support.server import PASSWORD, running_server


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running_server(tmp_path_factory.mktemp("server") / "data", "dana") as running:
        yield running


@pytest.fixture
async def model(qapp):
    unexpected = []
    async with asyncio.TaskGroup() as tasks:
        yield SignInModel(Background(tasks, unexpected.append), device_name="test")
    assert not unexpected


@pytest.fixture
async def page(theme, model, qtbot):
    made = SignInPage(theme, model)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    return made


def text(page, name):
    return find(page, name, QLineEdit).text()


async def test_what_is_typed_signs_in_with_enter(page, model, server):
    told = []
    model.signed_in.connect(lambda account, keep: told.append((account.username, keep)))
    type_into(page, "Server address", server.url)
    type_into(page, "Username", "dana")
    type_into(page, "Password", PASSWORD)
    press(page, "Password", Qt.Key.Key_Return)
    await until(lambda: told)
    assert told == [("dana", True)]
    assert not shows(page, "Sign-in error")


async def test_a_wrong_password_is_explained_and_nothing_typed_is_lost(page, server):
    type_into(page, "Server address", server.url)
    type_into(page, "Username", "dana")
    type_into(page, "Password", "wrong")
    click(page, "Sign in")
    await until(lambda: shows(page, "Sign-in error"))
    alert = find(page, "Sign-in error", QLabel)
    assert alert.text() == "The username or password is not right. Check both and try again."
    assert (text(page, "Username"), text(page, "Password")) == ("dana", "wrong")
    assert page.focusWidget() is find(page, "Password")
    assert not find(page, "Password").property("invalid")


async def test_an_empty_field_is_pointed_at(page):
    click(page, "Sign in")
    assert page.focusWidget() is find(page, "Server address")
    assert find(page, "Server address").property("invalid")
    type_into(page, "Server address", "wss://desk.example.com")
    click(page, "Sign in")
    assert page.focusWidget() is find(page, "Username")
    assert not find(page, "Server address").property("invalid")


async def test_the_password_can_be_looked_at(page):
    field = find(page, "Password", QLineEdit)
    assert field.echoMode() is QLineEdit.EchoMode.Password
    click(page, "Show password")
    assert field.echoMode() is QLineEdit.EchoMode.Normal
    click(page, "Show password")
    assert field.echoMode() is QLineEdit.EchoMode.Password


async def test_without_a_keyring_nobody_can_stay_signed_in(page, model):
    assert find(page, "Keep me signed in", CheckBox).isEnabled()
    model.set_can_keep(False)
    assert not find(page, "Keep me signed in", CheckBox).isEnabled()
    assert "No system keyring" in find(page, "Keep me signed in").accessibleDescription()


async def test_the_tab_key_goes_from_top_to_bottom(page):
    find(page, "Server address").setFocus()
    names = []
    for _ in range(6):
        names.append(page.focusWidget().accessibleName())
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert names == [
        "Server address",
        "Username",
        "Password",
        "Show password",
        "Keep me signed in",
        "Sign in",
    ]


async def test_a_shorter_problem_takes_less_room(page, model):
    model.show_problem(RefusedError(ErrorCode.WRONG_CREDENTIALS))
    alert = find(page, "Sign-in error")
    await until(lambda: alert.height() == alert.minimumHeight())
    long = alert.height()
    model.sign_in("wss://desk.example.com", "", "", keep=False)
    await until(lambda: alert.height() < long)


async def test_closing_the_page_is_told(page, qtbot):
    with qtbot.waitSignal(page.closing):
        page.close()
