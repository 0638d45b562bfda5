"""What people set for themselves in a chat, from its row: by mouse, by keyboard, and as it stands afterwards."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QMenu

from desktop.core.values import FOR_EVER
from desktop.ui.left_pane import LeftPane
from desktop.viewmodels.workspace import Workspace
from tests.gallery.team import DANA, NOW, TEAM, others, refund
from tests.support.desk import desk
from tests.support.screen import find, rows_of, until


@pytest.fixture
async def office(tmp_path, qapp):
    async with desk(tmp_path, DANA, team=TEAM, stories=[refund(), *others()], now=NOW) as here:
        yield here


@pytest.fixture
async def pane(office, theme, window):
    workspace = Workspace(office.client, office.background, office.clock)
    made = LeftPane(theme, workspace, window)
    made.resize(300, 700)
    made.show()
    window.activateWindow()
    workspace.load()
    await until(lambda: workspace.chat_order.rowCount() == 12)
    yield made
    await workspace.finish()
    made.deleteLater()
    workspace.deleteLater()


def rows(pane):
    return rows_of(pane, "Conversations")


def row_with(pane, words):
    return next(row for row in rows(pane) if words in row)


def open_menu(pane, words, *, by_keyboard=False):
    """Open the menu of the row that holds some words."""
    view = find(pane, "Conversations", QListView)
    number = next(i for i, row in enumerate(rows(pane)) if words in row)
    index = view.model().index(number, 0)
    if by_keyboard:
        view.setFocus()
        view.setCurrentIndex(index)
        place, reason = QPoint(), QContextMenuEvent.Reason.Keyboard
    else:
        place, reason = view.visualRect(index).center(), QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, place, view.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def texts(menu):
    return [action.text().partition("\t")[0] for action in menu.actions()]


def choose(menu, *path):
    """Choose an entry of a menu, or of a menu in it."""
    for words in path[:-1]:
        menu.setActiveAction(action_of(menu, words))
        menu = action_of(menu, words).menu()
    action_of(menu, path[-1]).trigger()
    while popup := QApplication.activePopupWidget():
        popup.close()


def action_of(menu, words):
    return next(action for action in menu.actions() if action.text().startswith(words))


@pytest.mark.parametrize("by_keyboard", [False, True])
async def test_a_chat_is_pinned_and_let_go(pane, by_keyboard):
    menu = open_menu(pane, "Shift handover", by_keyboard=by_keyboard)
    assert texts(menu) == [
        "Pin",
        "Mute",
        "Notifications",
        "Mark as read",
        "Copy link",
        "",
        "Edit participants…",
        "Change subject…",
    ]
    choose(menu, "Pin")
    await until(lambda: rows(pane)[0].startswith("Shift handover, 12 unread, pinned."))
    menu = open_menu(pane, "Shift handover", by_keyboard=by_keyboard)
    choose(menu, "Unpin")
    await until(lambda: not rows(pane)[0].startswith("Shift handover"))


async def test_a_chat_is_muted_for_a_time_or_always_and_can_be_heard_again(pane, office):
    menu = open_menu(pane, "Shift handover")
    assert texts(action_of(menu, "Mute").menu()) == ["For 1 hour", "Until tomorrow", "Always"]
    choose(menu, "Mute", "Always")
    await until(lambda: "muted" in row_with(pane, "Shift handover"))
    (line,) = await office.client.chat_summaries(frozenset((others()[1].id,)))
    assert line.muted_until == FOR_EVER
    menu = open_menu(pane, "Shift handover")
    assert "Mute" not in texts(menu)
    choose(menu, "Unmute")
    await until(lambda: "muted" not in row_with(pane, "Shift handover"))


async def test_what_notifies_of_a_chat_is_chosen_and_ticked(pane, office):
    assert ticked_now(pane) == "As in Settings"
    menu = open_menu(pane, "Shift handover")
    assert texts(action_of(menu, "Notifications").menu()) == [
        "As in Settings",
        "Every message",
        "Mentions only",
        "Nothing",
    ]
    choose(menu, "Notifications", "Mentions only")

    await until(lambda: ticked_now(pane) == "Mentions only")
    (line,) = await office.client.chat_summaries(frozenset((others()[1].id,)))
    assert line.notify == "mentions"


def ticked_now(pane):
    menu = open_menu(pane, "Shift handover")
    levels = action_of(menu, "Notifications").menu()
    found = next(action.text() for action in levels.actions() if action.isChecked())
    menu.close()
    return found


async def test_what_is_unread_is_marked_as_read_and_the_other_way_round(pane):
    choose(open_menu(pane, "Shift handover"), "Mark as read")
    await until(lambda: "unread" not in row_with(pane, "Shift handover"))
    menu = open_menu(pane, "Shift handover")
    assert "Mark as unread" in texts(menu)
    choose(menu, "Mark as unread")
    await until(lambda: "1 unread" in row_with(pane, "Shift handover"))


async def test_the_key_u_marks_the_row_with_the_keyboard_as_unread(pane):
    view = find(pane, "Conversations", QListView)
    number = next(i for i, row in enumerate(rows(pane)) if row.startswith("Refund"))
    view.setFocus()
    view.setCurrentIndex(view.model().index(number, 0))
    QTest.keyClick(view, Qt.Key.Key_U)
    await until(lambda: "1 unread" in row_with(pane, "Refund"))


async def test_beside_the_rows_there_is_no_menu(pane):
    view = find(pane, "Conversations", QListView)
    pane.resize(300, 2000)
    below = QPoint(20, view.viewport().height() - 20)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, below, below)
    QApplication.sendEvent(view.viewport(), event)
    assert QApplication.activePopupWidget() is None
