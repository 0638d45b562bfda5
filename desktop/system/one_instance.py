"""One running program for each home folder, and the way for a second start to hand over what it was started for.

    held = begin(places.home, Call(link="internal-chat://chat/…"))   # None: the one that runs has taken it

A lock says who runs, and goes with its process, however that ends. The locked file also says where the one that runs can be
called (`call_server`), once it can be: a socket or a pipe that only this user may connect to, found through a file that only this
user may write, so that nobody else can call, or be called in its place. Nothing that takes long to load is imported here before
there is something to hand over.
"""

import os
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "running"
FRAME_BYTES = 512 * 1024
"""Largest call: the longest link fits, however it is written in JSON."""
TAKEN = b"taken\n"
"""What the one that runs answers."""
SILENCE_SECONDS = 2.0
"""So long the one that runs has for its answer."""
STARTING_SECONDS = 15.0
"""So long it may take to start, or to end, before it can be called, or its place be taken."""
_AGAIN_SECONDS = 0.05
_LOCKED_BYTE = 1 << 30
"""Where Windows holds the lock: what is locked there cannot be read, and the address can."""
_LONGEST_ADDRESS = 4096


@dataclass(frozen=True, slots=True)
class Call:
    """What the program was started for."""

    link: str = ""
    hidden: bool = False
    """Without a window to look at, as at login; one that runs already stays as it is."""
    token: str = ""
    """What the desktop gave to the user's click, which lets a window come to the front."""

    @property
    def asks_nothing(self) -> bool:
        """Whether there is nothing to be done where the program runs already."""
        return self.hidden and not self.link


class SilentError(Exception):
    """The program runs already, and does not answer."""


class Held:
    """This process is the one. The system lets go of the lock when it ends."""

    def __init__(self, home: Path, descriptor: int | None, call: Call) -> None:
        """`descriptor` is of the locked file; None where there can be no lock: then nobody is called."""
        self.home = home
        self.call = call
        """What this process was started for."""
        self._descriptor = descriptor
        self.stale_address = "" if descriptor is None else _said_by(descriptor)[0]
        """Where one could be called that ended without a word."""
        self.withdraw()
        if sys.platform != "win32" and descriptor is not None:
            # A copy of this process would go on holding the lock after its end.
            os.register_at_fork(after_in_child=self._close)

    @property
    def can_be_called(self) -> bool:
        """Whether there is a file for others to find an address in."""
        return self._descriptor is not None

    def announce(self, address: str) -> None:
        """Let others find where this process can be called."""
        import json

        self._write(json.dumps({"address": address, "process": os.getpid()}).encode())

    def withdraw(self) -> None:
        """Be called no more: this process has not begun to listen, or ends."""
        self._write(b"")

    def release(self) -> None:
        """Let another process be the one."""
        self.withdraw()
        self._close()

    def _close(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def _write(self, said: bytes) -> None:
        if self._descriptor is not None:
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.truncate(self._descriptor, 0)
            os.write(self._descriptor, said)


def begin(home: Path, call: Call) -> Held | None:
    """Become the one that runs in this home; or hand the call over to it, and return None. Raises SilentError."""
    began = time.monotonic()
    called = None
    while True:
        held = claim(home, call)
        if held is not None:
            return held
        if call.asks_nothing:
            return None
        address, process = _announced(home)
        if address:
            called = called or time.monotonic()
            if _hand_over(call, address, process, called + SILENCE_SECONDS - time.monotonic()):
                return None
        now = time.monotonic()
        if now - began > STARTING_SECONDS or (called is not None and now - called > SILENCE_SECONDS):
            raise SilentError
        time.sleep(_AGAIN_SECONDS)


def claim(home: Path, call: Call) -> Held | None:
    """Take the lock; None if another process has it. Where there can be no lock, nothing hinders a start."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(home / FILE, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    except OSError:  # what cannot be kept on this disk is said where it is to be kept
        return Held(home, None, call)
    try:
        _lock(descriptor)
    except (BlockingIOError, PermissionError):  # as Linux and macOS say it, and Windows
        os.close(descriptor)
        return None
    except OSError:
        os.close(descriptor)
        return Held(home, None, call)
    return Held(home, descriptor, call)


def _lock(descriptor: int) -> None:
    """Lock a file, or raise OSError."""
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _announced(home: Path) -> tuple[str, int]:
    """Return where the one that runs can be called, and its process; an empty address while it cannot."""
    try:
        descriptor = os.open(home / FILE, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except OSError:
        return "", 0
    try:
        return _said_by(descriptor)
    finally:
        os.close(descriptor)


def _said_by(descriptor: int) -> tuple[str, int]:
    os.lseek(descriptor, 0, os.SEEK_SET)
    said = os.read(descriptor, _LONGEST_ADDRESS)
    if not said:
        return "", 0
    import json

    try:
        found = json.loads(said)
        return str(found["address"]), int(found["process"])
    except (ValueError, KeyError, TypeError):  # it is just being written, or by another version
        return "", 0


def _hand_over(call: Call, address: str, process: int, seconds: float) -> bool:
    """Call the one that runs; return whether it has answered in time."""
    import json

    from PySide6.QtCore import QCoreApplication, QDeadlineTimer
    from PySide6.QtNetwork import QLocalSocket

    application = QCoreApplication.instance() or QCoreApplication(sys.argv[:1])
    deadline = QDeadlineTimer(max(0, int(seconds * 1000)))
    socket = QLocalSocket(application)
    socket.connectToServer(address)
    if not socket.waitForConnected(int(deadline.remainingTime())):
        return False
    _let_come_forward(process)
    socket.write(json.dumps(asdict(call)).encode() + b"\n")
    answer = b""
    while answer != TAKEN and socket.waitForReadyRead(int(deadline.remainingTime())):
        answer += socket.read(len(TAKEN)).data()
    socket.abort()
    return answer == TAKEN


def _let_come_forward(process: int) -> None:
    """Pass on to another process the right to come to the front, which Windows gave to this one with the user's click."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(process)
