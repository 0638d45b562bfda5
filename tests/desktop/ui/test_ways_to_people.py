"""From a person in the panel to the chat with them, to a mention, and from a mention to adding them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.ui.main_window import MainWindow
from desktop.viewmodels.workspace import Workspace
from tests.gallery.team import ANA, BRUNO, DANA, FARID, refund
from tests.support.screen import click_row, find, names, shows, type_into, until
from tests.support.story import Story


@pytest.fixture
async def workspace(office):
    made = Workspace(office.client, office.background, office.clock)
    yield made
    await made.finish()
    made.deleteLater()


@pytest.fixture
async def here(theme, workspace, office):
    office.tells_history()
    made = MainWindow(theme, workspace)
    made.show()
    made.activateWindow()
    workspace.open_chat(refund().id)
    await until(lambda: workspace.timeline.entries, "the messages")
    yield made
    for widget in QApplication.topLevelWidgets():
        if widget is not made and widget.isVisible():
            widget.close()
    made.close()
    made.deleteLater()


async def choose(here, name, item):
    click_row(here, "Participants", name)
    await until(lambda: QApplication.activePopupWidget() is not None, "the menu")
    menu = QApplication.activePopupWidget()
    action = next(action for action in menu.actions() if action.text() == item)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


async def dialog():
    await until(lambda: QApplication.activeModalWidget() is not None, "a dialog")
    return QApplication.activeModalWidget()


async def test_message_opens_the_chat_with_somebody_alone_and_none_that_is_about_something(
    here, workspace, office
):
    alone = Story(8, BRUNO, (DANA,), moment="2026-03-01 09:00")
    about = Story(9, BRUNO, (DANA,), moment="2026-03-05 09:00", subject="Rota")
    with_ana = Story(10, BRUNO, (DANA, ANA), moment="2026-03-05 09:00")
    await office.hears(alone, about, with_ana)
    await choose(here, "Bruno Costa", "Message Bruno")
    await until(lambda: workspace.current == alone.id, "the chat with Bruno")


async def test_message_starts_a_chat_with_somebody_when_there_is_none_yet(here, workspace):
    await choose(here, "Ana Ribeiro", "Message Ana")
    opened = await dialog()
    await until(lambda: "Remove Ana Ribeiro" in names(opened), "Ana is chosen")
    QTest.keyClick(find(opened, "People", QLineEdit), Qt.Key.Key_Return)
    await until(lambda: workspace.current not in {None, refund().id}, "the chat is started")
    await until(lambda: workspace.details.heading == "Ana Ribeiro")


async def test_mention_writes_the_name_and_puts_the_keyboard_behind_it(here, workspace):
    type_into(here, "Message", "Thanks")
    await choose(here, "Elif Yılmaz", "Mention Elif")
    await until(lambda: "Elif" in workspace.composer.text)
    assert workspace.composer.text == "Thanks @Elif Yılmaz "
    QTest.keyClicks(find(here, "Message"), "for the call")
    assert workspace.composer.text == "Thanks @Elif Yılmaz for the call"


async def test_who_is_mentioned_and_not_in_the_chat_is_chosen_in_the_dialog_that_adds_them(here, workspace):
    type_into(here, "Message", f"@{FARID.name} can you look?")
    await until(lambda: workspace.composer.absent, "it is known who is not there")
    workspace.composer.add_absent()
    opened = await dialog()
    await until(lambda: shows(opened, "Add Farid"), "Farid is chosen")


async def test_ctrl_z_in_an_empty_composer_undoes_what_was_told(here, workspace):
    field = find(here, "Message")
    field.setFocus()
    workspace.actions.pin(refund().id, pinned=True)
    await until(lambda: shows(here, "Undo"))
    QTest.keyClicks(field, "half")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert workspace.composer.text == ""
    assert shows(here, "Undo")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not shows(here, "Undo")
