"""An account's folder on this computer: for its user's eyes only, and gone without a trace when they sign out."""

import logging
import os
import stat
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

CACHE_FILE = "cache.sqlite"
FILES_FOLDER = "files"
"""Holds the sealed files of attachments; their keys are in the cache."""
OPENED_FOLDER = "opened"
"""Holds the copies that other programs have: in plain, and not to be written."""
LOCK_FILE = "lock.json"
"""Salt, costs and verifier of the passphrase; without it the key that came from the passphrase cannot be made again."""

_SET_ASIDE = "set-aside-"
_AT = "%Y%m%dT%H%M%SZ"
_PRIVATE = 0o700
_WRITABLE = 0o600
_ATTEMPTS = 20
_PAUSE = 0.1
"""Seconds between two attempts: long enough together for a virus scanner or an indexer to let go of a file."""

log = logging.getLogger(__name__)


def make_private_folder(folder: Path) -> None:
    """Make a folder that nobody else on this computer may look into. Raises OSError."""
    for above in reversed(folder.parents):  # left to itself, Python lets everybody look into those
        above.mkdir(mode=_PRIVATE, exist_ok=True)
    folder.mkdir(mode=_PRIVATE, exist_ok=True)
    if os.name == "posix" and stat.S_IMODE(folder.stat().st_mode) != _PRIVATE:
        folder.chmod(_PRIVATE)


def new_set_aside_folder(folder: Path) -> Path:
    """Make a folder for what is set aside now. Raises OSError."""
    name = _SET_ASIDE + time.strftime(_AT, time.gmtime())
    number = 1
    aside = folder / name
    while aside.exists():
        number += 1
        aside = folder / f"{name}-{number}"
    make_private_folder(aside)
    return aside


def set_aside_folders(folder: Path) -> tuple[Path, ...]:
    """Return the folders with what was set aside, the oldest first."""
    return tuple(sorted(path for path in folder.glob(f"{_SET_ASIDE}*") if path.is_dir()))


def remove_account_folder(folder: Path) -> tuple[str, ...]:
    """Remove an account's folder with all that was set aside in it; return the names of what could not be removed.

    The key is to be forgotten before; without it the files are noise already. The one file that is not encrypted, with the salt
    of the passphrase, is overwritten first. It blocks, up to two seconds where another program holds a file open.
    """
    if folder.is_symlink() or not folder.is_dir():
        return ()
    for place, _, files in os.walk(folder):
        if LOCK_FILE in files:
            overwrite(Path(place, LOCK_FILE))
    left = _remove_what_goes(folder)
    for _ in range(_ATTEMPTS):
        if not left:
            break
        time.sleep(_PAUSE)
        left = _remove_what_goes(folder)
    return tuple(path.relative_to(folder.parent).as_posix() for path in left)


def _remove_what_goes(folder: Path) -> list[Path]:
    """Remove what can be removed, the innermost first; return the rest."""
    left = []
    for place, folders, files in os.walk(folder, topdown=False):
        here = Path(place)
        inner = [here / name for name in folders]
        links = [path for path in inner if path.is_symlink()]
        left += [path for path in links if not _gone(path.unlink)]
        left += [path for path in (here / name for name in files) if not _gone(partial(_unlink, path))]
        left += [path for path in inner if path.is_dir() and path not in links and not _gone(path.rmdir)]
    if not _gone(folder.rmdir):
        left.append(folder)
    return left


def _unlink(path: Path) -> None:
    try:
        path.unlink()
    except PermissionError:
        if not path.is_symlink():
            path.chmod(_WRITABLE)  # on Windows what cannot be written cannot be removed
        path.unlink()


def _gone(remove: Callable[[], None]) -> bool:
    try:
        remove()
    except FileNotFoundError:
        return True
    except OSError as error:
        log.info("not removed yet: %s", error.strerror)  # not its name: a copy has that of what somebody sent
        return False
    return True


def overwrite(path: Path) -> None:
    """Write zeros over a file's content, as far as the disk lets anybody do that; a file that cannot be written is left.

    What a link leads to is somebody else's.
    """
    if path.is_symlink():
        return
    try:
        with path.open("r+b") as file:
            left = path.stat().st_size
            while left > 0:
                left -= file.write(bytes(min(left, 1 << 20)))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        log.warning("%s could not be overwritten: %s", path.name, error.strerror)


def flush_folder(folder: Path) -> None:
    """Have the names in a folder survive the loss of power; Windows keeps them by itself. Raises OSError."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
