"""What is set about files: which come by themselves, how much is kept, and that all that was downloaded may go."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from desktop.core.errors import CacheError
from desktop.core.values import Downloads, FilesKept
from desktop.viewmodels import kept_here
from desktop.viewmodels.choices import Choices, ChoicesModel
from tests.desktop.ui.windows import shown
from tests.support.screen import click, every_word, find, press, until

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


def settings(window) -> QDialog:
    window.show_settings("storage")
    return QApplication.activeModalWidget()


async def test_the_client_is_told_what_was_chosen_at_the_start_and_whenever_it_changes(office, theme, said):
    choices = ChoicesModel(Choices(downloads="pictures", file_limit=500))
    async with shown(office, theme, choices=choices) as window:
        assert said.downloads == [Downloads.PICTURES]
        assert said.limits == [500 << 20]
        dialog = settings(window)
        press(dialog, "Download by itself", Qt.Key.Key_Down)
        press(dialog, "Keep up to", Qt.Key.Key_End)
        assert said.downloads[-1] is Downloads.NOTHING
        assert said.limits[-1] == 20 * _GIGA
        assert choices.choices.downloads == "nothing"
        dialog.close()


async def test_downloaded_files_are_removed_only_after_a_question(office, theme, said):
    async with shown(office, theme) as window:
        dialog = settings(window)
        remove = find(dialog, "Remove downloaded files…")
        await until(remove.isEnabled, "that there is something to remove")
        for answer in ("Cancel", "Remove"):
            assert said.kept.files == 412
            click(dialog, "Remove downloaded files…")
            question = QApplication.activeModalWidget()
            assert "not sent yet stay" in every_word(question)
            click(question, answer)
        await until(lambda: said.kept.files == 0, "the removal")
        await until(lambda: "were removed from this computer" in every_word(window), "what is told")
        await until(lambda: not remove.isEnabled(), "that there is nothing left to remove")
        dialog.close()


async def test_a_removal_that_fails_says_so(office, theme, said):
    said.fails = True
    async with shown(office, theme) as window:
        window._workspace.files_kept.clear()
        await until(lambda: kept_here.unusable() in every_word(window), "what is told")
        assert said.kept.files == 412
