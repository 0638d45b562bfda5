"""Days and times in words, as the user's locale writes them and seen from the present that the caller passes in.

Moments are the server's milliseconds, UTC; what is shown is the time of this computer.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

if TYPE_CHECKING:  # the first picture of the window is painted before the core is imported
    from desktop.core.values import Milliseconds

WEEK_DAYS = 7
_MINUTE_MS = 60_000
_EARLIEST, _LATEST = -(10**13), 2 * 10**14
"""What is before or after is taken for these: no calendar goes as far as the numbers that a server may tell."""
_HOUR = 60
_DAY = 24 * _HOUR
"""In minutes."""

# A year in a locale's long date, with what ties it to the rest: "MMMM d, yyyy", "d 'de' MMMM 'de' yyyy", "yyyy年M月d日".
_YEAR = r"[\s,،]*(?:'[^']*'\s*)?y+\.?(?:\s*'[^']*'\.?|[年년])?"
_WEEKDAY = r"[\s,،]*dddd"
_LOOSE = " ,،"
_SECONDS = r"[:.]s+"


def local_day(moment_ms: Milliseconds) -> date:
    """Return the day of a moment, on this computer's calendar."""
    return _local(moment_ms).date()


def clock_time(moment_ms: Milliseconds) -> str:
    """Return the time of day: `14:32`."""
    local = _local(moment_ms)
    locale = QLocale()
    pattern = re.sub(_SECONDS, "", locale.timeFormat(QLocale.FormatType.ShortFormat))
    return locale.toString(QTime(local.hour, local.minute), pattern)


@lru_cache(maxsize=4096)
def _minute_time(minute: int, locale: str) -> str:
    del locale  # it is part of what is kept: another one writes times in another way
    return clock_time(minute * _MINUTE_MS)


def minute_time(moment_ms: Milliseconds) -> str:
    """Return the time of day, as `clock_time` does, but kept: a timeline asks for hundreds with every change."""
    return _minute_time(moment_ms // _MINUTE_MS, QLocale().name())


def how_long(milliseconds: Milliseconds) -> str:
    """Return a stretch of time in its largest unit: `40 minutes`, `2 hours`, `3 days`."""
    minutes = max(1, milliseconds // _MINUTE_MS)
    if minutes < _HOUR:
        return _tr("1 minute") if minutes == 1 else _tr("%Ln minutes", minutes)
    if minutes < _DAY:
        hours = minutes // _HOUR
        return _tr("1 hour") if hours == 1 else _tr("%Ln hours", hours)
    days = minutes // _DAY
    return _tr("1 day") if days == 1 else _tr("%Ln days", days)


def list_time(moment_ms: Milliseconds, now: Milliseconds) -> str:
    """Return when a chat was last active, short: `14:32`, `Yesterday`, `Tue`, `2 Mar`, `2 Mar 2025`."""
    day, today = local_day(moment_ms), local_day(now)
    if day == today:
        return clock_time(moment_ms)
    if day == today - timedelta(days=1):
        return _yesterday()
    if timedelta() < today - day < timedelta(days=WEEK_DAYS):
        return _formatted(day, "ddd")
    return short_day(moment_ms, now)


def day_label(moment_ms: Milliseconds, now: Milliseconds) -> str:
    """Return the heading of a day: `Today`, `Yesterday`, `Tuesday, 3 March`, `Monday, 3 March 2025`."""
    day, today = local_day(moment_ms), local_day(now)
    if day == today:
        return _tr("Today")
    if day == today - timedelta(days=1):
        return _yesterday()
    patterns = _patterns(QLocale())
    label = _formatted(day, patterns.heading if day.year == today.year else patterns.heading_with_year)
    return label[:1].upper() + label[1:]  # it stands alone; within sentences many languages write days small


def short_day(moment_ms: Milliseconds, now: Milliseconds) -> str:
    """Return a day as it fits into a tag: `3 Mar`; with the year if that is another one."""
    return _formatted(local_day(moment_ms), _short(_day_pattern(moment_ms, now)))


def day_within(moment_ms: Milliseconds, now: Milliseconds) -> str:
    """Return a day as it stands beside other words: `today`, `yesterday`, `3 Mar`; with the year if that is another one."""
    day, today = local_day(moment_ms), local_day(now)
    if day == today:
        return _tr("today")
    if day == today - timedelta(days=1):
        return _tr("yesterday")
    return short_day(moment_ms, now)


def long_day(moment_ms: Milliseconds, now: Milliseconds) -> str:
    """Return a day as it stands within a sentence: `3 March`; with the year if that is another one."""
    return _formatted(local_day(moment_ms), _day_pattern(moment_ms, now))


def moment(moment_ms: Milliseconds) -> str:
    """Return date and time in full, for what is copied elsewhere: `3 Mar 2026 14:05`."""
    return f"{_formatted(local_day(moment_ms), _short(_patterns(QLocale()).day_with_year))} {clock_time(moment_ms)}"


class _Patterns:
    """How a locale writes days, cut out of its own long form, so that order and punctuation are its own."""

    def __init__(self, locale: QLocale) -> None:
        self.heading_with_year = locale.dateFormat(QLocale.FormatType.LongFormat)
        self.heading = _without(_YEAR, self.heading_with_year)
        self.day_with_year = _without(_WEEKDAY, self.heading_with_year)
        self.day = _without(_WEEKDAY, self.heading)


def _without(part: str, pattern: str) -> str:
    return re.sub(part, "", pattern, count=1).strip(_LOOSE)


@lru_cache(maxsize=8)
def _patterns_of(name: str) -> _Patterns:
    return _Patterns(QLocale(name))


def _patterns(locale: QLocale) -> _Patterns:
    return _patterns_of(locale.name())


def _day_pattern(moment_ms: Milliseconds, now: Milliseconds) -> str:
    patterns = _patterns(QLocale())
    same_year = local_day(moment_ms).year == local_day(now).year
    return patterns.day if same_year else patterns.day_with_year


def _short(pattern: str) -> str:
    return pattern.replace("MMMM", "MMM")


def _formatted(day: date, pattern: str) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def _yesterday() -> str:
    return _tr("Yesterday")


def _local(moment_ms: Milliseconds) -> datetime:
    return datetime.fromtimestamp(max(_EARLIEST, min(moment_ms, _LATEST)) / 1000, UTC).astimezone()


def _tr(text: str, number: int = -1) -> str:
    return QCoreApplication.translate("times", text, "", number)
