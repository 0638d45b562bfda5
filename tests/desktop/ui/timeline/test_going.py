"""Going to another place: gliding, at once where motion is not wanted, standing out and fading, and the way back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QProxyStyle, QStyle

from desktop.ui.timeline.travel import FADE_MS, GLIDE_MS, LIT_MS
from tests.gallery.team import ANA, BRUNO, DANA, ELIF
from tests.support.rows import area, at, entry
from tests.support.screen import until
from tests.support.story import Story


def story(lines=400):
    chat = Story(7, BRUNO, (DANA, ELIF, ANA), moment="2026-03-01 08:00", subject="Long")
    for number in range(lines):
        chat.say((BRUNO, ELIF)[number // 4 % 2], f"2026-03-02 08:{number % 60:02}", f"Message {number}.")
    chat.say(ANA, "2026-03-02 15:00", "About the first", reply_to=2)
    chat.say(ANA, "2026-03-02 15:01", "About the last but few", reply_to=lines - 8)
    chat.read_all(DANA)
    return chat


@pytest.fixture
async def opened(office, model, view):
    await office.hears(story())
    model.show_chat(story().id)
    await until(lambda: model.loaded and view.at_end)
    return view


class Steps:
    """Notes how far the view glides, step by step."""

    def __init__(self, view):
        self.pixels = []
        glide = view.glide_by
        view.glide_by = lambda pixels: (self.pixels.append(pixels), glide(pixels))


@pytest.fixture
def still(opened):
    """The style of somebody who wants no motion."""

    class Still(QProxyStyle):
        def styleHint(self, hint, option=None, widget=None, data=None):  # noqa: N802 - as Qt calls it
            if hint in {QStyle.StyleHint.SH_Widget_Animate, QStyle.StyleHint.SH_Widget_Animation_Duration}:
                return 0
            return super().styleHint(hint, option, widget, data)

    style = Still()
    opened.setStyle(style)
    yield opened
    opened.setStyle(None)


async def test_a_chat_that_is_opened_is_there_at_once(office, model, view):
    steps = Steps(view)
    await office.hears(story())
    model.show_chat(story().id)
    await until(lambda: model.loaded and view.at_end)
    assert not view.travel.is_under_way
    assert not steps.pixels


async def test_the_way_to_the_newest_message_is_glided_along(opened):
    opened.scroll_by(-600)
    steps = Steps(opened)
    QTest.mouseClick(opened.jump, Qt.MouseButton.LeftButton)
    assert opened.travel.is_under_way
    await until(lambda: not opened.travel.is_under_way)
    assert opened.at_end
    assert len(steps.pixels) > 1
    assert sum(steps.pixels) == 600
    assert GLIDE_MS <= 180


async def test_from_afar_only_the_last_screen_is_glided_along(opened, model):
    QTest.keyClick(opened, Qt.Key.Key_Home)
    opened.scroll_by(-100_000)
    await until(lambda: not model._visits.is_at_work)
    steps = Steps(opened)
    opened.go_to_latest()
    await until(lambda: opened.at_end and not opened.travel.is_under_way)
    assert 0 < sum(steps.pixels) <= opened.column.height


async def test_who_wants_no_motion_is_there_at_once(still):
    still.scroll_by(-600)
    steps = Steps(still)
    QTest.mouseClick(still.jump, Qt.MouseButton.LeftButton)
    assert still.at_end
    assert not steps.pixels


async def test_the_wheel_ends_a_glide_where_one_is(opened):
    opened.scroll_by(-900)
    QTest.mouseClick(opened.jump, Qt.MouseButton.LeftButton)
    assert opened.travel.is_under_way
    opened.scroll_by(-30)
    assert not opened.travel.is_under_way
    before = area(opened, opened.column.entries[opened.column.top + 1].text)
    await until(lambda: not opened.travel._glide.state().value)
    assert area(opened, opened.column.entries[opened.column.top + 1].text) == before


async def test_a_message_that_comes_meanwhile_is_where_the_glide_ends(office, opened):
    opened.scroll_by(-900)
    QTest.mouseClick(opened.jump, Qt.MouseButton.LeftButton)
    chat = story()
    chat.say(ELIF, "2026-03-05 14:40", "fresh")
    chat.read_all(DANA)
    await office.hears(chat)
    await until(lambda: opened.column.entries[-1].text == "fresh" and not opened.travel.is_under_way)
    await until(lambda: opened.at_end)


async def test_what_was_gone_to_stands_out_then_fades(opened):
    index = at(opened, "About the last")
    hit = next(h for h in opened.column.row(index).hits)
    point = hit.area.center().toPoint() + opened.row_area(index).topLeft()
    QTest.mouseClick(opened.viewport(), Qt.MouseButton.LeftButton, pos=point)
    travel = opened.travel
    assert travel.lit_key == entry(opened, "Message 390").key
    assert travel.lit == 1
    assert (LIT_MS, FADE_MS) == (1_600, 400)
    strengths = set()
    await until(lambda: strengths.add(travel.lit) or travel.lit_key is None)
    assert len(strengths) > 3
    assert travel.lit == 0


async def test_who_wants_no_motion_sees_it_stand_out_and_go(still):
    still.model.look_for(395)
    strengths = set()
    await until(lambda: strengths.add(still.travel.lit) or still.travel.lit_key is None)
    assert strengths == {0.0, 1.0}


@pytest.mark.parametrize("way", ["key", "mouse"])
async def test_from_what_a_message_answers_one_comes_back(opened, model, way):
    opened.setFocus()
    opened.focus_row(at(opened, "About the first"))
    QTest.keyClick(opened, Qt.Key.Key_Return)
    await until(lambda: model.window.first_seq == 1 and not opened.travel.is_under_way)
    assert opened.focused_index == at(opened, "Message 0.")
    if way == "key":
        QTest.keyClick(opened, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    else:
        QTest.mouseClick(opened.viewport(), Qt.MouseButton.BackButton, pos=QPoint(200, 200))
    await until(lambda: any(e.text == "About the first" for e in opened.column.entries))
    await until(lambda: not opened.travel.is_under_way)
    assert not area(opened, "About the first").isEmpty()
    assert opened.focused_index == at(opened, "About the first")
    assert not model.go_back()


async def test_a_chat_is_opened_at_a_message_that_is_looked_for(office, model, view):
    chat = story()
    chat.read_until(DANA, 300)
    await office.hears(chat)
    model.show_chat(chat.id)
    model.look_for(100)
    placed = []
    model.placed.connect(placed.append)
    await until(lambda: model.loaded and view.travel.lit_key)
    assert len(placed) == 1
    assert view.travel.lit_key == entry(view, "Message 98.").key
    assert not area(view, "Message 98.").isEmpty()
    assert not view.travel.is_under_way


async def test_a_message_that_is_looked_for_and_is_not_here_leaves_one_at_the_first_unread(
    office, model, view
):
    chat = story()
    chat.read_until(DANA, 390)
    await office.client.apply(chat.snapshot(DANA, rows=60))
    missing = []
    model.not_here.connect(lambda: missing.append(True))
    model.show_chat(chat.id, at=5)
    await until(lambda: missing)
    assert not area(view, "New messages").isEmpty()
