"""Sealed files: what somebody attached or fetched, as it lies on this computer.

A file is cut into pieces of 64 KiB, each sealed by AES-256-GCM with a nonce of its own; the key is the file's own and lies in the
encrypted cache. Bound to each piece are the attachment, the piece's place, and whether it is the last: nothing can be changed,
cut off, swapped or taken for another file without being noticed. A file grows at its end only, and can be gone on with after any
cut: what was not sealed whole is dropped, and comes again. Nothing of it ever lies on the disk in plain.

All of this blocks: call it in a thread. The long parts, sealing and hashing, let other threads run.
"""

import errno
import hashlib
import os
import secrets
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msgspec import Struct

from desktop.core.errors import FileError, FileTrouble
from desktop.core.folder import flush_folder, make_private_folder
from desktop.core.values import AttachmentId

__all__ = [
    "READ_BYTES",
    "SealedFile",
    "SealedReader",
    "SealedWriter",
    "new_file",
    "remove",
    "sealed_size",
    "verify",
]

PLAIN_BYTES = 64 * 1024
"""Of the file, in each seal but the last."""
READ_BYTES = 1024 * 1024
"""What is read, or sealed, at a time: memory stays flat however long the file is."""
_WRITE_OUT_BYTES = 4 * 1024 * 1024
"""Written bytes after which the disk begins to take them, so that a long file is not waited for at its end."""
_KEY_BYTES = 32
_NONCE_BYTES = 12
_TAG_BYTES = 16
_EXTRA_BYTES = _NONCE_BYTES + _TAG_BYTES
_SEAL_BYTES = PLAIN_BYTES + _EXTRA_BYTES
_SEALS_AT_ONCE = READ_BYTES // PLAIN_BYTES
_BOUND = struct.Struct(">B36sQ?")
_VERSION = 1
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_WINDOWS_DISK_FULL = frozenset({39, 112})


class SealedFile(Struct, frozen=True):
    """What it takes to read or go on writing one file."""

    path: Path
    key: bytes
    attachment: AttachmentId

    def __repr__(self) -> str:
        """Leave the key out: what is printed may end in a log."""
        return f"SealedFile(path={self.path!r}, attachment={self.attachment!r})"


def new_file(folder: Path, attachment: AttachmentId) -> SealedFile:
    """Choose a name that says nothing, and a key, for a file that is to be. Nothing is written."""
    return SealedFile(folder / secrets.token_hex(16), secrets.token_bytes(_KEY_BYTES), attachment)


def sealed_size(size: int) -> int:
    """Return how long the sealed file is on the disk that holds so many bytes."""
    return size + _EXTRA_BYTES * _seals(size)


def remove(path: Path) -> bool:
    """Remove a sealed file; return whether it is gone. One that another program holds open stays, and is swept later."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


@contextmanager
def writing() -> Iterator[None]:
    """Say of what the disk refuses whether it is full. Raises FileError."""
    try:
        yield
    except OSError as error:
        full = error.errno in _FULL or getattr(error, "winerror", None) in _WINDOWS_DISK_FULL
        trouble = FileTrouble.DISK_FULL if full else FileTrouble.UNWRITABLE
        raise FileError(trouble, error.strerror or "") from error


class SealedWriter:
    """Writes a sealed file from where it ends, or from the start where nothing is there.

    To open one that was begun reads all of it, half a second a gigabyte: what is there is checked, and hashed for the digest at
    the end. Any trouble closes it; what is sealed by then stays, for another writer to go on with. What is not
    read soon gives its memory back to the system on the way. Raises FileError.
    """

    def __init__(self, file: SealedFile, *, is_read_soon: bool = True) -> None:
        self._cipher = AESGCM(file.key)
        self._attachment = file.attachment
        self._is_read_soon = is_read_soon
        self._written_out = 0
        self._digest = hashlib.sha256()
        self._seals = 0
        self._rest = bytearray()
        with writing():
            self._folder = file.path.parent
            # What is above is the account's, and gone once the user has signed out: it is not to come back.
            self._folder.parent.stat()
            make_private_folder(self._folder)
            self._file = open(file.path, "a+b", buffering=0, opener=_private)  # noqa: SIM115 - closed by `close`
        try:
            with writing():
                self._take_up()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def offset(self) -> int:
        """How many bytes of the file were taken, here and before; the next ones are appended there."""
        return self.kept + len(self._rest)

    @property
    def kept(self) -> int:
        """How many of these are sealed and in the file: what another writer would find, the loss of power aside."""
        return self._seals * PLAIN_BYTES

    def append(self, data: bytes | memoryview) -> None:
        """Take the next bytes. What fills no seal waits in memory."""
        self._digest.update(data)
        rest = self._rest
        rest += data
        # What exactly fills the last seal is held back: only `finish` knows that it is the last.
        whole = max(0, len(rest) - 1) // PLAIN_BYTES
        if not whole:
            return
        with memoryview(rest) as plain:
            for first in range(0, whole, _SEALS_AT_ONCE):
                count = min(_SEALS_AT_ONCE, whole - first)
                self._write(plain[first * PLAIN_BYTES : (first + count) * PLAIN_BYTES])
                self._seals += count
        del rest[: whole * PLAIN_BYTES]

    def finish(self) -> str:
        """Seal what is left, have all of it survive the loss of power, and return the digest of the file."""
        self._write(memoryview(self._rest), last=True)
        try:
            with writing():
                os.fsync(self._file.fileno())
                flush_folder(self._folder)
        finally:
            self.close()
        return self._digest.hexdigest()

    def close(self) -> None:
        """Leave the file as it is: what is not sealed yet is lost."""
        with suppress(OSError):  # nothing is written on closing, and there is nothing to be done about it
            self._file.close()

    def _write(self, plain: memoryview, *, last: bool = False) -> None:
        seals = max(1, -(-len(plain) // PLAIN_BYTES))
        nonces = os.urandom(seals * _NONCE_BYTES)
        sealed = memoryview(bytearray(len(plain) + seals * _EXTRA_BYTES))
        for number in range(seals):
            piece = plain[number * PLAIN_BYTES : (number + 1) * PLAIN_BYTES]
            start = number * _SEAL_BYTES
            body = start + _NONCE_BYTES
            nonce = nonces[number * _NONCE_BYTES : (number + 1) * _NONCE_BYTES]
            sealed[start:body] = nonce
            bound = _bound(self._attachment, self._seals + number, last=last)
            self._cipher.encrypt_into(nonce, piece, bound, sealed[body : body + len(piece) + _TAG_BYTES])
        try:
            with writing():
                while sealed:
                    sealed = sealed[self._file.write(sealed) :]
                if not self._is_read_soon:
                    self._write_out()
        except BaseException:
            self.close()
            raise

    def _write_out(self) -> None:
        """Have the system begin to write what has come, without waiting for it, where it can be asked to."""
        end = self._file.tell()
        if end - self._written_out >= _WRITE_OUT_BYTES and hasattr(os, "posix_fadvise"):
            # "Not needed soon" is how Linux is asked.
            os.posix_fadvise(
                self._file.fileno(), self._written_out, end - self._written_out, os.POSIX_FADV_DONTNEED
            )
            self._written_out = end

    def _take_up(self) -> None:
        """Count and hash what is sealed whole, and drop what follows."""
        self._file.seek(0)
        while sealed := _read(self._file, _SEALS_AT_ONCE * _SEAL_BYTES):
            for start in range(0, len(sealed) - _SEAL_BYTES + 1, _SEAL_BYTES):
                bound = _bound(self._attachment, self._seals, last=False)
                # One that was the last is dropped, too: the file was finished, and nobody wrote that down.
                piece = _opened(self._cipher, sealed[start : start + _SEAL_BYTES], bound)
                if piece is None:
                    break
                self._digest.update(piece)
                self._seals += 1
            else:
                continue
            break
        self._file.truncate(self._seals * _SEAL_BYTES)


class SealedReader:
    """Reads a sealed file that is whole, from any place; what it gives is what was written.

    Raises FileError: MISSING where it is gone, DAMAGED where it is not what was written, UNREADABLE where the disk fails.
    """

    def __init__(self, file: SealedFile, size: int) -> None:
        self._cipher = AESGCM(file.key)
        self._attachment = file.attachment
        self._last = _seals(size) - 1
        self.size = size
        with _reading():
            self._file = file.path.open("rb", buffering=0)
            if os.fstat(self._file.fileno()).st_size != sealed_size(size):
                self._file.close()
                raise FileError(FileTrouble.DAMAGED, "not as long as it was")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def read(self, offset: int, length: int) -> bytes:
        """Return the bytes at a place; fewer where the file ends, none behind it."""
        end = min(offset + length, self.size)
        if end <= offset:
            return b""
        first = offset // PLAIN_BYTES
        pieces = self._pieces(first, (end - 1) // PLAIN_BYTES)
        skipped = first * PLAIN_BYTES
        return pieces[offset - skipped : end - skipped]

    def chunks(self, start: int = 0, length: int = READ_BYTES) -> Iterator[bytes]:
        """Yield the file from a place to its end, in order."""
        for offset in range(start, self.size, length):
            yield self.read(offset, length)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _pieces(self, first: int, last: int) -> bytes:
        with _reading():
            self._file.seek(first * _SEAL_BYTES)
            sealed = _read(self._file, (last - first + 1) * _SEAL_BYTES)
        pieces = []
        for index in range(first, last + 1):
            start = (index - first) * _SEAL_BYTES
            bound = _bound(self._attachment, index, last=index == self._last)
            piece = _opened(self._cipher, sealed[start : start + _SEAL_BYTES], bound)
            if piece is None:
                raise FileError(FileTrouble.DAMAGED, f"seal {index} is broken")
            pieces.append(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def verify(file: SealedFile, size: int, sha256: str) -> None:
    """Make sure that a whole file is what its attachment says. Raises FileError."""
    digest = hashlib.sha256()
    with SealedReader(file, size) as reader:
        if not size:
            reader._pieces(0, 0)  # noqa: SLF001 - of an empty file only the seal can be broken
        for chunk in reader.chunks():
            digest.update(chunk)
    if digest.hexdigest() != sha256:
        raise FileError(FileTrouble.DAMAGED, "not the digest that was promised")


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileError(FileTrouble.MISSING) from error
    except OSError as error:
        raise FileError(FileTrouble.UNREADABLE, error.strerror or "") from error


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _read(file: FileIO, length: int) -> memoryview:
    """Read so many bytes, fewer only at the end: a single read may return less."""
    data = bytearray(length)
    have = 0
    with memoryview(data) as room:
        while have < length and (count := file.readinto(room[have:])):
            have += count
    return memoryview(data)[:have]


def _opened(cipher: AESGCM, sealed: memoryview, bound: bytes) -> bytes | None:
    """Return what is sealed; None where the seal is broken."""
    if len(sealed) < _EXTRA_BYTES:
        return None
    try:
        return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound)
    except InvalidTag:
        return None


def _bound(attachment: AttachmentId, index: int, *, last: bool) -> bytes:
    return _BOUND.pack(_VERSION, attachment.encode(), index, last)


def _seals(size: int) -> int:
    return max(1, -(-size // PLAIN_BYTES))
