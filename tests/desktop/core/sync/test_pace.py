"""A device asks a little slower than the server allows."""

from desktop.core.sync.pace import BURST, FOR_THE_USER, RATE, Pace
from sync_server.protocol import limits


def asked_within(pace, *, start, seconds):
    """Ask as fast as allowed; return how often that was."""
    now, count = start, 0
    while now <= start + seconds:
        if pace.has(now):
            pace.take(now)
            count += 1
        else:
            now = pace.next_at(now) + 1e-9
    return count


def test_it_stays_below_what_the_server_allows():
    count = asked_within(Pace(), start=1000.0, seconds=10)
    assert 0.9 * (BURST + 10 * RATE) <= count < limits.REQUESTS_BURST + 10 * limits.REQUESTS_PER_SECOND


def test_a_server_that_says_it_was_too_much_is_asked_one_by_one():
    pace = Pace()
    pace.empty(50.0)
    assert not pace.has(50.0)
    assert asked_within(pace, start=50.0, seconds=1) <= RATE + 1


def test_background_work_leaves_something_for_the_user():
    pace = Pace()
    while pace.has(7.0, leaving=FOR_THE_USER):
        pace.take(7.0)
    assert pace.has(7.0)
    assert pace.has(pace.next_at(7.0, leaving=FOR_THE_USER) + 1e-9, leaving=FOR_THE_USER)
