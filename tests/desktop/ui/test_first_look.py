"""The picture of the chats stands where the real list will be, and the real window takes its place without a jump."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView

from desktop.ui.first_look import FirstLook
from desktop.ui.main_window import MainWindow
from desktop.viewmodels.chat_line import Role, spoken
from desktop.viewmodels.workspace import Workspace
from tests.gallery.team import DANA, NOW, TEAM, others, refund
from tests.support.desk import desk
from tests.support.screen import row_texts, until


@pytest.fixture
async def office(qapp, tmp_path):
    qapp.setQuitOnLastWindowClosed(False)
    async with desk(tmp_path, DANA, team=TEAM, stories=[refund(), *others()], now=NOW) as here:
        yield here


@pytest.fixture
async def workspace(office):
    made = Workspace(office.client, office.background, office.clock)
    yield made
    await made.finish()
    made.deleteLater()


async def lines_of(workspace):
    workspace.load()
    await until(lambda: workspace.chat_list.is_loaded)
    order = workspace.chat_order
    return [order.index(row, 0).data(Role.LINE) for row in range(order.rowCount())]


@pytest.fixture
async def seen(office):
    """What was seen before the program was closed last time."""
    before = Workspace(office.client, office.background, office.clock)
    lines = await lines_of(before)
    await before.finish()
    before.deleteLater()
    return lines


@pytest.fixture
def look(theme, seen, workspace):
    """It ends before the workspace, as what it holds follows that."""
    made = FirstLook(theme, seen)
    made.show()
    yield made
    made.hide()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def pictured(look):
    return next(view for view in look.findChildren(QListView) if view.window() is look and view.isVisible())


def click_first(view):
    place = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


async def test_the_chats_are_shown_and_spoken_as_they_were_last_seen(look, seen):
    assert row_texts(pictured(look)) == [f"{spoken(line)} {line.title}" for line in seen]
    assert pictured(look).accessibleName() == "Conversations"


async def test_the_real_list_stands_where_the_picture_of_it_stood(look, theme, workspace):
    before = pictured(look)
    place, size = before.mapTo(look, QPoint(0, 0)), before.size()
    window = MainWindow(theme, workspace)
    look.hold(window, workspace)
    await until(lambda: workspace.chat_list.is_loaded and not window.left.list.isHidden())
    after = window.left.list
    assert after.mapTo(look, QPoint(0, 0)) == place
    assert after.size() == size


async def test_the_picture_stays_until_the_list_has_been_read(look, theme, workspace):
    window = MainWindow(theme, workspace)
    look.hold(window, workspace)
    assert not workspace.chat_list.is_loaded
    top = look.childAt(100, 200)
    assert not window.isAncestorOf(top)
    await until(lambda: workspace.chat_list.is_loaded)
    assert window.isAncestorOf(look.childAt(100, 200))


async def test_a_chat_that_was_clicked_on_the_picture_is_opened(look, theme, workspace, seen):
    order = pictured(look).model()
    QTest.mouseClick(
        pictured(look).viewport(),
        Qt.MouseButton.LeftButton,
        pos=pictured(look).visualRect(order.index(2, 0)).center(),
    )
    look.hold(MainWindow(theme, workspace), workspace)
    await until(lambda: workspace.current is not None)
    assert workspace.current == seen[2].id


async def test_the_window_keeps_its_size_its_name_and_its_least_size(look, theme, workspace):
    look.resize(1100, 700)
    window = MainWindow(theme, workspace)
    look.hold(window, workspace)
    await until(lambda: look.windowTitle().endswith(" – Internal Chat"))
    assert window.size() == look.size()
    assert look.minimumSize() == window.minimumSize()
    look.resize(900, 640)
    await until(lambda: window.size() == look.size())


async def test_to_close_it_is_to_close_what_it_holds(look, theme, workspace):
    window = MainWindow(theme, workspace)
    look.hold(window, workspace)
    asked = []
    window.closing.connect(lambda: asked.append(True))
    look.close()
    assert asked


async def test_it_goes_with_what_it_holds(look, theme, workspace):
    window = MainWindow(theme, workspace)
    look.hold(window, workspace)
    await until(lambda: workspace.chat_list.is_loaded)
    window.hide()
    assert look.isHidden()


async def test_who_closes_it_before_there_is_more_is_heard(look):
    heard = []
    look.closing.connect(lambda: heard.append(True))
    look.close()
    assert heard
    assert look.is_closed
