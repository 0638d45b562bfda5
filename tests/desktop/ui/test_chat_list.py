"""The left pane under real mice and keys: moving, opening, typing a title, filtering, links, and what is said when nothing is shown."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QToolTip

from desktop.core.values import ConnectionState
from desktop.ui.left_pane import LeftPane, Rail
from desktop.viewmodels.workspace import Workspace
from tests.gallery.team import DANA, NOW, TEAM, others, refund
from tests.support.desk import desk
from tests.support.screen import click, every_word, find, press, rows_of, shows, type_into, until

OUTAGE, HANDOVER, BRUNO_S, ELIF_S, VAT, TONE, *_ = (story.id for story in others())


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
async def pane(workspace, theme, window):
    made = LeftPane(theme, workspace, window)
    made.resize(300, 700)
    made.show()
    window.activateWindow()
    workspace.load()
    await until(lambda: workspace.chat_order.rowCount() == 12 and workspace.current == OUTAGE)
    yield made
    made.deleteLater()


@pytest.fixture
async def rail(workspace, theme, window):
    made = Rail(theme, workspace, window)
    made.resize(72, 700)
    made.show()
    workspace.load()
    await until(lambda: workspace.chat_order.rowCount() == 12)
    yield made
    made.deleteLater()


def view(pane):
    return find(pane, "Conversations", QListView)


def titles(pane):
    model = view(pane).model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def at_keyboard(pane):
    return view(pane).currentIndex().data()


def selected(pane):
    return [index.data() for index in view(pane).selectedIndexes()]


def middle_of(pane, title):
    index = view(pane).model().index(titles(pane).index(title), 0)
    return view(pane).visualRect(index).center()


def click_row(pane, title):
    QTest.mouseClick(view(pane).viewport(), Qt.MouseButton.LeftButton, pos=middle_of(pane, title))


def to_keyboard(pane):
    view(pane).setFocus(Qt.FocusReason.TabFocusReason)


async def test_a_click_opens_a_chat_and_it_stays_selected_as_it_moves(pane, workspace, office):
    chosen = []
    pane.chat_chosen.connect(chosen.append)
    click_row(pane, "Tone guide rewrite")
    assert chosen == [TONE]
    assert selected(pane) == ["Tone guide rewrite"]
    await office.client.send(TONE, "Looks good")
    await until(lambda: titles(pane)[0] == "Tone guide rewrite")
    assert selected(pane) == ["Tone guide rewrite"]


async def test_a_row_that_is_left_with_the_button_down_is_not_opened(pane, workspace):
    row, elsewhere = middle_of(pane, "Tone guide rewrite"), middle_of(pane, "Bruno Costa")
    QTest.mousePress(view(pane).viewport(), Qt.MouseButton.LeftButton, pos=row)
    QTest.mouseRelease(view(pane).viewport(), Qt.MouseButton.LeftButton, pos=elsewhere)
    assert workspace.current == OUTAGE


async def test_arrows_move_the_keyboard_and_enter_opens(pane, workspace):
    to_keyboard(pane)
    assert at_keyboard(pane) == "EU checkout outage"
    press(pane, "Conversations", Qt.Key.Key_Down)
    press(pane, "Conversations", Qt.Key.Key_Down)
    assert at_keyboard(pane) == "Shift handover"
    assert selected(pane) == ["EU checkout outage"]
    press(pane, "Conversations", Qt.Key.Key_Up)
    press(pane, "Conversations", Qt.Key.Key_Return)
    assert workspace.current == refund().id
    press(pane, "Conversations", Qt.Key.Key_End)
    assert at_keyboard(pane) == "Hiro Tanaka"
    press(pane, "Conversations", Qt.Key.Key_Home)
    press(pane, "Conversations", Qt.Key.Key_Space)
    assert workspace.current == OUTAGE


async def test_a_title_is_typed_and_letters_mean_nothing_else_meanwhile(pane, workspace):
    to_keyboard(pane)
    QTest.keyClicks(view(pane), "ma")
    assert at_keyboard(pane) == "Macro clean-up"
    pane.list._since_typed.invalidate()  # the user has paused
    QTest.keyClicks(view(pane), "eu c")
    assert at_keyboard(pane) == "EU checkout outage"
    assert workspace.current == OUTAGE
    pane.list._since_typed.invalidate()
    QTest.keyClicks(view(pane), "e")
    assert at_keyboard(pane) == "Elif Yılmaz", "one letter goes on to the next"


async def test_the_keyboard_stays_at_its_chat_while_others_move(pane, office):
    to_keyboard(pane)
    QTest.keyClicks(view(pane), "shift")
    await office.client.send(VAT, "Noted")
    await until(lambda: titles(pane)[0] == "VAT invoices, Brazil")
    assert at_keyboard(pane) == "Shift handover"


async def test_only_unread_chats_by_mouse_and_the_way_back(pane):
    click(pane, "Unread only")
    assert titles(pane)[1:] == ["Shift handover", "VAT invoices, Brazil"] or titles(pane) == [
        "Shift handover",
        "VAT invoices, Brazil",
    ]
    assert find(pane, "Unread only").isChecked()
    click(pane, "Show all")
    assert len(titles(pane)) == 12
    assert not find(pane, "Unread only").isChecked()
    assert not shows(pane, "Show all")


async def test_only_unread_chats_by_the_keyboard(pane):
    find(pane, "Search conversations").setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget().accessibleName() == "Search filters"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget().accessibleName() == "Unread only"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert "Shift handover" in titles(pane)
    assert "Bruno Costa" not in titles(pane)


async def test_the_chat_that_is_being_read_stays_among_the_unread_ones(pane, workspace, office):
    click(pane, "Unread only")
    click_row(pane, "Shift handover")
    details = await office.client.chat(HANDOVER)
    await office.client.mark_read(HANDOVER, details.last_seq)
    await until(lambda: not workspace.chat_list.line(HANDOVER).unread)
    assert "Shift handover" in titles(pane)
    click_row(pane, "VAT invoices, Brazil")
    assert "Shift handover" not in titles(pane)


async def test_when_everything_is_read_that_is_said_and_all_are_shown_on_request(pane, office, workspace):
    workspace.open_chat(refund().id)
    for chat in (OUTAGE, HANDOVER, VAT):
        details = await office.client.chat(chat)
        await office.client.mark_read(chat, details.last_seq)
    await until(lambda: not any(workspace.chat_list.line(chat).unread for chat in (OUTAGE, HANDOVER, VAT)))
    pane.toggle_unread()
    assert titles(pane) == []
    assert "Nothing unread" in every_word(pane)
    click(pane, "Show all")
    assert len(titles(pane)) == 12
    assert "Nothing unread" not in every_word(pane)


async def test_a_title_that_is_cut_is_told_on_asking_and_on_the_rail_every_title(pane, rail):
    for where, title, told in (
        (pane, "Bruno Costa", ""),
        (pane, "Weekend cover, 7–8 March", "Weekend cover"),
        (rail, "Bruno Costa", "Bruno"),
    ):
        where.raise_()
        place = middle_of(where, title)
        viewport = view(where).viewport()
        if where is pane:
            pane.resize(240, 700)
        QToolTip.hideText()
        event = QHelpEvent(QEvent.Type.ToolTip, place, viewport.mapToGlobal(place))
        QApplication.sendEvent(viewport, event)
        assert (told in QToolTip.text()) if told else not QToolTip.text()


async def test_the_rail_opens_chats_and_has_the_same_menu(rail, workspace):
    asked = []
    rail.change_subject_requested.connect(asked.append)
    click_row(rail, "Bruno Costa")
    assert workspace.current == BRUNO_S
    to_keyboard(rail)
    QTest.keyClick(view(rail), Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = QApplication.activePopupWidget()
    next(action for action in menu.actions() if action.text().startswith("Change subject")).trigger()
    menu.close()
    assert asked == [BRUNO_S]


async def test_every_control_has_a_name(pane):
    def nameless(interface):
        for number in range(interface.childCount()):
            child = interface.child(number)
            if child is None or child.state().invisible:
                continue
            role = child.role()
            if role in {QAccessible.Role.Button, QAccessible.Role.EditableText, QAccessible.Role.List}:
                yield from [role] if not child.text(QAccessible.Text.Name) else []
            yield from nameless(child)

    type_into(pane, "Search conversations", "ines")
    assert list(nameless(QAccessible.queryAccessibleInterface(pane))) == []


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ConnectionState.ONLINE, "No chats yet"),
        (ConnectionState.CATCHING_UP, "Getting your chats…"),
        (ConnectionState.OFFLINE, "No chats on this computer yet"),
    ],
)
async def test_an_empty_list_says_what_is_the_case(qapp, tmp_path, theme, window, state, words):
    async with desk(tmp_path, DANA, team=TEAM, now=NOW, state=state) as office:
        workspace = Workspace(office.client, office.background, office.clock)
        pane = LeftPane(theme, workspace, window)
        pane.show()
        workspace.load()
        await until(lambda: workspace.chat_list.is_loaded)
        assert words in every_word(pane)
        office.connection_is(ConnectionState.ONLINE)
        await until(lambda: "No chats yet" in every_word(pane))
        await workspace.finish()
        pane.deleteLater()
        workspace.deleteLater()


async def test_rows_are_spoken_in_order(pane):
    row = next(row for row in rows_of(pane, "Conversations") if row.startswith("Shift"))
    assert row.startswith("Shift handover, 12 unread. Farid: Two open P1s, notes are in the cases. 13:58")


async def test_larger_text_makes_higher_rows(pane, theme):
    before = view(pane).visualRect(view(pane).model().index(1, 0)).height()
    theme.set_text_percent(130)
    rows = view(pane)
    await until(lambda: rows.visualRect(rows.model().index(1, 0)).height() > before)


async def test_everything_stands_mirrored_for_reading_from_the_right(pane, workspace):
    pane.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    type_into(pane, "Search conversations", "ines")
    cross = next(
        child
        for child in pane.search.findChildren(type(pane.unread))
        if child.accessibleName() == "Clear search"
    )
    assert cross.x() < pane.search.width() // 2
    pane.search.clear()
    assert pane.search.filters.x() < pane.search.width() // 2
    pane.search.clearFocus()
    assert pane.search.textMargins().right() > pane.search.textMargins().left()
    await until(lambda: pane.unread.x() < pane.width() // 2)
