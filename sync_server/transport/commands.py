"""Hands commands to the committer, and tells the world when they are durable.

Publishing does not depend on the device that asked: it may be gone by the time its command is committed, and the others must
hear of it all the same. Results come back to the event loop in the order of the commits, so everybody hears of a chat's changes
in the order of its revisions.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from sync_server import handlers
from sync_server.errors import Refusal, StorageFailed
from sync_server.handlers import Caller, Delivery, Outcome
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import Command, Error, Reply, RequestId
from sync_server.protocol.nouns import Milliseconds
from sync_server.store.committer import Piece
from sync_server.store.database import Database
from sync_server.transport.devices import Barred
from sync_server.transport.hub import Hub
from sync_server.transport.positions import Positions

T = TypeVar("T")

_log = logging.getLogger(__name__)


def refused(request: RequestId, refusal: Refusal) -> Error:
    """Return the reply to a request that is not granted."""
    return Error(request, refusal.code, refusal.text, refusal.retry_after_ms)


def failed(request: RequestId) -> Error:
    """Return the reply to a request that ran into a bug of ours."""
    return Error(request, ErrorCode.INTERNAL, "the server failed; try again later")


MOST_BYTES = 16 * 1024 * 1024
"""Commands on their way, as frames, above which whoever has another one waits: the disk, or another process, holds them up."""


LULL_SECONDS = 0.005
"""How long work that gives way to messages waits at most before each of its steps, and has its turn at most."""
PAUSE_SECONDS = 0.03
"""How long messages have the server to themselves between two such steps: without it nearly every message would meet one. Files
still get through at some 7 MiB a second where messages never cease."""
_FLOW_COMMANDS, _FLOW_SECONDS = 3, 0.06
"""Where so many commands were answered in so short a time, another one is likely to come; after a lone one nobody need wait."""


class _Asked(Piece[Outcome]):
    """A command on its way."""

    __slots__ = ("answer", "command", "size")

    def __init__(
        self, work: Callable[[Any], Outcome], command: Command, size: int, answer: Callable[[Reply], None]
    ) -> None:
        super().__init__(work)
        self.command = command
        self.size = size
        self.answer = answer


class Commands:
    """The way from sessions to the committer and back."""

    def __init__(
        self,
        database: Database,
        hub: Hub,
        positions: Positions,
        barred: Barred,
        now_ms: Callable[[], Milliseconds],
    ) -> None:
        self._database = database
        self._hub = hub
        self._positions = positions
        self._barred = barred
        self._now_ms = now_ms
        self._loop = asyncio.get_running_loop()
        self._asked: list[_Asked] = []
        self._done: deque[Sequence[_Asked]] = deque()
        self._wake_up_due = False
        self._open = 0
        self._none_open = asyncio.Event()
        self._none_open.set()
        self._giving_way = asyncio.Lock()
        self._answered_at = deque([-_FLOW_SECONDS] * _FLOW_COMMANDS, _FLOW_COMMANDS)
        self._open_bytes = 0
        self._room = asyncio.Event()
        self._room.set()

    @property
    def is_full(self) -> bool:
        """Whether so much is on its way that more should wait for `room`."""
        return self._open_bytes > MOST_BYTES

    async def room(self) -> None:
        """Wait until not too much is on its way."""
        await self._room.wait()

    def submit(self, caller: Caller, command: Command, size: int, answer: Callable[[Reply], None]) -> None:
        """Have a command of so many bytes carried out; `answer` gets its reply once it is durable, or refused."""
        now_ms = self._now_ms()

        def work(conn: Any) -> Outcome:  # noqa: ANN401 - the store's, not ours to name
            # The device may have been sent away while its command waited.
            self._barred.check(caller)
            return handlers.execute(conn, caller, command, now_ms)

        if not self._asked:
            # All that comes in one turn of the loop is handed over together: to wake the committer for each costs more.
            self._loop.call_soon(self.hand_over)
        self._asked.append(_Asked(work, command, size, answer))
        if not self._open:
            self._none_open.clear()
        self._open += 1
        self._open_bytes += size
        if self.is_full:
            self._room.clear()

    async def lull(self) -> None:
        """Wait until no command is on its way, but not for long: for work that gives way to messages, between two steps of it.

        Whoever waits is let go on one after the other, with a pause before each, so that few messages meet any of them.
        """
        if self._open:
            async with self._giving_way:
                await self._moment()

    async def beside(self, begin: Callable[[], asyncio.Future[T]]) -> asyncio.Future[T]:
        """Begin a step of work on a thread that gives way to messages: while they come, after a `lull`, and one at a time.

        Several at once would leave messages no processor. One that takes long, as with a storage elsewhere, holds up nobody.
        """
        if not self._open and self._loop.time() - self._answered_at[0] > _FLOW_SECONDS:
            return begin()
        async with self._giving_way:
            await self._moment()
            step = begin()
            try:
                await asyncio.wait((step,), timeout=LULL_SECONDS)
            except asyncio.CancelledError:
                step.cancel()
                raise
        return step

    async def _moment(self) -> None:
        await asyncio.sleep(PAUSE_SECONDS)
        if self._open:
            with suppress(TimeoutError):
                async with asyncio.timeout(LULL_SECONDS):
                    await self._none_open.wait()

    async def finished(self) -> None:
        """Wait until every command that was taken is answered."""
        await self._none_open.wait()

    def hand_over(self) -> None:
        """Give the committer what was asked so far: whatever is submitted to the store from now on comes after it."""
        if not self._asked:
            return
        asked, self._asked = self._asked, []
        try:
            self._database.submit_all(asked, self._committed)
        except StorageFailed as error:
            for each in asked:
                each.error = error
            self._committed(asked)

    def _committed(self, done: Sequence[_Asked]) -> None:
        """Take results over from the committer's thread. All results of one commit wake the event loop once."""
        self._done.append(done)
        if not self._wake_up_due:
            self._wake_up_due = True
            self._loop.call_soon_threadsafe(self._tell_all)

    def _tell_all(self) -> None:
        # First of all: what is appended from here on may find the flag down and wake us again, but is never overlooked.
        self._wake_up_due = False
        deliveries: list[Delivery] = []
        while self._done:
            for done in self._done.popleft():
                self._open -= 1
                self._open_bytes -= done.size
                try:
                    deliveries += self._answer(done)
                except Exception:  # noqa: BLE001 - a bug with one answer must not swallow the others
                    _log.exception("an answer could not be given")
        try:
            self._hub.deliver(deliveries)
        except Exception:  # noqa: BLE001 - whoever was not told catches up; the server must be able to stop
            _log.exception("not everybody could be told")
        if not self.is_full:
            self._room.set()
        if not self._open:
            self._none_open.set()

    def _answer(self, done: _Asked) -> tuple[Delivery, ...]:
        """Answer a command; return what is to be told of it."""
        self._answered_at.append(self._loop.time())
        if isinstance(done.error, Refusal):
            done.answer(refused(done.command.id, done.error))
        elif done.result is None:
            _log.error("%s failed", type(done.command).__name__, exc_info=done.error)
            done.answer(failed(done.command.id))
        else:
            done.answer(done.result.reply)
            if done.result.everyone is not None:
                self._hub.tell_everyone(done.result.everyone)
            if done.result.moved is not None:
                self._positions.note(done.result.moved)
            return done.result.deliveries
        return ()
