"""The outbox on its way: what may go now, what waits for the server, and what waits for its author. Decided without I/O."""

from collections.abc import Callable, Iterable, Iterator

from desktop.core.cache.commands import Pending
from desktop.core.errors import ErrorCode
from desktop.core.outbox import Queue, is_moot
from desktop.core.sync.incoming import Drop, Refuse, Settle
from desktop.core.values import ChatId, CommandId, Milliseconds
from sync_server.protocol.codes import RETRYABLE
from sync_server.protocol.frames import Error, Reply

Seconds = float

FIRST_RETRY: Seconds = 0.5
LONGEST_RETRY: Seconds = 30.0
"""First and longest wait before something is asked again that the server could not do for now."""
LONGEST_PAUSE_MS = 3_600_000
"""Longest that a server is believed to need; beyond it would be never."""
CHATS_IN_FLIGHT = 8
"""Chats that may have a command on its way at the same time; each has one, so that order is kept."""
DEFAULT_PATIENCE: Milliseconds = 30 * 60 * 1000
"""How long a message may wait before its author is asked."""


class Sending:
    """What of the outbox is on its way, on one connection after the other."""

    def __init__(self, *, jitter: Callable[[], float], clock: Callable[[], Milliseconds]) -> None:
        self.patience: Milliseconds | None = DEFAULT_PATIENCE
        self._not_before: dict[CommandId, Seconds] = {}
        self.handed: frozenset[CommandId] = frozenset()
        """Commands that were given to the connection; kept until the next one begins."""
        self._jitter = jitter
        self._clock = clock
        self.begin(())

    def begin(self, pending: Iterable[Pending]) -> None:
        """Start with what is stored; nothing of it is on its way."""
        self._queue = Queue()
        self._chats: dict[CommandId, ChatId] = {}
        self.queued(pending, ())
        self._stale_before: frozenset[CommandId] = frozenset()
        if self.patience is not None:
            self._stale_before = frozenset(self._queue.stale(self._clock(), self.patience))
        self.handed = frozenset()
        self._on_its_way: dict[ChatId, CommandId] = {}
        self._not_before.clear()
        self._tries: dict[CommandId, int] = {}

    def queued(self, added: Iterable[Pending], removed: Iterable[CommandId]) -> None:
        """Note what the user has changed in the outbox."""
        self.settled(removed)
        for pending in added:
            self._queue.put(pending)
            self._chats[pending.number] = pending.frame.chat

    def settled(self, numbers: Iterable[CommandId]) -> None:
        """Note what has left the outbox."""
        for number in numbers:
            self._queue.remove(number)
            self._not_before.pop(number, None)
            self._chats.pop(number, None)

    def times(self) -> Iterable[Seconds]:
        """Return when commands may go again that the server could not carry out."""
        return self._not_before.values()

    def ready(self, now: Seconds) -> Iterator[Pending]:
        """Yield what may go now, one command of each chat."""
        stale = self._stale()
        for pending in tuple(self._queue.ready()):
            if len(self._on_its_way) >= CHATS_IN_FLIGHT:
                return
            due = self._not_before.get(pending.number, now) <= now
            if due and pending.frame.chat not in self._on_its_way and pending.number not in stale:
                yield pending

    def sent(self, pending: Pending) -> None:
        """Note that a command is on its way."""
        self._on_its_way[pending.frame.chat] = pending.number
        self.handed |= {pending.number}

    def hold_stale(self, has_gap: Callable[[ChatId], bool]) -> Iterator[CommandId]:
        """Yield what waited so long that its author is to be asked, each once; where something is missing it is not known yet."""
        for number in self._stale():
            if not has_gap(self._chats[number]):
                self._queue.hold(number)
                yield number

    def answered(self, pending: Pending, reply: Reply, now: Seconds) -> Settle | Refuse | Drop | None:
        """Take in the server's answer; return what is to be stored, None to ask again later."""
        number, chat = pending.number, pending.frame.chat
        self._on_its_way.pop(chat, None)
        if not isinstance(reply, Error):
            self.settled((number,))
            return Settle(number, reply)
        if reply.code in RETRYABLE or reply.code is ErrorCode.NOT_SIGNED_IN:
            self._tries[number] = self._tries.get(number, 0) + 1
            self._not_before[number] = now + self.retry_after(reply, self._tries[number])
            return None
        if is_moot(pending.frame, reply.code):
            self.settled((number,))
            return Drop(number)
        self._queue.refuse(number, reply.code)
        return Refuse(number, chat, pending.message, reply.code)

    def retry_after(self, refusal: Error, tries: int) -> Seconds:
        """Return how long to leave the server alone: as long as it says, or longer with each try."""
        if refusal.retry_after_ms is not None:
            return min(max(refusal.retry_after_ms, 0), LONGEST_PAUSE_MS) / 1000
        longest: Seconds = min(LONGEST_RETRY, FIRST_RETRY * float(2 ** min(tries, 10)))
        return FIRST_RETRY / 2 + self._jitter() * longest

    def _stale(self) -> tuple[CommandId, ...]:
        """Return the messages that do not go before their authors said so.

        What waits for its files is asked about only if it had waited too long when the connection began: from then on it is not
        for want of a line that it waits.
        """
        if self.patience is None:
            return ()
        on_their_way = self._on_its_way.values()
        stale = self._queue.stale(
            self._clock(), self.patience, besides=on_their_way, uploading=self._stale_before
        )
        return tuple(stale)
