"""What the screens remember comes back at the next start; what nobody understands any more is as if it had not been chosen."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from desktop.config import Settings, load_settings, save_settings
from desktop.kept_settings import KeptSettings, choices_of
from desktop.viewmodels.background import Background
from desktop.viewmodels.choices import Choices
from tests.desktop.app.program import running, sign_in, window
from tests.support.screen import until

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
