"""The application's event loop for tests: Qt's events and asyncio's tasks together.

Between a test's end and its fixtures' ends, pytest-qt lets Qt turn its events once more, and qasync would run callbacks of
asyncio there, outside of any running loop, in which no task can live. And a click or a key of a test lets Qt turn its events
within a step of the test: a task that is woken there cannot be entered, and asyncio would forget it for ever. This loop keeps
callbacks until it runs again, and no step of a task is under way.
"""

import asyncio

import qasync
from PySide6.QtWidgets import QApplication

AGAIN_SECONDS = 0.005


class PatientHandle:
    """A callback that waits for its loop to run, between the steps of tasks."""

    __slots__ = ("_handle", "_loop")

    def __init__(self, loop: "PatientLoop", handle: asyncio.Handle) -> None:
        self._loop = loop
        self._handle = handle

    @property
    def _cancelled(self) -> bool:
        return self._handle.cancelled()

    def _run(self) -> None:
        if asyncio._get_running_loop() is None or asyncio.current_task(self._loop) is not None:
            self._loop._timer.add_callback(self, AGAIN_SECONDS)
        else:
            self._handle._run()


class PatientLoop(qasync.QEventLoop):
    """qasync's loop, whose callbacks run only while it runs, and never within one another's tasks."""

    def _add_callback(self, handle: asyncio.Handle, delay: float = 0) -> asyncio.Handle:
        self._timer.add_callback(PatientHandle(self, handle), delay)
        return handle


def application_loop() -> PatientLoop:
    """Make a loop on the one QApplication."""
    return PatientLoop(QApplication.instance() or QApplication([]))
