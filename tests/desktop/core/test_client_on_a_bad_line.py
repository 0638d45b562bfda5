"""A client whose line to the real server loses single pushes: it finds out, asks, and holds what it should."""

import pytest

from desktop.core.sync import applier
from desktop.core.sync.connection import Session
from sync_server.protocol.frames import DeleteMessage, EditMessage
from tests.support.clients import command_id, id_of, people, positions, rows_of
from tests.support.faults import FaultyLine, kind
from tests.support.server import PASSWORD, running_server


@pytest.fixture
def server(tmp_path):
    with running_server(tmp_path / "server", "anna", "bruno", "chiara") as server:
        yield server


@pytest.fixture
async def line(server):
    async with FaultyLine(server.url) as line:
        yield line


async def test_a_chat_whose_snapshot_was_lost_opens_with_the_next_message(server, line, tmp_path):
    async with people(server, tmp_path, "anna") as (anna,), people(line, tmp_path, "bruno") as (bruno,):
        lost = line.to_client.lose(kind("chat_snapshot"))
        chat = await anna.client.start_chat([await id_of(anna, "bruno")], subject="Night shift")
        await lost.struck()
        assert await bruno.client.chats() == ()
        for text in ("first", "second"):
            await anna.client.send(chat, text)
        assert await bruno.sees(chat, 2) == ["first", "second"]
        assert (await bruno.client.chats())[0].subject == "Night shift"
        await anna.sees(chat, 2)
        assert await rows_of(bruno) == await rows_of(anna)


async def test_an_edit_and_a_deletion_whose_pushes_were_lost_come_with_the_next_push(server, line, tmp_path):
    async with people(server, tmp_path, "anna") as (anna,), people(line, tmp_path, "bruno") as (bruno,):
        chat = await anna.client.start_chat([await id_of(anna, "bruno")])
        for text in ("first", "secret"):
            await anna.client.send(chat, text)
        await bruno.sees(chat, 2)
        _, first, secret = [row.id for row in (await bruno.client.latest(chat)).rows]
        lost = [line.to_client.lose(kind("chat_changes", chat=chat)) for _ in range(2)]
        async with Session.open(server.url) as session:
            await session.sign_in("anna", PASSWORD, device_name="anna's phone")
            await session.request(EditMessage(0, chat, first, command_id(), "first, edited"))
            await session.request(DeleteMessage(0, chat, secret, command_id()))
        for each in lost:
            await each.struck()
        await anna.client.send(chat, "third")
        assert await bruno.shows(chat, "first, edited") == ["first, edited", "third"]
        await anna.shows(chat, "third")
        assert await rows_of(bruno) == await rows_of(anna)
        (position,) = (await bruno.client._database.read(applier.held)).positions
        assert not position.has_gap


async def test_read_positions_whose_push_was_lost_are_told_after_a_reconnect(server, line, tmp_path):
    async with people(server, tmp_path, "anna") as (anna,), people(line, tmp_path, "bruno") as (bruno,):
        anna_id, bruno_id = anna.client.me.id, bruno.client.me.id
        chat = await bruno.client.start_chat([anna_id])
        await bruno.client.send(chat, "hello")
        await bruno.has_sent_everything()
        await anna.sees(chat, 1)
        lost = line.to_client.lose(kind("read_positions"))
        await anna.client.mark_read(chat, 2)
        await lost.struck()
        assert await positions(bruno.client, chat) == {bruno_id: 2}
        line.reset()

        async def told(client):
            client.try_now()
            return await positions(client, chat) == {anna_id: 2, bruno_id: 2}

        await bruno.until(told)
