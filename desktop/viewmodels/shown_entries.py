"""What stands in the timeline for the rows that are held, as it is told to whoever looks at them just now.

The same rows are told otherwise at another time of day, to somebody who has read on, and once it is known who is mentioned. So
all that decides how they are told is kept here, and the timeline is told when they are to be worked out anew.
"""

from PySide6.QtCore import QObject, Signal

from desktop.core.client import Client
from desktop.core.values import ChatDetails, Sequence
from desktop.viewmodels.background import Background, Clock
from desktop.viewmodels.mentioned_people import MentionedPeople
from desktop.viewmodels.timeline_clock import TimelineClock
from desktop.viewmodels.timeline_entries import KeptMessages, entries
from desktop.viewmodels.timeline_entry import Entry, Reader
from desktop.viewmodels.timeline_window import Window
from desktop.viewmodels.unread_line import UnreadLine


class ShownEntries(QObject):
    """Works out the entries of the chat that is open.

    Signals:
        due(): they would be others now, of the same rows.
    """

    due = Signal()

    def __init__(
        self, client: Client, background: Background, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._me = client.me.id
        self._clock = clock
        self._reader = Reader.of(None, self._me)
        self._kept = KeptMessages()
        self.unread = UnreadLine()
        self._time = TimelineClock(clock, self)
        self._time.due.connect(self.due)
        self._mentioned = MentionedPeople(client, background, self)
        self._mentioned.changed.connect(self.due)

    def leave(self) -> None:
        """Forget the chat: it is left."""
        self.unread.leave()
        self._time.watch((), online=False)

    def take_details(self, details: ChatDetails | None) -> None:
        """Take who is in the chat, and how far they have read."""
        self._reader = Reader.of(details, self._me)

    def move_unread_line(self, window: Window, *, read_seq: Sequence) -> None:
        """Put the line "New messages" before the first that somebody else wrote after a place."""
        self.unread.put(window.rows, read_seq=read_seq, me=self._me)

    def of(self, window: Window, *, online: bool) -> tuple[Entry, ...]:
        """Return the entries of some rows, as they are told now."""
        self.unread.take(window, self._me)
        self._mentioned.meet(window.rows, self._reader.names)
        now, team = self._clock(), self._mentioned.people
        reader = self._reader.seen_at(now, online=online, unread_from=self.unread.before, team=team)
        fresh = entries(window, reader, self._kept)
        self._time.watch(fresh, online=online)
        return fresh

    def stop(self) -> None:
        """Watch the clock no more."""
        self._time.stop()
