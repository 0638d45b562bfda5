"""Uploads that are not whole yet: a file for each, whose length says how much has come.

Nobody can see or fetch them. All functions wait for the disk and are meant for threads; a `Part` is used by one at a time.
The digest is worked out as the bytes come: so it takes no time to speak of when the last one has, however long the file is.
"""

import errno
import hashlib
import os
import shutil
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sync_server.errors import AttachmentDamaged, StorageFailed, StorageFull, UploadTakenOver
from sync_server.protocol.nouns import AttachmentId, Milliseconds

_SUFFIX = ".part"
_READ_BYTES = 1024 * 1024
_MOST_RESERVE_BYTES = 64 * 1024 * 1024
_RESERVE_SHARE = 20
_NEVER: Milliseconds = 2**63
_WRITE_OUT_BYTES = 1024 * 1024
"""Received bytes after which the disk begins to take them. All at the end, they would hold up every sync of the database."""
_DIGESTS_KEPT = 2_000
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class Digest(NamedTuple):
    """The digest of what has come, with which it can be gone on."""

    length: int
    state: "hashlib._Hash"


class Part:
    """One upload on its way, opened for more."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._digest = hashlib.sha256()
        self._length = 0
        self._written_out = 0
        """Up to where the disk has been told to take it."""
        self._open = True
        # Not buffered: what was confirmed would be lost with the process.
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)

    def read_what_has_come(self, known: "Digest | None" = None) -> None:
        """Work out the digest so far, unless it is known. To be done once, before all else."""
        with self._lock, _translated():
            self._check_open()
            if known is not None and known.length == os.fstat(self._file).st_size:
                self._digest, self._length = known.state.copy(), known.length
                os.lseek(self._file, known.length, os.SEEK_SET)
                return
            while block := os.read(self._file, _READ_BYTES):
                self._digest.update(block)
                self._length += len(block)

    @property
    def length(self) -> int:
        """How much has come."""
        return self._length

    @property
    def digest(self) -> "Digest":
        """How far the digest has come, for whoever goes on with it. Not to be asked before it is closed."""
        return Digest(self._length, self._digest.copy())

    @property
    def sha256(self) -> str:
        """Of what has come."""
        return self._digest.hexdigest()

    def append(self, offset: int, data: bytes | memoryview) -> None:
        """Add what follows. Raises `StorageFull`, `StorageFailed` or `UploadTakenOver`, and then nothing was added."""
        with self._lock, _translated():
            self._check_open()
            if offset != self._length:
                raise ValueError("these bytes do not follow those that have come")
            _check_room(self.path.parent, len(data))
            self._write(memoryview(data))
            self._digest.update(data)
            self._length += len(data)
            self._write_out()

    def check(self, size: int, sha256: str) -> None:
        """See to it that what has come is on the disk and is what was announced, or raise `AttachmentDamaged`."""
        with self._lock, _translated():
            self._check_open()
            if self._length != size or self.sha256 != sha256:
                raise AttachmentDamaged
            os.fsync(self._file)

    def close(self) -> None:
        """Stop; what has come stays. May be called again, and while another thread adds something."""
        with self._lock:
            if self._open:
                self._open = False
                os.close(self._file)

    def _check_open(self) -> None:
        if not self._open:
            raise UploadTakenOver

    def _write_out(self) -> None:
        """Have the system begin to write what has come, without waiting for it, where it can be asked to."""
        begun = self._length - self._written_out
        if begun >= _WRITE_OUT_BYTES and hasattr(os, "posix_fadvise"):
            # "Not needed soon" is how Linux is asked; what is still being written stays in memory all the same.
            os.posix_fadvise(self._file, self._written_out, begun, os.POSIX_FADV_DONTNEED)
            self._written_out = self._length

    def _write(self, data: memoryview) -> None:
        written = 0
        try:
            while written < len(data):
                written += os.write(self._file, data[written:])
        except OSError:
            os.ftruncate(self._file, self._length)
            os.lseek(self._file, self._length, os.SEEK_SET)
            raise


class Staging:
    """The folder of the parts. Of each upload one `Part` is open: whoever opens it again takes it over."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._open: dict[AttachmentId, Part] = {}
        self._digests: OrderedDict[AttachmentId, Digest] = OrderedDict()
        """Of parts that were let go of lately: or whoever begins and stops a large one again and again would keep us reading."""

    def make_folder(self) -> None:
        """Make the folder, for this user alone; raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def open(self, upload: AttachmentId) -> Part:
        """Open what has come of an upload; nothing is the beginning. Reads all of it, unless its digest is known from lately."""
        with self._lock, _translated():
            self._folder.mkdir(exist_ok=True, mode=0o700)
            self._close(upload)
            known = self._digests.pop(upload, None)
            part = self._open[upload] = Part(self._path(upload))
        try:
            part.read_what_has_come(known)
        except StorageFailed:
            self.close(upload, part)
            raise
        return part

    def check_room(self, more: int) -> None:
        """Raise `StorageFull` if so many bytes do not fit."""
        with _translated():
            _check_room(self._folder, more)

    def close(self, upload: AttachmentId, part: Part) -> None:
        """Let go of an upload that this part belongs to, unless somebody has taken it over."""
        with self._lock:
            part.close()
            if self._open.get(upload) is part:
                self._close(upload)

    def drop(self, upload: AttachmentId) -> None:
        """Forget what has come of an upload."""
        with self._lock, _translated():
            self._close(upload)
            self._digests.pop(upload, None)
            self._path(upload).unlink(missing_ok=True)

    def drop_left(self, upload: AttachmentId) -> None:
        """Forget what has come of an upload, unless somebody goes on with it."""
        with self._lock, _translated():
            if upload not in self._open:
                self._digests.pop(upload, None)
                self._path(upload).unlink(missing_ok=True)

    def has(self, upload: AttachmentId) -> bool:
        """Return whether anything has come of an upload."""
        return self._path(upload).exists()

    def left(self, before: Milliseconds) -> list[AttachmentId]:
        """Return the uploads of which something has come, but nothing since a time."""
        with _translated():
            old = [path.name for path in self._folder.glob(f"*{_SUFFIX}") if _changed_at(path) < before]
            return sorted(AttachmentId(name.removesuffix(_SUFFIX)) for name in old)

    def _close(self, upload: AttachmentId) -> None:
        part = self._open.pop(upload, None)
        if part is not None:
            part.close()
            self._digests[upload] = part.digest
            if len(self._digests) > _DIGESTS_KEPT:
                self._digests.popitem(last=False)

    def _path(self, upload: AttachmentId) -> Path:
        return self._folder / f"{upload}{_SUFFIX}"


def _changed_at(path: Path) -> Milliseconds:
    try:
        return path.stat().st_mtime_ns // 1_000_000
    except FileNotFoundError:
        return _NEVER


def _check_room(folder: Path, more: int) -> None:
    """Keep some of the disk free: a database on it must be able to go on when there is no room for files."""
    disk = shutil.disk_usage(folder)
    if disk.free - more < min(_MOST_RESERVE_BYTES, disk.total // _RESERVE_SHARE):
        raise StorageFull


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise (StorageFull() if error.errno in _FULL else StorageFailed()) from error
