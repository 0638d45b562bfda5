"""Whether the server is still there, whether this computer has slept, and when to try again. Decided without I/O.

A line can die without anybody being told: a cable, a tunnel, a lid that is closed. `Heartbeat` asks for a sign of life when there
was none for a while, and soon when somebody waits for something. `Clocks` notices sleep by itself, so that nothing depends on
what the system says. `Backoff` spreads the tries of many clients that lost the same server. Times are seconds of one monotonic
clock, given with every call.
"""

from collections.abc import Callable
from enum import Enum, auto

from sync_server.protocol.nouns import Milliseconds

Seconds = float

TICK: Seconds = 2.0
"""The longest time between two looks: sleep and silence are noticed so soon."""
QUIET: Seconds = 10.0
"""Silence after which a sign of life is asked for."""
UNANSWERED: Seconds = 3.0
"""So long a request may go unanswered before a sign of life is asked for."""
PATIENCE: Seconds = 3.0
"""Time to answer when a sign of life is asked for."""
PROBE_PATIENCE: Seconds = 2.0
"""The same after the system has said that something is different."""
LONGEST_PATIENCE: Seconds = 120.0
"""The same where other bytes still come, as on a slow line on which a large frame is on its way."""
LATE: Seconds = TICK + 1.0
"""No look for so long: this program itself stood still, and what came meanwhile has not been read."""
GRACE: Seconds = 1.0
"""Time to read it."""
JUMP: Seconds = 4.0
"""A clock that moved so much more than it should have: this computer slept."""

WAITS: tuple[Seconds, ...] = (0.5, 1.0, 2.0, 2.0, 2.0, 2.0, 2.0, 4.0, 8.0, 16.0, 30.0)
"""Longest wait before each next try. A server that only restarts is back within seconds: the first tries come close together."""
HURRIED: Seconds = 1.0
"""Longest wait before each of the first tries after this computer woke up, or the network came."""
HURRIED_TRIES = 4
RESTART: Seconds = 1.0
"""Shortest and, doubled, longest wait after a server has said that it goes away: all its clients come back."""
UNREACHABLE: Seconds = 8.0
"""Longest wait, at least, while the system says that there is no network. It may be wrong, or the server on this computer."""
FREE_TRIES = 2
"""Tries that come as quickly as ever even so."""


class Beat(Enum):
    """What a look at the line comes to."""

    PING = auto()
    """Ask for a sign of life."""
    DEAD = auto()
    """Nobody is there any more."""


class Heartbeat:
    """One connection's signs of life."""

    def __init__(self, now: Seconds) -> None:
        self.heard_at = now
        """When anything came last."""
        self.proved_at = now
        """When that was asked for which was answered last: all that the server had sent before has come."""
        self._answered_at = now
        self._looked_at = now
        self._wanted: Seconds | None = None
        self._pinged_at: Seconds | None = None
        self._patience = PATIENCE
        self._dead_at = now

    def heard(self, at: Seconds) -> None:
        """Note that something came."""
        if at <= self.heard_at:
            return
        self.heard_at = at
        if self._pinged_at is not None:
            self._dead_at = min(max(self._dead_at, at + self._patience), self._pinged_at + LONGEST_PATIENCE)

    def answered(self, now: Seconds) -> None:
        """Note the sign of life that was asked for."""
        self.heard(now)
        self._answered_at = now
        self.proved_at = now if self._pinged_at is None else self._pinged_at
        self._pinged_at = None

    def acted(self, now: Seconds) -> None:
        """Note that the user did something: after some quiet it is worth knowing at once whether that arrives."""
        if now - self.heard_at >= UNANSWERED:
            self.probe(now, PATIENCE)

    def probe(self, now: Seconds, patience: Seconds | None = None) -> None:
        """Ask for a sign of life now, with `PROBE_PATIENCE` unless something else is said."""
        patience = PROBE_PATIENCE if patience is None else patience
        if self._pinged_at is None:
            self._wanted = patience
        else:
            self._dead_at = min(self._dead_at, now + patience)

    def look(self, now: Seconds, *, waiting_since: Seconds | None) -> Beat | None:
        """Return what is to be done now; `waiting_since` is when the oldest request was made that has no answer."""
        late = now - self._looked_at > LATE
        self._looked_at = now
        if self._pinged_at is None:
            return self._ping(now) if now >= self._ping_at(waiting_since) else None
        if late:
            self._dead_at = max(self._dead_at, now + GRACE)
        return Beat.DEAD if now >= self._dead_at else None

    def look_at(self, *, waiting_since: Seconds | None) -> Seconds:
        """Return when to look again."""
        due = self._ping_at(waiting_since) if self._pinged_at is None else self._dead_at
        return min(due, self._looked_at + TICK)

    def _ping(self, now: Seconds) -> Beat:
        self._patience = PATIENCE if self._wanted is None else self._wanted
        self._wanted = None
        self._pinged_at = now
        self._dead_at = now + self._patience
        return Beat.PING

    def _ping_at(self, waiting_since: Seconds | None) -> Seconds:
        if self._wanted is not None:
            return self._looked_at
        quiet = self.heard_at + QUIET
        if waiting_since is None:
            return quiet
        return min(quiet, max(waiting_since, self._answered_at) + UNANSWERED)


class Clocks:
    """Notices that this computer has slept: while it does, one of its two clocks stands still, or nobody looks at either."""

    def __init__(self) -> None:
        self._now: Seconds | None = None
        self._wall: Milliseconds = 0

    def jumped(self, now: Seconds, wall: Milliseconds) -> bool:
        """Whether much more time has passed since the last call than `TICK`, by either clock. To be asked every `TICK`."""
        before, self._now = self._now, now
        wall_before, self._wall = self._wall, wall
        if before is None:
            return False
        passed = max(now - before, (wall - wall_before) / 1000)
        return passed >= TICK + JUMP


class Backoff:
    """How long to wait before the next try to connect. `jitter` draws from 0 to 1."""

    def __init__(self, jitter: Callable[[], float]) -> None:
        self._jitter = jitter
        self._failures = 0
        self._hurried = 0
        self._reachable: bool | None = None

    def wait(self, *, restarting: bool = False) -> Seconds:
        """Return the wait after one more failure, drawn from its whole range: who lost a server together comes back apart."""
        number, self._failures = self._failures, self._failures + 1
        if self._hurried:
            self._hurried -= 1
            return self._jitter() * HURRIED
        if restarting:
            return RESTART + self._jitter() * RESTART
        longest = WAITS[min(number, len(WAITS) - 1)]
        if self._reachable is False and number >= FREE_TRIES:
            longest = max(longest, UNREACHABLE)
        return self._jitter() * longest

    def begin_anew(self) -> None:
        """Take the next failure for a first one: a connection was stable."""
        self._failures = 0

    def hurry(self) -> Seconds:
        """Let the first tries come quickly: this computer woke up, or the network came. Return the wait before the first."""
        self._failures = 0
        self._hurried = HURRIED_TRIES
        return self._jitter() * HURRIED

    def network(self, reachable: bool | None) -> None:  # noqa: FBT001 - None is a third value
        """Note what the system says of the network."""
        self._reachable = reachable
