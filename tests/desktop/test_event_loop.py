"""No task of the program's event loop is lost, and none of Python's own references.

The pinned versions of Qt and Python do not lose references to None, which would abort the program within minutes.

PySide6 6.12 on Python 3.11 loses one with every call that returns None. Here the event loop turns 20,000 times and a widget is
updated 6,000 times; the count must stay where it was.
"""

import asyncio
import sys

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QWidget

from desktop.event_loop import PatientLoop

TOLERANCE = 50
"""What comes and goes with caches, logs and the test itself; the defect costs thousands."""


async def turn(times: int) -> None:
    for _ in range(times):
        await asyncio.sleep(0)


def test_twenty_thousand_turns_of_the_event_loop_keep_the_reference_count_of_none(qapp):
    with PatientLoop(qapp) as loop:
        loop.run_until_complete(turn(100))
        before = sys.getrefcount(None)
        loop.run_until_complete(turn(20_000))
        assert abs(sys.getrefcount(None) - before) < TOLERANCE


def test_six_thousand_updates_of_a_widget_keep_the_reference_count_of_none(qapp):
    widget = QWidget()
    widget.update()
    before = sys.getrefcount(None)
    for _ in range(6_000):
        widget.update()
    assert abs(sys.getrefcount(None) - before) < TOLERANCE
    widget.deleteLater()


def test_a_task_that_is_woken_within_a_step_of_another_one_goes_on(qapp):
    """As where a dialog of the system turns Qt's events while a task opens it."""
    reached = []

    async def sleeper(woken):
        reached.append("asleep")
        await woken.wait()
        reached.append("awake")

    async def opener():
        woken = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(sleeper(woken))
            await asyncio.sleep(0.01)
            QTimer.singleShot(0, woken.set)
            for _ in range(20):
                QCoreApplication.processEvents()
            assert reached == ["asleep"]

    with PatientLoop(qapp) as loop:
        loop.run_until_complete(asyncio.wait_for(opener(), 5))
    assert reached == ["asleep", "awake"]
