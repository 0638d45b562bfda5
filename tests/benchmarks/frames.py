"""How long a frame takes: from a click of a real wheel until what it moved is painted, and what else the event loop did meanwhile.

The clicks come through Qt's own queue of window events, as those of a mouse do, as often as a wheel clicks that was spun hard: what
the program does beside, such as reading further messages, falls into the frames and is counted with them.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

NOTCH = 120
"""What Qt calls one click of a wheel."""
PACE_SECONDS = 0.008
"""Between two clicks."""
_STILL_SECONDS = 0.1
"""A click after which nothing is painted for so long has moved nothing."""
_MS = 1_000


class Frames(QObject):
    """Turns the wheel over a scroll area and times each frame. Not to be used from a task of asyncio's loop: events are taken in."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._viewport = area.viewport()
        self._painted = 0
        self._viewport.installEventFilter(self)

    def turn(self, clicks: int, *, up: bool = True, every: float = PACE_SECONDS) -> list[float]:
        """Turn the wheel; return the milliseconds of each frame. Where there is nothing further, turn the other way."""
        found: list[float] = []
        while len(found) < clicks:
            next_at = time.perf_counter() + every
            took = self._click(NOTCH if up else -NOTCH)
            self.rest(next_at - time.perf_counter())
            if took is None:
                up = not up
            else:
                found.append(took)
        return found

    def whole(self, times: int) -> list[float]:
        """Paint all that is in sight; return the milliseconds of each time."""
        return [_timed(self._viewport.repaint) for _ in range(times)]

    def after(self, deed: Callable[[], None], is_done: Callable[[], bool], *, seconds: float = 10) -> float:
        """Do something; return the milliseconds until it is seen: the first paint once `is_done`."""
        began = time.perf_counter()
        deed()
        while True:
            before = self._painted
            self._wait(before, seconds)
            assert self._painted > before, "nothing was painted"
            if is_done():
                return (time.perf_counter() - began) * _MS

    def rest(self, seconds: float) -> None:
        """Let the program do what it has to do."""
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
            time.sleep(0.0005)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Count what is painted."""
        if event.type() == QEvent.Type.Paint:
            self._painted += 1
        return False

    def _click(self, delta: int) -> float | None:
        window = self._viewport.window().windowHandle()
        assert window is not None
        middle = self._viewport.mapTo(_top(self._viewport), self._viewport.rect().center())
        before = self._painted
        began = time.perf_counter()
        QTest.wheelEvent(window, QPointF(middle), QPoint(0, delta), QPoint(), Qt.KeyboardModifier.NoModifier)
        self._wait(before, _STILL_SECONDS)
        return (time.perf_counter() - began) * _MS if self._painted > before else None

    def _wait(self, before: int, seconds: float) -> None:
        """Take events in until something is painted and has gone to the display."""
        until = time.perf_counter() + seconds
        while self._painted == before and time.perf_counter() < until:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 1)


def _top(widget: QWidget) -> QWidget:
    return widget.window()


def _timed(deed: Callable[[], None]) -> float:
    began = time.perf_counter()
    deed()
    return (time.perf_counter() - began) * _MS
