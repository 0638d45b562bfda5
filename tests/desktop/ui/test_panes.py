"""The panes: where they stand at each width, what is remembered of them, and how the keyboard goes through them."""

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from desktop.ui.drawer import SLIDE_MS, Drawer
from desktop.viewmodels.choices import Choices, ChoicesModel
from desktop.viewmodels.toast import Toast
from tests.desktop.ui.windows import keyboard, shown
from tests.gallery.team import DANA, NOW, TEAM, others, refund
from tests.support.desk import desk
from tests.support.screen import click, find, shows, until

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
MIDDLE = QSize(900, 800)
NARROW = QSize(720, 800)


@pytest.fixture(autouse=True)
def application(qapp):
    qapp.setQuitOnLastWindowClosed(False)
    yield qapp
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
async def office(application, tmp_path):
    async with desk(tmp_path, DANA, team=TEAM, stories=[refund(), *others()], now=NOW) as here:
        yield here


def drawers(window) -> list[Drawer]:
    return [drawer for drawer in window.findChildren(Drawer) if drawer.is_open]


async def resting(window) -> Drawer:
    """Wait until the one open drawer has slid in."""
    (drawer,) = drawers(window)
    await until(lambda: drawer._shown_part == 1.0, "the drawer to rest")
    return drawer


def place(window, widget):
    return widget.mapTo(window, QPoint(0, 0))


# What stands where.


@pytest.mark.parametrize(
    ("width", "rail", "left", "details"),
    [
        (1280, False, True, True),
        (1040, False, True, True),
        (1039, False, True, False),
        (760, False, True, False),
        (759, True, False, False),
        (480, True, False, False),
    ],
)
async def test_the_panes_change_at_the_widths_of_the_design(office, theme, width, rail, left, details):
    async with shown(office, theme, size=QSize(width, 700)) as window:
        panes = (window.rail, window.left, window.details)
        assert tuple(pane.isVisible() for pane in panes) == (rail, left, details)


async def test_no_window_is_smaller_than_480_by_480(office, theme):
    async with shown(office, theme, size=QSize(100, 100)) as window:
        assert window.size() == QSize(480, 480)


@pytest.mark.parametrize("percent", [90, 100, 115, 130])
async def test_the_lines_under_the_heads_of_all_panes_meet(office, theme, percent):
    choices = ChoicesModel(Choices(text_percent=percent))
    async with shown(office, theme, choices=choices) as window:
        header = window.conversation.header
        assert header.height() == theme.header
        assert place(window, header).y() == 0
        search = find(window.left, "Search conversations")
        assert place(window, search).y() == theme.header


async def test_the_head_grows_where_two_lines_need_more(office, theme):
    theme._system_scale = 1.5
    theme.set_text_percent(130)
    assert theme.header > 56
    theme._system_scale = 1.0
    theme.set_text_percent(100)
    assert theme.header == 56


# What is remembered.


async def test_the_list_is_as_wide_as_it_was_dragged_and_stays_so(office, theme):
    choices = ChoicesModel()
    async with shown(office, theme, choices=choices) as window:
        handle = window.findChild(QSplitter).handle(1)
        QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(0, 300))
        QTest.mouseMove(handle, QPoint(60, 300))
        QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(0, 300))
        dragged = window.left.width()
        assert dragged == pytest.approx(359, abs=2)  # Qt lets so thin a line be grasped beside it
        assert choices.choices.list_width == dragged + 1
    async with shown(office, theme, choices=choices) as window:
        assert window.left.width() == dragged


@pytest.mark.parametrize(("kept", "wide"), [(10, 240), (240, 240), (420, 420), (4_000, 420)])
async def test_the_list_is_never_narrower_or_wider_than_designed(office, theme, kept, wide):
    async with shown(office, theme, choices=ChoicesModel(Choices(list_width=kept))) as window:
        assert window.left.width() == pytest.approx(wide, abs=1)


async def test_details_that_were_hidden_stay_hidden(office, theme):
    choices = ChoicesModel()
    async with shown(office, theme, choices=choices) as window:
        click(window, "Hide details")
        assert not choices.choices.details_shown
    async with shown(office, theme, choices=choices) as window:
        assert not window.details.isVisible()
        click(window, "Show details")
        assert choices.choices.details_shown


async def test_a_drawer_of_details_is_nothing_to_be_remembered(office, theme):
    choices = ChoicesModel()
    async with shown(office, theme, size=MIDDLE, choices=choices) as window:
        click(window, "Show details")
        click(window, "Hide details")
        assert choices.choices == Choices()


# Drawers.


async def test_a_drawer_slides_in_and_out(office, theme):
    async with shown(office, theme, size=NARROW) as window:
        click(window, "Show conversation list")
        (drawer,) = drawers(window)
        assert place(window, window.left).x() < 0
        await resting(window)
        assert place(window, window.left).x() == 0
        QTest.keyClick(window.left, Qt.Key.Key_Escape)
        assert not drawer.is_open
        assert drawer.isVisible()
        await until(lambda: not drawer.isVisible(), "the drawer to be gone")


async def test_nothing_slides_where_the_system_wants_nothing_to_move(office, theme):
    theme.set_still(still=True)
    assert theme.motion(SLIDE_MS) == 0
    async with shown(office, theme, size=NARROW) as window:
        click(window, "Show conversation list")
        assert place(window, window.left).x() == 0
        (drawer,) = drawers(window)
        QTest.keyClick(window.left, Qt.Key.Key_Escape)
        assert not drawer.isVisible()


async def test_a_click_beside_a_drawer_closes_it_and_one_on_it_does_not(office, theme):
    async with shown(office, theme, size=NARROW) as window:
        click(window, "Show conversation list")
        drawer = await resting(window)
        QTest.mouseClick(window.left, Qt.MouseButton.LeftButton, pos=QPoint(4, 30))
        assert drawer.is_open
        QTest.mouseClick(drawer, Qt.MouseButton.LeftButton, pos=QPoint(drawer.width() - 20, 300))
        assert not drawer.is_open


async def test_the_drawer_of_the_details_leaves_the_head_free(office, theme):
    async with shown(office, theme, size=NARROW) as window:
        click(window, "Show details")
        drawer = await resting(window)
        assert place(window, drawer) == QPoint(72, 56)
        assert place(window, window.details) == QPoint(720 - 280, 56)
        click(window, "Hide details")
        assert not drawer.is_open


@pytest.mark.parametrize(
    ("shows_it", "pane"), [("Show conversation list", "left"), ("Show details", "details")]
)
async def test_tab_stays_in_a_drawer(office, theme, shows_it, pane):
    async with shown(office, theme, size=NARROW) as window:
        click(window, shows_it)
        await resting(window)
        held = getattr(window, pane)
        first, seen = QApplication.focusWidget(), set()
        assert held.isAncestorOf(first)
        for _ in range(12):
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            assert held.isAncestorOf(QApplication.focusWidget())
            seen.add(keyboard())
        assert len(seen) > 2
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab, SHIFT)
        assert held.isAncestorOf(QApplication.focusWidget())


async def test_who_opened_a_drawer_gets_the_keyboard_back(office, theme):
    async with shown(office, theme, size=NARROW) as window:
        assert keyboard() == "Message"
        QTest.keyClick(window, Qt.Key.Key_L, CTRL | SHIFT)
        assert keyboard() == "Conversations"
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        assert keyboard() == "Message"
        button = find(window, "Show details")
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        await resting(window)
        assert keyboard() == "Change subject"
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        assert keyboard() == "Show details"


async def test_the_same_key_opens_the_list_and_closes_it(office, theme):
    async with shown(office, theme, size=NARROW) as window:
        QTest.keyClick(window, Qt.Key.Key_L, CTRL | SHIFT)
        assert window.left.isVisible()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_L, CTRL | SHIFT)
        assert not window.left.isVisible()


async def test_escape_goes_back_layer_by_layer(office, theme):
    async with shown(office, theme, size=NARROW) as window:
        QTest.keyClick(window, Qt.Key.Key_F, CTRL | SHIFT)
        search = find(window.left, "Search conversations")
        QTest.keyClicks(search, "ines")
        QTest.keyClick(search, Qt.Key.Key_Escape)
        assert search.text() == ""
        assert drawers(window)
        QTest.keyClick(search, Qt.Key.Key_Escape)
        assert not drawers(window)
        window.rail.list.setFocus()
        QTest.keyClick(window.rail.list, Qt.Key.Key_Escape)
        assert keyboard() == "Message"


async def test_escape_leaves_an_answer_before_it_clears_the_search(office, theme):
    async with shown(office, theme) as window:
        composer = window._workspace.composer
        entry = next(each for each in window._workspace.timeline.entries if each.message is not None)
        composer.answer(entry.message)
        await until(lambda: composer.reply is not None, "the answer")
        window.left.search.setText("costa")
        window.left.list.setFocus()
        QTest.keyClick(window.left.list, Qt.Key.Key_Escape)
        assert composer.reply is None
        assert window.left.search.text() == "costa"
        QTest.keyClick(window.left.list, Qt.Key.Key_Escape)
        assert window.left.search.text() == ""


# F6.


async def test_f6_leaves_a_drawer_and_closes_it(office, theme):
    async with shown(office, theme, size=NARROW) as window:
        QTest.keyClick(window, Qt.Key.Key_L, CTRL | SHIFT)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        assert not drawers(window)
        assert keyboard() == "Message"
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6, SHIFT)
        assert QApplication.focusWidget() is window.rail.list


async def test_f6_comes_by_what_can_be_taken_back(office, theme):
    async with shown(office, theme) as window:
        undone = []
        window._workspace.told.emit(Toast("Chat muted", action="Undo", act=lambda: undone.append(1)))
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        assert keyboard() == "Undo"
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
        assert undone == [1]


# Mirrored.


async def test_a_mirrored_window_has_everything_on_the_other_side(office, theme, application):
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    async with shown(office, theme) as window:
        assert place(window, window.details).x() == 0
        assert place(window, window.left).x() + window.left.width() == pytest.approx(
            1280, abs=1
        )  # Qt's splitter
    async with shown(office, theme, size=NARROW) as window:
        assert place(window, window.rail).x() == 720 - 72
        click(window, "Show details")
        drawer = await resting(window)
        assert place(window, drawer) == QPoint(0, 56)
        assert drawer.width() == 720 - 72
        assert place(window, window.details).x() == 0
        click(window, "Hide details")
        click(window, "Show conversation list")
        await resting(window)
        assert place(window, window.left).x() + window.left.width() == 720
        assert shows(window, "Settings")


async def test_everything_in_a_mirrored_window_is_as_far_from_the_edge(office, theme, application):
    def places(window):
        """Where what has a name stands in its pane, from where reading begins."""
        found = {}
        panes = (
            window.left.new.parentWidget(),
            window.left.footer,
            window.conversation.header,
            window.details,
        )
        for pane in panes:
            for part in pane.findChildren(QWidget):
                if part.accessibleName() and part.isVisible():
                    at, wide = part.mapTo(pane, QPoint(0, 0)).x(), part.width()
                    mirrored = window.layoutDirection() is Qt.LayoutDirection.RightToLeft
                    found[part.accessibleName()] = pane.width() - at - wide if mirrored else at
        return found

    async with shown(office, theme) as window:
        usual = places(window)
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    async with shown(office, theme) as window:
        assert places(window) == {name: pytest.approx(at, abs=1) for name, at in usual.items()}
