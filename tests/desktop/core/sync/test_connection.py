"""The border to the network: every way in which a connection can fail has its own name."""

import asyncio
import contextlib
import json
import socket as sockets
import ssl
import subprocess

import pytest
from websockets.asyncio.server import serve

from desktop.core.client import sign_in
from desktop.core.errors import AddressError, ConnectError, ConnectFailure, ErrorCode, RefusedError
from desktop.core.sync.connection import Session, Socket
from sync_server.protocol.codes import RETRYABLE, SUBPROTOCOL
from sync_server.protocol.frames import (
    Error,
    Ok,
    SignedIn,
    SignOut,
    StartTyping,
    Synced,
    Typing,
    Welcome,
    decode_request,
    encode,
)
from tests.desktop.core.world import ME, OTHER, chat_id

WELCOME = encode(Welcome(1, "0.0"))


def send(connection, frame):
    return connection.send(encode(frame), text=True)


@contextlib.asynccontextmanager
async def listening(answer):
    """A plain TCP server; yields the address a client would type."""
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/sync"


@contextlib.asynccontextmanager
async def websocket(handler, **options):
    options.setdefault("subprotocols", [SUBPROTOCOL])
    async with serve(handler, "127.0.0.1", 0, **options) as server:
        yield f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}/sync"


async def failure_of(url):
    with pytest.raises(ConnectError) as refused:
        await Socket.open(url)
    return refused.value.failure


async def test_nothing_listens():
    with sockets.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        assert await failure_of(f"ws://127.0.0.1:{port}/sync") is ConnectFailure.UNREACHABLE


async def test_the_host_is_unknown():
    assert await failure_of("wss://no-such-host.invalid/sync") is ConnectFailure.UNKNOWN_HOST


async def test_a_plain_web_server_is_not_ours():
    async def answer(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
        await writer.drain()
        writer.close()

    async with listening(answer) as url:
        assert await failure_of(url) is ConnectFailure.NOT_INTERNAL_CHAT


async def test_a_program_that_speaks_no_http_is_not_ours():
    async def answer(reader, writer):
        writer.write(b"220 mail.example.com ready\r\n")
        await writer.drain()
        await reader.read()
        writer.close()

    async with listening(answer) as url:
        assert await failure_of(url) is ConnectFailure.NOT_INTERNAL_CHAT


async def test_a_port_that_hangs_up_without_a_word_is_a_server_that_is_not_there():
    async def answer(_reader, writer):
        writer.close()

    async with listening(answer) as url:
        assert await failure_of(url) is ConnectFailure.UNREACHABLE


async def test_a_proxy_without_a_server_behind_it_is_a_server_that_is_not_there():
    async def answer(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    async with listening(answer) as url:
        assert await failure_of(url) is ConnectFailure.UNREACHABLE


async def test_a_websocket_of_another_protocol_is_not_ours():
    async def chat(connection):
        await connection.wait_closed()

    async with websocket(chat, subprotocols=["mqtt"]) as url:
        assert await failure_of(url) is ConnectFailure.NOT_INTERNAL_CHAT
    async with websocket(chat, subprotocols=None) as url:
        assert await failure_of(url) is ConnectFailure.NOT_INTERNAL_CHAT


async def test_a_server_that_names_only_newer_protocols_is_newer():
    def answer(connection, _request):
        return connection.respond(400, "This server speaks internal-chat.v2 and internal-chat.v3.\n")

    async def chat(connection):
        await connection.wait_closed()

    async with websocket(chat, process_request=answer) as url:
        assert await failure_of(url) is ConnectFailure.NEWER_PROTOCOL


async def test_a_server_that_welcomes_with_a_newer_protocol_is_newer():
    async def chat(connection):
        await send(connection, Welcome(2, "9.9"))
        await connection.wait_closed()

    async with websocket(chat) as url:
        assert await failure_of(url) is ConnectFailure.NEWER_PROTOCOL


async def test_a_server_without_a_welcome_is_not_ours():
    async def chat(connection):
        await send(connection, Synced(0))
        await connection.wait_closed()

    async with websocket(chat) as url:
        assert await failure_of(url) is ConnectFailure.NOT_INTERNAL_CHAT


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificate")
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
    ]
    names = ["-subj", "/CN=localhost", "-keyout", "key.pem", "-out", "cert.pem", "-days", "1"]
    subprocess.run([*command, *names], cwd=folder, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


async def test_a_certificate_that_nobody_vouches_for_is_not_trusted(certificate):
    async def chat(connection):
        await connection.wait_closed()

    async with websocket(chat, ssl=certificate) as url:
        assert await failure_of(url.replace("ws://", "wss://")) is ConnectFailure.UNTRUSTED


async def test_an_unencrypted_server_at_an_encrypted_address_is_not_ours():
    async def answer(reader, writer):
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    async with listening(answer) as url:
        assert await failure_of(url.replace("ws://", "wss://")) is ConnectFailure.NOT_INTERNAL_CHAT


async def test_a_frame_that_cannot_be_read_is_passed_over_and_its_content_not_logged(caplog):
    async def chat(connection):
        await connection.send(WELCOME, text=True)
        await connection.send('{"type": "news", "secret": "swordfish"}')
        await connection.send("no json: swordfish")
        await send(connection, Synced(0))
        await connection.wait_closed()

    async with websocket(chat) as url:
        socket = await Socket.open(url)
        assert await socket.receive() == Synced(0)
        await socket.close()
    assert "cannot be read" in caplog.text
    assert "swordfish" not in caplog.text


async def test_a_text_that_is_no_text_ends_the_connection():
    async def chat(connection):
        await connection.send(encode(Welcome(1, "1.0")), text=True)
        await connection.send(b'{"type": "\x81"}', text=True)
        await connection.wait_closed()

    async with websocket(chat) as url:
        socket = await Socket.open(url)
        with pytest.raises(ConnectError) as caught:
            await socket.receive()
        await socket.close()
    assert caught.value.failure is ConnectFailure.LOST


async def test_a_connection_that_breaks_is_lost():
    async def chat(connection):
        await connection.send(WELCOME, text=True)
        connection.transport.abort()

    async with websocket(chat) as url:
        socket = await Socket.open(url)
        with pytest.raises(ConnectError) as lost:
            await socket.receive()
        assert lost.value.failure is ConnectFailure.LOST
        with pytest.raises(ConnectError):
            await socket.send(SignOut(1))
        await socket.close()


async def test_a_session_tells_replies_and_pushes_apart_in_whatever_order_they_come():
    typing = Typing(chat_id(1), OTHER.id)

    async def chat(connection):
        await connection.send(WELCOME, text=True)
        first = decode_request(await connection.recv())
        second = decode_request(await connection.recv())
        await send(connection, typing)
        await send(connection, Ok(second.id))
        await send(connection, Error(first.id, ErrorCode.CHAT_NOT_FOUND, "no"))
        await send(connection, Synced(0))
        await connection.wait_closed()

    async with websocket(chat) as url, Session.open(url) as session:
        asked = (session.request(StartTyping(0, chat_id(1))), session.request(StartTyping(0, chat_id(2))))
        refused, done = await asyncio.gather(*asked, return_exceptions=True)
        assert isinstance(refused, RefusedError)
        assert refused.code is ErrorCode.CHAT_NOT_FOUND
        assert isinstance(done, Ok)
        pushes = session.pushes()
        assert [await anext(pushes), await anext(pushes)] == [typing, Synced(0)]
        await pushes.aclose()


async def test_a_refusal_for_a_reason_of_a_newer_server_is_final_and_nobody_waits_for_another_answer():
    async def chat(connection):
        await connection.send(WELCOME, text=True)
        request = decode_request(await connection.recv())
        frame = {
            "type": "error",
            "id": request.id,
            "code": "not_in_this_phase_of_the_moon",
            "text": "no",
            "why": 1,
        }
        await connection.send(json.dumps(frame))
        await connection.wait_closed()

    async with websocket(chat) as url, Session.open(url) as session, asyncio.timeout(5):
        with pytest.raises(RefusedError) as refused:
            await session.request(StartTyping(0, chat_id(1)))
    assert refused.value.code not in RETRYABLE


async def test_signing_in_makes_an_account():
    async def chat(connection):
        await connection.send(WELCOME, text=True)
        request = decode_request(await connection.recv())
        assert (request.username, request.password, request.device_name) == ("anna", "secret", "laptop")
        await send(connection, SignedIn(request.id, ME, "device", "token"))
        await connection.wait_closed()

    async with websocket(chat) as url:
        account = await sign_in(url, "anna", "secret", device_name="laptop")
    assert (account.server, account.user, account.name, account.token) == (url, ME.id, ME.name, "token")
    assert "token=" not in repr(account)


async def test_signing_in_with_a_wrong_password_is_refused():
    async def chat(connection):
        await connection.send(WELCOME, text=True)
        request = decode_request(await connection.recv())
        await send(connection, Error(request.id, ErrorCode.WRONG_CREDENTIALS, "no"))
        await connection.wait_closed()

    async with websocket(chat) as url:
        with pytest.raises(RefusedError) as refused:
            await sign_in(url, "anna", "wrong", device_name="laptop")
    assert refused.value.code is ErrorCode.WRONG_CREDENTIALS


async def test_signing_in_at_an_impossible_address_touches_no_network():
    with pytest.raises(AddressError):
        await sign_in("http://desk.example.com", "anna", "secret", device_name="laptop")
