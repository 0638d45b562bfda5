"""The centre pane: what is open, who is in it, that it is internal, and who is typing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest

from desktop.core.cache import commands
from desktop.core.changes import ChangeSet
from desktop.core.values import ConnectionState, Presence
from desktop.ui.conversation import ConversationPane
from desktop.viewmodels.workspace import Workspace
from tests.gallery.team import BRUNO, DANA, ELIF, refund
from tests.support.screen import click, find, shows, until
from tests.support.story import Story


@pytest.fixture
async def workspace(office):
    made = Workspace(office.client, office.background, office.clock)
    yield made
    await made.finish()
    made.deleteLater()  # here, and not whenever a thread of the cache collects garbage


@pytest.fixture
async def pane(theme, workspace, window):
    made = ConversationPane(theme, workspace, window)
    made.setGeometry(0, 0, 700, 800)
    made.show()
    workspace.open_chat(refund().id)
    await until(lambda: find(made, "Chat subject").text() and workspace.timeline.loaded)
    return made


async def test_the_header_says_what_and_who_and_that_it_is_internal(pane):
    assert find(pane, "Chat subject").text() == "Refund #48213 – Northwind"
    assert find(pane, "Participants summary").text() == "Ana, Bruno, Chen, Elif and you"
    chip = find(pane, "Internal – teammates only")
    assert chip.words == "Internal – teammates only"
    pane.resize(480, 800)
    assert shows(pane, "Internal – teammates only")
    assert chip.words == "Internal"


async def test_what_is_pasted_while_the_keyboard_is_at_the_messages_goes_where_one_writes(pane):
    pane.timeline.setFocus(Qt.FocusReason.TabFocusReason)
    QGuiApplication.clipboard().setText("from the ticket")
    QTest.keySequence(pane.timeline, QKeySequence(QKeySequence.StandardKey.Paste))
    assert find(pane, "Message").toPlainText() == "from the ticket"
    assert find(pane, "Message").hasFocus()


async def test_the_details_button_asks_for_the_panel_and_says_what_it_does(pane):
    asked = []
    pane.details_toggled.connect(asked.append)
    click(pane, "Show details")
    click(pane, "Hide details")
    assert asked == [True, False]
    pane.set_details_shown(True)
    assert shows(pane, "Hide details")
    assert asked == [True, False]


async def test_who_types_is_told_in_the_strip_until_their_message_comes(office, pane, workspace):
    strip = find(pane, "Typing")
    office.client.feed.publish(ChangeSet(typing=frozenset({(refund().id, ELIF.id)})))
    assert strip.text() == "Elif is typing…"
    office.client.feed.publish(ChangeSet(typing=frozenset({(refund().id, BRUNO.id)})))
    assert strip.text() == "Elif and Bruno are typing…"
    story = refund()
    story.say(ELIF, "2026-03-05 14:41", "done")
    await office.hears(story)
    await until(lambda: strip.text() == "Bruno is typing…")
    assert strip.height() == 26
    workspace.open_chat(None)
    assert strip.text() == ""


async def test_a_chat_that_the_server_refused_says_why_and_can_be_started_again(office, pane, workspace):
    chat = await office.client.start_chat((BRUNO.id,), subject="New")
    workspace.open_chat(chat)
    await until(lambda: find(pane, "Chat subject").text() == "New" and shows(pane, "Chat status"))
    assert "reached the server" in find(pane, "Chat status").text()
    command = (await office.client.chat(chat)).create_command
    await office.client._database.write(commands.refuse, command, "unknown_user")
    office.client.feed.publish(ChangeSet(chats=frozenset({chat})))
    await until(lambda: "not started" in find(pane, "Chat status").text())
    assert "no longer in the team" in find(pane, "Chat status").text()
    click(pane, "Retry")
    await until(lambda: "reached the server" in find(pane, "Chat status").text())


async def test_of_one_other_person_the_header_says_whether_they_are_there(office, pane, workspace):
    alone = Story(8, BRUNO, (DANA,), moment="2026-03-05 09:00")
    await office.hears(alone)
    workspace.open_chat(alone.id)
    await until(lambda: find(pane, "Chat subject").text() == "Bruno Costa")
    people = find(pane, "Participants summary")
    office.presence_is({BRUNO.id: Presence.AWAY})
    await until(lambda: people.text() == "Away")
    assert people.accessibleDescription() == "Away"
    office.connection_is(ConnectionState.OFFLINE)
    await until(lambda: people.text() == "Bruno and you")


async def test_a_long_subject_ends_in_an_ellipsis_and_is_told_whole_on_asking(office, pane, workspace):
    subject = "Northwind, refund and goodwill credit, and what is to become of the old gateway key by Friday"
    await office.client.set_subject(refund().id, subject)
    line = find(pane, "Chat subject")
    await until(lambda: line.text() == subject)
    assert line.toolTip() == subject
    assert line.width() < line.fontMetrics().horizontalAdvance(subject)
    pane.resize(1400, 800)
    await until(lambda: line.toolTip() == "")
