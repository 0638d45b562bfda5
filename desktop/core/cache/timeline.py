"""A chat's messages in runs without a hole, what is pending laid over them and put at the end."""

from collections.abc import Iterable
from collections.abc import Sequence as Seq

from desktop.core.cache import rows
from desktop.core.cache.database import Connection, Row
from desktop.core.cache.messages import last_held
from desktop.core.values import ChatId, Page, Sequence, TimelineRow, UserId

_CHAT = "SELECT visible_from_seq FROM chat WHERE id = ?"
_BEFORE = "SELECT * FROM message_row WHERE chat = ? AND seq < ? ORDER BY seq DESC LIMIT ?"
_AFTER = "SELECT * FROM message_row WHERE chat = ? AND seq > ? ORDER BY seq LIMIT ?"


def latest(connection: Connection, me: UserId, chat: ChatId, *, limit: int) -> Page:
    """Return the newest run and everything provisional."""
    reading = _Reading(connection, me, chat)
    run = reading.before(reading.newest + 1, limit)
    return reading.page(run, edge=reading.newest + 1, unconfirmed=reading.unconfirmed())


def older(connection: Connection, me: UserId, chat: ChatId, *, before: Sequence, limit: int) -> Page:
    """Return the run that ends just before a place."""
    reading = _Reading(connection, me, chat)
    return reading.page(reading.before(before, limit), edge=before, unconfirmed=None)


def newer(connection: Connection, me: UserId, chat: ChatId, *, after: Sequence, limit: int) -> Page:
    """Return the run that begins just after a place, and everything provisional if it reaches the newest."""
    reading = _Reading(connection, me, chat)
    return reading.to_the_end(reading.after(after, limit), edge=after + 1)


def around(connection: Connection, me: UserId, chat: ChatId, *, seq: Sequence, limit: int) -> Page:
    """Return the run on both sides of a place; the newest one if that place is not here."""
    reading = _Reading(connection, me, chat)
    before = reading.before(seq + 1, (limit + 1) // 2)
    if not before:
        return latest(connection, me, chat, limit=limit)
    after = reading.after(seq, limit - len(before))
    return reading.to_the_end([*before, *after], edge=seq)


class _Reading:
    """One reading of a chat's timeline. Messages that came before the chat's own row are shown once that is here."""

    def __init__(self, connection: Connection, me: UserId, chat: ChatId) -> None:
        self._connection = connection
        self._me = me
        self._chat = chat
        self._pending = rows.projection(connection, me, (chat,))
        row = connection.execute(_CHAT, (chat,)).fetchone()
        self._start: Sequence | None = None if row is None else max(row["visible_from_seq"], 1)
        """The first place that the user may read; None if the chat is not confirmed."""
        self.newest: Sequence = 0 if row is None else last_held(connection, chat)

    def before(self, before: Sequence, limit: int) -> list[TimelineRow]:
        """Return the rows just before a place, up to the first hole."""
        run: list[TimelineRow] = []
        for row in self._confirmed(_BEFORE, before, limit):
            if row["seq"] != before - len(run) - 1:
                break
            run.append(rows.from_row(row, self._pending))
        run.reverse()
        return run

    def after(self, after: Sequence, limit: int) -> list[TimelineRow]:
        """Return the rows just after a place, up to the first hole."""
        run: list[TimelineRow] = []
        for row in self._confirmed(_AFTER, after, limit):
            if row["seq"] != after + len(run) + 1:
                break
            run.append(rows.from_row(row, self._pending))
        return run

    def _confirmed(self, query: str, place: Sequence, limit: int) -> Iterable[Row]:
        return () if self._start is None else self._connection.execute(query, (self._chat, place, limit))

    def unconfirmed(self) -> tuple[TimelineRow, ...]:
        """Return what the outbox adds to the end."""
        known = self._start is not None
        return rows.unconfirmed(self._connection, self._me, self._pending, start_is_known=known)

    def to_the_end(self, run: Seq[TimelineRow], *, edge: Sequence) -> Page:
        """Make a page of a run, with everything provisional if it reaches the newest."""
        last = run[-1].seq if run else edge - 1
        at_end = last is not None and last >= self.newest
        return self.page(run, edge=edge, unconfirmed=self.unconfirmed() if at_end else None)

    def page(
        self, run: Seq[TimelineRow], *, edge: Sequence, unconfirmed: tuple[TimelineRow, ...] | None
    ) -> Page:
        """Make a page of a run, whose first place is `edge` if it is empty; `unconfirmed` is None short of the newest."""
        first = run[0].seq if run else None
        first = edge if first is None else first
        at_start = self._start is None or first <= self._start
        here = self._connection.execute(
            "SELECT 1 FROM message WHERE chat = ? AND seq = ?", (self._chat, first - 1)
        ).fetchone()
        return Page(
            rows=(*run, *(unconfirmed or ())),
            reaches_start=at_start,
            reaches_end=unconfirmed is not None,
            older_expected=not at_start and here is None,
        )
