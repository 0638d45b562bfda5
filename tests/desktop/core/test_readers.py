"""Who has read what, and whose name an unread message says: in the list and in the details, also without a connection."""

from msgspec import structs

from sync_server.protocol.frames import ChatSnapshot, Directory, PreferencesChanged, ReadPositions
from sync_server.protocol.nouns import Preferences
from tests.desktop.core.listener import CHAT
from tests.desktop.core.world import ME, OTHER, THIRD, chat_id
from tests.support.clients import id_of, people
from tests.support.server import running_server


async def readers(desk):
    line = await desk.line()
    return line.readers, line.read_by_all


async def participants(desk, chat=CHAT):
    return {each.person.id: each for each in (await desk.client.chat(chat)).participants}


# Who has read the newest message --------------------------------------------------------------------------------------


async def test_who_has_read_ones_newest_message_is_counted(told):
    await told.client.apply(told.world.add(CHAT, THIRD, with_history=True))
    await told.client.apply(told.world.say(CHAT, "mine", by=ME))
    assert await readers(told) == (0, False)
    await told.client.apply(told.world.reads(CHAT, 12))
    assert await readers(told) == (1, False)
    assert (await told.news()).read == {CHAT}
    await told.client.apply(told.world.reads(CHAT, 12, who=THIRD))
    assert await readers(told) == (2, True)


async def test_a_read_position_changes_nothing_of_the_line_but_who_has_read(told):
    await told.client.apply(told.world.say(CHAT, "mine", by=ME))
    await told.news()
    await told.client.apply(told.world.reads(CHAT, 11))
    news = await told.news()
    assert (news.read, news.chats, news.timelines) == ({CHAT}, frozenset(), frozenset())


async def test_of_what_others_wrote_and_of_what_was_not_sent_nobody_is_counted(told):
    await told.client.apply(told.world.reads(CHAT, 11, who=OTHER) or ReadPositions(CHAT, {OTHER.id: 10}))
    assert await readers(told) == (0, False)
    await told.client.apply(told.world.say(CHAT, "mine", by=ME))
    await told.client.apply(told.world.reads(CHAT, 11) or ReadPositions(CHAT, {OTHER.id: 11}))
    await told.client.send(CHAT, "not sent yet")
    assert await readers(told) == (0, False)


async def test_who_cannot_read_it_is_not_waited_for(told):
    await told.client.apply(told.world.say(CHAT, "mine", by=ME))
    await told.client.apply(told.world.reads(CHAT, 11) or ReadPositions(CHAT, {OTHER.id: 11}))
    row = told.world.chats[CHAT]
    people = (*row.participants, structs.replace(row.participants[-1], user=THIRD.id, visible_from_seq=12))
    hidden = structs.replace(row, participants=people, revision=50)
    await told.client.apply(ChatSnapshot(hidden, 50, 1, told.world.visible(CHAT), {}))
    assert await readers(told) == (1, True)


async def test_a_closed_account_is_not_waited_for(told):
    await told.client.apply(told.world.add(CHAT, THIRD, with_history=True))
    await told.client.apply(told.world.say(CHAT, "mine", by=ME))
    await told.client.apply(told.world.reads(CHAT, 12))
    await told.client.apply(Directory((structs.replace(THIRD, active=False, revision=9),), 9))
    assert await readers(told) == (1, True)


# How far everybody may read and has read ------------------------------------------------------------------------------


async def test_whoever_answers_has_read_up_to_their_answer(told):
    await told.client.apply(told.world.say(CHAT, "mine", by=ME))
    assert (await participants(told))[OTHER.id].read_seq == 10
    await told.news()
    await told.client.apply(told.world.say(CHAT, "an answer"))
    assert (await participants(told))[OTHER.id].read_seq == 12
    assert (await told.news()).read == {CHAT}


async def test_what_one_writes_oneself_moves_nobody_else(told):
    await told.client.apply(told.world.say(CHAT, "mine", by=ME))
    assert (await told.news()).read == frozenset()


async def test_the_users_own_position_is_what_they_saw_marked_as_unread_or_not(told):
    await told.client.mark_read(CHAT, 8)
    assert (await participants(told))[ME.id].read_seq == 8
    await told.client.mark_unread(CHAT, 6)
    assert (await participants(told))[ME.id].read_seq == 8


async def test_a_newcomer_without_the_history_can_read_from_their_line_on(told):
    await told.client.apply(told.world.add(CHAT, THIRD, with_history=False))
    newcomer, earlier = (await participants(told))[THIRD.id], (await participants(told))[OTHER.id]
    assert (newcomer.visible_from_seq, earlier.visible_from_seq) == (11, 1)
    assert [newcomer.can_read(seq) for seq in (10, 11, None)] == [False, True, True]
    assert earlier.can_read(1)
    assert newcomer.read_seq == 10


async def test_whoever_was_there_before_the_user_may_read_all_that_the_user_may(desk):
    await desk.client.apply(desk.world.start(CHAT, hidden=4))
    found = await participants(desk)
    assert found[OTHER.id].visible_from_seq is None
    assert found[OTHER.id].can_read(desk.world.chats[CHAT].visible_from_seq)


# Mentions -------------------------------------------------------------------------------------------------------------


async def mentioned(desk):
    return (await desk.line()).mentioned


async def test_an_unread_message_that_names_the_user_says_so_until_it_is_read(told):
    assert not await mentioned(told)
    await told.client.apply(told.world.say(CHAT, "@Anna, look", mentions=(ME.id,)))
    await told.client.apply(told.world.say(CHAT, "and more"))
    assert await mentioned(told)
    await told.client.mark_read(CHAT, 11)
    assert not await mentioned(told)
    await told.client.mark_unread(CHAT, 11)
    assert await mentioned(told)


async def test_a_mark_from_another_device_brings_a_mention_back(told):
    await told.client.apply(told.world.say(CHAT, "@Anna", mentions=(ME.id,)))
    await told.client.mark_read(CHAT, 11)
    await told.client.apply(PreferencesChanged({CHAT: Preferences(1, unread_from=5)}))
    assert await mentioned(told)


async def test_who_else_is_named_or_whom_the_user_names_does_not_count(told):
    await told.client.apply(told.world.say(CHAT, "@Chiara", mentions=(THIRD.id,)))
    await told.client.apply(told.world.say(CHAT, "@me", by=ME, mentions=(ME.id,)))
    assert not await mentioned(told)


async def test_a_mention_that_was_taken_back_or_edited_away_is_none(told):
    await told.client.apply(told.world.say(CHAT, "@Anna", mentions=(ME.id,)))
    await told.client.apply(told.world.edit(CHAT, 11, "nobody"))
    assert not await mentioned(told)
    await told.client.apply(told.world.say(CHAT, "@Anna", mentions=(ME.id,)))
    assert await mentioned(told)
    await told.client.apply(told.world.delete(CHAT, 12))
    assert not await mentioned(told)


async def test_the_whole_list_says_the_same_as_one_line(told):
    await told.client.apply(told.world.start(chat_id(2)))
    await told.client.apply(told.world.say(CHAT, "@Anna", mentions=(ME.id,)))
    await told.client.apply(told.world.say(chat_id(2), "mine", by=ME))
    await told.client.apply(told.world.reads(chat_id(2), 2))
    lines = {line.id: line for line in await told.client.chats()}
    assert (lines[CHAT].mentioned, lines[chat_id(2)].mentioned) == (True, False)
    assert (lines[chat_id(2)].readers, lines[chat_id(2)].read_by_all) == (1, True)
    for chat, line in lines.items():
        assert await told.client.chat_summaries(frozenset({chat})) == (line,)


async def test_two_clients_of_a_server_know_it_of_each_other(tmp_path):
    with running_server(tmp_path / "server", "anna", "bruno") as server:
        async with people(server, tmp_path, "anna", "bruno") as (anna, bruno):
            chat = await anna.client.start_chat([await id_of(anna, "bruno")])
            await anna.client.send(chat, "@Bruno, are you there?", mentions=(bruno.client.me.id,))
            await bruno.sees(chat, 1)
            assert (await bruno.client.chats())[0].mentioned
            await bruno.client.mark_read(chat, 2)

            async def read(client):
                return (await client.chats())[0].read_by_all

            await anna.until(read)
            assert (await anna.client.chats())[0].readers == 1
            assert not (await bruno.client.chats())[0].mentioned
            await bruno.client.send(chat, "@Anna, yes", mentions=(anna.client.me.id,))
            await anna.sees(chat, 2)
            line = (await anna.client.chats())[0]
            assert (line.mentioned, line.readers, line.read_by_all) == (True, 0, False)
