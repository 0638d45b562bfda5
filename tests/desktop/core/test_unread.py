"""How many messages are unread: counted, never incremented; right before the messages are here; and as the user marks them."""

from desktop.core.values import FOR_EVER
from sync_server.protocol.frames import (
    ChatSnapshot,
    HistoryPage,
    MarkRead,
    Ok,
    PreferencesChanged,
    PreferencesSet,
    ReadPositions,
    SetPreferences,
)
from sync_server.protocol.nouns import Preferences
from tests.desktop.core.listener import CHAT
from tests.desktop.core.world import ME, OTHER, chat_id


async def settings(desk):
    """Return what waits of settings, as (muted_until, pinned, unread_from)."""
    return [
        (each.frame.muted_until, each.frame.pinned, each.frame.unread_from)
        for each in await desk.outbox()
        if isinstance(each.frame, SetPreferences)
    ]


async def unread(desk):
    return (await desk.line()).unread


# Before the messages are here ---------------------------------------------------------------------------------------


async def long_chat(desk, *, lines=50, read=10):
    """A chat of which the newest five lines are here."""
    desk.world.start(CHAT)
    for number in range(2, lines + 1):
        desk.world.say(CHAT, f"line {number}")
    shown, row = desk.world.visible(CHAT)[-5:], desk.world.chats[CHAT]
    frame = ChatSnapshot(row, lines, lines - 4, shown, {ME.id: read}, lines - read, read)
    await desk.client.apply(frame)


async def test_the_number_is_right_before_the_messages_are_here(desk):
    await long_chat(desk)
    assert await unread(desk) == 40
    assert (await desk.client.chat(CHAT)).coming == 45


async def test_the_number_stays_right_while_history_comes_in(desk):
    await long_chat(desk)
    for before in (46, 26, 6):
        first = max(1, before - 20)
        page = tuple(desk.world.lines[CHAT][first - 1 : before - 1])
        await desk.client.apply(HistoryPage(0, CHAT, first, page))
        assert await unread(desk) == 40
    assert (await desk.client.chat(CHAT)).coming == 0


async def test_what_is_written_and_deleted_meanwhile_counts_once(desk):
    await long_chat(desk)
    await desk.client.apply(desk.world.say(CHAT, "new"))
    assert await unread(desk) == 41
    await desk.client.apply(desk.world.delete(CHAT, 20))
    assert await unread(desk) == 40
    await desk.client.apply(desk.world.edit(CHAT, 21, "edited far back"))
    assert await unread(desk) == 40


async def test_reading_to_the_end_leaves_nothing_unread(desk):
    await long_chat(desk)
    await desk.client.mark_read(CHAT, 50)
    assert await unread(desk) == 0
    await desk.client.apply(desk.world.say(CHAT, "new"))
    assert await unread(desk) == 1


# Marked as unread ---------------------------------------------------------------------------------------------------


async def test_a_chat_that_is_marked_counts_from_there_on(told):
    await told.client.mark_read(CHAT, 10)
    await told.client.mark_unread(CHAT, 6)
    assert await unread(told) == 5
    assert (await told.client.chat(CHAT)).read_seq == 5
    assert (await told.news()).chats == {CHAT}
    assert told.client.connection.waiting == 0
    assert not (await told.line()).waiting


async def test_what_is_seen_again_is_read_again_and_no_more(told):
    await told.client.mark_read(CHAT, 10)
    await told.client.mark_unread(CHAT, 6)
    await told.client.mark_read(CHAT, 5)
    assert await unread(told) == 5
    await told.client.mark_read(CHAT, 8)
    assert await unread(told) == 2
    await told.client.mark_read(CHAT, 10)
    assert await unread(told) == 0
    assert await settings(told) == [(None, None, 0)]


async def test_new_messages_count_on_top_of_marked_ones(told):
    await told.client.mark_read(CHAT, 10)
    await told.client.mark_unread(CHAT, 10)
    await told.client.apply(told.world.say(CHAT, "new"))
    assert await unread(told) == 2
    await told.client.mark_read(CHAT, 11)
    assert await unread(told) == 0


async def test_marking_what_is_unread_anyway_stores_nothing(told):
    await told.client.mark_unread(CHAT, 5)
    assert await told.outbox() == ()
    await told.client.mark_read(CHAT, 10)
    await told.client.mark_unread(CHAT, 5)
    await told.client.mark_unread(CHAT, 5)
    assert len(await told.outbox()) == 2


async def test_a_mark_from_another_device_counts_and_is_taken_away_here(told):
    await told.client.mark_read(CHAT, 10)
    await told.client.apply(PreferencesChanged({CHAT: Preferences(1, unread_from=3)}))
    assert await unread(told) == 7
    await told.client.mark_read(CHAT, 10)
    assert await unread(told) == 0
    assert await settings(told) == [(None, None, 0)]


async def test_the_answer_to_a_mark_takes_its_command_out(told):
    await told.client.mark_read(CHAT, 10)
    await told.client.mark_unread(CHAT, 6)
    read, mark = await told.outbox()
    assert isinstance(read.frame, MarkRead)
    await told.answers_yes(read, Ok(1))
    await told.answers_yes(mark, PreferencesSet(2, CHAT, Preferences(1, unread_from=6)))
    assert await told.outbox() == ()
    assert await unread(told) == 5


async def test_a_position_from_another_device_does_not_take_the_mark_away(told):
    await told.client.mark_read(CHAT, 8)
    await told.client.mark_unread(CHAT, 6)
    await told.client.apply(ReadPositions(CHAT, {ME.id: 10}))
    assert await unread(told) == 5


# Muted and pinned ---------------------------------------------------------------------------------------------------


async def test_muting_and_pinning_show_at_once_in_list_and_details(told):
    await told.client.set_muted(CHAT, FOR_EVER)
    await told.client.set_pinned(CHAT, True)
    await told.client.set_notify(CHAT, "mentions")
    line, details = await told.line(), await told.client.chat(CHAT)
    assert (line.muted_until, line.pinned, line.notify) == (FOR_EVER, True, "mentions")
    assert (details.muted_until, details.pinned, details.notify) == (FOR_EVER, True, "mentions")
    assert (await told.news()).chats == {CHAT}


async def test_what_was_not_tried_waits_as_one(told):
    await told.client.mark_read(CHAT, 10)
    await told.client.set_muted(CHAT, 77)
    await told.client.set_pinned(CHAT, True)
    await told.client.mark_unread(CHAT, 9)
    await told.client.set_muted(CHAT, 0)
    assert await settings(told) == [(0, True, 9)]


async def test_what_may_be_known_stays_and_the_next_one_waits_behind_it(told):
    await told.client.set_pinned(CHAT, True)
    await told.connects()
    await told.client.set_pinned(CHAT, False)
    assert await settings(told) == [(None, True, None), (None, False, None)]
    assert not (await told.line()).pinned


async def test_what_is_so_already_is_not_stored(told):
    await told.client.apply(PreferencesChanged({CHAT: Preferences(1, 77, pinned=True, notify="all")}))
    await told.client.set_muted(CHAT, 77)
    await told.client.set_pinned(CHAT, True)
    await told.client.set_notify(CHAT, "all")
    assert await told.outbox() == ()
    line = await told.line()
    assert (line.muted_until, line.pinned) == (77, True)


async def test_a_chat_that_is_not_confirmed_can_be_pinned_and_muted(desk):
    chat = await desk.client.start_chat([OTHER.id])
    await desk.client.set_pinned(chat, True)
    await desk.client.set_muted(chat, 77)
    (line,) = await desk.client.chats()
    assert (line.pinned, line.muted_until, (await desk.client.chat(chat)).pinned) == (True, 77, True)
    await desk.client.mark_read(chat, 1)
    assert len(await desk.outbox()) == 2


async def test_settings_of_one_chat_leave_others_alone(told):
    await told.client.apply(told.world.start(chat_id(2)))
    await told.client.set_pinned(CHAT, True)
    await told.client.set_muted(chat_id(2), 77)
    lines = {line.id: (line.pinned, line.muted_until) for line in await told.client.chats()}
    assert lines == {CHAT: (True, 0), chat_id(2): (False, 77)}
