"""Icons are drawn in the colour and size that is asked for."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from desktop.ui import icons

FILES = Path(__file__).parents[3] / "resources" / "icons"
NAMES = sorted(file.stem for file in FILES.glob("*.svg"))
LINES = [name for name in NAMES if name != "app"]


def colours(picture):
    image = picture.toImage()
    seen = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return [colour for colour in seen if colour.alpha() > 200]


@pytest.mark.parametrize("name", LINES)
def test_every_icon_shows_something_in_the_colour_asked_for(qapp, name):
    drawn = colours(icons.pixmap(name, 24, "#4656CC", 2))
    assert drawn
    wanted = QColor("#4656CC")
    assert all(abs(colour.red() - wanted.red()) + abs(colour.blue() - wanted.blue()) < 12 for colour in drawn)


@pytest.mark.parametrize(("size", "density", "pixels"), [(16, 1, 16), (16, 1.25, 20), (15, 2, 30)])
def test_a_picture_has_as_many_pixels_as_its_screen_shows(qapp, size, density, pixels):
    picture = icons.pixmap("plus", size, "#000000", density)
    assert (picture.width(), picture.height()) == (pixels, pixels)
    assert picture.deviceIndependentSize().width() == pytest.approx(size, abs=0.5)


def test_every_icon_that_the_program_names_exists():
    asked = re.compile(r'(?:pixmap\(|icon\(|icon=|trailing=|IconButton\(\s*(?:self\._)?theme,)\s*"([a-z-]+)"')
    sources = (Path(__file__).parents[3] / "desktop" / "ui").rglob("*.py")
    named = {name for file in sources for name in asked.findall(file.read_text(encoding="utf-8"))}
    assert {"plus", "lock", "search", "settings", "eye"} <= named
    assert named <= set(NAMES)


def test_an_unknown_name_is_a_bug_and_says_so(qapp):
    with pytest.raises(FileNotFoundError, match="no-such-icon"):
        icons.pixmap("no-such-icon", 16, "#000000", 1)
