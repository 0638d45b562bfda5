"""Who opens links is settled once, told to the settings, and changed by nobody but the user."""

import shutil

import pytest
from PySide6.QtCore import QObject

from desktop.opening_links import OpeningLinks
from desktop.system.registration import Handler, RegistrationError
from desktop.system.registration.freedesktop import FreedesktopRegistration
from desktop.viewmodels.desk import Desk
from tests.desktop.app.program import page, running
from tests.support.screen import until


class System(FreedesktopRegistration):
    """A Linux desktop in a folder, which may refuse to be changed."""

    refuses = False

    def register(self) -> None:
        if self.refuses:
            raise RegistrationError("no room")
        super().register()


@pytest.fixture
def system(tmp_path) -> System:
    python = shutil.which("python3")
    assert python is not None
    return System((python, "-m", "desktop"), {"XDG_DATA_HOME": str(tmp_path / "d"), "XDG_CONFIG_HOME": str(tmp_path / "c"), "XDG_DATA_DIRS": "/nowhere", "XDG_CONFIG_DIRS": "/nowhere"})  # fmt: skip


async def opening(desktop, system) -> tuple[Desk, QObject]:
    desk = Desk()
    opening = OpeningLinks(desktop, desk, system)
    await until(lambda: desk.opens_links is not None, "how it stands")
    return desk, opening


async def test_links_are_opened_by_us_where_nobody_else_does(places, ring, system):
    async with running(places) as desktop:
        await page()
        desk, _ = await opening(desktop, system)
        assert desk.opens_links
        assert system.handler() is Handler.OURS


async def test_the_user_decides_against_it_and_for_it_again(places, ring, system):
    async with running(places) as desktop:
        await page()
        desk, _ = await opening(desktop, system)
        desk.choose_links(on=False)
        await until(lambda: not desk.opens_links, "no longer")
        desk, _ = await opening(desktop, system)
        assert not desk.opens_links, "the next start does not overrule the user"
        desk.choose_links(on=True)
        await until(lambda: desk.opens_links, "again")


async def test_another_installation_keeps_them_until_the_user_wants_otherwise(places, ring, system, tmp_path):
    other = tmp_path / "other"
    other.write_text("#!/bin/sh\n")
    other.chmod(0o755)
    system._command = (str(other),)
    system.register()
    system._command = (str(shutil.which("python3")), "-m", "desktop")
    async with running(places) as desktop:
        await page()
        desk, _ = await opening(desktop, system)
        assert not desk.opens_links
        assert "another copy of this one" in desk.links_words
        desk.choose_links(on=True)
        await until(lambda: desk.opens_links, "ours")
        assert not desk.links_words


async def test_a_system_that_refuses_is_told_of(places, ring, system):
    system.refuses = True
    async with running(places) as desktop:
        await page()
        desk, _ = await opening(desktop, system)
        assert desk.opens_links is False
        desk.choose_links(on=True)
        await until(lambda: desk.links_words, "why not")


async def test_a_program_with_files_elsewhere_registers_nothing(places, ring):
    async with running(places) as desktop:
        await page()
        desk = Desk()
        OpeningLinks(desktop, desk)
        desk.look()
        await desktop.accounts.close_all()
        assert desk.opens_links is None
