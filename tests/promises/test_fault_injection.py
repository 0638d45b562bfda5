"""The line with which the other promises are tried fails exactly as it is told to, and otherwise not at all."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosedError

from tests.support.faults import Ending, FaultyLine, kind
from tests.support.loop import application_loop
from tests.support.websocket_frames import FrameSplitter

SOON = 0.2
"""Silence of that many seconds is silence."""


@asynccontextmanager
async def echo() -> AsyncIterator[str]:
    """A server that says back whatever it is told."""

    async def answer(connection: ServerConnection) -> None:
        try:
            async for data in connection:
                await connection.send(data)
        except ConnectionClosedError:
            pass  # What the line is for.

    async with serve(answer, "127.0.0.1", 0, compression=None, ping_interval=None) as server:
        yield f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/sync"


@asynccontextmanager
async def talking() -> AsyncIterator[tuple[FaultyLine, ClientConnection]]:
    """A client of the echo, over a faulty line."""
    async with echo() as url, FaultyLine(url) as line, client_of(line) as client:
        yield line, client


def client_of(line: FaultyLine) -> connect:
    return connect(line.url, compression=None, proxy=None, close_timeout=SOON, ping_interval=None)


async def say(client: ClientConnection, *numbers: int) -> None:
    for number in numbers:
        await client.send(json.dumps({"type": "say", "n": number}))


async def hear(client: ClientConnection, count: int) -> list[int]:
    async with asyncio.timeout(5):
        return [json.loads(await client.recv())["n"] for _ in range(count)]


async def is_silent(client: ClientConnection) -> bool:
    try:
        async with asyncio.timeout(SOON):
            await client.recv()
    except TimeoutError:
        return True
    return False


async def test_it_passes_everything_on_and_counts_it():
    async with talking() as (line, client):
        sizes = [0, 1, 125, 126, 65_535, 65_536, 300_000]
        for size in sizes:
            await client.send("x" * size)
            assert len(await client.recv()) == size
        await client.send([b"bytes ", b"in ", b"fragments"])
        assert await client.recv() == b"bytes in fragments"
        assert (line.to_server.frames, line.to_client.frames) == (8, 8)
        assert line.to_server.bytes > line.to_client.bytes > sum(sizes)
        assert (line.connections, line.open) == (1, 1)


async def test_a_message_is_lost_and_the_next_one_is_not():
    async with talking() as (line, client):
        lost = line.to_client.lose(kind("say", n=2))
        await say(client, 1, 2, 3, 2)
        assert await hear(client, 3) == [1, 3, 2]
        assert lost.frames == [{"type": "say", "n": 2}]


async def test_every_such_message_is_lost_until_it_stops():
    async with talking() as (line, client):
        lost = line.to_client.lose(kind("say"), times=None)
        await say(client, 1, 2, 3)
        await lost.struck(3)
        lost.stop()
        await say(client, 4)
        assert await hear(client, 1) == [4]


async def test_a_message_from_the_server_comes_twice():
    async with talking() as (line, client):
        line.to_client.duplicate(kind("say", n=1))
        await say(client, 1, 2)
        assert await hear(client, 3) == [1, 1, 2]


async def test_a_request_is_sent_twice():
    async with talking() as (line, client):
        doubled = line.to_server.duplicate()
        await say(client, 1, 2)
        assert await hear(client, 3) == [1, 1, 2]
        assert doubled.frames == [{"type": "say", "n": 1}]


async def test_a_message_is_overtaken_by_the_one_after_it():
    async with talking() as (line, client):
        line.to_client.swap(kind("say", n=1))
        await say(client, 1, 2, 3)
        assert await hear(client, 3) == [2, 1, 3]


async def test_messages_are_held_back_until_they_are_released():
    async with talking() as (line, client):
        held = line.to_client.hold(lambda frame: frame["n"] % 2 == 1)
        await say(client, 1, 2, 3, 4)
        assert await hear(client, 2) == [2, 4]
        held.release()
        assert await hear(client, 2) == [1, 3]
        await say(client, 5)
        assert await hear(client, 1) == [5]


async def test_a_delay_is_kept_and_does_not_make_the_line_any_narrower():
    async with talking() as (line, client):
        line.to_client.delay = 0.1
        begin = asyncio.get_running_loop().time()
        await say(client, *range(100))
        assert await hear(client, 100) == list(range(100))
        assert 0.1 <= asyncio.get_running_loop().time() - begin < 2


async def test_bandwidth_is_as_wide_as_it_was_set():
    async with talking() as (line, client):
        line.to_server.bytes_per_second = 50_000
        begin = asyncio.get_running_loop().time()
        await client.send("x" * 10_000)
        await client.recv()
        assert 0.15 <= asyncio.get_running_loop().time() - begin < 2


@pytest.mark.parametrize("direction", ["to_client", "to_server"])
async def test_a_half_open_line_is_silent_until_it_goes_on(direction):
    async with talking() as (line, client):
        getattr(line, direction).stall()
        await say(client, 1)
        assert await is_silent(client)
        getattr(line, direction).resume()
        assert await hear(client, 1) == [1]


async def test_a_half_open_line_holds_its_sender_up():
    async with talking() as (line, client):
        line.to_server.stall()
        sent = 0
        with suppress(TimeoutError):
            async with asyncio.timeout(SOON):
                while sent < 100_000_000:
                    await client.send(b"x" * 100_000)
                    sent += 100_000
        assert line.to_server.bytes < 1_000
        assert sent < 20_000_000
        line.reset()


async def test_a_reset_comes_to_the_client_as_one():
    async with talking() as (line, client):
        line.reset()
        with pytest.raises(ConnectionClosedError) as closed:
            await client.recv()
        assert closed.value.rcvd is None
        assert isinstance(closed.value.__cause__, ConnectionResetError)


async def test_hanging_up_ends_the_stream_without_a_close_frame():
    async with talking() as (line, client):
        await say(client, 1)
        assert await hear(client, 1) == [1]
        line.hang_up()
        with pytest.raises(ConnectionClosedError) as closed:
            await client.recv()
        assert closed.value.rcvd is None
        assert not isinstance(closed.value.__cause__, ConnectionResetError)


@pytest.mark.parametrize("ending", Ending)
async def test_the_line_is_cut_after_so_many_bytes_in_the_middle_of_a_message(ending):
    async with talking() as (line, client):
        before = line.to_client.bytes
        line.to_client.cut_after(40, ending)
        await say(client, 1, 2)
        assert await hear(client, 1) == [1]
        with pytest.raises(ConnectionClosedError):
            await client.recv()
        assert line.to_client.bytes == before + 40


async def test_the_line_is_cut_inside_a_certain_message():
    async with talking() as (line, client):
        line.to_client.cut_inside(kind("say", n=2))
        await say(client, 1, 2, 3)
        assert await hear(client, 1) == [1]
        with pytest.raises(ConnectionClosedError):
            await client.recv()


async def test_nobody_gets_through_while_connections_are_refused_and_those_that_are_there_stay():
    async with talking() as (line, client):
        await line.refuse()
        with pytest.raises(ConnectionRefusedError):
            await client_of(line)
        await say(client, 1)
        assert await hear(client, 1) == [1]
        await line.accept()
        async with client_of(line) as another:
            await say(another, 2)
            assert await hear(another, 1) == [2]


async def test_a_server_that_is_away_is_a_reset_to_the_client():
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        async with FaultyLine(f"ws://127.0.0.1:{port}/sync") as line:
            reader, writer = await asyncio.open_connection(*line.address)
            with pytest.raises(ConnectionResetError):
                await reader.read()
            writer.close()


async def test_a_healed_line_passes_everything_on_again():
    async with talking() as (line, client):
        line.to_client.stall()
        line.to_client.delay = 60
        line.to_client.bytes_per_second = 1
        line.to_client.cut_after(1_000)
        line.to_client.lose(times=None)
        line.to_client.heal()
        await client.send("x" * 2_000)
        assert len(await client.recv()) == 2_000


async def test_closing_in_order_goes_through_the_line():
    async with talking() as (line, client):
        await client.close(4999, "enough")
        assert client.close_code == 4999
        await line.idle()


async def test_what_fails_in_a_test_comes_out_of_the_line_as_it_is():
    with pytest.raises(ZeroDivisionError):
        async with talking():
            _ = 1 // 0


def test_it_works_on_the_loop_of_the_application(qapp):
    async def talk() -> None:
        async with talking() as (line, client):
            line.to_client.lose(kind("say", n=1))
            await say(client, 1, 2)
            assert await hear(client, 1) == [2]
            line.reset()
            with pytest.raises(ConnectionClosedError):
                await client.recv()

    with application_loop() as loop:
        loop.run_until_complete(talk())


def handshake_and(frames: bytes) -> bytes:
    return b"HTTP/1.1 101 Switching Protocols\r\n\r\n" + frames


def read(stream: bytes, size: int) -> tuple[bytes, list[Any]]:
    """Cut a stream that comes in bites; return what passed, and what was understood of it."""
    splitter = FrameSplitter()
    bites = [stream[place : place + size] for place in range(0, len(stream), size)]
    pieces = [piece for bite in bites for piece in splitter.feed(bite)] + splitter.rest()
    return b"".join(piece.data for piece in pieces), [
        piece.json() for piece in pieces if piece.text is not None
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 10_000])
@pytest.mark.parametrize(
    ("stream", "understood"),
    [
        (handshake_and(b'\x81\x09{"n": 12}'), [{"n": 12}]),
        (handshake_and(b'\x01\x04{"n"\x80\x04: 1}'), [{"n": 1}]),
        (handshake_and(b'\x81\x89\x00\x00\x00\x00{"n": 12}\x82\x01\x00'), [{"n": 12}]),
        (handshake_and(b"\x81\x7f" + b"\xff" * 8 + b"never so much"), []),
        (handshake_and(b"\x81\x03[1]\x81\x01{\x81\x7e"), [None, None]),
        (b"HTTP/1.1 404 Not Found\r\n\r\n\x81\x02{}", []),
        (b"\x16\x03\x01 and so on, encrypted", []),
    ],
)
def test_a_stream_is_understood_however_it_is_cut_and_stays_what_it_is(stream, understood, size):
    assert read(stream, size) == (stream, understood)


def test_a_ping_between_the_fragments_of_a_message_goes_ahead_of_them():
    passed, understood = read(handshake_and(b'\x01\x04{"n"\x89\x01!\x80\x04: 1}'), 1)
    assert passed == handshake_and(b'\x89\x01!\x01\x04{"n"\x80\x04: 1}')
    assert understood == [{"n": 1}]
