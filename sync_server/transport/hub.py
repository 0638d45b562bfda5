"""Live delivery: who is connected, and what each of them is told. A bus between several processes would sit beside it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from sync_server.handlers import Delivery
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import ChatChanges, Push
from sync_server.protocol.nouns import ChatId, DeviceId, UserId
from sync_server.transport.outlet import frame_bytes


class Guest(Protocol):
    """A connected device."""

    @property
    def user(self) -> UserId:
        """Whose device it is."""

    @property
    def device(self) -> DeviceId:
        """Which one."""

    def hear(self, pushes: Sequence[Push], data: bytes) -> None:
        """Take some pushes; `data` is their frames, made once for all who get them."""

    def expel(self, code: ErrorCode, text: str) -> None:
        """Be told to leave, and why."""


class Hub:
    """The signed-in devices, and by user those that listen.

    Everything happens on the event loop, so what is delivered first arrives first.
    """

    def __init__(self) -> None:
        self._present: set[Guest] = set()
        self._listening: dict[UserId, set[Guest]] = {}

    @property
    def present(self) -> frozenset[Guest]:
        """Every signed-in connection."""
        return frozenset(self._present)

    def enter(self, guest: Guest) -> None:
        """Note a device that has signed in."""
        self._present.add(guest)

    def listen(self, guest: Guest) -> None:
        """From now on, the device hears what is for its user."""
        self._listening.setdefault(guest.user, set()).add(guest)

    def leave(self, guest: Guest) -> None:
        """Forget a device; one that never entered does no harm."""
        if guest not in self._present:
            return
        self._present.discard(guest)
        listening = self._listening.get(guest.user, set())
        listening.discard(guest)
        if not listening:
            self._listening.pop(guest.user, None)

    def deliver(self, deliveries: Iterable[Delivery]) -> None:
        """Hand every push to the devices of those it is for.

        Pushes about one chat for the same people, one after the other, go as one: a commit brings many of them. Those about
        different chats may change places.
        """
        runs: dict[ChatId, _Run] = {}
        for delivery in deliveries:
            push = delivery.push
            if not isinstance(push, ChatChanges):
                self._deliver(delivery.to, [push])
                continue
            run = runs.get(push.chat)
            if run is not None and run.to == delivery.to:
                run.pushes.append(push)
                continue
            if run is not None:
                self._deliver(run.to, run.pushes)
            runs[push.chat] = _Run(delivery.to, [push])
        for run in runs.values():
            self._deliver(run.to, run.pushes)

    def tell_everyone(self, push: Push) -> None:
        """Hand a push to every device that listens."""
        data = frame_bytes(push)
        for guests in self._listening.values():
            for guest in guests:
                guest.hear((push,), data)

    def _deliver(self, to: Iterable[UserId], pushes: Sequence[Push]) -> None:
        data = b""
        for user in to:
            for guest in self._listening.get(user, ()):
                data = data or b"".join([frame_bytes(push) for push in pushes])
                guest.hear(pushes, data)


class _Run(NamedTuple):
    """Pushes about one chat that go to the same people."""

    to: frozenset[UserId]
    pushes: list[Push]
