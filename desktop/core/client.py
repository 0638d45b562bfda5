"""The one object that view models talk to: commands in, queries and change sets out.

It owns the account's cache, outbox and sync engine. Every method is called on the event loop's thread and never blocks it:
the disk is read and written on the cache's own threads, the network by the engine's tasks. A command returns once it is stored
on disk, before anything is sent; the screen changes through the change feed, offline or not.
"""

import asyncio
import logging
import random
from asyncio import TaskGroup
from collections.abc import Awaitable, Callable
from collections.abc import Sequence as Seq
from functools import partial
from pathlib import Path
from typing import Concatenate, ParamSpec

from msgspec import structs

from desktop.core.account import Account, fresh_id, present, sign_in
from desktop.core.actions import Actions
from desktop.core.cache import account as account_rows
from desktop.core.cache import commands, files, missing, people, previews, rows
from desktop.core.cache.database import Connection as Database_Connection
from desktop.core.cache.database import Database
from desktop.core.cache.filling import keep_filled
from desktop.core.cache.opening import open_cache
from desktop.core.changes import NOTHING, ChangeFeed, ChangeSet
from desktop.core.devices import Devices
from desktop.core.errors import CacheDamagedError, NotConnectedError, RefusedError
from desktop.core.keeping import Keeping
from desktop.core.outbox import Written
from desktop.core.showing import Showing
from desktop.core.storage import Storage
from desktop.core.sync import applier
from desktop.core.sync.address import files_address
from desktop.core.sync.engine import Engine
from desktop.core.sync.runner import Runner
from desktop.core.sync.transfers import Transfers
from desktop.core.sync.transfers_runner import TransfersRunner
from desktop.core.sync.transfers_thread import TransfersThread
from desktop.core.telling import Telling
from desktop.core.unending import unending
from desktop.core.values import (
    ChatId,
    Connection,
    ConnectionState,
    MessageId,
    Milliseconds,
    Person,
    Presence,
    Progress,
    Recovery,
    SharedHistory,
    UserId,
)
from sync_server.protocol.frames import (
    AddParticipants,
    HistoryPreview,
    PreviewHistory,
    Push,
    Reply,
    SignOut,
    StartTyping,
)

__all__ = ["Account", "Client", "fresh_id", "present", "sign_in"]

P = ParamSpec("P")

log = logging.getLogger(__name__)

TYPING_PAUSE = 3.0
"""Seconds between two frames that tell the others of a chat that the user is writing."""
_OFFLINE = Connection(ConnectionState.OFFLINE)


class Client(Actions, Telling, Storage, Devices, Showing):
    """What one account knows and does on this computer. Made by `open`.

    `feed` tells what changed, after it is stored, at most once in a turn of the event loop; `me` is the user, as the directory
    describes them.
    """

    recovery: Recovery | None = None
    """What happened if the cache could not be read when it was opened; None as a rule."""

    def __init__(
        self,
        account: Account,
        folder: Path,
        database: Database,
        me: Person,
        *,
        clock: Callable[[], Milliseconds],
        new_id: Callable[[], str],
    ) -> None:
        moving = Transfers(random.random)
        keeping = Keeping(database, folder, clock=clock, changed=self._publish, busy=moving.is_busy)
        transfers = TransfersRunner(
            database,
            moving,
            keeping.folder,
            thread=partial(TransfersThread, files_address(account.server), account.token),
            clock=clock,
            has_room=lambda: keeping.has_room,
            changed=self._publish,
            stored=self._queue_moved,
            arrived=keeping.came,
        )
        super().__init__(database, me, clock=clock, new_id=new_id, keeping=keeping, transfers=transfers)
        self.feed = ChangeFeed()
        self._account = account
        self._unpublished = NOTHING
        self._connection = _OFFLINE
        self._waiting = (0, 0)
        """What is to be sent, and how many messages are in it."""
        self._engine = Engine(account.token, jitter=random.random, clock=clock)
        self._runner = Runner(
            account.server,
            self._engine,
            database,
            account.user,
            connection_changed=self._engine_moved,
            stored=self._wrote,
            erased=keeping.tidy,
        )
        self._running: list[asyncio.Task[None]] = []
        self._typed_at: dict[ChatId, float] = {}
        self._unanswered: dict[tuple[ChatId, frozenset[UserId], bool], AddParticipants] = {}

    @classmethod
    async def open(  # noqa: PLR0913 - the account, its file, and what a test brings along
        cls,
        account: Account,
        folder: Path,
        *,
        key: bytes,
        keep_token: bool = False,
        clock: Callable[[], Milliseconds] = present,
        new_id: Callable[[], str] = fresh_id,
        connection: Connection = _OFFLINE,
    ) -> "Client":
        """Open (or make) the account's cache in `folder` with its key; nothing touches the network.

        A cache that cannot be read is set aside and begun anew: `recovery` tells. With `keep_token` the device's token is kept in
        the cache, and used where the account comes without. `connection` is what is told of the connection until `start`, unless
        there is no token.

        Raises CacheError: the file cannot be used now, or only by a newer program (CacheNewerError).
        """
        opening = partial(
            cls._opened,
            account,
            folder,
            key,
            keep_token=keep_token,
            clock=clock,
            new_id=new_id,
            connection=connection,
        )
        try:
            return await opening()
        except CacheDamagedError:
            # That showed when it was read for the first time. Now that it is known, what can be saved is.
            return await opening()

    @classmethod
    async def _opened(  # noqa: PLR0913 - as `open`
        cls,
        account: Account,
        folder: Path,
        key: bytes,
        *,
        keep_token: bool,
        clock: Callable[[], Milliseconds],
        new_id: Callable[[], str],
        connection: Connection,
    ) -> "Client":
        database, recovery = await open_cache(folder, key, account.user)
        try:
            waiting, token = await database.write(_claimed, account, keep_token=keep_token)
            me = await database.read(people.one, account.user)
            stranger = Person(account.user, account.username, account.name, "", active=True)
            account = structs.replace(account, token=token)
            client = cls(account, folder, database, me or stranger, clock=clock, new_id=new_id)
            await client._load_files()
        except BaseException:
            await database.close()
            raise
        client.recovery = recovery
        client._waiting = waiting
        told = connection if client.has_token else Connection(ConnectionState.SIGNED_OUT)
        client._connection = structs.replace(told, waiting=waiting[0], waiting_messages=waiting[1])
        return client

    @property
    def has_token(self) -> bool:
        """Whether there is a token to connect with; if not, the user has to sign in again."""
        return bool(self._account.token)

    @property
    def damaged(self) -> asyncio.Event:
        """Set when the cache turns out to be broken while it is in use.

        Close this client and open another one with the same key: it saves what can be saved, and its `recovery` tells. Until then
        calls work as far as they can, so that what is being written can still be kept; the rest raises CacheDamagedError.
        """
        return self._database.damaged

    @property
    def connection(self) -> Connection:
        """State of the link to the server."""
        return self._connection

    def start(self, tasks: TaskGroup) -> None:
        """Do what is done in the background, as tasks of `tasks`, until `close`; with a token, connect and stay connected."""
        if self._running:
            return
        filled = partial(keep_filled, self._database, lambda: self._publish(ChangeSet(progress=True)))
        working: dict[str, Callable[[], Awaitable[None]]] = {"search": filled}
        if self.has_token:
            working |= {
                "sync": self._sync,
                "transfers": self._transfers.run,
                "files": self._keeping.run,
            }
        self._running = [tasks.create_task(unending(name, work), name=name) for name, work in working.items()]

    async def _sync(self) -> None:
        await self._note_what_is_here()
        await self._runner.run()

    async def close(self) -> None:
        """Stop syncing, let the writer finish, close the cache. Nothing stored is lost, and what is being saved is saved."""
        await self._stop()
        await self._finish_letting_out()
        await self._keeping.close()
        await self._database.close()

    async def _stop(self) -> None:
        running = [task for task in self._running if not task.done()]
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running)

    def try_now(self) -> None:
        """Skip the wait before the next connection attempt."""
        self._runner.try_now()
        self._transfers.probe()

    def network_changed(self, reachable: bool | None) -> None:  # noqa: FBT001 - None is a third value
        """Hear from the system that the network came, went, or is another one: the connection is looked after at once."""
        self._runner.network_changed(reachable)
        self._transfers.probe()

    def woke(self) -> None:
        """Hear from the system that this computer has slept."""
        self._runner.woke()
        self._transfers.probe()

    def looking_at(self, chat: ChatId | None) -> None:
        """Say which chat is on the screen: what is missing of it is fetched first."""
        self._engine.look_at(chat)
        self._runner.wake()
        self._transfers.look_at(chat)

    def set_patience(self, patience: Milliseconds | None) -> None:
        """Say how long a message may wait before its author is asked whether it is still to go; None to never ask."""
        self._engine.set_patience(patience)
        self._runner.wake()

    async def progress(self) -> Progress:
        """Return how much of what the user may read is on this computer."""
        found = await self._database.read(missing.progress)
        if self._engine.state is not ConnectionState.ONLINE:
            return found
        current = self._engine.is_current
        as_of = self._clock() if current else found.as_of
        return structs.replace(found, complete=current and found.chats == 0, as_of=as_of)

    async def apply(self, *frames: Push | Reply) -> None:
        """Take rows that came from the server into the cache, in one transaction, and tell the feed."""
        applied = await self._database.write(applier.apply, self._account.user, frames)
        await self._wrote(applied.changes)
        if applied.erased:
            await self._database.erase()
            self._keeping.tidy()

    # What cannot wait in the outbox.

    async def add_participants(self, chat: ChatId, people: Seq[UserId], *, share_history: bool) -> None:
        """Add people to a chat for good; returns once the server has done it and it is stored here.

        Raises RefusedError, or NotConnectedError where no answer came: then it may have happened all the same, and to ask for the
        same again is safe.
        """
        asked = (chat, frozenset(people), share_history)
        # The same id for the same wish: the server then does it once, however often it is asked.
        fresh = AddParticipants(0, chat, MessageId(self._new_id()), tuple(people), share_history)
        try:
            await self._runner.ask(self._unanswered.setdefault(asked, fresh))
        except RefusedError:
            del self._unanswered[asked]
            raise
        del self._unanswered[asked]

    async def shared_history(self, chat: ChatId) -> SharedHistory:
        """Return what somebody will read at once whom the user adds to a chat with the earlier history, as the server has it.

        Raises RefusedError, or NotConnectedError where no answer came.
        """
        preview = await self._runner.ask(PreviewHistory(0, chat))
        if not isinstance(preview, HistoryPreview):
            raise NotConnectedError("the server answered something else")
        return await self._database.read(previews.shared, preview)

    async def sign_out(self) -> None:
        """Stop syncing, and give the device's token back if there is a connection. The cache stays until it is removed."""
        try:
            await self._runner.ask(SignOut(0))
        except (NotConnectedError, RefusedError) as error:
            log.info("the token was not given back: %s", error)
        await self._stop()
        self._connected(Connection(ConnectionState.SIGNED_OUT, "", None, *self._waiting))

    def presence(self, user: UserId) -> Presence | None:
        """Return whether somebody sits at one of their devices; None while that is not known, for want of a connection."""
        # Not before the connection is told to be there, a moment after the engine knows.
        online = self._connection.state is ConnectionState.ONLINE
        return self._engine.presence(user) if online else None

    def set_active(self, active: bool) -> None:  # noqa: FBT001 - part of what is said
        """Say whether somebody sits at this device; the server is told, after each new connection again."""
        self._engine.attendance.set_active(active)
        self._runner.wake()

    def typing(self, chat: ChatId) -> None:
        """Tell the others that the user is writing; throttled, and dropped when offline."""
        now = asyncio.get_running_loop().time()
        if self._engine.knows(chat) and now - self._typed_at.get(chat, -TYPING_PAUSE) >= TYPING_PAUSE:
            self._typed_at[chat] = now
            self._runner.say(StartTyping(0, chat))

    async def _store(
        self,
        action: Callable[Concatenate[Database_Connection, P], Written],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Written:
        """Write a user's action into the outbox, and tell everybody."""
        written = await self._database.write(
            lambda connection: _with_quoting(connection, action(connection, *args, **kwargs))
        )
        await self._queue_moved(written)
        return written

    async def _queue_moved(self, written: Written) -> None:
        """Go on with what has come into the outbox, or left it."""
        self._engine.queued(written.queued, written.removed)
        self._runner.wake()
        self._transfers.wake(stale=True)
        await self._wrote(written.changes)

    async def _wrote(self, changes: ChangeSet) -> None:
        """Refresh what is kept in memory, and tell the feed."""
        if changes.people:
            me = await self._database.read(people.one, self.me.id)
            self.me = self.me if me is None else me
        if changes.outbox:
            self._waiting = waiting, messages = await self._database.read(commands.waiting_counts)
            self._connected(structs.replace(self._connection, waiting=waiting, waiting_messages=messages))
        if changes.timelines:
            self._transfers.wake_soon()
        self._publish(changes)

    def _engine_moved(self) -> None:
        engine = self._engine
        self._transfers.set_online(engine.state is ConnectionState.ONLINE)
        self._connected(Connection(engine.state, engine.reason, engine.retry_at, *self._waiting))

    def _connected(self, connection: Connection) -> None:
        if connection != self._connection:
            progress = connection.state is not self._connection.state
            self._connection = connection
            self._publish(ChangeSet(connection=True, progress=progress))

    def _publish(self, changes: ChangeSet) -> None:
        """Tell the feed at the end of this turn of the loop, so that what belongs together is told once."""
        if changes and not self._unpublished:
            asyncio.get_running_loop().call_soon(self._tell)
        self._unpublished |= changes
        self._no_longer_as_searched(changes)

    def _tell(self) -> None:
        changes, self._unpublished = self._unpublished, NOTHING
        self.feed.publish(changes)


def _claimed(
    connection: Database_Connection, account: Account, *, keep_token: bool
) -> tuple[tuple[int, int], str]:
    account_rows.claim(connection, account.server, account.user)
    commands.program_started(connection)
    files.let_go_of_unused(connection)
    token = account_rows.settle_token(connection, account.token, keep=keep_token)
    return commands.waiting_counts(connection), token


def _with_quoting(connection: Database_Connection, written: Written) -> Written:
    """Add what quotes the messages that are different: it is different, too."""
    quoting = ChangeSet(messages=rows.answers_to(connection, written.changes.messages))
    return structs.replace(written, changes=written.changes | quoting)
