"""Clients and the real server, as processes and sockets are: nothing lost, nothing twice."""

import asyncio

import pytest

from desktop.core.client import Client, sign_in
from desktop.core.errors import ConnectFailure, ErrorCode, NotConnectedError, RefusedError
from desktop.core.sync import applier
from desktop.core.sync.connection import Session
from desktop.core.values import ConnectionState
from sync_server import admin
from sync_server.protocol.frames import DeleteMessage, EditMessage, SendMessage, SetReaction
from tests.support.clients import Watched, command_id, id_of, people, positions, rows_of
from tests.support.keys import KEY
from tests.support.server import PASSWORD, running_server


@pytest.fixture
def server(tmp_path):
    with running_server(tmp_path / "server", "anna", "bruno", "chiara") as server:
        yield server


async def test_two_people_talk_and_a_restart_with_kill_9_loses_and_doubles_nothing(server, tmp_path):
    async with people(server, tmp_path, "anna", "bruno") as (anna, bruno):
        chat = await anna.client.start_chat([await id_of(anna, "bruno")], subject="Night shift")
        for number in range(10):
            await anna.client.send(chat, f"anna {number}")
        await bruno.sees(chat, 10)
        for number in range(10, 30):
            if number == 15:
                await asyncio.to_thread(server.kill)
            await anna.client.send(chat, f"anna {number}")
            await bruno.client.send(chat, f"bruno {number}")
        await asyncio.to_thread(server.start)
        anna.client.try_now()
        bruno.client.try_now()
        await anna.has_sent_everything()
        await bruno.has_sent_everything()
        seen = await anna.sees(chat, 50)
        assert seen == await bruno.sees(chat, 50)
        assert len(seen) == len(set(seen)) == 50
        assert [text for text in seen if text.startswith("anna")] == [
            f"anna {number}" for number in range(30)
        ]
        assert (await bruno.client.chats())[0].subject == "Night shift"


async def test_what_was_written_offline_is_sent_by_the_next_session(server, tmp_path):
    async with people(server, tmp_path, "anna", "bruno") as (anna, bruno):
        bruno_id = await id_of(anna, "bruno")
        account = await sign_in(server.url, "anna", PASSWORD, device_name="a plane")
        offline = await Client.open(account, tmp_path / "plane", key=KEY)
        await offline.apply(*(await _directory(server)))
        chat = await offline.start_chat([bruno_id], subject="From the plane")
        await offline.send(chat, "above the clouds")
        await offline.close()
        async with asyncio.TaskGroup() as tasks:
            again = await Client.open(account, tmp_path / "plane", key=KEY)
            again.start(tasks)
            assert await bruno.sees(chat, 1) == ["above the clouds"]
            assert await anna.sees(chat, 1) == ["above the clouds"]
            await again.close()


async def _directory(server):
    from sync_server.protocol.frames import Directory, Sync

    async with Session.open(server.url) as session:
        await session.sign_in("chiara", PASSWORD, device_name="a test")
        await session.request(Sync(0, 0, {}))
        return [push async for push in _first(session.pushes()) if isinstance(push, Directory)]


async def _first(pushes):
    async for push in pushes:
        yield push
        break
    await pushes.aclose()


async def test_a_new_device_fetches_the_whole_history(server, tmp_path):
    async with people(server, tmp_path, "anna") as (anna,):
        chat = await anna.client.start_chat([await id_of(anna, "bruno")])
        for number in range(330):
            await anna.client.send(chat, f"line {number}")
        await anna.has_sent_everything()
        async with people(server, tmp_path, "bruno") as (bruno,):

            async def everything(client):
                return (await client.latest(chat, limit=1000)).reaches_start

            await bruno.until(everything)
            assert await bruno.sees(chat, 330) == [f"line {number}" for number in range(330)]
            assert (await bruno.client.chats())[0].unread == 330


async def test_people_added_without_history_see_nothing_earlier_and_with_history_all(server, tmp_path):
    async with people(server, tmp_path, "anna", "bruno", "chiara") as (anna, bruno, chiara):
        bruno_id, chiara_id = await id_of(anna, "bruno"), await id_of(anna, "chiara")
        chat = await anna.client.start_chat([bruno_id])
        await anna.client.send(chat, "before")
        await anna.has_sent_everything()
        await anna.client.add_participants(chat, [chiara_id], share_history=False)
        assert len((await anna.client.chat(chat)).participants) == 3
        await anna.client.send(chat, "after")
        assert await chiara.sees(chat, 1) == ["after"]
        assert await bruno.sees(chat, 2) == ["before", "after"]
        with pytest.raises(RefusedError) as refused:
            await anna.client.add_participants(chat, [chiara_id], share_history=True)
        assert refused.value.code is ErrorCode.ALREADY_PARTICIPANT


async def test_ones_own_devices_share_the_read_position_and_others_see_one_typing(server, tmp_path):
    async with people(server, tmp_path, "anna", "bruno", "bruno2") as (anna, bruno, phone):
        chat = await anna.client.start_chat([await id_of(anna, "bruno")])
        await anna.client.send(chat, "hello")
        await bruno.sees(chat, 1)
        await phone.sees(chat, 1)
        await bruno.client.mark_read(chat, 2)

        async def read(client):
            return (await client.chats())[0].unread == 0

        await phone.until(read)
        bruno.client.typing(chat)
        bruno.client.typing(chat)

        async def typed(_client):
            return anna.typing == {(chat, bruno.client.me.id)}

        await anna.until(typed)


async def test_what_is_edited_or_taken_back_elsewhere_is_so_here_also_for_who_was_away(server, tmp_path):
    async with people(server, tmp_path, "anna", "bruno", "chiara") as (anna, bruno, chiara):
        chat = await anna.client.start_chat([await id_of(anna, "bruno")])
        for text in ("first", "secret", "third"):
            await anna.client.send(chat, text)
        _, first, secret, _ = [row.id for row in (await anna.client.latest(chat)).rows]
        await anna.has_sent_everything()
        assert await bruno.sees(chat, 3) == ["first", "secret", "third"]
        await anna.client.add_participants(chat, [await id_of(anna, "chiara")], share_history=False)
        await anna.client.send(chat, "for all three")
        assert await chiara.sees(chat, 1) == ["for all three"]
        async with Session.open(server.url) as session:
            await session.sign_in("anna", PASSWORD, device_name="anna's phone")
            await session.request(EditMessage(0, chat, first, command_id(), "first, edited"))
            await session.request(SetReaction(0, chat, first, command_id(), "👍", on=True))
            await session.request(DeleteMessage(0, chat, secret, command_id()))
            last = await session.request(
                SendMessage(0, chat, command_id(), "done", first, (bruno.client.me.id,))
            )
        for one in (anna, bruno):
            assert await one.shows(chat, "done") == ["first, edited", "third", "for all three", "done"]
        assert await chiara.shows(chat, "done") == ["for all three", "done"]
        async with people(server, tmp_path, "bruno2", "chiara2") as (phone, tablet):
            assert await phone.shows(chat, "first, edited") == await bruno.shows(chat, "done")
            assert await rows_of(phone) == await rows_of(bruno)
            assert await tablet.shows(chat, "for all three") == ["for all three", "done"]
            assert await rows_of(tablet) == await rows_of(chiara)
        assert last.message.reply_to == 2
        for one in (bruno, chiara):
            (position,) = (await one.client._database.read(applier.held)).positions
            assert not position.has_gap


async def test_how_far_others_have_read_is_told_and_kept_and_told_to_who_was_away(server, tmp_path):
    async with people(server, tmp_path, "anna", "bruno") as (anna, bruno):
        bruno_id = bruno.client.me.id
        chat = await anna.client.start_chat([bruno_id])
        await anna.client.send(chat, "hello")
        await bruno.sees(chat, 1)
        await bruno.client.mark_read(chat, 2)

        async def bruno_has_read(client):
            return (await positions(client, chat)).get(bruno_id) == 2

        await anna.until(bruno_has_read)
        await anna.client.close()
        await bruno.client.send(chat, "are you there?")
        await bruno.has_sent_everything()
        async with asyncio.TaskGroup() as tasks:
            again = await Client.open(anna.client._account, tmp_path / "anna", key=KEY)
            before = (await again._database.read(applier.held)).reads
            assert before == 0
            again.start(tasks)
            await Watched(again).is_online()
            assert await positions(again, chat) == {again.me.id: 2, bruno_id: 3}
            assert (await again._database.read(applier.held)).reads > before
            await again.close()


async def test_adding_people_while_the_server_is_down_is_not_queued(server, tmp_path):
    async with people(server, tmp_path, "anna") as (anna,):
        chat = await anna.client.start_chat([await id_of(anna, "bruno")])
        await anna.has_sent_everything()
        await asyncio.to_thread(server.kill)

        async def offline(client):
            return client.connection.state is ConnectionState.OFFLINE

        await anna.until(offline)
        with pytest.raises(NotConnectedError):
            await anna.client.add_participants(chat, [await id_of(anna, "chiara")], share_history=True)
        assert anna.client.connection.waiting == 0


async def test_a_closed_account_is_signed_out_and_its_cache_wiped(server, tmp_path):
    async with people(server, tmp_path, "anna", "bruno") as (anna, bruno):
        chat = await anna.client.start_chat([await id_of(anna, "bruno")])
        await anna.client.send(chat, "hello")
        await bruno.sees(chat, 1)
        await asyncio.to_thread(admin.deactivate, server.database_url, username="bruno")

        async def signed_out(client):
            return client.connection.state is ConnectionState.SIGNED_OUT

        await bruno.until(signed_out)
        assert bruno.client.connection.reason == ConnectFailure.DEACTIVATED
        assert await bruno.client.chats() == ()


async def test_signing_out_gives_the_token_back(server, tmp_path):
    async with people(server, tmp_path, "anna") as (anna,):
        await anna.client.sign_out()
        assert anna.client.connection.state is ConnectionState.SIGNED_OUT
        async with Session.open(server.url) as session:
            with pytest.raises(RefusedError) as refused:
                await session.resume(anna.client._account.token)
        assert refused.value.code is ErrorCode.TOKEN_REFUSED
