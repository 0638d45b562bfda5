"""Takes the demo's picture: waits until the window is synced and painted, and saves it."""

import asyncio
from pathlib import Path

from desktop.ui.main_window import MainWindow
from desktop.viewmodels.workspace import Workspace

_TURN_SECONDS = 0.02
_LONGEST_SECONDS = 60.0
_SETTLED_TURNS = 10
"""Turns of the event loop without a reason to paint anew after which the window is taken to be painted."""


class PictureError(Exception):
    """The window did not come to rest, or the file cannot be written."""


async def take_picture(window: MainWindow, workspace: Workspace, path: Path) -> None:
    """Save the window once it shows a synced chat. Raises PictureError."""
    try:
        async with asyncio.timeout(_LONGEST_SECONDS):
            await _until_settled(workspace)
    except TimeoutError as error:
        raise PictureError("The window was not synced within a minute.") from error
    if not window.grab().save(str(path), "PNG"):
        raise PictureError(f"The picture cannot be written to {path}.")


async def _until_settled(workspace: Workspace) -> None:
    quiet = 0
    while quiet < _SETTLED_TURNS:
        await asyncio.sleep(_TURN_SECONDS)
        quiet = quiet + 1 if _is_shown(workspace) else 0


def _is_shown(workspace: Workspace) -> bool:
    if not workspace.status.is_online or not workspace.chat_list.rowCount():
        return False
    if workspace.current is None:
        workspace.open_beside(1)
        return False
    return bool(workspace.timeline.entries)
