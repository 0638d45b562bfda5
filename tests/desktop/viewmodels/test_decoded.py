"""Pictures are taken out of files that anybody may have made: within bounds, beside the window's thread, and only while wanted."""

import asyncio
import io

import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from desktop.core.changes import ChangeSet
from desktop.core.errors import FileError, FileTrouble
from desktop.viewmodels import decoded
from desktop.viewmodels.background import Background
from desktop.viewmodels.decoded import Pictures, decode, filling
from desktop.viewmodels.files_shown import blurred
from tests.support.screen import until
from tests.support.sent_files import png_that_claims

ROOM = QSize(320, 220)
pytestmark = pytest.mark.qt_log_ignore("qt.gui.imageio", "QImage", "JPEG datastream")


def file_of(size, kind="PNG", colour="red", mode="RGB", **options):
    data = io.BytesIO()
    Image.new(mode, size, colour).save(data, kind, **options)
    return data.getvalue()


class Files:
    """What a client has of files."""

    def __init__(self, **files):
        self.feed = self
        self.files = files
        self.read = []
        self.gate = asyncio.Event()
        self.gate.set()

    def subscribe(self, heard):
        self.tell = heard
        return lambda: None

    def is_here(self, attachment):
        return attachment in self.files

    async def content(self, attachment):
        self.read.append(attachment)
        await self.gate.wait()
        if self.files[attachment] is None:
            raise FileError(FileTrouble.MISSING)
        return self.files[attachment]


@pytest.fixture
async def background():
    unexpected = []
    async with asyncio.TaskGroup() as tasks:
        made = Background(tasks, unexpected.append)
        yield made
        await made.finish()
    assert not unexpected


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP"])
def test_a_picture_is_no_larger_than_fills_its_room(kind):
    image = decode(file_of((1200, 600), kind), ROOM)
    assert (image.width(), image.height()) == (440, 220)
    small = decode(file_of((90, 60), kind), ROOM)
    assert (small.width(), small.height()) == (90, 60)


def test_a_photo_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    image = decode(file_of((1200, 600), "JPEG", exif=exif), ROOM)
    assert (image.width(), image.height()) == (320, 640)


def test_of_what_moves_the_first_image_stands():
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    data = io.BytesIO()
    frames[0].save(data, "GIF", save_all=True, append_images=frames[1:])
    assert decode(data.getvalue(), ROOM).pixelColor(5, 5).red() > 200


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"GIF89a",
        b"BM",
        b"RIFF\0\0\0\0WEBP",
        file_of((300, 200))[:200],
        png_that_claims(100_000, 100_000),
        png_that_claims(11_000, 10_000),
        png_that_claims(0, 5),
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='file:///etc/passwd'/></svg>",
        b"<?xml version='1.0'?><!DOCTYPE svg><svg/>",
        b"MZ" + b"\0" * 400,
        b"#define x_width 9\n#define x_height 9\nstatic char x_bits[] = {0};",
        b"P1 9 9 " + b"1 " * 81,
    ],
)
def test_what_is_no_picture_of_a_known_kind_or_breaks_its_bounds_is_none(data):
    assert decode(data, ROOM) is None


def test_a_small_file_that_would_take_hours_is_not_tried():
    drawn = file_of((4_000, 4_000), "JPEG", "grey", progressive=True)
    assert decode(drawn, ROOM) is not None
    last_scan = drawn[drawn.rindex(b"\xff\xda") : -2]
    bomb = drawn[:-2] + last_scan * 200 + drawn[-2:]
    assert len(bomb) < 256 * 1024
    assert decode(bomb, ROOM) is None


async def test_a_thumbnail_that_unpacks_to_very_much_is_broken(qapp, background):
    bomb = file_of((5_000, 4_000), "PNG", mode="1", colour=1)
    assert len(bomb) < 256 * 1024
    assert decode(bomb, ROOM) is not None
    pictures = Pictures(Files(bomb=bomb), background)
    assert pictures.image("bomb", ROOM) is None
    await until(lambda: pictures.is_broken("bomb"))
    assert await pictures.whole("bomb") is not None
    pictures.close()


def test_scans_are_counted_wherever_they_stand(monkeypatch):
    monkeypatch.setattr(decoded, "_SEARCHED_BYTES", 8)
    for before in range(20):
        assert decoded._scans(bytes(before) + b"\xff\xda" + bytes(9) + b"\xff\xda") == 2


def test_one_line_of_a_hundred_thousand_points_is_made_as_short_as_can_be_painted():
    image = decode(file_of((100_000, 1)), ROOM)
    assert image.width() == decoded.LONGEST_SIDE
    assert filling(QSize(100_000, 40_000), ROOM) == QSize(550, 220)
    assert filling(QSize(1, 100_000), ROOM) == QSize(1, decoded.LONGEST_SIDE)


@pytest.mark.parametrize("blur", ["", "!", "AA==", "BAAA", "/wAA", "AQAAAA==\n", "A" * 255, "é", "AAAAAA=="])
def test_colours_that_are_none_are_none(blur):
    assert blurred(blur, ROOM) is None


async def test_an_image_is_there_once_it_is_decoded_and_is_asked_for_once(qapp, background):
    client = Files(a=file_of((1200, 600)))
    pictures = Pictures(client, background)
    assert pictures.image("a", ROOM) is None
    assert pictures.image("a", ROOM) is None
    assert pictures.image("elsewhere", ROOM) is None
    await until(lambda: pictures.image("a", ROOM), "the image")
    assert client.read == ["a"]


async def test_what_is_broken_is_read_once_and_said_to_be_so(qapp, background):
    client = Files(a=b"\x89PNG\r\n\x1a\nno")
    pictures = Pictures(client, background)
    told = []
    pictures.decoded.connect(told.append)
    pictures.image("a", ROOM)
    await until(lambda: told, "it was told")
    assert pictures.is_broken("a")
    assert pictures.image("a", ROOM) is None
    await asyncio.sleep(0)
    assert client.read == ["a"]


async def test_what_cannot_be_read_is_tried_again_only_after_something_happened_to_it(qapp, background):
    client = Files(a=None)
    pictures = Pictures(client, background)
    pictures.image("a", ROOM)
    await until(lambda: client.read == ["a"])
    await until(lambda: not pictures.is_at_work)
    pictures.image("a", ROOM)
    assert not pictures.is_at_work
    client.files["a"] = file_of((30, 20))
    client.tell(ChangeSet(files=frozenset({"a"})))
    pictures.image("a", ROOM)
    await until(lambda: pictures.image("a", ROOM), "the image")
    assert not pictures.is_broken("a")


async def test_what_nobody_looks_at_any_more_is_not_begun_and_the_last_wish_comes_first(qapp, background):
    client = Files(**{name: file_of((30, 20)) for name in "abcdef"})
    client.gate.clear()
    pictures = Pictures(client, background)
    for name in "ab":
        pictures.image(name, ROOM)
    await until(lambda: len(client.read) == 2)
    for name in "cdef":
        pictures.image(name, ROOM)
    pictures.let_go("c", ROOM)
    pictures.let_go("d", ROOM)
    client.gate.set()
    await until(lambda: not pictures.is_at_work)
    assert sorted(client.read[:2]) == ["a", "b"]
    assert client.read[2:] == ["f", "e"]


async def test_only_so_much_memory_is_kept_and_what_was_looked_at_longest_ago_goes_first(
    qapp, background, monkeypatch
):
    one = QImage(30, 20, QImage.Format.Format_RGB32).sizeInBytes()
    monkeypatch.setattr(decoded, "KEPT_BYTES", 2 * one)
    client = Files(**{name: file_of((30, 20)) for name in "abc"})
    pictures = Pictures(client, background)
    for name in "ab":
        pictures.image(name, ROOM)
        await until(lambda name=name: pictures.image(name, ROOM))
    assert pictures.image("a", ROOM)
    pictures.image("c", ROOM)
    await until(lambda: pictures.image("c", ROOM))
    assert pictures.image("a", ROOM)
    assert pictures.image("b", ROOM) is None


async def test_until_the_one_for_another_room_is_there_the_former_image_stands_for_it(qapp, background):
    client = Files(a=file_of((1200, 600)))
    pictures = Pictures(client, background)
    pictures.image("a", ROOM)
    await until(lambda: pictures.image("a", ROOM))
    larger = QSize(640, 440)
    assert pictures.image("a", larger).width() == 440
    await until(lambda: pictures.image("a", larger).width() == 880, "the larger one")
