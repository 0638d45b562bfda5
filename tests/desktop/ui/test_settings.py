"""The settings, as they are opened, gone through and closed, by mouse and keyboard, and what is chosen on their pages."""

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QSlider, QWidget

from desktop.ui.controls import RadioButton, Switch
from desktop.ui.settings.fields import Select, TimeField
from desktop.viewmodels.choices import Choices, ChoicesModel
from desktop.viewmodels.notification_log import NotificationLog, Outcome
from desktop.viewmodels.pausing import Pausing
from tests.desktop.ui.windows import keyboard, shown
from tests.gallery.team import NOW, refund
from tests.support.screen import click, click_row, every_word, find, press, rows_of, shows, until

CTRL = Qt.KeyboardModifier.ControlModifier
HOUR_MS = 3_600_000


def opened() -> QDialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    return dialog


async def settings(window, section="") -> QDialog:
    window.show_settings(section)
    dialog = opened()
    await until(lambda: QApplication.activeWindow() is dialog and keyboard() == "Settings sections")
    return dialog


def choose(dialog: QWidget, name: str, words: str) -> None:
    """Open a select by the mouse and choose in its menu."""
    click(dialog, name, Select)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(each for each in menu.actions() if each.text() == words)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def is_on(dialog: QWidget, name: str) -> bool:
    return find(dialog, name, Switch).isChecked()


# The sheet.


async def test_the_gear_opens_them_and_escape_gives_the_keyboard_back(office, theme):
    async with shown(office, theme) as window:
        gear = find(window, "Settings")
        gear.setFocus()
        QTest.mouseClick(gear, Qt.MouseButton.LeftButton)
        dialog = opened()
        assert dialog.accessibleName() == "Settings"
        assert rows_of(dialog, "Settings sections") == [
            " Notifications",
            " Appearance",
            " Writing",
            " Privacy",
            " Storage",
            " Account and devices",
        ]
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        await until(lambda: QApplication.activeModalWidget() is None)
        await until(lambda: QApplication.focusWidget() is gear, "the keyboard at the gear")


async def test_the_key_opens_them_in_a_narrow_window_too_where_the_sections_lie_above_the_page(office, theme):
    async with shown(office, theme, size=QSize(480, 480)) as window:
        QTest.keyClick(window, Qt.Key.Key_Comma, CTRL)
        dialog = opened()
        assert dialog.width() == 448
        assert dialog.height() == 448
        sections = find(dialog, "Settings sections")
        page = find(dialog, "Every new message", RadioButton)
        assert page.mapTo(dialog, QPoint()).y() > sections.geometry().bottom()
        window.resize(1280, 800)
        await until(lambda: dialog.width() == 800, "the sheet at its full size")
        page_at = find(dialog, "Every new message", RadioButton).mapTo(dialog, QPoint())
        assert page_at.x() > sections.width()
        dialog.close()


async def test_arrows_go_from_section_to_section_and_tab_into_the_page(office, theme):
    async with shown(office, theme) as window:
        dialog = await settings(window)
        assert keyboard() == "Settings sections"
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
        assert shows(dialog, "Compact message list")
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
        assert shows(dialog, "Enter key")
        names = []
        for _ in range(7):
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            names.append(keyboard())
        assert names == [
            "Enter key",
            "Check spelling",
            "Skin tone of emoji",
            "Ask before sending what waited long",
            "Close",
            "Settings sections",
            "Enter key",
        ]
        dialog.close()


async def test_a_place_of_a_section_is_shown_at_once(office, theme):
    async with shown(office, theme) as window:
        dialog = await settings(window, "storage")
        assert shows(dialog, "Keep up to")
        await until(lambda: find(dialog, "Remove downloaded files…").isEnabled() is False, "the numbers")
        click_row(dialog, "Settings sections", "Privacy")
        assert shows(dialog, "Typing indicator")
        dialog.close()


async def test_every_control_is_called_by_its_words_and_explained_by_the_grey_line(office, theme):
    async with shown(office, theme) as window:
        dialog = await settings(window)
        nothing = find(dialog, "Nothing", RadioButton)
        assert nothing.accessibleDescription() == "Unread counts still show in the list"
        sound = find(dialog, "Play a sound", Switch)
        assert sound.accessibleDescription() == "Only when the window is in the background"
        dialog.close()


async def test_a_row_is_switched_by_its_words(office, theme):
    choices = ChoicesModel()
    async with shown(office, theme, choices=choices) as window:
        dialog = await settings(window)
        row = find(dialog, "Flash the taskbar for mentions", Switch).parentWidget()
        QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(30, row.height() // 2))
        assert choices.choices.flash
        row = find(dialog, "Nothing", RadioButton).parentWidget()
        QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(80, row.height() // 2))
        assert choices.choices.notify_about == "nothing"
        dialog.close()


async def test_a_sheet_that_is_told_another_place_as_it_appears_comes_back_to_the_middle(office, theme):
    async with shown(office, theme) as window:
        dialog = await settings(window)
        middle = dialog.pos()
        dialog.move(window.pos())
        await until(lambda: dialog.pos() == middle, "the sheet in the middle")
        dialog.close()


# Notifications.


async def test_what_is_notified_of_and_how_is_chosen(office, theme):
    choices = ChoicesModel()
    async with shown(office, theme, choices=choices) as window:
        dialog = await settings(window)
        click(dialog, "Only when I am added to a chat", RadioButton)
        press(dialog, "Only when I am added to a chat", Qt.Key.Key_Up)
        click(dialog, "Play a sound", Switch)
        click(dialog, "Show a count on the app icon", Switch)
        click(dialog, "Flash the taskbar for mentions", Switch)
        assert choices.choices == Choices(notify_about="mentions", sound=False, badge=False, flash=True)
        dialog.close()


async def test_the_hours_of_every_day_are_there_once_they_are_wanted(office, theme):
    choices = ChoicesModel()
    async with shown(office, theme, choices=choices) as window:
        dialog = await settings(window)
        assert not shows(dialog, "From")
        click(dialog, "Pause notifications every day", Switch)
        assert choices.choices.quiet_daily
        begin = find(dialog, "From", TimeField)
        assert (begin.time().hour(), begin.time().minute()) == (19, 0)
        begin.setFocus()
        QTest.keyClick(begin, Qt.Key.Key_Up)
        assert choices.choices.quiet_from == 20 * 60
        end = find(dialog, "To", TimeField)
        end.setSelectedSection(TimeField.Section.MinuteSection)
        QTest.keyClick(end, Qt.Key.Key_Down)
        assert choices.choices.quiet_to == 7 * 60 + 45
        QTest.mouseClick(end, Qt.MouseButton.LeftButton, pos=QPoint(end.width() - 14, 6))
        assert choices.choices.quiet_to == 8 * 60
        dialog.close()


async def test_a_time_is_typed_where_it_was_clicked_or_over_the_whole(office, theme):
    choices = ChoicesModel(Choices(quiet_daily=True))
    async with shown(office, theme, choices=choices) as window:
        dialog = await settings(window)
        begin = find(dialog, "From", TimeField)
        words = begin.lineEdit()
        QTest.mouseClick(words, Qt.MouseButton.LeftButton, pos=QPoint(10, words.height() // 2))
        await until(words.hasSelectedText, "the hours to be selected")
        QTest.keyClicks(begin, "0005")
        QTest.keyClick(begin, Qt.Key.Key_Return)
        assert choices.choices.quiet_from == 5
        QTest.keyClick(begin, Qt.Key.Key_A, CTRL)
        QTest.keyClicks(begin, "2359")
        QTest.keyClick(begin, Qt.Key.Key_Return)
        assert choices.choices.quiet_from == 23 * 60 + 59
        dialog.close()


async def test_the_ring_of_a_time_is_whole(office, theme):
    async with shown(office, theme, choices=ChoicesModel(Choices(quiet_daily=True))) as window:
        dialog = await settings(window)
        begin = find(dialog, "From", TimeField)
        begin.setFocus()
        picture = begin.grab().toImage()
        ratio = picture.devicePixelRatio()
        at = [QPoint(round(begin.width() / 2 * ratio), round(y * ratio)) for y in (0, 1)]
        assert {picture.pixelColor(point).name() for point in at} == {theme.tokens.focus.lower()}
        dialog.close()


async def test_what_the_program_does_not_offer_is_not_shown(office, theme):
    async with shown(office, theme) as window:
        dialog = await settings(window)
        for name in (
            "Pause now",
            "Test notification",
            "Recent notifications…",
            "Follow the system’s do-not-disturb",
            "Start when I sign in to this computer",
            "Keep running in the tray",
            "Open links to chats",
        ):
            assert not shows(dialog, name), name
        window.desk.tell_focus(is_known=True)
        assert is_on(dialog, "Follow the system’s do-not-disturb")
        dialog.close()


async def test_notifications_are_paused_and_resumed(office, theme):
    choices = ChoicesModel()
    async with shown(office, theme, choices=choices) as window:
        window.desk.notifies(Pausing(choices, office.clock, window), NotificationLog(window))
        dialog = await settings(window)
        click(dialog, "For 1 hour")
        assert choices.choices.paused_until == NOW + HOUR_MS
        assert find(dialog, "Pause now").accessibleDescription() == window.desk.pausing.words
        find(dialog, "Resume").setFocus()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
        assert choices.choices.paused_until == 0
        assert keyboard() == "For 1 hour"
        click(dialog, "Until tomorrow")
        assert choices.choices.paused_until > NOW + HOUR_MS
        assert shows(dialog, "Resume")
        dialog.close()


async def test_a_test_is_asked_for_and_its_outcome_said_in_words(office, theme):
    async with shown(office, theme) as window:
        window.desk.notifies(Pausing(ChoicesModel(), office.clock, window), NotificationLog(window))
        asked = []
        window.desk.test_requested.connect(lambda: asked.append(True))
        dialog = await settings(window)
        click(dialog, "Test notification")
        assert asked == [True]
        window.desk.tell_test("Shown.")
        assert find(dialog, "Test notification").accessibleDescription() == "Shown."
        window.desk.tell_hint("Nothing on this desktop shows notifications.")
        assert "Nothing on this desktop shows notifications." in every_word(dialog)
        dialog.close()


async def test_the_recent_ones_are_listed_with_the_reason_and_follow_what_happens(office, theme):
    async with shown(office, theme) as window:
        log = NotificationLog(window)
        log.note(NOW, "Shift handover", Outcome.MUTED)
        window.desk.notifies(Pausing(ChoicesModel(), office.clock, window), log)
        dialog = await settings(window)
        click(dialog, "Recent notifications…")
        sheet = opened()
        assert sheet is not dialog
        (row,) = rows_of(sheet, "Shown and not shown")
        assert "Shift handover" in row
        assert "the chat is muted" in row
        log.note(NOW, "Bruno Costa", Outcome.SHOWN)
        assert len(rows_of(sheet, "Shown and not shown")) == 2
        QTest.keyClick(sheet, Qt.Key.Key_Escape)
        await until(lambda: opened() is dialog)
        dialog.close()


async def test_the_program_begins_with_the_session_where_that_can_be_chosen(office, theme):
    async with shown(office, theme) as window:
        chosen = []
        window.desk.start_at_login_chosen.connect(chosen.append)
        window.desk.tell_start_at_login(on=False)
        dialog = await settings(window)
        click(dialog, "Start when I sign in to this computer", Switch)
        assert chosen == [True]
        window.desk.tell_start_at_login(on=False, words="This computer does not allow it.")
        assert not is_on(dialog, "Start when I sign in to this computer")
        switch = find(dialog, "Start when I sign in to this computer", Switch)
        assert switch.accessibleDescription() == "This computer does not allow it."
        dialog.close()


@pytest.mark.parametrize("there", [True, False])
async def test_the_tray_is_offered_where_there_is_one_and_else_its_absence_said(office, theme, there):
    choices = ChoicesModel()
    async with shown(office, theme, choices=choices) as window:
        window.desk.tell_tray(is_there=there)
        dialog = await settings(window)
        switch = find(dialog, "Keep running in the tray", Switch)
        assert switch.isEnabled() is there
        assert ("no tray" in switch.accessibleDescription()) is not there
        QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
        assert choices.choices.stays_in_tray is not there
        dialog.close()


# Appearance.


async def test_tab_comes_to_what_is_chosen_and_arrows_choose_another(office, theme):
    choices = ChoicesModel(Choices(notify_about="nothing"))
    async with shown(office, theme, choices=choices) as window:
        dialog = await settings(window)
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert keyboard() == "Nothing"
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Up)
        assert keyboard() == "Only when I am added to a chat"
        assert choices.choices.notify_about == "added"
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert keyboard() == "Play a sound"
        dialog.close()


async def test_how_everything_looks_is_chosen(office, theme):
    choices = ChoicesModel()
    async with shown(office, theme, choices=choices) as window:
        looks = []
        window.appearance_chosen.connect(looks.append)
        dialog = await settings(window, "appearance")
        click(dialog, "Dark", RadioButton)
        assert theme.mode == "dark"
        assert looks == ["dark"]
        press(dialog, "Text size", Qt.Key.Key_Right)
        assert choices.choices.text_percent == 115
        slider = find(dialog, "Text size", QSlider)
        QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 6, 10))
        assert choices.choices.text_percent == 130
        assert slider.accessibleDescription() == "Applies to chats and lists: 130 %"
        click(dialog, "Reduce motion", Switch)
        assert theme.motion(100) == 0
        choose(dialog, "Language of the screens", "Deutsch")
        assert choices.choices.language == "de"
        dialog.close()


async def test_a_compact_timeline_has_less_room_between_messages_and_stands_where_it_stood(office, theme):
    choices = ChoicesModel()
    async with shown(office, theme, choices=choices) as window:
        window._workspace.open_chat(refund().id)
        timeline = window.conversation.timeline
        await until(lambda: window._workspace.timeline.loaded and timeline.column.entries)
        column = timeline.column
        before = sum(column.row(index).height for index in range(len(column.entries)))
        dialog = await settings(window, "appearance")
        click(dialog, "Compact message list", Switch)
        assert sum(column.row(index).height for index in range(len(column.entries))) < before * 0.85
        assert timeline.at_end
        click(dialog, "Compact message list", Switch)
        assert sum(column.row(index).height for index in range(len(column.entries))) == before
        dialog.close()


# Writing.


async def test_how_one_writes_is_chosen(office, theme):
    choices = ChoicesModel()
    async with shown(office, theme, choices=choices) as window:
        dialog = await settings(window, "writing")
        choose(dialog, "Enter key", "Begins a new line")
        assert find(dialog, "Enter key").accessibleDescription() == "Ctrl+Enter always sends the message"
        click(dialog, "Check spelling", Switch)
        press(dialog, "Skin tone of emoji", Qt.Key.Key_Down)
        choose(dialog, "Ask before sending what waited long", "Never")
        assert choices.choices == Choices(enter_sends=False, spell_check=False, skin_tone=1)
        assert window._workspace.patience is None
        dialog.close()
