"""The window of a signed-in user in a test, on a real cache, from its making to its end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QApplication

from desktop.ui.main_window import MainWindow
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.choices import ChoicesModel
from desktop.viewmodels.decoded import Pictures
from desktop.viewmodels.file_actions import FileActions
from desktop.viewmodels.files_shown import FilesShown
from desktop.viewmodels.shared_files import SharedFilesModel
from desktop.viewmodels.workspace import Workspace
from tests.support.desk import Desk
from tests.support.screen import until

USUAL = QSize(1280, 800)


def files_of(office: Desk) -> SharedFilesModel:
    """Return the model of the files of a chat, for a panel without a window around it."""
    pictures = Pictures(office.client, office.background)
    shown = FilesShown(office.client, office.background, pictures)
    actions = FileActions(office.client, office.background, pictures)
    return SharedFilesModel(office.client, office.background, office.clock, shown, actions)


@asynccontextmanager
async def shown(
    office: Desk,
    theme: Theme,
    *,
    size: QSize = USUAL,
    choices: ChoicesModel | None = None,
    platform: str = "linux",
) -> AsyncIterator[MainWindow]:
    """The window once everything in it has been read; it is put away as the application does it."""
    workspace = Workspace(office.client, office.background, office.clock, choices=choices)
    theme.follow(workspace.choices)
    made = MainWindow(theme, workspace, platform)
    made.resize(size)
    made.show()
    made.activateWindow()
    await until(lambda: workspace.chat_list.is_loaded and QApplication.activeWindow() is made)
    if workspace.chat_order.rowCount():
        await until(lambda: workspace.details.ready and workspace.timeline.loaded)
    try:
        yield made
    finally:
        await workspace.finish()
        made.hide()
        made.deleteLater()
        workspace.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def keyboard() -> str:
    """Return what has the keyboard, by its accessible name."""
    focused = QApplication.focusWidget()
    assert focused is not None, "nothing has the keyboard"
    return focused.accessibleName()
