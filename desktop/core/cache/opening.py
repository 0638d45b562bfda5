"""Opens an account's file whatever state it is in: new, as it should be, in plain text from an earlier version, or broken.

Whatever happens on the way, nothing that was written and not sent is lost: at each moment the files in the folder are enough to
go on from (`conversion` and `salvage` say how).
"""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from desktop.core.cache import conversion, salvage
from desktop.core.cache.database import DAMAGE_MARK, Database
from desktop.core.cache.encrypted import DriverError, connect, look_through, translated
from desktop.core.cache.lease import Lease
from desktop.core.errors import CacheDamagedError, CacheError
from desktop.core.folder import CACHE_FILE
from desktop.core.values import Recovery, UserId

P = ParamSpec("P")
R = TypeVar("R")


async def open_cache(folder: Path, key: bytes, user: UserId) -> tuple[Database, Recovery | None]:
    """Open the file of an account's folder; where it cannot be read, begin a new one with what could be saved, and say so.

    Nobody else can open it until it is closed. Raises CacheError where it cannot be used now but perhaps later, CacheNewerError
    where only a newer program can.
    """
    path = folder / CACHE_FILE
    lease = _bordered(path, Lease, folder)
    try:
        database, recovery = await _open(path, key, user)
    except BaseException:
        lease.give_back()
        raise
    database.when_closed(lease.give_back)
    return database, recovery


async def _open(path: Path, key: bytes, user: UserId) -> tuple[Database, Recovery | None]:
    try:
        recovery = await _in_thread(lambda: _bordered(path, _prepare, path, key))
        return await Database.open(path, key), recovery
    except CacheDamagedError:
        recovery = await _in_thread(lambda: _bordered(path, salvage.recover, path, key, user))
    return await Database.open(path, key), recovery


async def _in_thread(work: Callable[[], R]) -> R:
    """Run it to its end, even if the caller is cancelled: nobody else may begin with the same files meanwhile."""
    running = asyncio.get_running_loop().run_in_executor(None, work)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait((running,))
        raise


def _prepare(path: Path, key: bytes) -> Recovery | None:
    """Finish what was cut short, encrypt what is in plain text, and look through what was found broken."""
    recovery = salvage.finish(path, key)
    conversion.encrypt_plain_file(path, key)
    mark = path.with_name(path.name + DAMAGE_MARK)
    if mark.exists():
        connection = connect(path, key)
        try:
            look_through(connection, path)
        finally:
            connection.close()
        mark.unlink()
    return recovery


def _bordered(path: Path, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Let out errors of ours only."""
    try:
        return work(*args, **kwargs)
    except DriverError as error:
        raise translated(error, path) from error
    except OSError as error:
        raise CacheError(f"{path.name}: {error.strerror}") from error
