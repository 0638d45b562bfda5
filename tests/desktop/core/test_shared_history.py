"""What a newcomer would get, said by a real server before it is done: all that the adder may read, and no more."""

import asyncio

import pytest

from desktop.core.errors import ErrorCode, NotConnectedError, RefusedError
from desktop.core.values import ConnectionState, Deleted, Delivery, SharedHistory
from tests.support.clients import command_id, id_of, people
from tests.support.server import running_server


@pytest.fixture
def server(tmp_path):
    with running_server(tmp_path / "server", "anna", "bruno", "chiara", "dora") as server:
        yield server


async def test_it_tells_who_wrote_how_much_since_when(server, tmp_path):
    async with people(server, tmp_path, "anna", "bruno") as (anna, bruno):
        chat = await anna.client.start_chat([await id_of(anna, "bruno"), await id_of(anna, "chiara")])
        first = await anna.client.send(chat, "the first")
        await bruno.sees(chat, 1)
        await bruno.client.react(chat, first, "👍", True)
        await bruno.client.send(chat, "the last")
        await anna.sees(chat, 2)
        await bruno.has_sent_everything()
        found = await anna.client.shared_history(chat)
        rows = (await anna.client.latest(chat)).rows
        assert found.messages == 2
        assert {person.name for person in found.authors} == {anna.client.me.name, bruno.client.me.name}
        assert (found.first.id, found.first.seq, found.first.body.text) == (first, 2, "the first")
        assert (found.first.author_name, found.first.delivery) == (anna.client.me.name, Delivery.SENT)
        assert [reaction.emoji for reaction in found.first.reactions] == ["👍"]
        assert found.last_at == rows[-1].sent_at


async def test_it_counts_what_is_not_on_this_computer(server, tmp_path):
    async with people(server, tmp_path, "anna") as (anna,):
        chat = await anna.client.start_chat([await id_of(anna, "bruno")])
        for number in range(120):
            await anna.client.send(chat, f"line {number}")
        await anna.has_sent_everything()
        async with people(server, tmp_path, "bruno") as (bruno,):
            found = await bruno.client.shared_history(chat)
            assert (found.messages, found.first.body.text) == (120, "line 0")
            assert found.authors == (next(p for p in await bruno.client.people() if p.username == "anna"),)


async def test_who_came_without_the_history_can_share_no_more_than_they_see(server, tmp_path):
    async with people(server, tmp_path, "anna", "bruno", "chiara", "dora") as (anna, bruno, chiara, dora):
        chat = await anna.client.start_chat([bruno.client.me.id])
        secret = await anna.client.send(chat, "before")
        await anna.has_sent_everything()
        await anna.client.add_participants(chat, [chiara.client.me.id], share_history=False)
        await bruno.shows(chat, "before")
        await bruno.client.send(chat, "an answer to it", reply_to=secret)
        assert await chiara.sees(chat, 1) == ["an answer to it"]
        told = await chiara.client.shared_history(chat)
        assert (told.messages, [author.username for author in told.authors]) == (1, ["bruno"])
        assert told.first.body.text == "an answer to it"
        assert (told.first.quote.seq, told.first.quote.text) == (0, "")
        assert (await anna.client.shared_history(chat)).messages == 2
        await chiara.client.add_participants(chat, [dora.client.me.id], share_history=True)
        assert await dora.sees(chat, told.messages) == ["an answer to it"]
        assert await dora.client.shared_history(chat) == told


async def test_what_was_taken_back_counts_as_the_tombstone_that_is_seen(server, tmp_path):
    async with people(server, tmp_path, "anna") as (anna,):
        chat = await anna.client.start_chat([await id_of(anna, "bruno")])
        message = await anna.client.send(chat, "a slip")
        await anna.client.delete(chat, message)
        await anna.has_sent_everything()
        found = await anna.client.shared_history(chat)
        assert found.messages == 1
        assert isinstance(found.first.body, Deleted)


async def test_where_nobody_wrote_there_is_nothing(server, tmp_path):
    async with people(server, tmp_path, "anna") as (anna,):
        chat = await anna.client.start_chat([await id_of(anna, "bruno")])
        await anna.has_sent_everything()
        assert await anna.client.shared_history(chat) == SharedHistory(0, (), None, None)


async def test_a_strangers_chat_is_refused_and_without_a_connection_there_is_no_answer(server, tmp_path):
    async with people(server, tmp_path, "anna") as (anna,):
        with pytest.raises(RefusedError) as refused:
            await anna.client.shared_history(command_id())
        assert refused.value.code is ErrorCode.CHAT_NOT_FOUND
        await asyncio.to_thread(server.kill)

        async def offline(client):
            return client.connection.state is ConnectionState.OFFLINE

        await anna.until(offline)
        with pytest.raises(NotConnectedError):
            await anna.client.shared_history(command_id())
