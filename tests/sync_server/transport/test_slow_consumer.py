"""Clients that do not read, or do not say who they are. In process, with small numbers, so that it takes no time."""

import socket

from sync_server.transport.outlet import Wire
from tests.support.server import ServerProcess, connected, new_id, server_in_process

QUEUE_BYTES = 200_000


def small_socket(url: str) -> socket.socket:
    """A socket that takes little before its owner reads."""
    host, port = url.removeprefix("ws://").removesuffix("/sync").split(":")
    small = socket.socket()
    small.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    small.connect((host, int(port)))
    small.setblocking(False)
    return small


async def test_a_client_that_does_not_read_is_closed_and_the_others_notice_nothing(tmp_path, caplog):
    caplog.set_level("INFO")
    accounts = ServerProcess(tmp_path / "data")
    users = [accounts.add_user("anna"), accounts.add_user("bruno")]
    async with (
        server_in_process(accounts, send_queue_bytes=QUEUE_BYTES) as url,
        connected(url) as anna,
        connected(url, sock=small_socket(url), max_queue=1) as bruno,
    ):
        await bruno.sign_in("bruno")
        await bruno.sync()
        await anna.sign_in("anna")
        await anna.sync()
        chat = await anna.create_chat(users[1].id)
        # Bruno's program hangs: nothing is read from now on, while what is said to him adds up.
        while f"device {bruno.device} reads too slowly" not in caplog.text:
            await anna.say(chat, "é" * 8_000)
        code, _ = await bruno.closed()
        assert code == 4002
        async with connected(url) as again:
            await again.resume(bruno.token)
            told = await again.sync()
            snapshot = next(push for push in told if push["type"] == "chat_snapshot")
            newest = (await anna.say(chat, "still there"))["seq"]
            assert snapshot["messages"][-1]["seq"] == newest - 1


async def test_who_does_not_sign_in_in_time_is_closed(tmp_path):
    accounts = ServerProcess(tmp_path / "data")
    async with server_in_process(accounts, hello_seconds=0.1) as url, connected(url) as silent:
        assert (await silent.closed())[0] == 4003


async def test_everything_due_in_one_turn_of_the_loop_leaves_with_one_write(tmp_path, monkeypatch):
    accounts = ServerProcess(tmp_path / "data")
    accounts.add_user("anna")
    bruno = accounts.add_user("bruno")
    written: list[int] = []
    write_frames = Wire.write_frames

    def count(wire, frames):
        written.append(len(frames))
        write_frames(wire, frames)

    monkeypatch.setattr(Wire, "write_frames", count)
    async with server_in_process(accounts) as url, connected(url) as anna:
        await anna.sign_in("anna")
        await anna.sync()
        chat = await anna.create_chat(bruno.id)
        written.clear()
        requests = [
            await anna.send("send_message", chat=chat, message=new_id(), text=f"{number}")
            for number in range(100)
        ]
        for request in requests:
            assert (await anna.reply(request))["type"] == "accepted"
        await anna.message("99")
        # 100 replies and 100 pushes; those of one commit are one piece of bytes.
        assert len(written) <= sum(written) <= 200
        assert len(written) < 200
