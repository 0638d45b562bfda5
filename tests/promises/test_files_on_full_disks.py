"""A full disk, here or on the server, is said in so many words, loses nothing and holds up no message; and once there is room, to try
again is enough.
"""

import pytest

from desktop.core.errors import FileError, FileTrouble
from desktop.core.sync import transfers_runner
from desktop.core.values import Pasted, Text
from sync_server.protocol import limits
from tests.support.attachments import bytes_of_a_file
from tests.support.clients import id_of, people
from tests.support.faults import FaultyLine
from tests.support.full_disk import small_disk
from tests.support.server import ServerProcess, running_server

__all__ = ["small_disk"]

MIB = 1024 * 1024


@pytest.fixture
def server(tmp_path):
    with running_server(tmp_path / "server", "anna", "bruno") as server:
        yield server


@pytest.fixture
def server_on_a_small_disk(small_disk):
    server = ServerProcess(small_disk.folder / "server")
    for name in ("anna", "bruno"):
        server.add_user(name)
    server.start()
    yield server
    server.kill()


async def chat_of_two(anna):
    return await anna.client.start_chat([await id_of(anna, "bruno")])


def file(size):
    return Pasted("recording.bin", bytes_of_a_file(size))


async def of_message(watched, chat, text):
    """Wait for a message that the server has; return its id."""

    async def found(client):
        rows = (await client.latest(chat)).rows
        texts = (row for row in rows if row.seq and isinstance(row.body, Text))
        return next((row.id for row in texts if row.body.text == text), None)

    return await watched.until(found)


async def test_the_servers_disk(server_on_a_small_disk, small_disk, tmp_path):
    async with people(server_on_a_small_disk, tmp_path, "anna", "bruno") as (anna, bruno):
        chat = await chat_of_two(anna)
        await anna.has_sent_everything()
        small_disk.fill(leave=2 * MIB)
        attached = await anna.client.attach(chat, file(4 * MIB))
        await anna.client.send(chat, "the recording")
        assert await anna.fails(attached.id) == "storage_full"
        await anna.client.send(chat, "it does not go up")
        assert await bruno.sees(chat, 1) == ["it does not go up"]
        small_disk.free()
        await anna.client.retry_transfer(attached.id)
        message = await of_message(bruno, chat, "the recording")
        await bruno.client.fetch(chat, message, attached.id)
        assert await bruno.has(attached.id) == file(4 * MIB).data


async def test_this_disk_while_a_file_comes(server, small_disk, tmp_path):
    async with (
        people(server, tmp_path, "bruno") as (bruno,),
        people(server, small_disk.folder, "anna") as (anna,),
    ):
        chat = await bruno.client.start_chat([await id_of(bruno, "anna")])
        attached = await bruno.client.attach(chat, file(4 * MIB))
        message = await bruno.client.send(chat, "the recording")
        await of_message(anna, chat, "the recording")
        small_disk.fill(leave=3 * MIB)
        await anna.client.fetch(chat, message, attached.id)
        assert await anna.fails(attached.id) == "disk_full"
        await bruno.client.send(chat, "did it arrive?")
        await anna.shows(chat, "did it arrive?")
        await anna.client.send(chat, "no room")
        await bruno.shows(chat, "no room")
        small_disk.free()
        await anna.client.retry_transfer(attached.id)
        assert await anna.has(attached.id) == file(4 * MIB).data


async def test_this_disk_while_a_file_is_attached(server, small_disk, tmp_path):
    async with people(server, small_disk.folder, "anna") as (anna,):
        chat = await anna.client.start_chat([await id_of(anna, "bruno")])
        await anna.client.save_draft(chat, "see the recording")
        small_disk.fill(leave=1 * MIB)
        with pytest.raises(FileError) as refused:
            await anna.client.attach(chat, file(4 * MIB))
        assert refused.value.trouble is FileTrouble.DISK_FULL
        details = await anna.client.chat(chat)
        assert (details.draft, details.draft_files) == ("see the recording", ())
        small_disk.free()
        attached = await anna.client.attach(chat, file(4 * MIB))
        assert (await anna.client.chat(chat)).draft_files == (attached,)


async def test_a_disk_that_gets_full_meanwhile_is_tried_again_by_itself(
    server, small_disk, tmp_path, monkeypatch
):
    """After a while: here the while is over at once."""
    monkeypatch.setattr(transfers_runner, "AGAIN_SECONDS", 0.1)
    async with (
        FaultyLine(server.url) as line,
        people(server, tmp_path, "bruno") as (bruno,),
        people(line, small_disk.folder, "anna") as (anna,),
    ):
        chat = await bruno.client.start_chat([await id_of(bruno, "anna")])
        attached = await bruno.client.attach(chat, file(4 * MIB))
        message = await bruno.client.send(chat, "the recording")
        await of_message(anna, chat, "the recording")
        line.to_client.bytes_per_second = 4 * MIB
        await anna.client.fetch(chat, message, attached.id)
        await anna.until(runs(attached.id))
        small_disk.fill()
        assert await anna.fails(attached.id) == "disk_full"
        small_disk.free()
        line.to_client.bytes_per_second = None
        later(anna.client)
        assert await anna.has(attached.id) == file(4 * MIB).data
        assert line.to_client.bytes < 4.2 * MIB + limits.FIRST_WINDOW_BYTES


def runs(attachment):
    async def has_begun(client):
        transfer = client.transfer(attachment)
        return transfer is not None and transfer.done > 0

    return has_begun


def later(client):
    """Let the time come at which it is tried again."""
    for item in client._transfers._transfers._items.values():
        item.not_before = 0.0
    client._transfers.wake()
