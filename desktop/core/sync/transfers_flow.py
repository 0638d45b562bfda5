"""What comes of a file, and when that is confirmed; whoever sends waits for it (`protocol.transfer.Outflow`). No I/O."""

from sync_server.protocol.transfer import BrokenFlowError, Chunk, earned_window

_CONFIRMATIONS = 4
"""How often a window is confirmed, about: the sender never has to stand still for it. The larger one where a file begins is
confirmed more often, so that a cut seldom makes it begin anew."""


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
        step = earned_window(self._confirmed - self._began) // _CONFIRMATIONS
        if kept - self._confirmed < step and kept != self._size:
            return None
        if kept == self._confirmed:
            return None
        self._confirmed = kept
        return kept
