"""The state of the connection is said in words, without flicker, and good news does not stay for ever."""

import asyncio

import pytest
from msgspec import structs
from PySide6.QtCore import QLocale

from desktop.core.changes import ChangeSet
from desktop.core.errors import ConnectFailure
from desktop.core.values import Connection, ConnectionState, Progress, Unsent
from desktop.viewmodels.status import Remedy, StatusModel, Tone
from tests.gallery.team import DANA, NOW, TEAM, others, refund
from tests.support.desk import desk
from tests.support.screen import until

OFFLINE, CONNECTING = ConnectionState.OFFLINE, ConnectionState.CONNECTING
CATCHING_UP, ONLINE = ConnectionState.CATCHING_UP, ConnectionState.ONLINE


@pytest.fixture
async def office(qapp, tmp_path):
    async with desk(tmp_path, DANA, team=TEAM, stories=[refund()], now=NOW) as here:
        yield here


@pytest.fixture(autouse=True)
def british_english():
    """Numbers are written as people of a language write them."""
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)


@pytest.fixture
async def status(office):
    model = StatusModel(office.client, office.background)
    yield model
    model.close()


async def becomes(office, status, state):
    """Change the state of the link, and wait until everybody was told."""
    told = []
    status.changed.connect(lambda: told.append(1))
    office.client._connected(structs.replace(office.client.connection, state=state))
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


async def test_reactions_and_edits_that_wait_are_not_called_messages(office, status):
    await becomes(office, status, OFFLINE)
    seen = (await office.client.latest(refund().id)).rows[-1]
    await office.client.react(refund().id, seen.id, "👍", on=True)
    await until(lambda: status.text.endswith(", 1 change waiting"))
    await office.client.set_subject(refund().id, "Refund")
    await until(lambda: status.text.endswith(", 2 changes waiting"))
    await office.client.send(refund().id, "One")
    await until(lambda: status.text.endswith(", 1 message waiting"))


async def test_offline_offers_to_try_now_also_while_the_program_tries_by_itself(office, status):
    await becomes(office, status, OFFLINE)
    assert (status.notice.remedy, status.notice.action) == (Remedy.TRY_NOW, "Try now")
    await becomes(office, status, CONNECTING)
    assert status.text.startswith("Offline")
    assert (status.notice.remedy, status.notice.action) == (Remedy.TRY_NOW, "Try now")


async def test_trying_now_is_said_to_have_been_heard_for_a_moment(office, status, qtbot):
    await becomes(office, status, OFFLINE)
    status.remedy()
    assert (status.notice.remedy, status.notice.action) == (Remedy.TRY_NOW, "Trying…")
    assert status._trying.interval() == 2000
    status._trying.stop()
    with qtbot.waitSignal(status.changed):
        status._trying.timeout.emit()
    assert status.notice.action == "Try now"


async def test_back_online_says_what_was_sent_for_a_while(office, status, qtbot):
    await becomes(office, status, OFFLINE)
    await office.client.send(refund().id, "One")
    await until(lambda: office.client.connection.waiting == 1)
    await becomes(office, status, CATCHING_UP)
    office.client._connected(
        structs.replace(office.client.connection, state=ONLINE, waiting=0, waiting_messages=0)
    )
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


async def tells(status, progress):
    """Let the client say how much is on this computer."""
    status._progress = progress
    status.changed.emit()


@pytest.mark.parametrize(
    ("state", "progress", "text", "extent"),
    [
        (ONLINE, Progress(True, 0, 0, NOW), "Online · all on this computer", "Everything you may read is on this computer"),
        (ONLINE, Progress(False, 12_400, 3, NOW), "12,400 older messages are still coming", "12,400 older messages are still coming"),
        (ONLINE, Progress(False, 1, 1, NOW), "1 older message is still coming", "1 older message is still coming"),
        (ONLINE, Progress(False, 0, 0, NOW), "Online", ""),
        (OFFLINE, Progress(True, 0, 0, NOW), "Offline – reading from this computer", "As of 5 Mar 2026 14:41, everything you may read is on this computer"),
        (OFFLINE, Progress(False, 12_400, 3, NOW), "Offline – reading from this computer. 12,400 older messages are not here yet", "12,400 older messages are not here yet"),
    ],
)  # fmt: skip
async def test_it_is_said_how_much_is_on_this_computer(office, status, state, progress, text, extent):
    if state is not ONLINE:
        await becomes(office, status, state)
    await tells(status, progress)
    assert (status.text, status.extent) == (text, extent)


async def test_how_much_is_here_is_read_at_most_once_a_second(office, status, monkeypatch):
    read = []
    progress = office.client.progress

    async def counted():
        read.append(1)
        return await progress()

    monkeypatch.setattr(office.client, "progress", counted)
    for _ in range(50):
        office.client._publish(ChangeSet(progress=True))
        await asyncio.sleep(0)
    assert len(read) <= 1
    assert status._pause.interval() == 1000
    await until(lambda: status._stale)
    status._pause.stop()
    status._pause.timeout.emit()
    await until(lambda: read, "what came meanwhile")
    assert status._pause.isActive(), "the next one waits again"


async def test_what_waited_long_asks_and_leads_to_its_chat(office, status, qtbot):
    other = others()[0].id
    status._unsent = Unsent(messages=3, asking=1, asks_in=(other,))
    assert status.notice.text == "1 message waited long and asks whether it is still to go."
    assert (status.notice.remedy, status.notice.action) == (Remedy.SHOW, "Show")
    with qtbot.waitSignal(status.chat_wanted) as wanted:
        status.remedy()
    assert wanted.args == [other]
    status.show_chat(other)
    assert status.notice is None, "the open chat asks for itself"
    status._unsent = Unsent(messages=3, asking=2, asks_in=(other, refund().id))
    with qtbot.waitSignal(status.chat_wanted) as wanted:
        status.remedy()
    assert wanted.args == [refund().id]


async def test_a_full_disk_is_said_and_what_to_do(office, status):
    told = []
    status.changed.connect(lambda: told.append(1))
    office.client._connected(Connection(OFFLINE, ConnectFailure.DISK))
    await until(lambda: told)
    assert status.text == "Offline – no room for new messages"
    assert "Free some disk space" in status.notice.text
    assert status.notice.remedy is Remedy.TRY_NOW
