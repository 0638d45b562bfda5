"""The engine at work: carries its effects to the socket and the cache, and tells it what happened.

All that has arrived is stored in one transaction before the engine decides what comes next, so nothing is asked for twice.
"""

import asyncio
import importlib
import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING

from desktop.core.cache.database import Database
from desktop.core.changes import ChangeSet
from desktop.core.errors import CacheError, ConnectError, ConnectFailure, NotConnectedError, RefusedError
from desktop.core.sync import applier
from desktop.core.sync.engine import Answer, Close, Effect, Engine, Send, Store
from sync_server.protocol.frames import AddParticipants, Error, Push, Reply, SignOut, StartTyping
from sync_server.protocol.nouns import UserId

BATCH = 64
"""Most frames that are stored in one transaction."""
WAITING = 256
"""Most frames that are read before they are stored; then the socket waits."""
ANSWER_SECONDS = 15.0
"""How long somebody waits for a reply on the screen."""

log = logging.getLogger(__name__)

if TYPE_CHECKING:
    from desktop.core.sync.connection import Socket


class Runner:
    """Keeps one account connected until it is cancelled, or the server wants no more of it."""

    def __init__(
        self,
        url: str,
        engine: Engine,
        database: Database,
        me: UserId,
        *,
        connection_changed: Callable[[], None],
        stored: Callable[[ChangeSet], Awaitable[None]],
    ) -> None:
        self._url = url
        self._engine = engine
        self._database = database
        self._me = me
        self._changed = connection_changed
        self._stored = stored
        self._wake = asyncio.Event()
        self._inbox: asyncio.Queue[Reply | Push] = asyncio.Queue(WAITING)
        self._outgoing: list[Effect] = []
        self._lost: ConnectError | None = None
        self._tickets: dict[int, asyncio.Future[Reply]] = {}
        self._last_ticket = 0

    def wake(self) -> None:
        """Look again at what is to be done: the outbox has changed, or a wait is over."""
        self._wake.set()

    def say(self, request: StartTyping) -> None:
        """Send what nobody waits for, if there is a connection."""
        if self._engine.is_connected:
            self._outgoing.extend(self._engine.say(request))
            self.wake()

    async def ask(self, request: AddParticipants | SignOut) -> Reply:
        """Send a request and return its reply, once stored. Raises NotConnectedError, RefusedError."""
        if not self._engine.is_connected:
            raise NotConnectedError("there is no connection")
        self._last_ticket += 1
        ticket = self._last_ticket
        answer: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._tickets[ticket] = answer
        self._outgoing.extend(self._engine.ask(request, ticket))
        self.wake()
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                reply = await answer
        except TimeoutError as error:
            raise NotConnectedError("the server did not answer; asking again does no harm") from error
        finally:
            self._tickets.pop(ticket, None)
        if isinstance(reply, Error):
            raise RefusedError(reply.code, reply.text, reply.retry_after_ms)
        return reply

    async def run(self) -> None:
        """Connect, serve, and connect again."""
        while not self._engine.is_over:
            self._engine.connecting()
            self._changed()
            failure = await self._try()
            self._engine.failed(failure, self._now())
            self._changed()
            await self._pause()

    async def _try(self) -> ConnectFailure:
        """Make one connection and serve it to its end; return how it ended."""
        try:
            socket = await _open(self._url)
        except ConnectError as error:
            log.info("no connection: %s", error)
            return error.failure
        try:
            return await self._serve(socket)
        except ConnectError as error:
            log.info("the connection ended: %s", error)
            return error.failure
        except CacheError:
            log.exception("what came from the server could not be stored")
            return ConnectFailure.LOST
        finally:
            self._give_up_tickets()
            await socket.close()

    async def _pause(self) -> None:
        """Wait for the next try, which may be moved forward meanwhile."""
        while (retry_at := self._engine.retry_at) is not None and retry_at > self._now():
            await self._wait_until(retry_at)

    async def _serve(self, socket: "Socket") -> ConnectFailure:
        self._inbox = asyncio.Queue(WAITING)
        self._outgoing.clear()
        self._lost = None
        reading = asyncio.TaskGroup()
        async with reading:
            reader = reading.create_task(self._read(socket))
            try:
                return await self._work(socket)
            except (ConnectError, CacheError) as error:
                # Past the group, which would wrap it.
                failed: ConnectError | CacheError = error
            finally:
                reader.cancel()
        raise failed

    async def _read(self, socket: "Socket") -> None:
        """Move frames from the socket to the inbox until the connection is gone."""
        try:
            while True:
                await self._inbox.put(await socket.receive())
                self.wake()
        except ConnectError as error:
            self._lost = error
            self.wake()

    async def _work(self, socket: "Socket") -> ConnectFailure:
        await self._carry_out(socket, self._engine.connected(await self._database.write(applier.held)))
        while True:
            # Cleared before looking, so that what comes while we look is not overlooked.
            self._wake.clear()
            frames = self._arrived()
            effects = [effect for frame in frames for effect in self._engine.received(frame, self._now())]
            effects += self._outgoing
            self._outgoing.clear()
            if (closing := await self._carry_out(socket, effects)) is not None:
                return closing
            await self._carry_out(socket, self._engine.advance(self._now()))
            self._changed()
            if not frames:
                if self._lost is not None:
                    raise self._lost
                await self._wait_until(self._engine.wake_at(self._now()))

    def _arrived(self) -> list[Reply | Push]:
        return [self._inbox.get_nowait() for _ in range(min(BATCH, self._inbox.qsize()))]

    async def _carry_out(self, socket: "Socket", effects: Iterable[Effect]) -> ConnectFailure | None:
        """Store first, so that whoever gets an answer finds what came with it; then send; return why to close, if so."""
        done = tuple(effects)
        incoming = [effect.incoming for effect in done if isinstance(effect, Store)]
        if incoming:
            applied = await self._database.write(applier.apply, self._me, incoming)
            self._engine.applied(applied)
            await self._stored(applied.changes)
            if applied.erased:
                await self._database.erase()
        for effect in done:
            match effect:
                case Send(request=request):
                    await socket.send(request)
                case Answer(ticket=ticket, reply=reply):
                    self._hand_over(ticket, reply)
                case Close(failure=failure):
                    return failure
                case Store():
                    continue
        return None

    def _hand_over(self, ticket: int, reply: Reply) -> None:
        answer = self._tickets.get(ticket)
        if answer is not None and not answer.done():
            answer.set_result(reply)

    def _give_up_tickets(self) -> None:
        for answer in self._tickets.values():
            if not answer.done():
                answer.set_exception(NotConnectedError("the connection broke before the server answered"))

    async def _wait_until(self, time: float | None) -> None:
        """Wait to be woken, at most until a time."""
        delay = None if time is None else max(0.0, time - self._now())
        try:
            async with asyncio.timeout(delay):
                await self._wake.wait()
        except TimeoutError:
            return
        self._wake.clear()

    def _now(self) -> float:
        return asyncio.get_running_loop().time()


async def _open(url: str) -> "Socket":
    """Connect; the library behind it is imported now, in a thread, so that it does not hold up what is painted first."""
    await asyncio.to_thread(importlib.import_module, "desktop.core.sync.connection")
    from desktop.core.sync.connection import Socket

    return await Socket.open(url)
