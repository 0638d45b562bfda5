"""The composition root: builds the server out of its parts, runs it until a signal comes, and takes it apart in order.

Stopping: nobody is let in any more and nothing more is taken, what was taken is committed and answered, everybody is sent
away with close code 1001, the database is closed, and the process ends with 0. A second signal ends it at once; what was
acknowledged is durable all the same.
"""

import asyncio
import gc
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

from sync_server.config import Config, ConfigError
from sync_server.handlers.attachments import UploadLimits
from sync_server.protocol.nouns import Milliseconds
from sync_server.store.collector import Collector, CollectorThread
from sync_server.store.database import Database
from sync_server.store.epochs import begin_if_copied
from sync_server.store.storage import open_storage
from sync_server.store.tenancy import only_server_of
from sync_server.transport.commands import Commands
from sync_server.transport.crowds import Crowds
from sync_server.transport.depot import Depot
from sync_server.transport.devices import Departures
from sync_server.transport.gateway import Gateway
from sync_server.transport.house import House
from sync_server.transport.hub import Hub
from sync_server.transport.positions import Positions
from sync_server.transport.presence import PresenceBoard
from sync_server.transport.sign_in import Doorkeeper
from sync_server.transport.throttles import DeviceBuckets
from sync_server.transport.watcher import Watcher

_log = logging.getLogger(__name__)

_ENDED_AT_ONCE = 130
_COLLECT_AFTER = 50_000
"""Objects more than before at which Python looks for cycles among the new ones."""
_OPEN_FILES = 65_536
"""Most connections and files that may be open at once, where the system allows: a thousand, as is usual, is a thousand people."""
_COLLECT_SECONDS = 300
"""Time between two looks through everything: a closed connection is a cycle of 16 KB, and Python alone would hardly ever look."""
_SWITCH_SECONDS = 0.0001
"""How long a thread may keep the others from running. Every statement lets go of the interpreter and must get it back: with
Python's 5 ms the committer, beside a busy event loop, would get through 40 commands a second; so it is some thousands."""


def run(config: Config, *, announce: Callable[[str], None]) -> None:
    """Serve until a signal says to stop. `announce` is told the address once connections are accepted.

    Raises `ConfigError` and `OperatorError` for what the operator must mend.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    _allow_many_connections()
    # What is there now stays, and what a message leaves behind is seldom a cycle: to look through it all, again and again, took a
    # seventh of the time, and held up everybody while it did.
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER, 20, 50)
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(_run(config, announce))


def _allow_many_connections() -> None:
    """Raise the limit that systems begin with for the sake of very old programs. Whoever comes beyond it is not let in."""
    if sys.platform == "win32":
        return  # It has none that matters.
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, _OPEN_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


async def _run(config: Config, announce: Callable[[str], None]) -> None:
    stop = asyncio.Event()
    _stop_on_signals(stop)
    with only_server_of(config.database_url):
        carry_out = between_turns_of(asyncio.get_running_loop())
        database = await asyncio.to_thread(Database, config.database_url, carry_out=carry_out)
        try:
            await serve(config, database, announce=announce, stop=stop)
        finally:
            await asyncio.to_thread(database.close)


async def serve(
    config: Config, database: Database, *, announce: Callable[[str], None], stop: asyncio.Event
) -> None:
    """Serve an open database until `stop` is set. `announce` is told the address once connections are accepted."""
    storage = await asyncio.to_thread(open_storage, config.attachments, config.database_url)
    await asyncio.wrap_future(database.submit(begin_if_copied))
    hub = Hub()
    presence = PresenceBoard(hub, monotonic=time.monotonic)
    positions = Positions(database, hub, monotonic=time.monotonic)
    departures = Departures(database, hub)
    doorkeeper = Doorkeeper(database, departures, now_ms=_now_ms, monotonic=time.monotonic)
    with doorkeeper:
        watcher = Watcher(database, hub, departures.barred, presence)
        await watcher.begin()
        async with _collecting(Collector(database, storage, _now_ms)), _tasks() as group:
            allowed = UploadLimits(config.attachment_bytes, config.attachment_quota)
            depot = Depot(database, storage, departures.barred, group, allowed=allowed, now_ms=_now_ms)
            house = House(
                database=database,
                hub=hub,
                commands=Commands(database, hub, positions, departures.barred, _now_ms),
                doorkeeper=doorkeeper,
                departures=departures,
                presence=presence,
                buckets=DeviceBuckets(),
                depot=depot,
                crowds=Crowds(),
                tasks=group,
                monotonic=time.monotonic,
                send_queue_bytes=config.send_queue_bytes,
                hello_seconds=config.hello_seconds,
            )
            gateway = Gateway(house, behind_proxy=config.behind_proxy)
            announce(await _open(gateway, config))
            beside = [group.create_task(part.run()) for part in (watcher, presence, positions)]
            beside.append(group.create_task(_collect_garbage()))
            await stop.wait()
            _log.info("stopping")
            await gateway.close()
            await depot.close()
            for task in beside:
                task.cancel()


@asynccontextmanager
async def _collecting(collector: Collector) -> AsyncIterator[None]:
    """Delete stored files that nothing needs any more, meanwhile."""
    thread = CollectorThread(collector)
    try:
        yield
    finally:
        await asyncio.to_thread(thread.close)


@asynccontextmanager
async def _tasks() -> AsyncIterator[asyncio.TaskGroup]:
    """Own tasks, and raise what the operator must mend as it is: the command line knows no groups of errors."""
    try:
        async with asyncio.TaskGroup() as group:
            yield group
    except BaseExceptionGroup as raised:
        if len(raised.exceptions) == 1 and isinstance(raised.exceptions[0], ConfigError):
            raise raised.exceptions[0] from None
        raise


def between_turns_of(loop: asyncio.AbstractEventLoop) -> Callable[[Callable[[], None]], None]:
    """Return what does something for another thread between two turns of the loop, while that thread waits."""

    def carry_out(work: Callable[[], None]) -> None:
        done = threading.Event()

        def work_and_tell() -> None:
            try:
                work()
            finally:
                done.set()

        loop.call_soon_threadsafe(work_and_tell)
        done.wait()

    return carry_out


async def _collect_garbage() -> None:
    while True:
        await asyncio.sleep(_COLLECT_SECONDS)
        gc.collect()


async def _open(gateway: Gateway, config: Config) -> str:
    try:
        port = await gateway.open(config.listen, config.tls)
    except OSError as error:
        where = f"{config.listen.host}:{config.listen.port}"
        # Event loops put whole sentences around the reason of a failed bind.
        why = error.strerror if isinstance(error, socket.gaierror) else os.strerror(error.errno or 0)
        raise ConfigError(f"cannot listen on {where}: {why}") from error
    return replace(config.listen, port=port).url(scheme="ws" if config.tls is None else "wss")


def _stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()

    def stop_or_end() -> None:
        if stop.is_set():
            # Threads may be waiting for a disk or a client; nothing that was acknowledged depends on them.
            os._exit(_ENDED_AT_ONCE)
        stop.set()

    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is None:
            continue
        try:
            loop.add_signal_handler(number, stop_or_end)
        except NotImplementedError:
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop_or_end))


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return the fastest event loop there is on this platform; None stands for Python's own."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


def _now_ms() -> Milliseconds:
    return time.time_ns() // 1_000_000
