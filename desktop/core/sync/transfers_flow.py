"""How many bytes of a file may be on their way: whoever receives confirms, whoever sends waits for that. Decided without I/O.

What is on its way when a line breaks comes again, so it is kept small beside what has got through (`protocol.transfer.window`).
That also bounds what a file can delay, and what is in memory of it.
"""

from sync_server.protocol import limits
from sync_server.protocol.transfer import Chunk, window

_CONFIRMATIONS = 4
"""How often a window is confirmed, about: the sender never has to stand still for it."""


class BrokenFlowError(Exception):
    """What the other side says of a transfer makes no sense."""


class Outflow:
    """What is sent of one file on one connection, from where the other side has it."""

    def __init__(self, offset: int, size: int) -> None:
        if not 0 <= offset <= size:
            raise BrokenFlowError("more is there than there can be")
        self._began = offset
        self._size = size
        self.sent = offset
        """Where the next chunk begins."""
        self.confirmed = offset

    @property
    def is_sent(self) -> bool:
        """Whether the last byte is on its way."""
        return self.sent == self._size

    def room(self) -> int:
        """Return how long the next chunk is to be; 0 to wait for a confirmation."""
        allowed = window(self.confirmed - self._began)
        chunk = min(limits.CHUNK_BYTES, allowed // 2, self._size - self.sent)
        return chunk if self.sent + chunk - self.confirmed <= allowed else 0

    def went(self, length: int) -> None:
        """Note that a chunk is on its way."""
        self.sent += length

    def confirm(self, offset: int) -> None:
        """Take in how far it has come. Raises BrokenFlowError."""
        if offset > self.sent:
            raise BrokenFlowError("more is confirmed than was sent")
        self.confirmed = max(self.confirmed, offset)


class Inflow:
    """What comes of one file on one connection, behind what is here already."""

    def __init__(self, offset: int, size: int) -> None:
        if offset > size:
            raise BrokenFlowError("more is here than there can be")
        self._began = offset
        self._size = size
        self._confirmed = offset
        self.received = offset

    @property
    def is_whole(self) -> bool:
        """Whether the last byte has come."""
        return self.received == self._size

    def take(self, chunk: Chunk) -> None:
        """Take in a chunk. Raises BrokenFlowError for one that does not follow."""
        end = chunk.offset + len(chunk.data)
        if chunk.offset != self.received or end > self._size:
            raise BrokenFlowError("a chunk does not follow the one before")
        self.received = end

    def to_confirm(self, kept: int) -> int | None:
        """Return what to confirm now that so many bytes are kept for good, None for nothing yet."""
        step = window(self._confirmed - self._began) // _CONFIRMATIONS
        if kept - self._confirmed < step and kept != self._size:
            return None
        if kept == self._confirmed:
            return None
        self._confirmed = kept
        return kept
