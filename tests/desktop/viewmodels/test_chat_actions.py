"""What people set for themselves in a chat is kept and shown at once, with or without a connection."""

from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QGuiApplication

from desktop.core.values import FOR_EVER, ConnectionState
from desktop.viewmodels.chat_actions import HOUR_MS, ChatActions, tomorrow_morning
from tests.gallery.team import BRUNO, DANA, NOW, TEAM, others, refund
from tests.support.desk import desk
from tests.support.screen import until
from tests.support.story import Story


@pytest.fixture(params=[ConnectionState.ONLINE, ConnectionState.OFFLINE])
async def office(request, qapp, tmp_path):
    async with desk(
        tmp_path, DANA, team=TEAM, stories=[refund(), *others()], now=NOW, state=request.param
    ) as here:
        yield here


@pytest.fixture
def told():
    return []


@pytest.fixture
def actions(office, told):
    return ChatActions(office.client, office.background, office.clock, told.append)


async def summary(office, chat):
    (found,) = await office.client.chat_summaries(frozenset((chat,)))
    return found


async def becomes(office, chat, condition):
    """Wait until a chat's line in the cache is so."""
    found = []

    async def look():
        found[:] = [await summary(office, chat)]

    def met():
        office.background.start(look())
        return found and condition(found[0])

    await until(met)


async def test_a_chat_is_muted_for_as_long_as_was_chosen(office, actions):
    chat = refund().id
    for mute, until_then in (
        (actions.mute_for_an_hour, NOW + HOUR_MS),
        (actions.mute_until_tomorrow, tomorrow_morning(NOW)),
        (actions.mute, FOR_EVER),
        (actions.unmute, 0),
    ):
        mute(chat)
        await becomes(office, chat, lambda line, expected=until_then: line.muted_until == expected)


def test_tomorrow_begins_in_the_morning():
    assert datetime.fromtimestamp(tomorrow_morning(NOW) / 1000, UTC) == datetime(2026, 3, 6, 8, 0, tzinfo=UTC)


async def test_a_chat_is_pinned_and_let_go(office, actions):
    actions.pin(refund().id, pinned=True)
    await becomes(office, refund().id, lambda line: line.pinned)
    actions.pin(refund().id, pinned=False)
    await becomes(office, refund().id, lambda line: not line.pinned)


async def test_the_last_message_of_somebody_else_becomes_unread(office, actions):
    chat = refund().id
    assert (await summary(office, chat)).unread == 0
    actions.mark_unread(chat)
    await becomes(office, chat, lambda line: line.unread == 1)
    actions.mark_read(chat)
    await becomes(office, chat, lambda line: line.unread == 0)


async def test_it_is_found_however_much_the_user_has_written_since(office, actions):
    chat = Story(40, BRUNO, (DANA,), moment="2026-03-05 08:00", subject="Long")
    chat.say(BRUNO, "2026-03-05 08:01", "The last thing I said")
    for _ in range(150):
        chat.say(DANA, "2026-03-05 08:02", "And another thing")
    chat.read_all(DANA)
    await office.hears(chat)
    actions.mark_unread(chat.id)
    await becomes(office, chat.id, lambda line: line.unread == 1)


async def test_where_nobody_else_wrote_there_is_nothing_to_be_unread(office, actions):
    chat = Story(41, DANA, (BRUNO,), moment="2026-03-05 08:00", subject="Mine alone")
    chat.say(DANA, "2026-03-05 08:02", "Hello")
    chat.read_all(DANA)
    await office.hears(chat)
    actions.mark_unread(chat.id)
    actions.pin(chat.id, pinned=True)
    await becomes(office, chat.id, lambda line: line.pinned)
    assert (await summary(office, chat.id)).unread == 0


async def test_what_moves_or_silences_a_chat_is_told_and_can_be_undone(office, actions, told):
    chat = refund().id
    actions.mute_for_an_hour(chat)
    await until(lambda: told)
    actions.mute(chat)
    await until(lambda: len(told) == 2)
    assert [(toast.text, toast.action) for toast in told] == [("Muted for 1 hour", "Undo"), ("Muted", "Undo")]
    told[1].act()
    await becomes(office, chat, lambda line: line.muted_until == NOW + HOUR_MS)
    told[0].act()
    await becomes(office, chat, lambda line: line.muted_until == 0)
    actions.pin(chat, pinned=True)
    await until(lambda: len(told) == 3)
    assert told[2].text == "Pinned"
    told[2].act()
    await becomes(office, chat, lambda line: not line.pinned)


async def test_the_link_to_a_chat_is_copied_and_told(actions, told):
    actions.copy_link(refund().id)
    assert QGuiApplication.clipboard().text() == f"internal-chat://chat/{refund().id}"
    assert [toast.text for toast in told] == ["Link copied"]
