"""Threads of their own for what may take long: the thread of the screen does not wait for one to begin, nor the end for one to end."""

import sys
import threading
import time

import pytest

from desktop.system.threads import LooseThreads

TURN_SECONDS = 0.2
"""How long a thread that computes keeps the interpreter here, once it has it."""


@pytest.fixture
def busy():
    """Threads that compute without a pause."""
    over = threading.Event()

    def compute() -> None:
        while not over.is_set():
            sum(range(100))

    before = sys.getswitchinterval()
    threads = [threading.Thread(target=compute) for _ in range(2)]
    for thread in threads:
        thread.start()
    sys.setswitchinterval(TURN_SECONDS)
    yield
    over.set()
    sys.setswitchinterval(before)
    for thread in threads:
        thread.join()


def test_to_begin_some_costs_no_turn_of_those_that_compute(busy):
    threads = LooseThreads()
    time.sleep(0)  # from here on the interpreter is this thread's
    began = time.monotonic()
    answers = [threads.submit(str, number) for number in range(10)]
    took = time.monotonic() - began
    assert took < 5 * TURN_SECONDS
    sys.setswitchinterval(TURN_SECONDS / 100)
    assert [answer.result(20) for answer in answers] == [str(number) for number in range(10)]


def test_what_goes_wrong_there_is_raised_where_it_is_waited_for():
    def fail() -> None:
        raise KeyError("lost")

    with pytest.raises(KeyError, match="lost"):
        LooseThreads().submit(fail).result(20)
