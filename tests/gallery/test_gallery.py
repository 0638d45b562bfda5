"""The gallery can be rendered at any time, and renders the same pixels each time."""

import asyncio

import pytest
from PySide6.QtCore import QLocale

from desktop.ui.theme.theme import Theme
from desktop.viewmodels.background import Background
from tests.gallery.shots_of_entry import SHOTS


@pytest.mark.parametrize(
    "name", ["main", "new-chat", "offline", "sign-in-error", "list-states", "unlock-wrong"]
)
async def test_a_picture_has_the_same_pixels_each_time(qapp, name) -> None:
    qapp.setQuitOnLastWindowClosed(False)
    qapp.setCursorFlashTime(0)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    errors: list[Exception] = []
    theme = Theme(qapp, "dark")
    async with asyncio.TaskGroup() as tasks:
        background = Background(tasks, errors.append)
        first = (await SHOTS[name](theme, background)).toImage()
        again = (await SHOTS[name](theme, background)).toImage()
        await background.finish()
    assert not errors
    assert first == again
    assert first.width() == 1280
    theme.deleteLater()
