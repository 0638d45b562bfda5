"""How fast a device asks: a little slower than the server allows, so that it is never sent away for asking too much."""

from sync_server.protocol import limits

RATE = limits.REQUESTS_PER_SECOND * 0.8
"""Requests in a second in the long run."""
BURST = limits.REQUESTS_BURST * 0.75
"""Requests at once after a pause."""
FOR_THE_USER = 40.0
"""What background work leaves over, so that what the user does next goes out at once."""


class Pace:
    """A bucket of requests that fills with time. Times are seconds of one monotonic clock."""

    def __init__(self) -> None:
        self._requests = BURST
        self._filled_at: float | None = None

    def has(self, now: float, *, leaving: float = 0.0) -> bool:
        """Whether a request may be made now, and so much be left."""
        return self._filled(now) >= 1.0 + leaving

    def next_at(self, now: float, *, leaving: float = 0.0) -> float:
        """Return when `has` will be true."""
        return now + max(0.0, 1.0 + leaving - self._filled(now)) / RATE

    def take(self, now: float) -> None:
        """Count a request; one that could not wait is owed."""
        self._requests = self._filled(now) - 1.0

    def empty(self, now: float) -> None:
        """Begin from nothing: the server has said that it was too much."""
        self._requests = min(self._filled(now), 0.0)

    def _filled(self, now: float) -> float:
        since = now if self._filled_at is None else self._filled_at
        self._requests = min(BURST, self._requests + max(0.0, now - since) * RATE)
        self._filled_at = max(now, since)
        return self._requests
