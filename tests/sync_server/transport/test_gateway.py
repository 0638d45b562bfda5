"""Who is let in at the front door, and what the others are told."""

import asyncio
import ssl
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidMessage, InvalidStatus

from sync_server.protocol.codes import SUBPROTOCOL
from tests.support.server import ServerProcess, connected


async def refusal(url, **options):
    """The status and the text with which a connection is refused."""
    options.setdefault("subprotocols", [SUBPROTOCOL])
    with pytest.raises(InvalidStatus) as refused:
        async with connect(url, compression=None, proxy=None, **options):
            pass
    response = refused.value.response
    return response.status_code, response.body.decode()


async def test_the_first_frame_says_which_server_this_is(server):
    async with connected(server.url) as bot:
        (welcome,) = bot.pushes
        assert welcome["type"] == "welcome"
        assert welcome["protocol"] == 1
        assert bot.socket.subprotocol == SUBPROTOCOL


async def test_a_client_of_a_newer_protocol_is_told_what_is_spoken_here(server):
    status, text = await refusal(server.url, subprotocols=["internal-chat.v2"])
    assert status == 400
    assert SUBPROTOCOL in text


async def test_a_client_that_also_speaks_this_protocol_is_let_in(server):
    async with connect(
        server.url, subprotocols=["internal-chat.v2", SUBPROTOCOL], compression=None, proxy=None
    ) as socket:
        assert socket.subprotocol == SUBPROTOCOL


async def test_a_client_without_a_subprotocol_is_refused(server):
    status, text = await refusal(server.url, subprotocols=None)
    assert status == 400
    assert SUBPROTOCOL in text


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://127.0.0.1:1", "null", "file://", "http://["]
)
async def test_a_page_of_another_site_is_refused(server, origin):
    status, _ = await refusal(server.url, origin=origin)
    assert status == 403


async def test_a_page_of_the_server_s_own_host_is_let_in(server):
    host = server.url.removeprefix("ws://").removesuffix("/sync")
    async with connected(server.url, origin=f"http://{host}"):
        pass


@pytest.mark.parametrize("path", ["/", "/sync/", "/attachments/", "/sync2"])
async def test_there_is_nothing_on_other_paths(server, path):
    status, _ = await refusal(server.url.removesuffix("/sync") + path)
    assert status == 404


UNREADABLE_PATH = (
    b"GET //[ HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET /sync HTTP/1.1\r\nHost: x\r\n\r\n",
        UNREADABLE_PATH,
        b"\x16\x03\x01\r\n\r\n",
    ],
)
async def test_a_browser_or_a_scanner_is_shown_out_and_harms_nobody(server, request_bytes):
    host, port = server.url.removeprefix("ws://").removesuffix("/sync").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        writer.write(request_bytes)
        answer = await reader.read()
        assert answer == b"" or answer.startswith(b"HTTP/1.1 4")
    finally:
        writer.close()
        await writer.wait_closed()
    async with connected(server.url):
        pass


async def test_nothing_is_compressed_even_if_the_client_offers_it(server):
    async with connect(server.url, subprotocols=[SUBPROTOCOL], proxy=None) as socket:
        assert socket.protocol.extensions == []


async def test_with_a_certificate_everything_is_encrypted(tmp_path):
    folder = Path(__file__).parent
    server = ServerProcess(tmp_path / "data")
    user = server.add_user("anna")
    # A key pair for localhost that is worth nothing: it is published here.
    server.start("--tls-cert", str(folder / "localhost.pem"), "--tls-key", str(folder / "localhost-key.pem"))
    try:
        assert server.url.startswith("wss://127.0.0.1:")
        trusting = ssl.create_default_context(cafile=folder / "localhost.pem")
        async with connected(server.url, ssl=trusting) as bot:
            await bot.sign_in("anna")
            assert bot.user["id"] == user.id
        with pytest.raises((InvalidMessage, ConnectionError)):
            async with connected(server.url.replace("wss", "ws")):
                pass
    finally:
        server.kill()
