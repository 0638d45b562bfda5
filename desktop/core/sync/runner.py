"""The engine at work: carries its effects to the socket and the cache, and tells it what happened.

All that has arrived is stored in one transaction before the engine decides what comes next, so nothing is asked for twice. Only
the next page of history is asked for while the last one is being stored.
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
from desktop.core.sync.effects import Answer, Asked, Close, Effect, Send, Store, Tell
from desktop.core.sync.engine import Engine
from desktop.core.sync.liveness import TICK, Beat, Clocks, Heartbeat
from desktop.core.sync.waiting import until
from sync_server.protocol.frames import (
    Error,
    Push,
    Reply,
    StartTyping,
)
from sync_server.protocol.nouns import UserId

BATCH = 16
"""Most frames that are stored in one transaction."""
WAITING = 256
"""Most frames that are read before they are stored; then the socket waits."""
ANSWER_SECONDS = 15.0
"""How long somebody waits for a reply on the screen."""
ERASE_SECONDS = 1.0
"""How long a text that was taken back may stay in the log of writes: to clean that up for each one would be slow."""

log = logging.getLogger(__name__)

if TYPE_CHECKING:
    from desktop.core.sync.connection import Socket


class Runner:
    """Keeps one account connected until it is cancelled, or the server wants no more of it."""

    def __init__(  # noqa: PLR0913 - what it works on, and whom it tells
        self,
        url: str,
        engine: Engine,
        database: Database,
        me: UserId,
        *,
        connection_changed: Callable[[], None],
        stored: Callable[[ChangeSet], Awaitable[None]],
        erased: Callable[[], None],
    ) -> None:
        self._url = url
        self._engine = engine
        self._database = database
        self._me = me
        self._changed = connection_changed
        self._stored = stored
        self._erased = erased
        self._wake = asyncio.Event()
        self._look = asyncio.Event()
        self._clocks = Clocks()
        self._opening: asyncio.Timeout | None = None
        self._at_once = False
        """The user does not want to wait for the try after the one that was given up."""
        self._heartbeat: Heartbeat | None = None
        self._inbox: asyncio.Queue[Reply | Push] = asyncio.Queue(WAITING)
        self._outgoing: list[Effect] = []
        self._lost: ConnectError | None = None
        self._erase_at: float | None = None
        self._tickets: dict[int, asyncio.Future[Reply]] = {}
        self._last_ticket = 0

    # What others tell ---------------------------------------------------------------------------------------------

    def wake(self) -> None:
        """Look again at what is to be done: the outbox has changed, or a wait is over."""
        self._wake.set()

    def try_now(self) -> None:
        """Try to connect at once, and give up a try that hangs."""
        self._at_once = self._opening is not None
        self._engine.try_now(self._now())
        self._begin_again()
        self.probe()

    def network_changed(self, reachable: bool | None) -> None:  # noqa: FBT001 - None is a third value
        """Hear what the system says of the network: a connection may be dead by now, or possible."""
        self._engine.network_changed(reachable, self._now())
        if reachable is not False:
            self._begin_again()
        self.probe()

    def woke(self) -> None:
        """Hear that this computer has slept."""
        self._engine.hurry(self._now())
        self._begin_again()
        self.probe()

    def probe(self) -> None:
        """Find out whether the server is still there; wait no longer if there is no connection."""
        if self._heartbeat is not None:
            self._heartbeat.probe(self._now())
        self._look.set()
        self.wake()

    def _begin_again(self) -> None:
        """Give up a try to connect that was begun under other circumstances."""
        if self._opening is not None and not self._opening.expired():
            self._engine.hurry(self._now())
            self._opening.reschedule(self._now())

    def say(self, request: StartTyping) -> None:
        """Send what nobody waits for, if there is a connection."""
        if self._engine.is_connected:
            self._outgoing.extend(self._engine.say(request))
            self.wake()

    async def ask(self, request: Asked) -> Reply:
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

    # One connection after the other -------------------------------------------------------------------------------

    async def run(self) -> None:
        """Connect, serve, and connect again."""
        try:
            await self._connect_again_and_again()
        finally:
            self._give_up_tickets()

    async def _connect_again_and_again(self) -> None:
        while not self._engine.is_over:
            self._engine.connecting()
            self._changed()
            error = await self._try()
            log.info("no connection: %s", error)
            self._engine.failed(error.failure, self._now(), restarting=error.restarting)
            # Not before: whoever hears that the connection broke must not find it there still, and ask once more in vain.
            self._give_up_tickets()
            if self._at_once:
                self._at_once = False
                self._engine.try_now(self._now())
            self._changed()
            await self._pause()

    async def _try(self) -> ConnectError:
        """Make one connection and serve it to its end; return how it ended."""
        try:
            socket = await self._open()
        except ConnectError as error:
            return error
        try:
            return ConnectError(await self._serve(socket))
        except ConnectError as error:
            return error
        except CacheError as error:
            log.exception("what came from the server could not be stored")
            return ConnectError(ConnectFailure.DISK, str(error))
        except Exception:
            # Here rather than above: nothing else shows that there is no connection, and tries again in good time.
            log.critical("a connection broke off by something that nobody foresaw", exc_info=True)
            return ConnectError(ConnectFailure.LOST)
        finally:
            try:
                await self._note_end()
            finally:
                await socket.close()

    async def _open(self) -> "Socket":
        """Connect; the library behind it is imported now, in a thread, so that it does not hold up what is painted first."""
        await asyncio.to_thread(importlib.import_module, "desktop.core.sync.connection")
        from desktop.core.sync.connection import Socket

        try:
            async with asyncio.timeout(None) as self._opening:
                return await Socket.open(self._url, watched=True)
        except TimeoutError as error:
            raise ConnectError(ConnectFailure.UNREACHABLE, "given up for another try") from error
        finally:
            self._opening = None

    async def _pause(self) -> None:
        """Wait for the next try, which may be moved forward meanwhile."""
        while (retry_at := self._engine.retry_at) is not None and retry_at > self._now():
            await self._wait_until(min(retry_at, self._now() + TICK))
            self._notice_sleep()

    async def _serve(self, socket: "Socket") -> ConnectFailure:
        self._inbox = asyncio.Queue(WAITING)
        self._outgoing.clear()
        self._lost = None
        self._heartbeat = Heartbeat(self._now())
        async with asyncio.TaskGroup() as tasks:
            beside = (
                tasks.create_task(self._read(socket)),
                tasks.create_task(self._watch(socket, self._heartbeat)),
            )
            try:
                return await self._work(socket)
            except (ConnectError, CacheError) as error:
                # Past the group, which would wrap it.
                failed: ConnectError | CacheError = error
            finally:
                for task in beside:
                    task.cancel()
        raise failed

    async def _note_end(self) -> None:
        """Keep what the next connection, or the next start of the program, has to know of the one that ended."""
        at = None
        if self._heartbeat is not None and self._engine.is_current:
            at = self._engine.clock() - round((self._now() - self._heartbeat.heard_at) * 1000)
        self._heartbeat = None
        try:
            await self._database.write(applier.connection_ended, self._engine.handed, at)
            await self._erase()
        except CacheError:
            log.warning("the end of a connection could not be noted")

    # Beside the work: reading, and looking after the line ---------------------------------------------------------

    async def _read(self, socket: "Socket") -> None:
        """Move frames from the socket to the inbox until the connection is gone."""
        try:
            while True:
                await self._inbox.put(await socket.receive())
                self.wake()
        except ConnectError as error:
            self._lost = error
            self.wake()

    async def _watch(self, socket: "Socket", heartbeat: Heartbeat) -> None:
        """Ask for signs of life, and end the connection when none comes."""
        while True:
            self._look.clear()
            self._notice_sleep()
            # While frames wait to be stored nothing more is read, and the server is not to blame.
            heartbeat.heard(self._now() if self._inbox.full() else socket.heard_at)
            match heartbeat.look(self._now(), waiting_since=self._engine.waiting_since):
                case Beat.PING:
                    await self._ping(socket, heartbeat)
                case Beat.DEAD:
                    log.info("no sign of life from the server")
                    socket.abort()
                    return
                case None if self._inbox.empty() and self._engine.is_overdue(heartbeat.proved_at):
                    log.warning("the server is there, and has not answered a request")
                    socket.abort()
                    return
                case None:
                    pass
            await until(self._look, heartbeat.look_at(waiting_since=self._engine.waiting_since) - self._now())

    async def _ping(self, socket: "Socket", heartbeat: Heartbeat) -> None:
        """Ask for a sign of life; where nothing more can be sent it is enough to have tried."""
        try:
            async with asyncio.timeout(TICK):
                await socket.ping(lambda: heartbeat.answered(self._now()))
        except TimeoutError:
            return
        except ConnectError as error:
            self._lost = error
            self.wake()

    def _notice_sleep(self) -> None:
        if self._clocks.jumped(self._now(), self._engine.clock()):
            log.info("this computer has slept")
            self.woke()

    # The work -----------------------------------------------------------------------------------------------------

    async def _work(self, socket: "Socket") -> ConnectFailure:
        held = await self._database.write(applier.connection_began)
        await self._carry_out(socket, self._engine.connected(held, self._now()))
        while True:
            # Cleared before looking, so that what comes while we look is not overlooked.
            self._wake.clear()
            frames = self._arrived()
            effects = [effect for frame in frames for effect in self._engine.received(frame, self._now())]
            effects += self._outgoing
            self._outgoing.clear()
            await self._carry_out(socket, self._engine.ahead(self._now()))
            if (closing := await self._carry_out(socket, effects)) is not None:
                return closing
            acted = self._engine.user_acted(self._now())
            await self._carry_out(socket, self._engine.advance(self._now()))
            if acted:
                self._look_after(socket)
            self._changed()
            await self._erase_in_time()
            if not frames:
                await self._rest()

    async def _rest(self) -> None:
        """Wait for something to do. Raises ConnectError once the connection is gone."""
        if self._lost is not None:
            raise self._lost
        times = (self._engine.wake_at(self._now()), self._erase_at)
        await self._wait_until(min((time for time in times if time is not None), default=None))

    def _look_after(self, socket: "Socket") -> None:
        """Find out soon whether what the user did has arrived."""
        if self._heartbeat is not None:
            self._heartbeat.heard(socket.heard_at)
            self._heartbeat.acted(self._now())
        self._look.set()

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
            if applied.erased and self._erase_at is None:
                self._erase_at = self._now() + ERASE_SECONDS
        for effect in done:
            match effect:
                case Send(request=request):
                    await socket.send(request)
                case Tell(changes=changes):
                    await self._stored(changes)
                case Answer(ticket=ticket, reply=reply):
                    self._hand_over(ticket, reply)
                case Close(failure=failure):
                    return failure
                case Store():
                    continue
        return None

    async def _erase_in_time(self) -> None:
        if self._erase_at is not None and self._now() >= self._erase_at:
            await self._erase()

    async def _erase(self) -> None:
        """Leave nothing on the disk of texts that were taken back."""
        if self._erase_at is not None:
            self._erase_at = None
            await self._database.erase()
            self._erased()

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
        await until(self._wake, None if time is None else time - self._now())
        self._wake.clear()

    def _now(self) -> float:
        return asyncio.get_running_loop().time()
