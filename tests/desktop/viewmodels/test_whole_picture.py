"""Whole pictures are taken apart within bounds: in steps of half the size, moving ones if they are small, hostile ones not at all."""

from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import QSize

from desktop.viewmodels.whole_picture import opened, take_apart


def encoded(image: Image.Image, kind: str, **options) -> bytes:
    data = BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


def moving(size: tuple[int, int], frames: int, *, delay: int = 120) -> bytes:
    images = [Image.new("RGB", size, (20 * number % 256, 0, 90)) for number in range(frames)]
    return encoded(images[0], "GIF", save_all=True, append_images=images[1:], duration=delay, loop=0)


def test_each_step_has_half_the_size_of_the_one_before(qapp):
    left, right = Image.new("RGB", (3_001, 1_500), "red"), Image.new("RGB", (1_500, 1_500), "blue")
    left.paste(right, (1_500, 0))
    whole = take_apart(encoded(left, "PNG"))
    assert whole is not None
    assert [step.width() for step in whole.steps] == [3_001, 1_500, 750]
    assert whole.size == QSize(3_001, 1_500)
    for step in whole.steps:
        assert step.pixelColor(step.width() // 4, step.height() - 1).red() == 255
        assert step.pixelColor(step.width() * 3 // 4, step.height() - 1).blue() == 255


def test_a_picture_of_more_points_than_anybody_sees_is_made_smaller(qapp):
    data = encoded(Image.new("L", (9_000, 6_000), 200), "JPEG")
    whole = take_apart(data)
    assert whole is not None
    assert whole.size.width() * whole.size.height() <= 33_000_000


def test_a_picture_that_moves_has_all_its_frames_and_their_times(qapp):
    whole = take_apart(moving((64, 48), 5))
    assert whole is not None
    assert [frame.milliseconds for frame in whole.frames] == [120] * 5
    assert whole.frames[0].image != whole.frames[1].image


def test_frames_that_ask_for_no_time_get_some(qapp):
    whole = take_apart(moving((8, 8), 3, delay=0))
    assert whole is not None
    assert all(frame.milliseconds >= 20 for frame in whole.frames)


def test_what_would_take_much_memory_to_move_stands_still(qapp):
    whole = take_apart(moving((1_500, 1_500), 12))
    assert whole is not None
    assert whole.frames == ()


def test_a_picture_that_stands_has_no_frames(qapp):
    whole = take_apart(encoded(Image.new("P", (40, 40)), "GIF"))
    assert whole is not None
    assert whole.frames == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)
def test_what_is_no_picture_is_none(qapp, data):
    assert take_apart(data) is None


def test_a_frame_that_breaks_off_ends_the_moving_and_nothing_else(qapp):
    data = moving((64, 48), 20)
    whole = take_apart(data[: len(data) // 2])
    assert whole is None or whole.steps


async def test_it_is_taken_apart_beside_the_loop(qapp):
    whole = await opened(encoded(Image.new("RGB", (30, 20), "red"), "PNG"))
    assert whole is not None
    assert whole.size == QSize(30, 20)
