"""Clients that send what does not come next, ask too much, or take nothing: they harm neither a file nor anybody else."""

import asyncio
import json
import struct
from contextlib import AsyncExitStack

import pytest
from websockets.asyncio.client import connect

from sync_server.protocol import limits
from sync_server.protocol.codes import SUBPROTOCOL
from sync_server.protocol.transfer import Chunk, Outflow
from sync_server.store.staging import Part
from sync_server.transport import crowds
from sync_server.transport.attachments import HELD_BYTES
from sync_server.transport.flow import LEAST_STEP_BYTES, Inflow, confirm
from sync_server.transport.uploads import Upload
from tests.support.attachments import (
    TransferError,
    attachment_of,
    attachments_url,
    bytes_of_a_file,
    carrier,
    send_files,
    stranger_at_attachments,
)
from tests.support.clock import eventually
from tests.support.process import MEBIBYTE, resident_bytes
from tests.support.server import (
    PASSWORD,
    ServerProcess,
    connected,
    running_server,
    server_in_process,
    signed_in,
)

DATA = bytes_of_a_file(3 * MEBIBYTE)
FILE = attachment_of(b"")


# Chunks that cannot come next -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("offset", "data"),
    [
        (99_999, b"overlapping"),
        (100_001, b"after a gap"),
        (0, DATA[:1000]),
        (100_000, b""),
        (100_000, bytes(limits.CHUNK_BYTES)),  # Beyond the end.
        (2**63, b"far away"),
    ],
)
async def test_a_chunk_that_does_not_come_next_ends_its_upload_and_is_not_stored(server, offset, data):
    async with signed_in(server, "anna") as anna, carrier(server.url, anna.token) as line:
        photo = attachment_of(DATA[:200_000])
        transfer = await line.upload_as(photo, DATA[:200_000], until=100_000)
        await line.chunk(transfer, offset, data)
        with pytest.raises(TransferError, match="malformed"):
            await line.ended(transfer)
        # What was on its way behind it is passed over in silence; what was right is still there.
        await line.chunk(transfer, offset + len(data), b"behind it")
        _, staged = await line.begin(photo)
        assert staged == 100_000
        await line.upload_as(photo, DATA[:200_000])
        assert not [frame for frame in line.frames if frame.get("code") == "transfer_not_found"]


async def test_a_chunk_before_it_was_asked_for_is_not_taken(server):
    async with signed_in(server, "anna") as anna, carrier(server.url, anna.token) as line:
        photo = attachment_of(DATA)
        begun = {name: photo[name] for name in ("size", "sha256")}
        number = await line.send("begin_upload", attachment=photo["id"], **begun)
        await line.chunk(number, 0, DATA[:1000])
        assert (await line.reply(number))["code"] == "malformed"
        assert (await line.begin(photo))[1] == 0


async def test_a_chunk_of_no_transfer_is_answered_and_the_others_go_on(server):
    async with signed_in(server, "anna") as anna, carrier(server.url, anna.token) as line:
        photo = attachment_of(DATA)
        transfer = await line.upload_as(photo, DATA, until=100_000)
        await line.chunk(77, 0, b"of nothing")
        with pytest.raises(TransferError, match="transfer_not_found"):
            await line.ended(77)
        await line.send_rest(transfer, DATA, 100_000)
        await line.ended(transfer)


async def test_chunks_for_a_download_and_confirmations_of_an_upload_are_of_no_transfer(server, ids):
    async with signed_in(server, "anna") as anna, carrier(server.url, anna.token) as line:
        chat = await anna.create_chat(ids["bruno"])
        photo = await line.upload(DATA)
        line.confirms = False
        download, _ = await line.begin_fetch(chat, await send_files(anna, chat, photo), photo["id"])
        await line.chunk(download, 0, b"the wrong way")
        assert (await line.reply_to_stray())["transfer"] == download
        upload, _ = await line.begin(attachment_of(DATA[::-1]))
        await line.confirm(upload, 0)
        assert (await line.reply_to_stray())["transfer"] == upload


async def test_nobody_confirms_what_was_not_sent(server, ids):
    async with signed_in(server, "anna") as anna, carrier(server.url, anna.token) as line:
        chat = await anna.create_chat(ids["bruno"])
        photo = await line.upload(DATA)
        line.confirms = False
        transfer, size = await line.begin_fetch(chat, await send_files(anna, chat, photo), photo["id"])
        await line.confirm(transfer, size)
        with pytest.raises(TransferError, match="malformed"):
            await line.ended(transfer)


# Frames that are none -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (b"", 1007),
        (b"short", 1007),
        (struct.pack(">IQ", 1, 0) + bytes(limits.CHUNK_BYTES + 1), 1007),
        (bytes(limits.FRAME_BYTES + 1), 1009),
        ("no JSON", 1007),
        ('{"type":"confirm","more":' + "[" * 100_000, 1007),
        (b"\xff" * 8, 1007),
    ],
    ids=["empty", "without a head", "a long chunk", "a long frame", "no JSON", "deep JSON", "noise"],
)
async def test_a_frame_that_cannot_be_read_ends_the_connection(server, frame, code):
    async with signed_in(server, "anna") as anna, carrier(server.url, anna.token) as line:
        await line.socket.send(frame)
        assert (await line.closed())[0] == code


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ({"type": "sync", "id": 5, "directory": 0, "chats": {}}, "unknown_request"),
        ({"type": "sign_in", "id": 5}, "unknown_request"),
        ({"type": "begin_upload", "id": 5, "attachment": "../../etc/passwd", "size": 1, "sha256": "0" * 64}, "malformed"),
        ({"type": "begin_upload", "id": 5, "size": -1}, "malformed"),
        # No binary frame could name it.
        ({"type": "begin_upload", "id": 2**32, "attachment": FILE["id"], "size": 0, "sha256": FILE["sha256"]}, "malformed"),
        ({"type": "fetch", "id": 2**32, "chat": FILE["id"], "message": FILE["id"], "attachment": FILE["id"]}, "malformed"),
        ({"type": "confirm", "transfer": 1, "offset": -1}, "malformed"),
        ({"type": "resume", "id": 5, "token": "again"}, "already_signed_in"),
        ({"type": "stop_transfer", "id": 5, "transfer": 9}, "transfer_not_found"),
        ([], "malformed"),
    ],
)  # fmt: skip
async def test_a_request_that_cannot_be_done_is_answered_and_the_connection_goes_on(server, frame, code):
    async with signed_in(server, "anna") as anna, carrier(server.url, anna.token) as line:
        await line.socket.send(json.dumps(frame))
        number = frame["id"] if isinstance(frame, dict) and "id" in frame else None
        assert (await line.reply(number))["code"] == code
        assert (await line.begin(attachment_of(b"")))[1] == 0


async def test_one_number_names_one_transfer(server):
    async with signed_in(server, "anna") as anna, carrier(server.url, anna.token) as line:
        transfer = await line.upload_as(attachment_of(DATA), DATA, until=100_000)
        line._requests = transfer - 1
        with pytest.raises(TransferError, match="malformed"):
            await line.begin(attachment_of(b"other"))


async def test_nothing_is_done_for_who_has_not_said_who_they_are(server):
    async with stranger_at_attachments(server.url) as line:
        with pytest.raises(TransferError, match="not_signed_in"):
            await line.begin(attachment_of(b"x"))
        assert (await line.resume("guessed"))["code"] == "token_refused"
        await line.chunk(1, 0, b"x")
        assert (await line.reply(None))["code"] == "not_signed_in"
        assert (await line.closed())[0] == 1008


async def test_who_does_not_say_who_they_are_in_time_is_closed(tmp_path):
    accounts = ServerProcess(tmp_path / "data")
    async with server_in_process(accounts, hello_seconds=0.1) as url, stranger_at_attachments(url) as silent:
        assert (await silent.closed())[0] == 4003


# Too much, and too little ---------------------------------------------------------------------------------------------


async def test_who_asks_too_often_is_told_so_and_then_sent_away(server):
    async with connected(server.url) as dario:
        await dario.sign_in("dario")
        async with carrier(server.url, dario.token) as line:
            for _ in range(limits.REQUESTS_BURST * 2 + 100):
                await line.socket.send('{"type":"stop_transfer","id":1,"transfer":1}')
            assert await line.closed() == (1008, "too many requests")
            codes = [frame["code"] for frame in line.frames if frame["type"] == "error"]
            assert set(codes) == {"transfer_not_found", "rate_limited"}


async def test_who_floods_it_with_chunks_of_no_transfer_is_sent_away(server):
    async with connected(server.url) as dario:
        await dario.sign_in("dario")
        async with carrier(server.url, dario.token) as line:
            for number in range(limits.REQUESTS_BURST * 2 + 100):
                await line.chunk(number, 0, b"noise")
            assert await line.closed() == (1008, "too many requests")


def test_steps_that_are_not_worth_their_while_are_noticed_both_ways():
    """They are counted as requests; the last step of a file may be as small as it is."""
    up = Inflow(0, LEAST_STEP_BYTES + 2)
    assert not up.take(Chunk(1, 0, memoryview(b"x")))
    assert up.take(Chunk(1, 1, memoryview(bytes(LEAST_STEP_BYTES))))
    assert up.take(Chunk(1, LEAST_STEP_BYTES + 1, memoryview(b"x")))
    down = Outflow(0, 2 * LEAST_STEP_BYTES)
    down.sent = LEAST_STEP_BYTES + 1
    assert not confirm(down, 1)
    assert not confirm(down, 1)
    assert confirm(down, LEAST_STEP_BYTES + 1)
    assert not confirm(down, 5)


async def test_who_confirms_nothing_gets_no_more_than_the_window_and_holds_nobody_up(server, ids):
    async with signed_in(server, "anna") as anna, carrier(server.url, anna.token) as line:
        chat = await anna.create_chat(ids["bruno"])
        photo = await line.upload(DATA)
        message = await send_files(anna, chat, photo)
        async with carrier(server.url, anna.token) as idle:
            idle.confirms = False
            begun = [await idle.begin_fetch(chat, message, photo["id"]) for _ in range(limits.TRANSFERS)]
            for transfer, _ in begun:
                await idle.received(transfer, limits.FIRST_WINDOW_BYTES)
            assert await line.fetch(chat, message, photo["id"]) == DATA
            # All that will ever come, in the order in which the server speaks.
            await idle.request("stop_transfer", transfer=begun[0][0])
            assert all(idle.received_so_far(transfer) == limits.FIRST_WINDOW_BYTES for transfer, _ in begun)


async def test_who_reads_nothing_costs_little_memory_and_is_there_again_when_it_reads(tmp_path):
    with running_server(tmp_path / "data", "anna", "bruno") as server:
        async with signed_in(server, "anna") as anna, carrier(server.url, anna.token) as line:
            chat = await anna.create_chat(
                next(user.id for user in server.users() if user.username == "bruno")
            )
            files = [bytes_of_a_file(16 * MEBIBYTE, seed=seed) for seed in range(2)]
            photos = [await line.upload(data) for data in files]
            message = await send_files(anna, chat, *photos)
            async with carrier(server.url, anna.token, max_queue=1) as idle:
                begun = [await idle.begin_fetch(chat, message, photo["id"]) for photo in photos]
                idle.socket.transport.pause_reading()
                before = resident_bytes(server.pid)
                assert await line.fetch(chat, message, photos[0]["id"]) == files[0]
                assert resident_bytes(server.pid) - before < 16 * MEBIBYTE
                idle.socket.transport.resume_reading()
                for (transfer, size), data in zip(begun, files, strict=True):
                    assert await idle.received(transfer, size) == data


async def test_connections_that_are_cut_leave_no_bytes_of_files_behind(tmp_path):
    """Before anybody looks for cycles: on a bad line, a client comes again many times."""
    with running_server(tmp_path / "data", "anna", "bruno") as server:
        async with signed_in(server, "anna") as anna:
            chat = await anna.create_chat(
                next(user.id for user in server.users() if user.username == "bruno")
            )
            async with carrier(server.url, anna.token) as line:
                photo = await line.upload(DATA)
            message = await send_files(anna, chat, photo)

            async def come_and_go() -> None:
                async with carrier(server.url, anna.token) as line:
                    transfer = await line.upload_as(attachment_of(DATA), DATA, until=150_000)
                    line.confirms = False
                    await line.begin_fetch(chat, message, photo["id"])
                    await line.chunk(transfer, 150_000, DATA[150_000:300_000])
                    # Half of the next chunk, and no more.
                    line.socket.transport.write(b"\x82\xff" + (190_000).to_bytes(8) + bytes(100_000))
                    line.socket.transport.abort()

            for _ in range(5):
                await come_and_go()
            before = resident_bytes(server.pid)
            for _ in range(20):
                await come_and_go()
            assert resident_bytes(server.pid) - before < 20 * 100_000


async def test_a_device_has_a_few_connections_and_the_oldest_makes_room(server):
    async with signed_in(server, "anna") as anna, carrier(server.url, anna.token) as oldest:
        more = [carrier(server.url, anna.token) for _ in range(crowds.MOST)]
        lines = [await each.__aenter__() for each in more]
        try:
            assert (await oldest.closed())[0] == 1008
            for line in lines:
                assert (await line.begin(attachment_of(b"")))[1] == 0
        finally:
            for each in more:
                await each.__aexit__(None, None, None)


async def test_a_user_with_many_devices_has_a_few_connections_too(server):
    async with AsyncExitStack() as stack:
        bruno = await stack.enter_async_context(signed_in(server, "bruno"))
        others = await stack.enter_async_context(carrier(server.url, bruno.token))
        lines = []
        while len(lines) <= crowds.MOST_OF_A_USER:
            anna = await stack.enter_async_context(signed_in(server, "anna"))
            lines += [
                await stack.enter_async_context(carrier(server.url, anna.token)) for _ in range(crowds.MOST)
            ]
        gone, left = lines[: -crowds.MOST_OF_A_USER], lines[-crowds.MOST_OF_A_USER :]
        for line in gone:
            assert (await line.closed())[0] == 1008
        for line in (*left, others):
            assert (await line.begin(attachment_of(b"")))[1] == 0


async def test_a_client_that_offers_compression_gets_none(server):
    async with connect(
        attachments_url(server.url), subprotocols=[SUBPROTOCOL], compression="deflate", proxy=None
    ) as socket:
        assert not socket.protocol.extensions


async def test_a_password_opens_no_connection_for_files(server):
    async with stranger_at_attachments(server.url) as line:
        reply = await line.request("sign_in", username="anna", password=PASSWORD, device_name="x")
        assert reply["code"] == "unknown_request"
        # And the connection is still there for who has a token.
        async with signed_in(server, "anna") as anna:
            assert (await line.resume(anna.token))["device"] == anna.device


async def test_uploads_that_come_faster_than_the_disk_takes_them_wait_on_the_line(tmp_path, monkeypatch):
    """What a slow disk has not taken yet is held up to a bound; the rest stays with its sender, as TCP has it."""
    accounts = ServerProcess(tmp_path / "data")
    accounts.add_user("anna")
    loop, gate = asyncio.get_running_loop(), asyncio.Event()
    take, append = Upload.take, Part.append
    held = []

    def noting(upload, chunk):
        worthy = take(upload, chunk)
        held.append(upload.held_bytes)
        return worthy

    def when_allowed(part, offset, data):
        asyncio.run_coroutine_threadsafe(gate.wait(), loop).result()
        append(part, offset, data)

    monkeypatch.setattr(Upload, "take", noting)
    monkeypatch.setattr(Part, "append", when_allowed)
    data = bytes_of_a_file(4 * MEBIBYTE)
    async with server_in_process(accounts) as url, connected(url) as anna:
        await anna.sign_in("anna")
        async with carrier(url, anna.token) as line, carrier(url, anna.token) as other:
            transfer, _ = await line.begin(attachment_of(data))
            # Without any regard for the window.
            for offset in range(0, len(data), limits.CHUNK_BYTES):
                await line.chunk(transfer, offset, data[offset : offset + limits.CHUNK_BYTES])
            await eventually(lambda: bool(held) and held[-1] > HELD_BYTES, "much to be held")
            for _ in range(20):
                # The server turns to everybody, and goes on with everything that it can go on with.
                assert (await other.stop(1))["code"] == "transfer_not_found"
            gate.set()
            await line.ended(transfer)
            assert max(held) <= HELD_BYTES + limits.CHUNK_BYTES
