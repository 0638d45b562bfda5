"""What is set about files: which come by themselves, how much is kept, and that all that was downloaded may go."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu

from desktop.core.errors import CacheError
from desktop.core.values import Downloads, FilesKept
from desktop.viewmodels import kept_here
from desktop.viewmodels.choices import Choices, ChoicesModel
from tests.desktop.ui.windows import shown
from tests.support.screen import click, every_word, until

_GIGA = 1 << 30


class Said:
    """What the client was told, and what it has."""

    def __init__(self, client) -> None:
        self.downloads: list[Downloads] = []
        self.limits: list[int] = []
        self.kept = FilesKept(round(1.2 * _GIGA), 412, 2 * _GIGA)
        self.fails = False
        client.set_downloads = self.downloads.append
        client.set_file_limit = self.limits.append
        client.files_kept = self._kept
        client.clear_files = self._clear

    async def _kept(self) -> FilesKept:
        return self.kept

    async def _clear(self) -> None:
        if self.fails:
            raise CacheError("the disk")
        self.kept = FilesKept(0, 0, 2 * _GIGA)


@pytest.fixture
async def said(office):
    return Said(office.client)


def menu(window) -> QMenu:
    click(window, "Settings")
    return QApplication.activePopupWidget()


def item(within: QMenu, words: str) -> QAction:
    return next(action for action in within.actions() if action.text() == words)


async def test_the_client_is_told_what_was_chosen_at_the_start_and_whenever_it_changes(office, theme, said):
    choices = ChoicesModel(Choices(downloads="pictures", file_limit=500))
    async with shown(office, theme, choices=choices) as window:
        assert said.downloads == [Downloads.PICTURES]
        assert said.limits == [500 << 20]
        settings = menu(window)
        item(item(settings, "Download by itself").menu(), "Nothing").trigger()
        item(item(settings, "Files on this computer").menu(), "Keep up to 20 GB").trigger()
        assert said.downloads[-1] is Downloads.NOTHING
        assert said.limits[-1] == 20 * _GIGA
        assert choices.choices.downloads == "nothing"
        settings.close()


async def test_the_menu_says_how_much_is_used_and_what_holds(office, theme, said):
    async with shown(office, theme) as window:
        settings = menu(window)
        files = item(settings, "Files on this computer").menu()
        await until(lambda: files.actions()[0].text() == "1.2 of 2 GB used", "how much is used")
        ticked = [action.text() for action in files.actions() if action.isChecked()]
        assert ticked == ["Keep up to 2 GB"]
        by_itself = item(settings, "Download by itself").menu()
        assert [action.text() for action in by_itself.actions() if action.isChecked()] == [
            "Pictures and small files"
        ]
        settings.close()


async def test_downloaded_files_are_removed_only_after_a_question(office, theme, said):
    async with shown(office, theme) as window:
        settings = menu(window)
        files = item(settings, "Files on this computer").menu()
        remove = item(files, "Remove downloaded files…")
        await until(lambda: "used" in files.actions()[0].text())
        settings.close()
        remove.trigger()
        question = QApplication.activeModalWidget()
        assert "not sent yet stay" in every_word(question)
        click(question, "Cancel")
        assert said.kept.files == 412
        remove.trigger()
        click(QApplication.activeModalWidget(), "Remove")
        await until(lambda: said.kept.files == 0, "the removal")
        await until(lambda: "were removed from this computer" in every_word(window), "what is told")
        await until(lambda: not remove.isEnabled(), "that there is nothing left to remove")


async def test_a_removal_that_fails_says_so(office, theme, said):
    said.fails = True
    async with shown(office, theme) as window:
        window._workspace.files_kept.clear()
        await until(lambda: kept_here.unusable() in every_word(window), "what is told")
        assert said.kept.files == 412
