"""WebP: chunks in a RIFF container: the picture alone, or a first one that says what else there is."""

from collections.abc import Iterator

from desktop.core.files.formats import exif
from desktop.core.files.formats.stripped import Stripped

__all__ = ["is_webp", "strip"]

_NEEDED = frozenset((b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ICCP", b"ANIM", b"ANMF"))
_EXIF_FLAG, _XMP_FLAG = 0x08, 0x04
_HEAD_BYTES = 12
_EXTENDED_BYTES = 10
_SIDE = 0x3FFF
_EXIF_PREFIX = b"Exif\x00\x00"


def is_webp(data: bytes) -> bool:
    """Whether a file begins as one."""
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def strip(data: bytes) -> Stripped | None:
    """Return a WebP without Exif, XMP, unknown chunks and what follows its end.

    Few programs heed an orientation in a WebP, so it is told and not kept.
    """
    parts: list[bytes | memoryview] = []
    size: tuple[int, int] | None = None
    turned = exif.UPRIGHT
    frames = 0
    for name, body in _chunks(data):
        if size is None and (size := _measured(name, body)) is None:
            return None
        if name == b"EXIF":
            turned = exif.orientation(body[6:] if bytes(body[:6]) == _EXIF_PREFIX else body)
        elif name == b"VP8X" and body:
            flags = body[0] & ~(_EXIF_FLAG | _XMP_FLAG)
            parts.append(_chunk(name, bytes((flags,)) + body[1:]))
        elif name in _NEEDED:
            frames += name == b"ANMF"
            parts.append(_chunk(name, body))
    if size is None:
        return None
    whole = _chunk(b"RIFF", b"WEBP" + b"".join(parts))
    return Stripped(whole, "WEBP", *size, orientation=turned, frames=max(1, frames))


def _chunks(data: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """Yield name and content of each chunk; of one that is cut off, nothing."""
    end_of_all = min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    view = memoryview(data)[:end_of_all]
    place = _HEAD_BYTES
    while place + 8 <= end_of_all:
        length = int.from_bytes(view[place + 4 : place + 8], "little")
        if place + 8 + length > end_of_all:
            return
        yield bytes(view[place : place + 4]), view[place + 8 : place + 8 + length]
        place += 8 + length + length % 2


def _measured(name: bytes, body: memoryview) -> tuple[int, int] | None:
    """Return width and height as the first chunk says them, which is of one of three kinds."""
    if name == b"VP8X" and len(body) == _EXTENDED_BYTES:
        return int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
    if name == b"VP8 " and bytes(body[3:6]) == b"\x9d\x01\x2a":
        return int.from_bytes(body[6:8], "little") & _SIDE, int.from_bytes(body[8:10], "little") & _SIDE
    if name == b"VP8L" and bytes(body[:1]) == b"\x2f":
        bits = int.from_bytes(body[1:5], "little")
        return (bits & _SIDE) + 1, (bits >> 14 & _SIDE) + 1
    return None


def _chunk(name: bytes, body: bytes | memoryview) -> bytes:
    return name + len(body).to_bytes(4, "little") + body + bytes(len(body) % 2)
