"""The bar of actions at the row that the pointer or the keyboard is at: it follows, does what it says, and moves nothing."""

import asyncio

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.conversation import ConversationPane
from desktop.ui.timeline.delete_dialog import DeleteMessageDialog
from desktop.viewmodels.workspace import Workspace
from tests.gallery.team import ANA, BRUNO, DANA, ELIF
from tests.support.rows import area, at, click, entry, move, over, press
from tests.support.screen import find, names, shows, until
from tests.support.story import Story

BUTTONS = {"Add reaction", "Reply", "Copy text", "More actions"}


def story(lines=3):
    chat = Story(9, BRUNO, (ANA, DANA, ELIF), moment="2026-03-05 08:00", subject="Answers")
    for number in range(lines):
        chat.say(BRUNO, f"2026-03-05 08:{number % 60:02}", f"Line {number}")
    chat.say(DANA, "2026-03-05 09:02", "Yes, since noon.", reply_to=2)
    chat.say(ELIF, "2026-03-05 09:10", "Good to know.", reply_to=2)
    chat.say(ELIF, "2026-03-05 09:11", "gone")
    chat.delete(lines + 4, "2026-03-05 09:12")
    chat.read_all(DANA)
    return chat


@pytest.fixture
async def workspace(office):
    made = Workspace(office.client, office.background, office.clock)
    yield made
    await made.finish()
    made.deleteLater()  # here, and not whenever a thread of the cache collects garbage


@pytest.fixture
async def pane(theme, office, workspace, window):
    await office.hears(story())
    made = ConversationPane(theme, workspace, window)
    made.setGeometry(0, 0, 700, 600)
    made.show()
    window.activateWindow()
    workspace.open_chat(story().id)
    await until(lambda: made.timeline.column.entries)
    await move(made, QPoint(1, 1))
    return made


@pytest.fixture
async def view(pane):
    return pane.timeline


def bar_area(view):
    """Return where the bar is, in the viewport, without its shadow."""
    inside = view.row_bar.childrenRect()
    corner = view.row_bar.mapTo(view, inside.topLeft()) - view.viewport().geometry().topLeft()
    return inside.translated(corner - inside.topLeft())


async def test_it_stands_at_the_upper_corner_of_the_row_under_the_pointer(view):
    assert not view.row_bar.isVisible()
    await move(view.viewport(), over(view, "Line 1"))
    await until(lambda: view.row_bar.key == entry(view, "Line 1").key)
    row, bar = area(view, "Line 1"), bar_area(view)
    assert bar.top() < row.top() < bar.bottom() < row.bottom() + 8
    assert bar.right() > view.viewport().width() - 40
    assert names(view.row_bar) >= BUTTONS
    assert find(view.row_bar, "Reply").size().width() == 26


async def test_nothing_moves_when_it_comes_and_it_goes_from_row_to_row(view):
    before = [(y, row.height) for _, y, row in view.column.visible()]
    for words in ("Line 0", "Line 2", "Good to know"):
        await move(view.viewport(), over(view, words))
        await until(lambda words=words: view.row_bar.key == entry(view, words).key)
        assert [(y, row.height) for _, y, row in view.column.visible()] == before


async def test_it_stays_with_its_row_while_the_pointer_is_at_it(view):
    """It rises above its row: on the way to its buttons the pointer is over the row before."""
    await move(view.viewport(), over(view, "Line 2"))
    await until(view.row_bar.isVisible)
    key = view.row_bar.key
    corner = find(view.row_bar, "Copy text")
    await move(corner, QPoint(13, 2))
    assert corner.mapTo(view, QPoint(13, 2)).y() < area(view, "Line 2").top()
    await until(corner.underMouse)
    await asyncio.sleep(0.05)
    assert view.row_bar.key == key
    await move(view, QPoint(5, view.height() + 60))
    await until(lambda: not view.row_bar.isVisible())


async def test_its_buttons_do_what_they_say(office, pane, view, workspace):
    await move(view.viewport(), over(view, "Good to know"))
    await until(view.row_bar.isVisible)
    await click(find(view.row_bar, "Copy text"), QPoint(13, 13))
    assert QGuiApplication.clipboard().text() == "Good to know."
    await click(find(view.row_bar, "Reply"), QPoint(13, 13))
    await until(lambda: shows(pane, "Reply to Elif Yılmaz"))
    await click(find(view.row_bar, "Add reaction"), QPoint(13, 13))
    await until(lambda: QApplication.activePopupWidget() is not None)
    picker = QApplication.activePopupWidget()
    QTest.keyClicks(find(picker, "Search emoji"), "rocket")
    QTest.keyClick(find(picker, "Search emoji"), Qt.Key.Key_Return)
    await until(lambda: [chip.emoji for chip in entry(view, "Good to know").chips] == ["🚀"])


async def test_more_opens_the_menu_of_the_row_which_stays_as_long(view):
    await move(view.viewport(), over(view, "Good to know"))
    await until(view.row_bar.isVisible)
    await click(find(view.row_bar, "More actions"), QPoint(13, 13))
    await until(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    said = [action.text() for action in menu.actions() if action.text()]
    assert said == [
        "Add reaction",
        "Reply\tR",
        "Copy text\tCtrl+C",
        "Copy link",
        "Go to the answered message",
        "Who can read this",
        "Mark as unread from here\tU",
    ]
    bare = [action.text() for action in menu.actions() if action.text() and not action.property("picture")]
    assert not bare
    assert view.row_bar.key == entry(view, "Good to know").key
    menu.close()


async def test_each_button_says_its_key(view):
    await move(view.viewport(), over(view, "Good to know"))
    await until(view.row_bar.isVisible)
    tips = [
        find(view.row_bar, name).toolTip() for name in ("Add reaction", "Reply", "Copy text", "More actions")
    ]
    assert tips == ["Add reaction", "Reply (R)", "Copy text (Ctrl+C)", "More actions (Shift+F10)"]


async def test_the_keyboard_brings_it_and_goes_into_it_and_back(pane, view):
    view.setFocus(Qt.FocusReason.TabFocusReason)
    view.focus_row(at(view, "Good to know"))
    assert view.row_bar.key == entry(view, "Good to know").key
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert find(view.row_bar, "Add reaction").hasFocus()
    QTest.keyClick(find(view.row_bar, "Add reaction"), Qt.Key.Key_Right)
    assert find(view.row_bar, "Reply").hasFocus()
    QTest.keyClick(find(view.row_bar, "Reply"), Qt.Key.Key_Left)
    QTest.keyClick(find(view.row_bar, "Add reaction"), Qt.Key.Key_Left)
    assert view.hasFocus()
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(find(view.row_bar, "Add reaction"), Qt.Key.Key_Escape)
    assert view.hasFocus()
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(find(view.row_bar, "Add reaction"), Qt.Key.Key_Up)
    assert view.hasFocus()
    assert view.row_bar.key == entry(view, "Yes, since").key


async def test_enter_presses_the_button_that_the_keyboard_is_at(pane, view):
    view.setFocus(Qt.FocusReason.TabFocusReason)
    view.focus_row(at(view, "Good to know"))
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(find(view.row_bar, "Add reaction"), Qt.Key.Key_Right)
    QTest.keyClick(find(view.row_bar, "Reply"), Qt.Key.Key_Return)
    await until(lambda: shows(pane, "Reply to Elif Yılmaz"))
    assert find(pane, "Message").hasFocus()
    await until(lambda: not view.row_bar.isVisible())


async def test_who_thinks_better_of_deleting_is_back_at_the_row_and_not_in_the_message_field(pane, view):
    view.setFocus(Qt.FocusReason.TabFocusReason)
    view.focus_row(at(view, "Yes, since"))
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(find(view.row_bar, "Add reaction"), Qt.Key.Key_Delete)
    dialog = pane.window().findChild(DeleteMessageDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    await until(view.hasFocus, "the keyboard is back")


async def test_it_is_no_tab_stop_of_its_own(pane, view):
    view.setFocus(Qt.FocusReason.TabFocusReason)
    view.focus_row(at(view, "Good to know"))
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert not view.row_bar.has_keyboard
    assert not view.hasFocus()


async def test_a_tombstone_and_a_line_of_the_system_have_none(view):
    for words in ("Message deleted", "Bruno started"):
        await move(view.viewport(), over(view, "Good to know"))
        await until(view.row_bar.isVisible)
        await move(view.viewport(), over(view, words))
        await until(lambda: not view.row_bar.isVisible())


async def test_it_stays_away_while_the_messages_are_being_scrolled(office, workspace, pane, view):
    chat = story()
    for number in range(50):
        chat.say(BRUNO, f"2026-03-05 10:{number % 60:02}", f"More {number}")
    chat.read_all(DANA)
    await office.hears(chat)
    await until(lambda: any(e.text == "More 49" for e in view.column.entries))
    view.scroll_by(-400)
    where = view.viewport().rect().center()
    await move(view.viewport(), where)
    await until(view.row_bar.isVisible)
    view.scroll_by(-60)
    assert not view.row_bar.isVisible()
    await until(view.row_bar.isVisible)
    assert view.row_bar.key == view.column.entries[view.to_row(where)[0]].key


async def test_while_text_is_selected_it_is_not_in_the_way(view):
    start = over(view, "Good to know", 70)
    await move(view.viewport(), start)
    await until(view.row_bar.isVisible)
    await press(view.viewport(), start)
    await move(view.viewport(), start + QPoint(40, 0))
    await until(lambda: not view.row_bar.isVisible())
    await click(view.viewport(), start + QPoint(40, 0))


async def test_read_from_the_right_it_stands_at_the_left(pane, view):
    pane.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    await move(view.viewport(), over(view, "Good to know"))
    await until(view.row_bar.isVisible)
    assert bar_area(view).left() < 60
    assert find(view.row_bar, "Add reaction").x() > find(view.row_bar, "Reply").x()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    view.focus_row(at(view, "Line 1"))
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert find(view.row_bar, "Add reaction").hasFocus()
