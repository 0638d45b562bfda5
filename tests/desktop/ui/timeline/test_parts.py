"""What a message's row is made of besides its text is painted as its words want it."""

import itertools
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

from desktop.ui.timeline.parts import Parts
from desktop.viewmodels.timeline_entry import Action, Entry, EntryKind, QuoteLine
from tests.gallery.team import ANA


def painted(theme, text, name="Ana Ribeiro", *, mirrored=False):
    """Return a picture of a quote."""
    parts = Parts(theme, 16)
    box = replace(parts.quote(QuoteLine(text, ANA.id, name, 1), 0, 0, 300), at_right=mirrored)
    picture = QImage(300, 50, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as a widget's painter has it
    parts.paint_quote(painter, QPointF(0, 0), box, hovered=False)
    painter.end()
    return picture


def test_a_right_to_left_quote_ends_on_the_left(theme):
    mark = "\u200f"
    assert painted(theme, "שלום לכולם.") == painted(theme, f"{mark}שלום לכולם.{mark}")
    assert painted(theme, "שלום לכולם.") != painted(theme, ".שלום לכולם")


@pytest.mark.parametrize("name", ["Ana", "אנה"])
@pytest.mark.parametrize("mirrored", [False, True], ids=["ltr", "rtl"])
def test_who_is_quoted_stands_where_the_quote_begins(theme, name, mirrored):
    picture = painted(theme, "A text that is much longer than the name", name, mirrored=mirrored)
    background = theme.tokens.bg_subtle.lower()
    width = next(x for x in range(299, 0, -1) if picture.pixelColor(x, 12).name() != "#ffffff") + 1
    ink = [
        x
        for x in range(6, width - 6)
        if any(picture.pixelColor(x, y).name() != background for y in range(8, 20))
    ]
    assert (min(ink) > width / 2) if mirrored else (max(ink) < width / 2)


async def test_nothing_that_stood_there_shines_through_at_a_fractional_scale(theme, view):
    view.resize(701, 503)
    picture = QPixmap(877, 629)  # 876.25 x 628.75
    picture.setDevicePixelRatio(1.25)
    picture.fill(Qt.GlobalColor.magenta)
    view.viewport().render(picture)
    image = picture.toImage()
    colours = {image.pixelColor(x, 628).name() for x in range(877)}
    colours |= {image.pixelColor(876, y).name() for y in range(629)}
    assert colours <= {theme.tokens.bg_base.lower(), "#ff00ff"}, "all of a pixel is painted, or nothing"


@pytest.mark.parametrize("room", [640, 300, 170])
def test_what_is_offered_beside_a_note_stays_in_its_room_on_as_many_lines_as_that_takes(theme, room):
    offered = (Action.RETRY, Action.REMOVE_FILES, Action.SEND_TEXT, Action.DELETE)
    entry = Entry("1", EntryKind.MESSAGE, "", note="Not sent", choices=offered)
    box = Parts(theme, 16).note(entry, 64, 0, room)
    areas = [hit.area for hit in box.choices]
    assert [hit.action for hit in box.choices] == list(offered)
    assert all(area.left() >= 64 and area.right() <= 64 + room for area in areas)
    assert box.height >= max(area.bottom() for area in areas)
    assert not any(one.intersects(other) for one, other in itertools.combinations(areas, 2))
    lines = {area.top() for area in areas}
    assert len(lines) == {640: 1, 300: 1, 170: 2}[room]
