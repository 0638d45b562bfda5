"""How much of what the user may read is here: said truly, at no cost, and what may not be here is not."""

import pytest
from msgspec import structs

from desktop.core.cache import missing
from desktop.core.sync.incoming import Current
from desktop.core.values import Progress
from sync_server.protocol.frames import (
    Accepted,
    ChangesPage,
    ChatChanges,
    ChatOpened,
    HistoryPage,
    PreferencesChanged,
    PreferencesSet,
    ReadPositions,
    Synced,
)
from sync_server.protocol.nouns import Preferences
from tests.desktop.core.listener import CHAT
from tests.desktop.core.world import ME, OTHER, THIRD, chat_id

NOON = 1_800_000_000_000
ELSEWHERE = chat_id(2)


@pytest.fixture
async def long(desk):
    """A chat of twenty lines, of which the newest three are here; five were read."""
    desk.world.start(CHAT, subject="Refunds")
    for number in range(2, 21):
        desk.world.say(CHAT, f"line {number}")
    desk.world.reads(CHAT, 5, who=ME)
    await desk.client.apply(desk.world.snapshot(CHAT), Synced(0))
    await desk.answers(Current(NOON))
    await desk.news()
    return desk


def page(desk, from_seq, before):
    lines = [line for line in desk.world.visible(CHAT) if from_seq <= line.seq < before]
    return HistoryPage(0, CHAT, from_seq, tuple(lines))


async def unread(desk):
    return (await desk.line()).unread


# How much is still to come ----------------------------------------------------------------------------------------------


async def test_before_the_first_catch_up_nothing_is_known(desk):
    assert await desk.client.progress() == Progress(complete=False, coming=0, chats=0, as_of=None)


async def test_what_is_missing_is_counted_by_places_until_everything_is_here(long):
    assert await long.client.progress() == Progress(complete=False, coming=17, chats=1, as_of=NOON)
    await long.client.apply(page(long, 8, 18))
    assert (await long.news()).progress
    assert (await long.client.progress()).coming == 7
    assert (await long.client.chat(CHAT)).coming == 7
    await long.client.apply(page(long, 1, 8))
    assert await long.client.progress() == Progress(complete=True, coming=0, chats=0, as_of=NOON)


async def test_what_lies_before_the_cut_off_is_not_to_come(desk):
    desk.world.start(CHAT, hidden=30)
    await desk.client.apply(desk.world.snapshot(CHAT), Synced(0))
    await desk.answers(Current(NOON))
    assert (await desk.client.progress()).complete


async def test_a_gap_is_something_that_is_missing(told):
    await told.answers(Synced(0), Current(NOON))
    assert (await told.client.progress()).complete
    told.world.react(CHAT, 4, "👍")
    await told.client.apply(told.world.say(CHAT, "after the gap"))
    assert not (await told.client.progress()).complete
    changed = told.world.handle(_changes(10))
    await told.client.apply(*changed)
    assert (await told.news()).progress
    assert (await told.client.progress()).complete


def _changes(after):
    from sync_server.protocol.frames import Changes

    return Changes(1, CHAT, after)


async def test_after_a_long_absence_what_was_missed_is_to_come(told):
    await told.answers(Synced(0), Current(NOON))
    for number in range(20):
        told.world.say(CHAT, f"missed {number}")
    newest = told.world.visible(CHAT)[-3:]
    await told.client.apply(ChatChanges(CHAT, 10, 10, newest, more=True))
    assert await told.client.progress() == Progress(complete=False, coming=17, chats=1, as_of=NOON)
    assert (await told.client.chat(CHAT)).coming == 17
    missed = told.world.visible(CHAT)[10:20]
    await told.client.apply(ChangesPage(1, CHAT, 10, 20, None, missed, more=True))
    assert (await told.client.progress()).coming == 7
    await told.client.apply(ChangesPage(1, CHAT, 20, 30, None, told.world.visible(CHAT)[20:], more=False))
    assert (await told.client.progress()).complete


async def test_it_is_read_from_what_is_held_of_chats_and_never_from_messages(long):
    plans = [
        await long.client._database.read(_plan, query, values)
        for query, values in ((missing._LACKING, ()), (missing._OF_CHAT, (CHAT,)))
    ]
    assert all(plans)
    assert not [step for plan in plans for step in plan if "message" in step]


def _plan(connection, query, values):
    return [row["detail"] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}", values)]


# What is unread, before it is here --------------------------------------------------------------------------------------


async def test_the_number_is_right_at_once_and_stays_right_with_every_page(long):
    assert await unread(long) == 15
    for from_seq, before in ((14, 18), (3, 14), (1, 3)):
        await long.client.apply(page(long, from_seq, before))
        assert await unread(long) == 15
    # Any number of times.
    await long.client.apply(page(long, 3, 14))
    assert await unread(long) == 15


async def test_what_is_said_taken_back_or_edited_meanwhile_is_counted_once(long):
    await long.client.apply(long.world.say(CHAT, "one more"), long.world.say(CHAT, "mine", by=THIRD))
    assert await unread(long) == 17
    # Both are of messages that are not here yet: the row comes before its page.
    await long.client.apply(long.world.delete(CHAT, 10), long.world.edit(CHAT, 11, "line eleven"))
    assert await unread(long) == 16
    long.world.delete(CHAT, 9)
    await long.client.apply(page(long, 1, 18))
    assert await unread(long) == 15 == long.world.unread(CHAT)[0]


async def test_read_on_another_device_into_what_is_missing_it_is_asked_for_again(long):
    await long.client.apply(long.world.reads(CHAT, 10, who=ME))
    (position,) = (await long.commands()).positions
    assert position.lacks_count
    # Until the answer is here, no more is said to be unread than can be.
    assert await unread(long) == 10
    await long.client.apply(opened(long))
    (position,) = (await long.commands()).positions
    assert not position.lacks_count
    assert await unread(long) == 10 == long.world.unread(CHAT)[0]


async def test_marked_as_unread_on_another_device_before_what_was_read_it_is_asked_for_again(long):
    await long.client.apply(long.world.prefer(CHAT, unread_from=3))
    (position,) = (await long.commands()).positions
    assert (position.read, position.lacks_count) == (2, True)
    await long.client.apply(opened(long))
    assert await unread(long) == 18 == long.world.unread(CHAT)[0]


async def test_a_count_that_was_made_while_changes_were_missing_is_made_again(long):
    long.world.react(CHAT, 20, "👍")
    late = long.world.say(CHAT, "after the gap")
    answer = opened(long)
    long.world.react(CHAT, 20, "🎉")
    await long.client.apply(late, long.world.say(CHAT, "after another one"), answer)
    (position,) = (await long.commands()).positions
    assert position.has_gap
    assert not position.lacks_count
    await long.client.apply(ChangesPage(1, CHAT, 20, 24, None, long.world.visible(CHAT)[-3:], more=False))
    (position,) = (await long.commands()).positions
    assert position.lacks_count


def opened(desk):
    found = desk.world.snapshot(CHAT)
    return ChatOpened(
        1, found.chat, found.revision, found.from_seq, found.messages, found.read, found.unread, found.unread_after
    )  # fmt: skip


# What the user has set --------------------------------------------------------------------------------------------------


async def test_of_two_rows_of_preferences_the_higher_revision_holds_in_whatever_order_they_come(told):
    newer, older = Preferences(7, muted_until=9, pinned=True), Preferences(6)
    await told.client.apply(PreferencesChanged({CHAT: newer}))
    assert (await told.news()).chats == {CHAT}
    await told.client.apply(PreferencesSet(1, CHAT, older), PreferencesChanged({CHAT: older}))
    line = await told.line()
    assert (line.muted_until, line.pinned) == (9, True)
    assert not (await told.news()).chats


async def test_how_far_preferences_were_told_is_kept_when_the_catch_up_is_complete(told):
    await told.client.apply(PreferencesChanged({CHAT: Preferences(7)}))
    assert (await told.commands()).preferences == 0
    await told.client.apply(Synced(41, 7))
    assert (await told.commands()).preferences == 7


# What may not be here ---------------------------------------------------------------------------------------------------


async def seqs(desk, chat=CHAT):
    select = "SELECT seq FROM message WHERE chat = ? ORDER BY seq"
    rows = await desk.client._database.read(lambda connection: connection.execute(select, (chat,)).fetchall())
    return [row["seq"] for row in rows]


async def test_a_server_that_forgets_the_cut_off_does_not_bring_hidden_messages_into_the_file(desk):
    desk.world.start(CHAT, hidden=3)
    hidden = desk.world.lines[CHAT][2]
    # Before the chat's row is here, too, when its cut-off is not known yet.
    await desk.client.apply(ChatChanges(CHAT, 0, hidden.revision, (hidden,)))
    await desk.client.apply(desk.world.snapshot(CHAT))
    assert await seqs(desk) == [5]
    late = structs.replace(hidden, revision=90)
    await desk.client.apply(
        HistoryPage(1, CHAT, 1, (hidden,)), ChatChanges(CHAT, 5, 90, (late,)), Accepted(1, late)
    )
    assert await seqs(desk) == [5]


async def test_a_row_of_another_chat_does_not_come_in_by_a_page(told):
    stray = structs.replace(told.world.lines[CHAT][3], chat=ELSEWHERE)
    await told.client.apply(HistoryPage(1, CHAT, 1, (stray,)))
    assert await seqs(told, ELSEWHERE) == []


# What may not stay ------------------------------------------------------------------------------------------------------


async def test_a_text_that_was_replaced_or_taken_back_is_to_be_erased_and_a_reaction_is_not(told):
    assert not (await told.answers(told.world.react(CHAT, 5, "👍"))).erased
    assert (await told.answers(told.world.edit(CHAT, 5, "line five"))).erased
    assert (await told.answers(told.world.delete(CHAT, 5))).erased
    assert not (await told.answers(ReadPositions(CHAT, {OTHER.id: 10}))).erased


# What is told ----------------------------------------------------------------------------------------------------------


async def test_a_page_from_far_back_does_not_let_the_chat_list_read_its_line_again(desk):
    desk.world.start(CHAT)
    for number in range(2, 900):
        desk.world.say(CHAT, f"line {number}")
    desk.world.reads(CHAT, 899, who=ME)
    await desk.client.apply(desk.world.snapshot(CHAT), page(desk, 400, 897))
    await desk.news()
    await desk.client.apply(page(desk, 300, 400))
    news = await desk.news()
    assert (news.chats, news.backfilled, news.progress) == (frozenset(), {CHAT}, True)
