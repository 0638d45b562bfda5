"""What there is to tell: derived from what is stored each time, and always the same as the chat list says."""

import asyncio

import pytest

from desktop.core.news_values import NEWS_ROWS, UnreadTotal
from desktop.core.values import FOR_EVER
from sync_server.protocol.frames import ChatSnapshot, PreferencesChanged, ReadPositions
from sync_server.protocol.nouns import Preferences
from tests.desktop.core.listener import CHAT, NOW
from tests.desktop.core.world import ME, OTHER, THIRD, chat_id


@pytest.fixture
def desk(told):
    """Ten lines, of which the six after the fourth are unread."""
    return told


async def news(desk, chat=CHAT):
    (found,) = await desk.client.news(frozenset({chat}))
    return found


async def texts(desk, chat=CHAT):
    return [row.body.text for row in (await news(desk, chat)).rows]


async def agree(desk):
    """The list, the news and the total say the same; return the total."""
    lines = await desk.client.chats()
    found = await desk.client.news(frozenset(line.id for line in lines))
    assert [each.chat.id for each in found] == [line.id for line in lines]
    told = {each.chat.id: each.unread for each in found}
    total = await desk.client.unread_total()
    assert told == {line.id: line.unread for line in lines}
    loud = [line for line in lines if line.muted_until <= NOW and line.unread]
    assert (total.messages, total.chats) == (sum(line.unread for line in loud), len(loud))
    assert total.messages + total.silent == sum(line.unread for line in lines)
    return total


# One chat -----------------------------------------------------------------------------------------------------------


async def test_the_newest_unread_messages_of_others_are_told_and_all_are_counted(desk):
    found = await news(desk)
    assert [row.seq for row in found.rows] == [6, 7, 8, 9, 10]
    assert len(found.rows) == NEWS_ROWS
    assert (found.unread, found.newest_seq) == (6, 10)
    assert found.chat == await desk.line()


async def test_nothing_is_told_of_what_was_on_screen(desk):
    await desk.client.mark_read(CHAT, 10)
    found = await news(desk)
    assert (found.rows, found.unread, found.newest_seq, found.added_seq) == ((), 0, 0, None)
    assert await agree(desk) == UnreadTotal()


async def test_what_was_read_on_another_device_is_no_news_any_more(desk):
    await desk.client.apply(ReadPositions(CHAT, {ME.id: 9}))
    assert await texts(desk) == ["line 10"]
    await agree(desk)


async def test_what_the_user_says_and_system_lines_are_no_news(desk):
    await desk.client.mark_read(CHAT, 10)
    await desk.client.apply(desk.world.say(CHAT, "mine", by=ME))
    await desk.client.apply(desk.world.rename(CHAT, "Refunds, again"))
    await desk.client.send(CHAT, "not even sent yet")
    found = await news(desk)
    assert (found.rows, found.unread, found.newest_seq) == ((), 0, 0)


async def test_an_edit_is_told_as_it_says_now_and_a_deletion_not_at_all(desk):
    await desk.client.mark_read(CHAT, 8)
    await desk.client.apply(desk.world.edit(CHAT, 10, "edited"))
    assert await texts(desk) == ["line 9", "edited"]
    await desk.client.apply(desk.world.delete(CHAT, 9))
    assert await texts(desk) == ["edited"]
    await agree(desk)
    await desk.client.apply(desk.world.delete(CHAT, 10))
    found = await news(desk)
    assert (found.rows, found.unread, found.newest_seq) == ((), 0, 0)
    await agree(desk)


async def test_those_that_name_the_user_are_told_apart(desk):
    await desk.client.mark_read(CHAT, 10)
    await desk.client.apply(desk.world.say(CHAT, "@you", mentions=(ME.id, OTHER.id)))
    await desk.client.apply(desk.world.say(CHAT, "@other", mentions=(OTHER.id,)))
    found = await news(desk)
    assert found.mentions == {found.rows[0].id}
    assert (await agree(desk)).mentions == 1


async def test_what_is_marked_as_unread_is_news_again_before_the_server_knows(desk):
    await desk.client.mark_read(CHAT, 10)
    await desk.client.mark_unread(CHAT, 9)
    assert await texts(desk) == ["line 9", "line 10"]
    assert (await news(desk)).unread == 2
    await agree(desk)
    await desk.client.mark_read(CHAT, 9)
    assert await texts(desk) == ["line 10"]


async def test_a_chat_that_is_not_there_is_left_out(desk):
    assert await desk.client.news(frozenset({chat_id(7)})) == ()


async def test_what_was_started_here_and_is_not_sent_has_no_news(desk):
    chat = await desk.client.start_chat([OTHER.id])
    found = await news(desk, chat)
    assert (found.rows, found.unread, found.added_seq, found.newest_seq) == ((), 0, None, 0)


# Coming into a chat -------------------------------------------------------------------------------------------------


async def test_somebody_who_starts_a_chat_with_the_user_is_told_until_that_was_on_screen(desk):
    chat = chat_id(2)
    await desk.client.apply(desk.world.start(chat, by=OTHER))
    found = await news(desk, chat)
    assert (found.added_seq, found.added_by.id, found.newest_seq) == (1, OTHER.id, 1)
    assert (found.rows, found.unread) == ((), 0)
    await desk.client.mark_read(chat, 1)
    assert (await news(desk, chat)).added_seq is None


async def test_whoever_is_added_without_the_history_hears_of_what_came_after_and_nothing_else(desk):
    chat = chat_id(3)
    await desk.client.apply(desk.world.start(chat, by=OTHER, hidden=8))
    await desk.client.apply(desk.world.say(chat, "welcome"))
    found = await news(desk, chat)
    assert found.added_seq == found.chat.last.seq - 1 == 10
    assert await texts(desk, chat) == ["welcome"]
    assert (found.unread, found.newest_seq) == (1, 11)
    await agree(desk)


async def test_ones_own_chat_is_no_news(desk):
    chat = chat_id(4)
    await desk.client.apply(desk.world.start(chat, by=ME))
    assert (await news(desk, chat)).added_seq is None


async def test_others_who_are_added_later_are_no_news(desk):
    await desk.client.mark_read(CHAT, 10)
    await desk.client.apply(desk.world.add(CHAT, THIRD, with_history=True))
    assert (await news(desk)).newest_seq == 0


# In all -------------------------------------------------------------------------------------------------------------


async def test_muted_chats_count_apart_until_the_mute_ends(desk):
    await desk.client.set_muted(CHAT, FOR_EVER)
    assert await agree(desk) == UnreadTotal(silent=6)
    await desk.client.apply(desk.world.say(CHAT, "@you", mentions=(ME.id,)))
    assert await agree(desk) == UnreadTotal(silent=7, mentions=1)
    await desk.client.set_muted(CHAT, NOW)
    assert await agree(desk) == UnreadTotal(messages=7, chats=1, mentions=1)
    await desk.client.apply(PreferencesChanged({CHAT: Preferences(9, muted_until=NOW + 1)}))
    assert (await agree(desk)).silent == 0  # what was chosen here is still on its way, and holds


async def test_the_total_is_right_before_the_messages_are_here(desk):
    chat = chat_id(5)
    desk.world.start(chat)
    for number in range(2, 51):
        desk.world.say(chat, f"line {number}")
    lines = desk.world.visible(chat)[-5:]
    await desk.client.apply(ChatSnapshot(desk.world.chats[chat], 50, 46, lines, {ME.id: 10}, 40, 10))
    assert await agree(desk) == UnreadTotal(messages=46, chats=2)
    found = await news(desk, chat)
    assert (found.unread, [row.seq for row in found.rows]) == (40, [46, 47, 48, 49, 50])


async def test_the_total_of_many_chats_is_the_sum_of_all(desk):
    for number in range(10, 310):
        await desk.client.apply(desk.world.start(chat_id(number)), desk.world.say(chat_id(number), "hello"))
    assert await agree(desk) == UnreadTotal(messages=306, chats=301)


async def test_who_opens_a_chat_does_not_wait_for_the_news_of_all_others(desk):
    chats = [chat_id(number) for number in range(10, 310)]
    await desk.client.apply(*(desk.world.start(chat) for chat in chats))
    async with asyncio.TaskGroup() as tasks:
        reading = tasks.create_task(desk.client.news(frozenset(chats)))
        await asyncio.sleep(0)
        await desk.client.latest(CHAT)
        assert not reading.done()
    assert len(reading.result()) == 300


async def test_what_a_chat_is_notified_of_is_told_with_it_and_a_word_of_a_newer_program_is_passed_over(desk):
    await desk.client.apply(PreferencesChanged({CHAT: Preferences(1, notify="mentions")}))
    assert (await news(desk)).chat.notify == "mentions"
    await desk.client.apply(PreferencesChanged({CHAT: Preferences(2, notify="sometimes")}))
    assert (await news(desk)).chat.notify == ""
    await desk.client.set_notify(CHAT, "nothing")
    assert (await news(desk)).chat.notify == "nothing"
