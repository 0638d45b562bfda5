"""What a client may send of a file next, and confirm of one: anything else is refused, and very small steps are noticed."""

from sync_server.errors import Refusal
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.transfer import BrokenFlowError, Chunk, Outflow

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


def confirm(flow: Outflow, offset: int) -> bool:
    """Note what has arrived of a download; return whether it was worth its while. Raises `Refusal` for more than was sent."""
    try:
        step = flow.confirm(offset)
    except BrokenFlowError as error:
        raise Refusal(ErrorCode.MALFORMED, "nobody can have received what was not sent") from error
    return step >= LEAST_STEP_BYTES or (step > 0 and offset == flow.sent)
