"""A client in a process of its own, which is ended with SIGKILL at any step that a test chooses, and tells what it was promised until then.

A step is a call that a module of `desktop.core` makes or returns from, on whichever of its threads: so every statement that goes to
the database is one, every frame that goes to the socket, and all that lies between. What such a client has reported is out of its
hands: it lies in the pipe's buffer, and survives it.

    mortal = Mortal(errand)
    with mortal.lives():
        events = await mortal.last_words()      # until it has ended, by itself or not
"""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from desktop.core import errors
from desktop.core.client import Account, Client
from desktop.core.sync import applier
from desktop.core.sync.engine import Engine
from desktop.core.values import AttachmentId, ConnectionState
from tests.support.forked import forking

SECONDS = 60
CORE = str(Path(errors.__file__).parent)


class Mine(NamedTuple):
    """Stands for what an earlier deed of the same errand has returned, such as a message's id."""

    deed: int


class Deed(NamedTuple):
    """A call of a method of `Client`."""

    does: str
    to: tuple[Any, ...]
    also: dict[str, Any] = {}  # noqa: RUF012 - never changed


class Errand(NamedTuple):
    """What a client is to do in its life, and when that ends."""

    account: Account
    folder: Path
    key: bytes
    deeds: tuple[Deed, ...]
    online: bool = True
    """Whether it connects, and waits after its deeds until all is sent."""
    fetches: tuple[AttachmentId, ...] = ()
    """Files for which it waits after that."""
    stays: bool = False
    """Whether it lives on after that until it is killed."""
    keeps_token: bool = False
    """Whether the token is kept in the file."""
    dies_at: int = 0
    """The step at which it dies; 0 for none."""
    dies_with: str = ""
    """The moment at which it dies: 'reply arrived', when one to a command has come and nothing of it is stored, or 'reply was stored'."""


class Event(NamedTuple):
    """What a client tells of its life."""

    what: str
    """`opened`, `online`, `began` and `stored` for each deed, `sent` when all is, `fetched`; at an orderly end `steps`, how many there were."""
    deed: int = -1
    result: Any = None


class Mortal:
    """One life of a client, in a process of its own."""

    def __init__(self, errand: Errand) -> None:
        self.events: list[Event] = []
        """Told so far."""
        self._ours, theirs = forking.Pipe()
        self._process = forking.Process(target=_live, args=(errand, theirs), daemon=True)
        self._theirs = theirs

    @contextmanager
    def lives(self) -> Iterator["Mortal"]:
        """Have it live for as long as the block lasts, at most."""
        self._process.start()
        self._theirs.close()
        try:
            yield self
        finally:
            self.kill()
            self._process.join()
            self._process.close()
            self._ours.close()

    @property
    def pid(self) -> int:
        """Of its process."""
        return self._process.pid or 0

    def kill(self) -> None:
        """End it, now."""
        self._process.kill()

    async def tells(self, what: str, deed: int = -1) -> Event:
        """Wait until it tells something."""
        while True:
            event = await asyncio.to_thread(self._hear)
            assert event is not None, f"it died before it told {what!r}; it told {self.events}"
            if event.what == what and event.deed == deed:
                return event

    async def last_words(self) -> list[Event]:
        """Wait for its end, and return all that it ever told."""
        while await asyncio.to_thread(self._hear) is not None:
            pass
        self._process.join(SECONDS)
        return self.events

    def _hear(self) -> Event | None:
        assert self._ours.poll(SECONDS), f"it has told nothing for {SECONDS} seconds, after {self.events}"
        try:
            event = self._ours.recv()
        except (EOFError, ConnectionResetError):
            return None
        assert event.what != "failed", event.result
        self.events.append(event)
        return event


# In the other process -------------------------------------------------------------------------------------------------


class _Reaper:
    """Counts steps, and ends the process at its step or moment."""

    def __init__(self, errand: Errand) -> None:
        self.steps = 0
        self._last = errand.dies_at
        self._is_moment = _MOMENTS.get(errand.dies_with, _never)

    def begin(self) -> None:
        threading.setprofile(self)
        sys.setprofile(self)

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        if frame.f_code.co_filename.startswith(CORE):
            self.steps += 1
            if self.steps == self._last or (event == "call" and self._is_moment(frame)):
                os.kill(os.getpid(), signal.SIGKILL)


def _reply_arrived(frame: FrameType) -> bool:
    """Whether the reply to a command is about to be taken into the cache."""
    if frame.f_code is not applier.apply.__code__:
        return False
    return any(isinstance(each, applier.Settle) for each in frame.f_locals["incoming"])


def _reply_was_stored(frame: FrameType) -> bool:
    """Whether a command has just left the outbox, in a transaction that is over."""
    return frame.f_code is Engine.applied.__code__ and bool(frame.f_locals["applied"].settled)


def _never(_: FrameType) -> bool:
    return False


_MOMENTS: dict[str, Callable[[FrameType], bool]] = {
    "reply arrived": _reply_arrived,
    "reply was stored": _reply_was_stored,
}


def _live(errand: Errand, pipe: Connection) -> None:
    reaper = _Reaper(errand)
    reaper.begin()
    try:
        asyncio.run(_run(errand, lambda *event: pipe.send(Event(*event))))
        pipe.send(Event("steps", result=reaper.steps))
    except BaseException as error:
        sys.setprofile(None)
        pipe.send(Event("failed", result=repr(error)))
        raise


async def _run(errand: Errand, tell: Callable[..., None]) -> None:
    client = await Client.open(errand.account, errand.folder, key=errand.key, keep_token=errand.keeps_token)
    tell("opened")
    async with asyncio.TaskGroup() as tasks:
        if errand.online:
            client.start(tasks)
        results: list[Any] = []
        for number, deed in enumerate(errand.deeds):
            tell("began", number)
            arguments = [results[one.deed] if isinstance(one, Mine) else one for one in deed.to]
            results.append(await getattr(client, deed.does)(*arguments, **deed.also))
            tell("stored", number, results[-1])
        if errand.online:
            await _sent(client)
            tell("sent")
        if errand.fetches:
            await _fetched(client, errand.fetches)
            tell("fetched")
        if errand.stays:
            await asyncio.Event().wait()
        await client.close()


def _waiting(connection: Any) -> int:
    """What the user did not do for others to see is counted as well."""
    return connection.execute("SELECT COUNT(*) AS n FROM command WHERE refusal = ''").fetchone()["n"]


async def _sent(client: Client) -> None:
    async def sent() -> bool:
        online = client.connection.state is ConnectionState.ONLINE
        return online and not await client._database.read(_waiting)

    await _until(client, sent)


async def _fetched(client: Client, attachments: tuple[AttachmentId, ...]) -> None:
    async def fetched() -> bool:
        return all(client.is_here(attachment) for attachment in attachments)

    await _until(client, fetched)


async def _until(client: Client, holds: Callable[[], Awaitable[bool]]) -> None:
    changed = asyncio.Event()
    client.feed.subscribe(lambda _: changed.set())
    while True:
        changed.clear()
        if await holds():
            return
        if client.connection.state is ConnectionState.OFFLINE:
            client.try_now()
        await changed.wait()
