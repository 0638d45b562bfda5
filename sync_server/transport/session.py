"""One live connection of one device, from `welcome` to the close frame.

A session reads requests one after the other, answers commands in the order in which they came, and hears what the hub delivers.
What it sends goes through its bounded outlet. Whatever goes wrong in here ends this connection and no other.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from typing import Any, TypeVar

from msgspec.structs import replace
from websockets.exceptions import ConnectionClosed

from sync_server import handlers
from sync_server.errors import Refusal
from sync_server.handlers import Caller
from sync_server.protocol import limits
from sync_server.protocol.codes import PROTOCOL_VERSION, CloseCode, ErrorCode
from sync_server.protocol.frames import (
    Audience,
    ChangePassword,
    Changes,
    Command,
    Error,
    History,
    ListDevices,
    Ok,
    OpenChat,
    PreviewHistory,
    Push,
    Query,
    Reply,
    Request,
    Resume,
    RevokeDevice,
    SetPresence,
    SignIn,
    SignOut,
    StartTyping,
    Sync,
    Synced,
    Welcome,
)
from sync_server.protocol.nouns import ChatId, DeviceId, UserId
from sync_server.store.database import Database
from sync_server.transport.catch_up import (
    FIRST_ROUND_BYTES,
    ROUND_BYTES,
    Held,
    Round,
    Vector,
    read_round,
)
from sync_server.transport.commands import Commands, failed, refused
from sync_server.transport.devices import Departures
from sync_server.transport.hub import Hub
from sync_server.transport.outlet import ROOM_BYTES, Outlet, Wire
from sync_server.transport.presence import Here, PresenceBoard
from sync_server.transport.reading import Unreadable, read_request
from sync_server.transport.sign_in import Doorkeeper
from sync_server.transport.throttles import DeviceBuckets, TokenBucket, request_bucket

T = TypeVar("T")

_log = logging.getLogger(__name__)

_TYPING_SECONDS = 2.0
"""Within this time, saying again that one is typing reaches nobody."""
_TYPING_CHATS = 50


@dataclass(frozen=True)
class House:
    """What all sessions of a server share."""

    database: Database
    hub: Hub
    commands: Commands
    doorkeeper: Doorkeeper
    departures: Departures
    presence: PresenceBoard
    buckets: DeviceBuckets
    tasks: asyncio.TaskGroup
    """Owns what sessions do beside reading: each such task deals with its own failures."""
    monotonic: Callable[[], float]
    send_queue_bytes: int = limits.SEND_QUEUE_BYTES
    hello_seconds: float = limits.HELLO_SECONDS

    async def read(self, work: Callable[[Any], T]) -> T:
        """Do something that reads the database, away from the event loop."""
        return await asyncio.wrap_future(self.database.read(work))


class Session:
    """One connection; see the module. There are thousands, nearly all idle: what only some need, they make when they do."""

    __slots__ = (
        "_address",
        "_bucket",
        "_caller",
        "_catching_up",
        "_ended",
        "_held",
        "_house",
        "_outlet",
        "_patience",
        "_shown",
        "_taking",
        "_typing_told",
        "_vector",
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
        self._shown: Here | None = None
        """What this connection adds to its user's presence."""
        self._taking = True
        self._ended = False
        self._vector: dict[ChatId, int] = {}
        self._catching_up: asyncio.Task[None] | None = None
        self._held: Held | None = None
        self._typing_told: dict[ChatId, float] | None = None

    # What the hub sees of it ------------------------------------------------------------------------------------------

    @property
    def user(self) -> UserId:
        """Whose device it is; only of a session that has signed in."""
        return self._signed_in().user

    @property
    def device(self) -> DeviceId:
        """Which device it is; only of a session that has signed in."""
        return self._signed_in().device

    def hear(self, pushes: Sequence[Push], data: bytes) -> None:
        """Take live pushes, now or after catch-up."""
        if self._held is not None:
            self._held.keep(pushes, data)
        else:
            self._outlet.put(data)

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
        self._stop_catching_up()
        self._house.hub.leave(self)
        self._show(None)

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

    # Reading ----------------------------------------------------------------------------------------------------------

    async def _read(self) -> None:
        try:
            self._wire.take_now = self._take_now
            async for data in self._wire:
                await self._outlet.room()
                if self._taking:
                    await self._take(data)
                self._wire.behind -= 1
        except ConnectionClosed:
            pass  # Broken off or closed with an error: either way there is nobody left to tell.
        except Exception:  # noqa: BLE001 - a bug ends this session and no other
            _log.exception("a session failed")
            self.end(CloseCode.INTERNAL, "the server failed")

    def _take_now(self, text: str) -> bool:
        """Take a command as it comes in: it asks for no waiting, and to wake a task for it takes longer than all the rest.

        Anything else is left to the reader, and so is what comes after it: so everything is done in the order in which it came.
        """
        caller = self._caller
        if caller is None or not self._taking:
            return False
        if self._outlet.queued_bytes > ROOM_BYTES or self._house.commands.is_full:
            return False
        request = read_request(text)
        if not isinstance(request, Command) or self._bucket.take(self._house.monotonic()) is not None:
            return False
        self._house.commands.submit(caller, request, len(text), self._answer)
        return True

    async def _take(self, data: str | bytes) -> None:
        request = read_request(data)
        wait_ms = self._bucket.take(self._house.monotonic())
        if wait_ms is not None:
            return self._slow_down(request, wait_ms)
        if isinstance(request, Unreadable):
            self._outlet.send(request.error)
            if request.not_json:
                self.end(CloseCode.MALFORMED, "this was not JSON text")
            return None
        try:
            await self._serve(request, len(data))
        except Refusal as refusal:
            self._outlet.send(refused(request.id, refusal))
        except Exception:  # noqa: BLE001 - a bug fails this request and no other
            _log.exception("%s failed", type(request).__name__)
            self._outlet.send(failed(request.id))
        return None

    def _slow_down(self, request: Request | Unreadable, wait_ms: int) -> None:
        request_id = request.error.id if isinstance(request, Unreadable) else request.id
        self._outlet.send(Error(request_id, ErrorCode.RATE_LIMITED, "too many requests", wait_ms))
        if self._patience is None:
            self._patience = request_bucket(self._house.monotonic())
        if self._patience.take(self._house.monotonic()) is not None:
            self.end(CloseCode.POLICY, "too many requests")

    # Serving ----------------------------------------------------------------------------------------------------------

    async def _serve(self, request: Request, size: int) -> None:
        caller = self._caller
        if caller is None:
            await self._greet(request)
            return
        match request:
            case SignIn() | Resume():
                raise Refusal(ErrorCode.ALREADY_SIGNED_IN, "this connection has signed in before")
            case SignOut() | RevokeDevice() | ChangePassword():
                await self._take_tokens_back(caller, request)
            case SetPresence():
                self._show(request.state)
                self._outlet.send(Ok(request.id))
            case Sync():
                self._sync(caller, request)
            case Changes() | OpenChat() | History() | Audience() | PreviewHistory() | ListDevices():
                await self._answer_query(caller, request)
            case StartTyping():
                await self._start_typing(caller, request)
            case _:
                await self._house.commands.room()
                self._house.commands.submit(caller, request, size, self._answer)

    def _answer(self, reply: Reply) -> None:
        self._outlet.send(reply)

    async def _greet(self, request: Request) -> None:
        match request:
            case SignIn():
                self._admit(*await self._house.doorkeeper.sign_in(request, self._address))
            case Resume():
                self._admit(*await self._house.doorkeeper.resume(request))
            case _:
                raise Refusal(ErrorCode.NOT_SIGNED_IN, "sign in first, with sign_in or resume")

    def _admit(self, caller: Caller, reply: Reply) -> None:
        if self._ended:
            return  # Sent away while the store was asked.
        self._house.departures.barred.check(caller)
        self._caller = caller
        self._bucket = self._house.buckets.of(caller.device, self._house.monotonic())
        self._house.hub.enter(self)
        self._show("active")
        self._outlet.send(reply)

    async def _take_tokens_back(
        self, caller: Caller, request: SignOut | RevokeDevice | ChangePassword
    ) -> None:
        self._house.commands.hand_over()
        match request:
            case SignOut():
                await self._house.departures.sign_out(self, caller)
            case RevokeDevice():
                await self._house.departures.revoke_device(self, caller, request)
            case ChangePassword():
                await self._house.doorkeeper.change_password(self, caller, request, self._address)
        self._outlet.send(Ok(request.id))
        if isinstance(request, SignOut) or (
            isinstance(request, RevokeDevice) and request.device == caller.device
        ):
            self.end(CloseCode.SIGNED_OUT, "signed out")

    def _show(self, state: Here | None) -> None:
        if self._caller is not None:
            before, self._shown = self._shown, state
            self._house.presence.connection(self._caller.user, before, state)

    async def _answer_query(self, caller: Caller, request: Query) -> None:
        reply = await self._house.read(lambda conn: handlers.query(conn, caller, request))
        self._outlet.send(reply)

    async def _start_typing(self, caller: Caller, request: StartTyping) -> None:
        now = self._house.monotonic()
        told = self._typing_told = self._typing_told or {}
        if now - told.get(request.chat, -_TYPING_SECONDS) >= _TYPING_SECONDS:
            outcome = await self._house.read(lambda conn: handlers.chats.start_typing(conn, caller, request))
            if self._ended:
                return
            if len(told) >= _TYPING_CHATS:
                told.clear()
            told[request.chat] = now
            self._house.hub.deliver(outcome.deliveries)
        self._outlet.send(Ok(request.id))

    # Catching up ------------------------------------------------------------------------------------------------------

    def _sync(self, caller: Caller, request: Sync) -> None:
        if len(self._vector) + len(request.chats) > limits.SYNC_VECTOR_CHATS:
            self._vector = {}
            raise Refusal(ErrorCode.MALFORMED, f"a vector has at most {limits.SYNC_VECTOR_CHATS} chats")
        self._vector.update(request.chats)
        self._outlet.send(Ok(request.id))
        if request.more:
            return
        vector = Vector(request.directory, self._vector, request.reads, request.preferences)
        self._vector = {}
        self._stop_catching_up()
        self._held = Held()
        self._house.hub.listen(self)
        self._catching_up = self._house.tasks.create_task(self._catch_up(caller, vector, self._held))

    def _stop_catching_up(self) -> None:
        if self._catching_up is not None:
            self._catching_up.cancel()

    async def _catch_up(self, caller: Caller, vector: Vector, held: Held) -> None:
        try:
            vector, end = await self._send_missed(caller, vector, held)
        except Exception:  # noqa: BLE001 - a bug ends this session and no other
            _log.exception("catch-up of device %s failed", caller.device)
            self.end(CloseCode.INTERNAL, "the server failed")
            return
        for data in held.release(vector):
            self._outlet.put(data)
        for push in self._house.presence.everybody():
            self._outlet.send(push)
        self._held = self._catching_up = None
        self._outlet.send(end)

    async def _send_missed(self, caller: Caller, vector: Vector, held: Held) -> tuple[Vector, Synced]:
        most_bytes = FIRST_ROUND_BYTES
        while True:
            await self._outlet.room()
            held.begin_round()
            share = await self._house.read(
                partial(_next_share, caller=caller, vector=vector, most_bytes=most_bytes)
            )
            for data in share.frames:
                self._outlet.put(data)
            vector, most_bytes = share.vector, ROUND_BYTES
            if share.end is not None and not held.overflowed:
                return vector, share.end


@cache
def _version() -> str:
    try:
        return version("internal-chat")
    except PackageNotFoundError:
        return "unknown"


def _next_share(conn: Any, *, caller: Caller, vector: Vector, most_bytes: int) -> Round:  # noqa: ANN401 - the store's, not ours to name
    if not vector.chats and not vector.reads:
        # Everything this device is told is a snapshot, with the positions in it: only what moves from here on is news.
        vector = replace(vector, reads=handlers.receipts.cursor_now(conn, caller))
    missed = handlers.sync.catch_up(
        conn,
        caller,
        vector.chats,
        directory=vector.directory,
        reads=vector.reads,
        preferences=vector.preferences,
    )
    return read_round(missed, vector, most_bytes)
