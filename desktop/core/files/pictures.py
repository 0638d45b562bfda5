"""Pictures that are attached: what stands in the message before their bytes come, and nothing in them that tells of their author.

The file is taken apart by `formats`, not by Pillow, so that no pixel is compressed anew and no frame is lost. Then Pillow decodes
it, once and within limits: what it cannot decode, or what is too large to be decoded by everybody who gets it, is a file like any
other. For both, the bytes that are sent are those without places and cameras.

All of this blocks, for a second with the largest, and takes the memory of the whole picture: call it in a thread, one at a time.
"""

import logging
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from desktop.core.files import thumbnails
from desktop.core.files.formats import bmp, exif, gif, heif, jpeg, png, webp
from desktop.core.files.formats.stripped import Stripped
from sync_server.protocol.limits import PICTURE_PIXELS, THUMBNAIL_BYTES

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["PIXELS", "Measured", "Prepared", "looks_like_picture", "prepare"]

PIXELS = 64 * 1024 * 1024
"""Most that a picture may have in all: decoded it takes four bytes for each, about a second, and the same of all who get it."""
_WEBP_PIXELS = 24 * 1024 * 1024
"""Of one in WebP, whose decoder takes four times as much memory."""
FRAMES = 2000
_DECODED_BYTES = 2048
"""Of a file, handed to the decoder at a time. Meanwhile no other thread goes on, and a few bytes may unpack to many."""
_TURNED_BY_NOBODY = frozenset({"PNG", "WEBP"})
"""Formats whose orientation hardly any program heeds."""
_QUALITY = 92
"""Of a WebP that has to be compressed anew."""

log = logging.getLogger(__name__)


class Measured(Struct, frozen=True):
    """What is told of a picture."""

    width: int
    height: int
    """Upright."""
    blur: str
    thumbnail: bytes | None
    """None where the picture is small enough to be its own."""


class Prepared(Struct, frozen=True):
    """A picture's file as it is to be sent."""

    data: bytes
    measured: Measured | None
    """None where it is not to be shown as a picture."""


def looks_like_picture(head: bytes) -> bool:
    """Whether it is worth reading a file as a whole for `prepare`, by its first dozen bytes."""
    return _stripper(head) is not None


def prepare(data: bytes) -> Prepared | None:
    """Return a picture ready to be sent; None for what is none, or so broken that it cannot even be taken apart. Never raises."""
    strip = _stripper(data)
    stripped = strip(data) if strip else None
    if stripped is None:
        return None
    if stripped.frames > 1:  # all of them would have to be turned
        stripped = structs.replace(stripped, orientation=exif.UPRIGHT)
    if not _is_bearable(stripped):
        return Prepared(stripped.data, None)
    try:
        return _decoded(stripped)
    except Exception as error:  # noqa: BLE001 - decoders raise whatever comes to their mind; the file is one, if no picture
        log.info("a picture could not be decoded: %s", type(error).__name__)
        return Prepared(stripped.data, None)


def _stripper(head: bytes) -> Callable[[bytes], Stripped | None] | None:
    if head.startswith(jpeg.SIGNATURE):
        return jpeg.strip
    if head.startswith(png.SIGNATURE):
        return png.strip
    if head.startswith(gif.SIGNATURES):
        return gif.strip
    if webp.is_webp(head):
        return webp.strip
    if heif.is_heif(head):
        return heif.strip
    return bmp.strip if head.startswith(bmp.SIGNATURE) else None


def _is_bearable(picture: Stripped) -> bool:
    """Whether everybody who gets it can be expected to decode it."""
    width, height = picture.width, picture.height
    return (
        0 < width <= PICTURE_PIXELS
        and 0 < height <= PICTURE_PIXELS
        and width * height <= (_WEBP_PIXELS if picture.format == "WEBP" else PIXELS)
        and 0 < picture.frames <= FRAMES
    )


def _decoded(picture: Stripped) -> Prepared:
    from PIL import Image

    width, height = picture.width, picture.height
    if exif.swaps_sides(picture.orientation):
        width, height = height, width
    data = picture.data
    with Image.open(BytesIO(data), formats=[picture.format]) as image:
        if image.size != (picture.width, picture.height):
            raise ValueError("the decoder sees another picture")
        image.decodermaxblock = _DECODED_BYTES
        image.draft("RGB", (2 * thumbnails.WIDTH, 2 * thumbnails.WIDTH))  # of a JPEG less is decoded then
        image.load()
        if picture.format in _TURNED_BY_NOBODY and picture.orientation != exif.UPRIGHT:
            data = _encoded_upright(image, picture)
        small = thumbnails.small_copy(image, picture.orientation, (width, height))
    is_its_own = small.size == (width, height) and len(data) <= THUMBNAIL_BYTES
    thumbnail = None if is_its_own else thumbnails.encoded(small)
    return Prepared(data, Measured(width, height, thumbnails.blur(small), thumbnail))


def _encoded_upright(image: "Image", picture: Stripped) -> bytes:
    """Return a file with its pixels turned, for there is no way to say it that all programs understand."""
    lossless = picture.format == "PNG" or b"VP8L" in picture.data[:64]
    written = BytesIO()
    thumbnails.upright(image, picture.orientation).save(
        written,
        picture.format,
        icc_profile=image.info.get("icc_profile"),
        lossless=lossless,
        quality=_QUALITY,
    )
    return written.getvalue()
