"""What one step of the wheel paints: only what has come into sight, and the picture is the same as if all of it were painted."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QRegion, QWheelEvent
from PySide6.QtWidgets import QApplication

from tests.gallery.team import BRUNO, DANA, ELIF
from tests.support.screen import until
from tests.support.story import Story

STEP = 60
CLICKS = 12


class Painted(QObject):
    """Hears which part of a viewport is painted."""

    def __init__(self, viewport):
        super().__init__(viewport)
        self.region = QRegion()
        viewport.installEventFilter(self)

    def eventFilter(self, _watched, event):
        if event.type() == QEvent.Type.Paint:
            self.region = self.region.united(event.region())
        return False

    def taken(self):
        """Return and forget what was painted."""
        region, self.region = self.region, QRegion()
        return region


def wheel(view, clicks):
    where = QPointF(300, 200)
    event = QWheelEvent(
        where, where, QPoint(), QPoint(0, 120 * clicks), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


async def is_painted(painted):
    """Wait until something was painted; return what."""
    await until(lambda: not painted.region.isEmpty())
    return painted.taken()


@pytest.fixture
async def away(office, model, view):
    """The view some way above the end of a chat, so that the button back to the end lies over the messages."""
    story = Story(7, BRUNO, (DANA, ELIF), moment="2026-03-01 08:00", subject="Long")
    for number in range(200):
        text = f"Message {number} " + "and **some** more words, with `code` in them. " * (number % 4)
        story.say((BRUNO, ELIF, DANA)[number % 3], f"2026-03-02 {8 + number // 60:02}:{number % 60:02}", text)
    story.read_all(DANA)
    await office.hears(story)
    model.show_chat(story.id)
    await until(lambda: model.loaded and view.at_end)
    view.scroll_by(-1_500)
    await until(lambda: view.jump.isVisible() and not model._visits.is_at_work)
    return view


def settled(view, painted):
    """Do away with what is still to be painted of earlier steps."""
    view.viewport().repaint()
    QApplication.processEvents()
    painted.taken()


@pytest.mark.parametrize("clicks", [1, -1], ids=["up", "down"])
@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft], ids=["ltr", "rtl"]
)
async def test_a_step_paints_the_new_strip_and_what_lies_under_the_button(away, direction, clicks):
    away.setLayoutDirection(direction)
    painted = Painted(away.viewport())
    wheel(away, clicks)  # the first takes the mark away from the row under the pointer
    settled(away, painted)
    wheel(away, clicks)
    region = await is_painted(painted)
    whole = away.viewport().rect()
    strip = (
        whole.adjusted(0, 0, 0, STEP - whole.height())
        if clicks > 0
        else whole.adjusted(0, whole.height() - STEP, 0, 0)
    )
    button = away.jump.geometry().translated(-away.viewport().pos())
    button.setBottom(whole.bottom())
    # The button's old place moves with the pixels before it is painted over, so a step's height around it may be in it.
    allowed = QRegion(strip).united(button.adjusted(0, -STEP, 0, STEP) & whole)
    assert QRegion(strip).subtracted(region).isEmpty()
    assert region.subtracted(allowed).isEmpty()


@pytest.mark.parametrize("clicks", [1, -1], ids=["up", "down"])
async def test_moved_pixels_make_the_same_picture_as_painting_all(away, clicks):
    painted = Painted(away.viewport())
    window = away.window()
    for _ in range(CLICKS):
        wheel(away, clicks)
        await is_painted(painted)
    await until(lambda: not away.model._visits.is_at_work and not away.row_bar.isVisible())
    moved = window.screen().grabWindow(window.winId()).toImage()
    settled(away, painted)
    assert window.screen().grabWindow(window.winId()).toImage() == moved


@pytest.mark.parametrize("clicks", [1, -1])
async def test_a_step_leaves_nothing_of_the_row_that_the_pointer_was_at(away, clicks):
    window = away.window()
    painted = Painted(away.viewport())
    for at in (60, 150, 240):
        point = QPointF(200, at)
        nothing = Qt.MouseButton.NoButton
        over = QMouseEvent(
            QEvent.Type.MouseMove, point, point, nothing, nothing, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(away.viewport(), over)
        assert away.mouse.hovered_key is not None
        await is_painted(painted)
        wheel(away, clicks)
        await is_painted(painted)
        moved = window.screen().grabWindow(window.winId()).toImage()
        away.viewport().repaint()
        assert window.screen().grabWindow(window.winId()).toImage() == moved
