"""Every key that the sheet shows does something, and every key of the window is shown; on macOS the menu bar has the same."""

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenuBar, QScrollArea, QWidget

from desktop.ui.shortcuts import Deed, native, sections, window_keys
from desktop.ui.timeline.view import TimelineView
from desktop.viewmodels.choices import ChoicesModel
from tests.desktop.ui.windows import keyboard, shown
from tests.gallery.team import DANA, NOW, TEAM, others, refund
from tests.support.desk import desk
from tests.support.screen import click, every_word, find, type_into, until

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PLATFORMS = ("linux", "win32", "darwin")
DONE_BY_PARTS = {
    "Message": {
        "@",
        "Ctrl+Shift+E",
        "Enter",
        "Ctrl+Enter",
        "Shift+Enter",
        "Up",
        "Ctrl+B",
        "Ctrl+I",
        "Ctrl+Shift+X",
        "Ctrl+Shift+C",
    },
    "Messages": {"R", "E", "Del", "U", "Ctrl+C", "Shift+F10", "Home", "End"},
    "Conversations": {"U", "Shift+F10"},
}
"""Keys of the sheet that belong to one control, by its name. `Esc` and others are the window's by another way."""


@pytest.fixture(autouse=True)
def application(qapp):
    qapp.setQuitOnLastWindowClosed(False)
    return qapp


@pytest.fixture
async def office(application, tmp_path):
    async with desk(tmp_path, DANA, team=TEAM, stories=[refund(), *others()], now=NOW) as here:
        yield here


def of_sheet(platform: str, *, enter_sends: bool = True) -> list:
    return [key for section in sections(enter_sends=enter_sends, platform=platform) for key in section.keys]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_sheet_has_every_key_of_the_window_once(platform):
    shown_deeds = [key.deed for key in of_sheet(platform) if key.deed is not None]
    assert sorted(shown_deeds) == sorted(window_keys(platform))


@pytest.mark.parametrize("platform", PLATFORMS)
def test_no_key_of_the_window_means_two_things(platform):
    keys = [key for each in window_keys(platform).values() for key in each]
    assert len(keys) == len(set(keys))
    assert not {key for key in keys if QKeySequence(key).isEmpty()}


@pytest.mark.parametrize("platform", ["linux", "win32"])
async def test_the_window_has_exactly_the_keys_of_the_table(office, theme, platform):
    async with shown(office, theme, platform=platform) as window:
        bound = {
            key.toString()
            for shortcut in window.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly)
            for key in QShortcut.keys(shortcut)
        }
        wanted = {QKeySequence(key).toString() for keys in window_keys(platform).values() for key in keys}
        assert wanted <= bound
        assert bound - wanted <= {QKeySequence(QKeySequence.StandardKey.Undo).toString()}  # of what is told


async def test_everything_the_window_does_has_something_to_do(office, theme):
    async with shown(office, theme) as window:
        assert set(Deed) <= set(window.deeds)


async def test_ctrl_slash_shows_the_sheet_with_the_keys_as_they_are_written_here(office, theme):
    async with shown(office, theme) as window:
        QTest.keyClick(window, Qt.Key.Key_Slash, CTRL)
        await until(QApplication.activeModalWidget, "the sheet")
        sheet = QApplication.activeModalWidget()
        words = every_word(sheet)
        for key in of_sheet("linux"):
            assert key.says in words
            assert all(native(each) in words for each in key.keys)
        QTest.keyClick(sheet, Qt.Key.Key_Escape)
        await until(lambda: QApplication.activeModalWidget() is None)
        assert keyboard() == "Message"


async def test_the_sheet_fits_into_the_smallest_window_and_can_be_scrolled_by_keys(office, theme):
    async with shown(office, theme, size=QSize(480, 480)) as window:
        window.show_shortcuts()
        await until(QApplication.activeModalWidget, "the sheet")
        sheet = QApplication.activeModalWidget()
        await until(lambda: sheet.height() <= 480 - 32)
        area = sheet.findChild(QScrollArea)
        QTest.keyClick(area, Qt.Key.Key_PageDown)
        assert area.verticalScrollBar().value() > 0
        click(sheet, "Close", type(sheet.close_button))
        await until(lambda: QApplication.activeModalWidget() is None)


def test_the_sheet_says_how_one_sends_now():
    writing = {key.says: key.keys for key in of_sheet("linux")}
    swapped = {key.says: key.keys for key in of_sheet("linux", enter_sends=False)}
    assert (writing["Send"], writing["New line"]) == (("Enter", "Ctrl+Enter"), ("Shift+Enter",))
    assert (swapped["Send"], swapped["New line"]) == (("Ctrl+Enter",), ("Enter",))


# Text size.


async def test_the_text_grows_and_shrinks_step_by_step_and_everything_with_it(office, theme):
    choices = ChoicesModel()
    async with shown(office, theme, choices=choices) as window:
        subject = find(window.conversation, "Chat subject")
        before = subject.font().pixelSize()
        sizes = []
        for key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Plus):
            QTest.keyClick(window, key, CTRL)
            sizes.append(choices.choices.text_percent)
        assert sizes == [115, 130, 130]
        assert subject.font().pixelSize() == round(15 * 1.3) > before
        for _ in range(5):
            QTest.keyClick(window, Qt.Key.Key_Minus, CTRL)
        assert choices.choices.text_percent == 90
        QTest.keyClick(window, Qt.Key.Key_0, CTRL)
        assert choices.choices.text_percent == 100
        assert subject.font().pixelSize() == before


async def test_a_text_size_changes_nothing_of_what_is_written_or_open(office, theme):
    async with shown(office, theme) as window:
        type_into(window, "Message", "half a sentence")
        QTest.keyClick(window, Qt.Key.Key_Plus, CTRL)
        assert find(window, "Message").toPlainText() == "half a sentence"
        assert keyboard() == "Message"


# macOS.


async def test_on_macos_the_menu_bar_has_every_key_of_the_window_and_nothing_else_has_it(office, theme):
    async with shown(office, theme, platform="darwin") as window:
        bar = window.findChild(QMenuBar)
        actions = [action for menu in bar.actions() for action in menu.menu().actions()]
        bound = [key.toString() for action in actions for key in action.shortcuts()]
        wanted = {QKeySequence(key).toString() for keys in window_keys("darwin").values() for key in keys}
        assert wanted <= set(bound)
        assert len(bound) == len(set(bound))
        roles = {action.text(): action.menuRole() for action in actions}
        assert roles["Settings…"] is QAction.MenuRole.PreferencesRole
        assert roles["Quit Internal Chat"] is QAction.MenuRole.QuitRole


async def test_an_item_of_the_menu_bar_does_what_it_says(office, theme):
    choices = ChoicesModel()
    async with shown(office, theme, platform="darwin", choices=choices) as window:
        actions = {
            action.text(): action
            for menu in window.findChild(QMenuBar).actions()
            for action in menu.menu().actions()
        }
        actions["Larger Text"].trigger()
        assert choices.choices.text_percent == 115
        type_into(window, "Message", "all of it")
        actions["Select All"].trigger()
        assert find(window, "Message").textCursor().selectedText() == "all of it"
        actions["Cut"].trigger()
        actions["Paste"].trigger()
        actions["Paste"].trigger()
        assert find(window, "Message").toPlainText() == "all of itall of it"


async def test_on_macos_a_closed_window_comes_back_when_the_program_is_called(office, theme, application):
    async with shown(office, theme, platform="darwin") as window:
        for _ in range(2):
            window.deeds[Deed.CLOSE]()
            window.deeds[Deed.CLOSE]()
            application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
            assert not window.isVisible()
            application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
            assert window.isVisible()


async def test_other_systems_have_no_menu_bar(office, theme):
    async with shown(office, theme) as window:
        assert window.findChild(QMenuBar) is None


# What belongs to a part.


@pytest.mark.parametrize("name", DONE_BY_PARTS)
async def test_the_keys_of_a_part_are_taken_by_it(office, theme, name):
    """Whatever the sheet says of a part is wanted there: the part accepts the key, or has a shortcut for it."""
    # Those of the image viewer are pressed in `viewer/test_viewer.py`.
    own = sections(enter_sends=True, platform="linux")[:-1]
    listed = {each for section in own for key in section.keys if key.deed is None for each in key.keys}
    async with shown(office, theme) as window:
        window._workspace.open_chat(refund().id)
        await until(lambda: window._workspace.timeline.loaded and window._workspace.details.ready)
        part = find(window, name)
        shortcuts = {
            key.toString() for each in window.findChildren(QShortcut) for key in QShortcut.keys(each)
        }
        for keys in sorted(DONE_BY_PARTS[name] & listed):
            assert _is_taken(part, keys) or QKeySequence(keys).toString() in shortcuts, keys
            for over in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
                if over is not None:
                    over.close()


def _is_taken(part: QWidget, keys: str) -> bool:
    """Whether a part wants a key; of the messages, whether one of them does: some are others', some the user's own."""
    part.setFocus()
    rows = range(len(part.column.entries)) if isinstance(part, TimelineView) else (0,)
    for row in reversed(rows):
        if isinstance(part, TimelineView):
            part.focus_row(row)
        combination = QKeySequence(keys)[0]
        pressed = combination.key(), combination.keyboardModifiers()
        event = QKeyEvent(QEvent.Type.KeyPress, *pressed, keys.lower() if len(keys) == 1 else "")
        QApplication.sendEvent(part, event)
        if event.isAccepted():
            return True
    return False


def test_every_key_of_the_sheet_belongs_to_somebody():
    own = sections(enter_sends=True, platform="linux")[
        :-1
    ]  # those of the viewer are in `viewer/test_viewer.py`
    listed = {each for section in own for key in section.keys if key.deed is None for each in key.keys}
    elsewhere = {"Esc", "Ctrl+Z", "Ctrl+1", "Ctrl+9"}  # the last two: `test_account_footer.py`
    # Taken only where there is a way back; `timeline/test_going.py` goes it.
    assert QKeySequence("Alt+Left") in QKeySequence.keyBindings(QKeySequence.StandardKey.Back)
    elsewhere.add("Alt+Left")
    assert listed <= set.union(*DONE_BY_PARTS.values()) | elsewhere
