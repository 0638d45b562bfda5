"""Days and times are said as the locale writes them, seen from the present that is passed in."""

import time

import pytest
from PySide6.QtCore import QLocale

from desktop.viewmodels import times
from tests.support.story import at

NOW = at("2026-03-05 14:41")  # a Thursday


@pytest.fixture(autouse=True)
def greenwich(monkeypatch):
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def speak():
    before = QLocale()
    yield lambda name: QLocale.setDefault(QLocale(name))
    QLocale.setDefault(before)


@pytest.fixture(autouse=True)
def british(speak):
    speak("en_GB")


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-03-05 14:32", "14:32"),
        ("2026-03-05 00:00", "00:00"),
        ("2026-03-04 23:59", "Yesterday"),
        ("2026-03-03 08:00", "Tue"),
        ("2026-02-27 08:00", "Fri"),
        ("2026-02-26 23:59", "26 Feb"),
        ("2025-12-31 12:00", "31 Dec 2025"),
    ],
)
def test_the_list_tells_the_time_as_short_as_it_is_clear(moment, said):
    assert times.list_time(at(moment), NOW) == said


def test_a_message_from_a_clock_that_is_ahead_shows_its_day(speak):
    assert times.list_time(at("2026-03-06 09:00"), NOW) == "6 Mar"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-03-05 00:01", "Today"),
        ("2026-03-04 00:01", "Yesterday"),
        ("2026-03-03 12:00", "Tuesday 3 March"),
        ("2025-03-03 12:00", "Monday 3 March 2025"),
    ],
)
def test_a_day_has_a_heading(moment, said):
    assert times.day_label(at(moment), NOW).replace(",", "") == said


def test_a_heading_begins_with_a_capital_where_the_names_of_days_do_not(speak):
    speak("pt_BR")
    assert times.day_label(at("2026-03-03 12:00"), NOW) == "Terça-feira, 3 de março"


def test_a_sentence_names_the_day_in_full_and_a_tag_in_short():
    assert times.long_day(at("2026-03-03 12:00"), NOW) == "3 March"
    assert times.short_day(at("2026-03-03 12:00"), NOW) == "3 Mar"
    assert times.long_day(at("2025-03-03 12:00"), NOW) == "3 March 2025"


@pytest.mark.parametrize(
    ("locale", "clock", "day"),
    [
        ("en_US", "2:32\N{NARROW NO-BREAK SPACE}PM", "March 3"),
        ("de_DE", "14:32", "3. März"),
        ("pt_BR", "14:32", "3 de março"),
        ("ja_JP", "14:32", "3月3日"),
    ],
)
def test_every_locale_keeps_its_own_order_and_clock(speak, locale, clock, day):
    speak(locale)
    assert times.clock_time(at("2026-03-05 14:32")) == clock
    assert times.long_day(at("2026-03-03 12:00"), NOW) == day


def test_a_day_ends_at_this_computers_midnight(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    assert times.list_time(at("2026-03-04 15:30"), NOW) == "00:30"
    assert times.list_time(at("2026-03-04 14:30"), NOW) == "Yesterday"


@pytest.mark.parametrize("moment", [-(2**63), 2**63 - 1])
def test_a_time_that_nobody_can_mean_is_said_as_any_other(moment):
    assert times.list_time(moment, NOW)
    assert times.day_label(moment, NOW)
    assert times.moment(moment)
    assert times.minute_time(moment)
