"""Pictures as they come: photographs with places in them, and files that somebody made to do harm."""

import io
import struct
import zlib
from functools import cache

from PIL import Image, ImageCms, PngImagePlugin

PLACE = (48.0, 51.0, 29.6)
SECRETS = (b"SECRETCAM", b"SECRETNOTE", b"SECRETPLACE", b"SECRETTAIL", b"SECRETXMP")
"""What must be nowhere in what is sent."""
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SECRETXMP</x:xmpmeta>"


def scene(width: int = 120, height: int = 80, mode: str = "RGB") -> Image.Image:
    """A picture that is nowhere alike, so that a turned or shifted one is another."""
    red = Image.linear_gradient("L").resize((width, height))
    green = Image.linear_gradient("L").rotate(90).resize((width, height))
    blue = Image.radial_gradient("L").resize((width, height))
    return Image.merge("RGB", (red, green, blue)).convert(mode)


def told_everything(orientation: int = 1) -> Image.Exif:
    """Exif with a camera, a place and an orientation."""
    exif = Image.Exif()
    exif[0x010F] = "SECRETCAM"
    exif[0x010E] = "SECRETNOTE"
    if orientation != 1:
        exif[0x0112] = orientation
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", PLACE, "E", (2.0, 17.0, 40.2)
    place[29] = "SECRETPLACE"
    return exif


def photograph(
    kind: str, image: Image.Image | None = None, *, orientation: int = 1, **options: object
) -> bytes:
    """A file with all that its format can tell of its author, and something hung on at its end."""
    image = image or scene()
    exif = told_everything(orientation)
    written = io.BytesIO()
    if kind == "JPEG":
        image.save(written, kind, exif=exif, comment=b"SECRETNOTE", xmp=XMP, **{"quality": 90, **options})
    elif kind == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Comment", "SECRETNOTE")
        notes.add_text("Author", "SECRETNOTE", zip=True)
        notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
        image.save(written, kind, exif=exif, pnginfo=notes, **options)
    elif kind in {"WEBP", "AVIF"}:
        image.save(written, kind, exif=exif, xmp=XMP, **{"quality": 90, **options})
    elif kind == "GIF":
        image.save(written, kind, comment=b"SECRETNOTE", **options)
    else:
        image.save(written, kind, **options)
    return written.getvalue() + (b"SECRETTAIL" if kind != "BMP" else b"")


@cache  # the time of its making stands in it
def profile() -> bytes:
    """A colour profile that is not sRGB: its red and green have changed places."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = data.find(b"rXYZ"), data.find(b"gXYZ")
    data[red : red + 4], data[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(data)


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_of_zeros(width: int, height: int, *, bits: int = 8, color: int = 0) -> bytes:
    """A PNG that is nothing but zeros, and so a thousandth of what it is unpacked."""
    channels = {0: 1, 2: 3, 6: 4}[color]
    row = bytes(1 + width * channels * bits // 8)
    packer = zlib.compressobj(9)
    packed = bytearray()
    for _ in range(height):
        packed += packer.compress(row)
    packed += packer.flush()
    head = struct.pack(">IIBBBBB", width, height, bits, color, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", bytes(packed)) + chunk(b"IEND", b"")


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG of one pixel whose head says something else."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


def gif_of(frames: int, width: int = 2, height: int = 2) -> bytes:
    """A GIF with as many frames as wanted."""
    one = io.BytesIO()
    Image.new("P", (width, height)).save(one, "GIF")
    data = one.getvalue()
    start = data.index(b"\x2c", 13 + 3 * 2 ** ((data[10] & 7) + 1))
    return data[:start] + data[start:-1] * frames + b"\x3b"
