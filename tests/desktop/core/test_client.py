"""The client without a network: what is read back, and how the user's own changes show before anybody has confirmed them."""

import asyncio
import sys

import pytest
from msgspec import structs

from desktop.core import outbox
from desktop.core.cache.details import details
from desktop.core.changes import NOTHING
from desktop.core.errors import ErrorCode, InvalidInputError, NotConnectedError
from desktop.core.folder import CACHE_FILE
from desktop.core.sync.applier import Refuse, Settle, Wipe
from desktop.core.values import Created, Delivery, Renamed, Text
from sync_server.protocol import limits
from sync_server.protocol.frames import (
    Accepted,
    ChatCreated,
    ChatSnapshot,
    Directory,
    HistoryPage,
    Ok,
    SendMessage,
    Typing,
)
from sync_server.protocol.nouns import Added, Message
from tests.desktop.core.listener import CHAT, NOW
from tests.desktop.core.world import ME, OTHER, THIRD, chat_id, message_id
from tests.support.decrypted import decrypted
from tests.support.keys import KEY

# Reading ------------------------------------------------------------------------------------------------------------


async def test_the_team_is_told_by_name_without_the_user(desk):
    await desk.client.apply(Directory((structs.replace(OTHER, active=False, revision=4),), 4))
    assert [person.name for person in await desk.client.people()] == ["Chiara Conti"]
    assert desk.client.me.name == "Anna Larsson"


async def test_a_chat_counts_what_others_wrote_after_the_read_position(told):
    assert (await told.line()).unread == 6
    await told.client.mark_read(CHAT, 7)
    assert (await told.line()).unread == 3
    assert (await told.client.chat(CHAT)).read_seq == 7
    await told.client.mark_read(CHAT, 5)
    assert (await told.line()).unread == 3


async def test_read_positions_wait_as_one_and_are_not_counted_as_waiting(told):
    for seq in (5, 6, 9, 8):
        await told.client.mark_read(CHAT, seq)
    (pending,) = (await told.commands()).pending
    assert pending.frame.seq == 9
    assert told.client.connection.waiting == 0
    assert not (await told.line()).waiting
    await told.answers(Settle(pending.number, Ok(1)))
    assert (await told.commands()).pending == ()
    assert (await told.line()).unread == 1


async def test_the_line_of_a_chat_tells_who_wrote_last(told):
    line = await told.line()
    assert (line.subject, [person.id for person in line.others]) == ("Refunds", [OTHER.id])
    assert (line.last.body, line.last.author_name) == (Text("line 10"), "Bruno Costa")
    assert line.last_writers == (OTHER.id,)
    assert line.activity_at == line.last.sent_at


async def test_the_list_is_in_order_of_activity(told):
    await told.client.apply(told.world.start(chat_id(2)), told.world.start(chat_id(3)))
    await told.client.apply(told.world.say(CHAT, "newest"))
    assert [line.id for line in await told.client.chats()] == [CHAT, chat_id(3), chat_id(2)]
    await told.client.send(chat_id(2), "mine, just now")
    assert [line.id for line in await told.client.chats()] == [chat_id(2), CHAT, chat_id(3)]


async def test_pages_run_from_the_newest_to_the_start_without_overlap(told):
    page = await told.client.latest(CHAT, limit=4)
    assert ([row.seq for row in page.rows], page.reaches_start, page.reaches_end) == (
        [7, 8, 9, 10],
        False,
        True,
    )
    page = await told.client.older(CHAT, before=7, limit=4)
    assert ([row.seq for row in page.rows], page.reaches_start, page.reaches_end) == (
        [3, 4, 5, 6],
        False,
        False,
    )
    page = await told.client.older(CHAT, before=3, limit=4)
    assert ([row.seq for row in page.rows], page.reaches_start, page.older_expected) == ([1, 2], True, False)
    page = await told.client.newer(CHAT, after=6, limit=2)
    assert ([row.seq for row in page.rows], page.reaches_end) == ([7, 8], False)
    page = await told.client.newer(CHAT, after=8)
    assert ([row.seq for row in page.rows], page.reaches_end) == ([9, 10], True)
    page = await told.client.around(CHAT, seq=5, limit=4)
    assert [row.seq for row in page.rows] == [4, 5, 6, 7]
    assert (await told.client.around(CHAT, seq=99)).reaches_end


async def test_a_page_stops_where_older_messages_are_still_on_the_server(desk):
    desk.world.start(CHAT)
    for number in range(2, 9):
        desk.world.say(CHAT, f"line {number}")
    await desk.client.apply(desk.world.snapshot(CHAT))
    page = await desk.client.latest(CHAT)
    assert ([row.seq for row in page.rows], page.reaches_start, page.older_expected) == (
        [6, 7, 8],
        False,
        True,
    )
    assert (await desk.client.older(CHAT, before=6)).older_expected
    await desk.news()
    await desk.client.apply(HistoryPage(0, CHAT, 1, tuple(desk.world.lines[CHAT][:5])))
    news = await desk.news()
    assert (news.backfilled, news.messages) == ({CHAT}, frozenset())
    page = await desk.client.latest(CHAT)
    assert ([row.seq for row in page.rows], page.reaches_start) == (list(range(1, 9)), True)


async def test_a_page_has_no_hole_while_a_gap_is_open(told):
    for number in range(11, 20):
        push = told.world.say(CHAT, f"line {number}")
    await told.client.apply(push)
    page = await told.client.latest(CHAT)
    assert ([row.seq for row in page.rows], page.older_expected) == ([19], True)
    page = await told.client.newer(CHAT, after=8)
    assert ([row.seq for row in page.rows], page.reaches_end) == ([9, 10], False)
    assert (await told.commands()).positions[0].has_gap


async def test_messages_whose_chat_is_not_here_yet_are_shown_with_it(desk):
    first = desk.world.start(CHAT)
    await desk.client.apply(desk.world.say(CHAT, "hello"))
    page = await desk.client.latest(CHAT)
    assert (page.rows, page.reaches_end) == ((), True)
    assert (await desk.client.newer(CHAT, after=0)).reaches_end
    await desk.client.apply(first)
    assert await desk.texts() == ["hello"]


async def test_who_started_a_chat_is_known(told):
    details = await told.client.chat(CHAT)
    assert (details.started_by.id, details.my_added_at, details.provisional) == (OTHER.id, None, False)


async def test_a_long_chat_is_told_of_as_quickly_as_a_short_one(desk):
    """However often it is asked while something arrives: its messages are not counted one by one."""

    def steps(connection):
        taken = []
        connection.set_progress_handler(lambda: taken.append(1) and 0, 20)
        details(connection, ME.id, CHAT)
        connection.set_progress_handler(None, 0)
        return len(taken)

    desk.world.start(CHAT)
    for number in range(600):
        desk.world.say(CHAT, f"line {number}")
    lines = desk.world.visible(CHAT)
    await desk.client.apply(ChatSnapshot(desk.world.chats[CHAT], 601, 580, lines[579:], {}))
    before = await desk.client._database.read(steps)
    await desk.client.apply(HistoryPage(1, CHAT, 1, lines[:579]))
    assert await desk.client._database.read(steps) < before + 5


async def test_who_was_added_without_history_is_known_as_such(told):
    await told.client.apply(told.world.add(CHAT, THIRD, by=ME, with_history=False))
    newcomer = (await told.client.chat(CHAT)).participants[-1]
    assert (newcomer.person.name, newcomer.added_by.id) == ("Chiara Conti", ME.id)
    assert newcomer.added_at == told.world.lines[CHAT][-1].sent_at
    assert newcomer.limited_history
    assert not (await told.client.chat(CHAT)).participants[0].limited_history


async def test_what_lies_before_the_cut_off_is_gone_from_the_disk_as_soon_as_that_is_known(desk, tmp_path):
    desk.world.start(CHAT)
    await desk.client.apply(desk.world.say(CHAT, "said before xyzzy"), desk.world.say(CHAT, "said since"))
    assert b"xyzzy" in whole_folder(tmp_path)
    row, lines = structs.replace(desk.world.chats[CHAT], visible_from_seq=3), desk.world.lines[CHAT][2:]
    await desk.client.apply(ChatSnapshot(row, 3, 3, tuple(lines), {}))
    assert b"said since" in whole_folder(tmp_path)
    assert b"xyzzy" not in whole_folder(tmp_path)


def whole_folder(folder):
    """Return all that whoever has the key can read."""
    (cache,) = folder.rglob(CACHE_FILE)
    return decrypted(cache, KEY)


async def test_a_newcomer_knows_since_when_they_see_the_chat(desk):
    await desk.client.apply(desk.world.start(CHAT, hidden=38))
    details = await desk.client.chat(CHAT)
    added_at = desk.world.lines[CHAT][-1].sent_at
    assert (details.my_added_at, details.started_by, details.started_at) == (added_at, None, None)
    assert (details.visible_from_seq, details.last_seq, details.read_seq) == (40, 40, 39)
    assert details.participants[0].added_by is None
    assert (await desk.client.latest(CHAT)).reaches_start


async def test_typing_is_told_and_not_stored(told):
    await told.client.apply(Typing(CHAT, OTHER.id), Typing(CHAT, ME.id))
    assert (await told.news()).typing == {(CHAT, OTHER.id)}


async def test_what_happens_in_one_turn_is_told_once(told):
    heard = []
    told.client.feed.subscribe(heard.append)
    told.client._publish(structs.replace(NOTHING, chats=frozenset({CHAT})))
    told.client._publish(structs.replace(NOTHING, people=True))
    await told.news()
    assert heard == [structs.replace(NOTHING, chats=frozenset({CHAT}), people=True)]


async def test_a_chat_that_does_not_exist_is_none_and_empty(desk):
    assert await desk.client.chat(CHAT) is None
    assert await desk.client.chat_summaries(frozenset({CHAT})) == ()
    assert (await desk.client.latest(CHAT)).rows == ()


# Writing ------------------------------------------------------------------------------------------------------------


async def test_a_message_shows_at_once_after_every_confirmed_row(told):
    await told.client.save_draft(CHAT, "on its w")
    message = await told.client.send(CHAT, "  on its way\n")
    (*_, row) = (await told.client.latest(CHAT)).rows
    assert (row.id, row.seq, row.body, row.delivery) == (message, None, Text("on its way"), Delivery.WAITING)
    assert (row.author, row.sent_at) == (ME.id, NOW)
    line = await told.line()
    assert (line.last.id, line.waiting, line.draft, line.activity_at) == (message, True, "", NOW)
    assert await told.client.rows(frozenset({message})) == (row,)
    assert told.client.connection.waiting == 1
    assert (await told.news()).messages == {message}


async def test_what_a_message_answers_and_whom_it_names_waits_with_it(told):
    frame = SendMessage(0, CHAT, message_id(99), "an answer", message_id(2), (OTHER.id,))
    await told.client._database.write(outbox.send, frame, NOW)
    (pending,) = (await told.commands()).pending
    assert pending.frame == frame
    (*_, row) = (await told.client.latest(CHAT)).rows
    assert row.body == Text("an answer", (OTHER.id,))


async def test_a_confirmed_row_replaces_the_provisional_one_in_one_step(told):
    await told.client.send(CHAT, "hello")
    (pending,) = (await told.commands()).pending
    told.world.say(CHAT, "hello", by=ME, message=pending.frame.message)
    await told.answers(Settle(pending.number, Accepted(1, told.world.lines[CHAT][-1])))
    (*_, row) = (await told.client.latest(CHAT)).rows
    assert (row.id, row.seq, row.delivery, row.command) == (pending.frame.message, 11, Delivery.SENT, None)
    assert (await told.texts()).count("hello") == 1
    assert told.client.connection.waiting == 0
    assert not (await told.commands()).positions[0].has_gap


async def test_a_push_that_comes_before_the_answer_takes_the_command_out(told):
    await told.client.send(CHAT, "hello")
    (pending,) = (await told.commands()).pending
    push = told.world.say(CHAT, "hello", by=ME, message=pending.frame.message)
    await told.client.apply(push)
    assert (await told.commands()).pending == ()
    assert (await told.texts()).count("hello") == 1
    await told.answers(Settle(pending.number, Accepted(1, told.world.lines[CHAT][-1])))
    assert (await told.texts()).count("hello") == 1


async def test_a_refused_message_says_why_and_can_be_sent_again_at_the_end(told):
    first = await told.client.send(CHAT, "first")
    await told.client.send(CHAT, "second")
    number = (await told.commands()).pending[0].number
    await told.answers(Refuse(number, CHAT, first, ErrorCode.MESSAGE_TOO_LONG))
    (row,) = await told.client.rows(frozenset({first}))
    assert (row.delivery, row.reason, row.command) == (Delivery.REFUSED, "message_too_long", number)
    line = await told.line()
    assert (line.refused, line.waiting, told.client.connection.waiting) == (True, True, 1)
    await told.client.retry(number)
    assert (await told.texts())[-2:] == ["second", "first"]
    assert [each.refusal for each in (await told.commands()).pending] == ["", ""]


async def test_a_discarded_message_is_gone_and_its_text_returned(told):
    await told.client.send(CHAT, "never mind")
    (pending,) = (await told.commands()).pending
    assert await told.client.discard(pending.number) == "never mind"
    assert "never mind" not in await told.texts()
    assert await told.client.discard(pending.number) == ""


async def test_a_subject_shows_at_once_and_a_refused_one_does_not(told):
    await told.client.set_subject(CHAT, "  Refunds \n and returns ")
    assert (await told.line()).subject == "Refunds and returns"
    details = await told.client.chat(CHAT)
    assert (details.pending_subject.subject, details.pending_subject.delivery) == (
        "Refunds and returns",
        Delivery.WAITING,
    )
    assert (await told.client.latest(CHAT)).rows[-1].body == Renamed("Refunds and returns")
    (pending,) = (await told.commands()).pending
    await told.answers(Refuse(pending.number, CHAT, pending.frame.message, ErrorCode.SUBJECT_TOO_LONG))
    details = await told.client.chat(CHAT)
    assert (details.subject, details.pending_subject.reason) == ("Refunds", "subject_too_long")
    assert (await told.client.latest(CHAT)).rows[-1].body == Text("line 10")
    await told.client.set_subject(CHAT, "Another")
    assert [each.frame.subject for each in (await told.commands()).pending] == ["Another"]


async def test_an_acknowledged_subject_is_there_before_the_chats_own_row(told):
    await told.client.set_subject(CHAT, "New")
    (pending,) = (await told.commands()).pending
    told.world.rename(CHAT, "New", by=ME, message=pending.frame.message)
    await told.answers(Settle(pending.number, Accepted(1, told.world.lines[CHAT][-1])))
    details = await told.client.chat(CHAT)
    assert (details.subject, details.pending_subject) == ("New", None)


async def test_people_whom_an_acknowledged_line_added_are_there_before_the_chats_own_row(told):
    line = Message(message_id(99), CHAT, 11, 11, ME.id, 77, Added((THIRD.id,), with_history=True))
    await told.client.apply(Accepted(1, line))
    newcomer = (await told.client.chat(CHAT)).participants[-1]
    assert (newcomer.person.id, newcomer.added_by.id, newcomer.limited_history) == (THIRD.id, ME.id, False)


async def test_the_same_subject_is_not_sent(told):
    await told.client.set_subject(CHAT, "Refunds")
    assert (await told.commands()).pending == ()


async def test_a_chat_started_offline_is_there_at_once_and_can_be_written_into(desk):
    chat = await desk.client.start_chat([OTHER.id, ME.id, THIRD.id, OTHER.id], subject="Plan")
    await desk.client.send(chat, "first")
    await desk.client.set_subject(chat, "Better plan")
    details = await desk.client.chat(chat)
    assert (details.provisional, details.subject, details.started_by.id) == (True, "Better plan", ME.id)
    assert [each.person.id for each in details.participants] == [ME.id, OTHER.id, THIRD.id]
    page = await desk.client.latest(chat)
    assert [row.body for row in page.rows] == [Created("Plan"), Text("first"), Renamed("Better plan")]
    assert (page.reaches_start, page.reaches_end, page.older_expected) == (True, True, False)
    (line,) = await desk.client.chats()
    assert ([person.id for person in line.others], line.last_writers) == (
        [OTHER.id, THIRD.id],
        (OTHER.id, THIRD.id),
    )


async def test_a_started_chat_is_confirmed_in_one_step_and_what_waits_in_it_stays(desk):
    chat = await desk.client.start_chat([OTHER.id], subject="Plan")
    await desk.client.send(chat, "first")
    create, _ = (await desk.commands()).pending
    desk.world.start(chat, by=ME, message=create.frame.message, subject="Plan")
    await desk.answers(
        Settle(create.number, ChatCreated(1, desk.world.chats[chat], desk.world.lines[chat][0]))
    )
    assert not (await desk.client.chat(chat)).provisional
    page = await desk.client.latest(chat)
    assert [(row.seq, row.body) for row in page.rows] == [(1, Created("Plan")), (None, Text("first"))]
    assert not (await desk.commands()).positions[0].has_gap


async def test_a_refused_start_says_why_and_its_discard_takes_all_that_was_written(desk):
    chat = await desk.client.start_chat([OTHER.id])
    await desk.client.send(chat, "one")
    await desk.client.send(chat, "two")
    create = (await desk.commands()).pending[0]
    await desk.answers(Refuse(create.number, chat, create.frame.message, ErrorCode.UNKNOWN_USER))
    details = await desk.client.chat(chat)
    assert (details.refused, details.create_command) == ("unknown_user", create.number)
    await desk.client.retry(create.number)
    assert (await desk.client.chat(chat)).refused == ""
    assert (await desk.commands()).pending[0].number == create.number
    assert await desk.client.discard(create.number) == "one\n\ntwo"
    assert await desk.client.chats() == ()


async def test_drafts_are_kept_per_chat(told):
    await told.client.save_draft(CHAT, "half a sen")
    assert (await told.client.chat(CHAT)).draft == "half a sen"
    assert (await told.line()).draft == "half a sen"
    assert (await told.news()).drafts == {CHAT}
    await told.client.save_draft(CHAT, "half a sen")
    assert not await told.news()
    await told.client.save_draft(CHAT, " ")
    assert (await told.line()).draft == ""


@pytest.mark.parametrize(
    ("action", "code"),
    [
        (lambda client: client.send(CHAT, " \n"), ErrorCode.MESSAGE_EMPTY),
        (lambda client: client.send(CHAT, "x" * (limits.MESSAGE_CHARACTERS + 1)), ErrorCode.MESSAGE_TOO_LONG),
        (lambda client: client.send(chat_id(9), "text"), ErrorCode.CHAT_NOT_FOUND),
        (
            lambda client: client.set_subject(CHAT, "x" * (limits.SUBJECT_CHARACTERS + 1)),
            ErrorCode.SUBJECT_TOO_LONG,
        ),
        (lambda client: client.set_subject(chat_id(9), "text"), ErrorCode.CHAT_NOT_FOUND),
        (lambda client: client.start_chat([]), ErrorCode.NO_OTHER_PARTICIPANT),
        (lambda client: client.start_chat([ME.id]), ErrorCode.NO_OTHER_PARTICIPANT),
        (lambda client: client.start_chat([chat_id(7)]), ErrorCode.UNKNOWN_USER),
        (lambda client: client.start_chat([OTHER.id], subject="x" * 201), ErrorCode.SUBJECT_TOO_LONG),
        (
            lambda client: client.start_chat([chat_id(n) for n in range(limits.PARTICIPANTS)]),
            ErrorCode.TOO_MANY_PARTICIPANTS,
        ),
    ],
)
async def test_input_that_cannot_be_sent_is_refused_before_it_is_stored(told, action, code):
    await told.client.save_draft(CHAT, "keep me")
    with pytest.raises(InvalidInputError) as refused:
        await action(told.client)
    assert refused.value.code is code
    assert (await told.commands()).pending == ()
    assert (await told.line()).draft == "keep me"


async def test_the_longest_message_and_half_a_character_can_be_sent(told):
    await told.client.send(CHAT, "\N{GRINNING FACE}" * limits.MESSAGE_CHARACTERS)
    await told.client.send(CHAT, "broken \ud83d half")
    assert (await told.texts())[-1] == "broken \N{REPLACEMENT CHARACTER} half"


async def test_adding_people_needs_a_connection(told):
    with pytest.raises(NotConnectedError):
        await told.client.add_participants(CHAT, [THIRD.id], share_history=True)


async def test_a_closed_account_leaves_nothing(told):
    await told.client.send(CHAT, "text")
    await told.client.save_draft(CHAT, "draft")
    await told.news()
    await told.answers(Wipe())
    assert (await told.news()).chats == {CHAT}
    assert await told.client.chats() == ()
    assert await told.client.people() == ()
    assert (await told.commands()).pending == ()
    assert await told.positions() == {}
    await told.client.close()
    files = list(told.client._database._path.parent.iterdir())
    assert files
    assert not any(b"Refunds" in file.read_bytes() or b"line 5" in file.read_bytes() for file in files)


async def test_opening_the_cache_does_not_load_the_network_library():
    code = "import sys; import desktop.core.client; sys.exit('websockets' in sys.modules)"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code)
    assert await process.wait() == 0
