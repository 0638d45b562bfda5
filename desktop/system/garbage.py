"""Collects Python's garbage on one thread only, the one that calls.

Python collects on whichever thread happens to allocate. Were that one of the threads that read and write the cache, Qt's
objects within unreachable cycles would end there, and Qt allows its widgets and timers to end only where they were made.
"""

import gc


def collect_only_when_told() -> None:
    """Stop collecting on any thread; from now on somebody has to call `collect_due` now and then."""
    gc.freeze()  # what is here by now stays to the end, and need not be looked through again
    gc.disable()


def collect_due() -> None:
    """Collect the oldest generation that has seen enough to be worth it, as Python would have done by itself."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return
