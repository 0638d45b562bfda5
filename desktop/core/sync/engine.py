"""What to send, and when: a state machine without I/O. Events go in as method calls, what is to be done comes out as values.

It connects and reconnects with jittered backoff, tells the server what is held, asks for what is missing, fetches older messages
in the background, and sends the outbox. It keeps no rows: how much is held it is told by the applier, after that is stored.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from msgspec import Struct, structs

from desktop.core.cache.chats import Position
from desktop.core.cache.commands import Pending
from desktop.core.errors import ConnectFailure, ErrorCode
from desktop.core.outbox import Queue
from desktop.core.sync.applier import Applied, Drop, Held, Incoming, Refuse, Settle, Wipe
from desktop.core.sync.pace import FOR_THE_USER, Pace
from desktop.core.values import ChatId, CommandId, ConnectionState, MessageId
from sync_server.protocol import limits
from sync_server.protocol.codes import RETRYABLE
from sync_server.protocol.frames import (
    AddParticipants,
    Changes,
    ChangesPage,
    Directory,
    Error,
    History,
    MarkRead,
    OpenChat,
    Presence,
    Push,
    ReadCursor,
    Reply,
    Request,
    Resume,
    Resumed,
    SignOut,
    StartTyping,
    Sync,
    Synced,
)
from sync_server.protocol.nouns import Revision, Sequence

Seconds = float

FIRST_BACKOFF: Seconds = 0.5
LONGEST_BACKOFF: Seconds = 30.0
STABLE_AFTER: Seconds = 10.0
"""A connection that lasted this long once caught up makes the next failure a first one."""
CHATS_IN_FLIGHT = 8
"""Chats that may have a command on its way at the same time; each has one, so that order is kept."""
BACKFILL_PAUSE: Seconds = 0.03
"""Between two requests for older messages, so that they stay well below what a device may ask in a second."""


class Send(Struct, frozen=True):
    """Send a request."""

    request: Request


class Store(Struct, frozen=True):
    """Take something into the cache."""

    incoming: Incoming


class Answer(Struct, frozen=True):
    """Hand a reply to whoever asked, once what comes with it is stored."""

    ticket: int
    reply: Reply


class Close(Struct, frozen=True):
    """End the connection."""

    failure: ConnectFailure


Effect = Send | Store | Answer | Close


class _Resuming(Struct, frozen=True):
    pass


class _Ignored(Struct, frozen=True):
    pass


class _Repairing(Struct, frozen=True):
    chat: ChatId
    after: Revision


class _Backfilling(Struct, frozen=True):
    chat: ChatId


class _Opening(Struct, frozen=True):
    chat: ChatId


class _Sending(Struct, frozen=True):
    pending: Pending


class _Asking(Struct, frozen=True):
    ticket: int


_Fetching = _Repairing | _Backfilling | _Opening
_Purpose = _Resuming | _Ignored | _Fetching | _Sending | _Asking
_OVER = frozenset({ConnectionState.SIGNED_OUT, ConnectionState.OUTDATED})
_CONNECTED = frozenset({ConnectionState.CATCHING_UP, ConnectionState.ONLINE})


class Engine:
    """One account's link to its server. Times are seconds of one monotonic clock, given with every event."""

    def __init__(self, token: str, *, jitter: Callable[[], float]) -> None:
        self.state = ConnectionState.OFFLINE
        self.reason = ""
        self.retry_at: Seconds | None = None
        self._token = token
        self._jitter = jitter
        self._failures = 0
        self._queue = Queue()
        self._positions: dict[ChatId, Position] = {}
        self._directory: Revision = 0
        self._reads: ReadCursor = 0
        self._last_request = 0
        self._pace = Pace()
        self._now: Seconds = 0.0
        """Of the last event."""
        self._forget_connection()

    def _forget_connection(self) -> None:
        self._requests: dict[int, _Purpose] = {}
        self._synced_at: Seconds | None = None
        self._gaps: set[ChatId] = set()
        self._strange: set[ChatId] = set()
        """Chats that were spoken of and whose row is not held."""
        self._resting: set[ChatId] = set()
        """Chats whose gap the server could not close, or that it did not open: asking again before the next connection would be
        a loop."""
        self._asked_before: dict[ChatId, Sequence] = {}
        self._not_before: dict[CommandId, Seconds] = {}
        self._tries: dict[CommandId, int] = {}
        self._fetch_at: Seconds = 0.0
        self._quiet_until: Seconds = 0.0
        """The server has asked for a pause: until then nothing is sent that can wait."""

    # What is known ------------------------------------------------------------------------------------------------

    @property
    def is_over(self) -> bool:
        """Whether no further connection will be tried."""
        return self.state in _OVER

    @property
    def is_connected(self) -> bool:
        """Whether requests can be sent."""
        return self.state in _CONNECTED

    def knows(self, chat: ChatId) -> bool:
        """Whether a chat is confirmed."""
        return chat in self._positions

    def wake_at(self, now: Seconds) -> Seconds | None:
        """Return when `advance` has something to do if nothing happens before; None for never."""
        if not self.is_connected:
            return None
        if self._quiet_until > now:
            return self._quiet_until
        times = [time for time in self._not_before.values() if time > now]
        if not self._pace.has(now):
            times.append(self._pace.next_at(now))
        elif self._gaps or self._strange or self._next_older() is not None:
            times += [
                time for time in (self._fetch_at, self._pace.next_at(now, leaving=FOR_THE_USER)) if time > now
            ]
        return min(times, default=None)

    # Events of the connection -------------------------------------------------------------------------------------

    def connecting(self) -> None:
        """Note that a connection is being made."""
        self.state = ConnectionState.CONNECTING
        self.retry_at = None

    def connected(self, held: Held) -> Iterator[Effect]:
        """Say who we are to a server that has welcomed us."""
        self._forget_connection()
        self._directory = held.directory
        self._reads = held.reads
        self._positions = {position.chat: position for position in held.positions}
        self._queue = Queue()
        for pending in held.pending:
            self._queue.put(pending)
        yield self._request(Resume(0, self._token), _Resuming())

    def failed(self, failure: ConnectFailure, now: Seconds) -> None:
        """Note that no connection could be made, or that it broke."""
        if self.is_over:
            return
        self.reason = str(failure)
        if failure is ConnectFailure.NEWER_PROTOCOL:
            self.state = ConnectionState.OUTDATED
            return
        if self._synced_at is not None and now - self._synced_at >= STABLE_AFTER:
            self._failures = 0
        self.state = ConnectionState.OFFLINE
        self.retry_at = now + self._backoff(self._failures)
        self._failures += 1
        self._forget_connection()

    def try_now(self, now: Seconds) -> None:
        """Skip the wait before the next try."""
        if self.retry_at is not None:
            self.retry_at = now

    def _backoff(self, failures: int) -> Seconds:
        """Full jitter: many clients that lost the same server must not come back in the same moment."""
        longest: Seconds = min(LONGEST_BACKOFF, FIRST_BACKOFF * float(2 ** min(failures, 10)))
        return self._jitter() * longest

    # Events of the user -------------------------------------------------------------------------------------------

    def queued(self, added: Iterable[Pending], removed: Iterable[CommandId]) -> None:
        """Note what has changed in the outbox."""
        for number in removed:
            self._queue.remove(number)
            self._not_before.pop(number, None)
        for pending in added:
            self._queue.put(pending)

    def ask(self, request: AddParticipants | SignOut, ticket: int) -> Iterator[Effect]:
        """Send what cannot wait in the outbox; `Answer` brings the reply."""
        yield self._request(request, _Asking(ticket))

    def say(self, request: StartTyping) -> Iterator[Effect]:
        """Send what nobody waits for."""
        yield self._request(request, _Ignored())

    # Events of the server -----------------------------------------------------------------------------------------

    def received(self, frame: Reply | Push, now: Seconds) -> Iterator[Effect]:
        """Take in a frame, in the order in which they come."""
        self._now = now
        if isinstance(frame, Synced):
            self.state = ConnectionState.ONLINE
            self.reason = ""
            self._synced_at = now
            yield Store(frame)
        elif isinstance(frame, Presence):
            return  # nothing shows it yet
        elif isinstance(frame, Push):
            yield Store(frame)
        elif isinstance(frame, Error) and frame.code in {ErrorCode.DEACTIVATED, ErrorCode.TOKEN_REFUSED}:
            yield from self._signed_out(frame.code)
        elif frame.id is not None and (purpose := self._requests.pop(frame.id, None)) is not None:
            yield from self._replied(purpose, frame, now)

    def applied(self, applied: Applied) -> None:
        """Note what is stored now of what came in."""
        for number in applied.settled:
            self._queue.remove(number)
        self._strange |= applied.strange
        for position in applied.positions:
            self._positions[position.chat] = position
            self._strange.discard(position.chat)
            if position.has_gap:
                self._gaps.add(position.chat)
            else:
                self._gaps.discard(position.chat)

    def advance(self, now: Seconds) -> Iterator[Effect]:
        """Yield all that may be sent now; to be called after every event."""
        self._now = now
        if not self.is_connected or now < self._quiet_until:
            return
        yield from self._send_outbox(now)
        if now < self._fetch_at or not self._pace.has(now, leaving=FOR_THE_USER):
            return
        yield from self._close_gaps()
        if self._synced_at is not None:
            yield from self._open_strange()
            yield from self._fetch_older(now)

    # Replies ------------------------------------------------------------------------------------------------------

    def _replied(self, purpose: _Purpose, reply: Reply, now: Seconds) -> Iterator[Effect]:
        if isinstance(reply, Error) and reply.code is ErrorCode.RATE_LIMITED:
            self._quiet_until = max(self._quiet_until, now + self._patience(reply, 1))
            self._pace.empty(now)
        match purpose:
            case _Resuming():
                yield from self._resumed(reply)
            case _Repairing() | _Backfilling() | _Opening():
                yield from self._fetched(purpose, reply, now)
            case _Sending(pending=pending):
                yield from self._answered(pending, reply, now)
            case _Asking(ticket=ticket):
                if not isinstance(reply, Error):
                    yield Store(reply)
                yield Answer(ticket, reply)
            case _Ignored():
                return

    def _resumed(self, reply: Reply) -> Iterator[Effect]:
        if not isinstance(reply, Resumed):
            # Too many attempts, or trouble on the server: it says nothing about the token, so it is tried again later.
            yield Close(ConnectFailure.UNREACHABLE)
            return
        self.state = ConnectionState.CATCHING_UP
        yield Store(Directory((reply.user,), 0))
        vector = {position.chat: position.held for position in self._positions.values()}
        entries = iter(vector.items())
        left = len(vector)
        while left > limits.SYNC_CHATS:
            part = dict(islice(entries, limits.SYNC_CHATS))
            left -= len(part)
            yield self._request(Sync(0, self._directory, part, self._reads, more=True), _Ignored())
        yield self._request(Sync(0, self._directory, dict(entries), self._reads), _Ignored())

    def _fetched(self, purpose: _Fetching, reply: Reply, now: Seconds) -> Iterator[Effect]:
        if not isinstance(reply, Error):
            if (
                isinstance(purpose, _Repairing)
                and isinstance(reply, ChangesPage)
                and reply.revision <= purpose.after
            ):
                self._resting.add(purpose.chat)
            yield Store(reply)
        elif reply.code in RETRYABLE:
            self._asked_before.pop(purpose.chat, None)
            self._fetch_at = now + self._patience(reply, 1)
        else:
            self._resting.add(purpose.chat)

    def _answered(self, pending: Pending, reply: Reply, now: Seconds) -> Iterator[Effect]:
        number = pending.number
        if not isinstance(reply, Error):
            self._queue.remove(number)
            yield Store(Settle(number, reply))
        elif reply.code in RETRYABLE or reply.code is ErrorCode.NOT_SIGNED_IN:
            self._tries[number] = self._tries.get(number, 0) + 1
            self._not_before[number] = now + self._patience(reply, self._tries[number])
        elif isinstance(pending.frame, MarkRead):
            self._queue.remove(number)
            yield Store(Drop(number))
        else:
            self._queue.refuse(number, reply.code)
            message: MessageId = pending.frame.message
            yield Store(Refuse(number, pending.frame.chat, message, reply.code))

    def _patience(self, refusal: Error, tries: int) -> Seconds:
        """Return how long to leave the server alone: as long as it says, or longer with each try."""
        if refusal.retry_after_ms is not None:
            return refusal.retry_after_ms / 1000
        return FIRST_BACKOFF / 2 + self._backoff(tries)

    def _signed_out(self, code: ErrorCode) -> Iterator[Effect]:
        self.state = ConnectionState.SIGNED_OUT
        self.reason = str(code)
        self.retry_at = None
        if code is ErrorCode.DEACTIVATED:
            yield Store(Wipe())
        yield Close(ConnectFailure(str(code)))

    # Requests -----------------------------------------------------------------------------------------------------

    def _request(self, request: Request, purpose: _Purpose) -> Send:
        self._last_request += 1
        self._requests[self._last_request] = purpose
        self._pace.take(self._now)
        return Send(structs.replace(request, id=self._last_request))

    def _send_outbox(self, now: Seconds) -> Iterator[Effect]:
        busy = {
            purpose.pending.frame.chat for purpose in self._requests.values() if isinstance(purpose, _Sending)
        }
        for pending in tuple(self._queue.ready()):
            if len(busy) >= CHATS_IN_FLIGHT or not self._pace.has(now):
                return
            if pending.frame.chat not in busy and self._not_before.get(pending.number, now) <= now:
                busy.add(pending.frame.chat)
                yield self._request(pending.frame, _Sending(pending))

    def _close_gaps(self) -> Iterator[Effect]:
        asked = {purpose.chat for purpose in self._requests.values() if isinstance(purpose, _Repairing)}
        for chat in sorted(self._gaps - asked - self._resting):
            if not self._pace.has(self._now):
                return
            held = self._positions[chat].held
            yield self._request(Changes(0, chat, held), _Repairing(chat, held))

    def _open_strange(self) -> Iterator[Effect]:
        """Ask for the rows of chats that are not held. During catch-up they may still come by themselves."""
        asked = {purpose.chat for purpose in self._requests.values() if isinstance(purpose, _Opening)}
        for chat in sorted(self._strange - asked - self._resting):
            if not self._pace.has(self._now):
                return
            yield self._request(OpenChat(0, chat), _Opening(chat))

    def _fetch_older(self, now: Seconds) -> Iterator[Effect]:
        if any(isinstance(purpose, _Backfilling) for purpose in self._requests.values()):
            return
        position = self._next_older()
        if position is None:
            return
        self._asked_before[position.chat] = position.held_from_seq
        self._fetch_at = now + BACKFILL_PAUSE
        yield self._request(History(0, position.chat, position.held_from_seq), _Backfilling(position.chat))

    def _next_older(self) -> Position | None:
        """Return the most recently active chat that has older messages on the server, unless asking has brought nothing."""
        lacking = (
            position
            for position in self._positions.values()
            if position.has_older
            and position.chat not in self._resting
            and self._asked_before.get(position.chat) != position.held_from_seq
        )
        return max(lacking, key=lambda position: (position.active_at, position.chat), default=None)
