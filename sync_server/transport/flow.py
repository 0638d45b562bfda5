"""How far a transfer has come, and what may come next: counting without I/O, for both directions.

Whoever sends keeps at most `transfer.window` on its way unconfirmed; whoever receives takes the bytes in order and nothing else.
"""

from sync_server.errors import Refusal
from sync_server.protocol import limits
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.transfer import Chunk, window

LEAST_STEP_BYTES = 4 * 1024
"""A transfer that goes on in steps smaller than this is asking for much with little; its last step may be any size."""


def out_of_turn() -> Refusal:
    """Return what is said to whoever sends bytes that cannot come next."""
    return Refusal(
        ErrorCode.MALFORMED,
        "chunks come when they are asked for, each where the last one ended, up to the size",
    )


class Inflow:
    """An upload on one connection."""

    __slots__ = ("expected", "size")

    def __init__(self, offset: int, size: int) -> None:
        self.expected = offset
        """Where the next chunk has to begin."""
        self.size = size

    def take(self, chunk: Chunk) -> bool:
        """Count a chunk in; return whether it was worth its while. Raises `Refusal` for one that cannot come next."""
        after = self.expected + len(chunk.data)
        if chunk.offset != self.expected or not chunk.data or after > self.size:
            raise out_of_turn()
        self.expected = after
        return len(chunk.data) >= LEAST_STEP_BYTES or after == self.size


class Outflow:
    """A download on one connection."""

    __slots__ = ("_began", "confirmed", "sent", "size")

    def __init__(self, offset: int, size: int) -> None:
        self._began = offset
        self.size = size
        self.sent = offset
        """Where the next chunk begins."""
        self.confirmed = offset

    @property
    def window(self) -> int:
        """How many bytes may be on their way unconfirmed."""
        return window(self.confirmed - self._began)

    def next_chunk(self) -> int:
        """Return how many bytes may be sent now; 0 if the other side has to confirm some first, or all is sent."""
        # At least two fit: while one is confirmed, the other one is on its way.
        chunk = min(limits.CHUNK_BYTES, self.window // 2, self.size - self.sent)
        return chunk if self.sent + chunk - self.confirmed <= self.window else 0

    def confirm(self, offset: int) -> bool:
        """Note what has arrived; return whether it was worth its while. Raises `Refusal` for more than was sent."""
        if offset > self.sent:
            raise Refusal(ErrorCode.MALFORMED, "nobody can have received what was not sent")
        step = offset - self.confirmed
        self.confirmed = max(self.confirmed, offset)
        return step >= LEAST_STEP_BYTES or (step > 0 and offset == self.sent)
