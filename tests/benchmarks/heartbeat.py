"""Feels how long the thread of the screen is held up: a timer that should go off every millisecond, and who was at work when it did not."""

import asyncio.events
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from PySide6.QtCore import Qt, QTimer

BEAT_MS = 1
_LOOK_SECONDS = 0.004
_LATE_MS = 8.0
_FRAMES = 3
_SPREAD = 5


@dataclass
class Blocks:
    """What a while of listening has found; in milliseconds."""

    seconds: float = 0.0
    beats: int = 0
    longest: list[tuple[float, float]] = field(default_factory=list)
    """The longest gaps between two beats, longest first, and the seconds after which each ended."""
    callbacks: list[tuple[float, str]] = field(default_factory=list)
    """The longest callbacks of the event loop, and whose they were."""
    at_work: Counter[str] = field(default_factory=Counter)
    """Where the thread was found, at looks that came while a beat was late."""

    def as_json(self) -> dict[str, Any]:
        """Return what a program reads."""
        return {
            "seconds": round(self.seconds, 2),
            "beats": self.beats,
            "longest": [round(gap, 1) for gap, _ in self.longest],
            "at_second": [round(at, 1) for _, at in self.longest],
            "callbacks": [[round(took, 1), name] for took, name in self.callbacks],
            "at_work": self.at_work.most_common(_SPREAD),
        }


class Heartbeat:
    """Beats on the thread that made it, from the first `listen` on."""

    def __init__(self) -> None:
        self._blocks = Blocks()
        self._gaps: list[tuple[float, float]] = []
        self._last = self._began = time.perf_counter()
        self._screen = threading.get_ident()
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=BEAT_MS)
        self._timer.timeout.connect(self._beat)
        _time_callbacks(self._called)
        threading.Thread(target=self._look, daemon=True).start()

    def listen(self) -> None:
        """Begin anew."""
        self._blocks = Blocks()
        self._gaps = []
        self._last = self._began = time.perf_counter()
        self._timer.start()

    def found(self) -> Blocks:
        """Return what was found since."""
        self._timer.stop()
        found = self._blocks
        found.seconds = time.perf_counter() - self._began
        found.longest = sorted(self._gaps, reverse=True)[:_SPREAD]
        found.callbacks = sorted(found.callbacks, reverse=True)[:_SPREAD]
        return found

    def _beat(self) -> None:
        now = time.perf_counter()
        gap = (now - self._last) * 1000
        self._last = now
        self._blocks.beats += 1
        self._gaps.append((gap, now - self._began))

    def _called(self, took: float, name: Callable[[], str]) -> None:
        if took > _LATE_MS:
            self._blocks.callbacks.append((took, name()))

    def _look(self) -> None:
        while True:
            time.sleep(_LOOK_SECONDS)
            if (time.perf_counter() - self._last) * 1000 > _LATE_MS:
                self._note(sys._current_frames())

    def _note(self, frames: dict[int, FrameType]) -> None:
        """Count what the thread of the screen is at; while it is within Qt, what other threads keep the interpreter with."""
        at = _where(frames[self._screen])
        if at.startswith("qasync.run_forever"):
            others = {_where(frame) for thread, frame in frames.items() if thread != self._screen}
            at = f"in Qt, or waiting for: {' | '.join(sorted(others - {''}))}"
        self._blocks.at_work[at] += 1


def _where(frame: FrameType | None) -> str:
    names = []
    while frame is not None and len(names) < _FRAMES:
        module = frame.f_globals.get("__name__", "")
        if module.startswith(("desktop", "sync_server", "asyncio", "qasync", "websockets")):
            names.append(f"{module}.{frame.f_code.co_name}:{frame.f_lineno}")
        frame = frame.f_back
    return " < ".join(names)


def _time_callbacks(called: Callable[[float, Callable[[], str]], None]) -> None:
    """Time every callback of asyncio's, of whichever loop."""
    run = asyncio.events.Handle._run

    def timed(handle: asyncio.Handle) -> None:
        started = time.perf_counter()
        run(handle)
        called((time.perf_counter() - started) * 1000, lambda: repr(handle)[:300])

    asyncio.events.Handle._run = timed  # type: ignore[attr-defined, method-assign]
