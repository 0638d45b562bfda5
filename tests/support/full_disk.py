"""A small disk of its own that a test can fill to the last byte: what writes there is refused by the system itself.

    def test_it(small_disk):                 # the fixture; `small_disk.folder` is an empty folder on it
        small_disk.fill(leave=64 * 1024)     # nothing more than that fits now
        ...
        small_disk.free()                    # all of it fits again

It is kept in memory (tmpfs). Root mounts it; anybody else has it mounted in a namespace of their own, where that is allowed, and
reaches it through the process that holds it. Where neither goes, as in a container without rights, the test is skipped.
"""

import errno
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

DISK_BYTES = 16 * 1024 * 1024
_FILLER = ".filler"
_HOLD = 'mount -t tmpfs -o size="$1",mode=700 small "$2" && echo mounted && read -r _'


class SmallDisk:
    """A disk, empty at first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, *, leave: int = 0) -> None:
        """Take all the room but so many bytes, in whole pages."""
        filler = os.open(self.folder / _FILLER, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        try:
            size = 0
            while True:
                try:
                    size += os.write(filler, bytes(256 * 1024))
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise
                    break
            os.ftruncate(filler, max(0, size - leave))
        finally:
            os.close(filler)

    def free(self) -> None:
        """Give the room back."""
        (self.folder / _FILLER).unlink(missing_ok=True)

    @property
    def left(self) -> int:
        """How many bytes fit."""
        status = os.statvfs(self.folder)
        return status.f_bavail * status.f_frsize


@contextmanager
def mounted(place: Path, size: int = DISK_BYTES) -> Iterator[SmallDisk]:
    """Mount a small disk; skips the test where nobody may."""
    place.mkdir(parents=True, exist_ok=True)
    if os.name != "posix" or not Path("/proc/self/mounts").exists():
        pytest.skip("a disk of its own needs Linux")
    if os.geteuid() == 0 and _went(
        "mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "small", str(place)
    ):
        try:
            yield SmallDisk(place)
        finally:
            _went("umount", "--lazy", str(place))
        return
    holder = subprocess.Popen(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", _HOLD, "sh", str(size), str(place)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        if holder.stdout.readline() != "mounted\n":
            pytest.skip("nobody may mount a disk here")
        yield SmallDisk(Path(f"/proc/{holder.pid}/root{place}"))
    finally:
        holder.communicate()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A small disk for one test."""
    with mounted(tmp_path / "small_disk") as disk:
        yield disk


def _went(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
