"""Where a demo runs: a private folder that a second person's window finds, and in which everything lies that is to vanish with it."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from desktop.system.processes import lives

PREFIX = "internal-chat-demo-"
_FILE = "demo.json"


class Running(Struct, frozen=True):
    """A demo that runs."""

    address: str
    pid: int
    """Process of its first window."""


class Place(Struct, frozen=True):
    """A demo's folder."""

    folder: Path

    @property
    def data(self) -> Path:
        """Where the server keeps its data."""
        return self.folder / "server"

    def cache(self, username: str) -> Path:
        """Return where the window of a person keeps its cache."""
        return self.folder / f"client-{username}-{os.getpid()}"

    def announce(self, running: Running) -> None:
        """Let others find this demo."""
        path = self.folder / _FILE
        path.touch(mode=0o600)
        path.write_bytes(msgspec.json.encode(running))

    def join(self, username: str) -> None:
        """Say that a person plays this teammate from now on, as long as this process lives."""
        (self.folder / f"joined-{username}-{os.getpid()}").touch(mode=0o600)

    def leave(self, username: str) -> None:
        """Say that the person is gone."""
        (self.folder / f"joined-{username}-{os.getpid()}").unlink(missing_ok=True)

    def joined(self) -> frozenset[str]:
        """Return who is played by a person just now."""
        names = (path.name.split("-") for path in self.folder.glob("joined-*"))
        return frozenset(name for _, name, pid in names if lives(int(pid)))


def make_place() -> Place:
    """Make a folder that only this user can read."""
    return Place(Path(tempfile.mkdtemp(prefix=PREFIX)))


def find_running() -> tuple[Place, Running] | None:
    """Return the newest demo of this user that runs; None if there is none."""
    return next(_running(), None)


def _running() -> Iterator[tuple[Place, Running]]:
    """Yield what runs, newest first; files of demos that ended without a word are passed over."""
    found = [(made, path) for path in _files() if (made := _made_by_me(path)) is not None]
    for _, path in sorted(found, reverse=True):
        try:
            running = msgspec.json.decode(path.read_bytes(), type=Running)
        except (OSError, msgspec.DecodeError):
            continue
        if lives(running.pid):
            yield Place(path.parent), running


def _files() -> Iterator[Path]:
    return Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{_FILE}")


def _made_by_me(path: Path) -> float | None:
    """Return when this user made the file; None for another's, which is neither trusted nor joined."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime if sys.platform == "win32" or found.st_uid == os.getuid() else None
