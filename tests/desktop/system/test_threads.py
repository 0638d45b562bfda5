"""Threads of their own for what may take long: the thread of the screen does not wait for one to begin, nor the end for one to end."""

import sys
import threading
import time

import pytest

from desktop.system.threads import LooseThreads

TURN_SECONDS = 0.3
"""How long a thread that computes keeps the interpreter here, once it has it."""


@pytest.fixture
def busy_thread():
    """A thread that computes without a pause."""
    over, begun = threading.Event(), threading.Event()

    def compute() -> None:
        begun.set()
        while not over.is_set():
            sum(range(100))

    before = sys.getswitchinterval()
    thread = threading.Thread(target=compute)
    thread.start()
    begun.wait()
    sys.setswitchinterval(TURN_SECONDS)
    yield
    sys.setswitchinterval(before)
    over.set()
    thread.join()


def test_to_begin_one_costs_no_turn_of_those_that_compute(busy_thread):
    threads = LooseThreads()
    time.sleep(0)  # from here on the interpreter is this thread's
    began = time.monotonic()
    future = threads.submit(lambda: "done")
    took = time.monotonic() - began
    assert future.result(20) == "done"
    assert took < TURN_SECONDS / 2


def test_what_goes_wrong_there_is_raised_where_it_is_waited_for():
    def fail() -> None:
        raise KeyError("lost")

    with pytest.raises(KeyError, match="lost"):
        LooseThreads().submit(fail).result(20)
