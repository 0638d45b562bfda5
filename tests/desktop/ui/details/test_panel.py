"""The right panel: the subject is changed in place, and people are added only with a connection."""

import asyncio

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListView

from desktop.core.errors import ErrorCode
from desktop.core.sync.applier import Refuse
from desktop.core.values import ConnectionState, Presence
from desktop.ui.controls import Switch
from desktop.ui.details.panel import DetailsPanel
from desktop.ui.details.subject import ElidedText
from desktop.viewmodels.details import DetailsModel
from tests.desktop.ui.windows import files_of
from tests.gallery.shots_languages import speaking
from tests.gallery.team import ANA, BRUNO, DANA, NOW, refund
from tests.support import screen
from tests.support.screen import until
from tests.support.story import Story


@pytest.fixture
async def panel(theme, office, window):
    model = DetailsModel(office.client, office.background, office.clock)
    made = DetailsPanel(theme, model, files_of(office), window)
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
    assert tip == "Payments\nSees messages from 3 March on"


async def test_the_pencil_changes_the_subject_and_enter_keeps_it(panel):
    change(panel, "Northwind, closed")
    await until(lambda: screen.shows(panel, "Change subject"), "the field is gone")
    await until(lambda: subject(panel) == "Northwind, closed", "the subject is shown")


async def test_escape_leaves_the_subject_as_it_was(panel, office):
    change(panel, "Never mind", Qt.Key.Key_Escape)
    assert subject(panel) == "Refund #48213 – Northwind"
    assert (await office.client.chat(refund().id)).pending_subject is None


async def test_a_subject_that_is_being_typed_waits_in_its_chat_while_another_is_open(panel, office):
    screen.click(panel, "Change subject")
    QTest.keyClicks(field(panel), "Half a tho")
    other = await office.client.start_chat([ANA.id])

    panel.details.show_chat(other)
    await until(lambda: panel.details.ready and panel.details.chat == other, "the other chat is shown")
    assert screen.shows(panel, "Change subject")
    panel.details.show_chat(refund().id)
    await until(panel.findChild(QLineEdit).isVisible, "the field is back")

    assert field(panel).text() == "Half a tho"
    assert not field(panel).hasFocus()
    QTest.keyClick(field(panel), Qt.Key.Key_Return)
    await until(lambda: screen.shows(panel, "Change subject"), "the field is gone")
    await until(lambda: subject(panel) == "Half a tho", "the subject is shown")
    panel.details.show_chat(other)
    panel.details.show_chat(refund().id)
    await until(lambda: screen.shows(panel, "Change subject"), "the chat is shown without the field")


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
    assert "right button" in switch.toolTip()
    screen.click(panel, "Mute this chat")
    await until(lambda: panel.details.muted)
    assert switch.isChecked()
    QTest.mouseClick(switch.parentWidget(), Qt.MouseButton.LeftButton, pos=QPoint(30, 20))
    await until(lambda: not panel.details.muted)
    assert not switch.isChecked()


async def test_until_when_it_is_muted_is_told_on_asking(panel, office):
    await office.client.set_muted(refund().id, NOW + 3_600_000)
    switch = screen.find(panel, "Mute this chat", Switch)
    await until(lambda: "Muted until 15:41" in shown_words(panel))
    assert switch.accessibleDescription() == "Muted until 15:41. Mentions still notify you"
    assert "right button" in switch.toolTip()


def shown_words(panel):
    return {label.text() for label in panel.findChildren(QLabel) if label.isVisible()}


async def open_menu():
    await until(lambda: QApplication.activePopupWidget() is not None, "a menu")
    return QApplication.activePopupWidget()


def menu_texts(menu):
    return [action.text() for action in menu.actions() if action.text()]


def trigger(menu, text):
    action = next(action for action in menu.actions() if action.text() == text)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def ask_for_menu(widget):
    where = widget.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, widget.mapToGlobal(where))
    QApplication.sendEvent(widget, event)


async def test_the_menu_of_the_switch_mutes_for_a_time_and_ends_it(panel):
    switch = screen.find(panel, "Mute this chat", Switch)
    ask_for_menu(switch.parentWidget())
    menu = await open_menu()
    assert menu_texts(menu) == ["For 1 hour", "Until tomorrow", "Always", "Notifications"]
    trigger(menu, "For 1 hour")
    await until(lambda: panel.details.muted_until == "Muted until 15:41")
    by_key = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), switch.mapToGlobal(QPoint(5, 5))
    )
    QApplication.sendEvent(switch, by_key)
    trigger(await open_menu(), "Always")
    await until(lambda: panel.details.muted and not panel.details.muted_until)
    ask_for_menu(switch.parentWidget())
    trigger(await open_menu(), "Unmute")
    await until(lambda: not panel.details.muted)


async def test_what_notifies_of_the_chat_is_chosen_there_too_and_said(panel):
    switch = screen.find(panel, "Mute this chat", Switch)
    for words, said in (
        ("Mentions only", "Notifies you of mentions only"),
        ("Every message", "Notifies you of every message"),
        ("As in Settings", "Mentions still notify you"),
        ("Nothing", "Notifies you of nothing"),
    ):
        ask_for_menu(switch.parentWidget())
        menu = await open_menu()
        levels = next(action for action in menu.actions() if action.text() == "Notifications")
        menu.setActiveAction(levels)
        next(action for action in levels.menu().actions() if action.text() == words).trigger()
        menu.close()
        await until(lambda said=said: said in shown_words(panel), said)
        assert switch.accessibleDescription() == said


def row_of(panel, name):
    people = screen.find(panel, "Participants", QListView)
    rows = [people.model().index(row, 0) for row in range(people.model().rowCount())]
    return people, next(index for index in rows if index.data() == name)


async def test_a_click_on_somebody_says_who_they_are_and_leads_to_the_chat_with_them(panel, office):
    office.presence_is({BRUNO.id: Presence.ONLINE})
    await until(lambda: "Bruno Costa, Escalations, online" in screen.rows_of(panel, "Participants")[1])
    asked = []
    panel.message_requested.connect(asked.append)
    screen.click_row(panel, "Participants", "Bruno Costa")
    menu = await open_menu()
    assert menu.accessibleName() == "Bruno Costa"
    assert menu_texts(menu) == ["Bruno Costa, Escalations · Online", "Message Bruno", "Mention Bruno"]
    trigger(menu, "Message Bruno")
    assert asked == [BRUNO.id]


async def test_somebody_is_mentioned_with_the_keyboard_alone(panel):
    asked = []
    panel.mention_requested.connect(asked.append)
    people, _ = row_of(panel, "Ana Ribeiro")
    people.setFocus(Qt.FocusReason.TabFocusReason)
    assert people.currentIndex().data() == "Ana Ribeiro"
    QTest.keyClick(people, Qt.Key.Key_Down)
    QTest.keyClick(people, Qt.Key.Key_Down)
    assert people.currentIndex().data() == "Chen Wei"
    QTest.keyClick(people, Qt.Key.Key_Return)
    menu = await open_menu()
    assert "Sees messages from 3 March on" in menu_texts(menu)[0]
    QTest.keyClick(menu, Qt.Key.Key_Up)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert [person.name for person in asked] == ["Chen Wei"]


async def test_of_oneself_there_is_a_card_and_nothing_to_be_done(panel):
    screen.click_row(panel, "Participants", "Dana Okafor")
    menu = await open_menu()
    assert menu_texts(menu) == ["Dana Okafor, Team lead"]
    QTest.keyClick(menu, Qt.Key.Key_Escape)


async def test_offline_nobody_is_shown_as_there_or_not(panel, office):
    office.presence_is({BRUNO.id: Presence.ONLINE})
    await until(lambda: "online" in screen.rows_of(panel, "Participants")[1])
    with_dots = painted(panel)
    office.connection_is(ConnectionState.OFFLINE)
    await until(lambda: "online" not in screen.rows_of(panel, "Participants")[1])
    assert painted(panel) != with_dots


def painted(panel):
    people = screen.find(panel, "Participants", QListView)
    return people.grab().toImage()


async def test_the_rows_grow_with_the_words_and_stand_mirrored_for_reading_from_the_right(panel, theme):
    people, index = row_of(panel, "Chen Wei")
    usual = people.visualRect(index).height()
    left = people.grab().toImage()
    panel.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert people.grab().toImage() != left
    theme.set_text_percent(130)
    await until(lambda: people.visualRect(row_of(panel, "Chen Wei")[1]).height() > usual)
    assert people.height() == 5 * people.visualRect(row_of(panel, "Chen Wei")[1]).height()


async def test_nothing_but_words_of_loading_is_shown_while_a_chat_is_being_read(panel, office):
    database = office.client._database
    reading = asyncio.Event()
    read = database.read

    async def slowly(*args, **kwargs):
        await reading.wait()
        return await read(*args, **kwargs)

    database.read = slowly
    panel.details.show_chat(Story(8, ANA, (BRUNO, DANA), moment="2026-03-05 09:00").id)
    assert not screen.shows(panel, "Participants")
    await until(lambda: "Loading…" in shown_words(panel))
    database.read = read
    reading.set()
    panel.details.show_chat(refund().id)
    await until(lambda: screen.shows(panel, "Participants"))
    assert "Loading…" not in shown_words(panel)


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


async def test_it_grows_with_large_words_so_that_none_of_them_is_cut_off_in_german_either(
    office, theme, window
):
    with speaking("de"):
        model = DetailsModel(office.client, office.background, office.clock)
        made = DetailsPanel(theme, model, files_of(office), window)
        theme.set_text_percent(130)
        made.setGeometry(700, 0, made.width(), 600)
        made.show()
        model.show_chat(refund().id)
        await until(lambda: model.ready, "the chat is shown")
        buttons = made.findChildren(QAbstractButton)
        assert any(button.text() == "Teilnehmende bearbeiten" for button in buttons)
        assert all(button.width() >= button.minimumSizeHint().width() for button in buttons)
        assert made._content.width() <= made._area.viewport().width()
        theme.set_text_percent(100)
        model.close()
