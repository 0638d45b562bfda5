"""Finds rows of the timeline by what they say, and moves the pointer over them as a hand does: through the window."""

import asyncio
from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.ui.timeline.view import TimelineView
from desktop.viewmodels.timeline_entry import Entry


def at(view: TimelineView, words: str) -> int:
    """Return which row begins with some words."""
    return next(i for i, entry in enumerate(view.column.entries) if entry.text.startswith(words))


def entry(view: TimelineView, words: str) -> Entry:
    """Return what that row shows."""
    return view.column.entries[at(view, words)]


def area(view: TimelineView, words: str) -> QRect:
    """Return where in the viewport that row is."""
    return view.row_area(at(view, words))


def over(view: TimelineView, words: str, x: int = 300) -> QPoint:
    """Return a point of the viewport in the last line of that row."""
    return QPoint(x, area(view, words).bottom() - 8)


async def move(widget: QWidget, point: QPoint) -> None:
    """Move the pointer to a point of a widget: Qt works out itself what it leaves and what it enters."""
    window = widget.window()
    await _by_hand(lambda: QTest.mouseMove(window.windowHandle(), widget.mapTo(window, point)))


async def click(widget: QWidget, point: QPoint, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    """Click at a point of a widget, through the window."""
    await press(widget, point, button)
    window = widget.window()
    where = widget.mapTo(window, point)
    none = Qt.KeyboardModifier.NoModifier
    await _by_hand(lambda: QTest.mouseRelease(window.windowHandle(), button, none, where))


async def press(widget: QWidget, point: QPoint, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    """Press a button at a point of a widget, and keep it pressed."""
    window = widget.window()
    where = widget.mapTo(window, point)
    none = Qt.KeyboardModifier.NoModifier
    await _by_hand(lambda: QTest.mousePress(window.windowHandle(), button, none, where))


async def _by_hand(act: Callable[[], None]) -> None:
    """Do something that lets Qt's events be dealt with at once: not within a task, as others may want to go on by them."""
    done = asyncio.Event()

    def do() -> None:
        act()
        done.set()

    asyncio.get_running_loop().call_soon(do)
    await done.wait()
