"""When nothing is notified of: pauses, and quiet hours over midnight and on the days on which the clock is changed."""

import time
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from desktop.viewmodels.choices import Choices, ChoicesModel
from desktop.viewmodels.pausing import Pausing, Quiet, Why, hours_end, next_change, quiet_at, until_words
from tests.support.noticing import Time

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = 3_600_000


@pytest.fixture(autouse=True)
def in_berlin(monkeypatch):
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()
    QLocale.setDefault(before)


def there(moment: str, fold: int = 0) -> int:
    """Return a moment by the clocks of Berlin."""
    return int(datetime.fromisoformat(moment).replace(tzinfo=BERLIN, fold=fold).timestamp() * 1000)


def hours(begin: str, end: str, **others: object) -> Choices:
    begins, ends = ((int(each[:2]) * 60 + int(each[3:])) for each in (begin, end))
    return Choices(quiet_daily=True, quiet_from=begins, quiet_to=ends, **others)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("begin", "end", "now", "until"),
    [
        ("19:00", "08:00", "2026-03-05 18:59", None),
        ("19:00", "08:00", "2026-03-05 19:00", "2026-03-06 08:00"),
        ("19:00", "08:00", "2026-03-06 00:00", "2026-03-06 08:00"),
        ("19:00", "08:00", "2026-03-06 07:59", "2026-03-06 08:00"),
        ("19:00", "08:00", "2026-03-06 08:00", None),
        ("12:00", "13:00", "2026-03-05 12:30", "2026-03-05 13:00"),
        ("12:00", "13:00", "2026-03-05 23:30", None),
        ("00:00", "08:00", "2026-03-05 00:00", "2026-03-05 08:00"),
        ("19:00", "00:00", "2026-03-05 23:59", "2026-03-06 00:00"),
        ("08:00", "08:00", "2026-03-05 08:00", None),
        # On 29 March 02:00 is 03:00, on 25 October 03:00 is 02:00 again.
        ("22:00", "08:00", "2026-03-28 23:00", "2026-03-29 08:00"),
        ("22:00", "02:30", "2026-03-29 01:59", "2026-03-29 03:00"),
        ("22:00", "02:30", "2026-03-29 03:00", None),
        ("02:30", "04:00", "2026-03-29 03:00", "2026-03-29 04:00"),
        ("02:30", "04:00", "2026-03-29 01:59", None),
        ("22:00", "02:30", "2026-10-25 02:29", "2026-10-25 02:30"),
        ("22:00", "08:00", "2026-10-24 23:00", "2026-10-25 08:00"),
    ],
)
def test_the_quiet_hours_are_what_this_computers_clock_shows(begin, end, now, until):
    expected = None if until is None else there(until)
    assert hours_end(hours(begin, end), there(now)) == expected


def test_hours_that_have_ended_do_not_come_back_when_the_clock_is_put_back():
    again = there("2026-10-25 02:10", fold=1)
    assert hours_end(hours("22:00", "02:30"), again) is None
    assert hours_end(hours("02:00", "05:00"), again) == there("2026-10-25 05:00")


def test_without_the_choice_there_are_no_hours():
    assert hours_end(Choices(), there("2026-03-05 23:00")) is None


@pytest.mark.parametrize(
    ("now", "paused_until", "quiet"),
    [
        ("2026-03-05 12:00", None, None),
        ("2026-03-05 12:00", "2026-03-05 12:00", None),
        ("2026-03-05 12:00", "2026-03-05 13:00", (Why.PAUSED, "2026-03-05 13:00")),
        ("2026-03-05 12:00", "2026-03-05 20:00", (Why.PAUSED, "2026-03-06 08:00")),
        ("2026-03-05 20:00", "2026-03-05 21:00", (Why.PAUSED, "2026-03-06 08:00")),
        ("2026-03-05 20:00", "2026-03-06 09:00", (Why.PAUSED, "2026-03-06 09:00")),
        ("2026-03-05 20:00", "2026-03-06 21:00", (Why.PAUSED, "2026-03-07 08:00")),
        ("2026-03-05 20:00", None, (Why.HOURS, "2026-03-06 08:00")),
    ],
)
def test_a_pause_and_the_hours_are_one_quiet_time(now, paused_until, quiet):
    choices = hours("19:00", "08:00", paused_until=there(paused_until) if paused_until else 0)
    expected = None if quiet is None else Quiet(quiet[0], there(quiet[1]))
    assert quiet_at(choices, there(now)) == expected


@given(
    begin=st.integers(0, 1439),
    end=st.integers(0, 1439),
    minute=st.integers(0, 4 * 24 * 60),
    paused=st.integers(-300, 3_000),
    start=st.sampled_from(["2026-03-27 00:00", "2026-10-23 00:00", "2026-06-01 00:00"]),
)
def test_it_is_quiet_until_it_is_said_to_be_and_not_a_moment_longer(begin, end, minute, paused, start):
    now = there(start) + minute * 60_000
    choices = Choices(
        quiet_daily=True, quiet_from=begin, quiet_to=end, paused_until=max(0, now + paused * 60_000)
    )
    quiet = quiet_at(choices, now)
    change = next_change(choices, now)
    assert change is None or change > now
    if quiet is None:
        if change is not None:
            assert quiet_at(choices, change - 1) is None
    else:
        assert quiet.until > now
        assert quiet_at(choices, quiet.until) is None
        between = quiet_at(choices, quiet.until - 1)
        assert between is not None
        assert between.until == quiet.until


def test_until_when_is_said_with_the_day_where_the_time_is_not_enough():
    now = there("2026-03-05 20:00")
    assert until_words(there("2026-03-06 08:00"), now) == "Until 08:00"
    assert until_words(there("2026-03-08 08:00"), now) == "Until 8 Mar, 08:00"


# The model -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def clock():
    return Time(there("2026-03-05 12:00"))


@pytest.fixture
def choices():
    return ChoicesModel()


@pytest.fixture
def pausing(qapp, choices, clock):
    return Pausing(choices, clock)


def test_a_pause_begins_and_ends(pausing, clock, qtbot):
    with qtbot.waitSignal(pausing.changed):
        pausing.pause_for(HOUR)
    assert (pausing.is_quiet, pausing.is_paused, pausing.words) == (True, True, "Until 13:00")
    clock.now += HOUR
    with qtbot.waitSignal(pausing.changed):
        pausing.look()
    assert (pausing.is_quiet, pausing.until, pausing.words) == (False, None, "")


def test_until_tomorrow_is_until_people_begin_to_work(pausing):
    pausing.pause_until_tomorrow()
    assert pausing.until == there("2026-03-06 08:00")


def test_resuming_ends_the_pause_and_not_the_quiet_hours(pausing, choices, clock):
    choices.choose(quiet_daily=True)
    pausing.pause_for(8 * HOUR)
    clock.now += 7 * HOUR + HOUR // 2
    pausing.resume()
    assert (pausing.is_quiet, pausing.is_paused) == (True, False)
    assert pausing.until == there("2026-03-06 08:00")


def test_the_clock_is_looked_at_no_later_than_things_change(pausing, choices, clock):
    assert not pausing._timer.isActive()
    choices.choose(quiet_daily=True, quiet_from=13 * 60)
    assert 0 < pausing._timer.interval() <= 60_000
    clock.now = there("2026-03-05 12:59") + 59_000
    pausing.look()
    assert pausing._timer.interval() == 1_000
