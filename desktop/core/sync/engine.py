"""What to send, and when: a state machine without I/O. Events go in as method calls, what is to be done comes out as values.

It connects and reconnects (`liveness` says when), tells the server what is held, asks for what is missing (`backfill` says what),
and sends the outbox. It keeps no rows: how much is held it is told by the applier, after that is stored.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from msgspec import Struct, structs

from desktop.core.cache.commands import Pending
from desktop.core.changes import ChangeSet
from desktop.core.errors import ConnectFailure, ErrorCode
from desktop.core.sync.attendance import Attendance
from desktop.core.sync.backfill import Backfill, Fetch, Older, Reopen, Repair
from desktop.core.sync.effects import Answer, Asked, Close, Effect, Send, Store, Tell
from desktop.core.sync.incoming import Adopt, Applied, Current, Held, Hold, Renew, Wipe
from desktop.core.sync.liveness import Backoff, Seconds
from desktop.core.sync.pace import FOR_THE_USER, Pace
from desktop.core.sync.sending import Sending
from desktop.core.values import ChatId, CommandId, ConnectionState, Milliseconds, Presence, UserId
from sync_server.protocol import limits
from sync_server.protocol.codes import RETRYABLE
from sync_server.protocol.frame import Epoch, PreferencesCursor, ReadCursor
from sync_server.protocol.frames import (
    Directory,
    Error,
    Push,
    Reply,
    Request,
    Resume,
    Resumed,
    StartTyping,
    Sync,
    Synced,
)
from sync_server.protocol.frames import Presence as PresenceTold
from sync_server.protocol.nouns import DeviceId, Revision

STABLE_AFTER: Seconds = 10.0
"""A connection that lasted this long once caught up makes the next failure a first one."""
OVERDUE: Seconds = 30.0
"""A request that went unanswered for so long, though the server is there, is not answered any more."""
CURRENT_EVERY: Seconds = 60.0
"""How often it is noted that all that is new is here."""


class _Resuming(Struct, frozen=True):
    pass


class _Syncing(Struct, frozen=True):
    pass


class _Ignored(Struct, frozen=True):
    pass


class _Presence(Struct, frozen=True):
    pass


class _Sent(Struct, frozen=True):
    pending: Pending


class _Asking(Struct, frozen=True):
    ticket: int


_Purpose = _Resuming | _Syncing | _Ignored | _Presence | Fetch | _Sent | _Asking


class _Request(Struct, frozen=True):
    """A request that has no answer yet."""

    purpose: _Purpose
    sent_at: Seconds


_OVER = frozenset({ConnectionState.SIGNED_OUT, ConnectionState.OUTDATED})
_CONNECTED = frozenset({ConnectionState.CATCHING_UP, ConnectionState.ONLINE})


class Engine:
    """One account's link to its server. Times are seconds of one monotonic clock, given with every event.

    `clock` is this computer's, for what people are told of times and for how long something has waited.
    """

    def __init__(
        self, token: str, *, jitter: Callable[[], float], clock: Callable[[], Milliseconds] = lambda: 0
    ) -> None:
        self.state = ConnectionState.OFFLINE
        self.reason = ""
        self.retry_at: Seconds | None = None
        self.device: DeviceId | None = None
        """Which of the user's devices this one is; None before the server has said so."""
        self._token = token
        self.clock = clock
        self._backoff = Backoff(jitter)
        self._sending = Sending(jitter=jitter, clock=clock)
        self._looking_at: ChatId | None = None
        self._directory: Revision = 0
        self._reads: ReadCursor = 0
        self._preferences: PreferencesCursor = 0
        self._epoch: Epoch = ""
        self._last_request = 0
        self._pace = Pace()
        self.attendance = Attendance()
        """What is told and heard of who is there."""
        self._now: Seconds = 0.0
        """Of the last event."""
        self._acted = False
        self._forget_connection()

    def _forget_connection(self) -> None:
        self._requests: dict[int, _Request] = {}
        self._synced_at: Seconds | None = None
        self._current_at: Seconds | None = None
        """When it was last noted that nothing new is missing."""
        self._backfill = Backfill(looking_at=self._looking_at)
        self.attendance.begin()
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

    @property
    def is_current(self) -> bool:
        """Whether everything that is new is here, and what comes is told at once."""
        return self.state is ConnectionState.ONLINE and self._backfill.is_current

    @property
    def waiting_since(self) -> Seconds | None:
        """When the oldest request was made that has no answer yet."""
        return next((request.sent_at for request in self._requests.values()), None)

    @property
    def handed(self) -> frozenset[CommandId]:
        """Commands that were given to the connection, or the last one: the server may know them."""
        return self._sending.handed

    def is_overdue(self, proved_at: Seconds) -> bool:
        """Whether the server has forgotten to answer, if all has come that it had sent up to a time."""
        return self.waiting_since is not None and proved_at - self.waiting_since >= OVERDUE

    def knows(self, chat: ChatId) -> bool:
        """Whether a chat is confirmed."""
        return self._backfill.knows(chat)

    def presence(self, user: UserId) -> Presence | None:
        """Return whether somebody is there; None while that is not known."""
        return self.attendance.of(user) if self.state is ConnectionState.ONLINE else None

    def wake_at(self, now: Seconds) -> Seconds | None:
        """Return when `advance` has something to do if nothing happens before; None for never."""
        if not self.is_connected:
            return None
        if self._quiet_until > now:
            return self._quiet_until
        times = list(self._sending.times())
        if not self._pace.has(now):
            times.append(self._pace.next_at(now))
        synced = self._synced_at is not None
        fetch_at = self._backfill.wake_at(now, synced=synced)
        if fetch_at is not None:
            times.append(fetch_at)
        if not self._pace.has(now, leaving=FOR_THE_USER) and any(self._backfill.wanted(now, synced=synced)):
            times.append(self._pace.next_at(now, leaving=FOR_THE_USER))
        if self._current_at is not None and self.is_current:
            times.append(self._current_at + CURRENT_EVERY)
        return min((time for time in times if time > now), default=None)

    # Events of the connection -------------------------------------------------------------------------------------

    def connecting(self) -> None:
        """Note that a connection is being made."""
        self.state = ConnectionState.CONNECTING
        self.retry_at = None

    def connected(self, held: Held, now: Seconds) -> Iterator[Effect]:
        """Say who we are to a server that has welcomed us."""
        self._now = now
        self._forget_connection()
        self._directory = held.directory
        self._reads = held.reads
        self._preferences = held.preferences
        self._epoch = held.epoch
        self._backfill = Backfill(held.positions, looking_at=self._looking_at)
        self._sending.begin(held.pending)
        yield self._request(Resume(0, self._token), _Resuming())

    def failed(self, failure: ConnectFailure, now: Seconds, *, restarting: bool = False) -> None:
        """Note that no connection could be made, or that it broke; `restarting` if the server said that it goes away."""
        if self.is_over:
            return
        self.reason = str(failure)
        if failure is ConnectFailure.NEWER_PROTOCOL:
            self.state = ConnectionState.OUTDATED
            return
        if self._synced_at is not None and now - self._synced_at >= STABLE_AFTER:
            self._backoff.begin_anew()
        self.state = ConnectionState.OFFLINE
        self.retry_at = now + self._backoff.wait(restarting=restarting)
        self._forget_connection()

    def try_now(self, now: Seconds) -> None:
        """Skip the wait before the next try."""
        if self.retry_at is not None:
            self.retry_at = now

    def hurry(self, now: Seconds) -> None:
        """Try soon, though not all clients in the same moment: this computer woke up, or the network came."""
        soon = now + self._backoff.hurry()
        if self.retry_at is not None:
            self.retry_at = min(self.retry_at, soon)

    def network_changed(self, reachable: bool | None, now: Seconds) -> None:  # noqa: FBT001 - None is a third value
        """Note what the system says of the network. It may be wrong, so nothing ends by it."""
        self._backoff.network(reachable)
        if reachable is not False:
            self.hurry(now)

    # Events of the user -------------------------------------------------------------------------------------------

    def queued(self, added: Iterable[Pending], removed: Iterable[CommandId]) -> None:
        """Note what has changed in the outbox."""
        self._acted = True
        self._sending.queued(added, removed)

    def set_patience(self, patience: Milliseconds | None) -> None:
        """Say how long a message may wait before its author is asked; None to send it however long it waited."""
        self._sending.patience = patience

    def look_at(self, chat: ChatId | None) -> None:
        """Note which chat is on the screen: what is missing of it comes first."""
        self._looking_at = chat
        self._backfill.look_at(chat)

    def ask(self, request: Asked, ticket: int) -> Iterator[Effect]:
        """Send what cannot wait in the outbox; `Answer` brings the reply."""
        self._acted = True
        yield self._request(request, _Asking(ticket))

    def say(self, request: StartTyping) -> Iterator[Effect]:
        """Send what nobody waits for."""
        yield self._request(request, _Ignored())

    def user_acted(self, now: Seconds) -> bool:
        """Return whether the user did something since this was asked last; the background work leaves them some time."""
        acted, self._acted = self._acted, False
        if acted:
            self._backfill.user_acts(now)
        return acted

    # Events of the server -----------------------------------------------------------------------------------------

    def received(self, frame: Reply | Push, now: Seconds) -> Iterator[Effect]:
        """Take in a frame, in the order in which they come."""
        self._now = now
        if isinstance(frame, Synced):
            self.state = ConnectionState.ONLINE
            self.reason = ""
            self._synced_at = now
            yield Store(frame)
        elif isinstance(frame, PresenceTold):
            changed = self.attendance.told(frame.users)
            # Before that nobody's presence is known; that it is from then on the change of the connection tells.
            if changed and self.state is ConnectionState.ONLINE:
                yield Tell(ChangeSet(presence=changed))
        elif isinstance(frame, Push):
            yield Store(frame)
        elif isinstance(frame, Error) and frame.code in {ErrorCode.DEACTIVATED, ErrorCode.TOKEN_REFUSED}:
            yield from self._signed_out(frame.code)
        elif frame.id is not None and (request := self._requests.pop(frame.id, None)) is not None:
            yield from self._replied(request.purpose, frame, now)

    def applied(self, applied: Applied) -> None:
        """Note what is stored now of what came in."""
        self._sending.queued(applied.queued, applied.settled)
        self._backfill.applied(applied.positions, applied.strange)

    def ahead(self, now: Seconds) -> Iterator[Effect]:
        """Yield what may be asked for before the last answer is stored, so that the next one is on its way meanwhile."""
        self._now = now
        if self.state is ConnectionState.ONLINE and now >= self._quiet_until:
            yield from self._fetch(self._backfill.older(now), now)

    def advance(self, now: Seconds) -> Iterator[Effect]:
        """Yield all that may be sent now; to be called after every event."""
        self._now = now
        if not self.is_connected:
            return
        yield from self._note_current(now)
        if now < self._quiet_until:
            return
        if self.state is ConnectionState.ONLINE:
            # Now that everything new is here, it is known that what waited long did not arrive before.
            for number in self._sending.hold_stale(self._backfill.has_gap):
                yield Store(Hold(number))
        if (said := self.attendance.to_say()) is not None:
            yield self._request(said, _Presence())
        for pending in self._sending.ready(now):
            if not self._pace.has(now):
                return
            self._sending.sent(pending)
            yield self._request(pending.frame, _Sent(pending))
        yield from self._fetch(self._backfill.wanted(now, synced=self._synced_at is not None), now)

    def _note_current(self, now: Seconds) -> Iterator[Effect]:
        due = self._current_at is None or now - self._current_at >= CURRENT_EVERY
        if due and self.is_current:
            self._current_at = now
            yield Store(Current(self.clock()))

    # Replies ------------------------------------------------------------------------------------------------------

    def _replied(self, purpose: _Purpose, reply: Reply, now: Seconds) -> Iterator[Effect]:
        too_fast = isinstance(reply, Error) and self._slowed_down(reply, now)
        match purpose:
            case _Resuming():
                yield from self._resumed(reply)
            case _Syncing() if isinstance(reply, Error):
                # Nothing would come on this connection, neither what was missed nor what is new.
                yield Close(ConnectFailure.UNREACHABLE)
            case Repair() | Older() | Reopen():
                yield from self._fetched(purpose, reply, now)
            case _Sent(pending=pending):
                outcome = self._sending.answered(pending, reply, now)
                if outcome is not None:
                    yield Store(outcome)
            case _Asking(ticket=ticket):
                if not isinstance(reply, Error):
                    yield Store(reply)
                yield Answer(ticket, reply)
            case _Presence():
                self.attendance.answered(again=too_fast)
            case _Syncing() | _Ignored():
                return

    def _slowed_down(self, error: Error, now: Seconds) -> bool:
        """Fall silent for a while if the server has asked for that; return whether it has."""
        if error.code is not ErrorCode.RATE_LIMITED:
            return False
        self._quiet_until = max(self._quiet_until, now + self._sending.retry_after(error, 1))
        self._pace.empty(now)
        return True

    def _resumed(self, reply: Reply) -> Iterator[Effect]:
        if not isinstance(reply, Resumed):
            # Too many attempts, or trouble on the server: it says nothing about the token, so it is tried again later.
            yield Close(ConnectFailure.UNREACHABLE)
            return
        self.state = ConnectionState.CATCHING_UP
        self.device = reply.device
        yield from self._follow(reply.epoch)
        yield Store(Directory((reply.user,), 0))
        vector = {position.chat: position.held for position in self._backfill.positions}
        entries = iter(vector.items())
        left = len(vector)
        while left > limits.SYNC_CHATS:
            left -= limits.SYNC_CHATS
            yield self._sync(dict(islice(entries, limits.SYNC_CHATS)), more=True)
        yield self._sync(dict(entries), more=False)

    def _follow(self, epoch: Epoch) -> Iterator[Effect]:
        """Begin anew if the server tells another history than the one that is held."""
        known = self._epoch
        if not epoch or epoch == known:
            return
        self._epoch = epoch
        if not known:
            yield Store(Adopt(epoch))
            return
        self._directory = self._reads = self._preferences = 0
        self._backfill = Backfill(looking_at=self._looking_at)
        yield Store(Renew(epoch))

    def _sync(self, vector: dict[ChatId, Revision], *, more: bool) -> Send:
        sync = Sync(0, self._directory, vector, self._reads, self._preferences, more=more)
        return self._request(sync, _Syncing())

    def _fetched(self, fetch: Fetch, reply: Reply, now: Seconds) -> Iterator[Effect]:
        if not isinstance(reply, Error):
            self._backfill.answered(fetch, reply, now)
            yield Store(reply)
        elif reply.code in RETRYABLE:
            of_chat = now + self._sending.retry_after(reply, self._backfill.failures(fetch.chat) + 1)
            of_all = now + self._sending.retry_after(reply, self._backfill.failures() + 1)
            self._backfill.postponed(fetch, of_chat, of_all)
        else:
            self._backfill.refused(fetch)

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
        self._requests[self._last_request] = _Request(purpose, self._now)
        self._pace.take(self._now)
        return Send(structs.replace(request, id=self._last_request))

    def _fetch(self, wanted: Iterable[Fetch], now: Seconds) -> Iterator[Effect]:
        for fetch in wanted:
            if not self._pace.has(now, leaving=FOR_THE_USER):
                return
            self._backfill.asked(fetch)
            yield self._request(fetch.request, fetch)
