"""Copies of a database: made while it is served, and put in its place again. A copy has no epoch; see `epochs` for why."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sync_server.errors import CopyRefused
from sync_server.store.database import database_file, make_private
from sync_server.store.tenancy import only_server_of

_HAS_EPOCH = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'epoch'"
_IS_OURS = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
_PARTS = ("", "-wal", "-shm")
"""The files of a database, by what is added to its name."""


def make(url: str, target: Path) -> None:
    """Copy a database as it is at one moment, whether it is served or not; or raise `CopyRefused`.

    It stays of the schema that it has: whoever is about to install a newer version copies it before.
    """
    if target.exists():
        raise CopyRefused(f"{target} exists already; nothing was copied")
    _copy(database_file(url), target)


def put_back(url: str, copy: Path) -> Path | None:
    """Put a copy in the place of a database, or raise `DatabaseRefused` if that is served; the copy itself stays as it is.

    What was there is kept beside it, under a name of its own, which is returned; None if nothing was there.
    """
    place = database_file(url)
    with only_server_of(url):
        fresh = place.with_name(place.name + ".restored")
        fresh.unlink(missing_ok=True)
        _copy(copy, fresh)
        replaced = _set_aside(place)
        try:
            fresh.rename(place)
        except OSError as error:
            raise CopyRefused(f"cannot rename {fresh} to {place}: {error}") from error
        _folder_to_disk(place.parent)
    return replaced


def _copy(source: Path, target: Path) -> None:
    """Copy a database; it appears under its name when it is whole and on the disk."""
    if not source.is_file():
        raise CopyRefused(f"there is no database {source}")
    unfinished = target.with_name(target.name + ".unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        make_private(unfinished)
        with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(unfinished)) as copied:
            original.backup(copied)
            _make_a_copy_of(copied)
        _to_disk(unfinished, os.O_RDWR)
        unfinished.rename(target)
        _folder_to_disk(target.parent)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise CopyRefused(f"cannot copy {source} to {target}: {error}") from error


def _make_a_copy_of(copied: sqlite3.Connection) -> None:
    # In one file from now on: a log beside it would be left behind when it is moved.
    copied.execute("PRAGMA journal_mode = DELETE").close()
    if not copied.execute(_IS_OURS).fetchone()[0]:
        raise sqlite3.DatabaseError("it is no database of Internal Chat")
    if copied.execute(_HAS_EPOCH).fetchone()[0]:
        with copied:
            copied.execute("UPDATE epoch SET name = ''").close()


def _set_aside(place: Path) -> Path | None:
    if not place.exists():
        return None
    number = 1
    while (aside := place.with_name(f"{place.name}.replaced-{number}")).exists():
        number += 1
    # All of its files, or its last changes would be lost; and a log left behind would be taken for one of the copy's.
    for part in _PARTS:
        with suppress(FileNotFoundError):
            place.with_name(place.name + part).rename(aside.with_name(aside.name + part))
    return aside


def _folder_to_disk(folder: Path) -> None:
    if os.name == "posix":
        _to_disk(folder, os.O_RDONLY)


def _to_disk(path: Path, how: int) -> None:
    file = os.open(path, how)
    try:
        os.fsync(file)
    finally:
        os.close(file)
