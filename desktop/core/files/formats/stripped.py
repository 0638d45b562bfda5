"""What is left of a picture's file, and what its container says of it."""

from msgspec import Struct

__all__ = ["Stripped"]


class Stripped(Struct, frozen=True):
    """A picture's file without anything that tells of its author."""

    data: bytes
    format: str
    """As Pillow calls it."""
    width: int
    height: int
    """As they are stored: not turned upright yet."""
    orientation: int = 1
    """As Exif counts: how it is to be turned to be upright."""
    frames: int = 1
