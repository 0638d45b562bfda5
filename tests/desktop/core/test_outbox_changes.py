"""What the user changes in messages is shown at once, and waits behind what it changes."""

import pytest

from desktop.core.errors import ErrorCode, InvalidInputError
from desktop.core.values import Change, Deleted, Delivery, Quote, Reaction, Text
from sync_server.protocol.frames import (
    Accepted,
    DeleteMessage,
    EditMessage,
    HistoryPage,
    SendMessage,
    SetReaction,
)
from tests.desktop.core.listener import CHAT, NOW
from tests.desktop.core.world import ME, OTHER, chat_id, message_id

THUMB = "\N{THUMBS UP SIGN}"
HEART = "\N{HEAVY BLACK HEART}"
LINE_2, LINE_9, LINE_10 = message_id(2), message_id(9), message_id(10)
MINE = message_id(3)


async def kinds(desk):
    return [type(each.frame) for each in await desk.outbox()]


# Confirmed messages -------------------------------------------------------------------------------------------------


async def test_an_edit_shows_at_once_and_says_how_far_it_is(told):
    await told.client.edit(CHAT, MINE, " better words ")
    row = await told.row(MINE)
    assert (row.body, row.edited_at, row.seq) == (Text("better words"), NOW, 3)
    assert (row.delivery, row.change) == (Delivery.WAITING, Change.EDIT)
    (pending,) = await told.outbox()
    assert (row.command, pending.target, pending.frame.text) == (pending.number, MINE, "better words")
    news = await told.news()
    assert (news.messages, news.timelines, news.chats, news.outbox) == ({MINE}, {CHAT}, {CHAT}, True)
    assert (await told.client.around(CHAT, seq=3)).rows[2] == row
    assert (await told.client.older(CHAT, before=5)).rows[2] == row
    assert told.client.connection.waiting == 1


async def test_an_edit_of_the_newest_message_shows_in_the_list(told):
    push = told.world.say(CHAT, "the last word", by=ME)
    await told.client.apply(push)
    await told.client.edit(CHAT, push.messages[0].id, "the very last word")
    line = await told.line()
    assert (line.last.body, line.waiting) == (Text("the very last word"), True)
    await told.client.delete(CHAT, push.messages[0].id)
    assert (await told.line()).last.body == Deleted(NOW)


async def test_a_deletion_shows_a_tombstone_at_once(told):
    await told.client.apply(told.world.react(CHAT, 3, THUMB))
    await told.client.delete(CHAT, MINE)
    row = await told.row(MINE)
    assert (row.body, row.delivery, row.change) == (Deleted(NOW), Delivery.WAITING, Change.DELETION)
    assert row.reactions == ()
    await told.client.delete(CHAT, MINE)
    assert await kinds(told) == [DeleteMessage]


async def test_the_last_of_several_edits_is_the_one_that_goes(told):
    for text in ("one", "two", "three"):
        await told.client.edit(CHAT, MINE, text)
    (pending,) = await told.outbox()
    assert pending.frame.text == "three"
    await told.client.edit(CHAT, MINE, "line 3")
    assert await told.outbox() == ()
    assert (await told.row(MINE)).delivery is Delivery.SENT


async def test_an_edit_that_may_be_known_stays_and_the_next_one_waits_behind_it(told):
    await told.client.edit(CHAT, MINE, "one")
    await told.connects()
    await told.client.edit(CHAT, MINE, "two")
    await told.client.edit(CHAT, MINE, "line 3")
    assert [each.frame.text for each in await told.outbox()] == ["one", "two", "line 3"]
    assert (await told.row(MINE)).body == Text("line 3")


async def test_a_deletion_makes_edits_and_reactions_that_wait_needless(told):
    await told.client.edit(CHAT, MINE, "one")
    await told.client.react(CHAT, MINE, THUMB, True)
    await told.client.delete(CHAT, MINE)
    assert await kinds(told) == [DeleteMessage]


async def test_an_edit_keeps_whom_the_message_mentions_unless_told_otherwise(told):
    push = told.world.say(CHAT, "ask Bruno", by=ME, mentions=(OTHER.id,))
    await told.client.apply(push)
    message = push.messages[0].id
    await told.client.edit(CHAT, message, "do ask Bruno")
    assert (await told.row(message)).body == Text("do ask Bruno", (OTHER.id,))
    await told.client.edit(CHAT, message, "ask anybody", mentions=())
    assert (await told.row(message)).body == Text("ask anybody")


async def test_an_answered_edit_is_the_servers_row(told):
    await told.client.edit(CHAT, MINE, "better words")
    (pending,) = await told.outbox()
    told.world.edit(CHAT, 3, "better words")
    await told.answers_yes(pending, Accepted(1, told.world.lines[CHAT][2]))
    row = await told.row(MINE)
    assert (row.body, row.delivery, row.command) == (Text("better words"), Delivery.SENT, None)
    assert await told.outbox() == ()
    assert MINE in (await told.news()).messages


async def test_an_edit_waits_for_its_own_answer_when_the_message_comes_in_again(told):
    await told.client.edit(CHAT, MINE, "better words")
    await told.client.apply(told.world.react(CHAT, 3, THUMB))
    row = await told.row(MINE)
    assert (row.body, row.delivery) == (Text("better words"), Delivery.WAITING)
    assert row.reactions == (Reaction(THUMB, (OTHER.id,)),)


async def test_reactions_show_at_once_as_the_server_will_have_them(told):
    await told.client.apply(told.world.react(CHAT, 2, THUMB))
    await told.client.react(CHAT, LINE_2, THUMB, True)
    await told.client.react(CHAT, LINE_2, HEART, True)
    row = await told.row(LINE_2)
    assert row.reactions == (Reaction(THUMB, (OTHER.id, ME.id)), Reaction(HEART, (ME.id,)))
    assert row.pending_reactions == (THUMB, HEART)
    assert (row.delivery, row.command) == (Delivery.SENT, None)
    assert (await told.news()).messages == {LINE_2}
    assert (await told.line()).waiting


async def test_a_reaction_put_and_taken_away_again_was_nothing(told):
    await told.client.react(CHAT, LINE_2, THUMB, True)
    await told.client.react(CHAT, LINE_2, THUMB, True)
    assert await kinds(told) == [SetReaction]
    await told.client.react(CHAT, LINE_2, HEART + "\ufe0f", True)
    await told.client.react(CHAT, LINE_2, HEART, False)
    await told.client.react(CHAT, LINE_2, THUMB, False)
    assert await told.outbox() == ()
    assert (await told.row(LINE_2)).reactions == ()


async def test_a_reaction_that_may_be_known_is_taken_away_behind_it(told):
    await told.client.react(CHAT, LINE_2, THUMB, True)
    (pending,) = await told.outbox()
    await told.connects()
    await told.loses_connection(pending.number)
    await told.client.react(CHAT, LINE_2, THUMB, False)
    assert [each.frame.on for each in await told.outbox()] == [True, False]
    assert (await told.row(LINE_2)).reactions == ()


async def test_an_answered_message_is_quoted_with_what_is_pending_of_it(told):
    push = told.world.say(CHAT, "about that", reply_to=3)
    await told.client.apply(push)
    answer = push.messages[0].id
    assert (await told.row(answer)).quote.text == "line 3"
    await told.client.edit(CHAT, MINE, "better words")
    quote = (await told.row(answer)).quote
    assert (quote.seq, quote.author_name, quote.text, quote.deleted) == (3, ME.name, "better words", False)
    await told.client.delete(CHAT, MINE)
    quote = (await told.row(answer)).quote
    assert (quote.text, quote.deleted) == ("", True)


async def test_who_quotes_a_message_is_told_when_that_changes(told):
    push = told.world.say(CHAT, "about that", reply_to=3)
    await told.client.apply(push)
    waiting = await told.client.send(CHAT, "about that, too", reply_to=MINE)
    await told.news()
    await told.client.edit(CHAT, MINE, "better words")
    assert (await told.news()).messages == {MINE, push.messages[0].id, waiting}
    await told.client.apply(told.world.delete(CHAT, 3))
    assert (await told.news()).messages == {MINE, push.messages[0].id, waiting}


async def test_a_quoted_message_that_comes_with_the_history_is_told_of(desk):
    desk.world.start(CHAT)
    for number in range(2, 9):
        desk.world.say(CHAT, f"line {number}", reply_to=3 if number == 8 else None)
    await desk.client.apply(desk.world.snapshot(CHAT))
    answer = desk.world.lines[CHAT][7].id
    assert (await desk.row(answer)).quote == Quote(3)
    await desk.news()
    await desk.client.apply(HistoryPage(0, CHAT, 1, tuple(desk.world.lines[CHAT][:5])))
    assert (await desk.news()).messages == {answer}
    assert (await desk.row(answer)).quote.text == "line 3"


async def test_an_earlier_message_that_is_hidden_is_quoted_as_such(desk):
    await desk.client.apply(desk.world.start(CHAT, hidden=3))
    push = desk.world.say(CHAT, "about that", reply_to=2)
    await desk.client.apply(push)
    quote = (await desk.row(push.messages[0].id)).quote
    assert (quote.seq, quote.author_name, quote.text) == (0, "", "")


# Messages that are not sent -----------------------------------------------------------------------------------------


async def test_an_edit_of_an_unsent_message_is_what_is_sent(told):
    first = await told.client.send(CHAT, "first", reply_to=LINE_2)
    await told.client.send(CHAT, "second")
    await told.client.edit(CHAT, first, "better first")
    assert [each.frame.text for each in await told.outbox()] == ["better first", "second"]
    assert (await told.outbox())[0].frame.message == first
    row = await told.row(first)
    assert (row.body, row.edited_at, row.quote.seq) == (Text("better first"), None, 2)
    assert (await told.texts())[-2:] == ["better first", "second"]


async def test_an_edit_of_a_message_that_may_be_known_waits_behind_it(told):
    message = await told.client.send(CHAT, "first")
    (pending,) = await told.outbox()
    await told.connects()
    await told.loses_connection(pending.number)
    await told.client.edit(CHAT, message, "better first")
    assert await kinds(told) == [SendMessage, EditMessage]
    row = await told.row(message)
    assert (row.body, row.delivery, row.change) == (Text("better first"), Delivery.WAITING, Change.MESSAGE)
    assert row.command == pending.number
    push = told.world.say(CHAT, "first", by=ME, message=message)
    await told.client.apply(push)
    assert await kinds(told) == [EditMessage]
    row = await told.row(message)
    assert (row.seq, row.body, row.change) == (11, Text("better first"), Change.EDIT)


async def test_what_was_on_its_way_when_the_program_was_killed_may_be_known(told):
    message = await told.client.send(CHAT, "first")
    await told.connects()
    await told.is_killed()
    await told.client.edit(CHAT, message, "better first")
    assert await kinds(told) == [SendMessage, EditMessage]
    second = await told.client.send(CHAT, "second")
    await told.client.edit(CHAT, second, "better second")
    assert await kinds(told) == [SendMessage, EditMessage, SendMessage]


async def test_an_unsent_message_that_is_deleted_was_never_written(told):
    message = await told.client.send(CHAT, "never mind")
    answer = await told.client.send(CHAT, "an answer", reply_to=message)
    await told.client.react(CHAT, message, THUMB, True)
    assert (await told.row(answer)).quote.text == "never mind"
    await told.client.delete(CHAT, message)
    (pending,) = await told.outbox()
    assert (pending.frame.text, pending.frame.reply_to) == ("an answer", None)
    assert await told.client.rows(frozenset({message})) == ()
    assert (await told.row(answer)).quote is None


async def test_a_message_that_may_be_known_is_deleted_behind_it(told):
    message = await told.client.send(CHAT, "too quick")
    await told.connects()
    await told.client.delete(CHAT, message)
    assert await kinds(told) == [SendMessage, DeleteMessage]
    row = await told.row(message)
    assert (row.body, row.delivery, row.change) == (Deleted(NOW), Delivery.WAITING, Change.DELETION)
    assert row.command == (await told.outbox())[1].number
    await told.client.apply(told.world.say(CHAT, "too quick", by=ME, message=message))
    assert await kinds(told) == [DeleteMessage]
    assert (await told.row(message)).body == Deleted(NOW)


async def test_a_reaction_to_an_unsent_message_waits_behind_it(told):
    message = await told.client.send(CHAT, "first")
    await told.client.react(CHAT, message, THUMB, True)
    assert await kinds(told) == [SendMessage, SetReaction]
    assert (await told.row(message)).reactions == (Reaction(THUMB, (ME.id,)),)


async def test_an_answer_to_an_unsent_message_quotes_it_as_it_is_edited(told):
    message = await told.client.send(CHAT, "first")
    answer = await told.client.send(CHAT, "more of that", reply_to=message)
    await told.client.edit(CHAT, message, "better first")
    quote = (await told.row(answer)).quote
    assert (quote.seq, quote.author_name, quote.text) == (None, ME.name, "better first")


async def test_an_answer_to_a_message_that_is_gone_goes_on_its_own(told):
    await told.client.send(CHAT, "an answer to nothing", reply_to=message_id(999))
    (pending,) = await told.outbox()
    assert pending.frame.reply_to is None


# What cannot be -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "code"),
    [
        (lambda client: client.edit(CHAT, LINE_2, "not mine"), ErrorCode.NOT_AUTHOR),
        (lambda client: client.edit(CHAT, MINE, "  "), ErrorCode.MESSAGE_EMPTY),
        (lambda client: client.edit(CHAT, MINE, "x" * 8_001), ErrorCode.MESSAGE_TOO_LONG),
        (lambda client: client.edit(CHAT, message_id(1), "a system line"), ErrorCode.SYSTEM_LINE),
        (lambda client: client.edit(CHAT, message_id(99), "nothing"), ErrorCode.MESSAGE_NOT_FOUND),
        (lambda client: client.edit(chat_id(2), MINE, "elsewhere"), ErrorCode.MESSAGE_NOT_FOUND),
        (lambda client: client.edit(CHAT, LINE_9, "a tombstone"), ErrorCode.MESSAGE_DELETED),
        (lambda client: client.delete(CHAT, LINE_2), ErrorCode.NOT_AUTHOR),
        (lambda client: client.delete(CHAT, message_id(1)), ErrorCode.SYSTEM_LINE),
        (lambda client: client.react(CHAT, LINE_9, THUMB, True), ErrorCode.MESSAGE_DELETED),
        (lambda client: client.react(CHAT, message_id(1), THUMB, True), ErrorCode.SYSTEM_LINE),
        (lambda client: client.react(CHAT, LINE_2, "hi", True), ErrorCode.EMOJI_REFUSED),
        (lambda client: client.react(CHAT, LINE_2, "", True), ErrorCode.EMOJI_REFUSED),
        (lambda client: client.react(CHAT, LINE_2, THUMB * 17, True), ErrorCode.EMOJI_REFUSED),
    ],
)
async def test_what_the_server_would_refuse_is_not_stored(told, action, code):
    await told.client.apply(told.world.edit(CHAT, 9, "mine now"), told.world.delete(CHAT, 9))
    with pytest.raises(InvalidInputError) as refused:
        await action(told.client)
    assert refused.value.code is code
    assert await told.outbox() == ()
