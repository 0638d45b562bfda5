"""A file that is large, or that fails, holds up nothing else: no message, and no other file. What was attached is sent, whatever
becomes of the original, of the program or of the server; what can never be sent is refused before a byte of it travels.
"""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from desktop.core.client import Client, sign_in
from desktop.core.errors import ErrorCode, InvalidInputError
from desktop.core.values import ATTACHMENT_BYTES, Pasted, Text, TransferState
from tests.support.attachments import TransferError, attachment_of, bytes_of_a_file, carrier
from tests.support.clients import Watched, id_of, people
from tests.support.faults import FaultyLine, kind
from tests.support.keys import KEY
from tests.support.server import PASSWORD, running_server, signed_in

KIB = 1024
MIB = 1024 * KIB


@pytest.fixture
def server(tmp_path):
    with running_server(tmp_path / "server", "anna", "bruno") as server:
        yield server


async def chat_of_two(anna):
    return await anna.client.start_chat([await id_of(anna, "bruno")])


def file(size, seed=1):
    return Pasted(f"file {seed}.bin", bytes_of_a_file(size, seed=seed))


async def files_of(watched, chat, text):
    """Wait for a message that the server has; return what it carries."""

    async def row(client):
        rows = (await client.latest(chat)).rows
        return next(
            (row for row in rows if row.seq and isinstance(row.body, Text) and row.body.text == text), None
        )

    found = await watched.until(row)
    return found.id, found.body.attachments


# A file on a slow line -----------------------------------------------------------------------------------------------


async def test_messages_and_small_files_go_past_a_large_one(server, tmp_path):
    async with (
        FaultyLine(server.url) as line,
        people(line, tmp_path, "anna") as (anna,),
        people(server, tmp_path, "bruno") as (bruno,),
    ):
        chat = await chat_of_two(anna)
        await anna.has_sent_everything()
        large = await anna.client.attach(chat, file(8 * MIB))
        line.to_server.bytes_per_second = 2 * MIB
        await anna.client.send(chat, "the recording")
        await anna.until(runs(large.id))
        await anna.client.send(chat, "comes in a moment")
        small = await anna.client.attach(chat, file(20 * KIB, seed=2))
        await anna.client.send(chat, "a note meanwhile")
        message, attachments = await files_of(bruno, chat, "a note meanwhile")
        assert attachments == (small,)
        assert await bruno.sees(chat, 2) == ["comes in a moment", "a note meanwhile"]
        transfer = anna.client.transfer(large.id)
        assert transfer is not None
        assert transfer.state is TransferState.RUNNING
        assert transfer.done < transfer.size
        await bruno.client.fetch(chat, message, small.id)
        assert await bruno.has(small.id) == file(20 * KIB, seed=2).data
        line.to_server.bytes_per_second = None
        assert await bruno.sees(chat, 3) == ["comes in a moment", "a note meanwhile", "the recording"]


def runs(attachment):
    async def is_running(client):
        transfer = client.transfer(attachment)
        return transfer is not None and transfer.state is TransferState.RUNNING and transfer.done

    return is_running


async def test_the_text_goes_first_if_its_author_wants_that(server, tmp_path):
    async with (
        FaultyLine(server.url) as line,
        people(line, tmp_path, "anna") as (anna,),
        people(server, tmp_path, "bruno") as (bruno,),
    ):
        chat = await chat_of_two(anna)
        await anna.has_sent_everything()
        line.to_server.bytes_per_second = 2 * MIB
        large = await anna.client.attach(chat, file(8 * MIB))
        await anna.client.send(chat, "look at this")
        await anna.until(runs(large.id))
        (row,) = [row for row in (await anna.client.latest(chat)).rows if isinstance(row.body, Text)]
        await anna.client.send_text_first(row.command)
        assert await bruno.sees(chat, 1) == ["look at this"]
        line.to_server.bytes_per_second = None
        assert await bruno.sees(chat, 2) == ["look at this", ""]
        _, attachments = await files_of(bruno, chat, "")
        assert attachments == (large,)


async def test_a_file_that_rests_or_fails_holds_up_neither_files_nor_messages(server, tmp_path):
    async with people(server, tmp_path, "anna", "bruno") as (anna, bruno):
        chat = await chat_of_two(anna)
        await anna.has_sent_everything()
        broken = await anna.client.attach(chat, file(1 * MIB))
        # Damaged by a failing disk, say.
        (sealed,) = (tmp_path / "anna" / "files").iterdir()
        sealed.write_bytes(bytes(sealed.stat().st_size))
        await anna.client.send(chat, "will not arrive")
        assert await anna.fails(broken.id) == "damaged"
        whole = await anna.client.attach(chat, file(1 * MIB, seed=2))
        await anna.client.send(chat, "arrives")
        await anna.client.send(chat, "and so does this")
        # It need not wait for files that are before it.
        assert set(await bruno.sees(chat, 2)) == {"arrives", "and so does this"}
        message, attachments = await files_of(bruno, chat, "arrives")
        assert attachments == (whole,)
        await bruno.client.fetch(chat, message, whole.id)
        assert await bruno.has(whole.id) == file(1 * MIB, seed=2).data
        # Its author takes the broken one out, and the words go.
        waiting = next(row for row in (await anna.client.latest(chat)).rows if row.command)
        await anna.client.remove_file(waiting.command, broken.id)
        assert (await bruno.sees(chat, 3))[-1] == "will not arrive"


async def test_pause_rests_and_resume_goes_on_where_it_was(server, tmp_path):
    async with FaultyLine(server.url) as line, people(line, tmp_path, "anna") as (anna,):
        chat = await anna.client.start_chat([person.id for person in await anna.client.people()])
        await anna.has_sent_everything()
        large = await anna.client.attach(chat, file(4 * MIB))
        line.to_server.bytes_per_second = 2 * MIB
        await anna.client.send(chat, "slowly")
        await anna.until(runs(large.id))
        await anna.client.pause(large.id)
        assert anna.client.transfer(large.id).state is TransferState.PAUSED
        line.to_server.bytes_per_second = None
        await anna.client.send(chat, "meanwhile")
        await anna.shows(chat, "meanwhile")
        assert anna.client.transfer(large.id).state is TransferState.PAUSED
        await anna.client.resume(large.id)
        await anna.has_sent_everything()
        assert line.to_server.bytes < 4.4 * MIB


# The copy ------------------------------------------------------------------------------------------------------------


async def test_what_was_attached_is_sent_after_a_restart_though_the_original_is_gone(server, tmp_path):
    original = tmp_path / "report.pdf"
    original.write_bytes(b"%PDF-1.7\n" + bytes_of_a_file(300 * KIB))
    data = original.read_bytes()
    async with people(server, tmp_path, "anna", "bruno") as (anna, bruno):
        chat = await chat_of_two(anna)
        await anna.has_sent_everything()
        attached = await anna.client.attach(chat, original)
        await anna.client.close()
        original.write_bytes(b"something else")
        original.unlink()
        account = await sign_in(server.url, "anna", PASSWORD, device_name="anna")
        again = Watched(await Client.open(account, tmp_path / "anna", key=KEY))
        try:
            assert (await again.client.chat(chat)).draft_files == (attached,)
            assert again.client.is_here(attached.id)
            async with asyncio.TaskGroup() as tasks:
                again.client.start(tasks)
                await again.client.send(chat, "the report")
                message, _ = await files_of(bruno, chat, "the report")
                await again.client.close()
        finally:
            await again.client.close()
        await bruno.client.fetch(chat, message, attached.id)
        assert await bruno.has(attached.id) == data


# What is too large ---------------------------------------------------------------------------------------------------


async def test_101_mib_are_refused_before_a_byte_travels(server, tmp_path):
    huge = tmp_path / "huge.bin"
    with huge.open("wb") as made:
        made.truncate(101 * MIB)
    async with FaultyLine(server.url) as line, people(line, tmp_path, "anna") as (anna,):
        chat = await anna.client.start_chat([person.id for person in await anna.client.people()])
        await anna.has_sent_everything()
        before = line.to_server.bytes
        with pytest.raises(InvalidInputError) as refused:
            await anna.client.attach(chat, huge)
        assert refused.value.code is ErrorCode.ATTACHMENT_TOO_LARGE
        assert (await anna.client.chat(chat)).draft_files == ()
        assert [*(tmp_path / "anna" / "files").glob("*")] == []
        assert line.to_server.bytes - before < KIB
        # Nor does the server believe a client that asks all the same.
        async with signed_in(server, "anna") as bot, carrier(line.url, bot.token) as direct:
            before = line.to_server.bytes
            claimed = {**attachment_of(b""), "size": ATTACHMENT_BYTES + 1}
            with pytest.raises(TransferError, match="attachment_too_large"):
                await direct.begin(claimed)
            assert line.to_server.bytes - before < KIB
            assert direct.sent_bytes == 0


# The server forgets --------------------------------------------------------------------------------------------------


async def test_what_the_server_does_not_have_any_more_is_uploaded_again_by_itself(server, tmp_path):
    """As when it was brought back from a copy, between the upload and the message."""
    async with (
        FaultyLine(server.url) as line,
        people(line, tmp_path, "anna") as (anna,),
        people(server, tmp_path, "bruno") as (bruno,),
    ):
        chat = await chat_of_two(anna)
        await anna.has_sent_everything()
        held = line.to_server.hold(kind("send_message"))
        attached = await anna.client.attach(chat, file(200 * KIB))
        await anna.client.send(chat, "twice, if need be")
        await held.struck()
        forget_uploads(server)
        held.release()
        message, attachments = await files_of(bruno, chat, "twice, if need be")
        assert attachments == (attached,)
        await bruno.client.fetch(chat, message, attached.id)
        assert await bruno.has(attached.id) == file(200 * KIB).data


def forget_uploads(server):
    with closing(sqlite3.connect(server.data / "internal-chat.db")) as database, database:
        assert database.execute("DELETE FROM uploads").rowcount
