"""Pictures of the settings: every page, what they open, and how they fit where there is little room."""

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QSize

from desktop.viewmodels.notification_log import NotificationLog, Outcome
from desktop.viewmodels.pausing import Pausing
from tests.gallery.shots import scene
from tests.gallery.stage import SIZE, Stage, settled
from tests.gallery.team import NOW
from tests.support.screen import click

_SMALL = QSize(700, 560)
_SMALLEST = QSize(480, 480)


def tell(here: Stage, *, hint: str = "", tray: bool = True) -> None:
    """Let the program around the window offer all that it can."""
    log = NotificationLog(here.window)
    for chat, outcome in (
        ("Shift handover", Outcome.MUTED),
        ("VAT invoices, Brazil", Outcome.SUMMED_UP),
        ("Refund #48213 – Northwind", Outcome.IN_VIEW),
        ("Bruno Costa", Outcome.SHOWN),
        ("Tone guide rewrite", Outcome.HOURS),
    ):
        log.note(NOW, chat, outcome)
    here.window.desk.notifies(Pausing(here.workspace.choices, here.desk.clock, here.window), log)
    here.window.desk.tell_focus(is_known=True)
    here.window.desk.tell_start_at_login(on=True)
    here.window.desk.tell_tray(is_there=tray)
    here.window.desk.tell_links(on=True)
    here.window.desk.tell_hint(hint)


def page(
    name: str, section: str, *, size: QSize = SIZE, percent: int = 100
) -> Callable[[Callable[[Stage], Awaitable[None]]], None]:
    """Enter a picture of a page, after the function has acted."""

    def enter(act: Callable[[Stage], Awaitable[None]]) -> None:
        @scene(name, size=size)
        async def shot(here: Stage) -> None:
            tell(here)
            here.workspace.choices.choose(text_percent=percent)
            here.window.show_settings(section)
            await settled()
            await act(here)

    return enter


@page("settings-notifications", "notifications")
async def notifications(here: Stage) -> None:
    here.workspace.choices.choose(quiet_daily=True)


@page("settings-appearance", "appearance")
async def appearance(_here: Stage) -> None: ...


@page("settings-writing", "writing")
async def writing(_here: Stage) -> None: ...


@page("settings-small", "notifications", size=_SMALL)
async def small(_here: Stage) -> None: ...


@page("settings-smallest", "appearance", size=_SMALLEST)
async def smallest(_here: Stage) -> None: ...


@page("settings-130", "notifications", percent=130)
async def larger(here: Stage) -> None:
    here.workspace.choices.choose(quiet_daily=True)


@page("settings-recent", "notifications")
async def recent(here: Stage) -> None:
    click(await here.dialog(), "Recent notifications…")


@scene("main-compact")
async def compact(here: Stage) -> None:
    here.workspace.choices.choose(compact=True)
