"""Emoji are drawn in the middle of their cell, and only those are offered for which a font has a picture."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from desktop.ui.emoji import signs


@pytest.fixture(autouse=True)
def a_font_with_emoji(qapp):
    if not signs.can_show("😀"):
        pytest.skip("no font with emoji is installed here")


@pytest.mark.parametrize("emoji", ["😀", "❤️", "👩‍🚒", "👋🏿", "1️⃣", "🇧🇷", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"])
def test_what_the_font_has_is_known_to_be_there(emoji):
    assert signs.can_show(emoji)


@pytest.mark.parametrize(
    "emoji",
    [
        pytest.param("\U0001fbff0", id="a place where no emoji is"),
        pytest.param("🍎‍🚒", id="two that nobody has joined"),
        pytest.param(
            "😀\U000e0067\U000e007f", id="one with tags that mean nothing, as a flag of tags to most fonts"
        ),
        pytest.param("", id="nothing"),
    ],
)
def test_what_would_fall_into_parts_or_be_a_box_is_known_to_be_missing(emoji):
    assert not signs.can_show(emoji)


@pytest.mark.parametrize("emoji", ["😀", "🎉", "❤️", "👩‍🚒", "💯"])
@pytest.mark.parametrize("density", [1, 1.5, 2])
def test_an_emoji_is_in_the_middle_of_its_cell(theme, emoji, density):
    canvas = QImage(round(36 * density), round(36 * density), QImage.Format.Format_ARGB32_Premultiplied)
    canvas.setDevicePixelRatio(density)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    signs.paint(painter, QRectF(0, 0, 36, 36), emoji, signs.font(theme, 26))
    painter.end()
    left, right, top, bottom = margins(canvas)
    assert min(left, right, top, bottom) > 0
    assert abs(left - right) <= 3 * density
    assert abs(top - bottom) <= 3 * density


def margins(canvas):
    """Return how many pixels are empty at the left, right, top and bottom of what is drawn."""
    wide, high = canvas.width(), canvas.height()
    inked = [(x, y) for x in range(wide) for y in range(high) if canvas.pixelColor(x, y).alpha() > 40]
    columns, rows = [x for x, _ in inked], [y for _, y in inked]
    return min(columns), wide - 1 - max(columns), min(rows), high - 1 - max(rows)


def test_warming_draws_all_that_it_is_given_in_small_steps(theme):
    steps = list(signs.warm(signs.font(theme, 26), ["😀"] * 12))
    assert len(steps) == 3
