"""The places of pictures and files: their room is known before they come, and each says what it is."""

import pytest
from msgspec import structs
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.ui.timeline.layout import Measurer
from desktop.ui.timeline.paint import Look, RowPainter
from desktop.viewmodels.attached import FilePlace, PicturePlace, Whereabouts
from desktop.viewmodels.timeline_entry import Entry, EntryKind

MEGA = 1 << 20
PICTURE = PicturePlace("receipt.png", 1_200, 600, 318 << 10)
FILE = FilePlace("charges.pdf", round(2.4 * MEGA))


def entry(**parts):
    return Entry("key", EntryKind.MESSAGE, "", author_name="Ana", time="14:05", **parts)


def boxes(theme, width=700, **parts):
    row = Measurer(theme).row(entry(**parts), width)
    assert row.height >= row.attached[-1].area.bottom()
    return [box.area for box in row.attached]


def test_a_picture_keeps_its_ratio_within_its_room_and_is_never_enlarged(theme):
    (wide,) = boxes(theme, pictures=(PICTURE,))
    assert (wide.width(), wide.height()) == (320, 160)
    (high,) = boxes(theme, pictures=(structs.replace(PICTURE, width=500, height=1_000),))
    assert (high.width(), high.height()) == (110, 220)
    (small,) = boxes(theme, pictures=(structs.replace(PICTURE, width=90, height=60),))
    assert (small.width(), small.height()) == (90, 60)


@pytest.mark.parametrize(("width", "height"), [(0, 0), (1, 10**9), (10**9, 1), (-5, -5)])
def test_no_measures_that_somebody_claims_break_the_layout(theme, width, height):
    (area,) = boxes(theme, pictures=(structs.replace(PICTURE, width=width, height=height),))
    assert 48 <= area.width() <= 320
    assert 48 <= area.height() <= 220


def test_nothing_moves_when_a_picture_comes(theme):
    coming = Measurer(theme).row(entry(pictures=(PICTURE,)), 700)
    image = QImage(320, 160, QImage.Format.Format_RGB32)
    here = structs.replace(PICTURE, state=Whereabouts.SAVED, image=image)
    there = Measurer(theme).row(entry(pictures=(here,)), 700)
    assert coming.height == there.height
    assert coming.attached[0].area == there.attached[0].area


def test_places_stand_beside_each_other_as_far_as_there_is_room(theme):
    three = boxes(theme, pictures=(PICTURE,) * 4)
    assert [area.top() for area in three[:3]] == [three[0].top()] * 3
    assert three[3].top() == three[0].bottom() + 8
    cards = boxes(theme, files=(FILE,) * 2)
    assert cards[0].top() == cards[1].top()
    narrow = boxes(theme, 400, files=(FILE,) * 2)
    assert narrow[1].top() == narrow[0].bottom() + 8
    (one,) = boxes(theme, files=(FILE,))
    assert (one.width(), one.height()) == (340, 56)


def test_what_is_mirrored_stands_as_far_from_the_other_edge(theme):
    parts = {"pictures": (PICTURE,), "files": (FILE,)}
    left = Measurer(theme).row(entry(**parts), 700)
    right = Measurer(theme, mirrored=True).row(entry(**parts), 700)
    for one, other in zip(left.attached, right.attached, strict=True):
        assert other.area.right() == 700 - one.area.left()


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (Whereabouts.READY, "2.4 MB"),
        (Whereabouts.LOADING, "1.5 of 2.4 MB"),
        (Whereabouts.SAVED, "2.4 MB, saved"),
        (Whereabouts.FAILED, "Download failed, 2.4 MB"),
        (Whereabouts.NOT_HERE, "2.4 MB, not on this computer yet"),
    ],
)
def test_a_file_says_how_far_it_has_come(state, told):
    place = structs.replace(FILE, state=state, done=round(1.5 * MEGA))
    assert place.told == told
    assert f"Ana, 14:05. File charges.pdf, {told}" in entry(files=(place,)).spoken


def test_sizes_are_said_as_people_do():
    assert [FilePlace("a", size).told for size in (0, 900, 86 << 10, 18 * MEGA, 250 * MEGA)] == [
        "0 B", "900 B", "86 KB", "18 MB", "250 MB",
    ]  # fmt: skip
    assert (
        structs.replace(FILE, size=2 * MEGA, state=Whereabouts.LOADING, done=300 << 10).told
        == "300 KB of 2 MB"
    )


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("state", Whereabouts)
def test_every_state_is_painted_within_its_place(theme, state, mirrored):
    measurer = Measurer(theme, mirrored=mirrored)
    files = (structs.replace(FILE, name="n" * 300 + ".pdf", state=state, done=MEGA),)
    row = measurer.row(entry(pictures=(structs.replace(PICTURE, state=state),), files=files), 700)
    picture = QImage(700, row.height, QImage.Format.Format_RGB32)
    picture.fill(QColor("#00ff00"))
    painter = QPainter(picture)
    RowPainter(theme, measurer).paint(painter, picture.rect(), row, Look())
    painter.end()
    areas = [box.area.adjusted(-1, -1, 1, 1) for box in row.attached]
    beside = [
        (x, y)
        for x in range(0, 700, 3)
        for y in range(round(areas[0].top()) - 2, row.height)
        if picture.pixelColor(x, y).name() != "#00ff00" and not any(area.contains(x, y) for area in areas)
    ]
    assert not beside
    assert picture.pixelColor(areas[0].center().toPoint()).name() != "#00ff00"
