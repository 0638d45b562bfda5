"""Whether anybody is there, whether this computer has slept, and when to try again: all of it by the clock that it is given."""

import pytest

from desktop.core.sync import liveness
from desktop.core.sync.liveness import Backoff, Beat, Clocks, Heartbeat

START = 1000.0


class Line:
    """A heartbeat that is looked at as often as it asks for, and what it came to."""

    def __init__(self):
        self.now = START
        self.heartbeat = Heartbeat(START)
        self.waiting_since = None

    def until(self, wanted, *, within):
        """Let time pass until a beat comes; return how long that took, None if it did not come."""
        began = self.now
        while self.now - began <= within:
            if (beat := self.heartbeat.look(self.now, waiting_since=self.waiting_since)) is not None:
                assert beat is wanted
                return round(self.now - began, 6)
            at = self.heartbeat.look_at(waiting_since=self.waiting_since)
            assert self.now < at <= self.now + liveness.TICK
            self.now = at
        return None


@pytest.fixture
def line():
    return Line()


def test_after_some_silence_a_sign_of_life_is_asked_for_and_without_one_the_line_is_dead(line):
    assert line.until(Beat.PING, within=60) == liveness.QUIET
    assert line.until(Beat.DEAD, within=60) == liveness.PATIENCE


def test_while_anything_comes_nothing_is_asked_for(line):
    for _ in range(10):
        line.now += liveness.QUIET - 1
        line.heartbeat.heard(line.now)
        assert line.heartbeat.look(line.now, waiting_since=None) is None


def test_a_line_that_answers_lives_for_ever(line):
    for _ in range(10):
        assert line.until(Beat.PING, within=60) == liveness.QUIET
        line.heartbeat.answered(line.now)


def test_a_request_without_an_answer_is_looked_into_after_moments(line):
    line.waiting_since = START
    assert line.until(Beat.PING, within=60) == liveness.UNANSWERED
    assert line.until(Beat.DEAD, within=60) == liveness.PATIENCE


def test_a_slow_answer_of_a_server_that_is_there_ends_nothing(line):
    line.waiting_since = START
    for _ in range(5):
        assert line.until(Beat.PING, within=60) == liveness.UNANSWERED
        line.now += 0.1
        line.heartbeat.answered(line.now)


@pytest.mark.parametrize(("quiet", "asked"), [(liveness.UNANSWERED, True), (1.0, False)])
def test_what_the_user_does_after_some_quiet_is_looked_after_at_once(line, quiet, asked):
    line.now += quiet
    line.heartbeat.acted(line.now)
    beat = line.heartbeat.look(line.now, waiting_since=line.now)
    assert beat is (Beat.PING if asked else None)


def test_a_probe_comes_at_once_and_has_less_patience(line):
    line.heartbeat.probe(line.now)
    assert line.until(Beat.PING, within=1) == 0
    assert line.until(Beat.DEAD, within=60) == liveness.PROBE_PATIENCE


def test_a_probe_shortens_the_patience_of_a_sign_of_life_that_was_asked_for_before(line):
    line.until(Beat.PING, within=60)
    line.heartbeat.probe(line.now, 0.5)
    assert line.until(Beat.DEAD, within=60) == 0.5


def test_a_large_frame_that_comes_bit_by_bit_is_waited_for_but_not_for_ever(line):
    line.until(Beat.PING, within=60)
    asked_at = line.now
    while line.heartbeat.look(line.now, waiting_since=None) is None:
        line.now += 1
        line.heartbeat.heard(line.now)
    assert line.now - asked_at == liveness.LONGEST_PATIENCE


def test_a_program_that_stood_still_itself_first_reads_what_has_come(line):
    line.until(Beat.PING, within=60)
    line.now += 60
    assert line.heartbeat.look(line.now, waiting_since=None) is None
    line.heartbeat.answered(line.now + 0.1)
    assert line.until(Beat.PING, within=60) is not None


def test_a_program_that_stood_still_and_reads_nothing_then_gives_up_soon(line):
    line.until(Beat.PING, within=60)
    line.now += 60
    assert line.until(Beat.DEAD, within=60) == liveness.GRACE


def test_an_answer_proves_that_all_has_come_that_was_sent_before_it_was_asked_for(line):
    line.until(Beat.PING, within=60)
    asked_at = line.now
    line.now += 2
    assert line.heartbeat.proved_at == START
    line.heartbeat.answered(line.now)
    assert line.heartbeat.proved_at == asked_at


# Sleep ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("passed", "wall_passed", "slept"),
    [
        (liveness.TICK, liveness.TICK, False),
        (liveness.TICK, 3600, True),  # the usual: one clock stands still
        (3600, 3600, True),  # both go on, and nobody looked
        (liveness.TICK, -3600, False),  # somebody has set the clock back
        (liveness.TICK + 1, liveness.TICK + 1, False),  # a busy computer
    ],
)
def test_sleep_is_noticed_by_either_clock(passed, wall_passed, slept):
    clocks = Clocks()
    assert not clocks.jumped(START, 5_000_000)
    assert clocks.jumped(START + passed, 5_000_000 + round(wall_passed * 1000)) is slept
    assert not clocks.jumped(START + passed + 1, 5_001_000 + round(wall_passed * 1000))


# When to try again ----------------------------------------------------------------------------------------------------


def waits(backoff, count):
    return [backoff.wait() for _ in range(count)]


def test_the_first_tries_come_close_together_and_the_later_ones_half_a_minute_apart_at_most():
    assert waits(Backoff(lambda: 1.0), 13) == [0.5, 1, 2, 2, 2, 2, 2, 4, 8, 16, 30, 30, 30]


def test_a_wait_is_drawn_from_its_whole_range():
    assert waits(Backoff(lambda: 0.0), 13) == [0] * 13


def test_a_server_that_says_goodbye_is_given_a_moment_by_each_client_another_one():
    assert Backoff(lambda: 0.0).wait(restarting=True) == 1
    assert Backoff(lambda: 1.0).wait(restarting=True) == 2


def test_after_waking_up_the_next_tries_come_within_a_second():
    backoff = Backoff(lambda: 1.0)
    waits(backoff, 12)
    assert backoff.hurry() == 1
    assert waits(backoff, 6) == [1, 1, 1, 1, 2, 2]


def test_without_a_network_tries_go_on_but_slower():
    backoff = Backoff(lambda: 1.0)
    backoff.network(reachable=False)
    assert waits(backoff, 12) == [0.5, 1, 8, 8, 8, 8, 8, 8, 8, 16, 30, 30]
    backoff.network(reachable=True)
    backoff.begin_anew()
    assert waits(backoff, 3) == [0.5, 1, 2]
