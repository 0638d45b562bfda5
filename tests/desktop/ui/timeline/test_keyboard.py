"""The messages by keyboard alone, what links and mentions do, and what a screen reader says by itself."""

import pytest
from msgspec import structs
from PySide6.QtCore import QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from desktop.core import outbox
from desktop.core.cache import commands
from desktop.core.values import Delivery, MessageId
from desktop.ui.timeline.announcing import news
from desktop.viewmodels.links import Place, Proposal
from desktop.viewmodels.message_text import utf16_offset
from desktop.viewmodels.timeline_entry import Action
from tests.gallery.team import ANA, BRUNO, DANA, ELIF
from tests.support.rows import area, at, entry
from tests.support.screen import until
from tests.support.story import Story

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def story():
    chat = Story(9, BRUNO, (ANA, DANA, ELIF), moment="2026-03-05 08:00", subject="Keys")
    chat.say(BRUNO, "2026-03-05 08:01", "One")
    chat.say(ANA, "2026-03-05 08:02", "Two, see https://desk.example.com/48213 please")
    chat.say(DANA, "2026-03-05 08:03", "Three")
    for number in range(40):
        chat.say(ELIF, f"2026-03-05 09:{number:02}", f"More {number}.")
    chat.read_all(DANA)
    return chat


@pytest.fixture
async def opened(office, model, view):
    await office.hears(story())
    model.show_chat(story().id)
    await until(lambda: model.loaded and view.at_end)
    return view


@pytest.fixture
def sent_to_the_system(monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    return opened


def focus(view, words):
    view.setFocus()
    view.focus_row(at(view, words))


async def test_shift_and_arrows_select_whole_messages(opened):
    focus(opened, "One")
    QTest.keyClick(opened, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(opened, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(opened, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == (
        "Bruno Costa, 5 Mar 2026 08:01\nOne\n\n"
        "Ana Ribeiro, 5 Mar 2026 08:02\nTwo, see https://desk.example.com/48213 please\n\n"
        "You, 5 Mar 2026 08:03\nThree"
    )
    QTest.keyClick(opened, Qt.Key.Key_Up, SHIFT)
    QTest.keyClick(opened, Qt.Key.Key_Up, SHIFT)
    QTest.keyClick(opened, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "One"
    QTest.keyClick(opened, Qt.Key.Key_Escape)
    assert opened.selection is None


async def test_selecting_upwards_begins_with_the_row_where_one_was(opened):
    focus(opened, "Three")
    QTest.keyClick(opened, Qt.Key.Key_Up, SHIFT)
    QTest.keyClick(opened, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().startswith("Ana Ribeiro, ")
    assert QGuiApplication.clipboard().text().endswith("\nThree")


async def test_turning_pages_takes_the_keyboard_along(opened):
    focus(opened, "More 39.")
    QTest.keyClick(opened, Qt.Key.Key_PageUp)
    QTest.keyClick(opened, Qt.Key.Key_PageUp)
    assert not opened.row_area(opened.focused_index).isEmpty()
    assert opened.focused_index < at(opened, "More 39.")
    QTest.keyClick(opened, Qt.Key.Key_PageDown)
    QTest.keyClick(opened, Qt.Key.Key_PageDown)
    assert not opened.row_area(opened.focused_index).isEmpty()


async def test_enter_opens_the_one_link_of_a_message_and_else_its_menu(opened, sent_to_the_system):
    focus(opened, "Two")
    QTest.keyClick(opened, Qt.Key.Key_Return)
    assert sent_to_the_system == ["https://desk.example.com/48213"]
    focus(opened, "One")
    QTest.keyClick(opened, Qt.Key.Key_Return)
    await until(lambda: QApplication.activePopupWidget() is not None)
    QApplication.activePopupWidget().close()


async def test_enter_sends_nothing_that_asks_or_was_refused(office, opened):
    await office.client.send(story().id, "not welcome")
    await until(lambda: any(e.text == "not welcome" for e in opened.column.entries))
    pending = await office.client._database.read(commands.of_chats, (story().id,))
    written = await office.client._database.write(outbox.refused, pending[-1].number, "rate_limited")
    office.client.feed.publish(written.changes)
    await until(lambda: entry(opened, "not welcome").choices)
    focus(opened, "not welcome")
    QTest.keyClick(opened, Qt.Key.Key_Return)
    await until(lambda: QApplication.activePopupWidget() is not None)
    assert entry(opened, "not welcome").choices
    QApplication.activePopupWidget().close()


async def test_a_link_to_the_message_is_copied_and_said(opened):
    told = []
    opened.row_actions.told.connect(told.append)
    menu = opened.row_actions.menu(entry(opened, "Three").key)
    next(action for action in menu.actions() if action.text() == "Copy link").trigger()
    assert QGuiApplication.clipboard().text() == f"internal-chat://chat/{story().id}/4"
    assert [toast.text for toast in told] == ["Link copied"]


@pytest.mark.parametrize(
    ("target", "opens"),
    [
        ("https://desk.example.com/1", True),
        ("HTTP://desk.example.com/1", True),
        ("mailto:ana@example.com", True),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("smb://host/share", False),
        ("internal-chat://settings", False),
        ("/etc/passwd", False),
        ("", False),
    ],
)
async def test_nothing_but_web_and_mail_is_given_to_the_system(opened, sent_to_the_system, target, opens):
    places = []
    opened.row_actions.target_requested.connect(places.append)
    opened.row_actions.open_link(target)
    assert [QUrl(each) for each in sent_to_the_system] == ([QUrl(target)] if opens else [])
    assert not places


async def test_a_link_to_a_chat_leads_there_and_not_out_of_the_program(opened, sent_to_the_system):
    places = []
    opened.row_actions.target_requested.connect(places.append)
    opened.row_actions.open_link(f"internal-chat://chat/{story().id}/4")
    assert places == [Place(story().id, 4)]
    assert not sent_to_the_system


async def test_a_link_that_proposes_a_chat_is_not_for_the_system_either(opened, sent_to_the_system):
    targets = []
    opened.row_actions.target_requested.connect(targets.append)
    opened.row_actions.open_link("internal-chat://new?with=bruno&text=Hi")
    assert targets == [Proposal(("bruno",), text="Hi")]
    assert not sent_to_the_system


def place_of(view, words, part):
    """Return the point of the viewport at which some words of a row stand."""
    index = at(view, words)
    text = view.column.entries[index].text
    offset = utf16_offset(text, text.index(part) + 2)
    return (view.column.row(index).body.place_of(offset) + QPointF(area(view, words).topLeft())).toPoint()


@pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton])
async def test_a_link_is_opened_by_either_click(opened, sent_to_the_system, button):
    focus(opened, "Two")
    QTest.mouseClick(opened.viewport(), button, pos=place_of(opened, "Two", "https"))
    assert sent_to_the_system == ["https://desk.example.com/48213"]


async def test_a_click_on_a_mention_says_who_that_is(office, model, view, monkeypatch):
    chat = story()
    chat.say(ANA, "2026-03-05 10:01", "Ask @Elif Yılmaz please", mentions=[ELIF])
    chat.read_all(DANA)
    await office.hears(chat)
    model.show_chat(chat.id)
    await until(lambda: model.loaded and view.at_end)
    said = []
    monkeypatch.setattr(QToolTip, "showText", lambda _where, words, _widget: said.append(words))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(view, "Ask", "@Elif"))
    assert said == [f"{ELIF.name}\n{ELIF.title}"]


# What is said without being asked.


async def test_what_others_write_is_said_and_what_became_of_ones_own(office, opened):
    said = []
    opened.readable.announce = said.append
    chat = story()
    chat.say(ELIF, "2026-03-05 14:40", "fresh")
    chat.read_all(DANA)
    await office.hears(chat)
    await until(lambda: said)
    assert said == ["Elif Yılmaz, 14:40. fresh"]
    said.clear()
    await office.client.send(story().id, "not welcome")
    await until(lambda: any(e.text == "not welcome" for e in opened.column.entries))
    pending = await office.client._database.read(commands.of_chats, (story().id,))
    written = await office.client._database.write(outbox.refused, pending[-1].number, "message_too_long")
    office.client.feed.publish(written.changes)
    await until(lambda: said)
    assert said[0].startswith("Not sent. This message is longer")


async def test_a_message_that_has_gone_is_said_to_be_sent(office, opened):
    await office.client.send(story().id, "on its way")
    await until(lambda: any(e.text == "on its way" for e in opened.column.entries))
    waiting = opened.column.entries
    sent = structs.replace(waiting[-1], delivery=Delivery.SENT, seq=60, command=None)
    assert list(news(waiting, (*waiting[:-1], sent), me=DANA.id)) == ["Sent"]
    assert list(news(waiting, waiting, me=DANA.id)) == []


async def test_older_messages_that_come_are_not_said(opened):
    old = opened.column.entries
    earlier = structs.replace(old[1], key="earlier", message=MessageId("earlier"))
    assert list(news(old, (earlier, *old), me=DANA.id)) == []


async def test_everything_by_key_is_in_the_menu_with_its_key(opened):
    menu = opened.row_actions.menu(entry(opened, "Three").key)
    said = {action.text().partition("\t")[0]: action.text().partition("\t")[2] for action in menu.actions()}
    assert (said["Reply"], said["Edit message"], said["Delete message"]) == ("R", "E", "Del")
    assert said["Mark as unread from here"] == "U"
    assert said["Copy text"] == "Ctrl+C"
    assert Action.AUDIENCE in opened.row_actions.offered(entry(opened, "Three"))
