"""Who sits at one of their devices, in memory only, and what is told the server of this one.

What is known holds for one connection and is forgotten with it. The server names whoever is there before the catch-up ends, so
only then does silence mean that somebody is offline. A device that has just connected counts as active; so only what is different
from that is said, and one word at a time: whatever changes while the answer is on its way is said once, as it is then.
"""

from collections.abc import Mapping

from desktop.core.values import Presence, UserId
from sync_server.protocol.frames import PresenceState, SetPresence

_SHOWN: Mapping[PresenceState, Presence] = {
    "active": Presence.ONLINE,
    "away": Presence.AWAY,
    "offline": Presence.OFFLINE,
}


class Attendance:
    """What one connection has told of people, and heard of the user."""

    def __init__(self) -> None:
        self._active = True
        self.begin()

    def begin(self) -> None:
        """Forget a connection: nothing is known of anybody, and the next one takes the user for active."""
        self._known: dict[UserId, Presence] = {}
        self._said: bool | None = True
        self._is_asked = False

    # Others ---------------------------------------------------------------------------------------------------------

    def told(self, users: Mapping[UserId, PresenceState]) -> frozenset[UserId]:
        """Take in what the server says; return whose presence is another."""
        heard = {user: _SHOWN[state] for user, state in users.items()}
        changed = frozenset(user for user, presence in heard.items() if self.of(user) is not presence)
        self._known.update(heard)
        return changed

    def of(self, user: UserId) -> Presence:
        """Return whether somebody is there; whoever was never named is not."""
        return self._known.get(user, Presence.OFFLINE)

    # The user -------------------------------------------------------------------------------------------------------

    def set_active(self, active: bool) -> None:  # noqa: FBT001 - the value itself
        """Note whether the user sits at this device."""
        self._active = active

    def to_say(self) -> SetPresence | None:
        """Return what the server is to be told now, None for nothing."""
        if self._is_asked or self._said is self._active:
            return None
        self._said, self._is_asked = self._active, True
        return SetPresence(0, "active" if self._active else "away")

    def answered(self, *, again: bool) -> None:
        """Note that the server has answered, perhaps that it has to be told again."""
        self._is_asked = False
        if again:
            self._said = None
