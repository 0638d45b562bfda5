"""Who is there: told to everybody, once a second at most, and never stored.

A user is active if they sit at any of their devices, away if they are merely connected, offline if they are not. Connections
flap, on trains and in lifts, so whoever loses their last one is shown as before for a few seconds more. What is kept of a
connected user is two numbers at most; what changed is kept only until it is told.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from itertools import islice
from typing import Literal

from sync_server.protocol.frames import Presence, PresenceState
from sync_server.protocol.nouns import UserId
from sync_server.transport.hub import Hub
from sync_server.transport.pace import Pace

TELL_SECONDS = 1.0
LINGER_SECONDS = 5.0
"""How long somebody without a connection is shown as they were."""
USERS_IN_A_FRAME = 2_000
"""Each is some fifty bytes."""

Here = Literal["active", "away"]


class PresenceBoard:
    """Everybody's state. Works while `run` runs; no timer while nobody comes, goes or changes."""

    def __init__(
        self,
        hub: Hub,
        *,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._hub = hub
        self._monotonic = monotonic
        self._pace = Pace(self._tell, seconds=TELL_SECONDS, monotonic=monotonic, sleep=sleep)
        self._connections: dict[UserId, int] = {}
        self._away: dict[UserId, int] = {}
        """How many of the connections are away, where any is."""
        self._lingering: dict[UserId, tuple[float, PresenceState]] = {}
        """Who has just lost their last connection: until when they are shown, and as what; the first to go first."""
        self._closed: set[UserId] = set()
        self._untold: dict[UserId, PresenceState] = {}
        """Whose state was changed since it was told, and what was told."""

    def connection(self, user: UserId, before: Here | None, after: Here | None) -> None:
        """Note that a connection of a user came (`before` is None), changed, or went (`after` is None)."""
        if before == after:
            return
        shown = self._state_of(user)
        _count(self._connections, user, (after is not None) - (before is not None))
        _count(self._away, user, (after == "away") - (before == "away"))
        if after is not None:
            self._lingering.pop(user, None)
        elif user not in self._connections and shown != "offline":
            self._lingering[user] = (self._monotonic() + LINGER_SECONDS, shown)
            self._pace.due()
        self._note_change(user, shown)

    def close(self, user: UserId) -> None:
        """Show a user whose account was closed as offline, from now on."""
        shown = self._state_of(user)
        self._closed.add(user)
        self._lingering.pop(user, None)
        self._note_change(user, shown)

    def everybody(self) -> Iterator[Presence]:
        """Yield what tells a device that knows nothing who is there: all who are not offline."""
        here = {user: self._state_of(user) for user in (*self._connections, *self._lingering)}
        yield from _frames({user: state for user, state in here.items() if state != "offline"})

    async def run(self) -> None:
        """Tell, until cancelled."""
        await self._pace.run()

    def _state_of(self, user: UserId) -> PresenceState:
        if user in self._closed:
            return "offline"
        connections = self._connections.get(user)
        if connections is not None:
            return "active" if connections > self._away.get(user, 0) else "away"
        lingering = self._lingering.get(user)
        return "offline" if lingering is None else lingering[1]

    def _note_change(self, user: UserId, shown: PresenceState) -> None:
        if self._state_of(user) != shown:
            self._untold.setdefault(user, shown)
            self._pace.due()

    async def _tell(self) -> None:
        self._end_lingering()
        told, self._untold = self._untold, {}
        now = {user: self._state_of(user) for user in told}
        for push in _frames({user: state for user, state in now.items() if state != told[user]}):
            self._hub.tell_everyone(push)
        if self._lingering:
            self._pace.due()

    def _end_lingering(self) -> None:
        now = self._monotonic()
        while self._lingering:
            user, (until, shown) = next(iter(self._lingering.items()))
            if until > now:
                return
            del self._lingering[user]
            self._note_change(user, shown)


def _count(numbers: dict[UserId, int], user: UserId, more: int) -> None:
    if more == 0:
        return
    number = numbers.get(user, 0) + more
    if number:
        numbers[user] = number
    else:
        del numbers[user]


def _frames(states: Mapping[UserId, PresenceState]) -> Iterator[Presence]:
    remaining = iter(states.items())
    while some := dict(islice(remaining, USERS_IN_A_FRAME)):
        yield Presence(users=some)
