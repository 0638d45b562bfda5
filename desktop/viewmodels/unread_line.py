"""Where the line "New messages" stands in the open chat.

It is put before the first unread message when a chat is opened, and stays there until the chat is left, however far one reads.
It moves only when somebody had caught up and looked away, and something came meanwhile: then it stands before the first that
arrived unseen. Where the rows at its place are not here yet, it waits for them.
"""

from collections.abc import Iterable

from desktop.core.values import ChatDetails, MessageId, Sequence, TimelineRow, UserId
from desktop.viewmodels.timeline_window import Window, first_unread


class UnreadLine:
    """The line's place. `before` is the row that it stands before; None while there is none."""

    def __init__(self) -> None:
        self.before: MessageId | None = None
        self._wanted: Sequence | None = None

    def leave(self) -> None:
        """Forget it: the chat is left."""
        self.before = self._wanted = None

    def put(self, rows: Iterable[TimelineRow], *, read_seq: Sequence, me: UserId) -> None:
        """Put it before the first message that is not read, if there is one."""
        self._wanted = None
        self.before = first_unread(rows, read_seq=read_seq, me=me)

    def wait_for(self, seq: Sequence) -> None:
        """Put it at a place, once its rows are here."""
        self._wanted = seq

    def heard(self, before: ChatDetails | None, now: ChatDetails | None, *, seen: Sequence) -> None:
        """Take what has come while nobody looked. `seen` is how far the user has come on this computer."""
        if before is None or now is None or now.last_seq <= before.last_seq:
            return
        if before.last_seq <= max(before.read_seq, now.read_seq, seen):
            self._wanted = before.last_seq + 1

    def take(self, window: Window, me: UserId) -> None:
        """Take the rows that are held now: those at its place may have come."""
        wanted, first, last = self._wanted, window.first_seq, window.last_seq
        if wanted is None or first is None or last is None or not first <= wanted <= last:
            return
        self._wanted = None
        self.before = first_unread(window.rows, read_seq=wanted - 1, me=me) or self.before
