"""Who asks too often: requests by device, wrong passwords by name and by address.

Both are plain counters over a monotonic clock that comes in as a number of seconds, and both forget: their memory is bounded
whatever a stranger sends.
"""

from collections import OrderedDict, deque

from sync_server.protocol import limits
from sync_server.protocol.nouns import DeviceId

_DEVICES_KEPT = 20_000
_KEYS_KEPT = 50_000
"""Names and addresses with a recent wrong password. Beyond that the one longest quiet is forgotten."""


class TokenBucket:
    """Lets `burst` requests through at once and `rate` a second in the long run."""

    __slots__ = ("_burst", "_filled_at", "_rate", "_tokens")

    def __init__(self, *, rate: float, burst: int, now: float) -> None:
        self._rate = rate
        self._burst = float(burst)
        self._tokens = float(burst)
        self._filled_at = now

    def take(self, now: float) -> int | None:
        """Let one request through, or return after how many milliseconds the next one may come."""
        self._tokens = min(self._burst, self._tokens + (now - self._filled_at) * self._rate)
        self._filled_at = now
        if self._tokens >= 1:
            self._tokens -= 1
            return None
        return int((1 - self._tokens) / self._rate * 1000) + 1


def request_bucket(now: float) -> TokenBucket:
    """Return a full bucket for one device, or for one connection before it has signed in."""
    return TokenBucket(rate=limits.REQUESTS_PER_SECOND, burst=limits.REQUESTS_BURST, now=now)


class DeviceBuckets:
    """The bucket of every device that was here lately, so that connecting again does not fill it."""

    def __init__(self) -> None:
        self._buckets: OrderedDict[DeviceId, TokenBucket] = OrderedDict()

    def of(self, device: DeviceId, now: float) -> TokenBucket:
        """Return the device's bucket."""
        bucket = self._buckets.pop(device, None) or request_bucket(now)
        self._buckets[device] = bucket
        if len(self._buckets) > _DEVICES_KEPT:
            self._buckets.popitem(last=False)
        return bucket


class SignInAttempts:
    """Wrong passwords within the last minute, by username and by address."""

    def __init__(
        self,
        *,
        most: int = limits.SIGN_IN_ATTEMPTS,
        window: float = limits.SIGN_IN_WINDOW_SECONDS,
        keys_kept: int = _KEYS_KEPT,
    ) -> None:
        self._most = most
        self._window = window
        self._keys_kept = keys_kept
        self._failures: OrderedDict[str, deque[float]] = OrderedDict()

    def wait_ms(self, username: str, address: str, now: float) -> int | None:
        """Return how long this name, from this address, has to wait; None if it may try."""
        waits = [self._wait_of(key, now) for key in _keys(username, address)]
        wait = max(waits)
        return int(wait * 1000) + 1 if wait > 0 else None

    def failed(self, username: str, address: str, now: float) -> None:
        """Count a wrong password."""
        for key in _keys(username, address):
            times = self._failures.pop(key, None) or deque(maxlen=self._most)
            times.append(now)
            self._failures[key] = times
            if len(self._failures) > self._keys_kept:
                self._failures.popitem(last=False)

    def _wait_of(self, key: str, now: float) -> float:
        times = self._failures.get(key)
        if times is None:
            return 0
        while times and times[0] <= now - self._window:
            times.popleft()
        if not times:
            del self._failures[key]
        return times[0] + self._window - now if len(times) >= self._most else 0


def _keys(username: str, address: str) -> tuple[str, str]:
    return f"name {username.casefold()}", f"address {address}"
