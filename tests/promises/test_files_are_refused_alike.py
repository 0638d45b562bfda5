"""Who may not see a message gets nothing of its files, whatever they know of them, and cannot tell from the answer why.

The clients here have been tampered with: their caches hold rows of files that they were never told of, so that they ask.
"""

import pytest

from desktop.core.values import ConnectionState, Pasted, Text, Transfer, TransferState
from tests.support.attachments import bytes_of_a_file
from tests.support.clients import id_of, people
from tests.support.faults import FaultyLine
from tests.support.server import new_id, running_server, signed_in

KIB = 1024
SIZE = 300 * KIB
_TAMPER = """
INSERT OR REPLACE INTO file (attachment, size, sha256, thumbnail, chat, message, automatic) VALUES (?, ?, ?, 0, ?, ?, 0)
"""


@pytest.fixture
def server(tmp_path):
    with running_server(tmp_path / "server", "anna", "bruno", "clara", "dora") as server:
        yield server


async def claim(watched, chat, message, attachment, sha256):
    """Ask for a file as if it were a message's; return what comes of it."""
    await watched.client._database.write(
        lambda connection: connection.execute(_TAMPER, (attachment, SIZE, sha256, chat, message))
    )
    await watched.client.fetch(chat, message, attachment)
    await watched.fails(attachment)
    transfer = watched.client.transfer(attachment)
    await watched.client.cancel(attachment)
    return transfer


async def told(watched, chat, text):
    """Wait for a message that the server has; return it."""

    async def row(client):
        rows = (await client.latest(chat)).rows
        return next(
            (row for row in rows if row.seq and isinstance(row.body, Text) and row.body.text == text), None
        )

    return await watched.until(row)


async def test_every_refusal_is_the_same_and_no_byte_comes(server, tmp_path):
    async with (
        FaultyLine(server.url) as line,
        people(server, tmp_path, "anna", "bruno") as (anna, bruno),
        people(line, tmp_path, "clara", "dora") as (stranger, newcomer),
    ):
        chat = await anna.client.start_chat([await id_of(anna, "bruno")])
        file = await anna.client.attach(chat, Pasted("secret.bin", bytes_of_a_file(SIZE)))
        await anna.client.send(chat, "between us")
        secret = await told(bruno, chat, "between us")
        await anna.client.add_participants(chat, [await id_of(anna, "dora")], share_history=False)
        mine = await stranger.client.start_chat([await id_of(stranger, "anna")])
        await stranger.client.send(mine, "something of my own")
        own = await told(stranger, mine, "something of my own")
        await anna.client.send(chat, "welcome")
        welcome = await told(newcomer, chat, "welcome")
        regretted = await anna.client.attach(chat, Pasted("regretted.bin", bytes_of_a_file(SIZE, seed=2)))
        await anna.client.send(chat, "a mistake")
        mistake = await told(newcomer, chat, "a mistake")
        await newcomer.has(regretted.id)
        await anna.client.delete(chat, mistake.id)
        # It leaves the computers of those who had it.
        await newcomer.until(lambda client: is_gone(client, regretted.id))
        assert [*(tmp_path / "dora" / "files").iterdir()] == []

        before = line.to_client.bytes
        sha256 = file.sha256
        answers = {
            "a stranger": await claim(stranger, chat, secret.id, file.id, sha256),
            "a newcomer, to a hidden message": await claim(newcomer, chat, secret.id, file.id, sha256),
            "a chat of their own": await claim(stranger, mine, own.id, file.id, sha256),
            "a visible message that does not have it": await claim(
                newcomer, chat, welcome.id, file.id, sha256
            ),
            "a guessed id": await claim(newcomer, chat, welcome.id, new_id(), sha256),
            "a message that was taken back": await claim(newcomer, chat, mistake.id, regretted.id, sha256),
            "a message that does not exist": await claim(newcomer, chat, new_id(), file.id, sha256),
            "a chat that does not exist": await claim(newcomer, new_id(), secret.id, file.id, sha256),
        }
        refused = [(answer.state, answer.reason, answer.done) for answer in answers.values()]
        assert set(refused) == {(TransferState.FAILED, "attachment_not_found", 0)}
        assert all(isinstance(answer, Transfer) for answer in answers.values())
        assert line.to_client.bytes - before < 16 * KIB


async def is_gone(client, attachment):
    return not client.is_here(attachment)


async def test_offering_a_known_hash_gives_nothing_that_was_not_uploaded(server, tmp_path):
    """A message that claims somebody else's file by its digest waits for bytes of its author's own."""
    async with people(server, tmp_path, "anna", "bruno", "clara") as (anna, bruno, clara):
        chat = await anna.client.start_chat([await id_of(anna, "bruno")])
        file = await anna.client.attach(chat, Pasted("secret.bin", bytes_of_a_file(SIZE)))
        await anna.client.send(chat, "between us")
        await told(bruno, chat, "between us")
        theirs = await clara.client.start_chat([await id_of(clara, "anna")])
        own = await clara.client.attach(theirs, Pasted("guess.bin", bytes_of_a_file(SIZE, seed=3)))
        await clara.client._database.write(
            lambda connection: connection.execute(
                "UPDATE file SET sha256 = ? WHERE attachment = ?", (file.sha256, own.id)
            )
        )
        await clara.client.send(theirs, "mine?")
        assert await clara.fails(own.id) == "attachment_damaged"
        assert await anna.client.shared_files(theirs) == ()


async def test_a_revoked_device_is_out_in_the_middle_of_a_file(server, tmp_path):
    async with (
        FaultyLine(server.url) as line,
        people(server, tmp_path, "anna") as (anna,),
        people(line, tmp_path, "bruno") as (bruno,),
    ):
        chat = await anna.client.start_chat([await id_of(anna, "bruno")])
        file = await anna.client.attach(chat, Pasted("large.bin", bytes_of_a_file(40 * SIZE)))
        await anna.client.send(chat, "the recording")
        message = await told(bruno, chat, "the recording")
        line.to_client.bytes_per_second = 10 * SIZE
        await bruno.client.fetch(chat, message.id, file.id)
        await bruno.until(lambda client: runs(client, file.id))
        async with signed_in(server, "bruno") as other:
            devices = (await other.request("list_devices"))["devices"]
            (device,) = [each["id"] for each in devices if each["id"] != other.device]
            await other.request("revoke_device", device=device)
        await bruno.until(is_out)
        await bruno.until(lambda client: waits(client, file.id))
        assert not bruno.client.is_here(file.id)
        await line.idle()


async def runs(client, attachment):
    transfer = client.transfer(attachment)
    return transfer is not None and transfer.done > 0


async def waits(client, attachment):
    return client.transfer(attachment).state is TransferState.WAITING


async def is_out(client):
    return client.connection.state is ConnectionState.SIGNED_OUT
