"""Stored files, whole ones only: in a folder or in S3-compatible storage, behind one interface, through obstore.

All functions wait for the disk or the network, and are meant for threads; obstore works outside of the interpreter's lock, so
the event loop goes on meanwhile. Its functions for asyncio do the same work on threads of its own, and each call would cost turns
of the event loop, which is what messages need.

A file appears under its name whole and on the disk, or not at all. Into a folder it is moved, from `staging` on the same disk:
to copy it would take its time and its room twice. To S3 it goes in parts (a multipart upload), few of them in memory at a time;
what a crash leaves of such an upload, the storage must be told to forget by a lifecycle rule.
"""

import errno
import logging
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import obstore
from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import LocalStore, S3Store

from sync_server.errors import AttachmentsRefused, FileLost, ServerError, StorageFailed, StorageFull

_log = logging.getLogger(__name__)

_BUCKET = re.compile(r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(?P<prefix>.*))?\Z")
_KEY = re.compile(r"[0-9a-f]{16}/[0-9a-f]{2}/[0-9a-f]{32}\Z")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_FULL_TEXT = re.compile(
    r"\(os error (?:28|122)\)|\b(?:QuotaExceeded|XMinioStorageFull|InsufficientStorage)\b|\b507\b"
)
"""How obstore tells of a full disk, and S3-compatible storage of a full bucket: it has no error of its own for that."""
_OWNER = "owner"
"""A name that no object of an upload has."""
_PART_BYTES = 5 * 1024 * 1024
"""The least that S3 takes."""
_PARTS_AT_ONCE = 3
"""Parts of one file in memory on their way to S3."""
_RETRIES = 3
_RETRY_TIME = timedelta(seconds=20)
_LISTED_AT_ONCE = 1_000


def new_key(space: str) -> str:
    """Return a name for an object that nothing had before, in the part of the storage that belongs to one database."""
    token = secrets.token_hex(16)
    return f"{space}/{token[:2]}/{token}"


class Objects:
    """An open storage. It holds nothing that would have to be closed."""

    def __init__(self, store: LocalStore | S3Store, folder: Path | None) -> None:
        self._store = store
        self._folder = folder
        """Where the files lie; None if that is S3."""

    def put(self, key: str, staged: Path) -> None:
        """Store a file that is whole and on the disk; durable on return. Into a folder it is moved, and gone where it was."""
        with _translated():
            if self._folder is None:
                obstore.put(self._store, key, staged, chunk_size=_PART_BYTES, max_concurrency=_PARTS_AT_ONCE)
            else:
                _move(staged, self._folder, key)

    def size(self, key: str) -> int | None:
        """Return how long a stored file is; None if there is none."""
        try:
            with _translated():
                return int(obstore.head(self._store, key)["size"])
        except FileLost:
            return None

    def read(self, key: str, offset: int, length: int) -> memoryview:
        """Return some bytes of a file, fewer at its end. Raises `FileLost` if the storage has no such file."""
        if length == 0:
            return memoryview(b"")
        try:
            with _translated():
                return self._read(key, offset, length)
        except FileLost:
            # Unless its message is being taken back just now.
            _log.warning("the stored file %s is missing", key)
            raise

    def delete(self, key: str) -> None:
        """Make a file be gone; it may be gone already."""
        with suppress(FileLost), _translated():
            obstore.delete(self._store, key)

    def listed(self, space: str) -> Iterator[list[str]]:
        """Yield the names of all files of one database, many at a time; what somebody else put there is passed over."""
        with _translated():
            for page in obstore.list(self._store, space, chunk_size=_LISTED_AT_ONCE):
                yield [found["path"] for found in page if _KEY.match(found["path"])]

    def claim(self, space: str, owner: str) -> bool:
        """Note whose the files of a database are; return whether it was this owner who noted so last."""
        place = f"{space}/{_OWNER}"
        try:
            with _translated():
                known = bytes(obstore.get(self._store, place).bytes())
        except FileLost:
            known = b""
        if known == owner.encode():
            return True
        with _translated():
            obstore.put(self._store, place, owner.encode())
        return False

    def check(self) -> None:
        """Write, read, list and delete something; raises `AttachmentsRefused` with the reason if that does not work."""
        name = f"check-{secrets.token_hex(8)}"
        try:
            obstore.put(self._store, name, name.encode())
            obstore.get_range(self._store, name, start=0, length=len(name))
            # Who may not list is told of a missing object that it is forbidden, as if the credentials were wrong.
            next(obstore.list(self._store, "check", chunk_size=1), None)
            obstore.delete(self._store, name)
        except (BaseError, OSError, ValueError) as error:
            raise AttachmentsRefused(_why(error)) from error

    def _read(self, key: str, offset: int, length: int) -> memoryview:
        if self._folder is None:
            return memoryview(obstore.get_range(self._store, key, start=offset, length=length))
        # The library would hand it to threads of its own, which takes three times as long as the reading.
        with (self._folder / key).open("rb", buffering=0) as file:
            file.seek(offset)
            return memoryview(file.read(length))


def open_folder(folder: Path) -> Objects:
    """Open a folder for files, which may be new; raises `AttachmentsRefused`."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Objects(LocalStore(prefix=folder), folder)
    except (BaseError, OSError) as error:
        raise AttachmentsRefused(_why(error)) from error


def open_bucket(url: str) -> Objects:
    """Open `s3://BUCKET/PREFIX`, with credentials and endpoint of the environment; raises `AttachmentsRefused`."""
    named = _BUCKET.match(url)
    if named is None:
        raise AttachmentsRefused("this is no place for them: write a folder, or s3://BUCKET/PREFIX")
    prefix = (named["prefix"] or "").strip("/")
    try:
        store = S3Store(
            named["bucket"],
            prefix=prefix or None,
            retry_config={"max_retries": _RETRIES, "retry_timeout": _RETRY_TIME},
        )
        return Objects(store, None)
    except (BaseError, ValueError) as error:
        raise AttachmentsRefused(_why(error)) from error


@contextmanager
def _translated() -> Iterator[None]:
    """Turn the errors of obstore and of the disk into ours."""
    try:
        yield
    except ServerError:
        raise
    except FileNotFoundError as error:
        raise FileLost from error
    except (BaseError, OSError, ValueError) as error:
        _log.exception("the storage of files failed")
        raise (StorageFull() if _is_full(error) else StorageFailed()) from error


def _is_full(error: Exception) -> bool:
    if isinstance(error, OSError) and error.errno in _FULL:
        return True
    return isinstance(error, BaseError) and _FULL_TEXT.search(str(error)) is not None


def _why(error: Exception) -> str:
    """Return in one line what an operator has to mend."""
    if isinstance(error, PermissionDeniedError | UnauthenticatedError):
        return "the credentials are wrong, or not allowed to read, write, list and delete there"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    text = str(error).split("\n\nDebug source", 1)[0]
    if isinstance(error, FileNotFoundError) and "NoSuchBucket" in text:
        return "there is no such bucket"
    if "169.254.169.254" in text:
        # Where obstore looks last.
        return "there are no credentials in the environment: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
    if "builder error" in text:
        return "the endpoint has no TLS: use https://, or set AWS_ALLOW_HTTP=true"
    return re.sub(r"\s+", " ", text)[:300]


def _move(staged: Path, folder: Path, key: str) -> None:
    place = folder / key
    for parent in (place.parent.parent, place.parent):
        if not parent.is_dir():
            parent.mkdir(mode=0o700, exist_ok=True)
            _folder_to_disk(parent.parent)
    staged.replace(place)
    _folder_to_disk(place.parent)


def _folder_to_disk(folder: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
