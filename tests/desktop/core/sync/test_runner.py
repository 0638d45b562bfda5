"""The engine at work with a real server and a real cache: what is noted beside the rows, and what the open chat has for it."""

import asyncio

import pytest

from desktop.core.client import Client
from desktop.core.values import ConnectionState
from tests.support.clients import id_of, people
from tests.support.clock import eventually
from tests.support.keys import KEY
from tests.support.server import running_server


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running_server(tmp_path_factory.mktemp("server"), "anna", "bruno") as server:
        yield server


async def has_everything(watched):
    async def complete(client):
        progress = await client.progress()
        return progress if progress.complete else None

    return await watched.until(complete)


async def filled(anna, count, *, subject):
    """Start a chat with Bruno in which so many messages stand."""
    chat = await anna.client.start_chat([await id_of(anna, "bruno")], subject=subject)
    await asyncio.gather(*(anna.client.send(chat, f"line {number}") for number in range(count)))
    await anna.has_sent_everything()
    return chat


async def test_everything_is_here_and_it_is_said_since_when_also_after_the_connection_and_the_program_ended(
    server, tmp_path
):
    async with people(server, tmp_path, "anna") as (anna,):
        await filled(anna, 150, subject="Long")
        began_at = anna.client._clock()
        async with people(server, tmp_path, "bruno") as (bruno,):
            online = await has_everything(bruno)
            assert (online.coming, online.chats) == (0, 0)
            assert began_at <= online.as_of <= anna.client._clock()
            account = bruno.client._account
        closed_at = anna.client._clock()
        again = await Client.open(account, tmp_path / "bruno", key=KEY)
        offline = await again.progress()
        await again.close()
    assert offline.complete
    assert began_at <= offline.as_of <= closed_at


async def test_how_far_it_is_is_told_as_it_changes(server, tmp_path):
    async with people(server, tmp_path, "anna") as (anna,):
        chat = await filled(anna, 150, subject="Told")
        async with people(server, tmp_path, "bruno2") as (bruno,):
            told = []

            def heard(changes):
                if changes.progress:
                    told.append(changes)

            bruno.client.feed.subscribe(heard)
            await has_everything(bruno)
            await bruno.sees(chat, 150)
            before = len(told)
            await asyncio.to_thread(server.kill)
            await eventually(lambda: bruno.client.connection.state is not ConnectionState.ONLINE, "the end")
            await eventually(lambda: len(told) > before, "that it is not as of now any more")
            assert (await bruno.client.progress()).complete
            await asyncio.to_thread(server.start)


async def test_many_edits_are_cleaned_up_after_together(server, tmp_path):
    async with people(server, tmp_path, "anna", "bruno") as (anna, bruno):
        chat = await filled(anna, 20, subject="Edits")
        await bruno.sees(chat, 20)
        rows = (await anna.client.latest(chat)).rows[1:]
        cleaned = []
        erase = bruno.client._database.erase

        async def counted():
            cleaned.append(asyncio.get_running_loop().time())
            await erase()

        bruno.client._database.erase = counted
        for number, row in enumerate(rows):
            await anna.client.edit(chat, row.id, f"better {number}")
        await bruno.shows(chat, "better 19")
        await eventually(lambda: cleaned, "the texts to be erased")
        assert len(cleaned) <= 3


async def test_a_minute_online_is_noted_even_if_nothing_happens(server, tmp_path):
    async with people(server, tmp_path, "anna") as (anna,):
        await has_everything(anna)
        engine, now = anna.client._engine, anna.client._clock() + 90_000
        engine.clock = lambda: now
        engine._current_at -= 90  # as if so much time had passed
        anna.client._runner.wake()

        async def noted(client):
            return (await client._database.read(_as_of)) == now

        await anna.until(noted)


def _as_of(connection):
    return connection.execute("SELECT synced_at FROM account").fetchone()["synced_at"]
