"""Pictures of the settings: every page, what they open, and how they fit where there is little room or words are long."""

from collections.abc import Awaitable, Callable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.ui.settings.fields import Select
from desktop.viewmodels import banner_words
from desktop.viewmodels.notification_log import NotificationLog, Outcome
from desktop.viewmodels.pausing import Pausing
from tests.gallery.shots import scene
from tests.gallery.shots_languages import in_language
from tests.gallery.shots_window import window_scene
from tests.gallery.stage import Stage, settled
from tests.gallery.team import NOW
from tests.support.screen import click, find

_SMALL = QSize(700, 560)
_NARROW = QSize(600, 700)
_SMALLEST = QSize(480, 480)


def tell(here: Stage, *, hint: str = "", tray: bool = True, empty: bool = False) -> None:
    """Let the program around the window offer all that it can."""
    log = NotificationLog(here.window)
    for chat, outcome in (
        ("Shift handover", Outcome.MUTED),
        ("VAT invoices, Brazil", Outcome.SUMMED_UP),
        ("Refund #48213 – Northwind", Outcome.IN_VIEW),
        ("Bruno Costa", Outcome.SHOWN),
        ("Tone guide rewrite", Outcome.HOURS),
    ):
        if not empty:
            log.note(NOW, chat, outcome)
    desk = here.window.desk
    desk.notifies(Pausing(here.workspace.choices, here.desk.clock, here.window), log)
    desk.tell_focus(is_known=True)
    desk.tell_start_at_login(on=True)
    desk.tell_tray(is_there=tray)
    desk.tell_links(on=True)
    desk.tell_hint(hint)


async def opened(here: Stage, section: str) -> QWidget:
    """Open the settings at a page."""
    here.window.show_settings(section)
    return await here.dialog()


def scrolled(dialog: QWidget, name: str) -> None:
    """Bring a control into sight, as Tab does."""
    page = find(dialog, name).parentWidget()
    while page is not None and not hasattr(page, "ensureWidgetVisible"):
        page = page.parentWidget()
    assert page is not None
    page.ensureWidgetVisible(find(dialog, name), 0, 60)


def page(name: str, section: str, **look: Any) -> Callable[[Callable[[Stage], Awaitable[None]]], None]:
    """Enter a picture of a page, after the function has acted; the look is as `window_scene` takes it."""

    def enter(act: Callable[[Stage], Awaitable[None]]) -> None:
        async def shot(here: Stage) -> None:
            tell(here)
            await opened(here, section)
            await act(here)
            await settled()

        window_scene(name, **look)(shot)

    return enter


async def nothing(_here: Stage) -> None: ...


async def quiet(here: Stage) -> None:
    here.workspace.choices.choose(quiet_daily=True)


async def lower(here: Stage) -> None:
    await quiet(here)
    await settled()
    scrolled(await here.dialog(), "Open links to chats")


page("settings-notifications", "notifications")(quiet)
page("settings-notifications-below", "notifications")(lower)
page("settings-appearance", "appearance")(nothing)
page("settings-writing", "writing")(nothing)
page("settings-small", "notifications", size=_SMALL)(nothing)
page("settings-narrow", "writing", size=_NARROW)(nothing)
page("settings-smallest", "appearance", size=_SMALLEST)(nothing)
page("settings-notifications-130", "notifications", percent=130)(quiet)
page("settings-appearance-130", "appearance", percent=130)(nothing)
page("settings-appearance-90", "appearance", percent=90)(nothing)
page("settings-smallest-130", "notifications", size=_SMALLEST, percent=130)(lower)
page("settings-notifications-rtl", "notifications", mirrored=True)(lower)
page("settings-appearance-rtl", "appearance", mirrored=True)(nothing)
page("settings-narrow-rtl", "writing", mirrored=True, size=_NARROW)(nothing)
page("settings-contrast", "notifications", strong=True)(quiet)
page("settings-notifications-german", "notifications")(quiet)
page("settings-below-german", "notifications", size=_NARROW)(nothing)
page("settings-appearance-german", "appearance")(nothing)
page("settings-writing-portuguese", "writing")(nothing)
for _name in ("settings-notifications-german", "settings-below-german", "settings-appearance-german"):
    in_language("de", _name)
in_language("pt_BR", "settings-writing-portuguese")


@page("settings-paused", "notifications")
async def paused(here: Stage) -> None:
    click(await here.dialog(), "For 1 hour")
    here.window.desk.tell_test("It was shown.")
    await settled()
    scrolled(await here.dialog(), "Recent notifications…")


@scene("settings-nothing-there")
async def nothing_there(here: Stage) -> None:
    tell(here, hint=banner_words.no_service(), tray=False)
    dialog = await opened(here, "notifications")
    await settled()
    scrolled(dialog, "Keep running in the tray")


@scene("settings-hint")
async def hint(here: Stage) -> None:
    tell(here, hint=banner_words.no_service())
    await opened(here, "notifications")


@page("settings-keyboard", "notifications")
async def keyboard(here: Stage) -> None:
    QTest.keyClick(find(await here.dialog(), "Settings sections"), Qt.Key.Key_Tab)


@page("settings-select", "writing")
async def select(here: Stage) -> None:
    click(await here.dialog(), "Enter key", Select)


@page("settings-recent", "notifications")
async def recent(here: Stage) -> None:
    click(await here.dialog(), "Recent notifications…")


@scene("settings-recent-empty")
async def recent_empty(here: Stage) -> None:
    tell(here, empty=True)
    click(await opened(here, "notifications"), "Recent notifications…")
    await settled()


@scene("main-compact")
async def compact(here: Stage) -> None:
    here.workspace.choices.choose(compact=True)
