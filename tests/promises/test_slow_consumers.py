"""A device that stops reading costs the server little and the others nothing, is sent away, and misses nothing in the end.

With real processes: the server's, its full send queue, and a line that falls silent without anybody being told.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from websockets.asyncio.server import serve

from sync_server.protocol import limits
from sync_server.transport import gateway
from tests.support.faults import FaultyLine
from tests.support.process import MEBIBYTE, open_sockets, resident_bytes
from tests.support.profiles import by_profile
from tests.support.replica import Replica, settle
from tests.support.server import (
    SECONDS,
    Bot,
    ServerProcess,
    connected,
    running_server,
    server_in_process,
    signed_in,
)

LONG_TEXT = "🐌" * limits.MESSAGE_CHARACTERS
"""As many bytes as a message may have: four a character."""
SENT_AWAY = "reads too slowly"


@pytest.fixture
def server(tmp_path):
    with running_server(tmp_path / "data", "anna", "bruno", "chiara") as server:
        yield server


@pytest.fixture
def ids(server: ServerProcess) -> dict[str, str]:
    return {user.username: user.id for user in server.users()}


async def talk_until(server: ServerProcess, anna: Bot, chat: str, text: str) -> list[float]:
    """Have Anna write until the log says something; return how long each answer took."""
    clock = asyncio.get_running_loop().time
    took = []
    while text not in server.log:
        begin = clock()
        await anna.say(chat, LONG_TEXT)
        took.append(clock() - begin)
    return took


async def until(condition: Callable[[], bool], what: str) -> None:
    """Wait for something outside of this process."""
    deadline = asyncio.get_running_loop().time() + SECONDS
    while not condition():
        assert asyncio.get_running_loop().time() < deadline, f"waited {SECONDS} seconds until {what}"
        await asyncio.sleep(0.02)


async def state_of(server: ServerProcess, bot: Bot, replica: Replica) -> dict:
    """Let a replica take in everything, and return what it shows."""
    await settle(bot, replica)
    return replica.state()


async def test_who_stops_reading_is_sent_away_and_catches_up_while_the_others_notice_nothing(server, ids):
    async with (
        FaultyLine(server.url) as line,
        connected(line.url, max_queue=1) as bruno,
        signed_in(server, "anna") as anna,
        signed_in(server, "chiara") as chiara,
    ):
        await bruno.sign_in("bruno")
        replica = Replica()
        await settle(bruno, replica)
        chat = await anna.create_chat(ids["bruno"], ids["chiara"])
        before = resident_bytes(server.pid)
        line.to_client.stall()
        took = await talk_until(server, anna, chat, SENT_AWAY)
        assert max(took) < 4, "an answer had to wait for somebody who does not read"
        grown = resident_bytes(server.pid) - before
        assert grown < limits.SEND_QUEUE_BYTES + 24 * MEBIBYTE
        last = await anna.say(chat, "the last word")
        await chiara.message("the last word")
        line.to_client.resume()
        assert (await bruno.closed())[0] == 4002
        async with connected(line.url) as again, signed_in(server, "bruno", synced=False) as fresh:
            await again.resume(bruno.token)
            caught_up = await state_of(server, again, replica)
            assert caught_up == await state_of(server, fresh, Replica())
            assert len(caught_up["chats"][chat]["messages"]) == last["seq"]


class DeadLine(NamedTuple):
    """A server on this loop, Anna, and her chat with Bruno, whose line has fallen silent for good."""

    anna: Bot
    chat: str
    server: AsyncExitStack
    """Closing it stops the server, in order."""
    sockets: int
    """Of this process, while Bruno's connection is still held."""

    async def talk(self, messages: int) -> None:
        """Have Anna write; 200 messages are more than the system's buffers hold."""
        for _ in range(messages):
            await self.anna.say(self.chat, LONG_TEXT)

    async def let_go(self) -> None:
        """Wait until the server has given Bruno's connection up."""
        await until(lambda: open_sockets(os.getpid()) < self.sockets, "the dead connection is gone")


@asynccontextmanager
async def dead_line(data: Path, *ways: str, **settings: int) -> AsyncIterator[DeadLine]:
    accounts = ServerProcess(data)
    accounts.add_user("anna")
    other = accounts.add_user("bruno").id
    async with AsyncExitStack() as server:
        url = await server.enter_async_context(server_in_process(accounts, **settings))
        async with (
            FaultyLine(url) as line,
            connected(url) as anna,
            connected(line.url, ping_interval=None, close_timeout=0, max_queue=1) as bruno,
        ):
            await anna.sign_in("anna")
            await anna.sync()
            await bruno.sign_in("bruno")
            await bruno.sync()
            chat = await anna.create_chat(other)
            for way in ways:
                getattr(line, way).stall()
            try:
                yield DeadLine(anna, chat, server, open_sockets(os.getpid()))
            finally:
                line.reset()


async def test_who_never_reads_again_is_let_go_of_all_the_same(tmp_path, monkeypatch, caplog):
    caplog.set_level("INFO")
    monkeypatch.setattr(gateway, "_CLOSE_SECONDS", 0.3)
    async with dead_line(tmp_path / "data", "to_client", send_queue_bytes=500_000) as dead:
        while SENT_AWAY not in caplog.text:
            await dead.talk(1)
        await dead.let_go()


async def test_the_server_stops_in_order_though_somebody_does_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(gateway, "_CLOSE_SECONDS", 0.3)
    monkeypatch.setattr(gateway, "_LAST_ANSWERS_SECONDS", 0.3)
    async with dead_line(tmp_path / "data", "to_client") as dead:
        await dead.talk(200)
        async with asyncio.timeout(5):
            await dead.server.aclose()


@pytest.mark.parametrize("unread", [0, 200], ids=["with nothing to say", "with much on its way"])
async def test_a_half_open_line_is_noticed_by_the_pings(tmp_path, monkeypatch, unread):
    monkeypatch.setattr(gateway, "_CLOSE_SECONDS", 0.3)
    # The pings' pace is the library's own, 20 seconds, and not a setting of ours.
    pace = by_profile(quick=1, long=5)
    monkeypatch.setattr(gateway, "serve", partial(serve, ping_interval=pace, ping_timeout=pace))
    async with dead_line(tmp_path / "data", "to_client", "to_server") as dead:
        await dead.talk(unread)
        await dead.let_go()
