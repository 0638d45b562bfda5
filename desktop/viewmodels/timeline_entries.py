"""From rows to what stands in the timeline: messages in groups, system lines in words, and the lines between them.

Pure functions over values. An entry holds all that its picture needs, so an entry that is equal to the one before looks the
same, and nothing has to be measured again.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication

from desktop.core.values import Deleted, Delivery, MessageId, Text, TimelineRow
from desktop.viewmodels import times
from desktop.viewmodels.timeline_entry import Entry, EntryKind, Reader
from desktop.viewmodels.timeline_lines import system_line
from desktop.viewmodels.timeline_messages import follows_up, message_entry
from desktop.viewmodels.timeline_window import Window

MINUTE_MS = 60_000


def entries(window: Window, reader: Reader, kept: "KeptMessages") -> tuple[Entry, ...]:
    """Return everything that stands in the timeline for these rows; `kept` are the messages of the time before."""
    kept.begin(reader)
    result = list(_head(window, reader))
    before: TimelineRow | None = None
    for index, row in enumerate(window.rows):
        new_day = before is not None and _day(before.sent_at // MINUTE_MS) != _day(row.sent_at // MINUTE_MS)
        if new_day or (before is None and window.reaches_start):
            day = times.local_day(row.sent_at)
            label = times.day_label(row.sent_at, reader.now)
            # A clock that was set back may make the same day come twice: the row's id keeps the two apart.
            result.append(Entry(f"day {day.isoformat()} {row.id}", EntryKind.DAY, label))
        if row.id == reader.unread_from:
            result.append(Entry("unread", EntryKind.UNREAD, _tr("New messages")))
        after = window.rows[index + 1] if index + 1 < len(window.rows) else None
        if isinstance(row.body, Text | Deleted):
            starts = new_day or row.id == reader.unread_from or not follows_up(before, row)
            result.append(kept.message(row, row.body, reader, after, starts_group=starts))
        else:
            result.append(system_line(row, reader))
        before = row
    kept.end()
    return tuple(result)


class KeptMessages:
    """The entries of messages that are still told in the same way: with each page, most rows are those of before."""

    def __init__(self) -> None:
        self._lasting: Reader | None = None
        self._before: dict[MessageId, tuple[TimelineRow, Entry]] = {}
        self._now: dict[MessageId, tuple[TimelineRow, Entry]] = {}

    def begin(self, reader: Reader) -> None:
        """Take who looks. The time, and what stands between messages, change nothing of a message that was sent."""
        lasting = replace(reader, now=0, unread_from=None, coming=0)
        if lasting != self._lasting:
            self._before, self._lasting = {}, lasting

    def message(
        self,
        row: TimelineRow,
        body: Text | Deleted,
        reader: Reader,
        after: TimelineRow | None,
        *,
        starts_group: bool,
    ) -> Entry:
        """Return a message's entry: the one of before, if neither the row nor who looks is another."""
        before, entry = self._before.get(row.id, (None, None))
        if before is not row or entry is None or entry.starts_group != starts_group:
            entry = message_entry(row, body, reader, after, starts_group=starts_group)
        if row.delivery is Delivery.SENT and not row.pending_reactions:
            self._now[row.id] = row, entry
        return entry

    def end(self) -> None:
        """Forget what stands there no more."""
        self._before, self._now = self._now, {}


@lru_cache(maxsize=4096)
def _day(minute: int) -> date:
    """Return the day of a minute since the epoch. The whole window is asked for with every change, so it is kept."""
    return times.local_day(minute * MINUTE_MS)


def _head(window: Window, reader: Reader) -> Sequence[Entry]:
    if window.reaches_start and reader.added_at is not None:
        text = _tr("You were added on %1. Earlier messages were not shared with you.")
        day = times.long_day(reader.added_at, reader.now)
        return [Entry("cutoff", EntryKind.CUTOFF, text.replace("%1", day), icon="eye-off")]
    if window.older_expected:
        words = still_missing(reader.coming, online=reader.online)
        return [Entry("older", EntryKind.OLDER_EXPECTED, words, icon="clock")]
    return []


def still_missing(coming: int, *, online: bool) -> str:
    """Return how much of the chat is not on this computer, and whether it is on its way; 0 is not known."""
    if online and coming == 1:
        return _tr("1 older message is still coming")
    if online and coming:
        return _tr("%Ln older messages are still coming", coming)
    if online:
        return _tr("Older messages are still coming")
    if coming == 1:
        return _tr("1 older message is not on this computer yet")
    if coming:
        return _tr("%Ln older messages are not on this computer yet", coming)
    return _tr("Older messages are not on this computer yet")


def _tr(text: str, number: int = -1) -> str:
    return QCoreApplication.translate("timeline", text, "", number)
