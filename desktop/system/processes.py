"""Whether another process still runs: what it left behind may be cleared away only if it does not.

Its number alone does not tell. Another may have it by now; and one in a container, or on another computer that shares the disk,
has a number that means nothing here. So where the system can, a process holds a lock on what is its own, which goes with it.
"""

import os
import sys
from pathlib import Path
from typing import IO

_MARK = ".held"


def lives(pid: int) -> bool:
    """Tell whether a process of that number runs, whosever it is."""
    if sys.platform == "win32":
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, 0, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def hold(folder: Path) -> IO[bytes] | None:
    """Hold a folder until the file that is returned is closed, or the process ends; None where the system has no such locks.

    Raises OSError.
    """
    if sys.platform == "win32":
        return None
    import fcntl

    file = (folder / _MARK).open("wb")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise
    return file


def is_held(folder: Path) -> bool | None:
    """Tell whether some process holds a folder; None where nothing says so."""
    if sys.platform == "win32":
        return None
    import fcntl

    try:
        with (folder / _MARK).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except OSError:  # held, or nobody can say
        return True
    return False
