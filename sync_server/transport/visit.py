"""One live connection of one device, from `welcome` to the close frame: what those for messages and those for attachments share.

A visit begins with a greeting, by which a device says who it is; what follows is up to the kind of visit. What it sends goes
through its bounded outlet. Whatever goes wrong in here ends this connection and no other.
"""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version

from websockets.exceptions import ConnectionClosed

from sync_server.errors import Refusal
from sync_server.handlers import Caller
from sync_server.protocol import limits
from sync_server.protocol.codes import PROTOCOL_VERSION, CloseCode, ErrorCode
from sync_server.protocol.frames import Error, Push, RequestId, Welcome
from sync_server.protocol.nouns import DeviceId, UserId
from sync_server.transport.commands import failed, refused
from sync_server.transport.house import House
from sync_server.transport.outlet import Outlet, Wire
from sync_server.transport.reading import Unreadable
from sync_server.transport.throttles import TokenBucket, request_bucket

_log = logging.getLogger(__name__)


class Visit(ABC):
    """One connection; see the module. There are thousands, nearly all idle: what only some need, they make when they do."""

    __slots__ = (
        "_address",
        "_bucket",
        "_caller",
        "_ended",
        "_house",
        "_outlet",
        "_patience",
        "_taking",
        "_wire",
    )

    def __init__(self, wire: Wire, house: House, *, address: str) -> None:
        self._wire = wire
        self._house = house
        self._address = address
        self._outlet = Outlet(wire, limit=house.send_queue_bytes, overflowed=self._overflowed)
        self._bucket = request_bucket(house.monotonic())
        self._patience: TokenBucket | None = None
        """Refusals for asking too often are counted as well: a flood of them ends the connection."""
        self._caller: Caller | None = None
        self._taking = True
        self._ended = False

    # What the hub sees of it ------------------------------------------------------------------------------------------

    @property
    def user(self) -> UserId:
        """Whose device it is; only of a visit that has signed in."""
        return self._signed_in().user

    @property
    def device(self) -> DeviceId:
        """Which device it is; only of a visit that has signed in."""
        return self._signed_in().device

    @abstractmethod
    def hear(self, pushes: Sequence[Push], data: bytes) -> None:
        """Take live pushes."""

    def expel(self, code: ErrorCode, text: str) -> None:
        """Part with a device whose account or token is no longer good."""
        self._outlet.send(Error(None, code, text))
        self.end(CloseCode.SIGNED_OUT, text)

    # From beginning to end --------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Serve the connection until it ends."""
        self._outlet.send(Welcome(PROTOCOL_VERSION, _version()))
        hello = asyncio.get_running_loop().call_later(self._house.hello_seconds, self._hello_timeout)
        try:
            await self._read()
        finally:
            hello.cancel()
            self._leave()

    def end(self, code: CloseCode, reason: str) -> None:
        """Close the connection; what is queued still goes out as far as the socket takes it now."""
        if not self._ended:
            self._leave()
            self._outlet.flush()
            self._outlet.shut()
            self._house.tasks.create_task(self._close(code, reason))

    def take_no_more(self) -> None:
        """Leave unread what the client sends from now on: the server is about to stop."""
        self._taking = False

    async def emptied(self) -> None:
        """Wait until everything that was sent is out."""
        await self._outlet.emptied()

    def _leave(self) -> None:
        """Take and tell nothing more."""
        self._ended = True
        self._taking = False
        self._house.hub.leave(self)

    async def _close(self, code: CloseCode, reason: str) -> None:
        """Close the connection. Reading goes on meanwhile, or the client's answer would be stuck behind what it sent before."""
        try:
            await self._wire.close(code, reason)
        except Exception:  # noqa: BLE001 - a bug ends this session and no other
            _log.exception("a connection could not be closed")

    def _hello_timeout(self) -> None:
        if self._caller is None:
            self.end(CloseCode.HELLO_TIMEOUT, f"sign in within {limits.HELLO_SECONDS} seconds")

    def _overflowed(self) -> None:
        _log.info("device %s reads too slowly", self._caller.device if self._caller else "unknown")
        # Not now: the hub may be in the middle of telling its guests.
        ending = partial(self.end, CloseCode.SLOW_CONSUMER, "too much was left unread")
        asyncio.get_running_loop().call_soon(ending)

    def _signed_in(self) -> Caller:
        if self._caller is None:
            raise LookupError("this session has not signed in")
        return self._caller

    def _enter(self, caller: Caller) -> None:
        """Note who has signed in. Raises `Refusal` if they were sent away meanwhile."""
        self._house.departures.barred.check(caller)
        self._caller = caller
        self._bucket = self._house.buckets.of(caller.device, self._house.monotonic())
        self._house.hub.enter(self)

    # Reading ----------------------------------------------------------------------------------------------------------

    async def _read(self) -> None:
        try:
            async for data in self._wire:
                await self._outlet.room()
                if self._taking:
                    await self._take(data)
                del data  # Or a chunk of a file would be kept until the next frame.
                self._wire.behind -= 1
        except ConnectionClosed:
            pass  # Broken off or closed with an error: either way there is nobody left to tell.
        except Exception:  # noqa: BLE001 - a bug ends this session and no other
            _log.exception("a session failed")
            self.end(CloseCode.INTERNAL, "the server failed")

    @abstractmethod
    async def _take(self, data: str | bytes) -> None:
        """Do what a frame asks for."""

    def _is_too_much(self, request: RequestId | None) -> bool:
        """Count a request, and answer it here if there were too many."""
        wait_ms = self._bucket.take(self._house.monotonic())
        if wait_ms is None:
            return False
        self._outlet.send(Error(request, ErrorCode.RATE_LIMITED, "too many requests", wait_ms))
        if self._patience is None:
            self._patience = request_bucket(self._house.monotonic())
        if self._patience.take(self._house.monotonic()) is not None:
            self.end(CloseCode.POLICY, "too many requests")
        return True

    def _answer_unreadable(self, frame: Unreadable) -> None:
        self._outlet.send(frame.error)
        if frame.not_json:
            self.end(CloseCode.MALFORMED, "this was not JSON text")

    def _answer_failed(self, kind: type, request: RequestId, error: Exception) -> None:
        """Answer a request that was refused, or that ran into a bug: it fails this request and no other."""
        if isinstance(error, Refusal):
            self._outlet.send(refused(request, error))
        else:
            _log.error("%s failed", kind.__name__, exc_info=error)
            self._outlet.send(failed(request))


@cache
def _version() -> str:
    try:
        return version("internal-chat")
    except PackageNotFoundError:
        return "unknown"
