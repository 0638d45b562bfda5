"""The run of a chat's rows that is held in memory: a value, to which pages are joined at either end."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from desktop.core.values import Deleted, MessageId, Page, Sequence, TimelineRow, UserId

WINDOW_ROWS = 300
"""Rows held at most: some screens in either direction, whatever the length of the history."""


class Window(Struct, frozen=True):
    """Consecutive rows of one chat, ascending: confirmed ones by seq, then, at the end only, provisional ones."""

    rows: tuple[TimelineRow, ...] = ()
    reaches_start: bool = False
    reaches_end: bool = False
    older_expected: bool = False

    @classmethod
    def of(cls, page: Page) -> "Window":
        """Return the window that holds just this page."""
        return cls(page.rows, page.reaches_start, page.reaches_end, page.older_expected)

    @property
    def confirmed(self) -> tuple[TimelineRow, ...]:
        """The rows that have their place for good."""
        return tuple(row for row in self.rows if row.seq is not None)

    @property
    def first_seq(self) -> Sequence | None:
        """Place of the oldest row held."""
        return self.rows[0].seq if self.rows else None

    @property
    def last_seq(self) -> Sequence | None:
        """Place of the newest confirmed row held."""
        return next((row.seq for row in reversed(self.rows) if row.seq is not None), None)

    def prepended(self, page: Page) -> "Window":
        """Return the window with an older page before it, trimmed at its end."""
        older = tuple(row for row in page.rows if row.seq is not None)
        rows = older + self.rows
        kept = rows[:WINDOW_ROWS]
        return Window(
            rows=tuple(row for row in kept if row.seq is not None) if len(kept) < len(rows) else kept,
            reaches_start=page.reaches_start,
            reaches_end=self.reaches_end and len(kept) == len(rows),
            older_expected=page.older_expected,
        )

    def appended(self, page: Page) -> "Window":
        """Return the window with a newer page after its confirmed rows, trimmed at its start."""
        rows = self.confirmed + page.rows
        kept = rows[-WINDOW_ROWS:]
        whole = len(kept) == len(rows)
        return Window(
            rows=kept,
            reaches_start=self.reaches_start and whole,
            reaches_end=page.reaches_end,
            older_expected=self.older_expected and whole,
        )

    def refreshed(self, touched: Iterable[MessageId], found: Iterable[TimelineRow]) -> "Window":
        """Return the window with the `touched` rows as they are now: changed, gone, or come into a gap between two others.

        Confirmed rows beyond the last one are left to `appended`, which knows what lies in between.
        """
        gone = set(touched)
        confirmed = {row.seq: row for row in self.confirmed if row.id not in gone}
        provisional = [row for row in self.rows if row.seq is None and row.id not in gone]
        first, last = self.first_seq, self.last_seq
        for row in found:
            if row.seq is None:
                provisional += [row] if self.reaches_end else []
            elif first is not None and last is not None and first <= row.seq <= last:
                confirmed[row.seq] = row
        ordered = sorted(confirmed.items(), key=lambda item: item[0] or 0)
        provisional.sort(key=lambda row: row.command or 0)
        return replace(self, rows=(*(row for _, row in ordered), *provisional))


def first_unread(rows: Iterable[TimelineRow], *, read_seq: Sequence, me: UserId) -> MessageId | None:
    """Return the first row that somebody else wrote after what the user has read; a tombstone has nothing to be read."""
    others = (row for row in rows if row.author != me and not isinstance(row.body, Deleted))
    return next((row.id for row in others if row.seq is not None and row.seq > read_seq), None)
