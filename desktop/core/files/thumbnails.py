"""Small copies of a picture: what is shown until its bytes are there, and what is shown instead of them in a chat.

Pillow is imported where it is used: most starts of the program never need it.
"""

import logging
import math
from base64 import b64encode
from io import BytesIO
from typing import TYPE_CHECKING

from desktop.core.files.formats import exif
from sync_server.protocol.limits import BLUR_CHARACTERS, THUMBNAIL_BYTES

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["HEIGHT", "WIDTH", "blur", "encoded", "small_copy", "upright"]

WIDTH, HEIGHT = 640, 440
"""Twice of what a chat shows at most, for screens with small pixels."""
_CELLS = (BLUR_CHARACTERS // 4 * 3 - 1) // 3
_QUALITIES = (85, 70, 50, 30)
_BACKGROUND = (236, 236, 236, 255)
"""What shows through a blur, light or dark as the window may be."""
_ROWS = 256
_TRANSPARENT = frozenset({"LA", "PA", "La", "RGBa"})
_KEPT = frozenset({"L", "RGB", "RGBA", "CMYK"})

log = logging.getLogger(__name__)


def upright(image: "Image", orientation: int) -> "Image":
    """Return a picture turned as its Exif says."""
    from PIL.Image import Transpose

    turn = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }.get(orientation)
    return image if turn is None else image.transpose(turn)


def small_copy(image: "Image", orientation: int, size: tuple[int, int]) -> "Image":
    """Return a copy that fits a thumbnail: upright, in sRGB, transparent only where something shows through.

    `size` is that of the whole picture, upright: its decoder may have given a smaller one already.
    """
    from PIL.Image import Resampling

    scale = min(1.0, WIDTH / size[0], HEIGHT / size[1])
    fits = (max(1, round(size[0] * scale)), max(1, round(size[1] * scale)))
    lying = fits[::-1] if exif.swaps_sides(orientation) else fits
    reduced, box = _reduced(image, lying)
    small = _in_srgb(reduced.resize(lying, Resampling.LANCZOS, box), image.info.get("icc_profile"))
    small = upright(small, orientation)
    if small.mode == "RGBA" and small.getchannel("A").getextrema() == (255, 255):
        small = small.convert("RGB")
    return small


def blur(small: "Image") -> str:
    """Return a few colours to stand in a picture's place, as `Picture.blur` wants them."""
    from PIL import Image

    columns = min(_CELLS, max(1, round(math.sqrt(_CELLS * small.width / small.height))))
    rows = max(1, _CELLS // columns)
    ground = Image.new("RGBA", small.size, _BACKGROUND)
    ground.alpha_composite(small.convert("RGBA"))
    cells = ground.convert("RGB").resize((columns, rows), Image.Resampling.BOX)
    return b64encode(bytes((columns,)) + cells.tobytes()).decode()


def encoded(small: "Image") -> bytes:
    """Return a small copy as a file that is no larger than a thumbnail may be."""
    if small.mode == "RGBA":
        for picture in (small, small.quantize(), small.reduce(2).quantize()):
            data = _written(picture, "PNG", optimize=True)
            if len(data) <= THUMBNAIL_BYTES:
                return data
        small = small.convert("RGB")
    for quality in _QUALITIES:
        data = _written(small, "JPEG", quality=quality, optimize=True)
        if len(data) <= THUMBNAIL_BYTES:
            return data
    raise ValueError("no thumbnail is small enough")


def _written(image: "Image", name: str, **options: int) -> bytes:
    written = BytesIO()
    image.save(written, name, **options)
    return written.getvalue()


def _reduced(image: "Image", fits: tuple[int, int]) -> tuple["Image", tuple[float, float, float, float]]:
    """Return a plain copy about twice as large as is needed, and how much of it the picture takes.

    Palettes and the like have to be spelt out first. That is done for some rows at a time, not for a second copy of all of it.
    """
    from PIL import Image

    width, height = image.size
    across, down = max(1, width // (2 * fits[0])), max(1, height // (2 * fits[1]))
    rows = down * max(1, _ROWS // down)
    bands = [
        _plain(image.crop((0, top, width, min(top + rows, height)))).reduce((across, down))
        for top in range(0, height, rows)
    ]
    reduced = Image.new(bands[0].mode, (bands[0].width, sum(band.height for band in bands)))
    top = 0
    for band in bands:
        reduced.paste(band, (0, top))
        top += band.height
    return reduced, (0, 0, width / across, height / down)


def _plain(image: "Image") -> "Image":
    """Return a picture in one of four modes: grey, colours, colours with transparency, or ink."""
    if image.mode in _TRANSPARENT or "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode.startswith("I"):  # 16 bits of grey, of which Pillow would cut off what does not fit 8
        return image.point(lambda grey: grey * (1 / 256)).convert("L")
    if image.mode in _KEPT:
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _in_srgb(small: "Image", profile: bytes | None) -> "Image":
    """Return what every screen understands; a profile that cannot be read is none."""
    target = "RGBA" if small.mode == "RGBA" else "RGB"
    if profile:
        from PIL import ImageCms

        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(
                small, source, ImageCms.createProfile("sRGB"), outputMode=target
            )
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            log.info("a colour profile could not be read")
        else:
            if converted is not None:
                return converted
    return small.convert(target)
