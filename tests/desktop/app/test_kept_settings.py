"""What the screens remember comes back at the next start; what nobody understands any more is as if it had not been chosen."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from desktop.config import Settings, load_settings, save_settings
from desktop.kept_settings import KeptSettings, choices_of
from desktop.system.at_desk import AtDesk
from desktop.ui.shortcuts import Deed
from desktop.viewmodels.background import Background
from desktop.viewmodels.choices import Choices
from tests.desktop.app.program import online, page, running, sign_in, window
from tests.support.screen import find, until

CHOSEN = {
    "enter_sends": False,
    "language": "pt_BR",
    "text_percent": 130,
    "recent_emoji": ("👍", "🎉"),
    "details_shown": False,
    "window": (10, 20, 800, 600),
    "maximized": True,
}


async def test_what_was_chosen_is_there_at_the_next_start(tmp_path):
    async with _kept(tmp_path) as kept:
        kept.choices.choose(**CHOSEN)
        await kept.finish()
    assert KeptSettings(tmp_path / "settings.json").choices.choices == Choices(**CHOSEN)


async def test_it_is_written_once_it_rests_without_an_end(tmp_path):
    path = tmp_path / "settings.json"
    async with _kept(tmp_path) as kept:
        for width in range(240, 300):
            kept.choices.choose(list_width=width)
        assert not path.exists()
        await until(path.exists, "the file")
    assert load_settings(path).choices == {"list_width": 299}


async def test_the_rest_of_the_settings_stays_as_it_is(tmp_path):
    save_settings(tmp_path / "settings.json", Settings(appearance="dark", server="desk.example.com"))
    async with _kept(tmp_path) as kept:
        kept.choices.choose(spell_check=False)
        kept.remember(username="dana")
        await kept.finish()
    assert load_settings(tmp_path / "settings.json") == Settings(
        appearance="dark", server="desk.example.com", username="dana", choices={"spell_check": False}
    )


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ({}, Choices()),
        ({"invented_later": [1, 2]}, Choices()),
        ({"text_percent": 117, "skin_tone": 3}, Choices(skin_tone=3)),
        ({"window": [1, 2, 3], "maximized": "yes", "details_shown": False}, Choices(details_shown=False)),
        ({"recent_emoji": {"a": 1}, "language": 5, "list_width": None, "enter_sends": 1}, Choices()),
        ({"window": [-5, 0, 800, 600], "recent_emoji": ["👍"]}, Choices(window=(-5, 0, 800, 600), recent_emoji=("👍",))),
    ],
)  # fmt: skip
def test_a_value_that_is_not_understood_is_the_defaults(kept, expected):
    assert choices_of(kept) == expected


async def test_the_choices_are_the_ones_of_the_window_and_outlive_it(server, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        desktop.session.workspace.choices.choose(text_percent=115)
    async with running(places) as desktop:
        await window()
        assert desktop.session.workspace.choices.choices.text_percent == 115


@asynccontextmanager
async def _kept(folder):
    """Settings that can be written."""
    kept = KeptSettings(folder / "settings.json")
    unexpected: list[Exception] = []
    async with asyncio.TaskGroup() as tasks:
        kept.begin(Background(tasks, unexpected.append))
        yield kept
    assert not unexpected


async def test_the_window_comes_back_where_it_was_with_its_text_as_large_as_it_was(server, places, ring):
    async with running(places):
        made = await sign_in(server)
        made.deeds[Deed.LARGER]()
        made.setGeometry(30, 40, 700, 600)
        await until(lambda: load_settings(places.settings).choices.get("window"), "the place to be kept")
    async with running(places) as desktop:
        made = await window()
        assert made.geometry() == QRect(30, 40, 700, 600)
        assert desktop.session.workspace.choices.choices.text_percent == 115


async def test_the_text_size_holds_on_the_sign_in_page_too(places, ring):
    save_settings(places.settings, Settings(choices={"text_percent": 130}))
    async with running(places):
        here = await page()
        assert find(here, "Username").font().pixelSize() == round(13 * 1.3)


async def test_whether_somebody_sits_here_is_told_to_the_client(server, places, ring):
    async with running(places) as desktop:
        made = await sign_in(server)
        session = await online(desktop)
        made.activateWindow()
        await until(
            lambda: desktop.accounts.findChild(AtDesk) and QApplication.focusWindow(), "it to be watched"
        )
        said = session.client._engine.attendance
        assert said._active
        QApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationSuspended)
        assert not said._active
        shift = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(QApplication.focusWindow(), shift)
        assert said._active
