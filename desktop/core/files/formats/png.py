"""PNG: chunks with a length, a name and a checksum each; an animated one has chunks of its own kinds."""

from collections.abc import Iterator

from desktop.core.files.formats import exif
from desktop.core.files.formats.stripped import Stripped

__all__ = ["SIGNATURE", "strip"]

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_NEEDED = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs cICP mDCV cLLI acTL fcTL fdAT".split()
)
_HEADER_BYTES = 13
_MOST_CHUNKS = 200_000
"""A real picture of the largest size has a tenth of that; more only cost time."""


def strip(data: bytes) -> Stripped | None:
    """Return a PNG without Exif, texts, times and whatever else is not needed to show it, and without what follows its end.

    Few programs heed an orientation in a PNG, so it is told and not kept.
    """
    parts: list[bytes | memoryview] = [SIGNATURE]
    size: tuple[int, int] | None = None
    turned = exif.UPRIGHT
    frames = 1
    for number, (name, body, chunk) in enumerate(_chunks(data)):
        if number > _MOST_CHUNKS or (number == 0 and (name != b"IHDR" or len(body) != _HEADER_BYTES)):
            return None
        if name == b"IHDR":
            size = (int.from_bytes(body[:4], "big"), int.from_bytes(body[4:8], "big"))
        elif name == b"acTL":
            frames = int.from_bytes(body[:4], "big")
        elif name == b"eXIf":
            turned = exif.orientation(body)
        if name in _NEEDED:
            parts.append(chunk)
    return Stripped(b"".join(parts), "PNG", *size, orientation=turned, frames=frames) if size else None


def _chunks(data: bytes) -> Iterator[tuple[bytes, memoryview, memoryview]]:
    """Yield name, content and the whole of each chunk up to the last; of one that is cut off, nothing."""
    view = memoryview(data)
    place = len(SIGNATURE)
    while place + 12 <= len(data):
        end = place + 12 + int.from_bytes(view[place : place + 4], "big")
        if end > len(data):
            return
        name = bytes(view[place + 4 : place + 8])
        yield name, view[place + 8 : end - 4], view[place:end]
        if name == b"IEND":
            return
        place = end
