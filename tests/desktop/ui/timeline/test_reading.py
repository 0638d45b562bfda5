"""Only what was on screen, in the window that is in use, is read; and what was marked as unread stays so."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QMainWindow, QWidget

from desktop.ui.timeline.sight import AGAIN_MS
from desktop.viewmodels.read_state import SEEN_MS
from desktop.viewmodels.timeline_entry import EntryKind
from tests.gallery.team import ANA, BRUNO, DANA, ELIF
from tests.support.screen import until
from tests.support.story import Story

LONG_ENOUGH = 2 * (SEEN_MS + AGAIN_MS) / 1000
"""Whatever would have been marked as read is marked by then."""


def story(number=7, lines=40, *, read=None):
    """A chat in which the first `read` lines are read; all by default."""
    chat = Story(number, BRUNO, (DANA, ELIF), moment="2026-03-01 08:00", subject=f"Chat {number}")
    for line in range(lines):
        chat.say((BRUNO, ELIF)[line // 4 % 2], f"2026-03-02 08:{line % 60:02}", f"Message {line}")
    chat.read_until(DANA, lines + 1 if read is None else read)
    return chat


async def unread(office, chat):
    return (await office.client.chat_summaries(frozenset({chat.id})))[0].unread


async def nothing_is_marked(office, chat, count):
    """Wait for as long as anything could be under way, and look that nothing was marked as read."""
    await asyncio.sleep(LONG_ENOUGH)
    assert await unread(office, chat) == count


async def opens(office, model, view, chat):
    await office.hears(chat)
    model.show_chat(chat.id)
    await until(lambda: model.loaded and view.column.entries)


def line_before(view):
    """Return the text under the line "New messages"; None where there is no line."""
    kinds = [entry.kind for entry in view.column.entries]
    return view.column.entries[kinds.index(EntryKind.UNREAD) + 1].text if EntryKind.UNREAD in kinds else None


@pytest.fixture
async def windows(view, qtbot):
    """The timeline in a window, and another window."""
    window, other = QMainWindow(), QMainWindow()
    for each in (window, other):
        qtbot.addWidget(each)
        each.resize(700, 500)
    window.setCentralWidget(view)
    window.show()
    other.show()
    window.activateWindow()
    await until(window.isActiveWindow)
    yield window, other
    window.takeCentralWidget()  # whoever made the view ends it


async def test_what_comes_while_a_sheet_is_open_is_read_once_it_is_closed(office, model, view, windows):
    chat = story()
    await opens(office, model, view, chat)
    sheet = QDialog(windows[0])
    sheet.setModal(True)
    sheet.open()
    await until(sheet.isActiveWindow)
    chat.say(ELIF, "2026-03-05 14:40", "behind the sheet")
    await office.hears(chat)
    await until(lambda: model.unseen == 1)
    windows[0].activateWindow()
    view.sight.tell()
    await nothing_is_marked(office, chat, 1)
    sheet.close()
    windows[0].activateWindow()
    await until(lambda: model.unseen == 0)


async def test_what_comes_behind_a_drawer_is_read_once_that_is_gone(office, model, view, windows):
    chat = story()
    await opens(office, model, view, chat)
    drawer = QWidget(windows[0])
    drawer.resize(windows[0].size())
    drawer.show()
    chat.say(ELIF, "2026-03-05 14:40", "behind the drawer")
    await office.hears(chat)
    await until(lambda: model.unseen == 1)
    await nothing_is_marked(office, chat, 1)
    drawer.close()
    await until(lambda: model.unseen == 0)


async def test_a_minimised_window_reads_nothing(office, model, view, windows):
    chat = story()
    await opens(office, model, view, chat)
    windows[0].setWindowState(Qt.WindowState.WindowMinimized)
    chat.say(ELIF, "2026-03-05 14:40", "down there")
    await office.hears(chat)
    await until(lambda: model.unseen == 1)
    await nothing_is_marked(office, chat, 1)
    windows[0].setWindowState(Qt.WindowState.WindowNoState)
    windows[0].activateWindow()
    await until(lambda: model.unseen == 0)


async def test_what_was_marked_as_unread_stays_so_while_it_is_looked_at(office, model, view, windows):
    chat = story()
    await opens(office, model, view, chat)
    view.focus_row(next(i for i, e in enumerate(view.column.entries) if e.text == "Message 35"))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_U)
    await until(lambda: model.unseen == 5)
    assert line_before(view) == "Message 35"
    # Nothing of this reads it: more messages, the window's coming back, scrolling.
    chat.say(ELIF, "2026-03-05 14:40", "one more")
    await office.hears(chat)
    await until(lambda: model.unseen == 6)
    windows[1].activateWindow()
    windows[0].activateWindow()
    view.scroll_by(-200)
    view.scroll_by(200)
    await nothing_is_marked(office, chat, 6)


async def test_a_chat_that_was_marked_as_unread_is_read_when_it_is_opened_again(office, model, view):
    chat, other = story(), story(8)
    await opens(office, model, view, chat)
    model.mark_unread(37)
    await until(lambda: model.unseen == 5)
    await opens(office, model, view, other)
    await nothing_is_marked(office, chat, 5)
    model.show_chat(chat.id)
    await until(lambda: line_before(view) == "Message 35")
    await until(lambda: model.unseen == 0)


async def test_a_marked_chat_that_is_chosen_once_more_is_looked_at_anew(office, model, view):
    chat = story()
    await opens(office, model, view, chat)
    model.look_again()  # of a chat that is read, nothing comes of it
    assert model.loaded
    model.mark_unread(37)
    await until(lambda: model.unseen == 5)
    model.look_again()
    await until(lambda: model.loaded and line_before(view) == "Message 35")
    await until(lambda: model.unseen == 0)


@pytest.mark.parametrize("way", ["menu", "writing"])
async def test_the_mark_ends_when_the_user_says_so_or_writes(office, model, view, way):
    chat = story()
    await opens(office, model, view, chat)
    model.mark_unread(37)
    await until(lambda: model.unseen == 5)
    await until(lambda: not model.reading._marking)
    if way == "menu":
        key = view.column.entries[-1].key
        actions = {
            action.text().partition("\t")[0]: action for action in view.row_actions.menu(key).actions()
        }
        assert "Mark as unread from here" not in actions
        actions["Mark as read"].trigger()
    else:
        await office.client.send(chat.id, "done")
        model.on_sent()
    await until(lambda: model.unseen == 0)


async def test_a_mark_from_elsewhere_holds_too(office, model, view):
    chat = story()
    await opens(office, model, view, chat)
    await until(lambda: view.at_end)
    await office.client.mark_unread(chat.id, 37)
    await until(lambda: line_before(view) == "Message 35")
    await nothing_is_marked(office, chat, 5)


async def test_what_is_on_screen_of_the_chat_that_is_left_reads_nothing_of_the_one_that_is_opened(
    office, model, view
):
    chat, long = story(8, 100, read=20), story(9, 100, read=90)
    await opens(office, model, view, long)
    long.say(ELIF, "2026-03-05 14:40", "one more")  # something is unseen when the chat is left
    await office.hears(long)
    await until(lambda: model.unseen)
    await office.hears(chat)
    model.show_chat(chat.id)
    assert not model.loaded
    await until(lambda: model.loaded and view.column.entries)
    seen = max(r.entry.seq or 0 for _, y, r in view.column.visible() if y + r.height <= view.column.height)
    await until(lambda: model.details.read_seq > 20)
    assert model.details.read_seq == seen


async def test_further_down_the_mark_can_be_moved(office, model, view):
    chat = story()
    await opens(office, model, view, chat)
    model.mark_unread(37)
    await until(lambda: model.unseen == 5)
    model.mark_unread(40)
    await until(lambda: line_before(view) == "Message 38")
    await nothing_is_marked(office, chat, 2)


async def test_what_nobody_else_wrote_cannot_be_marked_as_unread(office, model, view):
    chat = story()
    chat.say(DANA, "2026-03-05 14:40", "mine")
    chat.read_all(DANA)
    await opens(office, model, view, chat)
    actions = [
        a.text().partition("\t")[0] for a in view.row_actions.menu(view.column.entries[-1].key).actions()
    ]
    assert "Mark as unread from here" not in actions


async def test_a_chat_opens_as_near_to_the_first_unread_as_there_are_rows_and_goes_there_when_it_has_come(
    office, model, view
):
    chat = story(lines=400, read=100)
    await office.client.apply(chat.snapshot(DANA, rows=60))
    model.show_chat(chat.id)
    await until(lambda: model.loaded and view.column.entries)
    assert view.column.entries[0].text == "341 older messages are still coming"
    assert view.column.top == 0
    assert line_before(view) is None
    await nothing_is_marked(office, chat, 301)
    await office.client.apply(chat.snapshot(DANA))
    await until(lambda: line_before(view) == "Message 99")
    assert 0 < view.row_area([e.kind for e in view.column.entries].index(EntryKind.UNREAD)).top() < 250
    await until(lambda: 0 < model.unseen < 301)


async def test_who_has_moved_meanwhile_is_not_taken_there(office, model, view):
    chat = story(lines=400, read=100)
    await office.client.apply(chat.snapshot(DANA, rows=60))
    model.show_chat(chat.id)
    await until(lambda: model.loaded and view.column.entries)
    view.scroll_by(300)
    first = next(view.column.visible())[2].entry.key
    await office.client.apply(chat.snapshot(DANA))
    await until(lambda: model.details.coming == 0)
    await until(lambda: not model._visits.is_at_work and not model._stale)
    assert next(view.column.visible())[2].entry.key == first


async def test_who_jumps_to_the_latest_has_read_what_is_missing_too(office, model, view):
    chat = story(lines=400, read=100)
    await office.client.apply(chat.snapshot(DANA, rows=60))
    model.show_chat(chat.id)
    await until(lambda: model.loaded and view.column.entries)
    QTest.mouseClick(view.jump, Qt.MouseButton.LeftButton)
    await until(lambda: model.unseen == 0)


async def test_today_becomes_yesterday_at_midnight(theme, office, model, view):
    now = [office.clock()]
    model._shown._clock = model._shown._time._clock = lambda: now[0]
    chat = story()
    chat.say(ANA, "2026-03-05 14:40", "today")
    chat.read_all(DANA)
    await opens(office, model, view, chat)
    days = [e.text for e in view.column.entries if e.kind is EntryKind.DAY]
    assert days[-1] == "Today"
    now[0] += 10 * 60 * 60_000
    model._shown._time.look()
    assert [e.text for e in view.column.entries if e.kind is EntryKind.DAY][-1] == "Yesterday"


# What comes while one looks away.


async def looks_away(view, windows):
    """Have the other window in front."""
    windows[1].activateWindow()
    await until(lambda: not windows[0].isActiveWindow())
    view.sight.tell()


async def looks_again(windows):
    windows[0].activateWindow()
    await until(windows[0].isActiveWindow)


async def comes(office, view, chat, *texts):
    for number, text in enumerate(texts):
        chat.say(ELIF, f"2026-03-05 14:{number:02}", text)
    await office.hears(chat)
    await until(lambda: any(e.text == texts[-1] for e in view.column.entries))


async def test_what_comes_while_another_window_is_in_front_stands_under_the_line(
    office, model, view, windows
):
    chat = story()
    await opens(office, model, view, chat)
    await until(lambda: view.at_end)
    assert line_before(view) is None
    await looks_away(view, windows)
    await comes(office, view, chat, "first unseen", "second unseen")
    await until(lambda: line_before(view) == "first unseen")
    await looks_again(windows)
    await until(lambda: model.unseen == 0)
    assert line_before(view) == "first unseen"


async def test_the_line_moves_only_when_one_had_caught_up_and_looked_away_again(office, model, view, windows):
    chat = story()
    await opens(office, model, view, chat)
    await looks_away(view, windows)
    await comes(office, view, chat, "first unseen")
    await comes(office, view, chat, "second unseen")
    await until(lambda: line_before(view) == "first unseen")
    await looks_again(windows)
    await until(lambda: model.unseen == 0)
    chat.read_all(DANA)
    await comes(office, view, chat, "seen as it came")
    await until(lambda: line_before(view) == "first unseen")
    await until(lambda: model.unseen == 0)
    chat.read_all(DANA)
    await looks_away(view, windows)
    await comes(office, view, chat, "third unseen")
    await until(lambda: line_before(view) == "third unseen")


async def test_what_comes_while_one_looks_has_no_line(office, model, view, windows):
    chat = story()
    await opens(office, model, view, chat)
    await until(lambda: view.at_end)
    await comes(office, view, chat, "seen as it came")
    assert line_before(view) is None


async def test_what_comes_while_one_reads_further_up_stands_under_the_line(office, model, view, windows):
    chat = story()
    await opens(office, model, view, chat)
    await until(lambda: view.at_end)
    view.scroll_by(-300)
    await comes(office, view, chat, "unseen below")
    await until(lambda: line_before(view) == "unseen below")


async def test_the_line_stays_in_sight_while_more_comes_than_there_is_room_for(office, model, view, windows):
    """Else what was never on screen would be read as soon as somebody looks."""
    chat = story()
    await opens(office, model, view, chat)
    await looks_away(view, windows)
    await comes(office, view, chat, *(f"unseen {number}" for number in range(40)))
    index = view.column.indexes["unread"]
    assert not view.row_area(index).isEmpty()
    assert view.row_area(index).top() >= 0
    assert not view.at_end
    await looks_again(windows)
    await until(lambda: model.unseen < 40)
    assert 10 < model.unseen < 40
    assert view.jump.isVisible()
    assert "unseen message" in view.jump.accessibleDescription()


async def test_the_line_is_gone_once_the_chat_was_left(office, model, view, windows):
    chat, other = story(), story(8)
    await office.hears(other)
    await opens(office, model, view, chat)
    await looks_away(view, windows)
    await comes(office, view, chat, "first unseen")
    await looks_again(windows)
    await until(lambda: model.unseen == 0)
    chat.read_all(DANA)
    for each in (other, chat):
        model.show_chat(each.id)
        await until(lambda: model.loaded and view.column.entries)
    assert line_before(view) is None
