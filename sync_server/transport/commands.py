"""Hands commands to the committer, and tells the world when they are durable.

Publishing does not depend on the device that asked: it may be gone by the time its command is committed, and the others must
hear of it all the same. Results come back to the event loop in the order of the commits, so everybody hears of a chat's changes
in the order of its revisions.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, NamedTuple

from sync_server import handlers
from sync_server.errors import Refusal
from sync_server.handlers import Caller, Delivery, Outcome
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import Command, Error, Reply, RequestId
from sync_server.protocol.nouns import Milliseconds
from sync_server.store.database import Database
from sync_server.transport.devices import Barred
from sync_server.transport.hub import Hub
from sync_server.transport.positions import Positions

_log = logging.getLogger(__name__)


def refused(request: RequestId, refusal: Refusal) -> Error:
    """Return the reply to a request that is not granted."""
    return Error(request, refusal.code, refusal.text, refusal.retry_after_ms)


def failed(request: RequestId) -> Error:
    """Return the reply to a request that ran into a bug of ours."""
    return Error(request, ErrorCode.INTERNAL, "the server failed; try again later")


class _Done(NamedTuple):
    """A command whose fate is known."""

    future: Future[Outcome]
    command: Command
    answer: Callable[[Reply], None]


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
        self._done: deque[_Done] = deque()
        self._wake_up_due = False
        self._open = 0
        self._none_open = asyncio.Event()
        self._none_open.set()

    def submit(self, caller: Caller, command: Command, answer: Callable[[Reply], None]) -> None:
        """Have a command carried out; `answer` gets its reply once it is durable, or refused."""
        now_ms = self._now_ms()

        def work(conn: Any) -> Outcome:  # noqa: ANN401 - the store's, not ours to name
            # The device may have been sent away while its command waited.
            self._barred.check(caller)
            return handlers.execute(conn, caller, command, now_ms)

        future = self._database.submit(work)
        self._open += 1
        self._none_open.clear()
        future.add_done_callback(lambda done: self._committed(_Done(done, command, answer)))

    async def finished(self) -> None:
        """Wait until every command that was taken is answered."""
        await self._none_open.wait()

    def _committed(self, done: _Done) -> None:
        """Take a result over from the committer's thread. All results of one commit wake the event loop once."""
        self._done.append(done)
        if not self._wake_up_due:
            self._wake_up_due = True
            self._loop.call_soon_threadsafe(self._tell_all)

    def _tell_all(self) -> None:
        # First of all: what is appended from here on may find the flag down and wake us again, but is never overlooked.
        self._wake_up_due = False
        deliveries: list[Delivery] = []
        while self._done:
            self._open -= 1
            try:
                deliveries += self._answer(self._done.popleft())
            except Exception:  # noqa: BLE001 - a bug with one answer must not swallow the others
                _log.exception("an answer could not be given")
        self._hub.deliver(deliveries)
        if not self._open:
            self._none_open.set()

    def _answer(self, done: _Done) -> tuple[Delivery, ...]:
        """Answer a command; return what is to be told of it."""
        error = done.future.exception()
        if isinstance(error, Refusal):
            done.answer(refused(done.command.id, error))
        elif error is not None:
            _log.error("%s failed", type(done.command).__name__, exc_info=error)
            done.answer(failed(done.command.id))
        else:
            outcome = done.future.result()
            done.answer(outcome.reply)
            if outcome.moved is not None:
                self._positions.note(outcome.moved)
            return outcome.deliveries
        return ()
