"""What a message's row is made of besides its text is painted as its words want it."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter

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
