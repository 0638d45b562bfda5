"""Files and messages side by side: messages go first, and neither stands still because of the other."""

import asyncio

from sync_server.protocol import limits
from sync_server.store.staging import Part
from tests.support.attachments import attachment_of, bytes_of_a_file, carrier, send_files
from tests.support.process import MEBIBYTE
from tests.support.server import ServerProcess, connected, new_id, nobody_writes, server_in_process, signed_in

DATA = bytes_of_a_file(3 * MEBIBYTE)


async def test_messages_are_acknowledged_while_the_disk_takes_no_file(tmp_path, monkeypatch):
    accounts = ServerProcess(tmp_path / "data")
    accounts.add_user("anna")
    bruno = accounts.add_user("bruno")
    loop, gate = asyncio.get_running_loop(), asyncio.Event()
    append = Part.append

    def when_allowed(part, offset, data):
        asyncio.run_coroutine_threadsafe(gate.wait(), loop).result()
        append(part, offset, data)

    monkeypatch.setattr(Part, "append", when_allowed)
    async with server_in_process(accounts) as url, connected(url) as anna:
        await anna.sign_in("anna")
        chat = await anna.create_chat(bruno.id)
        async with carrier(url, anna.token) as line:
            begun = [await line.begin(attachment_of(DATA)) for _ in range(limits.TRANSFERS)]
            for transfer, _ in begun:
                await line.chunk(transfer, 0, DATA[: limits.LEAST_WINDOW_BYTES])
            for number in range(10):
                assert (await anna.say(chat, f"{number}"))["seq"] == number + 2
            gate.set()
            for transfer, _ in begun:
                assert await line.confirmed_beyond(transfer, 0) == limits.LEAST_WINDOW_BYTES


async def test_files_go_on_while_messages_wait_for_the_disk(server, ids):
    """They give way to messages, but not for ever."""
    async with signed_in(server, "anna") as anna, carrier(server.url, anna.token) as line:
        chat = await anna.create_chat(ids["bruno"])
        photo, half = await line.upload(DATA), attachment_of(DATA)
        message = await send_files(anna, chat, photo)
        transfer, offset = await line.begin(half)
        with nobody_writes(server):
            waiting = await anna.send("send_message", chat=chat, message=new_id(), text="before the files")
            assert await line.fetch(chat, message, photo["id"]) == DATA
            await line.send_rest(transfer, DATA, offset, until=2 * MEBIBYTE)
            assert waiting not in anna._replies
        assert (await anna.reply(waiting))["type"] == "accepted"
        await line.send_rest(transfer, DATA, 2 * MEBIBYTE)
        await line.ended(transfer)
