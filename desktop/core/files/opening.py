"""Letting a file out: saved where the user wants it, or as a copy for another program to open.

Both are written beside their place and renamed once they are whole, so a full disk or a broken file leaves what was there as it
was. Copies to be opened lie in a folder of their own for the user's eyes only, cannot be written, and are swept at the next start
and at the end: the one place where a file is in plain without its user having chosen it. Whether it may be opened, its bytes say
once more, whatever its sender said.

All of this blocks: call it in a thread.
"""

import hashlib
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from desktop.core.errors import FileError, FileTrouble
from desktop.core.files.kinds import Handling, handling, has_macros, media_type
from desktop.core.files.names import name_on_disk
from desktop.core.files.sealed import SealedFile, SealedReader, writing
from desktop.core.files.sniffing import HEAD_BYTES, OLE, ZIP, sniffed
from desktop.core.folder import flush_folder, make_private_folder

__all__ = ["open_copy", "read", "save", "sweep_copies"]

_DOCUMENTS = frozenset({OLE, ZIP})
"""What documents with macros look like; a text may well speak of them."""
_OVERLAP_BYTES = 32
"""Of the piece before, so that a trace that lies across two pieces is seen."""
_READ_ONLY = 0o400
_OWN = 0o600
_USUAL = 0o666
"""Less what the user takes away from every new file."""


def read(file: SealedFile, size: int, sha256: str) -> bytes:
    """Return a whole file, for what is small enough to be in memory. Raises FileError."""
    return b"".join(_verified(file, size, sha256))


def save(file: SealedFile, size: int, sha256: str, path: Path) -> None:
    """Write a file to where the user wants it, in place of what is there. Raises FileError, and then nothing has changed."""
    with writing():
        if path.is_symlink():  # what it leads to is written, as any program would
            path = path.resolve()
        if path.is_dir():
            raise FileError(FileTrouble.IS_FOLDER)
        _write(_verified(file, size, sha256), path, rights=_USUAL, then=_rights(path))


def open_copy(file: SealedFile, size: int, sha256: str, folder: Path, name: str) -> Path:
    """Write a copy that another program may open, and nobody change; return where it is.

    Raises FileError: UNSAFE for what would run, or whose bytes are not what its name says.
    """
    name = name_on_disk(name)
    with SealedReader(file, size) as reader:
        head = reader.read(0, HEAD_BYTES)
    if handling(name, media_type(head, name)) is not Handling.OPEN:
        raise FileError(FileTrouble.UNSAFE)
    pieces = _verified(file, size, sha256)
    if sniffed(head) in _DOCUMENTS:
        pieces = _without_macros(pieces)
    place = folder / secrets.token_hex(8)
    try:
        with writing():
            make_private_folder(folder)
            make_private_folder(place)
            _write(pieces, place / name, rights=_OWN, then=_READ_ONLY)
    except BaseException:
        _remove(place)
        raise
    return place / name


def sweep_copies(folder: Path) -> None:
    """Remove all copies; one that a program still holds open stays until the next time."""
    if folder.is_dir() and not folder.is_symlink():
        _remove(folder)


def _verified(file: SealedFile, size: int, sha256: str) -> Iterator[bytes]:
    """Yield a file's bytes; whether all of them are what was sent is known at the end only."""
    digest = hashlib.sha256()
    with SealedReader(file, size) as reader:
        for chunk in reader.chunks():
            digest.update(chunk)
            yield chunk
    if digest.hexdigest() != sha256:
        raise FileError(FileTrouble.DAMAGED, "not the digest that was promised")


def _without_macros(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Pass on a document's bytes as long as there is no trace of macros in them."""
    before = b""
    for piece in pieces:
        if has_macros(before[-_OVERLAP_BYTES:] + piece):
            raise FileError(FileTrouble.UNSAFE)
        before = piece
        yield piece


def _write(pieces: Iterator[bytes], path: Path, *, rights: int, then: int | None) -> None:
    """Write beside a place and then rename; nothing is left of what fails. Raises OSError."""
    beside = path.with_name(f".{secrets.token_hex(8)}.part")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), rights)
    try:
        with os.fdopen(handle, "wb", buffering=0) as written:
            for piece in pieces:
                view = memoryview(piece)
                while view:
                    view = view[written.write(view) :]
            os.fsync(written.fileno())
        with suppress(OSError):  # some file systems, as of a stick, know no rights
            if then is not None:
                beside.chmod(then)
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    with suppress(OSError):  # nor can the folder of some be flushed; the file itself was
        flush_folder(path.parent)


def _rights(path: Path) -> int | None:
    """Return who may read and write the file that is replaced, None where there is none. Nobody may run what was sent."""
    with suppress(OSError):
        return stat.S_IMODE(path.stat().st_mode) & _USUAL
    return None


def _remove(folder: Path) -> None:
    """Remove a folder with all that is in it, as far as it goes."""

    def removable(_: object, path: str, __: object) -> None:
        with suppress(OSError):  # on Windows what cannot be written cannot be removed
            Path(path).chmod(_OWN)
            Path(path).unlink()

    shutil.rmtree(folder, onerror=removable)
