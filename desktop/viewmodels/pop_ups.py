"""How often notices pop up: what stands and did so just now is only replaced, and many chats at once do not come one by one."""

from collections.abc import Container

from desktop.core.values import Milliseconds
from desktop.viewmodels.background import Clock

BETWEEN_LOUD_MS = 5_000
"""Of one chat no notice pops up more often; what comes in between is added to the one that stands."""
MOST_LATELY = 6
"""Within that time so many chats pop up one by one; what follows, as where a program writes everywhere, is summed up."""


class PopUps:
    """When each notice popped up."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._at: dict[str, Milliseconds] = {}

    def room_for(self, chats: Container[str]) -> int:
        """Return how many chats of some may pop up one by one now."""
        self._forget()
        return MOST_LATELY - sum(key not in chats for key in self._at)

    def take(self, key: str, *, stands: bool) -> bool:
        """Tell whether a notice may pop up, which then counts as done."""
        self._forget()
        if stands and key in self._at:
            return False
        self._at[key] = self._clock()
        return True

    def take_back(self, key: str) -> None:
        """Let a notice not have popped up, as something came in between."""
        self._at.pop(key, None)

    def _forget(self) -> None:
        now = self._clock()
        self._at = {key: at for key, at in self._at.items() if 0 <= now - at < BETWEEN_LOUD_MS}
