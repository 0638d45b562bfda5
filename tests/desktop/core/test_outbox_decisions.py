"""What was refused or waited long says so, and its author decides; no text is lost on any way."""

import pytest

from desktop.core.client import Client
from desktop.core.errors import ErrorCode, InvalidInputError
from desktop.core.outbox import is_moot
from desktop.core.values import Change, Created, Deleted, Delivery, Text
from sync_server.protocol.frames import (
    DeleteMessage,
    EditMessage,
    MarkRead,
    SendMessage,
    SetPreferences,
    SetReaction,
    SetSubject,
)
from tests.desktop.core.listener import ACCOUNT, CHAT, NOW
from tests.desktop.core.world import ME, OTHER, message_id
from tests.support.keys import KEY

THUMB = "\N{THUMBS UP SIGN}"
LINE_2, MINE = message_id(2), message_id(3)


async def numbers(desk):
    return [each.number for each in await desk.outbox()]


async def draft(desk):
    details = await desk.client.chat(CHAT)
    return details.draft, details.draft_reply and details.draft_reply.id


# Refused ------------------------------------------------------------------------------------------------------------


async def test_a_refused_edit_keeps_the_new_text_until_its_author_decides(told):
    await told.client.edit(CHAT, MINE, "better words")
    await told.refuses(ErrorCode.MESSAGE_DELETED)
    await told.client.apply(told.world.delete(CHAT, 3))
    row = await told.row(MINE)
    assert (row.body, row.delivery, row.change) == (Text("better words"), Delivery.REFUSED, Change.EDIT)
    assert row.reason == "message_deleted"
    line = await told.line()
    assert (line.refused, line.waiting, told.client.connection.waiting) == (True, False, 0)
    await told.client.take_back(row.command)
    assert (await told.row(MINE)).body == Deleted(told.world.lines[CHAT][2].body.at)
    assert await draft(told) == ("better words", None)


async def test_a_refused_edit_of_what_is_gone_is_not_exchanged_for_another(told):
    await told.client.edit(CHAT, MINE, "better words")
    await told.refuses(ErrorCode.MESSAGE_DELETED)
    await told.client.apply(told.world.delete(CHAT, 3))
    with pytest.raises(InvalidInputError):
        await told.client.edit(CHAT, MINE, "best words")
    assert (await told.row(MINE)).body == Text("better words")


async def test_a_refused_edit_is_sent_again_as_it_was(told):
    await told.client.edit(CHAT, MINE, "better words")
    (before,) = await told.outbox()
    await told.refuses(ErrorCode.NOT_AUTHOR)
    await told.client.retry(before.number)
    (after,) = await told.outbox()
    assert (after.frame, after.refusal) == (before.frame, "")
    assert (await told.row(MINE)).delivery is Delivery.WAITING


async def test_a_refused_edit_that_is_dropped_leaves_the_message_as_it_is(told):
    await told.client.edit(CHAT, MINE, "better words")
    await told.refuses(ErrorCode.NOT_AUTHOR)
    assert await told.client.discard((await told.row(MINE)).command) == "better words"
    row = await told.row(MINE)
    assert (row.body, row.delivery) == (Text("line 3"), Delivery.SENT)
    assert MINE in (await told.news()).messages


async def test_another_edit_takes_the_place_of_a_refused_one(told):
    await told.client.edit(CHAT, MINE, "better words")
    await told.refuses(ErrorCode.NOT_AUTHOR)
    await told.client.edit(CHAT, MINE, "best words")
    (pending,) = await told.outbox()
    assert (pending.frame.text, pending.refusal) == ("best words", "")


async def test_a_refused_change_that_was_exchanged_meanwhile_is_forgotten(told):
    await told.connects()
    await told.client.edit(CHAT, MINE, "better words")
    await told.client.react(CHAT, MINE, THUMB, True)
    await told.client.edit(CHAT, MINE, "best words")
    await told.client.react(CHAT, MINE, THUMB, False)
    edit, reaction, *later = await numbers(told)
    await told.refuses(ErrorCode.NOT_AUTHOR, edit)
    await told.refuses(ErrorCode.TOO_MANY_REACTIONS, reaction)
    assert await numbers(told) == later
    row = await told.row(MINE)
    assert (row.body, row.delivery) == (Text("best words"), Delivery.WAITING)


async def test_a_refused_deletion_shows_the_message_as_it_is(told):
    await told.client.delete(CHAT, MINE)
    await told.refuses(ErrorCode.NOT_AUTHOR)
    row = await told.row(MINE)
    assert (row.body, row.delivery, row.change) == (Text("line 3"), Delivery.REFUSED, Change.DELETION)
    await told.client.delete(CHAT, MINE)
    assert [each.refusal for each in await told.outbox()] == [""]


async def test_a_refused_reaction_is_not_shown_and_says_why(told):
    await told.client.react(CHAT, LINE_2, THUMB, True)
    await told.refuses(ErrorCode.TOO_MANY_REACTIONS)
    row = await told.row(LINE_2)
    assert (row.reactions, row.delivery, row.change) == ((), Delivery.REFUSED, Change.REACTION)
    assert row.reason == "too_many_reactions"
    await told.client.react(CHAT, LINE_2, THUMB, True)
    assert [each.refusal for each in await told.outbox()] == [""]
    await told.refuses(ErrorCode.TOO_MANY_REACTIONS)
    await told.client.react(CHAT, LINE_2, THUMB, False)
    assert await told.outbox() == ()


async def test_of_several_changes_the_refused_one_is_told(told):
    await told.client.edit(CHAT, MINE, "better words")
    await told.client.react(CHAT, MINE, THUMB, True)
    edit, reaction = await numbers(told)
    await told.refuses(ErrorCode.TOO_MANY_REACTIONS, reaction)
    row = await told.row(MINE)
    assert (row.body, row.change, row.command) == (Text("better words"), Change.REACTION, reaction)
    await told.client.discard(reaction)
    row = await told.row(MINE)
    assert (row.delivery, row.change, row.command) == (Delivery.WAITING, Change.EDIT, edit)


async def test_a_refused_message_that_is_edited_goes_again_at_the_end(told):
    message = await told.client.send(CHAT, "first")
    await told.client.send(CHAT, "second")
    await told.refuses(ErrorCode.MESSAGE_TOO_LONG)
    await told.client.edit(CHAT, message, "short")
    assert [(each.frame.text, each.refusal) for each in await told.outbox()] == [
        ("second", ""),
        ("short", ""),
    ]
    assert (await told.outbox())[1].frame.message == message


async def test_a_refused_message_is_taken_back_into_what_is_being_written(told):
    await told.client.send(CHAT, "first", reply_to=LINE_2)
    await told.client.send(CHAT, "second", reply_to=MINE)
    first, second = await numbers(told)
    await told.refuses(ErrorCode.MESSAGE_NOT_FOUND, first)
    await told.refuses(ErrorCode.MESSAGE_NOT_FOUND, second)
    await told.news()
    await told.client.take_back(first)
    assert await draft(told) == ("first", LINE_2)
    assert (await told.news()).chats == {CHAT}
    await told.client.take_back(second)
    assert await draft(told) == ("first\n\nsecond", LINE_2)
    assert await told.outbox() == ()


async def test_an_edit_behind_a_refused_message_goes_with_it_into_the_draft(told):
    message = await told.client.send(CHAT, "first")
    await told.connects()
    await told.client.edit(CHAT, message, "better first")
    await told.refuses(ErrorCode.MESSAGE_TOO_LONG)
    row = await told.row(message)
    assert (row.body, row.delivery, row.change) == (Text("better first"), Delivery.REFUSED, Change.MESSAGE)
    await told.client.take_back(row.command)
    assert await draft(told) == ("better first", None)
    assert await told.outbox() == ()


async def test_another_edit_behind_a_refused_message_holds(told):
    message = await told.client.send(CHAT, "first")
    await told.connects()
    await told.client.edit(CHAT, message, "better first")
    await told.refuses(ErrorCode.MESSAGE_TOO_LONG)
    await told.client.edit(CHAT, message, "best")
    (pending,) = await told.outbox()
    assert (type(pending.frame), pending.frame.text) == (SendMessage, "best")


async def test_a_message_that_is_known_not_to_have_arrived_goes_as_it_was_edited_meanwhile(told):
    """Its first words were too long, and would be refused again each time it is retried; or nobody is to see them any more."""
    refused = await told.client.send(CHAT, "far too long")
    asking = await told.client.send(CHAT, "in a moment")
    await told.connects()
    await told.client.edit(CHAT, refused, "short", mentions=(OTHER.id,))
    await told.client.edit(CHAT, asking, "tomorrow")
    await told.client.edit(CHAT, asking, "next week")
    first, second, *_ = await numbers(told)
    await told.loses_connection(first, second)
    await told.refuses(ErrorCode.MESSAGE_TOO_LONG, first)
    await told.asks(second)
    assert [(type(each.frame), each.frame.text) for each in await told.outbox()] == [
        (SendMessage, "short"),
        (SendMessage, "next week"),
    ]
    row = await told.row(refused)
    assert (row.body, row.delivery) == (Text("short", (OTHER.id,)), Delivery.REFUSED)
    await told.client.retry(first)
    await told.client.release(second)
    assert [each.frame.text for each in await told.outbox()] == ["short", "next week"]


async def test_a_message_that_was_to_be_deleted_is_gone_when_it_is_refused(told):
    message = await told.client.send(CHAT, "too quick")
    await told.connects()
    await told.client.delete(CHAT, message)
    await told.refuses(ErrorCode.MESSAGE_TOO_LONG)
    assert await told.outbox() == ()
    assert await told.client.rows(frozenset({message})) == ()


async def test_a_refused_start_keeps_what_was_written_and_set(desk):
    chat = await desk.client.start_chat([OTHER.id])
    await desk.client.send(chat, "one")
    await desk.client.set_pinned(chat, True)
    await desk.client.save_draft(chat, "two")
    create, *_ = await numbers(desk)
    await desk.refuses(ErrorCode.UNKNOWN_USER)
    details = await desk.client.chat(chat)
    assert (details.refused, details.pinned, details.draft) == ("unknown_user", True, "two")
    assert [row.body for row in (await desk.client.latest(chat)).rows] == [Created(), Text("one")]
    await desk.client.retry(create)
    assert (await numbers(desk))[0] == create
    await desk.refuses(ErrorCode.UNKNOWN_USER)
    assert await desk.client.discard(create) == "one\n\ntwo"
    assert await desk.client.chats() == ()
    assert await desk.outbox() == ()


@pytest.mark.parametrize(
    ("frame", "code", "forgotten"),
    [
        (MarkRead(0, CHAT, 1), ErrorCode.CHAT_NOT_FOUND, True),
        (SetPreferences(0, CHAT, MINE, pinned=True), ErrorCode.CHAT_NOT_FOUND, True),
        (DeleteMessage(0, CHAT, MINE, MINE), ErrorCode.MESSAGE_NOT_FOUND, True),
        (DeleteMessage(0, CHAT, MINE, MINE), ErrorCode.NOT_AUTHOR, False),
        (SetReaction(0, CHAT, MINE, MINE, THUMB, True), ErrorCode.MESSAGE_DELETED, True),
        (SetReaction(0, CHAT, MINE, MINE, THUMB, True), ErrorCode.TOO_MANY_REACTIONS, False),
        (EditMessage(0, CHAT, MINE, MINE, "text"), ErrorCode.MESSAGE_DELETED, False),
        (SendMessage(0, CHAT, MINE, "text"), ErrorCode.MESSAGE_NOT_FOUND, False),
        (SetSubject(0, CHAT, MINE, "text"), ErrorCode.CHAT_NOT_FOUND, False),
    ],
)
def test_only_what_nobody_can_mend_and_nobody_wrote_is_forgotten(frame, code, forgotten):
    assert is_moot(frame, code) is forgotten


# Waited long --------------------------------------------------------------------------------------------------------


async def test_what_waited_long_asks_and_says_what_its_author_has_not_seen(told):
    message = await told.client.send(CHAT, "first")
    await told.client.send(CHAT, "second")
    await told.client.apply(told.world.say(CHAT, "news"), told.world.say(CHAT, "mine", by=ME))
    await told.client.apply(told.world.say(CHAT, "more news"))
    first, _ = await numbers(told)
    await told.asks(first)
    row = await told.row(message)
    assert (row.delivery, row.newer, row.change, row.command) == (Delivery.ASKING, 2, Change.MESSAGE, first)
    line = await told.line()
    assert (line.asking, line.waiting, line.refused) == (True, True, False)
    assert told.client.connection.waiting == 1
    assert (await told.client.latest(CHAT)).rows[-2] == row


async def test_what_is_released_goes_to_the_end_and_asks_no_more(told):
    await told.client.send(CHAT, "first")
    await told.client.send(CHAT, "second")
    first, _ = await told.outbox()
    await told.asks(first.number)
    await told.client.release(first.number)
    _, last = await told.outbox()
    assert (last.frame, last.created_at, last.delivery) == (first.frame, NOW, Delivery.WAITING)
    await told.asks(last.number)
    assert (await told.outbox())[1].delivery is Delivery.WAITING
    assert told.client.connection.waiting == 2


async def test_what_asks_still_asks_when_the_program_was_started_again(told, tmp_path):
    message = await told.client.send(CHAT, "first")
    await told.asks(*await numbers(told))
    await told.client.close()
    again = await Client.open(ACCOUNT, tmp_path, key=KEY, clock=lambda: NOW)
    (row,) = await again.rows(frozenset({message}))
    assert (row.delivery, again.connection.waiting) == (Delivery.ASKING, 0)
    await again.close()


async def test_what_asks_and_is_edited_goes_and_need_not_ask(told):
    message = await told.client.send(CHAT, "first")
    await told.asks(*await numbers(told))
    await told.client.edit(CHAT, message, "still true")
    (pending,) = await told.outbox()
    assert (pending.frame.text, pending.delivery, pending.held) == ("still true", Delivery.WAITING, "")


async def test_what_asks_is_taken_back_or_dropped_even_if_it_was_tried(told):
    for text in ("first", "second"):
        await told.client.send(CHAT, text)
    await told.connects()
    first, second = await numbers(told)
    await told.asks(first, second)
    await told.client.take_back(first)
    assert await told.client.discard(second) == "second"
    assert await draft(told) == ("first", None)
    assert await told.outbox() == ()


async def test_what_was_to_be_deleted_does_not_ask(told):
    message = await told.client.send(CHAT, "too quick")
    await told.connects()
    await told.client.delete(CHAT, message)
    await told.asks((await numbers(told))[0])
    assert await told.outbox() == ()


async def test_only_what_asks_can_be_released_and_only_what_was_refused_retried(told):
    await told.client.send(CHAT, "first")
    before = await told.outbox()
    await told.client.release(before[0].number)
    await told.client.retry(before[0].number)
    await told.client.release(99)
    await told.client.retry(99)
    assert await told.outbox() == before


# Taken back ---------------------------------------------------------------------------------------------------------


async def test_what_may_be_on_its_way_is_taken_back_and_deleted_behind_it(told):
    message = await told.client.send(CHAT, "too quick", reply_to=LINE_2)
    await told.client.save_draft(CHAT, "next ")
    (number,) = await numbers(told)
    await told.connects()
    await told.client.take_back(number)
    assert await draft(told) == ("next\n\ntoo quick", LINE_2)
    assert [type(each.frame) for each in await told.outbox()] == [SendMessage, DeleteMessage]
    assert (await told.row(message)).body == Deleted(NOW)
    await told.client.take_back(number)
    assert await draft(told) == ("next\n\ntoo quick", LINE_2)
    assert await told.client.discard(number) == "too quick"
    assert len(await told.outbox()) == 2


async def test_what_has_no_text_to_write_on_is_not_taken_back(told):
    await told.client.delete(CHAT, MINE)
    await told.client.set_subject(CHAT, "New")
    before = await told.outbox()
    for each in before:
        await told.client.take_back(each.number)
    await told.client.take_back(99)
    assert await told.outbox() == before
    assert await draft(told) == ("", None)
