"""What a client does in the background goes on after an error that nobody foresaw, and so does its connection."""

import asyncio
import logging

import pytest

from desktop.core import unending as module
from desktop.core.errors import CacheError
from desktop.core.sync import applier
from desktop.core.unending import unending
from tests.support.clients import people
from tests.support.server import running_server


@pytest.mark.parametrize(
    ("error", "level"), [(ValueError("x"), logging.CRITICAL), (CacheError("x"), logging.WARNING)]
)
async def test_what_breaks_off_is_begun_again_and_logged(monkeypatch, caplog, error, level):
    monkeypatch.setattr(module, "AGAIN_SECONDS", 0.0)
    turns = []

    async def work():
        turns.append(1)
        if len(turns) < 3:
            raise error

    await unending("sync", work)
    assert len(turns) == 3
    assert [record.levelno for record in caplog.records] == [level, level]


async def test_what_is_cancelled_ends(caplog):
    task = asyncio.ensure_future(unending("sync", asyncio.Event().wait))  # noqa: TID251 - ended below
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not caplog.records


async def test_a_frame_that_nobody_can_take_breaks_one_connection_and_not_the_client(
    tmp_path, monkeypatch, caplog
):
    apply, poisoned = applier.apply, []

    def fails_once(connection, me, incoming):
        if poisoned and poisoned.pop():
            raise ZeroDivisionError
        return apply(connection, me, incoming)

    monkeypatch.setattr(applier, "apply", fails_once)
    with running_server(tmp_path / "server", "anna", "bruno") as server:
        async with people(server, tmp_path, "anna", "bruno") as (anna, bruno):
            poisoned.append(True)
            chat = await anna.client.start_chat([bruno.client.me.id])
            await anna.client.send(chat, "hello")
            for one in (anna, bruno):
                one.client.try_now()

            async def arrived(client):
                client.try_now()
                return any(
                    line.last and getattr(line.last.body, "text", "") == "hello"
                    for line in await client.chats()
                )

            await bruno.until(arrived)
            await anna.has_sent_everything()
    assert [record.getMessage() for record in caplog.records if record.levelno == logging.CRITICAL] == [
        "a connection broke off by something that nobody foresaw"
    ]
