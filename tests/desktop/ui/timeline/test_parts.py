"""What a message's row is made of besides its text is painted as its words want it."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

from desktop.ui.timeline.parts import Parts
from desktop.viewmodels.timeline_entry import QuoteLine
from tests.gallery.team import ANA


def painted(theme, text):
    """Return a picture of a quote."""
    parts = Parts(theme, 16)
    box = parts.quote(QuoteLine(text, ANA.id, "Ana Ribeiro", 1), 0, 0, 300)
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
