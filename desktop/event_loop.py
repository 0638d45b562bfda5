"""The event loop of the program: Qt's events and asyncio's tasks together, none of which is ever lost.

Where a step of a task lets Qt turn its events, as a dialog of the system or a drag may, qasync would wake other tasks there. They
cannot be entered within one another, and asyncio would forget them for ever. So would callbacks be that come while the loop does
not run, as between a test's end and its fixtures' ends. This loop keeps them until it runs, and no step of a task is under way.
"""

import asyncio

import qasync

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
        if not _is_running() or asyncio.current_task(self._loop) is not None:
            self._loop.keep(self)
        else:
            self._handle._run()  # noqa: SLF001 - as qasync itself runs it


class PatientLoop(qasync.QEventLoop):  # type: ignore[misc]  # the library says nothing of its types
    """qasync's loop, whose callbacks run only while it runs, and never within one another's tasks."""

    def keep(self, handle: PatientHandle) -> None:
        """Have a callback come again soon."""
        self._timer.add_callback(handle, AGAIN_SECONDS)

    def _add_callback(self, handle: asyncio.Handle, delay: float = 0) -> asyncio.Handle:
        self._timer.add_callback(PatientHandle(self, handle), delay)
        return handle


def _is_running() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
