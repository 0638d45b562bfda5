"""Taking a file in: what somebody attaches is copied at once, and sealed, so that the original may be moved or changed.

The copy is made while it is read, a piece at a time, but for pictures, which are taken apart as a whole. What comes of it is the
attachment as the message will carry it, and where its bytes lie. A file that is too large is refused before a byte is read, and
one that grows as soon as it is too large. If anything fails, nothing is left behind.

All of this blocks: call it in a thread.
"""

import os
import stat
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from desktop.core.errors import ErrorCode, FileError, FileTrouble, InvalidInputError
from desktop.core.files import pictures
from desktop.core.files.kinds import media_type
from desktop.core.files.names import clean_file_name
from desktop.core.files.sealed import READ_BYTES, SealedFile, SealedWriter, new_file, remove
from desktop.core.values import ATTACHMENT_BYTES, Attachment, AttachmentId, Pasted, Picture, Thumbnail

__all__ = ["Taken", "take_in"]

_one_picture_at_a_time = threading.Lock()
"""Ten large ones that are attached together do not take the memory of ten."""


class Taken(Struct, frozen=True):
    """A file that was taken in."""

    attachment: Attachment
    file: SealedFile
    thumbnail: SealedFile | None
    """Of `attachment.picture.thumbnail`."""


def take_in(
    source: Path | Pasted,
    folder: Path,
    new_id: Callable[[], AttachmentId],
    *,
    as_file: bool = False,
    limit: int = ATTACHMENT_BYTES,
) -> Taken:
    """Copy what is attached into a folder of sealed files, as it is to be sent.

    A picture loses what tells of its author, and gets a thumbnail, unless it is to go `as_file`: then its bytes stay as they are.
    Raises InvalidInputError for what is too large, and FileError.
    """
    name = clean_file_name(source.name)
    with closing(_pieces(source, limit)) as pieces:
        first = next(pieces, b"")
        if as_file or not pictures.looks_like_picture(first):
            file, size, sha256 = _seal(chain((first,), pieces), folder, new_id())
            return Taken(Attachment(file.attachment, name, media_type(first, name), size, sha256), file, None)
        with _one_picture_at_a_time:
            data = b"".join((first, *pieces))
            return _take_picture(name, data, folder, new_id, limit)


def _take_picture(
    name: str, data: bytes, folder: Path, new_id: Callable[[], AttachmentId], limit: int
) -> Taken:
    prepared = pictures.prepare(data)
    measured = prepared.measured if prepared else None
    if prepared and len(prepared.data) <= limit:  # one that had to be turned may have grown
        data = prepared.data
    file, size, sha256 = _seal((data,), folder, new_id())
    small = None
    picture = None
    if measured:
        thumbnail = None
        if measured.thumbnail:
            try:
                small, small_size, small_sha256 = _seal((measured.thumbnail,), folder, new_id())
            except BaseException:
                remove(file.path)
                raise
            thumbnail = Thumbnail(small.attachment, small_size, small_sha256)
        picture = Picture(measured.width, measured.height, measured.blur, thumbnail)
    return Taken(
        Attachment(file.attachment, name, media_type(data, name), size, sha256, picture), file, small
    )


def _seal(pieces: Iterable[bytes], folder: Path, attachment: AttachmentId) -> tuple[SealedFile, int, str]:
    """Write a sealed file; return it with its size and digest. Nothing is left of one that could not be finished."""
    file = new_file(folder, attachment)
    try:
        with SealedWriter(file) as writer:
            for piece in pieces:
                writer.append(piece)
            size = writer.offset
            return file, size, writer.finish()
    except BaseException:
        remove(file.path)
        raise


def _pieces(source: Path | Pasted, limit: int) -> Generator[bytes, None, None]:
    """Yield what is attached, a piece at a time, as long as it is not too large."""
    if isinstance(source, Pasted):
        _check(len(source.data), limit)
        yield source.data
        return
    with _reading(), _opened(source, limit) as file:
        size = 0
        while piece := file.read(READ_BYTES):
            size += len(piece)
            _check(size, limit)
            yield piece


def _opened(path: Path, limit: int) -> BinaryIO:
    """Open a plain file of a size that can be sent; anything else is not even waited for."""
    _check_status(path.stat(), limit)
    # Without blocking: a pipe might have taken the file's place by now, and nobody may ever write into it.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        _check_status(os.fstat(handle), limit)
    except BaseException:
        os.close(handle)
        raise
    return os.fdopen(handle, "rb", buffering=0)


def _check_status(status: os.stat_result, limit: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise FileError(FileTrouble.IS_FOLDER)
    if not stat.S_ISREG(status.st_mode):
        raise FileError(FileTrouble.UNREADABLE, "not a plain file")
    _check(status.st_size, limit)


def _check(size: int, limit: int) -> None:
    if size > limit:
        raise InvalidInputError(ErrorCode.ATTACHMENT_TOO_LARGE)


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:  # a path with a NUL in it is a ValueError
        raise FileError(FileTrouble.UNREADABLE, getattr(error, "strerror", None) or "") from error
