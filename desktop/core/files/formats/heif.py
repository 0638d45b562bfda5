"""HEIF, as telephones take photographs today, and AVIF: boxes in boxes, and an index that says where in the file each item lies.

Nobody here decodes it, so it is sent as a file. But it is a photograph with a place in it like any other. As every item is found
by its distance from the start, nothing can be taken out: what tells of its author is written over where it lies.
"""

from collections.abc import Iterator

from desktop.core.files.formats import exif
from desktop.core.files.formats.stripped import Stripped

__all__ = ["is_heif", "strip"]

_BRANDS = frozenset((b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"))
_NO_EXIF = bytes(4) + exif.only_orientation(exif.UPRIGHT)
"""Behind a length of nothing. How such a picture is turned, it says elsewhere."""
_MOST = 10_000
"""Boxes in a box, or parts of items; real ones have some hundreds. A part may take no room in the index, so that is no bound."""
_FROM_START, _FROM_BOX = 0, 1
_Span = tuple[int, int]
"""Start and end in the file."""


class _BrokenError(Exception):
    """It says of itself what cannot be."""


def is_heif(data: bytes) -> bool:
    """Whether a file begins as one."""
    return data[4:8] == b"ftyp" and data[8:12] in _BRANDS


def strip(data: bytes) -> Stripped | None:
    """Return a picture whose Exif and XMP are written over. It has no size: nobody here can show it."""
    written = bytearray(data)
    try:
        # What follows it may be anything.
        meta = next((span for name, span in _boxes(data, (0, len(data))) if name == b"meta"), None)
        if meta is None:
            return None
        for (start, end), is_exif in _notes(data, dict(_boxes(data, (meta[0] + 4, meta[1])))):
            blank = _NO_EXIF if is_exif and end - start >= len(_NO_EXIF) else b""
            written[start:end] = blank + b" " * (end - start - len(blank))
    except (_BrokenError, IndexError):
        return None
    return Stripped(bytes(written), "HEIF", 0, 0)


def _boxes(data: bytes, within: _Span) -> Iterator[tuple[bytes, _Span]]:
    """Yield name and content of each box that stands in a part of the file."""
    place, end = within
    for _ in range(_MOST):
        if place + 8 > end:
            return
        length = int.from_bytes(data[place : place + 4], "big")
        name = data[place + 4 : place + 8]
        head = 8
        if length == 1:
            length = int.from_bytes(data[place + 8 : place + 16], "big")
            head = 16
        elif length == 0:
            length = end - place
        if length < head or place + length > end:
            raise _BrokenError
        yield name, (place + head, place + length)
        place += length
    raise _BrokenError


def _notes(data: bytes, meta: dict[bytes, _Span]) -> Iterator[tuple[_Span, bool]]:
    """Yield where Exif and XMP lie, and whether it is Exif."""
    if b"iinf" not in meta or b"iloc" not in meta:
        return
    kinds = dict(_kinds(data, meta[b"iinf"]))
    for item, is_from_box, start, length in _places(data, meta[b"iloc"]):
        if item in kinds:
            first = start + (meta.get(b"idat", (0, 0))[0] if is_from_box else 0)
            if first + length > len(data):
                raise _BrokenError
            yield (first, first + length), kinds[item]


def _kinds(data: bytes, within: _Span) -> Iterator[tuple[int, bool]]:
    """Yield the number of each item that is a note, and whether it is Exif."""
    start, end = within
    entries = start + (6 if data[start] == 0 else 8)
    for name, (at, to) in _boxes(data, (entries, end)):
        wide = {2: 2, 3: 4}.get(data[at]) if name == b"infe" and at < to else None
        if wide is None:
            continue
        item = int.from_bytes(data[at + 4 : at + 4 + wide], "big")
        kind = data[at + 6 + wide : at + 10 + wide]
        if kind == b"Exif" or (kind == b"mime" and b"rdf+xml" in data[at:to]):
            yield item, kind == b"Exif"


def _places(data: bytes, within: _Span) -> Iterator[tuple[int, bool, int, int]]:
    """Yield number, whether counted from a box of its own, start and length of each part of an item."""
    read = _Numbers(data, within)
    version, _ = read.one(1), read.one(3)
    sizes, more = read.one(1), read.one(1)
    wide = 4 if version > 1 else 2
    parts = 0
    for _ in range(read.one(wide)):
        item = read.one(wide)
        method = read.one(2) & 15 if version else _FROM_START
        read.one(2)
        base = read.one(more >> 4)
        count = read.one(2)
        parts += count
        if parts > _MOST:
            raise _BrokenError
        for _ in range(count):
            read.one(more & 15 if version else 0)
            start, length = base + read.one(sizes >> 4), read.one(sizes & 15)
            if method in {_FROM_START, _FROM_BOX}:
                yield item, method == _FROM_BOX, start, length


class _Numbers:
    """Reads numbers one after another."""

    def __init__(self, data: bytes, within: _Span) -> None:
        self._data = data
        self._place, self._end = within

    def one(self, size: int) -> int:
        start = self._place
        self._place += size
        if self._place > self._end:
            raise _BrokenError
        return int.from_bytes(self._data[start : self._place], "big")
