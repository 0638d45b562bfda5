"""How many connections for attachments each device has: one is enough, but one that was cut is noticed late by the server.

When there are too many, the oldest is sent away: it is the one that is most likely to be dead.
"""

from typing import Protocol

from sync_server.protocol.codes import CloseCode
from sync_server.protocol.nouns import DeviceId

MOST = 4
"""Connections for attachments of one device at the same time."""


class Visitor(Protocol):
    """A connection of a device that has said who it is."""

    @property
    def device(self) -> DeviceId:
        """Which device it is."""

    def end(self, code: CloseCode, reason: str) -> None:
        """Close the connection."""


class Crowds:
    """Which connections each device has, the oldest first."""

    def __init__(self) -> None:
        self._visitors: dict[DeviceId, list[Visitor]] = {}

    def enter(self, visitor: Visitor) -> None:
        """Note a connection; send the oldest one of its device away if there are too many."""
        crowd = self._visitors.setdefault(visitor.device, [])
        crowd.append(visitor)
        if len(crowd) > MOST:
            crowd[0].end(CloseCode.POLICY, "this device has too many connections for attachments")

    def leave(self, visitor: Visitor) -> None:
        """Forget a connection; one that has left already does no harm."""
        crowd = self._visitors.get(visitor.device, [])
        if visitor in crowd:
            crowd.remove(visitor)
        if not crowd:
            self._visitors.pop(visitor.device, None)
