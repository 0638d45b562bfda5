"""The results under real mice and keys: from the field into them and back, opening, all of a section, and coming back to them."""

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QWidget

from desktop.ui.search import results as results_pane
from desktop.viewmodels import search as searching
from desktop.viewmodels.isolates import without_isolates
from desktop.viewmodels.links import Place, link_to
from desktop.viewmodels.search_filters import MOST_TYPED
from desktop.viewmodels.search_lines import Heading, Part
from tests.desktop.ui.windows import keyboard, shown
from tests.gallery.shots_search import costs
from tests.gallery.team import ANA, BRUNO, DANA, HIRO, NOW, TEAM, refund
from tests.support.desk import desk
from tests.support.screen import click, click_row, every_word, find, row_texts, shows, until
from tests.support.story import Story, user

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
FIELD, RESULTS = "Search conversations", "Search results"
NARROW = QSize(720, 800)
LEFT_THE_TEAM = user(40, "omar.left", "Omar Quokka", "Sales", active=False)


def many() -> Story:
    """A chat in which the same word stands often."""
    story = Story(83, BRUNO, (ANA, DANA), moment="2026-03-01 08:00", subject="Long talk")
    for minute in range(58):
        story.say(BRUNO, f"2026-03-01 09:{minute:02}", f"xylophone {minute}")
    story.read_all(DANA)
    return story


@pytest.fixture
async def office(qapp, tmp_path):
    stories = [*costs()[:7], many()]
    async with desk(tmp_path, DANA, team=(*TEAM, LEFT_THE_TEAM), stories=stories, now=NOW) as here:
        yield here


@pytest.fixture
async def window(office, theme, monkeypatch):
    monkeypatch.setattr(searching, "REFRESH_SECONDS", 0)
    async with shown(office, theme) as made:
        yield made


async def search(window, text):
    """Type with the keyboard, and wait for what is found."""
    QTest.keyClick(window, Qt.Key.Key_F, CTRL | SHIFT)
    window.left.search.insert(text)
    await until(lambda: window._workspace.search.is_current, "what is found")


def results(window) -> QListView:
    view = find(window, RESULTS, QListView)
    assert isinstance(view, QListView)
    return view


def current(window) -> str:
    """The row with the keyboard, as it is spoken."""
    assert keyboard() == RESULTS
    return str(results(window).currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


async def asked_for_teammates() -> QWidget:
    def dialogs():
        shown = (each for each in QApplication.topLevelWidgets() if each.isVisible())
        return [each for each in shown if each.windowTitle() == "Message teammates"]

    await until(dialogs, "the dialog")
    return dialogs()[0]


def top_of_list(window):
    return results(window).verticalScrollBar().value()


async def test_results_stand_in_the_place_of_the_list_until_the_field_is_empty(window):
    await search(window, "cost")
    assert not shows(window, "Conversations")
    assert [row for row in row_texts(results(window)) if "result" in row] == [
        "Subjects, 3 results Subjects",
        "People, 3 results People",
        "Messages, 4 results Messages",
    ]
    press(Qt.Key.Key_Escape)
    assert shows(window, "Conversations")
    assert not shows(window, RESULTS)
    assert keyboard() == FIELD


async def test_what_is_pasted_by_mistake_is_cut_off_however_long_it_is(window):
    await search(window, "cost " * 20_000)
    assert len(window.left.search.text()) == MOST_TYPED
    assert row_texts(results(window))


async def test_who_wants_only_what_is_unread_sees_the_list_again(window):
    await search(window, "cost")
    click(window, "Unread only")
    assert window.left.search.text() == ""
    assert "Nothing unread" in every_word(find(window, "Conversations"))


async def test_only_the_row_that_the_mouse_is_pressed_on_looks_pressed(window, theme):
    await search(window, "cost")
    view = results(window)

    def lit():
        picture = view.viewport().grab().toImage()
        tint = QColor(theme.tokens.bg_selected)
        every = [view.visualRect(view.model().index(row, 0)) for row in range(view.model().rowCount())]
        rows = [rect for rect in every if view.viewport().rect().contains(rect)]
        # Beside the avatar's top corner, where nothing but the ground is painted.
        return [
            row for row, rect in enumerate(rows) if picture.pixelColor(rect.topLeft() + QPoint(20, 4)) == tint
        ]

    assert lit() == []
    place = view.visualRect(view.model().index(1, 0)).center()
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert lit() == [1]
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=view.rect().bottomLeft())
    assert lit() == []


async def test_the_list_stays_until_something_is_found(window):
    window.left.search.setText("cost")
    assert shows(window, "Conversations"), "nothing is known yet"
    await until(lambda: shows(window, RESULTS))
    assert not shows(window, "Conversations")


async def test_arrows_go_from_result_to_result_past_headings_and_back_into_the_field(window):
    await search(window, "cost")
    press(Qt.Key.Key_Down)
    assert current(window).startswith("Shipping costs, Iberia")
    for _ in range(3):
        press(Qt.Key.Key_Down)
    assert current(window).startswith("Bruno Costa")
    for _ in range(3):
        press(Qt.Key.Key_Down)
    assert current(window).startswith("Chen Wei in Refund")
    press(Qt.Key.Key_End)
    assert current(window).startswith("Grace Lindqvist in Quarter")
    press(Qt.Key.Key_Home)
    assert current(window).startswith("Shipping costs")
    press(Qt.Key.Key_PageDown)
    press(Qt.Key.Key_PageUp)
    assert current(window).startswith("Shipping costs")
    press(Qt.Key.Key_Up)
    assert keyboard() == FIELD


async def test_whatever_is_typed_among_the_results_is_typed_in_the_field(window):
    await search(window, "cos")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_T)
    assert keyboard() == FIELD
    assert window.left.search.text() == "cost"
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Backspace)
    assert window.left.search.text() == "cos"


async def test_enter_opens_a_message_in_its_place_and_escape_comes_back_to_the_results(window):
    workspace, placed = window._workspace, []
    workspace.open_chat(costs()[1].id)
    workspace.timeline.placed.connect(placed.append)
    await search(window, "cost")
    press(Qt.Key.Key_Down)
    for _ in range(7):
        press(Qt.Key.Key_Down)
    row = current(window)
    assert row.startswith("Ana Ribeiro in VAT invoices")
    before = top_of_list(window)
    press(Qt.Key.Key_Return)
    assert workspace.current == costs()[3].id
    assert keyboard() == "Message"
    await until(lambda: any(opening.lit for opening in placed), "the message in its place")
    selected = results(window).selectedIndexes()
    assert [index.data(Qt.ItemDataRole.AccessibleTextRole) for index in selected] == [row]
    press(Qt.Key.Key_Escape)
    assert current(window) == row
    assert top_of_list(window) == before
    press(Qt.Key.Key_Escape)
    assert keyboard() == FIELD
    press(Qt.Key.Key_Escape)
    assert window.left.search.text() == ""


async def test_enter_in_the_field_opens_the_first_result_even_if_it_is_not_here_yet(window):
    QTest.keyClick(window, Qt.Key.Key_F, CTRL | SHIFT)
    QTest.keyClicks(QApplication.focusWidget(), "goodwill")
    press(Qt.Key.Key_Return)
    await until(lambda: window._workspace.current == costs()[2].id)


async def test_a_click_opens_a_chat_and_a_row_that_is_left_is_marked_no_more(window):
    await search(window, "cost")
    click_row(window, RESULTS, "Shipping costs")
    assert window._workspace.current == costs()[1].id
    assert results(window).selectedIndexes()
    window._workspace.open_chat(refund().id)
    assert not results(window).selectedIndexes()


async def test_somebody_with_whom_there_is_no_chat_is_offered_one(window):
    await search(window, "hiro")
    press(Qt.Key.Key_Down)
    assert current(window).startswith("Hiro Tanaka. Automation")
    press(Qt.Key.Key_Return)
    dialog = await asked_for_teammates()
    await until(lambda: f"Remove {HIRO.name}" in every_word(dialog))
    dialog.close()


async def test_the_chat_with_somebody_alone_is_opened_and_with_control_a_new_one(window, office):
    private = Story(60, DANA, (HIRO,), moment="2026-03-01 08:00")
    private.say(HIRO, "2026-03-01 08:01", "Good morning")
    await office.hears(private)
    await search(window, "tanaka")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    await until(lambda: window._workspace.current == private.id)
    assert keyboard() == "Message"
    press(Qt.Key.Key_Escape)
    assert current(window).startswith("Hiro Tanaka")
    press(Qt.Key.Key_Return, CTRL)
    (await asked_for_teammates()).close()


async def test_of_somebody_who_left_the_team_what_they_wrote_is_shown(window, office):
    story = Story(61, LEFT_THE_TEAM, (ANA, DANA), moment="2026-03-01 08:00", subject="Handed over")
    story.say(LEFT_THE_TEAM, "2026-03-01 08:01", "All notes are in the case")
    await office.hears(story)
    await search(window, "quokka")
    press(Qt.Key.Key_Down)
    assert current(window).startswith("Omar Quokka")
    press(Qt.Key.Key_Return)
    assert window.left.search.text() == "from:omar.left"
    await until(lambda: any("All notes are in the case" in row for row in row_texts(results(window))))


async def test_all_of_a_section_by_mouse_and_more_as_one_scrolls(window):
    await search(window, "xylophone")
    view = results(window)
    assert view.model().rowCount() == 1 + searching.FEW
    heading = view.visualRect(view.model().index(0, 0))
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(heading.right() - 30, heading.center().y())
    )
    assert view.model().rowCount() == 1 + searching.AT_ONCE
    view.scrollToBottom()
    await until(lambda: view.model().rowCount() == 1 + 58, "the rest")


async def test_all_of_a_section_by_keyboard(window):
    await search(window, "xylophone")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Up)
    await until(lambda: current(window) == "Messages, 58 results. Show all")
    press(Qt.Key.Key_Return)
    assert results(window).model().rowCount() == 1 + searching.AT_ONCE
    assert "xylophone 57" in current(window)


async def test_what_comes_meanwhile_moves_nothing_that_is_in_sight(window, office):
    await search(window, "xylophone")
    window._workspace.search.show_all(Part.MESSAGES)
    view = results(window)
    view.setFocus()
    row = next(n for n in range(view.model().rowCount()) if "xylophone 40" in row_texts(view)[n])
    view.setCurrentIndex(view.model().index(row, 0))
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 13)
    before = view.visualRect(view.currentIndex()).top()
    story = Story(84, BRUNO, (ANA, DANA), moment="2026-03-05 08:00", subject="A xylophone")
    story.say(BRUNO, "2026-03-05 08:01", "One more xylophone")
    await office.hears(story)
    await until(lambda: "One more" in " ".join(row_texts(view)) and isinstance(view.line(0), Heading))
    assert "xylophone 40" in current(window)
    assert view.visualRect(view.currentIndex()).top() == before


async def test_nothing_found_says_so_and_the_search_can_be_cleared(window):
    await search(window, "quokka1")
    assert shows(window, "No results")
    assert "Nothing found for “quokka1”" in without_isolates(every_word(window.left))
    press(Qt.Key.Key_Down)
    assert keyboard() == FIELD
    window.left.results.nothing.action.click()
    assert shows(window, "Conversations")
    assert keyboard() == FIELD


async def test_a_link_leads_to_its_message_and_clears_the_field(window):
    placed = []
    window._workspace.timeline.placed.connect(placed.append)
    await search(window, link_to(Place(costs()[3].id, 2)))
    press(Qt.Key.Key_Return)
    assert window._workspace.current == costs()[3].id
    await until(lambda: any(opening.lit for opening in placed))
    assert window.left.search.text() == ""
    assert shows(window, "Conversations")


async def test_a_link_to_a_chat_that_is_not_here_says_so_and_stays(window):
    told = []
    window._workspace.told.connect(told.append)
    before = window._workspace.current
    await search(window, "internal-chat://chat/019c0000-0000-7000-8000-000000000099")
    assert "Not on this computer" in every_word(window.left)
    press(Qt.Key.Key_Return)
    assert window._workspace.current == before
    assert [toast.failed for toast in told] == [True]
    assert window.left.search.text()


async def test_in_a_narrow_window_the_drawer_closes_and_escape_opens_it_as_it_was(office, theme):
    async with shown(office, theme, size=NARROW) as window:
        await search(window, "cost")
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_End)
        row = current(window)
        press(Qt.Key.Key_Return)
        assert not window.left.isVisible()
        assert keyboard() == "Message"
        press(Qt.Key.Key_Escape)
        assert window.left.isVisible()
        assert current(window) == row


async def test_f6_goes_to_the_results(window):
    await search(window, "cost")
    window.conversation.focus_composer()
    QTest.keyClick(window, Qt.Key.Key_F6, SHIFT)
    assert keyboard() == RESULTS


async def test_who_listens_is_told_how_many_there_are(window, monkeypatch):
    said = []
    monkeypatch.setattr(results_pane, "SPOKEN_MS", 0)
    monkeypatch.setattr(results_pane, "announce", lambda _widget, words: said.append(words))
    await search(window, "cost")
    await until(lambda: said)
    assert said == ["Subjects, 3 results. People, 3 results. Messages, 4 results"]


async def test_a_screen_reader_finds_the_list_and_its_rows(window):
    await search(window, "cost")
    interface = QAccessible.queryAccessibleInterface(results(window))
    assert interface.role() == QAccessible.Role.List
    assert interface.text(QAccessible.Text.Name) == RESULTS
    assert interface.child(0).text(QAccessible.Text.Name) == "Subjects, 3 results"


async def test_larger_text_makes_higher_rows_and_a_narrow_pane_breaks_lines(window, theme):
    await search(window, "attached")
    view = results(window)
    last = view.model().index(view.model().rowCount() - 1, 0)
    before = view.visualRect(last).height()
    theme.set_text_percent(130)
    await until(lambda: view.visualRect(last).height() > before)
