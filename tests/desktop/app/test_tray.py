"""What closing the window means with a tray, without one, and with one that goes; the real program, and a tray that tests put there."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from desktop.app import Desktop
from desktop.config import load_settings
from desktop.core.client import present
from desktop.core.errors import ConnectFailure
from desktop.system.tray_host import TrayHost
from desktop.tray import Tray
from desktop.ui.controls import PrimaryButton, SecondaryButton
from desktop.ui.main_window import MainWindow
from desktop.viewmodels.notification_log import NotificationLog
from desktop.viewmodels.pausing import Pausing
from tests.desktop.app.program import dialog, online, page, running, shown, sign_in
from tests.support.screen import click, until

# What the platform without a screen says of every icon in a tray.
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)
TOLD = "Internal Chat keeps running"


class Panel:
    """Where a tray is, or is not."""

    def __init__(self, host: TrayHost = TrayHost.STATUS_NOTIFIER) -> None:
        self.host = host

    def find(self, _platform: str) -> TrayHost:
        return self.host


@asynccontextmanager
async def signed_in_with(panel: Panel, server, places, *, told: bool = True, platform: str = "linux"):
    """The program with an account's window, on a desktop with that panel."""
    async with running(places) as desktop:
        await sign_in(server)
        await online(desktop)
        desktop.settings.choices.choose(tray_told=told)
        tray = Tray(desktop, panel.find, every=0.01, patience=0.1, platform=platform)
        await until(lambda: desktop.desk.tray_is_there is not None, "the answer")
        yield desktop, tray


def entries(tray: Tray) -> dict[str, object]:
    """Return the menu of the icon, by its words."""
    assert tray._icon is not None
    return {action.text(): action for action in tray._icon.menu.actions() if not action.isSeparator()}


def choose(tray: Tray, words: str) -> None:
    entries(tray)[words].trigger()


async def test_the_window_goes_to_the_tray_and_comes_back_from_it(server, places, ring):
    async with signed_in_with(Panel(), server, places) as (desktop, tray):
        await until(desktop.window.isActiveWindow, "the window in front")
        tray._icon.clicked.emit()
        assert not desktop.window.isVisible(), "a click on the icon lets a window go that is in front"
        tray._icon.clicked.emit()
        assert desktop.window.isVisible()
        desktop.session.window.close()
        assert not desktop.window.isVisible()
        assert desktop.session.workspace.status.is_online
        choose(tray, "Open Internal Chat")
        assert desktop.window.isVisible()


async def test_before_the_first_time_it_is_said_where_the_window_goes(server, places, ring):
    async with signed_in_with(Panel(), server, places, told=False) as (desktop, _tray):
        desktop.session.window.close()
        notice = await dialog(TOLD)
        assert desktop.window.isVisible()
        notice.reject()
        assert desktop.window.isVisible(), "who takes it away has not agreed"
        desktop.session.window.close()
        click(await dialog(TOLD), "Close the window", PrimaryButton)
        assert not desktop.window.isVisible()
        desktop.raise_window()
        desktop.session.window.close()
        assert not desktop.window.isVisible(), "once is enough"
    assert load_settings(places.settings).choices["tray_told"] is True


async def test_who_does_not_want_that_can_quit_instead(server, places, ring):
    async with signed_in_with(Panel(), server, places, told=False) as (desktop, _tray):
        desktop.session.window.close()
        click(await dialog(TOLD), "Quit", SecondaryButton)
        await until(desktop._quitting.is_set, "the end")


@pytest.mark.parametrize("host", [TrayHost.NOTHING, TrayHost.STATUS_NOTIFIER])
async def test_without_a_tray_or_where_it_is_not_wanted_closing_quits(server, places, ring, host):
    async with signed_in_with(Panel(host), server, places) as (desktop, _tray):
        assert desktop.desk.tray_is_there is (host is not TrayHost.NOTHING)
        desktop.settings.choices.choose(stays_in_tray=host is TrayHost.NOTHING)
        desktop.session.window.close()
        await until(desktop._quitting.is_set, "the end")


async def test_a_window_that_is_closed_since_the_session_ends_goes_to_no_tray(server, places, ring):
    async with signed_in_with(Panel(), server, places) as (desktop, tray):
        tray._on_session_ending()
        desktop.session.window.close()
        await until(desktop._quitting.is_set, "the end")


async def test_a_window_in_a_tray_that_goes_comes_back(server, places, ring):
    panel = Panel()
    async with signed_in_with(panel, server, places) as (desktop, tray):
        desktop.session.window.close()
        panel.host = TrayHost.NOTHING
        await until(desktop.window.isVisible, "the window")
        assert desktop.window.isMinimized(), "it does not stand in the way"
        assert tray._icon is None
        panel.host = TrayHost.XEMBED
        await until(lambda: tray._icon is not None, "an icon in the tray that came")
        desktop.raise_window()
        assert not desktop.window.isMinimized()


async def test_on_macos_closing_hides_whatever_was_chosen(server, places, ring):
    async with signed_in_with(Panel(TrayHost.NATIVE), server, places, told=False, platform="darwin") as (
        desktop,
        _tray,
    ):
        desktop.settings.choices.choose(stays_in_tray=False)
        desktop.session.window.close()
        assert not desktop.window.isVisible()
        assert not desktop._quitting.is_set()


async def test_a_start_without_a_window_shows_one_only_where_no_tray_is(server, places, ring):
    application = QApplication.instance()
    async with running(places):
        await sign_in(server)
    panel = Panel()
    desktop = Desktop(application, places, hidden=True)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(desktop.run(Desktop.start))
        await online(desktop)
        Tray(desktop, panel.find, every=0.01, patience=0.1)
        await until(lambda: desktop.desk.tray_is_there, "the tray")
        assert not shown(MainWindow)
        panel.host = TrayHost.NOTHING
        await until(lambda: shown(MainWindow), "the window")
        assert desktop.window.isMinimized()
        desktop.quit()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


async def test_the_menu_pauses_and_resumes_and_the_icon_says_so(server, places, ring):
    async with signed_in_with(Panel(), server, places) as (desktop, tray):
        choices = desktop.settings.choices
        desktop.desk.notifies(Pausing(choices, present, desktop), NotificationLog(desktop))
        choose(tray, "Pause notifications for 1 hour")
        assert choices.choices.paused_until > present()
        assert any(words.startswith("Notifications are paused. Until ") for words in entries(tray))
        choose(tray, "Resume notifications")
        assert choices.choices.paused_until == 0
        until_tomorrow = next(words for words in entries(tray) if "until tomorrow" in words)
        choose(tray, until_tomorrow)
        assert choices.choices.paused_until > present() + 60_000


async def test_settings_and_signing_out_are_reached_from_the_menu(server, places, ring):
    async with signed_in_with(Panel(), server, places) as (desktop, tray):
        desktop.session.window.close()
        choose(tray, "Settings…")
        assert desktop.window.isVisible()
        (await dialog("Settings")).close()
        choose(tray, "Sign out…")
        question = await dialog("Sign out of this computer")
        click(question, "Sign out", PrimaryButton)
        await page()
        assert "Settings…" not in entries(tray), "there are none of an account"


async def test_the_icon_says_when_nothing_comes(server, places, ring):
    async with signed_in_with(Panel(), server, places) as (desktop, tray):
        server.kill()
        await until(lambda: tray._state().is_offline, "offline")
        assert desktop.session.client.connection.reason != ConnectFailure.DEACTIVATED
