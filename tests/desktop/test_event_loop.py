"""The pinned versions of Qt and Python do not lose references to None, which would abort the program within minutes.

PySide6 6.12 on Python 3.11 loses one with every call that returns None. Here the event loop turns 20,000 times and a widget is
updated 6,000 times; the count must stay where it was.
"""

import asyncio
import sys

import qasync
from PySide6.QtWidgets import QWidget

TOLERANCE = 50
"""What comes and goes with caches, logs and the test itself; the defect costs thousands."""


async def turn(times: int) -> None:
    for _ in range(times):
        await asyncio.sleep(0)


def test_twenty_thousand_turns_of_the_event_loop_keep_the_reference_count_of_none(qapp):
    with qasync.QEventLoop(qapp) as loop:
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
