"""What is written and not sent stays with its chat, word for word, until it is sent or taken away."""

import asyncio

import pytest

from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.errors import InvalidInputError
from desktop.core.values import Deleted, Text
from tests.desktop.core.listener import ACCOUNT, CHAT, NOW
from tests.desktop.core.world import OTHER, chat_id, message_id
from tests.support.keys import KEY

LINE_2 = message_id(2)


async def test_a_draft_and_what_it_answers_are_kept(told):
    await told.client.save_draft(CHAT, " half a sen", reply_to=LINE_2)
    details = await told.client.chat(CHAT)
    assert (details.draft, details.draft_reply) == (" half a sen", await told.row(LINE_2))
    assert (await told.line()).draft == " half a sen"
    assert await told.news() == ChangeSet(drafts=frozenset({CHAT}))


async def test_a_draft_that_is_saved_again_as_it_is_tells_nobody(told):
    await told.client.save_draft(CHAT, "half", reply_to=LINE_2)
    await told.news()
    await told.client.save_draft(CHAT, "half", reply_to=LINE_2)
    assert not await told.news()
    await told.client.save_draft(CHAT, "half")
    assert (await told.news()).drafts == {CHAT}
    assert (await told.client.chat(CHAT)).draft_reply is None


async def test_what_is_answered_is_kept_before_a_word_is_written(told):
    await told.client.save_draft(CHAT, "", reply_to=LINE_2)
    details = await told.client.chat(CHAT)
    assert (details.draft, details.draft_reply.id) == ("", LINE_2)
    await told.client.save_draft(CHAT, "  ")
    assert (await told.client.chat(CHAT)).draft_reply is None


async def test_the_answered_message_is_shown_as_it_is_now(told):
    await told.client.save_draft(CHAT, "but", reply_to=LINE_2)
    await told.client.apply(told.world.delete(CHAT, 2))
    assert isinstance((await told.client.chat(CHAT)).draft_reply.body, Deleted)


async def test_a_draft_of_a_chat_that_is_not_confirmed_stays_with_it(desk):
    chat = await desk.client.start_chat([OTHER.id], subject="Plan")
    message = await desk.client.send(chat, "first")
    await desk.client.save_draft(chat, "second", reply_to=message)
    details = await desk.client.chat(chat)
    assert (details.draft, details.draft_reply.body) == ("second", Text("first"))


async def test_drafts_of_two_chats_have_nothing_to_do_with_each_other(told):
    await told.client.save_draft(CHAT, "here")
    await told.client.save_draft(chat_id(2), "there")
    await told.client.send(CHAT, "here")
    assert (await told.client.chat(CHAT)).draft == ""
    await told.client.apply(told.world.start(chat_id(2)))
    assert (await told.client.chat(chat_id(2))).draft == "there"


async def test_what_is_typed_after_a_message_was_sent_is_not_cleared_with_it(told):
    await told.client.save_draft(CHAT, "on its wa")
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(told.client.send(CHAT, "on its way"))
        tasks.create_task(told.client.save_draft(CHAT, "and more"))
    assert (await told.client.chat(CHAT)).draft == "and more"
    assert (await told.texts())[-1] == "on its way"


async def test_a_message_that_cannot_be_sent_leaves_the_draft(told):
    await told.client.save_draft(CHAT, "x" * 8_001, reply_to=LINE_2)
    with pytest.raises(InvalidInputError):
        await told.client.send(CHAT, "x" * 8_001, reply_to=LINE_2)
    details = await told.client.chat(CHAT)
    assert (len(details.draft), details.draft_reply.id) == (8_001, LINE_2)


async def test_a_draft_is_there_after_the_program_was_started_again(told, tmp_path):
    await told.client.save_draft(CHAT, "half a sen", reply_to=LINE_2)
    await told.client.close()
    again = await Client.open(ACCOUNT, tmp_path, key=KEY, clock=lambda: NOW)
    details = await again.chat(CHAT)
    assert (details.draft, details.draft_reply.id) == ("half a sen", LINE_2)
    await again.close()
