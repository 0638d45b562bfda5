"""One live connection for messages.

A session reads requests one after the other, answers commands in the order in which they came, and hears what the hub delivers.
"""

import asyncio
import logging
from collections.abc import Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace

from sync_server import handlers
from sync_server.errors import Refusal
from sync_server.handlers import Caller
from sync_server.protocol import limits
from sync_server.protocol.codes import CloseCode, ErrorCode
from sync_server.protocol.frames import (
    Audience,
    ChangePassword,
    Changes,
    Command,
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
)
from sync_server.protocol.nouns import ChatId
from sync_server.transport.catch_up import (
    FIRST_ROUND_BYTES,
    ROUND_BYTES,
    Held,
    Round,
    Vector,
    read_round,
)
from sync_server.transport.house import House
from sync_server.transport.outlet import ROOM_BYTES, Wire
from sync_server.transport.presence import Here
from sync_server.transport.reading import Unreadable, read_request
from sync_server.transport.visit import Visit

_log = logging.getLogger(__name__)

_TYPING_SECONDS = 2.0
"""Within this time, saying again that one is typing reaches nobody."""
_TYPING_CHATS = 50


class Session(Visit):
    """One connection for messages; see the module."""

    __slots__ = ("_catching_up", "_held", "_shown", "_typing_told", "_vector")

    def __init__(self, wire: Wire, house: House, *, address: str) -> None:
        super().__init__(wire, house, address=address)
        self._shown: Here | None = None
        """What this connection adds to its user's presence."""
        self._vector: dict[ChatId, int] = {}
        self._catching_up: asyncio.Task[None] | None = None
        self._held: Held | None = None
        self._typing_told: dict[ChatId, float] | None = None
        wire.take_now = self._take_now

    def hear(self, pushes: Sequence[Push], data: bytes) -> None:
        """Take live pushes, now or after catch-up."""
        if self._held is not None:
            self._held.keep(pushes, data)
        else:
            self._outlet.put(data)

    def _leave(self) -> None:
        super()._leave()
        self._stop_catching_up()
        self._show(None)

    # Reading ----------------------------------------------------------------------------------------------------------

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
        if self._is_too_much(request.error.id if isinstance(request, Unreadable) else request.id):
            return
        if isinstance(request, Unreadable):
            self._answer_unreadable(request)
            return
        try:
            await self._serve(request, len(data))
        except Exception as error:  # noqa: BLE001 - a bug fails this request and no other
            self._answer_failed(type(request), request.id, error)

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
        self._enter(caller)
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
