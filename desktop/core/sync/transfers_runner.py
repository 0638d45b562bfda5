"""Transfers at work, as far as the program's event loop goes.

It takes from the cache what is to be transferred, hands it to the thread, and writes down what became of it. The cache knows
what there is to do, so nothing is lost with this program; `transfers` decides what runs next, `transfers_thread` does it. How far
a download has come its sealed file says, and an upload the server: what the cache has of it is for show.
"""

import asyncio
import importlib
import logging
from collections.abc import Awaitable, Callable, Collection
from pathlib import Path

from desktop.core.cache import files
from desktop.core.cache import transfers as rows
from desktop.core.cache.database import Database
from desktop.core.cache.files import File
from desktop.core.changes import ChangeSet
from desktop.core.errors import CacheError
from desktop.core.outbox import Written
from desktop.core.sync import transfers_notes
from desktop.core.sync.transfers import Transfers, Verdict, Wanted
from desktop.core.sync.transfers_jobs import Broke, Event, Job, Moved, RunId, Stopped
from desktop.core.sync.transfers_notes import Judged, Stored, is_to_go
from desktop.core.sync.transfers_thread import TransfersThread
from desktop.core.sync.waiting import until
from desktop.core.values import AttachmentId, ChatId, Downloads, Milliseconds, Transfer, TransferState

NOTED_SECONDS = 5.0
"""Progress is written down no more often."""
SOON_SECONDS = 0.25
DAY: Milliseconds = 24 * 60 * 60 * 1000
RECENT = 30 * DAY
"""What was sent before comes when somebody looks at it, and not by itself."""
NEW = DAY
"""The same where there is not much room: what is new makes some."""
AGAIN_SECONDS = 5.0
"""Before what could not be written down is tried again."""

log = logging.getLogger(__name__)


class TransfersRunner:
    """Keeps files moving, until it is cancelled."""

    def __init__(  # noqa: PLR0913 - what it works on, and whom it tells
        self,
        database: Database,
        transfers: Transfers,
        folder: Path,
        *,
        thread: Callable[[Callable[[Event], None]], TransfersThread],
        clock: Callable[[], Milliseconds],
        has_room: Callable[[], bool],
        changed: Callable[[ChangeSet], None],
        stored: Callable[[Written], Awaitable[None]],
        arrived: Callable[[Collection[AttachmentId]], None],
    ) -> None:
        self.policy = Downloads.PICTURES_AND_SMALL
        self._database = database
        self._transfers = transfers
        self._folder = folder
        self._thread = thread(self._heard)
        self._clock = clock
        self._has_room = has_room
        self._changed = changed
        self._stored = stored
        self._arrived = arrived
        self._wake = asyncio.Event()
        self._is_stale = True
        """The cache may have something else to do than what is known here."""
        self._look_at: float | None = None
        """When to look for that all the same."""
        self._is_online = False
        self._is_closed = False
        self._events: list[Event] = []
        self._unstored: list[Judged] = []
        self._noted_at: dict[AttachmentId, float] = {}
        self._leaving: set[AttachmentId] = set()
        """What is being forgotten: the cache does not know that yet."""
        self._endings: dict[RunId, asyncio.Future[None]] = {}
        """What waits for tries to end."""
        self._over: set[RunId] = set()
        """Tries of which the thread has told that they have ended, and which count as under way until that is taken in."""

    # What others tell ---------------------------------------------------------------------------------------------

    def wake(self, *, stale: bool = False) -> None:
        """Look again at what is to be done; `stale` if the cache has something else by now."""
        self._is_stale |= stale
        self._wake.set()

    def wake_soon(self) -> None:
        """Look again before long: messages came, and more of them may follow."""
        if self._look_at is None:
            self._look_at = self._now() + SOON_SECONDS
            self._wake.set()

    def set_online(self, online: bool) -> None:  # noqa: FBT001 - the value itself
        """Hear whether there is a connection for messages: without it, there is none for files."""
        if online == self._is_online:
            return
        self._is_online = online
        self._transfers.set_online(online)
        if online:
            self.wake(stale=True)
        else:
            self._thread.hang_up()

    def look_at(self, chat: ChatId | None) -> None:
        """Hear which chat is on the screen: its files come first."""
        self._transfers.look_at(chat)

    def probe(self) -> None:
        """Hear that the network may be another one, or that the user does not want to wait."""
        self._transfers.hurry(self._now())
        self._thread.probe()
        self.wake()

    def set_policy(self, policy: Downloads) -> None:
        """Say what is fetched by itself from now on; what is under way goes on."""
        if policy is self.policy:
            return
        self.policy = policy
        for wanted in tuple(self._transfers):
            if wanted.by_itself and not self._transfers.is_busy(wanted.attachment):
                self._transfers.forget(wanted.attachment)
        self.wake(stale=True)

    # What is known, and what the user does ------------------------------------------------------------------------

    async def load(self) -> None:
        """Take up what the last start of the program has left. Raises CacheError."""
        for file in await self._database.read(rows.moving):
            self._put(file)

    def of(self, attachment: AttachmentId) -> Transfer | None:
        """Return how far a file has come; None if it is not on its way."""
        return self._transfers.of(attachment)

    def want(self, file: File, *, by_itself: bool = False) -> None:
        """Begin a transfer, or go on with it."""
        self._put(file, by_itself=by_itself)
        if not by_itself:
            self._transfers.again(file.attachment)
        self._show(file.attachment)
        self.wake()

    def again(self, attachment: AttachmentId) -> None:
        """Go on with a transfer that rested or failed."""
        self._transfers.again(attachment)
        self._show(attachment)
        self.wake(stale=True)

    def pause(self, attachment: AttachmentId) -> None:
        """Let a transfer rest."""
        self._transfers.pause(attachment)
        self._stop(attachment)
        self._show(attachment)

    async def give_up(self, attachment: AttachmentId) -> None:
        """Forget a download, with what of it is here; returns once nothing of it is in use. Raises CacheError."""
        self._leaving.add(attachment)
        try:
            # Or it would begin again as soon as its try has ended.
            self._transfers.pause(attachment)
            while (ending := self._stop(attachment)) is not None:
                await ending
            self._transfers.forget(attachment)
            self._unstored = [each for each in self._unstored if each.attachment != attachment]
            await self._database.write(rows.give_up, attachment)
        finally:
            self._leaving.discard(attachment)
        self._show(attachment)

    def _stop(self, attachment: AttachmentId) -> "asyncio.Future[None] | None":
        run = self._transfers.run_of(attachment)
        if run is None or run in self._over or self._is_closed:
            return None
        if run not in self._endings:
            self._endings[run] = asyncio.get_running_loop().create_future()
            self._thread.stop(run)
        return self._endings[run]

    def _show(self, *attachments: AttachmentId) -> None:
        if attachments:
            self._changed(ChangeSet(files=frozenset(attachments)))

    # The work -----------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Transfer what is to be."""
        try:
            while True:
                # Cleared before looking, so that what comes while we look is not overlooked.
                self._wake.clear()
                pause = None
                try:
                    await self._take_in()
                    if self._is_stale or (self._look_at is not None and self._look_at <= self._now()):
                        self._is_stale, self._look_at = False, None
                        await self._refill()
                    await self._begin()
                except CacheError:
                    log.exception("what became of a file could not be written down")
                    self._is_stale = True
                    pause = AGAIN_SECONDS
                await self._rest(pause)
        finally:
            await self.close()

    async def close(self) -> None:
        """End the thread; to close again does nothing."""
        self._is_closed = True
        await self._thread.close()
        for ending in self._endings.values():
            if not ending.done():
                ending.set_result(None)
        self._endings.clear()

    async def _rest(self, pause: float | None) -> None:
        if pause is not None:
            # Whatever comes meanwhile: a full disk is not to be asked again with every chunk.
            await asyncio.sleep(pause)
            return
        times = (self._transfers.wake_at(self._now()), self._look_at)
        wake_at = min((time for time in times if time is not None), default=None)
        await until(self._wake, None if wake_at is None else wake_at - self._now())

    def _heard(self, event: Event) -> None:
        """Take in what the thread tells."""
        self._events.append(event)
        self._wake.set()
        runs: tuple[RunId, ...] = ()
        if isinstance(event, Broke):
            runs = event.runs
        elif not isinstance(event, Moved):
            runs = (event.run,)
        self._over.update(runs)
        for run in runs:
            ending = self._endings.pop(run, None)
            if ending is not None and not ending.done():
                ending.set_result(None)

    async def _take_in(self) -> None:
        """Write down what became of tries, and tell. Raises CacheError; it is then still to be written."""
        events, self._events = self._events, []
        self._over.clear()
        moved: set[AttachmentId] = set()
        for event in events:
            before = {}
            run = None if isinstance(event, Broke) else self._transfers.attachment_of(event.run)
            if run is not None:
                before[run] = self._transfers.of(run)
            for attachment, verdict in self._transfers.heard(event, self._now()):
                moved.add(attachment)
                self._judge(attachment, verdict, before.get(attachment))
        self._show(*moved)
        judged, self._unstored = tuple(self._unstored), []
        if not judged:
            return
        try:
            stored = await self._database.write(transfers_notes.store, judged, self._clock())
        except CacheError:
            self._unstored[:0] = judged
            raise
        await self._tell(judged, stored)

    def _judge(self, attachment: AttachmentId, verdict: Verdict, before: Transfer | None) -> None:
        """Note what is to be written down, now and then also how far a file has come."""
        shown = self._transfers.of(attachment) or before
        if shown is None:
            return
        if verdict is Verdict.NOTHING:
            if self._now() - self._noted_at.get(attachment, 0.0) < NOTED_SECONDS:
                return
            self._noted_at[attachment] = self._now()
        else:
            self._noted_at.pop(attachment, None)
        self._unstored.append(Judged(attachment, shown.is_upload, verdict, shown.done, shown.reason))

    async def _tell(self, judged: tuple[Judged, ...], stored: Stored) -> None:
        here = frozenset(
            each.attachment for each in judged if each.verdict is Verdict.WHOLE and not each.is_upload
        )
        if any(each.verdict is not Verdict.NOTHING for each in judged):
            self._is_stale = True
        if here or stored.unneeded:
            self._arrived(here)
        if stored.written != Written():
            await self._stored(stored.written)

    # What is to be done -------------------------------------------------------------------------------------------

    async def _refill(self) -> None:
        """Take from the cache what is next, and let go of what is not to be transferred any more. Raises CacheError."""
        known = [wanted.attachment for wanted in self._transfers]
        found, held = await self._database.read(
            transfers_notes.found, known, self.policy, self._clock() - (RECENT if self._has_room() else NEW)
        )
        for wanted in tuple(self._transfers):
            if wanted.attachment in known:
                self._follow(wanted, held.get(wanted.attachment))
        for file in found:
            self._put(file)

    def _follow(self, wanted: Wanted, file: File | None) -> None:
        """Bring what is known here of a file in line with the cache."""
        attachment = wanted.attachment
        if attachment in self._leaving:
            return
        if file is None or not is_to_go(file, is_upload=wanted.is_upload):
            self._stop(attachment)
            self._transfers.forget(attachment)
            self._show(attachment)
            return
        transfer = self._transfers.of(attachment)
        rests = transfer is not None and transfer.state in {TransferState.FAILED, TransferState.PAUSED}
        if file.paused and not rests:
            self.pause(attachment)
        elif rests and not file.paused and not file.failure:
            self._transfers.again(attachment)
            self._show(attachment)

    def _put(self, file: File, *, by_itself: bool = False) -> None:
        if file.attachment in self._leaving:
            return
        state = TransferState.WAITING
        if file.paused or file.failure:
            state = TransferState.FAILED if file.failure else TransferState.PAUSED
        wanted = Wanted(
            file.attachment,
            file.unsent,
            file.size,
            ChatId(file.chat),
            is_thumbnail=file.thumbnail,
            by_itself=by_itself or not (file.unsent or file.wanted),
        )
        done = file.sent if file.unsent else file.here
        self._transfers.put(wanted, done=done, state=state, reason=file.failure, now=self._now())

    async def _begin(self) -> None:
        """Begin what may be begun now. Raises CacheError."""
        begun = self._transfers.next(self._now())
        if not begun:
            return
        try:
            # Loaded with the first transfer, and not on this thread: it takes some time.
            await asyncio.to_thread(importlib.import_module, "desktop.core.files.sealed")
            jobs = await self._jobs(begun)
        except BaseException:
            self._heard(Broke(tuple(run for run, _ in begun)))
            raise
        for run, wanted in begun:
            job = jobs.get(run)
            if run in self._endings:
                # It was to be stopped before the thread knew of it.
                self._heard(Stopped(run))
            elif job is None:
                self._transfers.forget(wanted.attachment)
            else:
                self._thread.begin(job)
        self._show(*(wanted.attachment for _, wanted in begun))

    async def _jobs(self, begun: tuple[tuple[RunId, Wanted], ...]) -> dict[RunId, Job]:
        from desktop.core.files.sealed import SealedFile, new_file

        attachments = [wanted.attachment for _, wanted in begun]
        held = await self._database.read(files.some, attachments)
        fresh = {
            attachment: new_file(self._folder, attachment)
            for attachment, file in held.items()
            if not file.name and not file.unsent
        }
        if fresh:
            names = {attachment: (file.path.name, file.key) for attachment, file in fresh.items()}
            held = await self._database.write(transfers_notes.named, names, attachments)
        jobs = {}
        for run, wanted in begun:
            file = held.get(wanted.attachment)
            if file is None or not file.name or not is_to_go(file, is_upload=wanted.is_upload):
                continue
            sealed = SealedFile(self._folder / file.name, file.key, file.bound)
            source = None if wanted.is_upload else (file.chat, file.message)
            jobs[run] = Job(run, file.attachment, sealed, file.size, file.sha256, source)
        return jobs

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()
