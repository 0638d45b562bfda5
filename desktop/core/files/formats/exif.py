"""The one thing of Exif that a picture cannot do without: how it is to be turned."""

import struct

__all__ = ["UPRIGHT", "only_orientation", "orientation", "swaps_sides"]

UPRIGHT = 1
_SWAPPED_FROM = 5
_TURNED_MOST = 8
_ORIENTATION = 0x0112
_SHORT = 3
_MOST_ENTRIES = 1000
_ENTRY_BYTES = 12


def orientation(tiff: bytes | memoryview) -> int:
    """Return how a picture is to be turned, by its Exif from the byte order on; upright where that does not say."""
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(bytes(tiff[:4]))
    if order is None:
        return UPRIGHT
    try:
        (place,) = struct.unpack_from(f"{order}I", tiff, 4)
        (entries,) = struct.unpack_from(f"{order}H", tiff, place)
        for number in range(min(entries, _MOST_ENTRIES)):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, place + 2 + number * _ENTRY_BYTES)
            if tag == _ORIENTATION and kind == _SHORT:
                return value if UPRIGHT <= value <= _TURNED_MOST else UPRIGHT
    except struct.error:
        pass
    return UPRIGHT


def swaps_sides(value: int) -> bool:
    """Whether width and height change places when a picture is turned upright."""
    return value >= _SWAPPED_FROM


def only_orientation(value: int) -> bytes:
    """Return Exif, from the byte order on, that says nothing else."""
    return struct.pack(">4sIHHHIHHI", b"MM\x00*", 8, 1, _ORIENTATION, _SHORT, 1, value, 0, 0)
