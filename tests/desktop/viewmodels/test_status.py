"""The state of the connection is said in words, without flicker, and good news does not stay for ever."""

import pytest
from msgspec import structs

from desktop.core.values import Connection, ConnectionState
from desktop.viewmodels.status import Remedy, StatusModel, Tone
from tests.gallery.team import DANA, NOW, TEAM, refund
from tests.support.desk import desk
from tests.support.screen import until

OFFLINE, CONNECTING = ConnectionState.OFFLINE, ConnectionState.CONNECTING
CATCHING_UP, ONLINE = ConnectionState.CATCHING_UP, ConnectionState.ONLINE


@pytest.fixture
async def office(qapp, tmp_path):
    async with desk(tmp_path, DANA, team=TEAM, stories=[refund()], now=NOW) as here:
        yield here


@pytest.fixture
async def status(office):
    model = StatusModel(office.client, office.background)
    yield model
    model.close()


async def becomes(office, status, state):
    """Change the state of the link, and wait until everybody was told."""
    told = []
    status.changed.connect(lambda: told.append(1))
    waiting = office.client.connection.waiting
    office.client._connected(Connection(state, waiting=waiting))
    await until(lambda: told)


async def test_online_is_said_calmly_and_needs_no_notice(status):
    assert (status.text, status.tone, status.notice) == ("Online", Tone.CALM, None)


@pytest.mark.parametrize(
    ("state", "text", "tone"),
    [
        (OFFLINE, "Offline – reading from this computer", Tone.WARNING),
        (CONNECTING, "Connecting…", Tone.CALM),
        (CATCHING_UP, "Catching up…", Tone.CALM),
        (ConnectionState.SIGNED_OUT, "Signed out on this computer", Tone.DANGER),
        (ConnectionState.OUTDATED, "This program is too old for the server", Tone.WARNING),
    ],
)
async def test_every_state_has_its_words(office, status, state, text, tone):
    await becomes(office, status, state)
    assert (status.text, status.tone) == (text, tone)


async def test_offline_counts_what_waits(office, status):
    await becomes(office, status, OFFLINE)
    await office.client.send(refund().id, "One")
    await until(lambda: status.text.endswith(", 1 message waiting"))
    await office.client.send(refund().id, "Two")
    await until(lambda: status.text.endswith(", 2 messages waiting"))


async def test_offline_offers_to_try_now_and_stays_while_trying(office, status):
    await becomes(office, status, OFFLINE)
    assert (status.notice.remedy, status.notice.busy) == (Remedy.TRY_NOW, False)
    await becomes(office, status, CONNECTING)
    assert status.text.startswith("Offline")
    assert (status.notice.remedy, status.notice.busy) == (Remedy.TRY_NOW, True)
    await becomes(office, status, OFFLINE)
    assert not status.notice.busy


async def test_back_online_says_what_was_sent_for_a_while(office, status, qtbot):
    await becomes(office, status, OFFLINE)
    await office.client.send(refund().id, "One")
    await until(lambda: office.client.connection.waiting == 1)
    await becomes(office, status, CATCHING_UP)
    office.client._connected(structs.replace(office.client.connection, state=ONLINE, waiting=0))
    await until(lambda: status.notice)
    assert (status.notice.text, status.notice.tone) == ("Back online. 1 message sent.", Tone.GOOD)
    assert status._back.interval() == 4000
    status._back.stop()
    with qtbot.waitSignal(status.changed):
        status._back.timeout.emit()
    assert status.notice is None


async def test_the_first_connection_of_a_session_is_no_news(office, status):
    await becomes(office, status, CATCHING_UP)
    await becomes(office, status, ONLINE)
    assert status.notice is None


async def test_signed_out_offers_to_sign_in_again(office, status, qtbot):
    await becomes(office, status, ConnectionState.SIGNED_OUT)
    assert (status.notice.text, status.notice.action) == ("You were signed out on this computer.", "Sign in")
    with qtbot.waitSignal(status.sign_in_requested):
        status.remedy()


async def test_a_closed_model_no_longer_follows(office, status):
    status.close()
    office.connection_is(OFFLINE)
    other = StatusModel(office.client, office.background)
    await until(lambda: other.text.startswith("Offline"))
    other.close()
