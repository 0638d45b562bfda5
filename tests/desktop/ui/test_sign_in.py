"""The sign-in page, used with real keys and clicks."""

import asyncio

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from desktop.core.errors import ErrorCode, RefusedError
from desktop.ui.controls import CheckBox, RadioButton
from desktop.ui.sign_in import SignInPage
from desktop.viewmodels.background import Background
from desktop.viewmodels.sign_in import Keep, SignInModel
from tests.support.screen import click, every_word, find, press, shows, type_into, until
from tests.support.server import PASSWORD, running_server

PROTECT = "Protect what is kept on this computer with a passphrase"
NOTHING = "Keep nothing after quitting"


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


def shown_labels(page):
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def text(page, name):
    return find(page, name, QLineEdit).text()


async def test_what_is_typed_signs_in_with_enter(page, model, server):
    told = []
    model.signed_in.connect(lambda account, keep: told.append((account.username, keep.keep)))
    type_into(page, "Server address", server.url)
    type_into(page, "Username", "dana")
    type_into(page, "Password", PASSWORD)
    press(page, "Password", Qt.Key.Key_Return)
    await until(lambda: told)
    assert told == [("dana", Keep.KEYRING)]
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


async def test_who_does_not_stay_signed_in_is_told_what_that_means(page):
    box = find(page, "Keep me signed in", CheckBox)
    assert box.isChecked()
    assert "system keyring" in box.accessibleDescription()
    click(page, "Keep me signed in")
    assert "removed from this computer when you quit" in box.accessibleDescription()


async def test_without_a_keyring_one_chooses_how_the_chats_are_kept(page, model):
    model.set_can_keep(False)
    assert not shows(page, "Keep me signed in")
    nothing, protect = find(page, NOTHING, RadioButton), find(page, PROTECT, RadioButton)
    assert nothing.isChecked()
    assert "Without a system keyring" in every_word(page)
    assert not shows(page, "Passphrase")
    click(page, PROTECT)
    assert protect.isChecked()
    assert not nothing.isChecked()
    assert shows(page, "Passphrase")
    assert shows(page, "Repeat passphrase")


async def test_the_keyboard_comes_to_what_is_chosen_and_arrows_choose_the_other(page, model):
    model.set_can_keep(False)
    nothing, protect = find(page, NOTHING, RadioButton), find(page, PROTECT, RadioButton)
    find(page, "Show password").setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
    assert nothing.hasFocus()
    QTest.keyClick(nothing, Qt.Key.Key_Up)
    assert protect.isChecked()
    assert protect.hasFocus()
    QTest.keyClick(protect, Qt.Key.Key_Tab)
    assert find(page, "Passphrase").hasFocus()


async def test_what_is_wrong_with_a_passphrase_is_said_under_its_field(page, model, server):
    model.set_can_keep(False)
    click(page, PROTECT)
    type_into(page, "Server address", server.url)
    type_into(page, "Username", "dana")
    type_into(page, "Password", PASSWORD)
    click(page, "Sign in")
    assert page.focusWidget() is find(page, "Passphrase")
    assert find(page, "Passphrase").property("invalid")
    assert "Enter a passphrase." in shown_labels(page)
    assert not shows(page, "Sign-in error"), "it is said in place"
    type_into(page, "Passphrase", "seven herons")
    assert "Enter a passphrase." not in shown_labels(page)
    type_into(page, "Repeat passphrase", "seven heron")
    press(page, "Repeat passphrase", Qt.Key.Key_Return)
    assert page.focusWidget() is find(page, "Repeat passphrase")
    assert "The two passphrases are not the same." in shown_labels(page)


async def test_how_much_of_a_passphrase_is_missing_is_said_as_one_types(page, model):
    model.set_can_keep(False)
    click(page, PROTECT)
    type_into(page, "Passphrase", "seven")
    assert "3 characters more are needed." in shown_labels(page)
    type_into(page, "Passphrase", " herons")
    assert any("nobody can recover it" in words for words in shown_labels(page))


async def test_both_passphrases_are_looked_at_together(page, model):
    model.set_can_keep(False)
    click(page, PROTECT)
    click(page, "Show passphrase")
    fields = [find(page, name, QLineEdit) for name in ("Passphrase", "Repeat passphrase")]
    assert {field.echoMode() for field in fields} == {QLineEdit.EchoMode.Normal}


async def test_nothing_can_be_changed_while_the_answer_is_awaited(page, model, server):
    type_into(page, "Server address", server.url)
    type_into(page, "Username", "dana")
    type_into(page, "Password", PASSWORD)
    click(page, "Sign in")
    assert not find(page, "Keep me signed in").isEnabled()
    assert find(page, "Password", QLineEdit).isReadOnly()
    await until(lambda: not model.busy or model.problem == "")


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
    model.sign_in("wss://desk.example.com", "", "", keep=Keep.NOTHING)
    await until(lambda: alert.height() < long)


async def test_closing_the_page_is_told(page, qtbot):
    with qtbot.waitSignal(page.closing):
        page.close()


async def test_in_a_low_window_what_is_to_be_mended_is_brought_into_sight(page, model):
    page.resize(480, 480)
    model.set_can_keep(False)
    click(page, PROTECT)
    find(page, "Server address").setText("wss://desk.example.com")
    find(page, "Username").setText("dana")
    find(page, "Password").setText("x")
    page.verticalScrollBar().setValue(0)
    press(page, "Password", Qt.Key.Key_Return)
    await until(
        lambda: page.viewport().rect().contains(find(page, "Passphrase").mapTo(page.viewport(), QPoint()))
    )
    model.show_problem(RefusedError(ErrorCode.WRONG_CREDENTIALS))
    await until(lambda: page.verticalScrollBar().value() == 0)
