"""Which files are transferred next, and what becomes of those that failed: a state machine without I/O, without bytes.

A few run at once: what the user asked for before what is fetched by itself, what the screen shows before the rest, thumbnails
before files, small before large. What is small passes the large ones by, so that a picture does not wait for a video. A file
that fails waits by itself and holds up nobody; a connection that cannot be made holds up all. Times are seconds of one clock.
"""

from collections.abc import Callable, Iterator
from enum import Enum, auto

from msgspec import Struct

from desktop.core.errors import ErrorCode, FileTrouble
from desktop.core.sync.liveness import Backoff, Seconds
from desktop.core.sync.transfers_jobs import Broke, Ended, Event, Moved, Refused, RunId, Stopped, Troubled
from desktop.core.values import AttachmentId, ChatId, Transfer, TransferState
from sync_server.protocol.codes import RETRYABLE

AT_ONCE = 4
"""Files that are transferred at the same time."""
SMALL_BESIDE = 2
"""Small ones that are beside those."""
SMALL = 256 * 1024
"""In bytes."""
AT_ONCE_AGAIN: Seconds = 0.1
"""Longest wait after a connection on which something got through: where the server is gone, the other connection says so."""
FIRST_RETRY: Seconds = 1.0
LONGEST_RETRY: Seconds = 60.0
"""First and longest wait before a file is tried again that the server could not take or give for now."""
FIRST_ROOM_RETRY: Seconds = 60.0
LONGEST_ROOM_RETRY: Seconds = 900.0
"""The same where there was no room, here or there; the user sees it as failed meanwhile."""
_LEAST_PAUSE_MS = 50
_LONGEST_PAUSE_MS = 900_000
_NO_ROOM = frozenset({str(ErrorCode.STORAGE_FULL), str(FileTrouble.DISK_FULL)})
_LATER = RETRYABLE | {ErrorCode.TOO_MANY_TRANSFERS, ErrorCode.TRANSFER_NOT_FOUND, ErrorCode.NOT_SIGNED_IN}
_DAMAGE = frozenset({str(ErrorCode.ATTACHMENT_DAMAGED), str(FileTrouble.DAMAGED)})
_SIGNED_OUT = frozenset({ErrorCode.TOKEN_REFUSED, ErrorCode.DEACTIVATED})


class Wanted(Struct, frozen=True):
    """A file that is to be transferred."""

    attachment: AttachmentId
    is_upload: bool
    size: int
    chat: ChatId | None = None
    """Where it is shown."""
    is_thumbnail: bool = False
    by_itself: bool = False
    """Nobody asked for it."""


class Verdict(Enum):
    """What is to be done about a try that has ended."""

    NOTHING = auto()
    WHOLE = auto()
    """It is through."""
    FAILED = auto()
    """Note why, for the next start: it may not be tried by itself."""
    ANEW = auto()
    """What is here of it is broken: drop that, and begin from the start."""


class _Item:
    """One file, and how far it has come."""

    def __init__(self, wanted: Wanted, state: TransferState, done: int, reason: str) -> None:
        self.wanted = wanted
        self.state = state
        self.done = done
        self.furthest = done
        """How far it ever came: only what goes beyond is a step forward."""
        self.reason = reason
        self.run: RunId | None = None
        """Of the try that has not ended yet, whatever the user has said meanwhile."""
        self.not_before: Seconds = 0.0
        self.tries = 0
        self.began_anew = False


class Transfers:
    """All that is on its way, or is to be."""

    def __init__(self, jitter: Callable[[], float]) -> None:
        self._items: dict[AttachmentId, _Item] = {}
        self._runs: dict[RunId, AttachmentId] = {}
        self._last_run: RunId = 0
        self._jitter = jitter
        self._backoff = Backoff(jitter)
        self._line_at: Seconds = 0.0
        """No connection is tried before."""
        self._has_moved = False
        """Something got through on the last connection."""
        self._online = False
        self._looking_at: ChatId | None = None

    # What is known ------------------------------------------------------------------------------------------------

    def of(self, attachment: AttachmentId) -> Transfer | None:
        """Return how far a file has come; None if it is not on its way."""
        item = self._items.get(attachment)
        if item is None:
            return None
        wanted = item.wanted
        return Transfer(attachment, wanted.is_upload, item.state, item.done, wanted.size, item.reason)

    def is_busy(self, attachment: AttachmentId) -> bool:
        """Whether its file is in use by a try that has not ended."""
        item = self._items.get(attachment)
        return item is not None and item.run is not None

    def run_of(self, attachment: AttachmentId) -> RunId | None:
        """Return the try that has not ended."""
        item = self._items.get(attachment)
        return None if item is None else item.run

    def attachment_of(self, run: RunId) -> AttachmentId | None:
        """Return what a try is about; None for one that has ended."""
        return self._runs.get(run)

    def __iter__(self) -> Iterator[Wanted]:
        """Iterate over everything."""
        return (item.wanted for item in self._items.values())

    def wake_at(self, now: Seconds) -> Seconds | None:
        """Return when `next` has something to give if nothing happens before; None for never."""
        if not self._online:
            return None
        times = [max(item.not_before, self._line_at) for item in self._items.values() if _may_run(item)]
        return min((time for time in times if time > now), default=None)

    # What the user does -------------------------------------------------------------------------------------------

    def put(
        self,
        wanted: Wanted,
        *,
        done: int = 0,
        state: TransferState = TransferState.WAITING,
        reason: str = "",
        now: Seconds = 0.0,
    ) -> None:
        """Take in a file that is to be transferred; of one that is known, only how much it is wanted is different."""
        item = self._items.get(wanted.attachment)
        if item is not None:
            item.wanted = wanted
            return
        item = self._items[wanted.attachment] = _Item(wanted, state, done, reason)
        if reason in _NO_ROOM:
            item.not_before = now + self._wait(FIRST_ROOM_RETRY, LONGEST_ROOM_RETRY, 0)

    def forget(self, attachment: AttachmentId) -> None:
        """Let go of a file. A try that has not ended is to be stopped before."""
        item = self._items.pop(attachment, None)
        if item is not None and item.run is not None:
            self._runs.pop(item.run, None)

    def pause(self, attachment: AttachmentId) -> None:
        """Let a file wait until the user says otherwise."""
        item = self._items.get(attachment)
        if item is not None and item.state in {TransferState.WAITING, TransferState.RUNNING}:
            item.state = TransferState.PAUSED

    def again(self, attachment: AttachmentId) -> None:
        """Go on with a file that was paused or has failed, as soon as it can be."""
        item = self._items.get(attachment)
        if item is None or item.state is TransferState.RUNNING:
            return
        item.state, item.reason = TransferState.WAITING, ""
        item.not_before, item.tries, item.began_anew = 0.0, 0, False

    def look_at(self, chat: ChatId | None) -> None:
        """Note which chat is on the screen."""
        self._looking_at = chat

    def hurry(self, now: Seconds) -> None:
        """Try to connect soon: the network is another one, or the user wants it."""
        self._line_at = min(self._line_at, now + self._backoff.hurry())

    # What the connections do --------------------------------------------------------------------------------------

    def set_online(self, online: bool) -> None:  # noqa: FBT001 - the value itself
        """Note whether the server is there, as the other connection has it."""
        if online and not self._online:
            self._line_at = 0.0
        self._online = online

    def next(self, now: Seconds) -> tuple[tuple[RunId, Wanted], ...]:
        """Return what is to be begun now; each is then under way until `heard` says that it has ended."""
        if not self._online or now < self._line_at:
            return ()
        running = [item.wanted.size for item in self._items.values() if item.run is not None]
        free = AT_ONCE - len(running)
        if free <= -SMALL_BESIDE:
            return ()
        begun = []
        due = (item for item in self._items.values() if _may_run(item) and item.not_before <= now)
        for item in sorted(due, key=self._rank):
            if free <= -SMALL_BESIDE:
                break
            if free > 0 or item.wanted.size <= SMALL:
                free -= 1
                begun.append((self._begin(item), item.wanted))
        return tuple(begun)

    def heard(self, event: Event, now: Seconds) -> tuple[tuple[AttachmentId, Verdict], ...]:
        """Take in what became of tries; return what is to be done about them. An unknown one is nobody's business any more."""
        if isinstance(event, Broke):
            self._line_at = now + self._line_wait()
            items = [item for run in event.runs if (item := self._ended(run)) is not None]
            for item in items:
                _wait_again(item)
            return tuple((item.wanted.attachment, Verdict.NOTHING) for item in items)
        if isinstance(event, Moved):
            return self._moved(event)
        item = self._ended(event.run)
        if item is None:
            return ()
        return ((item.wanted.attachment, self._judge(item, event, now)),)

    def _moved(self, event: Moved) -> tuple[tuple[AttachmentId, Verdict], ...]:
        attachment = self._runs.get(event.run)
        if attachment is None:
            return ()
        item = self._items[attachment]
        item.done = event.done
        if event.done > item.furthest:
            # Or a server that lets it come to the same place again and again would be asked without a pause.
            item.furthest, item.tries = event.done, 0
            self._has_moved = True
        return ((attachment, Verdict.NOTHING),)

    def _line_wait(self) -> Seconds:
        has_moved, self._has_moved = self._has_moved, False
        if not has_moved:
            return self._backoff.wait()
        self._backoff.begin_anew()
        return self._jitter() * AT_ONCE_AGAIN

    def _judge(self, item: _Item, event: Ended | Stopped | Refused | Troubled, now: Seconds) -> Verdict:
        match event:
            case Ended():
                self._has_moved = True
                del self._items[item.wanted.attachment]
                return Verdict.WHOLE
            case Stopped():
                _wait_again(item)
                return Verdict.NOTHING
            case Refused(code=code, retry_after_ms=pause) if code in _LATER | _SIGNED_OUT:
                _wait_again(item)
                wait = self._wait(FIRST_RETRY, LONGEST_RETRY, item.tries)
                item.not_before = now + (wait if pause is None else _bearable(pause))
                item.tries += 1
                return Verdict.NOTHING
            case Refused(code=code):
                return self._fail(item, str(code), now)
            case Troubled(trouble=trouble):
                return self._fail(item, str(trouble), now)

    def _fail(self, item: _Item, reason: str, now: Seconds) -> Verdict:
        if reason in _DAMAGE and not item.began_anew:
            item.began_anew = True
            item.done = 0
            _wait_again(item)
            return Verdict.NOTHING if item.wanted.is_upload else Verdict.ANEW
        item.state, item.reason = TransferState.FAILED, reason
        if reason in _NO_ROOM:
            item.not_before = now + self._wait(FIRST_ROOM_RETRY, LONGEST_ROOM_RETRY, item.tries)
            item.tries += 1
        return Verdict.FAILED

    def _begin(self, item: _Item) -> RunId:
        self._last_run += 1
        self._runs[self._last_run] = item.wanted.attachment
        item.run = self._last_run
        item.state, item.reason = TransferState.RUNNING, ""
        return self._last_run

    def _ended(self, run: RunId) -> _Item | None:
        attachment = self._runs.pop(run, None)
        if attachment is None:
            return None
        item = self._items[attachment]
        item.run = None
        return item

    def _rank(self, item: _Item) -> tuple[bool, bool, bool, int, AttachmentId]:
        wanted = item.wanted
        elsewhere = wanted.chat != self._looking_at
        return (wanted.by_itself, elsewhere, not wanted.is_thumbnail, wanted.size, wanted.attachment)

    def _wait(self, first: Seconds, longest: Seconds, tries: int) -> Seconds:
        """Draw a wait that grows with the tries."""
        return first / 2 + self._jitter() * min(longest, first * float(2 ** min(tries, 10)))


def _may_run(item: _Item) -> bool:
    """Whether it waits for its turn; what found no room is tried again by itself."""
    if item.run is not None:
        return False
    return item.state is TransferState.WAITING or (
        item.state is TransferState.FAILED and item.reason in _NO_ROOM
    )


def _bearable(pause_ms: int) -> Seconds:
    """Return what a server says about when to ask again, if it is neither at once nor never."""
    return min(max(pause_ms, _LEAST_PAUSE_MS), _LONGEST_PAUSE_MS) / 1000


def _wait_again(item: _Item) -> None:
    """Let one that was running wait; what the user has said of it meanwhile stays."""
    if item.state is TransferState.RUNNING:
        item.state = TransferState.WAITING
