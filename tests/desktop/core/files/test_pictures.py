"""A picture loses what tells of its author and nothing else; what is made to do harm ends as a file like any other."""

import base64
import io
import resource
import struct
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageOps, ImageSequence

from desktop.core.files.formats import jpeg
from desktop.core.files.pictures import FRAMES, looks_like_picture, prepare
from sync_server.protocol.limits import BLUR_CHARACTERS, THUMBNAIL_BYTES
from tests.desktop.core.files.photographs import (
    SECRETS,
    chunk,
    gif_of,
    photograph,
    png_of_zeros,
    png_that_claims,
    profile,
    scene,
)
from tests.support.profiles import by_profile

KINDS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def difference(one: Image.Image, other: Image.Image) -> int:
    """The most that any channel of any pixel differs by."""
    spread = ImageChops.difference(one.convert("RGBA"), other.convert("RGBA")).getextrema()
    return max(high for _, high in spread)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_in_a_picture_tells_of_its_author_any_more(kind):
    data = photograph(kind)
    prepared = prepare(data)
    assert kind == "BMP" or any(secret in data for secret in SECRETS)
    assert not any(secret in prepared.data for secret in SECRETS)
    image = opened(prepared.data)
    assert not image.getexif()
    assert not set(image.info) & {"exif", "comment", "Comment", "Author", "xmp", "XML:com.adobe.xmp"}
    assert (prepared.measured.width, prepared.measured.height) == (120, 80)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_no_pixel_of_it_is_changed(kind, mode):
    data = photograph(kind, scene(mode=mode))
    assert difference(opened(prepare(data).data), opened(data)) == 0


@pytest.mark.parametrize(
    "options", [{"progressive": True}, {"subsampling": 0}, {"restart_marker_rows": 1}, {"optimize": True}]
)
def test_every_way_of_writing_a_jpeg_is_understood(options):
    data = photograph("JPEG", **options)
    prepared = prepare(data)
    assert difference(opened(prepared.data), opened(data)) == 0
    assert prepared.measured
    assert not any(secret in prepared.data for secret in SECRETS)


@pytest.mark.parametrize("junk", [bytes(7), b"not a marker", b"\xff\x00\x00", b"\xff\xd8", b"\xff\xff"])
def test_what_stands_between_the_segments_of_a_jpeg_hides_nothing(junk):
    """Every decoder passes it over: it would be sent as it is, and be seen as a picture all the same."""
    data = photograph("JPEG")
    behind_the_first = 4 + int.from_bytes(data[4:6], "big")
    prepared = prepare(data[:behind_the_first] + junk + data[behind_the_first:])
    assert difference(opened(prepared.data), opened(data)) == 0
    assert not any(secret in prepared.data for secret in SECRETS)


def test_a_jpeg_of_markers_alone_is_given_up():
    began = time.process_time()
    assert prepare(b"\xff\xd8\xff\xd8" + b"\xff\xd0" * 2_000_000) is None
    assert time.process_time() - began < 0.2


@pytest.mark.parametrize("bits", [2, 3, 5, 64, 1000])
def test_the_end_of_a_scan_is_found_wherever_the_search_is_interrupted(bits, monkeypatch):
    data = photograph("JPEG", Image.effect_noise((300, 200), 80), progressive=True)
    expected = prepare(data)
    monkeypatch.setattr(jpeg, "_SEARCHED_BYTES", bits)
    assert prepare(data) == expected
    assert expected.measured


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_turned_picture_stays_upright(kind, orientation):
    data = photograph(kind, orientation=orientation, **({"lossless": True} if kind == "WEBP" else {}))
    upright = ImageOps.exif_transpose(opened(data))
    prepared = prepare(data)
    result = opened(prepared.data)
    # What hardly any program turns is turned already; of a JPEG not a pixel is touched, and all programs turn it.
    assert (result.getexif().get(0x0112, 1) == orientation) is (kind == "JPEG" or orientation == 1)
    assert dict(result.getexif().get_ifd(0x8825)) == {}
    assert difference(ImageOps.exif_transpose(result), upright) == 0
    assert (prepared.measured.width, prepared.measured.height) == upright.size


@pytest.mark.parametrize("orientation", [1, 3, 6])
def test_thumbnail_and_blur_stand_upright_too(orientation):
    data = photograph("JPEG", scene(1600, 900), orientation=orientation)
    measured = prepare(data).measured
    upright = ImageOps.exif_transpose(opened(data))
    thumbnail = opened(measured.thumbnail)
    assert thumbnail.size == ((248, 440) if orientation == 6 else (640, 360))
    assert difference(thumbnail, upright.resize(thumbnail.size, Image.Resampling.LANCZOS)) < 40
    cells = blurred(measured.blur)
    assert difference(cells, upright.resize(cells.size, Image.Resampling.BOX)) < 12


def blurred(blur: str) -> Image.Image:
    data = base64.b64decode(blur)
    columns = data[0]
    return Image.frombytes("RGB", (columns, (len(data) - 1) // 3 // columns), data[1:])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_colour_profile_stays_and_its_thumbnail_has_the_colours_it_means(kind):
    image = Image.new("RGB", (1000, 1000), (200, 30, 30))
    prepared = prepare(photograph(kind, image, icc_profile=profile()))
    assert opened(prepared.data).info["icc_profile"] == profile()
    red, green, _ = opened(prepared.measured.thumbnail).convert("RGB").getpixel((5, 5))
    assert green > red  # as a screen shows it


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_all_frames_of_a_moving_picture_stay(kind):
    frames = [Image.new("RGB", (32, 32), (shade, 0, 255 - shade)) for shade in range(0, 250, 50)]
    data = photograph(
        kind,
        frames[0],
        save_all=True,
        append_images=frames[1:],
        duration=70,
        loop=3,
        **({"lossless": True} if kind == "WEBP" else {}),
    )
    prepared = prepare(data)
    result, original = Image.open(io.BytesIO(prepared.data)), Image.open(io.BytesIO(data))
    assert result.n_frames == original.n_frames == 5
    for one, other in zip(ImageSequence.Iterator(result), ImageSequence.Iterator(original), strict=True):
        assert difference(one, other) == 0
        assert one.info["duration"] == other.info["duration"]
    assert result.info["loop"] == original.info["loop"]
    assert prepared.measured
    assert not any(secret in prepared.data for secret in SECRETS)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "P"), ("PNG", "1"), ("PNG", "LA"), ("PNG", "RGBA"), ("PNG", "I;16"), ("GIF", "P"), ("WEBP", "RGBA"), ("BMP", "P"), ("BMP", "1")],
)  # fmt: skip
def test_pictures_of_every_mode_get_a_thumbnail(kind, mode):
    if mode == "I;16":
        image = Image.frombytes("I;16", (1000, 800), struct.pack("<1000H", *range(0, 64000, 64)) * 800)
    else:
        image = scene(1000, 800).convert("L").convert(mode) if mode == "LA" else scene(1000, 800, mode)
    measured = prepare(photograph(kind, image)).measured
    assert (measured.width, measured.height) == (1000, 800)
    thumbnail = opened(measured.thumbnail)
    assert thumbnail.size == (550, 440)
    spread = thumbnail.convert("L").getextrema()
    assert spread[1] - spread[0] > 100  # it is not one colour


def test_what_shows_through_shows_through_in_the_thumbnail():
    image = scene(1000, 800, "RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    thumbnail = opened(prepare(photograph("PNG", image)).measured.thumbnail)
    low, high = thumbnail.getchannel("A").getextrema()
    assert low < 10
    assert high > 245
    image.putalpha(255)
    assert opened(prepare(photograph("PNG", image)).measured.thumbnail).mode == "RGB"


@pytest.mark.parametrize("kind", KINDS)
def test_a_small_picture_is_its_own_thumbnail(kind):
    assert prepare(photograph(kind, scene(640, 440 if kind != "BMP" else 100))).measured.thumbnail is None
    assert prepare(photograph(kind, scene(641, 440))).measured.thumbnail


def test_a_thumbnail_fits_however_busy_the_picture_is():
    noise = Image.effect_noise((1280, 880), 200)
    busy = Image.merge(
        "RGBA", (noise, noise.rotate(90).resize(noise.size), noise.rotate(180), noise.rotate(30))
    )
    for kind, image in (("PNG", busy), ("JPEG", busy.convert("RGB"))):
        thumbnail = prepare(photograph(kind, image)).measured.thumbnail
        assert len(thumbnail) <= THUMBNAIL_BYTES
        assert opened(thumbnail).width >= 320


@pytest.mark.parametrize("size", [(1, 1), (1, 5000), (5000, 1), (3, 2), (10_000, 10), (640, 440)])
def test_a_blur_fits_and_has_the_shape_of_the_picture(size):
    measured = prepare(photograph("PNG", Image.new("RGB", size, "teal"))).measured
    assert (measured.width, measured.height) == size
    assert len(measured.blur) <= BLUR_CHARACTERS
    cells = blurred(measured.blur)
    assert cells.getpixel((0, 0)) == (0, 128, 128)
    assert (cells.width >= cells.height) is (size[0] >= size[1])


def test_a_photograph_that_nobody_here_can_show_tells_nothing_either():
    """AVIF, which Pillow writes, is of the same family as the HEIC of telephones."""
    data = photograph("AVIF")
    assert sum(secret in data for secret in SECRETS) >= 3
    prepared = prepare(data)
    assert prepared.measured is None
    assert len(prepared.data) == len(data)
    assert not any(secret in prepared.data.removesuffix(b"SECRETTAIL") for secret in SECRETS)
    result = opened(prepared.data)
    assert difference(result, opened(data)) == 0
    assert dict(result.getexif()) == {0x0112: 1}
    assert not dict(result.getexif().get_ifd(0x8825))


# What is made to do harm ---------------------------------------------------------------------------------------------


def test_a_picture_that_claims_to_be_giant_is_a_file_at_once():
    for width, height in (
        (50_000, 50_000),
        (100_001, 1),
        (1, 100_001),
        (2**31 - 1, 2**31 - 1),
        (0, 5),
        (5, 0),
    ):
        before = time.monotonic()
        assert prepare(png_that_claims(width, height)).measured is None
        assert time.monotonic() - before < 1


def test_a_real_bomb_is_a_file_and_takes_no_memory():
    bomb = png_of_zeros(50_000, 2_000)
    assert len(bomb) < 200_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert prepare(bomb).measured is None
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000


def test_one_that_decodes_to_more_than_it_claims_is_no_danger():
    head = struct.pack(">IIBBBBB", 10, 10, 8, 0, 0, 0, 0)
    data = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(200_000_000)))
        + chunk(b"IEND", b"")
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    prepare(data)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_texts_that_unpack_to_gigabytes_are_never_unpacked():
    bomb = b"x\0\0" + zlib.compress(bytes(200_000_000), 9)
    data = photograph("PNG")
    place = data.index(b"IDAT") - 4
    for name in (b"zTXt", b"iCCP"):
        prepared = prepare(data[:place] + chunk(name, bomb) + data[place:])
        assert (len(prepared.data) < len(data)) is (name == b"zTXt")


def test_a_moving_picture_of_ten_thousand_frames_is_a_file():
    assert prepare(gif_of(10_000)).measured is None
    assert prepare(gif_of(FRAMES)).measured


def test_a_photograph_whose_index_has_no_end_is_none():
    """Parts of no length take no room in the index: with a few bytes it could keep a reader busy for hours."""
    item = struct.pack(">HHH", 1, 0, 0xFFFF)
    index = struct.pack(">IBBH", 0, 0, 0, 50) + 50 * item
    names = struct.pack(">IH", 0, 0)
    inner = bytes(4) + box(b"iinf", names) + box(b"iloc", index)
    assert prepare(box(b"ftyp", b"heic" + bytes(4)) + box(b"meta", inner)) is None


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + name + body


def test_a_jpeg_of_a_thousand_scans_is_a_file():
    data = photograph("JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    end = data.rindex(b"\xff\xd9")
    assert prepare(data[:end] + data[last:end] * 1000 + b"\xff\xd9") is None


@pytest.mark.parametrize("kind", KINDS)
def test_half_a_picture_is_a_file_and_still_tells_nothing(kind):
    data = photograph(kind, scene(800, 600))
    prepared = prepare(data[: len(data) // 2])
    assert prepared is None or prepared.measured is None
    if kind in {"JPEG", "PNG"}:  # whose places stand in front
        assert prepared
        assert not any(secret in prepared.data for secret in SECRETS)


def test_one_that_is_too_large_to_be_shown_tells_nothing_either():
    data = photograph("PNG", Image.new("1", (9_000, 8_000)))
    prepared = prepare(data)
    assert prepared.measured is None
    assert not any(secret in prepared.data for secret in SECRETS)


@given(
    st.sampled_from((*KINDS, "AVIF")),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8),
    st.floats(0.02, 1),
)
@settings(max_examples=by_profile(quick=150, long=5_000))
def test_nothing_that_is_broken_raises_or_leaves_its_format(kind, changes, part):
    data = bytearray(SAMPLES[kind])
    for where, value in changes:
        data[int(len(data) * where)] = value
    data = bytes(data[: max(1, int(len(data) * part))])
    prepared = prepare(data)
    if prepared is not None:
        assert looks_like_picture(prepared.data)
        assert prepare(prepared.data) is not None


@given(
    st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF....WEBP", b"BM", b""]),
    st.binary(max_size=300),
)
def test_nothing_that_only_begins_like_a_picture_raises(head, rest):
    prepare(head + rest)


SAMPLES = {kind: photograph(kind, scene(60, 40), orientation=6) for kind in (*KINDS, "AVIF")}
