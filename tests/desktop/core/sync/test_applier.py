"""Taking in what the server tells: whatever comes, and in whatever order, the newest state of each row is what is kept."""

from msgspec import structs

from desktop.core.changes import NOTHING
from desktop.core.values import Deleted, Renamed, Text, Unknown
from sync_server.protocol.frames import (
    Accepted,
    ChangesPage,
    ChatChanges,
    ChatOpened,
    Directory,
    HistoryPage,
    ReadPositions,
    Synced,
)
from tests.desktop.core.listener import CHAT
from tests.desktop.core.world import ME, OTHER, THIRD, message_id, stored


async def test_an_older_row_never_replaces_a_newer(told):
    line = told.world.lines[CHAT][4]
    newer = structs.replace(line, revision=20, body=Text("edited"))
    await told.client.apply(*(HistoryPage(0, CHAT, 5, (row,)) for row in (newer, line)))
    assert (await told.texts())[3] == "edited"
    await told.client.apply(
        ChatChanges(CHAT, 0, 0, (), structs.replace(told.world.chats[CHAT], revision=0, subject="Old"))
    )
    assert (await told.line()).subject == "Refunds"
    await told.client.apply(Directory((structs.replace(OTHER, name="Old", revision=1),), 3))
    assert (await told.client.chat(CHAT)).participants[0].person.name == "Bruno Costa"


async def test_what_a_newer_server_says_is_kept_as_it_came_until_it_can_be_read(told):
    raw = '{"kind":"poll","question":"Lunch?"}'
    newest = told.world.lines[CHAT][-1]
    line = structs.replace(
        newest, id=message_id(900), seq=newest.seq + 1, revision=newest.revision + 1, body=Unknown(raw)
    )
    await told.client.apply(ChatChanges(CHAT, newest.revision, line.revision, (line,)))

    shown = (await told.client.latest(CHAT, limit=1)).rows[-1]
    assert (shown.id, shown.body) == (line.id, Unknown(raw))
    # A program that knows more kinds reads the same row.
    later = structs.replace(
        line, revision=line.revision + 1, body=Unknown('{"kind":"renamed","subject":"Lunch"}')
    )
    await told.client.apply(ChatChanges(CHAT, line.revision, later.revision, (later,)))
    assert (await told.client.latest(CHAT, limit=1)).rows[-1].body == Renamed("Lunch")


async def test_a_snapshot_that_was_overtaken_closes_no_gap(desk):
    desk.world.start(CHAT)
    for number in range(2, 6):
        desk.world.say(CHAT, f"line {number}")
    late = desk.world.snapshot(CHAT)
    for number in range(6, 10):
        desk.world.say(CHAT, f"line {number}")
    await desk.client.apply(desk.world.snapshot(CHAT))
    await desk.client.apply(late)
    (position,) = (await desk.commands()).positions
    assert (position.held, position.held_from_seq, position.has_older) == (9, 7, True)


# How far people have read, and how far that and the directory were told ------------------------------------------------


async def test_another_device_of_the_user_reads(told):
    await told.client.apply(ReadPositions(CHAT, {ME.id: 10}))
    assert (await told.line()).unread == 0
    assert (await told.news()).chats == {CHAT}
    await told.client.apply(ReadPositions(CHAT, {ME.id: 6}))
    assert (await told.line()).unread == 0


async def test_how_far_others_have_read_is_kept_and_moves_nothing_of_ones_own(told):
    await told.client.apply(ReadPositions(CHAT, {OTHER.id: 10, THIRD.id: 7}))
    assert await told.news() == structs.replace(NOTHING, read=frozenset({CHAT}))
    assert (await told.positions())[THIRD.id] == 7
    assert (await told.line()).unread == 6


async def test_whoever_writes_has_read_up_to_it(told):
    await told.client.apply(told.world.say(CHAT, "from my other device", by=ME))
    assert (await told.line()).unread == 0
    await told.client.apply(told.world.rename(CHAT, "Refunds, March", by=OTHER))
    assert (await told.positions())[OTHER.id] == 12


async def test_who_is_added_begins_before_the_line_that_says_so(told):
    await told.client.apply(told.world.add(CHAT, THIRD, with_history=True))
    assert (await told.positions())[THIRD.id] == 10
    assert (await told.line()).subject == "Refunds"


async def test_how_far_people_have_read_comes_with_a_chat_that_is_new_here(desk):
    desk.world.start(CHAT)
    desk.world.reads(CHAT, 1, who=ME)
    desk.world.say(CHAT, "text", by=OTHER)
    desk.world.add(CHAT, THIRD, with_history=True)
    desk.world.reads(CHAT, 3, who=THIRD)
    await desk.client.apply(desk.world.snapshot(CHAT))
    assert await desk.positions() == {ME.id: 1, OTHER.id: 3, THIRD.id: 3}


async def test_how_far_positions_were_told_is_kept_when_the_catch_up_is_complete(told):
    assert (await told.commands()).reads == 0
    await told.client.apply(ReadPositions(CHAT, {OTHER.id: 10}))
    assert (await told.commands()).reads == 0
    await told.client.apply(Synced(41))
    assert (await told.commands()).reads == 41


async def test_how_far_the_directory_is_held_moves_with_a_catch_up_and_not_with_a_push_that_another_may_precede(
    desk,
):
    await desk.client.apply(Synced(0))
    assert (await desk.commands()).directory == 3
    await desk.client.apply(Directory((structs.replace(OTHER, title="Refunds", revision=5),), 5))
    assert (await desk.client.people())[0].title == "Refunds"
    assert (await desk.commands()).directory == 3
    await desk.client.apply(Synced(0))
    assert (await desk.commands()).directory == 5


# What changes after it was said ----------------------------------------------------------------------------------------


async def test_an_edited_text_replaces_the_old_one_everywhere(told):
    await told.news()
    await told.client.apply(told.world.edit(CHAT, 10, "line ten"))
    news = await told.news()
    assert (news.messages, news.backfilled) == ({told.world.lines[CHAT][9].id}, frozenset())
    (*_, row) = (await told.client.latest(CHAT)).rows
    assert (row.body, row.edited_at) == (Text("line ten"), told.world.lines[CHAT][9].edited_at)
    assert (await told.line()).last == row
    assert (await told.line()).unread == 6


async def test_an_older_message_that_changes_brings_no_older_history(told):
    await told.news()
    await told.client.apply(told.world.edit(CHAT, 5, "line five"))
    news = await told.news()
    assert (news.messages, news.backfilled) == ({told.world.lines[CHAT][4].id}, frozenset())
    assert (await told.line()).last.body == Text("line 10")


async def test_of_a_deleted_message_only_its_place_is_left(told):
    await told.client.apply(told.world.say(CHAT, "the secret of the house", mentions=(ME.id,), reply_to=2))
    await told.client.apply(told.world.react(CHAT, 11, "👍"))
    await told.client.apply(told.world.edit(CHAT, 11, "the mystery of the house"))
    assert (await told.line()).unread == 7
    await told.client.apply(told.world.delete(CHAT, 11))
    (*_, row) = (await told.client.latest(CHAT)).rows
    assert isinstance(row.body, Deleted)
    assert (row.seq, row.edited_at, (await told.line()).last) == (11, None, row)
    assert (await told.line()).unread == 6
    files = [file.read_bytes() for file in told.client._database._path.parent.iterdir()]
    assert files
    assert not any(
        secret in file for file in files for secret in (b"the secret", b"the mystery", "👍".encode())
    )


async def test_replies_reactions_and_mentions_are_kept_with_the_row_and_harm_nothing(told):
    told.world.say(CHAT, "an answer", mentions=(ME.id, OTHER.id), reply_to=2)
    await told.client.apply(told.world.react(CHAT, 11, "👍", "🎉"), told.world.snapshot(CHAT))
    (row,) = await told.client._database.read(
        lambda connection: connection.execute("SELECT * FROM message WHERE seq = 11").fetchall()
    )
    assert tuple(row) == stored(told.world.lines[CHAT][-1])
    (*_, shown) = (await told.client.latest(CHAT)).rows
    assert shown.body == Text("an answer", (ME.id, OTHER.id))


# Chats whose row is lost or late --------------------------------------------------------------------------------------


async def test_what_is_told_of_a_chat_without_its_row_waits_for_the_row(desk):
    desk.world.start(CHAT)
    for number in range(2, 7):
        push = desk.world.say(CHAT, f"line {number}")
    await desk.news()
    applied = await desk.answers(push, ReadPositions(CHAT, {THIRD.id: 3}))
    assert applied.strange == {CHAT}
    assert await desk.client.chats() == ()
    assert await desk.news() == structs.replace(NOTHING, read=frozenset({CHAT}), progress=True)
    found = desk.world.snapshot(CHAT)
    desk.world.say(CHAT, "line 7")
    applied = await desk.answers(
        ChatOpened(1, found.chat, found.revision, found.from_seq, found.messages, found.read)
    )
    assert applied.strange == frozenset()
    assert await desk.texts() == ["line 4", "line 5", "line 6"]
    assert (await desk.positions())[THIRD.id] == 3


async def test_a_row_that_comes_with_a_change_does_not_make_up_for_a_lost_chat(desk):
    desk.world.start(CHAT)
    applied = await desk.answers(desk.world.rename(CHAT, "Refunds"))
    assert applied.strange == {CHAT}
    assert await desk.client.chats() == ()


async def test_a_message_that_came_before_its_chat_opens_a_gap_if_the_chat_is_older(desk):
    late = desk.world.start(CHAT)
    for number in range(2, 7):
        push = desk.world.say(CHAT, f"line {number}")
    await desk.client.apply(push)
    await desk.client.apply(late)
    (position,) = (await desk.commands()).positions
    assert (position.held, position.told, position.held_from_seq) == (1, 6, 1)
    assert position.has_gap


async def test_a_push_after_hidden_changes_leaves_no_gap_and_one_after_a_lost_push_does(desk):
    await desk.client.apply(desk.world.start(CHAT, hidden=3))
    assert desk.world.edit(CHAT, 2, "nobody sees this") is None
    await desk.client.apply(desk.world.say(CHAT, "seen"))
    assert not (await desk.commands()).positions[0].has_gap
    desk.world.react(CHAT, 6, "👍")
    await desk.client.apply(desk.world.say(CHAT, "seen, too"))
    assert (await desk.commands()).positions[0].has_gap


async def test_more_than_fits_one_frame_is_known_to_be_missing(told):
    told.world.edit(CHAT, 2, "edited")
    more = ChatChanges(CHAT, 10, 10, told.world.visible(CHAT)[-2:], more=True)
    await told.client.apply(more)
    (position,) = (await told.commands()).positions
    assert (position.held, position.has_gap) == (10, True)
    await told.client.apply(ChangesPage(1, CHAT, 10, 11, None, told.world.visible(CHAT)[1:2], more=False))
    (position,) = (await told.commands()).positions
    assert (position.held, position.has_gap) == (11, False)


async def test_what_was_acknowledged_after_changes_of_others_does_not_hide_that_they_are_missing(told):
    told.world.react(CHAT, 4, "👍")
    told.world.say(CHAT, "mine", by=ME)
    await told.client.apply(Accepted(1, told.world.lines[CHAT][-1]))
    (position,) = (await told.commands()).positions
    assert (position.held, position.has_gap) == (10, True)
