"""Brings a window to the front, as somebody asked for it elsewhere: by a second start, a link, a notification or the tray."""

import os

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

_TOKEN_VARIABLE = "XDG_ACTIVATION_TOKEN"  # noqa: S105 - no secret: the name of a variable


def bring_forward(window: QWidget, token: str = "") -> None:
    """Show a window in front of the others, wherever it is: hidden, minimised or covered.

    `token` is what the desktop gave to the click that asks for it; on Wayland no window comes forward without one.
    """
    if token and QGuiApplication.platformName().startswith("wayland"):
        os.environ[_TOKEN_VARIABLE] = token  # from where Qt takes it, once
    frame = window.window()
    if frame.isMinimized():
        frame.setWindowState(frame.windowState() & ~Qt.WindowState.WindowMinimized)
    frame.show()
    frame.raise_()
    frame.activateWindow()


def leave_minimised(window: QWidget) -> None:
    """Show a window where the desktop lists those that are open, and not in front of anything."""
    frame = window.window()
    frame.setWindowState(frame.windowState() | Qt.WindowState.WindowMinimized)
    frame.show()


def call_attention(window: QWidget) -> None:
    """Have the desktop point at a window, as by a flash in its task bar; nothing where it stands in front."""
    QApplication.alert(window.window())
