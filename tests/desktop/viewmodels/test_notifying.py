"""Exactly the notices that should stand do: what is told, replaced, withdrawn, and what waits, with a real encrypted cache."""

import asyncio

import pytest
from PySide6.QtCore import QLocale

from desktop.core.changes import ChangeSet
from desktop.core.news_values import UnreadTotal
from desktop.core.values import FOR_EVER, ConnectionState
from desktop.viewmodels.links import Place
from desktop.viewmodels.notice import SUMMARY, TEST
from desktop.viewmodels.notification_log import Outcome
from desktop.viewmodels.notifying import MINUTE_MS
from sync_server.protocol.frames import ReadPositions
from tests.desktop.core.world import ME, OTHER, THIRD, World, chat_id
from tests.support.noticing import hearing
from tests.support.screen import until
from tests.support.story import at

DIRECT, GROUP = chat_id(1), chat_id(2)
NOON = at("2026-03-05 12:00")
HOUR = 3_600_000


@pytest.fixture(autouse=True)
def english():
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def world():
    """A chat of two, and one of three, which the user has read."""
    told = World()
    told.start(DIRECT)
    told.start(GROUP, subject="Refunds")
    told.add(GROUP, THIRD, with_history=True)
    for chat in (DIRECT, GROUP):
        told.say(chat, "read long ago")
        told.reads(chat, told.last_seq(chat), who=ME)
    return told


def both(world):
    return (world.snapshot(DIRECT), world.snapshot(GROUP))


@pytest.fixture
async def here(qapp, tmp_path, world):
    async with hearing(tmp_path, ME, OTHER, THIRD, now=NOON, first=both(world)) as account:
        yield account


# What is told ---------------------------------------------------------------------------------------------------------


async def test_a_new_message_pops_up_once_with_a_sound_and_leads_to_itself(here, world):
    await here.hears(world.say(GROUP, "the list is ready"))
    (notice,) = here.listing.shown
    assert (notice.key, notice.loud, notice.sound, notice.may_reply, notice.may_mark) == (GROUP, *[True] * 4)
    assert (here.title(GROUP), here.body(GROUP)) == ("Refunds", "Bruno: the list is ready")
    assert notice.place == Place(GROUP, world.last_seq(GROUP))
    assert here.outcomes == [Outcome.SHOWN]
    await here.hears(world.rename(GROUP, "Refunds, March"))
    assert here.title(GROUP) == "Refunds, March"
    assert len(here.listing.pop_ups) == 1


async def test_what_was_here_when_the_program_started_is_not_told(qapp, tmp_path, world):
    world.say(GROUP, "was unread before")
    async with hearing(tmp_path, ME, OTHER, THIRD, now=NOON, first=both(world)) as here:
        assert here.listing.shown == []
        assert here.notifying.unread.messages == 1
        await here.hears(world.say(GROUP, "and this is new"))
        assert here.body(GROUP) == "Bruno: and this is new"


async def test_messages_of_one_chat_come_together_and_do_not_pop_up_one_by_one(here, world):
    for number in range(1, 8):
        await here.hears(world.say(GROUP, f"line {number}"))
    assert here.listing.pop_ups == ["Bruno: line 1"]
    assert here.body(GROUP) == "Bruno: line 5\nBruno: line 6\nBruno: line 7"
    here.passes()
    await here.hears(world.say(GROUP, "line 8"))
    assert len(here.listing.pop_ups) == 2


async def test_chats_pop_up_independently_of_each_other(here, world):
    await here.hears(world.say(GROUP, "one"))
    await here.hears(world.say(DIRECT, "two"))
    assert here.listing.pop_ups == ["Bruno: one", "two"]


async def test_what_the_user_says_elsewhere_is_not_told(here, world):
    await here.hears(world.say(DIRECT, "from my phone", by=ME), world.start(chat_id(3), by=ME))
    assert here.listing.shown == []


async def test_being_added_is_told_with_what_was_said_right_after(here, world):
    await here.hears(world.start(chat_id(3), subject="New"))
    assert here.body(chat_id(3)) == "Bruno Costa started a chat with you"
    await here.hears(world.say(chat_id(3), "hello"))
    assert here.body(chat_id(3)) == "Bruno Costa started a chat with you\nBruno: hello"
    assert len(here.listing.pop_ups) == 1


async def test_nothing_of_hidden_history_is_told(here, world):
    await here.hears(world.start(chat_id(3), subject="New", hidden=4))
    assert here.body(chat_id(3)) == "Bruno Costa added you to this chat"
    await here.hears(world.say(chat_id(3), "seen", reply_to=2))
    assert "hidden" not in "".join(f"{each.title}{each.body}" for each in here.listing.shown)


async def test_reactions_subjects_and_reading_of_others_are_not_told(here, world):
    mine = world.say(DIRECT, "mine", by=ME)
    await here.hears(mine)
    await here.hears(
        world.react(DIRECT, world.last_seq(DIRECT), "👍"),
        world.rename(DIRECT, "Lunch"),
        world.reads(DIRECT, world.last_seq(DIRECT)),
    )
    assert here.listing.shown == []


# What replaces and what withdraws ----------------------------------------------------------------------------------------


async def test_an_edit_replaces_silently(here, world):
    await here.hears(world.say(GROUP, "teh list"))
    await here.hears(world.edit(GROUP, world.last_seq(GROUP), "the list"))
    assert here.body(GROUP) == "Bruno: the list"
    assert [notice.loud for notice in here.listing.shown] == [True, False]


async def test_a_message_that_is_taken_back_is_withdrawn_and_others_stay(here, world):
    await here.hears(world.say(GROUP, "one"), world.say(GROUP, "two"))
    await here.hears(world.delete(GROUP, world.last_seq(GROUP)))
    assert here.body(GROUP) == "Bruno: one"
    await here.hears(world.delete(GROUP, world.last_seq(GROUP) - 1))
    assert here.listing.withdrawn == [GROUP]


async def test_deleting_the_newest_of_many_shows_those_before(here, world):
    for number in range(7):
        await here.hears(world.say(GROUP, f"line {number}"))
    last = world.last_seq(GROUP)
    await here.hears(*[world.delete(GROUP, last - back) for back in range(5)])
    assert here.body(GROUP) == "Bruno: line 0\nBruno: line 1"


async def test_reading_on_another_device_withdraws(here, world):
    await here.hears(world.say(GROUP, "one"), world.say(GROUP, "two"))
    last = world.last_seq(GROUP)
    await here.hears(ReadPositions(GROUP, {ME.id: last - 1}))
    assert here.body(GROUP) == "Bruno: two"
    await here.hears(ReadPositions(GROUP, {ME.id: last}))
    assert here.listing.standing == {}


async def test_marking_as_unread_tells_nothing_again(here, world):
    await here.hears(world.say(GROUP, "one"))
    await here.hears(ReadPositions(GROUP, {ME.id: world.last_seq(GROUP)}))
    here.passes()
    await here.client.mark_unread(GROUP, 2)
    await here.rest()
    assert here.listing.standing == {}
    await here.hears(world.say(GROUP, "new"))
    assert here.body(GROUP) == "Bruno: new"


async def test_what_was_dismissed_does_not_come_back_for_the_same_messages(here, world):
    await here.hears(world.say(GROUP, "one"))
    here.notifying.gone(GROUP)
    del here.listing.standing[GROUP]
    await here.hears(world.edit(GROUP, world.last_seq(GROUP), "one, edited"))
    assert here.listing.standing == {}
    await here.hears(world.say(GROUP, "two"))
    assert here.body(GROUP) == "Bruno: two"
    assert len(here.listing.pop_ups) == 2, "nothing stood that it could have been added to"


async def test_muting_a_chat_withdraws_what_stands_and_unmuting_brings_nothing_back(here, world):
    await here.hears(world.say(GROUP, "one"))
    await here.client.set_muted(GROUP, FOR_EVER)
    await here.rest()
    assert here.listing.standing == {}
    await here.client.set_muted(GROUP, 0)
    await here.rest()
    assert here.listing.standing == {}


async def test_a_server_with_another_history_is_no_news(here, world):
    await here.hears(world.say(GROUP, "one"))
    here.client._publish(ChangeSet(anew=True, chats=frozenset({GROUP, DIRECT})))
    await here.rest()
    assert here.listing.standing == {}


# In view ---------------------------------------------------------------------------------------------------------------


async def test_the_chat_in_view_is_never_told_and_another_one_is_without_a_sound(here, world):
    here.notifying.look_at(GROUP)
    await here.hears(world.say(GROUP, "seen"), world.say(DIRECT, "not seen"))
    assert [(notice.key, notice.sound) for notice in here.listing.shown] == [(DIRECT, False)]
    here.notifying.look_at(None)
    await here.hears(world.say(GROUP, "behind another window"))
    assert here.body(GROUP) == "Bruno: behind another window"


async def test_looking_at_a_chat_withdraws_its_notice_for_good(here, world):
    await here.hears(world.say(GROUP, "one"))
    here.notifying.look_at(GROUP)
    assert here.listing.withdrawn == [GROUP]
    here.notifying.look_at(None)
    await here.hears(world.say(DIRECT, "two"))
    assert list(here.listing.standing) == [DIRECT]


# Mentions --------------------------------------------------------------------------------------------------------------


async def test_a_mention_stands_however_many_messages_follow(here, world):
    here.choices.choose(notify_about="mentions")
    await here.hears(world.say(GROUP, "@Anna Larsson?", mentions=(ME.id,)))
    for number in range(9):
        await here.hears(world.say(GROUP, f"line {number}"))
    assert here.body(GROUP) == "Bruno: @Anna Larsson?"
    assert len(here.listing.shown) == 1


async def test_a_mention_calls_for_attention_where_that_was_chosen_and_nobody_sees_the_window(here, world):
    await here.hears(world.say(GROUP, "@Anna Larsson?", mentions=(ME.id,)))
    assert here.listing.calls == 0
    here.choices.choose(flash=True)
    await here.hears(world.say(GROUP, "@Anna Larsson??", mentions=(ME.id,)))
    await here.hears(world.say(GROUP, "never mind"))
    here.notifying.set_system_busy(None)
    assert here.listing.calls == 1
    here.notifying.look_at(DIRECT)
    await here.hears(world.say(GROUP, "@Anna Larsson!", mentions=(ME.id,)))
    here.notifying.set_system_busy(None)
    assert here.listing.calls == 1


async def test_a_mention_calls_only_once_the_system_has_let_it_pop_up(here, world):
    here.choices.choose(flash=True)
    await here.hears(world.say(GROUP, "@Anna Larsson?", mentions=(ME.id,)))
    assert here.listing.calls == 0, "nobody asked the system yet"
    here.notifying.set_system_busy(True)
    assert here.listing.calls == 0
    here.notifying._look_again()
    here.notifying.set_system_busy(False)
    assert here.listing.calls == 1, "it was waited for"
    await here.hears(world.say(GROUP, "@Anna Larsson!", mentions=(ME.id,)))
    assert here.listing.calls == 2, "of what pops up no more the system is not asked"


async def test_a_mention_calls_although_the_system_is_busy_where_nobody_follows_that(here, world):
    here.choices.choose(flash=True, follow_focus=False)
    await here.hears(world.say(GROUP, "@Anna Larsson?", mentions=(ME.id,)))
    here.notifying.set_system_busy(True)
    assert here.listing.calls == 1


# At once ---------------------------------------------------------------------------------------------------------------


async def away(here, world, chats):
    """Hear of so many chats in one go, after some time without connection."""
    await here.is_connected(ConnectionState.OFFLINE)
    await here.is_connected(ConnectionState.CATCHING_UP)
    for number in range(chats):
        chat = chat_id(10 + number)
        world.start(chat, subject=f"Case {number + 1}")
        world.say(chat, "while you were away")
        await here.hears(world.snapshot(chat))
    assert here.listing.shown == [], "not before all is here"
    await here.is_connected(ConnectionState.ONLINE)


async def test_after_a_catch_up_few_chats_have_a_notice_each_and_one_sound(here, world):
    await away(here, world, 3)
    assert set(here.listing.standing) == {chat_id(10), chat_id(11), chat_id(12)}
    assert [notice.sound for notice in here.listing.shown] == [True, False, False]


async def test_after_a_catch_up_many_chats_are_one_calm_notice(here, world):
    await away(here, world, 40)
    (notice,) = here.listing.shown
    assert (notice.key, notice.place, notice.loud, notice.sound) == (SUMMARY, None, True, False)
    assert here.title(SUMMARY) == "40 new messages"
    assert here.body(SUMMARY).endswith(" and 38 more")
    assert set(here.outcomes) == {Outcome.SUMMED_UP}


async def test_the_summary_follows_what_becomes_of_its_chats(here, world):
    await away(here, world, 5)
    await here.hears(ReadPositions(chat_id(10), {ME.id: 2}))
    assert here.title(SUMMARY) == "4 new messages"
    here.passes()
    await here.hears(world.say(chat_id(11), "and now live"))
    assert here.body(chat_id(11)).endswith("Bruno: and now live")
    assert here.title(SUMMARY) == "3 new messages"
    await here.hears(*(ReadPositions(chat_id(number), {ME.id: 3}) for number in range(11, 15)))
    assert here.listing.standing == {}
    assert [notice.key for notice in here.listing.shown if notice.loud] == [SUMMARY, chat_id(11)]


async def test_a_dismissed_summary_does_not_come_back(here, world):
    await away(here, world, 5)
    here.notifying.gone(SUMMARY)
    here.listing.standing.clear()
    await here.hears(ReadPositions(chat_id(10), {ME.id: 2}))
    assert here.listing.standing == {}


async def test_of_many_chats_in_which_something_is_said_at_once_some_pop_up_and_the_rest_is_summed_up(
    here, world
):
    for number in range(10, 50):
        await here.hears(world.start(chat_id(number)), world.say(chat_id(number), "to all of you"))
    assert [notice.key for notice in here.listing.shown if notice.loud] == [
        *(chat_id(number) for number in range(10, 16)), SUMMARY,
    ]  # fmt: skip
    assert here.title(SUMMARY) == "34 new messages"
    here.passes()
    await here.hears(world.say(chat_id(20), "to you"))
    assert here.body(chat_id(20)).endswith("to you")
    assert here.title(SUMMARY) == "33 new messages"


# Quiet -----------------------------------------------------------------------------------------------------------------


async def test_while_paused_nothing_is_shown_and_at_the_end_one_notice_tells_all(here, world):
    here.choices.choose(paused_until=NOON + HOUR)
    await here.hears(world.say(GROUP, "one"), world.say(DIRECT, "two"))
    await here.hears(world.say(GROUP, "@Anna Larsson?", mentions=(ME.id,)))
    assert here.listing.shown == []
    assert set(here.outcomes) == {Outcome.PAUSED}
    here.passes(HOUR)
    (notice,) = here.listing.shown
    assert (notice.key, notice.sound) == (SUMMARY, False)
    assert here.title(SUMMARY) == "3 new messages"


async def test_what_waits_of_one_chat_is_that_chats_notice(here, world):
    here.choices.choose(paused_until=NOON + HOUR)
    await here.hears(world.say(GROUP, "one"))
    await here.hears(world.say(GROUP, "two"))
    here.choices.choose(paused_until=0)
    assert here.listing.pop_ups == ["Bruno: one\nBruno: two"]


async def test_what_was_read_meanwhile_is_not_told_at_the_end(here, world):
    here.choices.choose(paused_until=NOON + HOUR)
    await here.hears(world.say(GROUP, "one"), world.say(DIRECT, "two"))
    await here.hears(ReadPositions(GROUP, {ME.id: world.last_seq(GROUP)}), world.delete(DIRECT, 3))
    here.passes(HOUR)
    assert here.listing.shown == []


async def test_what_stands_when_the_quiet_begins_stays_and_is_only_withdrawn(here, world):
    await here.hears(world.say(GROUP, "one"), world.say(DIRECT, "two"))
    here.choices.choose(paused_until=NOON + HOUR)
    assert set(here.listing.standing) == {GROUP, DIRECT}
    shown = len(here.listing.shown)
    await here.hears(world.say(GROUP, "waits"))
    await here.hears(world.edit(DIRECT, 3, "two, edited"))
    assert list(here.listing.standing) == [GROUP]
    assert here.body(GROUP) == "Bruno: one"
    assert len(here.listing.shown) == shown


async def test_the_quiet_hours_go_over_midnight(here, world):
    here.choices.choose(quiet_daily=True)
    here.passes(8 * HOUR)
    await here.hears(world.say(GROUP, "at eight in the evening"))
    assert here.outcomes == [Outcome.HOURS]
    here.passes(5 * HOUR)
    assert here.listing.shown == []
    here.passes(7 * HOUR)
    assert here.listing.pop_ups == ["Bruno: at eight in the evening"]


# The system's own quiet --------------------------------------------------------------------------------------------------


async def test_what_the_system_does_not_want_is_taken_back_and_tried_again(here, world):
    await here.hears(world.say(GROUP, "one"))
    here.notifying.set_system_busy(True)
    assert here.listing.withdrawn == [GROUP]
    assert here.outcomes == [Outcome.BUSY]
    await here.hears(world.say(DIRECT, "two"))
    assert len(here.listing.shown) == 1
    here.notifying._minute.timeout.emit()
    assert SUMMARY in here.listing.standing
    here.notifying.set_system_busy(True)
    assert here.listing.standing == {}
    assert here.outcomes == [Outcome.BUSY, Outcome.BUSY]
    here.notifying._minute.timeout.emit()
    here.notifying.set_system_busy(False)
    assert list(here.listing.standing) == [SUMMARY]
    assert here.outcomes[-2:] == [Outcome.SUMMED_UP, Outcome.SUMMED_UP]


async def test_the_end_of_the_systems_quiet_tells_what_waits(here, world):
    here.notifying.set_system_busy(True)
    await here.hears(world.say(GROUP, "one"))
    assert here.listing.shown == []
    here.notifying.set_system_busy(False)
    assert here.listing.pop_ups == ["Bruno: one"]


async def test_who_does_not_follow_the_system_is_told_all_the_same(here, world):
    here.choices.choose(follow_focus=False)
    await here.hears(world.say(GROUP, "one"))
    here.notifying.set_system_busy(True)
    await here.hears(world.say(DIRECT, "two"))
    assert set(here.listing.standing) == {GROUP, DIRECT}


# What the user does ------------------------------------------------------------------------------------------------------


async def test_a_reply_is_sent_beside_the_draft_and_the_chat_is_read(here, world):
    await here.client.save_draft(GROUP, "half a thought")
    await here.hears(world.say(GROUP, "coming?"))
    here.notifying.reply(GROUP, "on my way")
    assert here.listing.withdrawn == [GROUP]
    await until(lambda: here.client.connection.waiting == 1)
    await here.rest()
    page = await here.client.latest(GROUP)
    assert page.rows[-1].body.text == "on my way"
    details = await here.client.chat(GROUP)
    assert details.draft == "half a thought"
    await until(lambda: here.notifying.unread.messages == 0)


async def test_a_reply_that_cannot_be_sent_is_in_the_draft(here, world):
    await here.client.save_draft(GROUP, "half a thought")
    await here.hears(world.say(GROUP, "coming?"))
    here.notifying.reply(GROUP, "x" * 9_000)
    async with asyncio.timeout(20):
        while (draft := (await here.client.chat(GROUP)).draft) == "half a thought":
            await here.rest()
    assert draft == "half a thought\n\n" + "x" * 9_000
    assert here.client.connection.waiting == 0


async def test_a_reply_that_the_cache_cannot_take_is_handed_back(here, world):
    unsent = []
    here.notifying.unsent.connect(lambda chat, text: unsent.append((chat, text)))
    await here.hears(world.say(GROUP, "coming?"))
    await here.client._database.write(
        lambda connection: connection.execute("PRAGMA max_page_count = 1").fetchone()
    )
    here.notifying.reply(GROUP, "x" * 7_900)
    await until(lambda: unsent)
    assert unsent == [(GROUP, "x" * 7_900)]
    assert here.client.connection.waiting == 0


async def test_what_is_unread_is_counted_where_something_is_different_and_is_right_each_time(
    here, world, monkeypatch
):
    counted = []
    count = here.client.unread_by_chat

    async def noted(chats=None):
        counted.append(chats)
        return await count(chats)

    async def agrees() -> None:
        await here.rest()
        assert here.notifying.unread == sum((await count()).values(), UnreadTotal())

    monkeypatch.setattr(here.client, "unread_by_chat", noted)
    for number in range(3, 6):
        await here.hears(world.start(chat_id(number)), world.say(chat_id(number), "hello"))
        await agrees()
    await here.hears(world.say(GROUP, "one"), world.say(DIRECT, "@Anna Larsson", mentions=(ME.id,)))
    await agrees()
    assert here.notifying.unread == UnreadTotal(messages=5, chats=5, mentions=1)
    await here.client.set_muted(GROUP, NOON + HOUR)
    await agrees()
    await here.client.mark_read(DIRECT, world.last_seq(DIRECT))
    await here.client.mark_unread(DIRECT, 2)
    await agrees()
    await here.hears(world.delete(chat_id(3), world.last_seq(chat_id(3))))
    await agrees()
    assert here.notifying.unread.silent == 1
    assert {chat_id(4)} not in counted[4:]
    here.time.now += HOUR
    counted.clear()
    here.notifying._look_again()
    await agrees()
    assert here.notifying.unread.silent == 0
    assert counted == [None]
    await here.hears(world.say(GROUP, "two"))
    assert counted == [None, {GROUP}]


async def test_marking_as_read_reads_what_was_told(here, world):
    await here.hears(world.say(GROUP, "one"), world.say(GROUP, "two"))
    here.notifying.mark_read(GROUP)
    assert here.listing.withdrawn == [GROUP]
    await until(lambda: here.notifying.unread.messages == 0)


async def test_marking_as_read_leaves_unread_what_was_not_told(here, world):
    await here.hears(world.say(GROUP, "one"))
    here.choices.choose(paused_until=NOON + HOUR)
    await here.hears(world.say(GROUP, "nobody saw this yet"))
    here.notifying.mark_read(GROUP)
    await until(lambda: here.notifying.unread.messages == 1)
    await here.rest()
    here.choices.choose(paused_until=0)
    assert here.body(GROUP) == "Bruno: nobody saw this yet"


async def test_the_test_is_shown_even_while_paused(here):
    here.choices.choose(paused_until=NOON + HOUR)
    here.notifying.test()
    assert [notice.key for notice in here.listing.shown] == [TEST]
    assert here.outcomes == [Outcome.TEST]
    here.notifying.gone(TEST)
    here.notifying.set_hint("Nothing shows notifications here.")
    here.notifying.test()
    assert here.outcomes == [Outcome.TEST, Outcome.NOT_POSSIBLE]


async def test_the_name_of_the_account_stands_in_titles_where_there_are_several(here, world):
    await here.hears(world.say(GROUP, "one"))
    here.notifying.set_account("Anna at Berlin")
    assert here.title(GROUP) == "Refunds – Anna at Berlin"
    assert len(here.listing.pop_ups) == 1


async def test_another_choice_of_what_is_seen_holds_at_once(here, world):
    await here.hears(world.say(GROUP, "secret"))
    here.choices.choose(notification_text="nothing")
    assert (here.title(GROUP), here.body(GROUP)) == ("Internal Chat", "New message")
    assert not here.listing.standing[GROUP].may_reply
    assert len(here.listing.pop_ups) == 1


async def test_at_its_end_everything_is_withdrawn(here, world):
    await here.hears(world.say(GROUP, "one"))
    here.notifying.close()
    assert here.listing.withdrawn == [GROUP]
    await here.client.apply(world.say(GROUP, "two"))
    await here.rest()
    assert len(here.listing.shown) == 1


async def test_the_count_is_told_when_it_changes_and_when_a_chat_is_heard_again(here, world):
    await here.client.set_muted(GROUP, NOON + HOUR)
    await here.hears(world.say(GROUP, "one"))
    assert (here.notifying.unread.messages, here.notifying.unread.silent) == (0, 1)
    here.passes(HOUR + MINUTE_MS)
    here.notifying._minute.timeout.emit()
    await here.rest()
    assert (here.notifying.unread.messages, here.notifying.unread.silent) == (1, 0)
    assert here.listing.shown == [], "what came while the chat was muted is not told later"
    assert not here.notifying._minute.isActive()
