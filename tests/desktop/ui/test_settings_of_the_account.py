"""The pages Privacy, Storage and Account of the settings, as they are used: by mouse and keyboard, offline, and when something fails."""

import asyncio

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget

from desktop.core.account_values import DeviceId, SignedInDevice
from desktop.core.errors import ErrorCode, NotConnectedError, RefusedError
from desktop.core.values import ConnectionState
from desktop.ui.controls import RadioButton, Switch
from desktop.ui.dialogs.sign_out import SignOutDialog
from desktop.ui.settings.fields import Select
from desktop.ui.settings.page_account import AccountPage
from desktop.ui.settings.page_privacy import PrivacyPage
from desktop.ui.settings.page_storage import StoragePage
from desktop.viewmodels.workspace import Workspace
from tests.desktop.ui.windows import shown as opened
from tests.gallery.team import NOW
from tests.support import screen
from tests.support.screen import until

DAY = 86_400_000
LAPTOP = SignedInDevice(DeviceId("1"), "Work laptop", NOW - 9 * DAY, NOW, is_this=True)
DESK = SignedInDevice(DeviceId("2"), "Desk 14", NOW - 9 * DAY, NOW - DAY, is_this=False)
PHONE = SignedInDevice(DeviceId("3"), "MacBook Air", NOW - 3 * DAY, NOW - 3 * DAY, is_this=False)


@pytest.fixture
async def workspace(office):
    made = Workspace(office.client, office.background, office.clock)
    made.keep = "keyring"
    yield made
    await made.finish()
    made.deleteLater()


@pytest.fixture
def shown(theme, workspace, window):
    """Shows a page in the window."""

    def show(page: type[QWidget]) -> QWidget:
        made = page(theme, workspace)
        column = QVBoxLayout(window)
        column.addWidget(made)
        window.activateWindow()
        made.show()
        return made

    return show


def described(window, name, kind=QWidget):
    return screen.find(window, name, kind).accessibleDescription()


async def answer(words):
    """Press a button of the sheet that asks."""
    await until(lambda: QApplication.activeModalWidget() is not None, "a sheet")
    sheet = QApplication.activeModalWidget()
    screen.click(sheet, words, QAbstractButton)


# Account and devices ------------------------------------------------------------------------------------------------


async def test_it_says_who_is_signed_in_how_that_is_kept_and_where(office, shown, window):
    office.is_signed_in_on(LAPTOP, DESK, PHONE)
    page = shown(AccountPage)
    await until(lambda: screen.shows(page, "Sign out of Desk 14"))
    words = screen.every_word(window)
    for said in (
        "Dana Okafor",
        "dana.okafor, desk.example.com",
        "stored in this computer’s system keyring",
        "Work laptop",
        "This computer",
        "Last used yesterday, signed in 24 Feb",
    ):
        assert said in words, said
    assert "Sign out of Work laptop" not in screen.names(page)
    asked = []
    page.sign_out_requested.connect(lambda: asked.append(True))
    screen.click(page, "Sign out…", QAbstractButton)
    assert asked


async def test_in_a_narrow_window_a_long_name_of_this_computer_makes_room_for_its_tag(office, theme):
    office.is_signed_in_on(
        structs.replace(LAPTOP, name="support-desk-berlin-14, Debian GNU/Linux 12 (bookworm)")
    )
    async with opened(office, theme) as window:
        window.resize(480, 700)
        window.show_settings("account")
        dialog = QApplication.activeModalWidget()
        await until(lambda: screen.shows(dialog, "This computer"))
        page = dialog.findChild(AccountPage)
        QApplication.sendPostedEvents()
        assert page.width() == page.parentWidget().width(), "nothing is beyond the edge"
        dialog.close()


async def test_who_wants_to_sign_out_is_asked_in_the_place_of_the_settings(office, theme):
    office.is_signed_in_on(LAPTOP)
    async with opened(office, theme) as window:
        window.show_settings("account")
        screen.click(QApplication.activeModalWidget(), "Sign out…", QAbstractButton)
        await until(lambda: isinstance(QApplication.activeModalWidget(), SignOutDialog))
        assert not screen.shows(window, "Settings sections")
        left = []
        window.sign_out_requested.connect(lambda: left.append(True))
        screen.click(QApplication.activeModalWidget(), "Sign out", QAbstractButton)
        assert left


async def test_another_device_is_signed_out_once_the_user_has_said_yes(office, shown):
    office.is_signed_in_on(LAPTOP, DESK, PHONE)
    page = shown(AccountPage)
    await until(lambda: screen.shows(page, "Sign out of Desk 14"))
    screen.click(page, "Sign out of Desk 14", QAbstractButton)
    await answer("Cancel")
    assert screen.shows(page, "Sign out of Desk 14")
    screen.click(page, "Sign out of Desk 14", QAbstractButton)
    await answer("Sign out")
    await until(lambda: not screen.shows(page, "Sign out of Desk 14"))
    assert screen.shows(page, "Sign out of MacBook Air")
    screen.click(page, "Sign out of all other devices…", QAbstractButton)
    await answer("Sign out")
    await until(lambda: not screen.shows(page, "Sign out of MacBook Air"))
    assert not screen.shows(page, "Sign out of all other devices…")


async def test_the_keyboard_goes_from_button_to_button_and_stays_in_the_list(office, shown):
    office.is_signed_in_on(LAPTOP, DESK, PHONE)
    page = shown(AccountPage)
    await until(lambda: screen.shows(page, "Sign out of Desk 14"))
    screen.find(page, "Sign out…", QAbstractButton).setFocus()
    passed = []
    for _ in range(4):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        passed.append(QApplication.focusWidget().accessibleName())
    assert passed == [
        "Change password…",
        "Sign out of Desk 14",
        "Sign out of MacBook Air",
        "Sign out of all other devices…",
    ]


async def test_offline_it_says_so_and_nothing_can_be_pressed_that_needs_the_server(office, shown):
    office.is_signed_in_on(LAPTOP, DESK)
    page = shown(AccountPage)
    await until(lambda: screen.shows(page, "Sign out of Desk 14"))
    office.connection_is(ConnectionState.OFFLINE)
    gone = ("Change password…", "Sign out of Desk 14", "Sign out of all other devices…")
    await until(lambda: not any(screen.find(page, name, QAbstractButton).isEnabled() for name in gone))
    assert "Offline. Devices can be seen" in screen.every_word(page)
    assert described(page, "Change password…") == "Needs a connection"
    assert screen.find(page, "Sign out…", QAbstractButton).isEnabled()
    office.connection_is(ConnectionState.ONLINE)
    await until(lambda: all(screen.find(page, name, QAbstractButton).isEnabled() for name in gone))


async def test_a_list_that_cannot_be_had_says_why_and_can_be_asked_for_again(office, shown):
    office.is_signed_in_on(problem=RefusedError(ErrorCode.RATE_LIMITED))
    page = shown(AccountPage)
    await until(lambda: "That was a lot at once" in described(page, "Devices"))
    office.is_signed_in_on(LAPTOP)
    screen.click(page, "Try again", QAbstractButton)
    await until(lambda: "Work laptop" in screen.every_word(page))
    assert not screen.shows(page, "Devices")


async def test_what_could_not_be_done_is_said_below_the_list(office, shown):
    office.is_signed_in_on(LAPTOP, DESK)
    page = shown(AccountPage)
    await until(lambda: screen.shows(page, "Sign out of Desk 14"))

    async def breaks(_device):
        raise NotConnectedError("the server did not answer")

    office.client.revoke_device = breaks
    screen.click(page, "Sign out of Desk 14", QAbstractButton)
    await answer("Sign out")
    await until(lambda: screen.shows(page, "Problem with devices"))
    assert "The connection was lost" in described(page, "Problem with devices")
    await until(lambda: screen.find(page, "Sign out of Desk 14", QAbstractButton).isEnabled())


async def test_after_another_password_it_says_what_became_of_the_others(office, shown):
    office.is_signed_in_on(LAPTOP, DESK)
    page = shown(AccountPage)

    async def changes(_old, _new):
        office.is_signed_in_on(LAPTOP)

    office.client.change_password = changes
    await until(lambda: screen.shows(page, "Sign out of Desk 14"))
    assert "signs all your other devices out" in described(page, "Change password…")
    screen.click(page, "Change password…", QAbstractButton)
    await until(lambda: QApplication.activeModalWidget() is not None, "the sheet")
    sheet = QApplication.activeModalWidget()
    for name in ("Current password", "New password", "New password once more"):
        screen.type_into(sheet, name, "old password" if name.startswith("Current") else "new password")
    screen.click(sheet, "Change password", QAbstractButton)
    await until(lambda: not screen.shows(page, "Sign out of Desk 14"))
    assert "Changed just now" in described(page, "Change password…")


# Storage ------------------------------------------------------------------------------------------------------------


async def test_each_part_is_told_and_the_search_index_is_made_anew(office, shown):
    page = shown(StoragePage)
    await until(lambda: " used, " in screen.every_word(page))
    assert described(page, "Make the search index anew").endswith("B")
    before = await office.client.storage()
    screen.click(page, "Make the search index anew", QAbstractButton)
    await until(lambda: "It is being made" in described(page, "Make the search index anew"))
    await until(lambda: described(page, "Make the search index anew").startswith("0 B"))
    assert before.search > 0


async def test_what_is_fetched_and_kept_is_chosen_and_shown_as_others_choose_it(shown, workspace):
    page = shown(StoragePage)
    downloads = screen.find(page, "Download by itself", Select)
    assert downloads.currentText() == "Pictures and small files"
    downloads.setFocus()
    QTest.keyClick(downloads, Qt.Key.Key_Down)
    assert workspace.choices.choices.downloads == "pictures"
    workspace.choices.choose(file_limit=500)
    assert screen.find(page, "Keep up to", Select).currentText() == "500 MB"


async def test_there_is_nothing_to_remove_before_something_came(shown):
    page = shown(StoragePage)
    remove = screen.find(page, "Remove downloaded files…", QAbstractButton)
    await until(lambda: not remove.isEnabled())


# Privacy ------------------------------------------------------------------------------------------------------------


async def test_what_notifications_show_and_teammates_see_is_chosen(shown, workspace):
    page = shown(PrivacyPage)
    assert screen.find(page, "Name only", RadioButton).isChecked()
    screen.click(page, "Nothing", RadioButton)
    screen.click(page, "Typing indicator", Switch)
    screen.click(page, "Show when I’m away", Switch)
    chosen = workspace.choices.choices
    assert (chosen.notification_text, chosen.tells_typing, chosen.tells_away) == ("nothing", False, False)
    workspace.choices.choose(notification_text="all", tells_away=True)
    assert screen.find(page, "Name and message", RadioButton).isChecked()
    assert screen.find(page, "Show when I’m away", Switch).isChecked()


async def test_read_receipts_wait_for_the_server_and_say_what_went_wrong(office, shown):
    page = shown(PrivacyPage)
    switch = screen.find(page, "Read receipts", Switch)
    assert (switch.isChecked(), switch.accessibleDescription()) == (
        True,
        "When off, you don’t see theirs either",
    )
    answers = asyncio.get_running_loop().create_future()

    async def set_shows_reads(_on):
        await answers

    office.client.set_shows_reads = set_shows_reads
    screen.click(page, "Read receipts", Switch)
    assert not switch.isChecked()
    screen.click(page, "Read receipts", Switch)
    assert switch.isChecked(), "the last word holds"
    screen.click(page, "Read receipts", Switch)
    answers.set_exception(RefusedError(ErrorCode.RATE_LIMITED))
    await until(switch.isChecked)
    assert "That was a lot at once" in described(page, "Problem with read receipts")
    office.connection_is(ConnectionState.OFFLINE)
    await until(lambda: not switch.isEnabled())
    assert switch.accessibleDescription() == "Needs a connection"


async def test_from_privacy_there_is_a_way_to_storage(shown):
    page = shown(PrivacyPage)
    asked = []
    page.storage_requested.connect(lambda: asked.append(True))
    screen.click(page, "Show storage", QAbstractButton)
    assert asked
