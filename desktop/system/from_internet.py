"""Notes that a file came from somebody else, so that the system asks before it runs anything in it.

Windows keeps such a note in a stream beside the file's bytes (`Zone.Identifier`), macOS in an attribute (quarantine). Linux has
no note that anything heeds: the attribute `user.xdg.origin.url` is for an address, and to write the server's there would tell it
to whoever gets the file. What keeps a saved program from running there is that it is not marked as executable: so it never is.
"""

import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ZONE = b"[ZoneTransfer]\r\nZoneId=3\r\n"
"""Zone 3 is the internet."""
_ATTRIBUTE = b"com.apple.quarantine"
_FROM_A_CHAT = "0083"
"""Flags of a file that was received and that nobody has agreed to open yet."""
_EXECUTABLE = 0o111


def mark(path: Path) -> bool:
    """Note it; return whether the system has the note: some file systems keep none, such as that of a USB stick."""
    try:
        if sys.platform == "win32":
            with _writable(path):
                Path(f"{path}:Zone.Identifier").write_bytes(_ZONE)
            return True
        if sys.platform == "darwin":
            with _writable(path):
                return _quarantine(path)
        mode = path.stat().st_mode
        if mode & _EXECUTABLE:
            path.chmod(mode & ~_EXECUTABLE)
    except OSError:
        return False
    return True


@contextmanager
def _writable(path: Path) -> Iterator[None]:
    """Let a note be put beside a file that is only to be read, such as a copy that was made to be opened."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & stat.S_IWUSR:
        yield
        return
    path.chmod(mode | stat.S_IWUSR)
    try:
        yield
    finally:
        path.chmod(mode)


def _quarantine(path: Path) -> bool:
    """Set the attribute with the system's own function: Python has one for Linux only."""
    import ctypes

    note = f"{_FROM_A_CHAT};{time.time_ns() // 10**9:x};Internal Chat;".encode()
    setxattr = ctypes.CDLL(None, use_errno=True).setxattr
    name = ctypes.c_char_p(_ATTRIBUTE)
    position = ctypes.c_uint32(0)
    return bool(setxattr(bytes(path), name, note, ctypes.c_size_t(len(note)), position, 0) == 0)
