"""From chat to chat in the whole window: keys, the filter, and what a row's menu asks for beyond the list."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from desktop.core.values import ConnectionState
from desktop.ui.main_window import MainWindow
from desktop.viewmodels.workspace import Workspace
from tests.gallery.team import DANA, NOW, TEAM, others, refund
from tests.support.desk import desk
from tests.support.screen import click, find, shows, until

OUTAGE, HANDOVER, BRUNO_S, ELIF_S, VAT, TONE, *_ = (story.id for story in others())
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
async def office(tmp_path, qapp):
    async with desk(tmp_path, DANA, team=TEAM, stories=[refund(), *others()], now=NOW) as here:
        yield here


@pytest.fixture
async def workspace(office):
    made = Workspace(office.client, office.background, office.clock)
    yield made
    await made.finish()
    made.deleteLater()


@pytest.fixture
async def main(workspace, theme):
    made = MainWindow(theme, workspace)
    made.resize(1280, 800)
    made.show()
    made.activateWindow()
    await until(lambda: workspace.current == OUTAGE and workspace.details.ready)
    await until(lambda: QApplication.activeWindow() is made)
    yield made
    for widget in QApplication.topLevelWidgets():
        if widget is not made and widget.isVisible():
            widget.close()
    await workspace.finish()
    made.close()
    made.deleteLater()


def keys(main, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget() or main, key, modifiers)


def menu_of(main, chat, view=None):
    view = view or main.left.list
    index = view._index_of(chat)
    place = view.visualRect(index).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), event)
    return QApplication.activePopupWidget()


def choose(menu, words):
    """Choose an item with the mouse."""
    action = next(action for action in menu.actions() if action.text().startswith(words))
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


async def test_keys_go_from_chat_to_chat_and_to_what_is_unread(main, workspace):
    keys(main, Qt.Key.Key_Down, ALT)
    assert workspace.current == refund().id
    keys(main, Qt.Key.Key_Down, ALT | SHIFT)
    assert workspace.current == HANDOVER
    keys(main, Qt.Key.Key_Down, ALT | SHIFT)
    assert workspace.current == VAT
    keys(main, Qt.Key.Key_Up, ALT)
    assert workspace.current == ELIF_S


async def test_a_key_shows_unread_chats_only_and_the_keys_keep_to_them(main, workspace):
    keys(main, Qt.Key.Key_A, CTRL | SHIFT)
    assert find(main, "Unread only").isChecked()
    keys(main, Qt.Key.Key_Down, ALT)
    assert workspace.current == HANDOVER
    keys(main, Qt.Key.Key_Down, ALT)
    assert workspace.current == VAT
    keys(main, Qt.Key.Key_A, CTRL | SHIFT)
    assert workspace.chat_order.rowCount() == 12


async def test_a_rows_menu_changes_the_subject_of_its_chat(main, workspace):
    choose(menu_of(main, TONE), "Change subject")
    await until(lambda: shows(main, "Subject"))
    assert workspace.current == TONE
    assert find(main, "Subject").text() == "Tone guide rewrite"


async def test_a_rows_menu_adds_people_to_its_chat(main, workspace):
    choose(menu_of(main, TONE), "Edit participants")
    await until(lambda: isinstance(QApplication.activeModalWidget() or QApplication.activeWindow(), QDialog))
    assert workspace.current == TONE
    assert any(
        widget.accessibleName() == "Edit participants" and widget.isVisible()
        for widget in QApplication.allWidgets()
    )


async def test_people_are_not_added_without_a_connection_and_the_menu_says_why(main, office):
    office.connection_is(ConnectionState.OFFLINE)
    await until(lambda: not main._workspace.status.is_online)
    menu = menu_of(main, TONE)
    adding = next(action for action in menu.actions() if action.text().startswith("Edit participants"))
    assert not adding.isEnabled()
    assert adding.toolTip() == "Needs a connection"


async def test_only_the_open_chats_menu_names_the_keys_of_the_window(main):
    texts = [action.text() for action in menu_of(main, OUTAGE).actions()]
    assert "Change subject…\tF2" in texts
    QApplication.activePopupWidget().close()
    texts = [action.text() for action in menu_of(main, TONE).actions()]
    assert "Change subject…" in texts


async def test_muting_from_the_menu_is_told_and_undone_by_the_toast(main, workspace):
    menu = menu_of(main, TONE)
    muting = next(action for action in menu.actions() if action.text() == "Mute").menu()
    next(action for action in muting.actions() if action.text() == "Always").trigger()
    menu.close()
    await until(lambda: workspace.chat_list.line(TONE).muted)
    await until(lambda: shows(main, "Undo"))
    click(main, "Undo")
    await until(lambda: not workspace.chat_list.line(TONE).muted)


async def test_in_a_narrow_window_the_filter_opens_the_list(main, workspace):
    main.resize(700, 800)
    await until(main.rail.isVisible)
    keys(main, Qt.Key.Key_A, CTRL | SHIFT)
    await until(main.left.isVisible)
    assert find(main, "Unread only").isChecked()
    await until(lambda: main.left.list.mapTo(main, QPoint()).x() >= 0)
