"""Qt's objects in unreachable cycles end on the thread that collects, however busy the others are."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject, QTimer

from desktop.system.garbage import collect_due, collect_only_when_told


@pytest.fixture(autouse=True)
def automatic():
    """Leave the collector as it was found."""
    was_enabled = gc.isenabled()
    yield
    gc.unfreeze()
    if was_enabled:
        gc.enable()


class Model(QObject):
    """In a cycle with itself, with a timer that may end only where it was started."""

    def __init__(self, ended: list[int]) -> None:
        super().__init__()
        self.itself = self
        self.timer = QTimer(self, interval=60_000)
        self.timer.start()
        weakref.finalize(self, lambda: ended.append(threading.get_ident()))


def allocate() -> None:
    """Make more cycles than any threshold of the collector."""
    for _ in range(200_000):
        cycle: list[object] = []
        cycle.append(cycle)


def test_a_busy_thread_collects_nothing_and_the_one_that_is_told_does(qapp):
    gc.enable()
    collect_only_when_told()
    ended: list[int] = []
    Model(ended)
    busy = threading.Thread(target=allocate)
    busy.start()
    busy.join()
    assert ended == []
    for _ in range(3):  # generation by generation
        collect_due()
    assert ended == [threading.get_ident()]
