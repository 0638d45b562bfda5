"""BMP: a head and then plain pixels. It has no room for what tells of its author, so it stays as it is."""

import struct

from desktop.core.files.formats.stripped import Stripped

__all__ = ["SIGNATURE", "strip"]

SIGNATURE = b"BM"
_OLD_HEAD_BYTES = 12
_HEADS = frozenset((_OLD_HEAD_BYTES, 40, 52, 56, 64, 108, 124))


def strip(data: bytes) -> Stripped | None:
    """Return a BMP with its size; rows may stand from the top down, told by a negative height."""
    head = int.from_bytes(data[14:18], "little")
    if head not in _HEADS or len(data) < 14 + head:
        return None
    width, height = struct.unpack_from("<HH" if head == _OLD_HEAD_BYTES else "<ii", data, 18)
    return Stripped(data, "BMP", width, abs(height)) if width > 0 else None
