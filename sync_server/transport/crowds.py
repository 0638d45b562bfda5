"""How many connections for attachments each device has, and each user: one is enough, but one that was cut is noticed late.

When there are too many, the oldest is sent away: it is the one that is most likely to be dead. Each may hold a part of several
files in memory, and whoever knows a password can make any number of devices: so it is not enough to count by device.
"""

from collections.abc import Hashable
from typing import Protocol

from sync_server.protocol.codes import CloseCode
from sync_server.protocol.nouns import DeviceId, UserId

MOST = 4
"""Connections for attachments of one device at the same time."""
MOST_OF_A_USER = 16
"""The same of all devices of one user."""


class Visitor(Protocol):
    """A connection of a device that has said who it is."""

    @property
    def user(self) -> UserId:
        """Whose device it is."""

    @property
    def device(self) -> DeviceId:
        """Which device it is."""

    def end(self, code: CloseCode, reason: str) -> None:
        """Close the connection."""


class Crowds:
    """Which connections each device has, and each user, the oldest first."""

    def __init__(self) -> None:
        self._of_device = _Crowd(MOST, "this device has too many connections for attachments")
        self._of_user = _Crowd(MOST_OF_A_USER, "this user has too many connections for attachments")

    def enter(self, visitor: Visitor) -> None:
        """Note a connection; send the oldest one of its device, or of its user, away if there are too many."""
        self._of_user.add(visitor.user, visitor)
        self._of_device.add(visitor.device, visitor)
        self._of_device.thin_out(visitor.device)
        self._of_user.thin_out(visitor.user)

    def leave(self, visitor: Visitor) -> None:
        """Forget a connection; one that has left already does no harm."""
        self._of_user.drop(visitor.user, visitor)
        self._of_device.drop(visitor.device, visitor)


class _Crowd:
    """Connections by what they have in common."""

    def __init__(self, most: int, reason: str) -> None:
        self._most = most
        self._reason = reason
        self._visitors: dict[Hashable, list[Visitor]] = {}

    def add(self, whose: Hashable, visitor: Visitor) -> None:
        self._visitors.setdefault(whose, []).append(visitor)

    def thin_out(self, whose: Hashable) -> None:
        crowd = self._visitors.get(whose, [])
        if len(crowd) > self._most:
            # It leaves while it ends.
            crowd[0].end(CloseCode.POLICY, self._reason)

    def drop(self, whose: Hashable, visitor: Visitor) -> None:
        crowd = self._visitors.get(whose, [])
        if visitor in crowd:
            crowd.remove(visitor)
        if not crowd:
            self._visitors.pop(whose, None)
