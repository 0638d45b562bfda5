"""When nothing is notified of: while notifications are paused, and in the quiet hours of every day.

The hours are times on this computer's clock: they may go over midnight, and on the days on which the clock is put forward or back
they begin and end when it shows their time first. Hours that end when they begin are none.
"""

from datetime import UTC, date, datetime, timedelta
from enum import Enum

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from desktop.core.values import Milliseconds
from desktop.viewmodels import times
from desktop.viewmodels.background import Clock
from desktop.viewmodels.chat_actions import tomorrow_morning
from desktop.viewmodels.choices import Choices, ChoicesModel
from desktop.viewmodels.placeholders import filled

MINUTE_MS = 60_000
_DAY_MS = 24 * 60 * MINUTE_MS


class Why(Enum):
    """Why nothing is notified of."""

    PAUSED = "paused"
    HOURS = "hours"


class Quiet(Struct, frozen=True):
    """A time in which nothing is notified of."""

    why: Why
    """For now; a pause may end in the quiet hours."""
    until: Milliseconds
    """When something is again."""


def quiet_at(choices: Choices, now: Milliseconds) -> Quiet | None:
    """Return whether nothing is notified of at a moment, and until when; None if something is."""
    paused, hours = choices.paused_until > now, hours_end(choices, now)
    if not paused and hours is None:
        return None
    end = max(choices.paused_until, now)
    # The end of either may lie within the other.
    while (later := hours_end(choices, end)) is not None:
        end = later
    return Quiet(Why.PAUSED if paused else Why.HOURS, end)


def hours_end(choices: Choices, now: Milliseconds) -> Milliseconds | None:
    """Return when the quiet hours end that a moment lies in; None for one outside them."""
    return next((end for begin, end in _hours_about(choices, now) if begin <= now < end), None)


def next_change(choices: Choices, now: Milliseconds) -> Milliseconds | None:
    """Return when it is next to be looked whether anything is notified of; None if time changes nothing."""
    edges = [edge for hours in _hours_about(choices, now) for edge in hours]
    return min((edge for edge in (choices.paused_until, *edges) if edge > now), default=None)


def until_words(until: Milliseconds, now: Milliseconds) -> str:
    """Return until when, in words: "Until 08:00", and for what is further off "Until 8 Mar, 08:00"."""
    time = times.clock_time(until)
    if until - now < _DAY_MS:
        return filled(_tr("Until %1"), time)
    return filled(_tr("Until %1, %2"), times.short_day(until, now), time)


def _hours_about(choices: Choices, now: Milliseconds) -> list[tuple[Milliseconds, Milliseconds]]:
    """Return the quiet hours that begin yesterday, today and tomorrow."""
    if not choices.quiet_daily or choices.quiet_from == choices.quiet_to:
        return []
    over_midnight = timedelta(days=choices.quiet_to < choices.quiet_from)
    today = times.local_day(now)
    days = [today + timedelta(days=by) for by in (-1, 0, 1)]
    return [
        (_moment(day, choices.quiet_from), _moment(day + over_midnight, choices.quiet_to)) for day in days
    ]


def _moment(day: date, minutes: int) -> Milliseconds:
    """Return the first moment of a day at which the clock shows a time of day, or has gone past it."""
    shown = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)  # noqa: DTZ001 - what the clock shows
    moment = _milliseconds(shown)
    if _clock(moment) == shown:
        return moment
    # The clock never shows it, as it was put forward: it is past it from that moment on.
    before, after = _milliseconds(shown.replace(fold=1)), moment
    while after - before > MINUTE_MS:
        middle = (before + after) // 2
        before, after = (before, middle) if _clock(middle) >= shown else (middle, after)
    return after - after % MINUTE_MS


def _milliseconds(shown: datetime) -> Milliseconds:
    return int(shown.timestamp()) * 1000


def _clock(moment: Milliseconds) -> datetime:
    """Return what this computer's clock shows at a moment."""
    return datetime.fromtimestamp(moment / 1000, UTC).astimezone().replace(tzinfo=None, fold=0)


class Pausing(QObject):
    """Whether anything is notified of now, and choosing that nothing is for a time.

    Signals:
        changed(): it is different, or until when.
    """

    changed = Signal()

    def __init__(self, choices: ChoicesModel, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self._clock = clock
        self._told = self.now
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        choices.changed.connect(self.look)
        self._wait()

    @property
    def now(self) -> Quiet | None:
        """Return in which quiet time it is; None for none."""
        return quiet_at(self._choices.choices, self._clock())

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is notified of now."""
        return self.now is not None

    @property
    def is_paused(self) -> bool:
        """Whether the user has paused notifications; `resume` ends that, and not the quiet hours."""
        return self._choices.choices.paused_until > self._clock()

    @property
    def until(self) -> Milliseconds | None:
        """Return when the quiet ends; None while something is notified of."""
        quiet = self.now
        return None if quiet is None else quiet.until

    @property
    def words(self) -> str:
        """Return that in words, such as "Until 08:00"; empty while something is notified of."""
        until = self.until
        return "" if until is None else until_words(until, self._clock())

    def pause_for(self, milliseconds: Milliseconds) -> None:
        """Notify of nothing for so long."""
        self._choices.choose(paused_until=self._clock() + milliseconds)

    def pause_until_tomorrow(self) -> None:
        """Notify of nothing until tomorrow morning."""
        self._choices.choose(paused_until=tomorrow_morning(self._clock()))

    def resume(self) -> None:
        """Notify again, unless it is quiet hours."""
        self._choices.choose(paused_until=0)

    def look(self) -> None:
        """Look at the clock: it may have been set, or this computer may have slept."""
        now, before = self.now, self._told
        self._told = now
        self._wait()
        if now != before:
            self.changed.emit()

    def _wait(self) -> None:
        """Look again when something changes; every minute until then, as a timer knows nothing of the clock."""
        now = self._clock()
        change = next_change(self._choices.choices, now)
        if change is None:
            self._timer.stop()
        else:
            self._timer.start(max(1, min(change - now, MINUTE_MS)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("pausing", text)
