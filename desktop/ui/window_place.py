"""Where the window stands and how large it is: kept while it is moved, and found again at the next start.

A place on a screen that is no longer there is none; the window is not made larger than the screen that it comes to.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from desktop.viewmodels.choices import ChoicesModel  # the first picture of the window does without

_GRIP = QSize(120, 32)
"""So much of a window's upper edge has to be on a screen for it to be grasped there."""
_REST_MS = 200
_LEAST = QSize(480, 480)

Rect = tuple[int, int, int, int]


def stand(window: QWidget, place: Rect | None, *, maximized: bool) -> None:
    """Let a window stand where it stood, as far as there is a screen."""
    area = None if place is None else fitting(QRect(*place), _screens())
    if area is not None:
        window.setGeometry(area)
    if maximized:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def take_place_of(window: QWidget, other: QWidget) -> None:
    """Let a window stand where another one stands, and go back to where that would: it may be maximized."""
    window.setGeometry(_usual(other))
    window.setWindowState(other.windowState())


def fitting(place: QRect, screens: list[QRect]) -> QRect | None:
    """Return a place as it fits onto the screens; None where it could not be grasped on any."""
    if place.width() < _LEAST.width() or place.height() < _LEAST.height():
        return None
    edge = QRect(place.left(), place.top(), place.width(), _GRIP.height())
    for screen in screens:
        seen = edge.intersected(screen)
        if seen.width() >= _GRIP.width() and seen.height() >= _GRIP.height() // 2:
            return QRect(place.topLeft(), place.size().boundedTo(screen.size()))
    return None


class WindowPlace(QObject):
    """Keeps a window's place as it is moved. It ends with the window."""

    def __init__(self, window: QWidget, choices: "ChoicesModel") -> None:
        super().__init__(window)
        self._window = window
        self._choices = choices
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self._keep)
        window.installEventFilter(self)
        if window.isVisible():
            # It may never be moved, and what stands in its place later, such as the page for one more account, is to find it.
            self._rest.start()

    def _keep(self) -> None:
        self._rest.stop()
        window = self._window
        if window.isMinimized() or window.isFullScreen():
            return
        usual = _usual(window)
        if usual.isValid():
            self._choices.choose(window=usual.getRect(), maximized=window.isMaximized())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the place once the window rests, and when it goes."""
        match event.type():
            case QEvent.Type.Move | QEvent.Type.Resize | QEvent.Type.WindowStateChange if (
                self._window.isVisible()
            ):
                self._rest.start()
            case QEvent.Type.Hide if self._rest.isActive():
                self._keep()
            case _:
                pass
        return super().eventFilter(watched, event)


def _usual(window: QWidget) -> QRect:
    """Return where a window stands while it does not fill the screen."""
    fills = window.isMaximized() or window.isFullScreen()
    return window.normalGeometry() if fills else window.geometry()


def _screens() -> list[QRect]:
    return [screen.availableGeometry() for screen in QGuiApplication.screens()]
