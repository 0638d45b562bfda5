"""The end of the server, ordered or not: what was acknowledged is there afterwards, and who was connected is told."""

import signal
import socket
import time
from contextlib import suppress

from websockets.exceptions import ConnectionClosed

from tests.support.server import ServerProcess, connected, new_id, running_server, signed_in


async def everything_said(server: ServerProcess, token: str, chat: str) -> list[str]:
    """The ids of all messages of a chat, as a device reads them that holds nothing."""
    async with connected(server.url) as reader:
        await reader.resume(token)
        page = await reader.request("history", chat=chat, before_seq=10_000)
        return [row["id"] for row in page["messages"]]


async def accepted_until_the_end(bot, requests: list[int]) -> tuple[list[str], tuple[int, str]]:
    """The ids of the messages that were acknowledged before the connection was closed, and how it was closed."""
    accepted: list[str] = []
    with suppress(ConnectionClosed):
        while len(accepted) < len(requests):
            reply = await bot.reply(requests[len(accepted)])
            accepted.append(reply["message"]["id"])
    return accepted, await bot.closed()


async def test_a_server_that_is_told_to_stop_answers_what_it_took_and_says_good_bye(tmp_path):
    with running_server(tmp_path / "data", "anna", "bruno") as server:
        async with signed_in(server, "anna") as anna, signed_in(server, "bruno") as bruno:
            chat = await anna.create_chat(bruno.user["id"])
            requests = [
                await anna.send("send_message", chat=chat, message=new_id(), text=f"{number}")
                for number in range(150)
            ]
            await anna.reply(requests.pop(0))
            server.send_signal(signal.SIGTERM)
            accepted, closing = await accepted_until_the_end(anna, requests)
            assert closing == (1001, "server is stopping")
            assert await bruno.closed() == (1001, "server is stopping")
        assert server.ended() == 0
        server.start()
        kept = await everything_said(server, anna.token, chat)
        # Taken and answered are the same: nothing that was kept went unanswered, nothing that was answered is missing.
        assert kept[2:] == accepted


async def test_control_c_stops_it_as_well(tmp_path):
    with running_server(tmp_path / "data", "anna") as server:
        async with signed_in(server, "anna") as anna:
            server.send_signal(signal.SIGINT)
            assert (await anna.closed())[0] == 1001
        assert server.ended() == 0
        assert "Traceback" not in server.log


async def test_a_client_that_never_finished_its_handshake_does_not_hold_up_the_stop(tmp_path):
    with running_server(tmp_path / "data") as server:
        host, port = server.url.removeprefix("ws://").removesuffix("/sync").split(":")
        with socket.create_connection((host, int(port))):
            async with connected(server.url):
                pass
            before = time.monotonic()
            assert server.stop() == 0
            assert time.monotonic() - before < 3


async def test_a_second_signal_ends_it_at_once(tmp_path):
    with running_server(tmp_path / "data", "anna") as server:
        async with signed_in(server, "anna") as anna:
            # A client that does not answer the close frame would be waited for.
            anna.socket.transport.pause_reading()
            server.send_signal(signal.SIGTERM)
            server.wait_for_log("stopping")
            assert server.stop() == 130
            anna.socket.transport.abort()


async def test_a_message_that_was_acknowledged_survives_kill_9_right_after(tmp_path):
    with running_server(tmp_path / "data", "anna", "bruno") as server:
        kept = []
        async with signed_in(server, "anna") as anna, signed_in(server, "bruno") as bruno:
            chat = await anna.create_chat(bruno.user["id"])
        for number in range(3):
            async with connected(server.url) as again:
                await again.resume(anna.token)
                kept.append((await again.say(chat, f"number {number}"))["id"])
                server.kill()
            server.start()
        assert (await everything_said(server, bruno.token, chat))[1:] == kept


async def test_a_command_that_lost_its_answer_is_simply_sent_again(tmp_path):
    with running_server(tmp_path / "data", "anna", "bruno") as server:
        async with signed_in(server, "anna") as anna, signed_in(server, "bruno") as bruno:
            chat = await anna.create_chat(bruno.user["id"])
            commands = [{"chat": chat, "message": new_id(), "text": f"{number}"} for number in range(40)]
            requests = [await anna.send("send_message", **command) for command in commands]
            await anna.reply(requests[3])
            server.kill()
        server.start()
        async with connected(server.url) as again:
            await again.resume(anna.token)
            for command in commands:
                assert (await again.request("send_message", **command))["type"] == "accepted"
        assert (await everything_said(server, bruno.token, chat))[1:] == [one["message"] for one in commands]
