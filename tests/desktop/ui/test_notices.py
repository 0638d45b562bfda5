"""What the connection means for what one writes stands over the composer, with what can be done about it."""

import pytest

from desktop.core.values import Connection, ConnectionState
from desktop.ui.notices import NoticeStrip
from desktop.viewmodels.status import StatusModel
from tests.support.screen import click, find, shows, until


@pytest.fixture
async def status(office):
    model = StatusModel(office.client, office.background)
    yield model
    model.close()


@pytest.fixture
async def strip(theme, window, status):
    made = NoticeStrip(theme, status, window)
    made.resize(640, 32)
    return made


async def becomes(office, state, holds):
    office.client._connected(Connection(state))
    await until(holds)


async def test_nothing_is_said_while_all_is_well(window, strip):
    assert not strip.isVisible()


async def test_offline_is_said_and_the_wait_can_be_skipped(window, office, strip):
    await becomes(office, ConnectionState.OFFLINE, lambda: shows(window, "Offline notice"))
    assert (
        find(window, "Offline notice").text().startswith("You’re offline. Messages you write are kept here")
    )
    assert find(window, "Try now").text() == "Try now"


async def test_a_click_tries_at_once(window, office, strip, monkeypatch):
    tried = []
    monkeypatch.setattr(office.client, "try_now", lambda: tried.append(1))
    await becomes(office, ConnectionState.OFFLINE, lambda: shows(window, "Try now"))
    find(window, "Try now").setFocus()
    click(window, "Try now")
    assert tried
    assert find(window, "Try now").text() == "Trying…"
    assert find(window, "Try now").hasFocus(), "and can be asked for again"


async def test_signed_out_offers_to_sign_in(window, office, status, strip, qtbot):
    await becomes(office, ConnectionState.SIGNED_OUT, lambda: shows(window, "Sign in"))
    with qtbot.waitSignal(status.sign_in_requested):
        click(window, "Sign in")


async def test_good_news_goes_by_itself(window, office, status, strip):
    await becomes(office, ConnectionState.OFFLINE, lambda: shows(window, "Offline notice"))
    status._back.setInterval(30)
    await becomes(office, ConnectionState.ONLINE, lambda: shows(window, "Back online notice"))
    await until(lambda: not strip.isVisible())
