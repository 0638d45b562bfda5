"""The right panel: the subject is changed in place, and people are added only with a connection."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QListView

from desktop.core.errors import ErrorCode
from desktop.core.sync.applier import Refuse
from desktop.core.values import ConnectionState
from desktop.ui.controls import Switch
from desktop.ui.details.panel import DetailsPanel
from desktop.ui.details.subject import ElidedText
from desktop.viewmodels.details import DetailsModel
from tests.gallery.team import ANA, BRUNO, DANA, NOW, refund
from tests.support import screen
from tests.support.screen import until
from tests.support.story import Story


@pytest.fixture
async def panel(theme, office, window):
    model = DetailsModel(office.client, office.background, office.clock)
    made = DetailsPanel(theme, model, window)
    made.setGeometry(1000, 0, 280, 800)
    made.show()
    window.activateWindow()
    model.show_chat(refund().id)
    await until(lambda: model.ready and subject(made) == "Refund #48213 – Northwind", "the chat is shown")
    yield made
    model.close()


def subject(panel):
    return screen.find(panel, "Subject", ElidedText).text()


def field(panel):
    return screen.find(panel, "Subject", QLineEdit)


def change(panel, text, key=Qt.Key.Key_Return):
    screen.click(panel, "Change subject")
    field(panel).insert(text)  # over what is selected; key events carry no emoji
    QTest.keyClick(field(panel), key)


async def server_refuses(office):
    pending = (await office.client.chat(refund().id)).pending_subject
    await office.client.apply(Refuse(pending.command, refund().id, None, ErrorCode.RATE_LIMITED))


async def test_it_shows_the_subject_the_beginning_and_the_people(panel, window):
    assert screen.find(window, "Chat details") is panel
    assert QAccessible.queryAccessibleInterface(panel).role() == QAccessible.Role.Grouping
    assert screen.find(panel, "How it began").text() == "Started by Bruno on 24 February"
    assert screen.find(panel, "How it began").accessibleDescription() == "Started by Bruno on 24 February"
    rows = screen.rows_of(panel, "Participants")
    assert len(rows) == 5
    assert "Sees messages from 3 March on" in rows[2]
    people = screen.find(panel, "Participants", QListView)
    tip = people.model().index(2, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Sees messages from 3 March on"


async def test_the_pencil_changes_the_subject_and_enter_keeps_it(panel):
    change(panel, "Northwind, closed")
    await until(lambda: screen.shows(panel, "Change subject"), "the field is gone")
    await until(lambda: subject(panel) == "Northwind, closed", "the subject is shown")


async def test_escape_leaves_the_subject_as_it_was(panel, office):
    change(panel, "Never mind", Qt.Key.Key_Escape)
    assert subject(panel) == "Refund #48213 – Northwind"
    assert (await office.client.chat(refund().id)).pending_subject is None


async def test_f2_opens_the_field_with_the_subject_selected(panel, window):
    QTest.keyClick(window, Qt.Key.Key_F2)
    await until(lambda: field(panel).selectedText() == "Refund #48213 – Northwind")


async def test_offline_a_subject_is_shown_at_once(panel, office):
    office.connection_is(ConnectionState.OFFLINE)
    change(panel, "Later")
    await until(lambda: screen.shows(panel, "Change subject"), "the field is gone")
    await until(lambda: subject(panel) == "Later", "the subject is shown")


async def test_a_subject_too_long_stays_in_the_field_with_the_reason(panel):
    screen.click(panel, "Change subject")
    field(panel).setText("x" * 201)
    QTest.keyClick(field(panel), Qt.Key.Key_Return)
    await until(lambda: screen.shows(panel, "Subject problem"), "the reason is shown")
    assert field(panel).text() == "x" * 201
    QTest.keyClick(field(panel), Qt.Key.Key_Escape)
    assert not screen.shows(panel, "Subject problem")


async def test_a_refused_subject_shows_the_reason_with_retry_and_discard(panel, office):
    change(panel, "Not for you")
    await until(lambda: screen.shows(panel, "Change subject"), "the field is gone")
    await server_refuses(office)
    await until(lambda: screen.shows(panel, "Retry"), "the reason is shown")
    assert "Not changed to “Not for you”." in screen.find(panel, "Subject problem").text()
    screen.click(panel, "Retry")
    await until(lambda: subject(panel) == "Not for you", "it is tried again")
    assert not screen.shows(panel, "Retry")
    await server_refuses(office)
    await until(lambda: screen.shows(panel, "Discard"), "it is refused again")
    screen.click(panel, "Discard")
    await until(lambda: not screen.shows(panel, "Discard"), "it is given up")
    assert subject(panel) == "Refund #48213 – Northwind"


async def test_another_chat_takes_nothing_of_what_was_being_written(panel, office):
    other = Story(8, ANA, (BRUNO, DANA), moment="2026-03-05 09:00", subject="Other")
    await office.hears(other)
    screen.click(panel, "Change subject")
    QTest.keyClicks(field(panel), "half a thought")
    panel.details.show_chat(other.id)
    await until(lambda: screen.shows(panel, "Change subject") and subject(panel) == "Other")
    assert (await office.client.chat(other.id)).pending_subject is None


async def test_people_are_edited_only_with_a_connection(panel, office, qtbot):
    with qtbot.waitSignal(panel.edit_participants_requested):
        screen.click(panel, "Edit participants")
    office.connection_is(ConnectionState.OFFLINE)
    button = screen.find(panel, "Edit participants", QAbstractButton)
    await until(lambda: not button.isEnabled(), "the button is disabled")
    assert button.toolTip() == "Needs a connection"


async def test_a_long_subject_takes_three_lines_and_ends_in_an_ellipsis(panel):
    one_line = screen.find(panel, "Subject", ElidedText).height()
    change(panel, "🎉 " + "word " * 38)
    await until(lambda: screen.shows(panel, "Change subject"), "the field is gone")
    await until(lambda: subject(panel).startswith("🎉"), "the subject is shown")
    words = screen.find(panel, "Subject", ElidedText)
    lines = words.lines()
    assert len(lines) == 3
    assert lines[0].startswith("🎉")
    assert lines[-1].endswith("…")
    assert one_line < words.height() <= 3 * one_line
    assert words.toolTip() == subject(panel)


async def test_the_switch_mutes_the_chat_also_without_a_connection(panel, office):
    office.connection_is(ConnectionState.OFFLINE)
    switch = screen.find(panel, "Mute this chat", Switch)
    assert "Mentions still notify you" in switch.accessibleDescription()
    screen.click(panel, "Mute this chat")
    await until(lambda: panel.details.muted)
    assert switch.isChecked()
    QTest.mouseClick(switch.parentWidget(), Qt.MouseButton.LeftButton, pos=QPoint(30, 20))
    await until(lambda: not panel.details.muted)
    assert not switch.isChecked()


async def test_until_when_it_is_muted_is_told_on_asking(panel, office):
    await office.client.set_muted(refund().id, NOW + 3_600_000)
    switch = screen.find(panel, "Mute this chat", Switch)
    await until(lambda: switch.toolTip() == "Muted until 15:41")
    assert switch.accessibleDescription() == "Mentions still notify you. Muted until 15:41"


async def test_what_is_still_missing_here_is_said_and_then_no_more(panel, office):
    chat = Story(50, ANA, (DANA,), moment="2026-03-01 08:00", subject="Long")
    for minute in range(10, 50):
        chat.say(ANA, f"2026-03-05 08:{minute}", "Another thing")
    await office.client.apply(chat.snapshot(DANA, rows=10))
    panel.details.show_chat(chat.id)
    await until(lambda: screen.shows(panel, "Still missing here"))
    assert screen.find(panel, "Still missing here").text() == "31 older messages are still coming"
    await office.client.apply(chat.snapshot(DANA))
    await until(lambda: not screen.shows(panel, "Still missing here"))
