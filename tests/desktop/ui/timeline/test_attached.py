"""The places of pictures and files: their room is known before they come, and each says what it is."""

import pytest
from msgspec import structs
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.ui.timeline.layout import Measurer
from desktop.ui.timeline.paint import Look, RowPainter
from desktop.viewmodels.attached import Way, Whereabouts, places_of, states_spoken
from desktop.viewmodels.files_shown import blurred
from desktop.viewmodels.timeline_entry import Action, Entry, EntryKind
from tests.support.sent_files import a_file, a_picture, blur_of, painted

MEGA = 1 << 20
PICTURE = a_picture(1, QSize(1_200, 600), name="receipt.png")
FILE = a_file(2, "charges.pdf", round(2.4 * MEGA))
PROGRAM = a_file(3, "setup.exe", 18 * MEGA)


class So:
    """Everything is as it is said here."""

    def __init__(self, way=Way(), image=None, blur=None):  # noqa: B008 - it is frozen
        self._way, self._image, self._blur = way, image, blur

    def way(self, _place):
        return self._way

    def image(self, _place, _room):
        return self._image

    def blur(self, _place, _room):
        return self._blur


def entry(*attachments):
    pictures, files = places_of(attachments, "chat", "message")
    return Entry(
        "key", EntryKind.MESSAGE, "", author_name="Ana", time="14:05", pictures=pictures, files=files
    )


def boxes(theme, *attachments, width=700):
    row = Measurer(theme).row(entry(*attachments), width)
    assert row.height >= row.attached[-1].area.bottom()
    return [box.area for box in row.attached]


def of_size(width, height):
    return structs.replace(PICTURE, picture=structs.replace(PICTURE.picture, width=width, height=height))


def file_place(attachment=FILE):
    return places_of((attachment,), "chat", "message")[1][0]


def picture(theme, row, measurer):
    image = QImage(700, row.height, QImage.Format.Format_RGB32)
    image.fill(QColor("#00ff00"))
    painter = QPainter(image)
    RowPainter(theme, measurer).paint(painter, image.rect(), row, Look())
    painter.end()
    return image


def test_a_picture_keeps_its_ratio_within_its_room_and_is_never_enlarged(theme):
    (wide,) = boxes(theme, PICTURE)
    assert (wide.width(), wide.height()) == (320, 160)
    (high,) = boxes(theme, of_size(500, 1_000))
    assert (high.width(), high.height()) == (110, 220)
    (small,) = boxes(theme, of_size(90, 60))
    assert (small.width(), small.height()) == (90, 60)


@pytest.mark.parametrize(("width", "height"), [(0, 0), (1, 10**9), (10**9, 1), (-5, -5), (100_000, 1)])
def test_no_measures_that_somebody_claims_break_the_layout(theme, width, height):
    (area,) = boxes(theme, of_size(width, height))
    assert 48 <= area.width() <= 320
    assert 48 <= area.height() <= 220


@pytest.mark.parametrize("state", Whereabouts)
def test_nothing_moves_whatever_becomes_of_a_picture_or_a_file(theme, state):
    coming = Measurer(theme).row(entry(PICTURE, FILE), 700)
    image = QImage(320, 160, QImage.Format.Format_RGB32)
    there = Measurer(theme, files=So(Way(state, MEGA), image)).row(entry(PICTURE, FILE), 700)
    assert coming.height == there.height
    assert [box.area for box in coming.attached] == [box.area for box in there.attached]


def test_places_stand_beside_each_other_as_far_as_there_is_room(theme):
    three = boxes(theme, *[PICTURE] * 4)
    assert [area.top() for area in three[:3]] == [three[0].top()] * 3
    assert three[3].top() == three[0].bottom() + 8
    cards = boxes(theme, FILE, FILE)
    assert cards[0].top() == cards[1].top()
    narrow = boxes(theme, FILE, FILE, width=400)
    assert narrow[1].top() == narrow[0].bottom() + 8
    (one,) = boxes(theme, FILE)
    assert (one.width(), one.height()) == (340, 56)


def test_what_is_mirrored_stands_as_far_from_the_other_edge(theme):
    left = Measurer(theme).row(entry(PICTURE, FILE), 700)
    right = Measurer(theme, mirrored=True).row(entry(PICTURE, FILE), 700)
    for one, other in zip(left.attached, right.attached, strict=True):
        assert other.area.right() == 700 - one.area.left()
    for one, other in zip(left.hits, right.hits, strict=True):
        assert other.area.right() == 700 - one.area.left()


def test_a_place_answers_everywhere_and_its_sign_at_the_edge(theme):
    row = Measurer(theme).row(entry(FILE), 700)
    area = row.attached[0].area
    assert row.hit_at(area.center()).action is Action.PLACE
    assert row.hit_at(area.center()).value == FILE.id
    sign = row.hits[0].area
    assert row.hit_at(sign.center()).action is Action.PLACE_WAY
    assert area.contains(sign)


@pytest.mark.parametrize(
    ("way", "told"),
    [
        (Way(), "2.4 MB"),
        (Way(Whereabouts.WAITING), "2.4 MB, waiting"),
        (Way(Whereabouts.LOADING, round(1.5 * MEGA)), "1.5 of 2.4 MB"),
        (Way(Whereabouts.PAUSED, MEGA), "Paused, 2.4 MB"),
        (Way(Whereabouts.SAVED), "2.4 MB, saved"),
        (Way(Whereabouts.FAILED), "Download failed · 2.4 MB"),
        (Way(Whereabouts.FAILED, is_upload=True), "Sending failed · 2.4 MB"),
        (Way(Whereabouts.FAILED, trouble="disk_full"), "The disk is full · 2.4 MB"),
        (
            Way(Whereabouts.FAILED, is_upload=True, trouble="quota_exceeded"),
            "Your storage is used up · 2.4 MB",
        ),
        (Way(Whereabouts.NOT_HERE), "2.4 MB, not on this computer yet"),
        (Way(Whereabouts.BROKEN), "2.4 MB, damaged"),
    ],
)
def test_a_file_says_how_far_it_has_come(way, told):
    assert file_place().told(way) == told
    assert states_spoken((file_place(),), So(way)).startswith(f"charges.pdf: {told}")
    assert way.reason.rstrip(".") in states_spoken((file_place(),), So(way))


@pytest.mark.parametrize("state", [Whereabouts.READY, Whereabouts.SAVED])
def test_a_program_says_that_it_can_only_be_saved(state):
    assert file_place(PROGRAM).told(Way(state)) == "18 MB, can only be saved"


def test_who_listens_hears_how_many_there_are_and_what_they_are_called():
    assert entry(FILE).spoken == "Ana, 14:05. 1 file, charges.pdf"
    assert entry(PICTURE, FILE, PROGRAM).spoken == (
        "Ana, 14:05. 1 image, receipt.png. 2 files, charges.pdf and setup.exe"
    )


def test_a_name_turns_nothing_round_and_stays_on_one_line():
    name = file_place(a_file(4, "bill\u202efdp.exe\nsecond line\x00")).name
    assert name == "billfdp.exe second line"
    assert file_place(a_file(5, "\u200b\u2800")).name == "File"


def test_sizes_are_said_as_people_do():
    sizes = (0, 900, 86 << 10, 18 * MEGA, 250 * MEGA)
    assert [file_place(a_file(1, "a", size, "application/pdf")).told(Way()) for size in sizes] == [
        f"{told}, can only be saved" for told in ("0 B", "900 B", "86 KB", "18 MB", "250 MB")
    ]
    two = file_place(a_file(1, "a.pdf", 2 * MEGA))
    assert two.told(Way(Whereabouts.LOADING, 300 << 10)) == "300 KB of 2 MB"


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("upload", [False, True])
@pytest.mark.parametrize("state", Whereabouts)
def test_every_state_is_painted_within_its_place(theme, state, mirrored, upload):
    shown = So(Way(state, MEGA, upload), painted(QSize(320, 160), "#aa0000", "#0000aa") if upload else None)
    measurer = Measurer(theme, mirrored=mirrored, files=shown)
    row = measurer.row(entry(PICTURE, structs.replace(FILE, name="n" * 300 + ".pdf")), 700)
    image = picture(theme, row, measurer)
    areas = [box.area.adjusted(-1, -1, 1, 1) for box in row.attached]
    pixels, green = memoryview(image.constBits()).cast("I"), image.pixel(0, 0)
    beside = [
        (x, y)
        for y in range(round(areas[0].top()) - 2, row.height)
        for x in range(0, 700, 3)
        if pixels[y * image.bytesPerLine() // 4 + x] != green
        and not any(area.contains(x, y) for area in areas)
    ]
    assert image.depth() == 32
    assert QColor(green).name() == "#00ff00"
    assert not beside
    assert image.pixelColor(areas[0].center().toPoint()).name() != "#00ff00"


def test_a_picture_is_there_as_blurred_colours_at_once(theme):
    blur = blur_of(painted(QSize(320, 160), "#ff0000", "#0000ff"))
    measurer = Measurer(theme, files=So(blur=blurred(blur, QSize(320, 160))))
    row = measurer.row(entry(PICTURE), 700)
    image = picture(theme, row, measurer)
    area = row.attached[0].area.toRect()
    first = image.pixelColor(area.left() + 12, area.top() + 12)
    last = image.pixelColor(area.right() - 12, area.bottom() - 12)
    assert first.red() > first.blue() + 60
    assert last.blue() > last.red() + 60


def test_a_size_is_read_in_its_own_direction_where_reading_begins_at_the_right(theme):
    def seen(*, mirrored):
        measurer = Measurer(theme, mirrored=mirrored)
        row = measurer.row(entry(PICTURE), 700)
        image = QImage(700, row.height, QImage.Format.Format_RGB32)
        image.fill(QColor("#ffffff"))
        painter = QPainter(image)
        painter.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight
        )
        RowPainter(theme, measurer).paint(painter, image.rect(), row, Look())
        painter.end()
        return image.copy(row.attached[0].area.toRect())

    assert seen(mirrored=True) == seen(mirrored=False)
