"""One program at a time has an account's file: two would each take what the other has handed to its connection for unsent.

The system gives the lease back by itself when a program ends, however it ends, so that nothing is left to be cleaned up.
"""

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path

from desktop.core.errors import CacheInUseError
from desktop.core.folder import make_private_folder

if sys.platform == "win32":
    import msvcrt

    def _locked(folder: Path) -> int:
        handle = os.open(folder / "in-use", os.O_RDWR | os.O_CREAT, 0o600)
        return _or_closed(handle, lambda: msvcrt.locking(handle, msvcrt.LK_NBLCK, 1))
else:
    import fcntl

    def _locked(folder: Path) -> int:
        # Not the cache's own file: SQLite locks that, and whoever closes a file drops all locks that their program has on it.
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        return _or_closed(handle, lambda: fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB))


log = logging.getLogger(__name__)


def _or_closed(handle: int, lock: Callable[[], None]) -> int:
    """Return the handle once it is locked. Raises CacheInUseError if somebody else has locked it."""
    try:
        lock()
    except (BlockingIOError, PermissionError) as error:
        os.close(handle)
        raise CacheInUseError("the local files are in use by another window of this program") from error
    except OSError as error:
        # Some network disks know no locks: better used by two than by nobody.
        log.warning("it cannot be made sure that nobody else uses this account's files: %s", error)
    return handle


class Lease:
    """The right to use an account's folder, until it is given back or the program ends."""

    def __init__(self, folder: Path) -> None:
        """Take it. Raises CacheInUseError if another program has it, OSError if there can be no such folder."""
        make_private_folder(folder)
        self._handle = _locked(folder)

    def give_back(self) -> None:
        """Let others have it; to give it back again does nothing."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
