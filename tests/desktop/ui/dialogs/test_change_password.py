"""Another password, as somebody chooses it: by keyboard, against the real server."""

import asyncio

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.client import sign_in
from desktop.ui.dialogs.change_password import ChangePasswordDialog
from desktop.viewmodels.background import Background
from desktop.viewmodels.password import PasswordModel
from tests.support import screen
from tests.support.clients import people
from tests.support.screen import until
from tests.support.server import PASSWORD, running_server

NEW = "hippo violin umbrella"
FIELDS = ("Current password", "New password", "New password once more")


@pytest.fixture
def server(tmp_path):
    with running_server(tmp_path / "server", "anna") as server:
        yield server


@pytest.fixture
async def dialog(server, tmp_path, theme, window):
    unexpected = []
    async with people(server, tmp_path, "anna") as (anna,), asyncio.TaskGroup() as tasks:
        background = Background(tasks, unexpected.append)
        made = ChangePasswordDialog(theme, PasswordModel(anna.client, background), window)
        made.open()
        yield made
        if is_open(made):
            made.reject()
        await background.finish()
    assert not unexpected


def is_open(dialog):
    return shiboken6.isValid(dialog) and dialog.isVisible()


def write(*words):
    """Write into the fields in turn, from the one with the keyboard on, and press Enter."""
    for number, each in enumerate(words):
        field = QApplication.focusWidget()
        assert field.accessibleName() == FIELDS[number]
        QTest.keyClicks(field, each)
        if number + 1 < len(words):
            next_field(field)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def next_field(field):
    while QApplication.focusWidget() is field or QApplication.focusWidget().accessibleName() not in FIELDS:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)


def said(dialog):
    return screen.find(dialog, "Problem").accessibleDescription()


async def test_it_says_what_else_happens_before_anything_does(dialog):
    words = screen.every_word(dialog)
    assert "All your other devices are signed out" in words
    assert "This computer stays signed in" in words


async def test_by_the_keyboard_alone_the_password_is_another_one(dialog, server):
    changed = []
    dialog.password_changed.connect(lambda: changed.append(True))
    write(PASSWORD, NEW, NEW)
    assert dialog.change.busy
    await until(lambda: changed)
    assert not is_open(dialog)
    assert await sign_in(server.url, "anna", NEW, device_name="in time")


async def test_a_wrong_password_is_said_and_can_be_typed_over_with_all_else_kept(dialog):
    write("not it at all", NEW, NEW)
    await until(lambda: not dialog.change.busy)
    assert said(dialog) == "This is not your current password. Check it and try again."
    present = screen.find(dialog, "Current password")
    assert QApplication.focusWidget() is present
    assert present.selectedText() == "not it at all"
    assert screen.find(dialog, "New password").text() == NEW
    QTest.keyClicks(present, PASSWORD)
    QTest.keyClick(present, Qt.Key.Key_Return)
    await until(lambda: not is_open(dialog))


async def test_two_new_ones_that_differ_are_said_before_anybody_is_asked(dialog):
    write(PASSWORD, NEW, "hippo violin umbrela")
    assert not dialog.change.busy
    assert "not the same" in said(dialog)
    assert QApplication.focusWidget().accessibleName() == "New password once more"


async def test_without_a_connection_it_says_so_and_nothing_can_be_pressed(dialog, server):
    await asyncio.to_thread(server.kill)
    await until(lambda: not dialog.change.isEnabled())
    assert "Needs a connection" in screen.every_word(dialog)
    await asyncio.to_thread(server.start)
