"""GIF: a palette, and then blocks in pieces of at most 255 bytes; each frame is one, and one before it says how long it stays."""

from desktop.core.files.formats.stripped import Stripped

__all__ = ["SIGNATURES", "strip"]

SIGNATURES = (b"GIF87a", b"GIF89a")
_EXTENSION, _FRAME, _END = 0x21, 0x2C, 0x3B
_CONTROL, _APPLICATION = 0xF9, 0xFF
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
"""What applications put there that is needed: how often it is repeated, and its colours."""
_HEAD_BYTES = 13
_FRAME_HEAD_BYTES = 10
_HAS_PALETTE = 0x80
_PALETTE_SIZE = 0x07


def strip(data: bytes) -> Stripped | None:
    """Return a GIF without comments, texts, other programs' blocks and what follows its end."""
    view = memoryview(data)
    try:
        place = _HEAD_BYTES + _palette(data[10])
        parts: list[bytes | memoryview] = [view[:place]]
        frames = 0
        while data[place] != _END:
            kind = data[place]
            if kind == _FRAME:
                end = place + _FRAME_HEAD_BYTES
                end = _behind_pieces(data, end + _palette(data[end - 1]) + 1)
                frames += 1
                needed = True
            elif kind == _EXTENSION:
                end = _behind_pieces(data, place + 2)
                needed = data[place + 1] == _CONTROL or (
                    data[place + 1] == _APPLICATION and bytes(view[place + 3 : place + 14]) in _LOOPS
                )
            else:
                return None
            if needed:
                parts.append(view[place:end])
            place = end
    except IndexError:
        return None
    parts.append(bytes((_END,)))
    width, height = (int.from_bytes(view[at : at + 2], "little") for at in (6, 8))
    return Stripped(b"".join(parts), "GIF", width, height, frames=frames)


def _palette(flags: int) -> int:
    """Return how many bytes the palette takes that flags announce."""
    return 3 << ((flags & _PALETTE_SIZE) + 1) if flags & _HAS_PALETTE else 0


def _behind_pieces(data: bytes, place: int) -> int:
    """Return what follows the pieces of a block; an empty one is the last."""
    while length := data[place]:
        place += length + 1
    return place + 1
