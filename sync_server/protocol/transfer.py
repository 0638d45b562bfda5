"""The connection for attachments: its path, its binary frames, and how much may be on its way unconfirmed.

It is a second websocket, so that a file never delays a message. After `welcome` and `resume`, requests and pushes are JSON text,
as everywhere; the bytes of files travel in binary frames, either way: the number of the transfer (the `id` of the request that
began it, `begin_upload` or `fetch`) and the offset of the first byte, both big-endian, and then the bytes.

Whoever receives confirms how far it has come (`confirm`, `confirmed`), and whoever sends keeps no more than a window on its way.
"""

import struct

from msgspec import Struct
from msgspec.json import Decoder

from sync_server.protocol import limits
from sync_server.protocol.frame import RequestId
from sync_server.protocol.pushes import Confirmed, TransferEnded, Welcome
from sync_server.protocol.replies import Error, Fetching, Ok, Resumed, UploadReady
from sync_server.protocol.requests import TransferRequest

PATH = "/attachments"

TransferFrame = Welcome | Resumed | Ok | Error | UploadReady | Fetching | Confirmed | TransferEnded
"""What a server says on this connection, beside binary frames."""

_HEAD = struct.Struct(">IQ")
_requests: Decoder[TransferRequest] = Decoder(TransferRequest)
_frames: Decoder[TransferFrame] = Decoder(TransferFrame)


class Chunk(Struct, frozen=True):
    """Some bytes of a file on their way."""

    transfer: RequestId
    offset: int
    """Of the first byte in the file."""
    data: memoryview


def encode_chunk(transfer: RequestId, offset: int, data: bytes | memoryview) -> bytes:
    """Return a binary frame."""
    return chunk_head(transfer, offset) + data


def chunk_head(transfer: RequestId, offset: int) -> bytes:
    """Return what stands before the bytes of the file in a binary frame, for who would rather not copy them."""
    return _HEAD.pack(transfer, offset)


def decode_chunk(frame: bytes) -> Chunk:
    """Read a binary frame; the bytes are not copied. Raises ValueError for what is none."""
    if not _HEAD.size <= len(frame) <= _HEAD.size + limits.CHUNK_BYTES:
        raise ValueError(f"a binary frame has at most {limits.CHUNK_BYTES} bytes of a file after its head")
    transfer, offset = _HEAD.unpack_from(frame)
    return Chunk(transfer, offset, memoryview(frame)[_HEAD.size :])


def decode_transfer_request(data: str | bytes) -> TransferRequest:
    """Read a client's frame. Raises as `frames.decode_request` does."""
    return _requests.decode(data)


def decode_transfer_frame(data: str | bytes) -> TransferFrame:
    """Read a server's frame. Raises as `frames.decode_request` does."""
    return _frames.decode(data)


def window(began: int, confirmed: int) -> int:
    """Return how many bytes may be on their way unconfirmed, of a transfer that `began` at that offset on this connection.

    Of a file that begins nothing was lost yet, and `FIRST_WINDOW_BYTES` fill a fast line at once; behind a cut it is earned.
    """
    earned = earned_window(confirmed - began)
    return earned if began else max(limits.FIRST_WINDOW_BYTES, earned)


def earned_window(progress: int) -> int:
    """Return how many bytes may be on their way behind a cut, after so many were confirmed on this connection.

    It grows with what has got through: so what is lost with a broken connection, and has to be sent again, is at most a sixteenth
    of what the connection carried, or `LEAST_WINDOW_BYTES`.
    """
    return min(limits.MOST_WINDOW_BYTES, max(limits.LEAST_WINDOW_BYTES, progress // 16))


class BrokenFlowError(ValueError):
    """What the other side says of a transfer makes no sense."""


class Outflow:
    """What is sent of one file on one connection, from where the other side has it: counting without I/O, for both sides."""

    __slots__ = ("_began", "_size", "confirmed", "sent")

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

    @property
    def window(self) -> int:
        """How many bytes may be on their way unconfirmed."""
        return window(self._began, self.confirmed)

    def room(self) -> int:
        """Return how long the next chunk is to be; 0 to wait for a confirmation, or where all is sent."""
        # At least two fit: while one is confirmed, the other one is on its way.
        chunk = min(limits.CHUNK_BYTES, self.window // 2, self._size - self.sent)
        return chunk if self.sent + chunk - self.confirmed <= self.window else 0

    def went(self, length: int) -> None:
        """Note that a chunk is on its way."""
        self.sent += length

    def confirm(self, offset: int) -> int:
        """Take in how far it has come; return how much further than before. Raises BrokenFlowError for more than was sent."""
        if offset > self.sent:
            raise BrokenFlowError("more is confirmed than was sent")
        step = offset - self.confirmed
        self.confirmed = max(self.confirmed, offset)
        return step
