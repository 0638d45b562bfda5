"""The front door: accepts websockets in one subprotocol, from no foreign web page, and lets a visit serve each, by its path."""

import asyncio
import http
import ssl
from contextlib import suppress
from urllib.parse import urlsplit

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.datastructures import Headers, MultipleValuesError
from websockets.exceptions import InvalidHeader
from websockets.headers import parse_subprotocol
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from sync_server.config import Address
from sync_server.protocol import limits, transfer
from sync_server.protocol.codes import SUBPROTOCOL, CloseCode
from sync_server.transport.attachments import AttachmentVisit
from sync_server.transport.house import House
from sync_server.transport.outlet import WRITE_BYTES, Wire
from sync_server.transport.session import Session
from sync_server.transport.visit import Visit

PATH = "/sync"
_VISITS: dict[str, type[Visit]] = {PATH: Session, transfer.PATH: AttachmentVisit}
_CLOSE_SECONDS = 3
"""How long a client may take to answer a close frame before the connection is cut."""
_SILENT_SECONDS = 0.2
_LAST_ANSWERS_SECONDS = 5
"""How long a client may take, while the server stops, to read what it has coming."""


class Gateway:
    """Accepts connections until it is told to stop."""

    def __init__(self, house: House, *, behind_proxy: bool = False) -> None:
        self._house = house
        self._behind_proxy = behind_proxy
        self._sessions: set[Visit] = set()
        self._nobody_here = asyncio.Event()
        self._nobody_here.set()
        self._server: Server | None = None

    async def open(self, listen: Address, tls: ssl.SSLContext | None = None) -> int:
        """Begin to accept; return the port. Raises `OSError` where that cannot be."""
        self._server = await serve(
            self._serve,
            listen.host,
            listen.port,
            ssl=tls,
            subprotocols=[Subprotocol(SUBPROTOCOL)],
            compression=None,
            max_size=limits.FRAME_BYTES,
            write_limit=WRITE_BYTES,
            close_timeout=_CLOSE_SECONDS,
            open_timeout=limits.HELLO_SECONDS,
            process_request=_admit,
            server_header=None,
            create_connection=Wire,
        )
        return int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Accept nobody and take nothing more, answer what was taken, then send everybody away."""
        if self._server is None:
            return
        self._server.close(close_connections=False)
        for session in self._sessions:
            session.take_no_more()
        await self._house.commands.finished()
        await self._wait_for_readers()
        for session in list(self._sessions):
            session.end(CloseCode.GOING_AWAY, "server is stopping")
        # A session ends by itself within the time that a client has to answer the close frame.
        await self._nobody_here.wait()
        with suppress(TimeoutError):
            # Whoever connected and then said nothing, not even a handshake, is not waited for.
            async with asyncio.timeout(_SILENT_SECONDS):
                await self._server.wait_closed()

    async def _wait_for_readers(self) -> None:
        with suppress(TimeoutError):
            # Whoever does not read now catches up when the server is back.
            async with asyncio.timeout(_LAST_ANSWERS_SECONDS), asyncio.TaskGroup() as group:
                for session in self._sessions:
                    group.create_task(session.emptied())

    async def _serve(self, connection: ServerConnection) -> None:
        if not isinstance(connection, Wire):
            raise TypeError("the server was set up to make Wires")
        if connection.request is None:
            raise LookupError("a connection without a request was let in")
        kind = _VISITS[_path(connection.request)]
        session = kind(connection, self._house, address=self._address_of(connection))
        # The handshake is over, and its headers would be kept for hours. Without a request, the library waits for one.
        connection.request.headers.clear()
        connection.response = None
        self._sessions.add(session)
        self._nobody_here.clear()
        try:
            await session.run()
        finally:
            self._sessions.discard(session)
            if not self._sessions:
                self._nobody_here.set()

    def _address_of(self, connection: ServerConnection) -> str:
        peer = str(connection.remote_address[0]) if connection.remote_address else "unknown"
        if not self._behind_proxy or connection.request is None:
            return peer
        forwarded = connection.request.headers.get_all("X-Forwarded-For")
        return forwarded[-1].rpartition(",")[2].strip() if forwarded else peer


def _admit(connection: ServerConnection, request: Request) -> Response | None:
    """Refuse what is not for us before it becomes a websocket; None lets it go on."""
    if _path(request) not in _VISITS:
        places = " and ".join(_VISITS)
        return connection.respond(http.HTTPStatus.NOT_FOUND, f"There is nothing here but {places}.\n")
    if _is_foreign(request.headers):
        return connection.respond(http.HTTPStatus.FORBIDDEN, "Pages of other sites may not connect.\n")
    if SUBPROTOCOL not in _offered(request.headers):
        return connection.respond(
            http.HTTPStatus.BAD_REQUEST,
            f"This server speaks the websocket subprotocol {SUBPROTOCOL}; the client offered none that it knows.\n",
        )
    return None


def _path(request: Request) -> str:
    return request.path.partition("?")[0]


def _is_foreign(headers: Headers) -> bool:
    """Whether a web page of another site is behind this; programs send no `Origin`."""
    try:
        origin, host = headers.get("Origin"), headers.get("Host")
    except MultipleValuesError:
        return True
    if origin is None:
        return False
    try:
        return host is None or urlsplit(origin).netloc.lower() != host.lower()
    except ValueError:
        return True  # No browser writes an origin that cannot be read.


def _offered(headers: Headers) -> list[Subprotocol]:
    try:
        return [
            name for value in headers.get_all("Sec-WebSocket-Protocol") for name in parse_subprotocol(value)
        ]
    except InvalidHeader:
        return []
