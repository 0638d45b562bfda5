"""JPEG: segments behind markers, and behind the head of each scan its compressed picture."""

import re
from collections.abc import Iterator

from desktop.core.files.formats import exif
from desktop.core.files.formats.stripped import Stripped

__all__ = ["SIGNATURE", "strip"]

SIGNATURE = b"\xff\xd8\xff"
_START = b"\xff\xd8"
_MARK = 0xFF
_END = 0xD9
_SCAN = 0xDA
_JFIF, _APP1, _APP2, _ADOBE = 0xE0, 0xE1, 0xE2, 0xEE
_ALONE = frozenset({0x00, 0x01, *range(0xD0, 0xD9)})
"""Without a length; zero is no marker at all."""
_MOST_ALONE = 10_000
"""Between segments: a file of nothing else would take a while."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_NEEDED = frozenset({*range(0xC0, 0xD0), *range(0xDA, 0xE0)})
"""Frames, scans, and the tables of both."""
_NEXT_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]", re.DOTALL)
"""Within a scan a mark stands for itself where 0 follows, and restarts belong to it."""
_SEARCHED_BYTES = 32 * 1024
_MOST_SCANS = 100
"""Of a progressive picture: each goes over all of it again, and a file of many short ones would take hours."""
_EXIF = b"Exif\x00\x00"
_FRAME_BYTES = 6
_FIXED_BYTES = 12
"""Of what JFIF and Adobe say, before a thumbnail may follow."""

Bytes = bytes | memoryview
_Segment = tuple[int, memoryview, memoryview]
"""Marker, what its length counts, and the compressed bytes that follow a scan's head."""


class _BrokenError(Exception):
    """This is no JPEG, or one that nobody should try to read."""


class _Picture:
    """What was kept so far."""

    def __init__(self) -> None:
        self.parts: list[Bytes] = []
        self.size: tuple[int, int] | None = None
        self.orientation = exif.UPRIGHT
        self._jfif: Bytes = b""
        self._scans = 0

    def take(self, marker: int, body: memoryview, scan: memoryview) -> None:
        """Keep a segment that is needed; note what the others say."""
        if marker in _FRAMES:
            self._measure(body)
        if marker == _SCAN:
            self._scans += 1
            if self._scans > _MOST_SCANS:
                raise _BrokenError
        if marker in _NEEDED or (marker == _APP2 and _says(body, b"ICC_PROFILE\x00")):
            self.parts += (_segment(marker, body), scan)
        elif marker == _JFIF and _says(body, b"JFIF\x00") and not self._jfif:
            self._jfif = _segment(marker, bytes(body[:_FIXED_BYTES]) + bytes(2))
        elif marker == _ADOBE and _says(body, b"Adobe"):
            self.parts.append(_segment(marker, body[:_FIXED_BYTES]))
        elif marker == _APP1 and _says(body, _EXIF) and self.orientation == exif.UPRIGHT:
            self.orientation = exif.orientation(body[6:])

    def put_together(self) -> bytes:
        """Return the file."""
        head: list[Bytes] = [_START, self._jfif]
        if self.orientation != exif.UPRIGHT:
            head.append(_segment(_APP1, _EXIF + exif.only_orientation(self.orientation)))
        return b"".join((*head, *self.parts))

    def _measure(self, body: memoryview) -> None:
        if self.size is not None or len(body) < _FRAME_BYTES:
            raise _BrokenError
        self.size = (int.from_bytes(body[3:5], "big"), int.from_bytes(body[1:3], "big"))


def strip(data: bytes) -> Stripped | None:
    """Return a JPEG without Exif but for its orientation, other programs' segments, comments, and what follows its end."""
    picture = _Picture()
    try:
        for marker, body, scan in _segments(data):
            if marker == _END:
                picture.parts.append(b"\xff\xd9")
            else:
                picture.take(marker, body, scan)
    except (_BrokenError, IndexError):
        return None
    if picture.size is None:
        return None
    return Stripped(picture.put_together(), "JPEG", *picture.size, orientation=picture.orientation)


def _segments(data: bytes) -> Iterator[_Segment]:
    """Yield what stands in a file up to its end; one that is cut off ends within a scan."""
    view = memoryview(data)
    nothing = view[:0]
    place = len(_START)
    alone = 0
    while place < len(data):
        # What stands between two segments every decoder passes over, and so would show the picture with all that it tells.
        place = data.find(_MARK, place)
        if place < 0:
            return
        while data[place] == _MARK:
            place += 1
        marker = data[place]
        place += 1
        if marker == _END:
            yield marker, nothing, nothing
            return
        if marker in _ALONE:
            alone += 1
            if alone > _MOST_ALONE:
                raise _BrokenError
            continue
        end = place + int.from_bytes(view[place : place + 2], "big")
        if end < place + 2 or end > len(data):
            raise _BrokenError
        body = view[place + 2 : end]
        place = end
        if marker == _SCAN:
            place = _end_of_scan(data, end)
        yield marker, body, view[end:place]


def _end_of_scan(data: bytes, place: int) -> int:
    """Return where the next marker stands. It is searched for bit by bit: other threads wait for a search to end."""
    while place < len(data):
        if found := _NEXT_MARKER.search(data, place, place + _SEARCHED_BYTES):
            return found.start()
        place += _SEARCHED_BYTES - 1  # a mark at its end may be that of a marker
    return len(data)


def _says(body: memoryview, name: bytes) -> bool:
    return bytes(body[: len(name)]) == name


def _segment(marker: int, body: Bytes) -> bytes:
    return bytes((_MARK, marker)) + (len(body) + 2).to_bytes(2, "big") + body
