"""Cuts a stream of bytes, as it passes by, into websocket frames. For `tests.support.faults`; it changes nothing.

The handshake passes as it comes. After it, a piece is one whole message (its fragments together) or one control frame. What is
no websocket, or too large to wait for, passes as it comes.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from websockets.utils import apply_mask

Json = dict[str, Any]

LARGEST = 4 * 1024 * 1024
"""Frames beyond that many bytes are not waited for."""
_HEADS = (b"GET ", b"HTTP/1.1 101")
_TEXT, _CONTINUATION, _FIRST_CONTROL = 1, 0, 8


@dataclass(frozen=True)
class Piece:
    """Some bytes on their way."""

    data: bytes
    is_frame: bool = False
    text: bytes | None = None
    """What a text message says, without its mask."""

    def json(self) -> Json | None:
        """Return the object in it; None if it is none."""
        if self.text is None:
            return None
        try:
            value = json.loads(self.text)
        except ValueError:
            return None
        return value if isinstance(value, dict) else None


@dataclass(frozen=True)
class _Frame:
    final: bool
    opcode: int
    data: bytes
    payload: bytes


class FrameSplitter:
    """One direction of one connection."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._head: bytearray | None = bytearray()
        """What has come of the handshake; None after it."""
        self._passing = 0
        """Bytes of a frame too large to wait for that are still to come."""
        self._opaque = False
        """This is no websocket."""
        self._begun: list[_Frame] = []
        """Fragments of a message that is not complete."""

    def feed(self, data: bytes) -> list[Piece]:
        """Take what came; return what may go on."""
        if self._opaque:
            return [Piece(data)]
        pieces: list[Piece] = []
        if self._head is not None:
            passed, data = self._split_head(self._head, data)
            pieces.append(Piece(passed))
        self._buffer += data
        pieces += self._frames()
        return pieces

    def rest(self) -> list[Piece]:
        """Return what is left at the end of the stream: part of a frame."""
        begun = b"".join(frame.data for frame in self._begun)
        return [Piece(begun + bytes(self._buffer))]

    def _split_head(self, head: bytearray, data: bytes) -> tuple[bytes, bytes]:
        """Return what belongs to the handshake, and what comes after it."""
        known = len(head)
        head += data
        if not any(head.startswith(start[: len(head)]) for start in _HEADS):
            self._opaque = True
            return data, b""
        end = head.find(b"\r\n\r\n")
        if end < 0:
            return data, b""
        self._head = None
        cut = end + 4 - known
        return data[:cut], data[cut:]

    def _frames(self) -> Iterator[Piece]:
        while self._buffer:
            if self._passing:
                yield Piece(self._take(min(self._passing, len(self._buffer))))
                continue
            size = _size(self._buffer)
            if size is None:
                return
            header, payload = size
            if header + payload > LARGEST:
                self._passing = header + payload
            elif len(self._buffer) < header + payload:
                return
            else:
                yield from self._message(_read(self._take(header + payload), header))

    def _take(self, count: int) -> bytes:
        data = bytes(self._buffer[:count])
        del self._buffer[:count]
        self._passing = max(0, self._passing - count)
        return data

    def _message(self, frame: _Frame) -> Iterator[Piece]:
        if frame.opcode >= _FIRST_CONTROL:
            yield Piece(frame.data, is_frame=True)
            return
        self._begun.append(frame)
        if not frame.final:
            return
        parts, self._begun = self._begun, []
        data = b"".join(part.data for part in parts)
        text = b"".join(part.payload for part in parts) if parts[0].opcode == _TEXT else None
        yield Piece(data, is_frame=True, text=text)


def _size(buffer: bytearray) -> tuple[int, int] | None:
    """Return how long a frame's header and payload are; None if too little of it has come."""
    if len(buffer) < 2:
        return None
    mask = 4 if buffer[1] & 0x80 else 0
    short = buffer[1] & 0x7F
    extended = {126: 2, 127: 8}.get(short, 0)
    if len(buffer) < 2 + extended:
        return None
    length = short if not extended else int.from_bytes(buffer[2 : 2 + extended], "big")
    return 2 + extended + mask, length


def _read(data: bytes, header: int) -> _Frame:
    payload = data[header:]
    if data[1] & 0x80:
        payload = apply_mask(payload, data[header - 4 : header])
    return _Frame(bool(data[0] & 0x80), data[0] & 0x0F, data, payload)
