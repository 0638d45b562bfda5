"""The pictures of the window as a whole: its sheet of keys and its settings, in every text size, with more contrast, mirrored."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.theme.theme import Theme
from desktop.viewmodels.background import Background
from tests.gallery.shots import SHOTS, scene
from tests.gallery.stage import Stage
from tests.gallery.team import others
from tests.support.screen import click

_MIDDLE = QSize(900, 800)
_NARROW = QSize(720, 800)
_SMALLEST = QSize(480, 480)
CTRL = Qt.KeyboardModifier.ControlModifier


class StrongContrast:
    """What a system says whose user asked for more contrast."""

    def contrastPreference(self) -> Qt.ContrastPreference:  # noqa: N802 - Qt's
        return Qt.ContrastPreference.HighContrast


@contextmanager
def looking(
    theme: Theme, *, percent: int = 100, mirrored: bool = False, strong: bool = False
) -> Iterator[None]:
    """Let everything look so for a while."""
    as_it_was = theme._accessibility
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    try:
        theme.set_text_percent(percent)
        if strong:
            theme._accessibility = StrongContrast()
            theme._apply()
        if mirrored:
            application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        yield
    finally:
        application.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        theme._accessibility = as_it_was
        theme._apply()
        theme.set_text_percent(100)


def window_scene(
    name: str, *, percent: int = 100, mirrored: bool = False, strong: bool = False, **setting: Any
) -> Callable[[Callable[[Stage], Awaitable[None]]], None]:
    """Enter a picture as `scene` does, in another look."""

    def enter(act: Callable[[Stage], Awaitable[None]]) -> None:
        scene(name, **setting)(act)
        plain = SHOTS[name]

        async def take(theme: Theme, background: Background) -> QPixmap:
            with looking(theme, percent=percent, mirrored=mirrored, strong=strong):
                return await plain(theme, background)

        SHOTS[name] = take

    return enter


async def nothing(_here: Stage) -> None: ...


async def opens_list(here: Stage) -> None:
    click(here.window, "Show conversation list")


async def opens_details(here: Stage) -> None:
    click(here.window, "Show details")


async def opens_sheet(here: Stage) -> None:
    QTest.keyClick(here.window, Qt.Key.Key_Slash, CTRL)
    await here.dialog()


async def opens_settings(here: Stage) -> None:
    click(here.window, "Settings")
    await here.dialog()


for _name, _act, _size in (
    ("window-narrow-chat", nothing, _NARROW),
    ("window-narrow-list", opens_list, _NARROW),
    ("window-narrow-details", opens_details, _NARROW),
    ("window-middle-details", opens_details, _MIDDLE),
):
    window_scene(_name, size=_size)(_act)
    window_scene(f"{_name}-rtl", size=_size, mirrored=True)(_act)

for _percent in (90, 115, 130):
    window_scene(f"window-text-{_percent}", percent=_percent, chat=lambda: others()[0])(nothing)
    window_scene(f"window-text-{_percent}-narrow", percent=_percent, size=_NARROW)(nothing)
window_scene("window-text-130-smallest", percent=130, size=_SMALLEST)(nothing)
window_scene("window-text-130-sheet", percent=130)(opens_sheet)
window_scene("window-text-130-settings", percent=130)(opens_settings)
window_scene("window-contrast", strong=True)(nothing)
window_scene("window-contrast-sheet", strong=True)(opens_sheet)
window_scene("window-rtl", mirrored=True)(nothing)
window_scene("window-sheet")(opens_sheet)
window_scene("window-sheet-rtl", mirrored=True)(opens_sheet)
window_scene("window-sheet-smallest", size=_SMALLEST)(opens_sheet)
window_scene("window-settings")(opens_settings)
window_scene("window-settings-rtl", mirrored=True)(opens_settings)


@window_scene("window-new-chat-130", percent=130)
async def new_chat_large(here: Stage) -> None:
    here.window.message_teammates()
    await here.dialog()


@window_scene("window-edit-participants-130", percent=130)
async def edit_participants_large(here: Stage) -> None:
    here.window.edit_participants()
    await here.dialog()
