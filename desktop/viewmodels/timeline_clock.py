"""When time alone makes the timeline another: at midnight, when something takes long, and while something asks."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.values import Delivery
from desktop.viewmodels import times
from desktop.viewmodels.background import Clock
from desktop.viewmodels.timeline_entry import Entry
from desktop.viewmodels.timeline_messages import PATIENCE_MS

MINUTE_MS = 60_000


class TimelineClock(QObject):
    """Watches the clock for the entries that are shown.

    Signals:
        due: they are to be worked out anew.
    """

    due = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._day = times.local_day(clock())
        self._asks = False
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self.due)
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._minute.timeout.connect(self.look)
        self._minute.start()

    def watch(self, entries: Iterable[Entry], *, online: bool) -> None:
        """Take what is shown from now on."""
        self._asks = any(entry.delivery is Delivery.ASKING for entry in entries)
        if online and any(entry.delivery is Delivery.WAITING and not entry.held for entry in entries):
            self._patience.start()
        else:
            self._patience.stop()

    def look(self) -> None:
        """Look whether "Today" is yesterday by now, or something that asks has become a minute older."""
        day, before = times.local_day(self._clock()), self._day
        self._day = day
        if day != before or self._asks:
            self.due.emit()

    def stop(self) -> None:
        """Watch no more."""
        self._patience.stop()
        self._minute.stop()
