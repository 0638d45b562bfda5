"""While no chat is open, the middle says why, and what one can do about it."""

import pytest
from PySide6.QtWidgets import QWidget

from desktop.core.values import ConnectionState
from desktop.ui.welcome import Welcome
from desktop.viewmodels.workspace import Workspace
from tests.gallery.team import DANA, NOW, TEAM, refund
from tests.support.desk import desk
from tests.support.screen import click, find, shows, until


@pytest.fixture
async def nobody(tmp_path):
    """Dana's client on a new computer: there is no chat on it."""
    async with desk(tmp_path, DANA, team=TEAM, now=NOW, state=ConnectionState.CONNECTING) as here:
        yield here


@pytest.fixture
async def page(theme, nobody, window: QWidget):
    workspace = Workspace(nobody.client, nobody.background, nobody.clock)
    made = Welcome(theme, workspace, window)
    made.resize(700, 600)
    made.show()
    workspace.load()
    await until(lambda: find(made, "Welcome").text(), "the list is read")
    yield made
    await workspace.finish()
    workspace.deleteLater()


async def says(page, title):
    await until(lambda: find(page, "Welcome").text() == title, title)


async def test_chats_that_are_on_their_way_are_not_called_missing(page, nobody):
    assert find(page, "Welcome").text() == "Your chats are on their way"
    nobody.connection_is(ConnectionState.CATCHING_UP)
    nobody.connection_is(ConnectionState.ONLINE)
    await says(page, "Talk it through with your team")
    assert "Customers never see it" in find(page, "What to do").text()


async def test_without_a_connection_it_says_when_they_come(page, nobody):
    nobody.connection_is(ConnectionState.OFFLINE)
    await says(page, "No chats on this computer yet")
    await until(lambda: shows(page, "Offline notice"))


async def test_who_was_signed_out_can_sign_in_again_from_here(page, nobody, qtbot):
    nobody.connection_is(ConnectionState.SIGNED_OUT)
    await until(lambda: shows(page, "Signed-out notice"))
    asked = []
    page._notice._status.sign_in_requested.connect(lambda: asked.append(True))
    click(page, "Sign in")
    assert asked


async def test_where_there_are_chats_one_is_to_be_chosen(page, nobody):
    await nobody.hears(refund())
    await says(page, "No chat is open")
    assert find(page, "What to do").text().startswith("Choose one from the list")


async def test_the_words_grow(page, theme):
    usual = find(page, "What to do").height()
    theme.set_text_percent(130)
    assert find(page, "What to do").height() > usual
