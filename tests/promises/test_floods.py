"""Floods of connections, requests, half sentences and giant frames drown nobody: see `in_peace` for what must hold meanwhile."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import ConnectionClosed

from sync_server.protocol import limits
from sync_server.protocol.codes import SUBPROTOCOL
from tests.support.faults import FaultyLine
from tests.support.process import MEBIBYTE, open_sockets, resident_bytes
from tests.support.profiles import by_profile
from tests.support.server import (
    Bot,
    ServerProcess,
    connected,
    new_id,
    nobody_writes,
    running_server,
    signed_in,
)
from tests.support.witness import USERNAMES, in_peace

MANY_LONG = 300
"""Commands that together are far more than the server takes in while it cannot store them; less than one device may ask at once."""
CROWD = by_profile(quick=120, long=800)
"""Connections at once."""
SECONDS = 15
HANDSHAKE = (
    "GET /sync HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
    f"Sec-WebSocket-Protocol: {SUBPROTOCOL}\r\n\r\n"
).encode()
MASK = b"\x00\x00\x00\x00"
"""Under which a frame reads as it is."""


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[ServerProcess]:
    with running_server(tmp_path_factory.mktemp("floods") / "data", "mallory", *USERNAMES) as server:
        yield server


@pytest.fixture
def peace(server: ServerProcess) -> Iterator[None]:
    with in_peace(server):
        yield


@asynccontextmanager
async def raw(
    server: ServerProcess, first: bytes = b""
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A connection on which anything may be said."""
    parts = urlsplit(server.url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        writer.write(first)
        yield reader, writer
    finally:
        writer.transport.abort()


@asynccontextmanager
async def crowd(
    server: ServerProcess, first: bytes
) -> AsyncIterator[list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]]:
    """Many such connections at once, each of which begins with the same bytes."""
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(raw(server, first)) for _ in range(CROWD)]


async def ended(reader: asyncio.StreamReader) -> bool:
    """Wait until the server ends a connection."""
    async with asyncio.timeout(SECONDS):
        with suppress(ConnectionError):
            while await reader.read(65_536):
                pass
    return True


async def gone(server: ServerProcess, sockets: int) -> None:
    """Wait until the server holds no more sockets than it did."""
    async with asyncio.timeout(SECONDS):
        while open_sockets(server.pid) > sockets:  # noqa: ASYNC110 - another process is waited for
            await asyncio.sleep(0.02)


# Connections ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "beginning",
    [
        b"",
        b"GET /sync HTTP/1.1\r\nHost: x\r\nX-",
        HANDSHAKE[:-2],
        HANDSHAKE,
        b"\x16\x03\x01\x02\x00\x01",
        b"GET / HTTP/1.1\r\n\r\n",
        b"\x00" * 1_000,
        b"POST /sync HTTP/1.1\r\nContent-Length: 99999\r\n\r\n",
        b"A" * 20_000,
    ],
    ids=[
        "silence",
        "half a header",
        "nearly a handshake",
        "nothing after the handshake",
        "TLS",
        "another path",
        "zeros",
        "a form",
        "no end",
    ],
)
async def test_a_crowd_that_only_begins_to_speak(server, peace, beginning):
    sockets = open_sockets(server.pid)
    async with crowd(server, beginning) as strangers:
        assert len(strangers) == CROWD
    await gone(server, sockets)


async def test_one_letter_at_a_time(server, peace):
    async with AsyncExitStack() as stack:
        slow = [await stack.enter_async_context(raw(server)) for _ in range(20)]
        for letter in HANDSHAKE:
            for _, writer in slow:
                writer.write(bytes([letter]))
            await asyncio.sleep(0)
        for reader, _ in slow:
            async with asyncio.timeout(SECONDS):
                assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 101")


# Frames ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "frame",
    [
        b"\x81\xff" + b"\x00\x00\x01\x00\x00\x00\x00\x00" + MASK + b"x" * 1_000,
        b"\x81\xff" + (limits.FRAME_BYTES + 1).to_bytes(8, "big") + MASK + b" " * (limits.FRAME_BYTES + 1),
        b"\x01\xff" + (limits.FRAME_BYTES).to_bytes(8, "big") + MASK + b" " * limits.FRAME_BYTES + b"\x80\x81" + MASK + b"x",
        b"\xf1\x80" + MASK,
        b"\x83\x80" + MASK,
        b"\x81\x01x",
        b"\x89\xfe\x00\xff" + MASK + b"x" * 255,
        b"\x80\x81" + MASK + b"x",
        b"\x88\x81" + MASK + b"x",
        b"\x81\x82" + MASK + b"\xff\xfe",
    ],
    ids=["terabytes", "a byte too long", "too long in fragments", "reserved bits", "no such opcode", "no mask",
         "a long ping", "a continuation of nothing", "half a close code", "no UTF-8"],
)  # fmt: skip
async def test_frames_that_break_the_rules_of_websockets_end_the_connection(server, peace, frame):
    async with AsyncExitStack() as stack:
        crowded = [await stack.enter_async_context(raw(server, HANDSHAKE + frame)) for _ in range(20)]
        for reader, _ in crowded:
            assert await ended(reader)


async def test_the_largest_frame_that_is_taken_never_ends(server, peace):
    """A crowd begins frames that are just not too large, and never finishes them."""
    begun = HANDSHAKE + b"\x81\xff" + limits.FRAME_BYTES.to_bytes(8, "big") + MASK
    sockets = open_sockets(server.pid)
    async with AsyncExitStack() as stack:
        for _ in range(50):
            _, writer = await stack.enter_async_context(raw(server, begun + b"x" * (limits.FRAME_BYTES - 1)))
            await writer.drain()
    await gone(server, sockets)


async def test_pings_from_somebody_who_never_reads_the_pongs(server):
    ping = b"\x89\xfd" + MASK + b"p" * 125
    with in_peace(server, memory=16 * MEBIBYTE):
        async with raw(server, HANDSHAKE) as (_, writer):
            with suppress(ConnectionError, TimeoutError):
                async with asyncio.timeout(by_profile(quick=2, long=10)):
                    while True:
                        writer.write(ping * 1_000)
                        await writer.drain()


# Requests -------------------------------------------------------------------------------------------------------------


async def test_far_too_many_requests_get_one_reply_each_until_the_connection_is_closed(server, peace):
    async with signed_in(server, "mallory", synced=False) as mallory:
        answered: Counter[int] = Counter()
        codes: Counter[str] = Counter()
        with suppress(ConnectionClosed):
            for number in range(5_000):
                await mallory.socket.send(json.dumps({"type": "list_devices", "id": number}))
        with suppress(ConnectionClosed):
            async with asyncio.timeout(SECONDS):
                while True:
                    frame = json.loads(await mallory.socket.recv())
                    answered[frame["id"]] += 1
                    codes[frame.get("code", "served")] += 1
        assert mallory.socket.close_code == 1008
        assert set(answered.values()) == {1}
        assert sorted(answered) == list(range(len(answered)))
        assert limits.REQUESTS_BURST <= codes["served"] < 2 * limits.REQUESTS_BURST
        assert codes.keys() == {"served", "rate_limited"}


async def test_a_crowd_of_wrong_passwords_keeps_nobody_waiting_who_is_in(tmp_path):
    # On a server of its own: afterwards nobody can sign in from this address for a minute.
    with running_server(tmp_path / "data", *USERNAMES) as server, in_peace(server):
        async with AsyncExitStack() as stack:
            crowded = [await stack.enter_async_context(connected(server.url)) for _ in range(20)]
            requests = [
                (
                    bot,
                    await bot.send("sign_in", username=f"nobody {n}", password="x" * 1_000, device_name="x"),
                )
                for n, bot in enumerate(crowded)
            ]
            codes = Counter([(await bot.reply(request))["code"] for bot, request in requests])
        assert codes.keys() == {"wrong_credentials", "too_many_attempts"}
        assert codes["wrong_credentials"] <= limits.SIGN_IN_ATTEMPTS + 1


async def ask_for_much(bot: Bot, chat: str) -> None:
    with suppress(ConnectionClosed):
        for _ in range(limits.REQUESTS_BURST):
            await bot.send("history", chat=chat, before_seq=10_000, limit=limits.PAGE_ROWS)


async def test_who_asks_for_much_and_reads_nothing_is_given_no_more_than_the_queue_holds(server):
    async with (
        signed_in(server, "mallory") as mallory,
        FaultyLine(server.url) as line,
        connected(line.url, max_queue=1, close_timeout=0) as greedy,
    ):
        chat = await mallory.create_chat(server.users()[0].id, server.users()[1].id)
        for _ in range(20):
            await mallory.request(
                "send_message", chat=chat, message=new_id(), text="🐌" * limits.MESSAGE_CHARACTERS
            )
        await greedy.resume(mallory.token)
        with in_peace(server, memory=limits.SEND_QUEUE_BYTES + 24 * MEBIBYTE):
            line.to_client.stall()
            with suppress(TimeoutError):
                async with asyncio.timeout(2):
                    await ask_for_much(greedy, chat)
            line.reset()


async def test_commands_that_wait_for_the_database_are_read_no_further_than_there_is_room(tmp_path):
    """Another process may hold the database for seconds; what is sent meanwhile waits at the sender."""
    text = "x" * (limits.FRAME_BYTES - 1_000)
    sent: list[int] = []

    async def send_much(bot: Bot) -> None:
        for _ in range(MANY_LONG):
            request = await bot.send("send_message", chat=new_id(), message=new_id(), text=text)
            sent.append(request)

    with running_server(tmp_path / "data", "mallory") as server:
        async with signed_in(server, "mallory") as mallory, asyncio.TaskGroup() as group:
            before = resident_bytes(server.pid)
            with nobody_writes(server):
                sending = group.create_task(send_much(mallory))
                await stalled(server, sent)
                assert not sending.done()
                assert resident_bytes(server.pid) - before < 60 * MEBIBYTE
            await asyncio.wait_for(sending, SECONDS)
            # There are no such chats: what counts is that each command is answered.
            assert {(await mallory.reply(request))["code"] for request in sent} == {"chat_not_found"}


async def stalled(server: ServerProcess, sent: list[int]) -> None:
    """Wait until a sender gets no further, though the server has had the time to serve others."""
    before = -1
    while len(sent) != before:
        before = len(sent)
        async with connected(server.url) as bot:
            for _ in range(100):
                assert (await bot.request("changes", chat=new_id(), after=0))["code"] == "not_signed_in"
