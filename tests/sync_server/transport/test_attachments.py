"""Files go up and come down whole, several at once, and go on after every kind of cut from where they were."""

import asyncio
import signal

import pytest

from sync_server.protocol import limits
from sync_server.protocol.transfer import window
from sync_server.store import storage as stored
from tests.support.attachments import (
    Carrier,
    TransferError,
    attachment_of,
    bytes_of_a_file,
    carrier,
    send_files,
)
from tests.support.s3 import running_s3
from tests.support.server import (
    ENVIRONMENT,
    ServerProcess,
    connected,
    running_server,
    server_in_process,
    signed_in,
)

MIB = 1024 * 1024
PEOPLE = ("anna", "bruno")


@pytest.fixture(scope="module", params=["folder", "s3"])
def either(request, tmp_path_factory):
    """A running server that keeps its files in a folder, and one that keeps them in S3-compatible storage."""
    data = tmp_path_factory.mktemp("server") / "data"
    server = ServerProcess(data)
    for name in PEOPLE:
        server.add_user(name)
    if request.param == "folder":
        server.start()
        yield server
        server.kill()
        return
    with running_s3(data.with_name("s3")) as s3, pytest.MonkeyPatch.context() as patch:
        bucket = s3.bucket()
        for name, value in bucket.environment.items():
            patch.setitem(ENVIRONMENT, name, value)
        server.start("--attachments", bucket.url)
        yield server
        server.kill()


async def chat_of_two(anna, server) -> str:
    return await anna.create_chat(next(user.id for user in server.users() if user.username == "bruno"))


async def cut(line: Carrier) -> None:
    """Lose the connection, without a word to the server."""
    line.socket.transport.abort()
    await line.closed()


# Whole files ----------------------------------------------------------------------------------------------------------


async def test_a_file_that_was_sent_with_a_message_comes_to_those_who_see_it_as_it_was(either):
    data = bytes_of_a_file(3 * MIB + 17)
    async with (
        signed_in(either, "anna") as anna,
        signed_in(either, "bruno") as bruno,
        carrier(either.url, anna.token) as annas,
        carrier(either.url, bruno.token) as brunos,
    ):
        chat = await chat_of_two(anna, either)
        photo = await annas.upload(data, name="photo.png", kind="image/png")
        message = await send_files(anna, chat, photo)
        assert await brunos.fetch(chat, message, photo["id"]) == data
        assert await brunos.fetch(chat, message, photo["id"], offset=3 * MIB) == data[3 * MIB :]
        assert await brunos.fetch(chat, message, photo["id"], offset=len(data)) == b""
        assert annas.sent_bytes == len(data)


async def test_an_empty_file_is_a_file(either):
    async with signed_in(either, "anna") as anna, carrier(either.url, anna.token) as line:
        chat = await chat_of_two(anna, either)
        nothing = await line.upload(b"")
        assert await line.fetch(chat, await send_files(anna, chat, nothing), nothing["id"]) == b""


async def test_what_is_whole_is_not_sent_again(either):
    data = bytes_of_a_file(200_000)
    async with signed_in(either, "anna") as anna, carrier(either.url, anna.token) as line:
        photo = await line.upload(data)
        assert (await line.begin(photo))[1] == len(data)


async def test_what_was_whole_and_is_lost_is_taken_again(server):
    data = bytes_of_a_file(200_000)
    async with signed_in(server, "anna") as anna, carrier(server.url, anna.token) as line:
        before = set(server.data.rglob("attachments/*/*/*"))
        photo = await line.upload(data)
        # As where a database was put back without all of its files.
        (kept,) = set(server.data.rglob("attachments/*/*/*")) - before
        kept.unlink()
        assert (await line.begin(photo))[1] == 0
        await line.upload_as(photo, data)
        chat = await chat_of_two(anna, server)
        message = await send_files(anna, chat, photo)
        assert await line.fetch(chat, message, photo["id"]) == data
        assert (await line.begin(photo))[1] == len(data)


async def test_bytes_that_are_not_those_announced_are_forgotten_and_can_be_sent_anew(either):
    data = bytes_of_a_file(300_000)
    async with signed_in(either, "anna") as anna, carrier(either.url, anna.token) as line:
        photo = attachment_of(data)
        with pytest.raises(TransferError, match="attachment_damaged"):
            await line.upload_as(photo, data[:-1] + bytes([data[-1] ^ 1]))
        chat = await chat_of_two(anna, either)
        refused = await anna.request(
            "send_message", chat=chat, message=photo["id"], text="", attachments=[photo]
        )
        assert refused["code"] == "attachment_not_found"
        await line.upload_as(photo, data)
        assert await line.fetch(chat, await send_files(anna, chat, photo), photo["id"]) == data


async def test_a_file_that_is_too_large_is_refused_before_a_byte_travels(server):
    async with signed_in(server, "anna") as anna, carrier(server.url, anna.token) as line:
        large = {**attachment_of(b""), "size": 101 * MIB}
        with pytest.raises(TransferError, match="attachment_too_large"):
            await line.begin(large)
        assert line.sent_bytes == 0
        assert not list(server.data.rglob(f"{large['id']}*"))


# Several at once ------------------------------------------------------------------------------------------------------


async def test_several_files_go_up_and_come_down_at_once_over_one_connection(server):
    files = [bytes_of_a_file(MIB + number, seed=number) for number in range(limits.TRANSFERS)]
    async with signed_in(server, "anna") as anna, carrier(server.url, anna.token) as line:
        photos = [attachment_of(data) for data in files]
        begun = [await line.begin(photo) for photo in photos]
        with pytest.raises(TransferError, match="too_many_transfers"):
            await line.begin(attachment_of(b"one more"))
        # A piece of each in turns, as clients do: each has its own offset.
        piece = limits.LEAST_WINDOW_BYTES // 2
        for offset in range(0, MIB, piece):
            for (transfer, _), data in zip(begun, files, strict=True):
                await line.chunk(transfer, offset, data[offset : min(offset + piece, MIB)])
        for (transfer, _), data in zip(begun, files, strict=True):
            if len(data) > MIB:
                await line.chunk(transfer, MIB, data[MIB:])
            await line.ended(transfer)
        chat = await chat_of_two(anna, server)
        message = await send_files(anna, chat, *photos)
        fetched = [await line.begin_fetch(chat, message, photo["id"]) for photo in photos]
        for (transfer, size), data in zip(fetched, files, strict=True):
            assert await line.received(transfer, size) == data


async def test_a_small_file_does_not_wait_behind_a_large_one(server):
    large, small = bytes_of_a_file(8 * MIB), bytes_of_a_file(100_000, seed=2)
    async with signed_in(server, "anna") as anna, carrier(server.url, anna.token) as line:
        chat = await chat_of_two(anna, server)
        photos = [await line.upload(large), await line.upload(small)]
        message = await send_files(anna, chat, *photos)
        begun = [await line.begin_fetch(chat, message, photo["id"]) for photo in photos]
        assert await line.received(*begun[1]) == small
        assert line.received_so_far(begun[0][0]) < len(large)
        assert await line.received(*begun[0]) == large


async def test_a_transfer_that_is_stopped_makes_room_and_goes_on_later(server):
    data = bytes_of_a_file(2 * MIB)
    async with signed_in(server, "anna") as anna, carrier(server.url, anna.token) as line:
        photo = attachment_of(data)
        transfer = await line.upload_as(photo, data, until=MIB)
        assert (await line.stop(transfer))["type"] == "ok"
        assert (await line.stop(transfer))["code"] == "transfer_not_found"
        assert (await line.begin(photo))[1] == MIB


async def test_a_download_that_is_stopped_sends_no_more(server):
    data = bytes_of_a_file(4 * MIB)
    async with signed_in(server, "anna") as anna, carrier(server.url, anna.token) as line:
        chat = await chat_of_two(anna, server)
        photo = await line.upload(data)
        message = await send_files(anna, chat, photo)
        line.confirms = False
        transfer, _ = await line.begin_fetch(chat, message, photo["id"])
        await line.received(transfer, limits.FIRST_WINDOW_BYTES)
        await line.stop(transfer)
        # Confirmed too late: it is passed over.
        await line.confirm(transfer, limits.FIRST_WINDOW_BYTES)
        line.confirms = True
        assert await line.fetch(chat, message, photo["id"], offset=MIB) == data[MIB:]
        assert line.received_so_far(transfer) == limits.FIRST_WINDOW_BYTES


# Cuts -----------------------------------------------------------------------------------------------------------------


async def test_an_upload_goes_on_after_a_cut_from_what_was_confirmed(server):
    data = bytes_of_a_file(6 * MIB)
    sent = 0
    async with signed_in(server, "anna") as anna:
        photo = attachment_of(data)
        for until in (100_000, 3 * MIB, 5 * MIB):
            async with carrier(server.url, anna.token) as line:
                await line.upload_as(photo, data, until=until)
                sent += line.sent_bytes
                await cut(line)
        async with carrier(server.url, anna.token) as line:
            assert (await line.begin(photo))[1] == 5 * MIB
            await line.upload_as(photo, data)
            assert sent + line.sent_bytes == len(data)


async def test_who_comes_again_before_the_cut_was_noticed_takes_the_upload_over(server):
    data = bytes_of_a_file(2 * MIB)
    async with (
        signed_in(server, "anna") as anna,
        carrier(server.url, anna.token) as dead,
        carrier(server.url, anna.token) as line,
    ):
        photo = attachment_of(data)
        old = await dead.upload_as(photo, data, until=MIB)
        new, offset = await line.begin(photo)
        assert offset == MIB
        # The old one is not dead after all: what it sends is not taken for what the new one sends.
        await dead.chunk(old, MIB, bytes(1000))
        with pytest.raises(TransferError, match="transfer_not_found"):
            await dead.ended(old)
        await line.send_rest(new, data, offset)
        await line.ended(new)
        chat = await chat_of_two(anna, server)
        assert await line.fetch(chat, await send_files(anna, chat, photo), photo["id"]) == data


async def test_what_was_confirmed_survives_the_death_of_the_server(tmp_path):
    data = bytes_of_a_file(4 * MIB)
    with running_server(tmp_path / "data", *PEOPLE) as server:
        async with signed_in(server, "anna") as anna:
            photo = attachment_of(data)
            async with carrier(server.url, anna.token) as line:
                await line.upload_as(photo, data, until=3 * MIB)
                server.kill()
            await asyncio.to_thread(server.start)
            async with carrier(server.url, anna.token) as line:
                _, offset = await line.begin(photo)
                assert offset == 3 * MIB
                await line.upload_as(photo, data)
        async with signed_in(server, "anna") as anna, carrier(server.url, anna.token) as line:
            chat = await chat_of_two(anna, server)
            assert await line.fetch(chat, await send_files(anna, chat, photo), photo["id"]) == data


async def test_a_server_that_stops_says_good_bye_and_keeps_what_has_come(tmp_path):
    data = bytes_of_a_file(4 * MIB)
    with running_server(tmp_path / "data", *PEOPLE) as server:
        async with signed_in(server, "anna") as anna:
            chat = await chat_of_two(anna, server)
            photo, other = attachment_of(data), attachment_of(data)
            async with carrier(server.url, anna.token) as line, carrier(server.url, anna.token) as reader:
                await line.upload_as(other, data)
                message = await send_files(anna, chat, other)
                reader.confirms = False
                await reader.begin_fetch(chat, message, other["id"])
                await line.upload_as(photo, data, until=MIB)
                server.send_signal(signal.SIGTERM)
                assert await line.closed() == (1001, "server is stopping")
                assert await reader.closed() == (1001, "server is stopping")
        assert server.ended() == 0
        assert not server.failures
        await asyncio.to_thread(server.start)
        async with carrier(server.url, anna.token) as line:
            assert (await line.begin(photo))[1] == MIB


# The last step --------------------------------------------------------------------------------------------------------


@pytest.fixture
def accounts(tmp_path):
    """A server that is not started, for those that run in this process."""
    owner = ServerProcess(tmp_path / "data")
    for name in PEOPLE:
        owner.add_user(name)
    return owner


async def test_a_file_that_came_whole_and_could_not_be_stored_is_stored_when_it_is_asked_for_again(
    accounts, monkeypatch
):
    data = bytes_of_a_file(300_000)
    finish = stored.Incoming.finish
    failures = [OSError("the disk is tired")]

    def failing_once(incoming):
        if failures:
            raise failures.pop()
        finish(incoming)

    monkeypatch.setattr(stored.Incoming, "finish", failing_once)
    async with server_in_process(accounts) as url, connected(url) as anna:
        await anna.sign_in("anna")
        photo = attachment_of(data)
        async with carrier(url, anna.token) as line:
            with pytest.raises(TransferError, match="internal"):
                await line.upload_as(photo, data)
            assert (await line.begin(photo))[1] == len(data)
            assert line.sent_bytes == len(data)


async def test_a_file_that_came_whole_is_stored_though_its_connection_is_gone_and_who_asks_waits_for_it(
    accounts, monkeypatch
):
    data = bytes_of_a_file(300_000)
    finish = stored.Incoming.finish
    loop = asyncio.get_running_loop()
    began, may_go_on = asyncio.Event(), asyncio.Event()
    times = []

    def slowly(incoming):
        times.append(incoming)
        loop.call_soon_threadsafe(began.set)
        asyncio.run_coroutine_threadsafe(may_go_on.wait(), loop).result()
        finish(incoming)

    monkeypatch.setattr(stored.Incoming, "finish", slowly)
    async with server_in_process(accounts) as url, connected(url) as anna:
        await anna.sign_in("anna")
        photo = attachment_of(data)
        async with carrier(url, anna.token) as line:
            transfer, _ = await line.begin(photo)
            await line.chunk(transfer, 0, data[:150_000])
            await line.chunk(transfer, 150_000, data[150_000:])
            await began.wait()
            await cut(line)
        async with carrier(url, anna.token) as line, asyncio.TaskGroup() as group:
            asked = group.create_task(line.begin(photo))
            # It is the server that has to wait: another request on the same connection does not.
            other = attachment_of(b"")
            assert not asked.done()
            loop.call_soon(may_go_on.set)
            assert (await asked)[1] == len(data)
            assert len(times) == 1
            assert (await line.begin(other))[1] == 0


def test_a_window_grows_with_what_has_got_through_so_that_little_is_lost_with_a_cut():
    """20 cuts of the largest file, wherever they fall, cost less than a tenth of it."""
    each = limits.ATTACHMENT_BYTES // 21
    assert window(0, each) + 19 * window(each, 2 * each) < limits.ATTACHMENT_BYTES / 10
    # The worst that 20 cuts can do: a sixteenth of all that was carried, or the least window each time, after the first one.
    behind = 19 * limits.LEAST_WINDOW_BYTES + limits.ATTACHMENT_BYTES // 16
    assert limits.FIRST_WINDOW_BYTES + behind <= limits.ATTACHMENT_BYTES / 10
    assert window(0, limits.ATTACHMENT_BYTES) == limits.MOST_WINDOW_BYTES
