"""What was done is told in the window, and undone there: with the mouse, and with the keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.errors import ErrorCode
from desktop.core.sync.applier import Refuse
from desktop.core.values import ConnectionState
from desktop.ui.main_window import MainWindow
from desktop.viewmodels.workspace import Workspace
from tests.gallery.team import BRUNO, DANA, ELIF, refund
from tests.support.screen import click, find, press, rows_of, shows, type_into, until
from tests.support.story import Story


@pytest.fixture
async def workspace(office):
    made = Workspace(office.client, office.background, office.clock)
    yield made
    await made.finish()
    made.deleteLater()


@pytest.fixture
async def here(theme, workspace):
    made = MainWindow(theme, workspace)
    made.show()
    made.activateWindow()
    await until(lambda: QApplication.activeWindow() is made, "the window is active")
    workspace.open_chat(refund().id)
    await until(lambda: workspace.timeline.entries, "the messages")
    yield made
    made.close()
    made.deleteLater()


async def told(window, words):
    await until(lambda: shows(window, words), f"{words!r} on the screen")


async def test_a_subject_is_changed_and_ctrl_z_brings_the_former_one_back(here, workspace):
    click(here, "Change subject")
    QTest.keyClicks(find(here, "Subject"), "Something else")
    QTest.keyClick(find(here, "Subject"), Qt.Key.Key_Return)
    await told(here, "The subject is now “Something else”")
    assert QApplication.focusWidget().accessibleName() == "Change subject"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: workspace.details.subject == "Refund #48213 – Northwind")
    assert not shows(here, "Undo")


async def test_a_chat_that_is_muted_by_its_key_says_so_and_is_muted_no_more_by_another_key(here, workspace):
    await until(lambda: workspace.details.ready)
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(here, Qt.Key.Key_M, keys)
    await told(here, "Muted")
    await until(lambda: workspace.details.muted)
    click(here, "Undo")
    await until(lambda: not workspace.details.muted)


async def test_f6_comes_by_what_is_told(here, workspace):
    workspace.actions.pin(refund().id, pinned=True)
    await told(here, "Undo")
    for _ in range(4):
        if QApplication.focusWidget().accessibleName() != "Undo":
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    assert QApplication.focusWidget().accessibleName() == "Undo"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    await until(lambda: "pinned" not in rows_of(here, "Conversations")[0])


async def test_what_was_not_sent_and_is_deleted_stands_in_the_composer_again(here, workspace, office):
    office.connection_is(ConnectionState.OFFLINE)
    answered = workspace.timeline.entries[-1]
    workspace.composer.answer(answered.message)
    await until(lambda: workspace.composer.reply is not None)
    type_into(here, "Message", "half of it")
    press(here, "Message", Qt.Key.Key_Return)
    await until(lambda: workspace.timeline.entries[-1].text == "half of it", "the message")
    workspace.composer.edit("and the next")
    message = workspace.timeline.entries[-1].message
    workspace.timeline.actions.delete(refund().id, message)
    await told(here, "Not sent, and deleted")
    await until(lambda: workspace.timeline.entries[-1].text != "half of it", "the message is gone")
    click(here, "Undo")
    await until(lambda: workspace.composer.text == "half of it\nand the next")
    assert workspace.composer.reply.message == answered.message
    assert workspace.timeline.entries[-1].text != "half of it"


async def test_it_comes_back_into_its_own_chat_from_another_one(here, workspace, office):
    other = Story(8, BRUNO, (DANA,), moment="2026-03-05 09:00", subject="Other")
    await office.hears(other)
    office.connection_is(ConnectionState.OFFLINE)
    message = await office.client.send(refund().id, "for here")
    workspace.timeline.actions.delete(refund().id, message)
    await told(here, "Not sent, and deleted")
    workspace.open_chat(other.id)
    await until(lambda: workspace.composer.chat == other.id)
    click(here, "Undo")
    await until(lambda: workspace.current == refund().id and workspace.composer.text == "for here")


async def test_a_sent_message_that_is_deleted_is_not_offered(here, workspace):
    mine = next(entry for entry in reversed(workspace.timeline.entries) if entry.mine and entry.text)
    workspace.timeline.actions.delete(refund().id, mine.message)
    await until(lambda: any(entry.deleted for entry in workspace.timeline.entries))
    assert not shows(here, "Undo")


async def test_a_chat_that_could_not_be_started_is_deleted_and_comes_back_with_its_text(
    here, workspace, office
):
    chat = await office.client.start_chat((BRUNO.id, ELIF.id), subject="New")
    await office.client.send(chat, "What do you think?")
    command = (await office.client.chat(chat)).create_command
    await office.client.apply(Refuse(command, chat, None, ErrorCode.RATE_LIMITED))
    workspace.open_chat(chat)
    await until(lambda: shows(here, "Chat status") and "not started" in find(here, "Chat status").text())
    click(here, "Delete")
    await told(here, "Chat deleted")
    await until(lambda: workspace.current != chat)
    click(here, "Undo")
    await until(lambda: workspace.composer.text == "What do you think?")
    details = await office.client.chat(workspace.current)
    assert details.subject == "New"
    assert len(details.participants) == 3


async def test_what_fails_is_told_over_the_messages(here, workspace):
    workspace.timeline.actions.react(refund().id, workspace.timeline.entries[-1].message, "x" * 50, on=True)
    await until(lambda: here.toasts.shown, "it is told")
    assert here.toasts.shown[-1].failed
