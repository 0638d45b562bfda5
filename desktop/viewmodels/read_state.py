"""What of the open chat counts as read: only what was on screen, in a window that the user works in.

The view says how far that reaches (`seen`); here it is gathered for a moment, and then stored.

Marking as unread. Somebody who marks a chat as unread, from a message on, still looks at that message; if being on screen made
it read, the mark would be gone at once. So from then on nothing in this chat is read by being seen, whatever comes in, until the
user opens the chat again, after they were in another one or by choosing it once more in the list: then they look at it anew,
from the line "New messages" on. Two things end the mark before: the user says that the chat is read, or writes into it, here or
on another device. To bring the window to the front again, or to scroll, is neither. A mark may come from elsewhere too, from the
list of chats or from another device: what tells it is that the read position goes back, which nothing else makes it do.

Where history is missing. A read position is one number: all before it is read. While unread messages lie where history is not on
this computer yet, what stands after the hole was seen and what lies in it was not, so nothing is read by being seen. Who goes
to the newest message, or writes, says that the rest does not matter.
"""

from collections.abc import Awaitable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.client import Client
from desktop.core.errors import ClientError
from desktop.core.values import ChatDetails, Sequence
from desktop.viewmodels import sentences
from desktop.viewmodels.background import Background

SEEN_MS = 150
"""How long what comes on screen is gathered before it is marked as read."""


class ReadState(QObject):
    """How far the open chat was seen, and whether that counts.

    Signals:
        marked_unread (Sequence): the chat is unread from this place on.
        failed (str): something could not be stored; why, in words.
    """

    marked_unread = Signal(object)
    failed = Signal(str)

    def __init__(self, client: Client, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._background = background
        self._details: ChatDetails | None = None
        self._seen: Sequence = 0
        self._kept_unread_from: Sequence | None = None
        self._marking = False
        self._skips_hole = False
        self._timer = QTimer(self, singleShot=True, interval=SEEN_MS)
        self._timer.timeout.connect(self.flush)

    @property
    def keeps_unread(self) -> bool:
        """Whether the chat was marked as unread and stays so, although it is on screen."""
        return self._marking or self._kept_unread_from is not None

    @property
    def unmarked(self) -> Sequence | None:
        """Up to where the chat was seen and is not marked as read yet; None for nothing."""
        if self._details is None or self.keeps_unread or self._is_behind_a_hole():
            return None
        return self._seen if self._seen > self._details.read_seq else None

    @property
    def come_to(self) -> Sequence:
        """How far the user has come in this chat on this computer, marked as read or not yet."""
        return max(self._seen, self._details.read_seq if self._details is not None else 0)

    def opened(self) -> None:
        """Begin anew: a chat was opened, which may be the same one again."""
        self._timer.stop()
        self._details, self._seen, self._kept_unread_from = None, 0, None
        self._marking = self._skips_hole = False

    def take(self, details: ChatDetails | None) -> None:
        """Take the chat as it is now in the cache."""
        before, self._details = self._details, details
        if before is None or details is None or before.id != details.id or self._marking:
            return
        if self._kept_unread_from is not None:
            if details.read_seq >= self._kept_unread_from:  # read elsewhere, or on purpose
                self._kept_unread_from = None
        elif details.read_seq < before.read_seq:
            self._keep_unread(details.read_seq + 1)
        self._gather()

    def seen(self, seq: Sequence) -> None:
        """Note that everything up to `seq` was on screen."""
        if not self.keeps_unread:
            self._seen = max(seq, self._seen)
            self._gather()

    def flush(self) -> None:
        """Mark as read what was seen and is not marked yet."""
        self._timer.stop()
        details, seen = self._details, self.unmarked
        if details is not None and seen is not None:
            _ = self._background.start(self._told(self._client.mark_read(details.id, seen)))

    async def finish(self) -> None:
        """Do so for the last time, and wait for it."""
        self._timer.stop()
        details, seen = self._details, self.unmarked
        if details is not None and seen is not None:
            await self._told(self._client.mark_read(details.id, seen))

    def begin_mark(self) -> None:
        """Let nothing count as read: the user has just chosen to mark the chat as unread, and that is being stored."""
        self._timer.stop()
        self._seen = 0
        self._marking = True

    async def mark(self, seq: Sequence) -> None:
        """Store that the chat is unread from a place on: what stands before it is read, as the user has come so far."""
        details = self._details
        if details is None:
            return
        if details.read_seq < seq - 1:
            await self._told(self._client.mark_read(details.id, seq - 1))
        stored = await self._told(self._client.mark_unread(details.id, seq))
        if self._details is not None and self._details.id == details.id:
            self._marking = False
            if stored:
                self._keep_unread(seq)

    def mark_read(self) -> None:
        """Let all of the chat count as read."""
        self.release()
        details = self._details
        if details is not None and details.last_seq > details.read_seq:
            _ = self._background.start(self._told(self._client.mark_read(details.id, details.last_seq)))

    def _keep_unread(self, seq: Sequence) -> None:
        """Let the chat be unread from here on until it is left; what was seen meanwhile does not count."""
        self._timer.stop()
        self._seen = 0
        self._kept_unread_from = seq
        self.marked_unread.emit(seq)

    async def _told(self, work: Awaitable[object]) -> bool:
        try:
            await work
        except ClientError as error:
            self.failed.emit(sentences.failure(error))
            return False
        return True

    def release(self) -> None:
        """Let count again what is seen, the part that is missing here included: the user says so by what they do."""
        self._marking = False
        self._kept_unread_from = None
        self._skips_hole = True

    def release_hole(self) -> None:
        """Let the part count as read that is missing here, once what stands after it is seen."""
        self._skips_hole = True

    def _gather(self) -> None:
        if self.unmarked is not None and not self._timer.isActive():
            self._timer.start()

    def _is_behind_a_hole(self) -> bool:
        details = self._details
        if details is None or self._skips_hole or not details.coming:
            return False
        return held_from(details) > details.read_seq + 1


def held_from(details: ChatDetails) -> Sequence:
    """Return the first place of a chat from which on everything is on this computer."""
    return max(details.visible_from_seq, 1) + details.coming
