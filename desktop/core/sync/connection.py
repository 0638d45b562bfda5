"""The socket: the only place that knows the websocket library, and the one border where its exceptions become ours.

`Socket` carries frames, `FileSocket` the bytes of files as well. `Session` adds request and reply over a socket, for signing in
and for programs that speak the protocol without a cache. Whoever starts up imports this module as late as possible: the library
costs more than painting the chat list.
"""

import asyncio
import logging
import re
import socket as sockets
import ssl
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Generic, Self, TypeVar, cast
from urllib.parse import urlsplit

from msgspec import DecodeError, Struct, structs
from msgspec.json import Decoder
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import (
    ConnectionClosed,
    InvalidHandshake,
    InvalidMessage,
    InvalidStatus,
    InvalidURI,
)
from websockets.typing import Subprotocol

from desktop.core.errors import ConnectError, ConnectFailure, RefusedError
from sync_server.protocol import limits
from sync_server.protocol.codes import PROTOCOL_VERSION, SUBPROTOCOL, CloseCode, ErrorCode
from sync_server.protocol.frame import RequestId
from sync_server.protocol.frames import (
    Error,
    Frame,
    Push,
    Reply,
    Request,
    Resume,
    Resumed,
    SignedIn,
    SignIn,
    TransferEnded,
    Welcome,
    decode_server_frame,
    encode,
)
from sync_server.protocol.transfer import (
    Chunk,
    TransferFrame,
    decode_chunk,
    decode_transfer_frame,
    encode_chunk,
)

F = TypeVar("F")

OPEN_SECONDS = 10.0
"""Time for a connection to be made and to be welcomed."""
PING_SECONDS = 10.0
"""Time between the signs of life that the library asks for by itself, and the time to wait for one."""
CLOSE_SECONDS = 1.0
"""Time to wait for the other side's goodbye."""
_NAMED_VERSION = re.compile(rb"\binternal-chat\.v(\d{1,4})\b")
_GATEWAY_STATUS = frozenset(
    {HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT}
)
"""A proxy answers for a server that is not there."""

log = logging.getLogger(__name__)


class _Refusal(Struct, tag="error", frozen=True):
    """What is needed of an error whose code is not known here."""

    id: int | None
    code: str
    text: str


class _Ending(Struct, tag="transfer_ended", frozen=True):
    """The same of a transfer that has ended for a reason that is not known here."""

    transfer: int
    code: str


_refusals = Decoder(_Refusal)
_endings = Decoder(_Ending)


class _Line(ClientConnection):
    """A connection that knows when anything came last: a large frame on a slow line comes bit by bit."""

    heard_at = 0.0

    def data_received(self, data: bytes) -> None:
        self.heard_at = self.loop.time()
        super().data_received(data)


class _Welcomed(Generic[F]):
    """One live connection that has been welcomed, and on which such frames come. Made by `open`."""

    _TEXT_AS_STRING: bool | None = False
    """Whether text is told from bytes, as the library has it."""

    def __init__(self, connection: _Line) -> None:
        self._connection = connection

    @classmethod
    async def open(cls, url: str, *, watched: bool = False) -> Self:
        """Connect, and wait for the server's welcome. Raises ConnectError.

        One that is `watched` asks for no signs of life by itself: whoever watches knows better when one is needed.
        """
        connection = await _connect(url, ping_seconds=None if watched else PING_SECONDS)
        socket = cls(connection)
        try:
            await socket._be_welcomed()
        except BaseException:
            await socket.close()
            raise
        return socket

    async def _be_welcomed(self) -> None:
        if self._connection.subprotocol != SUBPROTOCOL:
            raise ConnectError(ConnectFailure.NOT_INTERNAL_CHAT, "another subprotocol")
        try:
            async with asyncio.timeout(OPEN_SECONDS):
                welcome = await self.receive()
        except TimeoutError as error:
            raise ConnectError(ConnectFailure.NOT_INTERNAL_CHAT, "no welcome") from error
        if not isinstance(welcome, Welcome):
            raise ConnectError(ConnectFailure.NOT_INTERNAL_CHAT, "no welcome")
        if welcome.protocol > PROTOCOL_VERSION:
            raise ConnectError(ConnectFailure.NEWER_PROTOCOL, f"protocol {welcome.protocol}")

    async def send(self, frame: Frame) -> None:
        """Send a frame; returns once it is on its way. Raises ConnectError."""
        await self.send_encoded(encode(frame))

    async def send_encoded(self, frame: bytes) -> None:
        """Send a frame that was encoded before. Raises ConnectError."""
        try:
            await self._connection.send(frame, text=True)
        except ConnectionClosed as error:
            raise _lost(error) from error

    async def receive(self) -> F | Error:
        """Return the next frame that this program understands. Raises ConnectError once the connection is gone."""
        while True:
            try:
                data = await self._connection.recv(decode=self._TEXT_AS_STRING)
            except ConnectionClosed as error:
                raise _lost(error) from error
            try:
                return self._read(data)
            except UnicodeDecodeError as error:
                # Text that is no text came over a line that cannot be trusted with what follows either.
                raise ConnectError(ConnectFailure.LOST, "what came is not UTF-8") from error
            except DecodeError:
                if (refusal := _refusal_in(data)) is not None:
                    return refusal
                # A newer server may push what is unknown here. What was in it is nobody's business but the user's.
                log.warning("passed over a frame of %d bytes that cannot be read", len(data))

    def _read(self, data: str | bytes) -> F:
        """Read what came. Raises DecodeError for what is not known here."""
        raise NotImplementedError

    @property
    def heard_at(self) -> float:
        """When anything came last, in seconds of the event loop's clock."""
        return self._connection.heard_at

    async def ping(self, answered: Callable[[], None]) -> None:
        """Ask for a sign of life; `answered` is called when it comes, and never if the connection is gone before."""
        try:
            pong = await self._connection.ping()
        except ConnectionClosed as error:
            raise _lost(error) from error
        cast("asyncio.Future[float]", pong).add_done_callback(
            lambda future: answered() if not future.cancelled() and future.exception() is None else None
        )

    def abort(self) -> None:
        """End it at once, without a goodbye: nobody is there to hear one."""
        self._connection.transport.abort()

    async def close(self) -> None:
        """Say goodbye; to close again does nothing."""
        await self._connection.close()


class Socket(_Welcomed[Reply | Push]):
    """A connection for all but the bytes of files."""

    def _read(self, data: str | bytes) -> Reply | Push:
        return decode_server_frame(data)


class FileSocket(_Welcomed[TransferFrame | Chunk]):
    """A connection for attachments: frames as text, and chunks of files."""

    _TEXT_AS_STRING: bool | None = None

    async def send_chunk(self, transfer: RequestId, offset: int, data: bytes | memoryview) -> None:
        """Send some bytes of a file; returns once they are on their way. Raises ConnectError."""
        try:
            await self._connection.send(encode_chunk(transfer, offset, data))
        except ConnectionClosed as error:
            raise _lost(error) from error

    def _read(self, data: str | bytes) -> TransferFrame | Chunk:
        if isinstance(data, str):
            try:
                return decode_transfer_frame(data)
            except DecodeError:
                if (ending := _ending_in(data)) is None:
                    raise
                return ending
        try:
            return decode_chunk(data)
        except ValueError as error:
            raise ConnectError(ConnectFailure.LOST, "what came is no part of a file") from error


class Session:
    """Request and reply over a socket. Whoever waits for something reads for all: no task of its own is needed."""

    def __init__(self, socket: Socket) -> None:
        self._socket = socket
        self._reading = asyncio.Lock()
        self._last_id = 0
        self._open: set[int] = set()
        self._replies: dict[int, Reply] = {}
        self._pushes: deque[Push] = deque()

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str) -> AsyncIterator["Session"]:
        """Connect; the connection is closed at the end of the block. Raises ConnectError."""
        socket = await Socket.open(url)
        try:
            yield cls(socket)
        finally:
            await socket.close()

    async def sign_in(self, username: str, password: str, *, device_name: str) -> SignedIn:
        """Become a new device of a user. Raises RefusedError, ConnectError."""
        reply = await self.request(SignIn(0, username, password, device_name))
        if not isinstance(reply, SignedIn):
            raise ConnectError(ConnectFailure.NOT_INTERNAL_CHAT, "no answer to sign_in")
        return reply

    async def resume(self, token: str) -> Resumed:
        """Be the device that a token stands for. Raises RefusedError, ConnectError."""
        reply = await self.request(Resume(0, token))
        if not isinstance(reply, Resumed):
            raise ConnectError(ConnectFailure.NOT_INTERNAL_CHAT, "no answer to resume")
        return reply

    async def request(self, request: Request) -> Reply:
        """Send a request under an id of its own, and return its reply. Raises RefusedError, ConnectError."""
        self._last_id += 1
        number = self._last_id
        self._open.add(number)
        try:
            await self._socket.send(structs.replace(request, id=number))
            await self._read_until(lambda: number in self._replies)
            reply = self._replies.pop(number)
        finally:
            self._open.discard(number)
        if isinstance(reply, Error):
            raise RefusedError(reply.code, reply.text, reply.retry_after_ms)
        return reply

    async def pushes(self) -> AsyncIterator[Push]:
        """Yield what the server tells by itself. Raises ConnectError once the connection is gone."""
        while True:
            await self._read_until(lambda: bool(self._pushes))
            yield self._pushes.popleft()

    async def _read_until(self, arrived: Callable[[], bool]) -> None:
        while not arrived():
            async with self._reading:
                if not arrived():
                    self._take(await self._socket.receive())

    def _take(self, frame: Reply | Push) -> None:
        if isinstance(frame, Push):
            self._pushes.append(frame)
        elif isinstance(frame, Error) and frame.id is None:
            raise RefusedError(frame.code, frame.text, frame.retry_after_ms)
        elif frame.id in self._open and frame.id is not None:
            self._replies[frame.id] = frame


async def _connect(url: str, *, ping_seconds: float | None) -> _Line:
    """Open a websocket; every way in which that can fail ends as a ConnectError."""
    try:
        return cast(
            "_Line",
            await connect(
                url,
                subprotocols=[Subprotocol(SUBPROTOCOL)],
                compression=None,
                proxy=None,
                open_timeout=OPEN_SECONDS,
                ping_interval=ping_seconds,
                ping_timeout=ping_seconds,
                close_timeout=CLOSE_SECONDS,
                max_size=limits.FRAME_BYTES,
                process_exception=lambda error: error,
                create_connection=_Line,
            ),
        )
    except InvalidStatus as error:
        raise ConnectError(_failure_of(error), f"status {error.response.status_code}") from error
    except InvalidMessage as error:
        # A peer that hangs up without a word may be a server that is just starting; one that talks is another program.
        silent = isinstance(error.__cause__, EOFError | ConnectionError)
        failure = ConnectFailure.UNREACHABLE if silent else ConnectFailure.NOT_INTERNAL_CHAT
        raise ConnectError(failure, str(error)) from error
    except (InvalidHandshake, InvalidURI) as error:
        raise ConnectError(ConnectFailure.NOT_INTERNAL_CHAT, str(error)) from error
    except ssl.SSLCertVerificationError as error:
        raise ConnectError(ConnectFailure.UNTRUSTED, error.verify_message) from error
    except ssl.SSLError as error:
        raise ConnectError(ConnectFailure.NOT_INTERNAL_CHAT, str(error.reason)) from error
    except sockets.gaierror as error:
        raise ConnectError(ConnectFailure.UNKNOWN_HOST, urlsplit(url).hostname or "") from error
    except (OSError, TimeoutError) as error:
        raise ConnectError(ConnectFailure.UNREACHABLE, str(error)) from error


def _failure_of(error: InvalidStatus) -> ConnectFailure:
    response = error.response
    if response.status_code in _GATEWAY_STATUS:
        return ConnectFailure.UNREACHABLE
    named = {int(version) for version in _NAMED_VERSION.findall(bytes(response.body or b""))}
    if response.status_code == HTTPStatus.BAD_REQUEST and named and min(named) > PROTOCOL_VERSION:
        return ConnectFailure.NEWER_PROTOCOL
    return ConnectFailure.NOT_INTERNAL_CHAT


def _refusal_in(data: str | bytes) -> Error | None:
    """Return an error of a newer server as a final one, whatever its code: somebody waits for it, and must not ask again."""
    try:
        refusal = _refusals.decode(data)
    except DecodeError:
        return None
    log.warning("refused for a reason that is unknown here: %s", refusal.code)
    return Error(refusal.id, ErrorCode.MALFORMED, refusal.text)


def _ending_in(data: str) -> TransferEnded | None:
    """Return the end of a transfer of which a newer server says why, as one for good; None for anything else."""
    try:
        ending = _endings.decode(data)
    except DecodeError:
        return None
    log.warning("a transfer has ended for a reason that is unknown here: %s", ending.code)
    return TransferEnded(ending.transfer, ErrorCode.MALFORMED)


def _lost(error: ConnectionClosed) -> ConnectError:
    restarting = error.rcvd is not None and error.rcvd.code == CloseCode.GOING_AWAY
    return ConnectError(ConnectFailure.LOST, str(error), restarting=restarting)
