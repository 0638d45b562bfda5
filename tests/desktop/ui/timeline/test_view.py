"""The list of messages, used with real wheel, mouse and keys over a real cache."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QDesktopServices, QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from desktop.core.cache import commands
from desktop.core.values import Delivery
from desktop.viewmodels.timeline_entry import EntryKind
from desktop.viewmodels.timeline_window import WINDOW_ROWS
from tests.gallery.team import ANA, BRUNO, DANA, ELIF
from tests.support.screen import click, every_word, find, until
from tests.support.story import Story

LONG = (
    "Could you look at the case? The customer wrote twice since noon 😀 and wants to know when it arrives. "
)


def history(lines=700, *, read=True):
    chat = Story(7, BRUNO, (DANA, ELIF), moment="2026-03-01 08:00", subject="Long")
    for number in range(lines):
        text = f"Message {number} " + LONG * (number % 3)
        chat.say(
            (BRUNO, ELIF)[number // 4 % 2], f"2026-03-02 {8 + number // 60 % 12:02}:{number % 60:02}", text
        )
    if read:
        chat.read_all(DANA)
    return chat


@pytest.fixture
async def opened(office, model, view):
    """The view at the end of a chat of 700 messages."""
    story = history()
    await office.hears(story)
    model.show_chat(story.id)
    await until(lambda: model.loaded and view.at_end)
    return story


def places(view):
    return {row.entry.key: y for _, y, row in view.column.visible()}


def wheel(view, clicks):
    where = QPointF(300, 200)
    event = QWheelEvent(
        where, where, QPoint(), QPoint(0, 120 * clicks), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def index_of(view, words):
    return next(i for i, entry in enumerate(view.column.entries) if entry.text.startswith(words))


def point_in(view, index, offset):
    """Return the point of the viewport where a UTF-16 offset of a row's text stands."""
    area, row = view.row_area(index), view.column.row(index)
    return (row.body.place_of(offset) + QPointF(area.topLeft())).toPoint()


async def test_a_read_chat_opens_at_its_end(opened, view):
    assert view.column.entries[-1].text.startswith("Message 699")
    assert view.at_end


async def test_an_unread_chat_opens_at_the_line_before_the_first_unread(office, model, view):
    story = history(read=False)
    story.read_until(DANA, 300)
    await office.hears(story)
    model.show_chat(story.id)
    await until(lambda: model.loaded and view.column.entries)
    line = index_of(view, "New messages")
    assert 0 < view.row_area(line).top() < 250
    assert view.column.entries[line + 1].text.startswith("Message 299")
    assert view.jump.isVisible()


async def test_older_pages_never_move_what_is_in_sight(opened, model, view):
    loads = 0
    for _ in range(1_200):
        if model.window.reaches_start:
            break
        before, first = places(view), model.window.first_seq
        wheel(view, 1)
        moved = {places(view)[key] - y for key, y in before.items() if key in places(view)}
        assert moved in ({60}, {0}, set()), moved
        settled = places(view)
        if model._visits.is_at_work:
            await until(lambda: not model._visits.is_at_work)
            after = places(view)
            assert all(after[key] == y for key, y in settled.items() if key in after)
            assert set(settled) & set(after)
        loads += model.window.first_seq != first
        assert len(model.window.rows) <= WINDOW_ROWS
    assert model.window.reaches_start
    assert loads > 8
    assert not model.window.reaches_end


async def test_the_end_is_kept_while_messages_come_and_the_size_changes(office, opened, view):
    opened.say(ELIF, "2026-03-05 14:40", "fresh")
    await office.hears(opened)
    await until(lambda: view.column.entries[-1].text == "fresh")
    assert view.at_end
    view.resize(480, 300)
    assert view.at_end


async def test_the_end_is_kept_when_the_text_becomes_larger(opened, view, theme):
    height = view.verticalScrollBar().maximum()
    theme.set_text_percent(130)
    try:
        assert view.at_end
        assert view.verticalScrollBar().maximum() > height
    finally:
        theme.set_text_percent(100)


async def test_rows_that_read_from_the_right_stand_the_same_with_and_without_a_scroll_bar(
    office, model, view
):
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    rights = []
    for number, lines in ((8, 2), (9, 60)):
        story = Story(number, BRUNO, (DANA, ELIF), moment="2026-03-01 08:00", subject="A chat")
        for line in range(lines):
            story.say(BRUNO, f"2026-03-02 08:{line:02}", "Message")
        story.read_all(DANA)
        await office.hears(story)
        model.show_chat(story.id)
        await until(lambda story=story: model.chat == story.id and model.loaded and view.at_end)
        assert (view.verticalScrollBar().maximum() > 0) == (lines > 2)
        QApplication.processEvents()
        rights.append(view.viewport().x() + view.column.width)
        assert view.viewport().width() == view.column.width
    assert rights == [view.width(), view.width()]


async def test_a_reader_further_up_is_not_moved_by_a_new_message_but_told(office, opened, model, view):
    view.scroll_by(-2_000)
    await until(lambda: not model._visits.is_at_work)
    before = places(view)
    opened.say(ELIF, "2026-03-05 14:40", "fresh")
    opened.read_until(DANA, 701)
    await office.hears(opened)
    await until(lambda: model.unseen == 1)
    assert places(view) == before
    jump = find(view, "Jump to latest")
    assert jump.accessibleDescription().startswith("1 unseen")
    QTest.mouseClick(jump, Qt.MouseButton.LeftButton)
    await until(lambda: view.at_end)
    await until(lambda: model.unseen == 0)


async def test_another_width_keeps_the_first_row(opened, model, view):
    view.scroll_by(-1_500)
    await until(lambda: not model._visits.is_at_work)
    first = next(view.column.visible())[2].entry.key
    view.resize(420, 500)
    assert next(view.column.visible())[2].entry.key == first


async def test_only_what_was_in_sight_is_read(office, model, view):
    story = history(read=False)
    story.read_until(DANA, 300)
    await office.hears(story)
    model.show_chat(story.id)
    await until(lambda: model.loaded and view.column.entries)
    seen = max(r.entry.seq or 0 for _, y, r in view.column.visible() if y + r.height <= view.column.height)
    await until(lambda: model.details.read_seq > 300)
    assert model.details.read_seq == seen


async def test_a_sent_message_stands_at_once_and_keeps_its_place(office, opened, view):
    message = await office.client.send(opened.id, "mine 🎉")
    await until(lambda: view.column.entries[-1].key == message)
    before = places(view)[message]
    opened.say(DANA, "2026-03-05 14:41", "mine 🎉")
    assert view.column.entries[-1].delivery is Delivery.WAITING
    assert view.row_area(len(view.column.entries) - 1).top() == before


async def test_what_came_while_another_window_was_in_use_is_read_once_the_user_is_back(
    office, opened, model, view, qtbot
):
    window, other = QMainWindow(), QMainWindow()
    for each in (window, other):
        qtbot.addWidget(each)
    window.setCentralWidget(view)
    window.show()
    other.show()
    other.activateWindow()
    await until(lambda: view.at_end and not window.isActiveWindow())
    opened.say(ELIF, "2026-03-05 14:40", "while you were away")
    await office.hears(opened)
    await until(lambda: model.unseen == 1 and view.at_end)
    window.activateWindow()
    await until(lambda: model.unseen == 0)
    window.takeCentralWidget()  # whoever made the view ends it


async def test_text_is_selected_in_the_characters_that_one_sees(office, model, view):
    story = Story(8, BRUNO, (DANA,), moment="2026-03-05 08:00")
    story.say(BRUNO, "2026-03-05 08:01", "🎉🎉 one two")
    story.say(BRUNO, "2026-03-05 08:02", "three 😀 four")
    story.read_all(DANA)
    await office.hears(story)
    model.show_chat(story.id)
    await until(lambda: view.column.entries)
    first, second = index_of(view, "🎉🎉"), index_of(view, "three")
    drag(view, point_in(view, first, 5), point_in(view, first, 8))
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "one"
    drag(view, point_in(view, first, 5), point_in(view, second, 8))
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == (
        "Bruno Costa, 5 Mar 2026 08:01\none two\n\nBruno Costa, 5 Mar 2026 08:02\nthree 😀"
    )


async def test_an_edited_text_is_copied_without_the_mark_after_it(office, model, view):
    story = Story(8, BRUNO, (DANA,), moment="2026-03-05 08:00")
    seq = story.say(BRUNO, "2026-03-05 08:01", "one tow")
    story.edit(seq, "2026-03-05 08:02", "one two 😀")
    story.read_all(DANA)
    await office.hears(story)
    model.show_chat(story.id)
    await until(lambda: view.column.entries)
    index = index_of(view, "one two")
    assert view.column.row(index).body.pieces[0].layout.text() == "one two 😀 (edited)"
    drag(view, point_in(view, index, 4), point_in(view, index, 19))
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "two 😀"


async def test_what_is_selected_in_a_text_is_selected_no_more_once_the_text_is_another(office, model, view):
    story = Story(8, BRUNO, (DANA,), moment="2026-03-05 08:00")
    seq = story.say(BRUNO, "2026-03-05 08:01", "one two three")
    story.say(BRUNO, "2026-03-05 08:02", "four")
    story.read_all(DANA)
    await office.hears(story)
    model.show_chat(story.id)
    await until(lambda: view.column.entries)
    index = index_of(view, "one two")
    drag(view, point_in(view, index, 4), point_in(view, index, 13))
    story.say(BRUNO, "2026-03-05 08:03", "five")
    await office.hears(story)
    await until(lambda: view.column.entries[-1].text == "five")
    assert view.copied_text() == "two three"
    story.delete(seq, "2026-03-05 08:04")
    await office.hears(story)
    await until(lambda: view.column.entries[index].deleted)
    assert view.selection is None


async def test_a_message_that_is_taken_back_goes_from_sight_and_what_one_reads_stays_in_its_place(
    office, opened, model, view
):
    wheel(view, 20)
    await until(lambda: not view.at_end)
    before = places(view)
    seq = next(e.seq for e in view.column.entries if e.key in before and e.kind is EntryKind.MESSAGE)
    text = next(e.text for e in view.column.entries if e.seq == seq)
    assert text in every_word(view)
    opened.delete(seq, "2026-03-05 09:00")
    await office.hears(opened)
    await until(lambda: any(e.seq == seq and e.deleted for e in view.column.entries))
    assert f"{text.rstrip('.')}" not in every_word(view)
    assert not view.at_end


def drag(view, start, end):
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=end)


async def test_a_link_opens_and_tells_where_it_leads(office, model, view, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    story = Story(8, BRUNO, (DANA,), moment="2026-03-05 08:00")
    story.say(BRUNO, "2026-03-05 08:01", "😀 https://desk.example.com/48213 now")
    story.read_all(DANA)
    await office.hears(story)
    model.show_chat(story.id)
    await until(lambda: view.column.entries)
    index = index_of(view, "😀")
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point_in(view, index, 12))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point_in(view, index, 1))
    assert opened == ["https://desk.example.com/48213"]
    assert "Open https://desk.example.com/48213" in [
        a.text().partition("\t")[0] for a in view.row_actions.menu(view.column.entries[index].key).actions()
    ]


def hit(view, index, action):
    area, row = view.row_area(index), view.column.row(index)
    found = next(h for h in row.hits if h.action == action)
    return (found.area.center() + QPointF(area.topLeft())).toPoint()


@pytest.fixture
async def refused(office, model, view):
    story = Story(8, BRUNO, (DANA,), moment="2026-03-05 08:00")
    story.read_all(DANA)
    await office.hears(story)
    message = await office.client.send(story.id, "not welcome")
    row = (await office.client.rows(frozenset((message,))))[0]
    await office.client._database.write(commands.refuse, row.command, "message_too_long")
    model.show_chat(story.id)
    await until(lambda: any(e.note == "Not sent" for e in view.column.entries))
    return next(i for i, e in enumerate(view.column.entries) if e.note == "Not sent")


@pytest.mark.parametrize("way", ["mouse", "menu"])
async def test_a_refused_message_can_be_sent_again(view, refused, way):
    if way == "mouse":
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=hit(view, refused, "retry"))
    else:
        actions = {
            a.text().partition("\t")[0]: a
            for a in view.row_actions.menu(view.column.entries[refused].key).actions()
        }
        actions["Retry sending"].trigger()
    await until(lambda: view.column.entries[-1].delivery is Delivery.WAITING)
    assert not view.column.entries[-1].reason


@pytest.mark.parametrize("way", ["mouse", "menu"])
async def test_a_refused_message_can_be_deleted(view, refused, way):
    if way == "mouse":
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=hit(view, refused, "delete"))
    else:
        actions = {
            a.text().partition("\t")[0]: a
            for a in view.row_actions.menu(view.column.entries[refused].key).actions()
        }
        actions["Delete message"].trigger()
    await until(lambda: QApplication.activeModalWidget() is not None, "the question")
    assert any(e.text == "not welcome" for e in view.column.entries)
    click(QApplication.activeModalWidget(), "Delete")
    await until(lambda: not any(e.text == "not welcome" for e in view.column.entries))


async def test_the_keyboard_goes_from_row_to_row_and_to_either_end(opened, model, view):
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Up)
    last = view.focused_index
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.focused_index == last - 1
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == view.column.entries[last - 1].text
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.focused_index == 0
    assert not view.at_end
    QTest.keyClick(view, Qt.Key.Key_End)
    await until(lambda: view.at_end and view.focused_index == len(view.column.entries) - 1)


async def test_home_leads_to_the_first_row_that_is_more_than_a_line_between_days(office, model, view):
    story = history(40)
    await office.hears(story)
    model.show_chat(story.id)
    await until(lambda: model.loaded and view.at_end)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.column.entries[0].kind is EntryKind.DAY
    assert view.column.entries[view.focused_index].kind is EntryKind.SYSTEM
    assert (view.column.top, view.column.above) == (0, 0)


async def test_the_scroll_bar_reaches_the_first_message(opened, model, view):
    view.verticalScrollBar().setValue(0)
    await until(lambda: model.window.reaches_start)
    assert view.column.entries[view.column.top].kind in {EntryKind.DAY, EntryKind.SYSTEM, EntryKind.MESSAGE}
    assert (view.column.row(view.column.top).entry.seq or 1) < 10


async def test_the_place_that_the_scroll_bar_was_moved_to_last_is_shown(opened, model, view):
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    bar.setValue(0)  # before the first place was read
    await until(lambda: model.window.reaches_start)
    assert bar.value() < bar.maximum() // 10


async def test_a_screen_reader_hears_a_row_per_message(opened, model, view):
    assert "Bruno Costa, 19:39. Message 699" in every_word(view)
    whole = QAccessible.queryAccessibleInterface(view)
    assert whole.text(QAccessible.Text.Name) == "Messages"
    assert whole.role() == QAccessible.Role.List
    assert whole.childCount() >= len(view.column.entries)
    last = whole.child(len(view.column.entries) - 1)
    assert whole.indexOfChild(last) == len(view.column.entries) - 1
    for _ in range(60):
        view.scroll_by(-800)
        await until(lambda: not model._visits.is_at_work)
        every_word(view)


async def test_who_came_later_reads_that_earlier_messages_were_not_shared(office, model, view):
    story = Story(9, ANA, (BRUNO,), moment="2026-03-01 08:00")
    story.say(ANA, "2026-03-01 08:01", "secret")
    story.add(ANA, "2026-03-03 08:00", DANA, with_history=False)
    await office.hears(story)
    model.show_chat(story.id)
    await until(lambda: view.column.entries)
    assert (
        view.column.entries[0].text == "You were added on 3 March. Earlier messages were not shared with you."
    )
    assert "secret" not in every_word(view)
