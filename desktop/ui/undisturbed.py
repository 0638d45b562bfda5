"""Waits until nothing stands before the window in which the user may be writing or deciding."""

import asyncio

from PySide6.QtWidgets import QApplication, QDialog


async def undisturbed() -> None:
    """Wait until no dialog is open. One that holds nothing of the user's (`makes_room`) is closed for it."""
    while (dialog := QApplication.activeModalWidget()) is not None:
        gone = asyncio.Event()
        dialog.destroyed.connect(lambda *_, gone=gone: gone.set())
        if isinstance(dialog, QDialog):
            dialog.finished.connect(lambda *_, gone=gone: gone.set())
        if getattr(dialog, "makes_room", False):  # a `Sheet` says so, and the viewer
            dialog.close()
        await gone.wait()
