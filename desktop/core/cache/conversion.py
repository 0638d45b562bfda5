"""Encrypts a file that an earlier version wrote in plain text. Cut short at any moment, it begins again and loses nothing.

The encrypted copy is made beside the file, complete and on the disk, before anything is renamed:

1. `cache.sqlite` in plain text, `cache.sqlite.encrypting` in the making: the copy counts for nothing, and is made again.
2. `cache.sqlite.plain`, and no `cache.sqlite`: the plain file takes its old name again.
3. `cache.sqlite` encrypted, `cache.sqlite.plain` beside it: what is in plain text is overwritten and removed.
"""

import os
from pathlib import Path

from desktop.core.cache.encrypted import (
    PLAIN_HEADER,
    Connection,
    connect,
    key_literal,
    look_through,
    require_known_schema,
)
from desktop.core.errors import CacheError
from desktop.core.folder import flush_folder, overwrite

_COPY = ".encrypting"
_REPLACED = ".plain"
# A copy that was cut short is thrown away: to log and sync each step of it would only take time.
_HASTE = """
PRAGMA encrypted.journal_mode = OFF;
PRAGMA encrypted.synchronous = OFF;
"""
# Tables that are made of others have no page of their own, and no rows to count.
_TABLES = "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND rootpage > 0"


def is_plain(path: Path) -> bool:
    """Whether a file is there and is not encrypted. Raises OSError."""
    try:
        with path.open("rb") as file:
            return file.read(len(PLAIN_HEADER)) == PLAIN_HEADER
    except FileNotFoundError:
        return False


def encrypt_plain_file(path: Path, key: bytes) -> None:
    """Encrypt the file if it is in plain text, and go on with what was cut short. Raises CacheError, OSError, DriverError."""
    replaced = path.with_name(path.name + _REPLACED)
    if replaced.exists() and not path.exists():
        replaced.rename(path)
    if is_plain(path):
        copy = path.with_name(path.name + _COPY)
        try:
            _export(path, copy, key)
            flush_file(copy)
        except BaseException:
            copy.unlink(missing_ok=True)
            raise
        path.replace(replaced)
        copy.replace(path)
        flush_folder(path.parent)
    if replaced.exists() and _can_be_read(path, key):
        overwrite(replaced)
        replaced.unlink()


def flush_file(path: Path) -> None:
    """Have a file's content survive the loss of power. Raises OSError."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _export(path: Path, copy: Path, key: bytes) -> None:
    copy.unlink(missing_ok=True)
    copy.touch(mode=0o600)
    source = connect(path, None)
    try:
        version = require_known_schema(source)
        look_through(source, path)
        _take_in_log(source, path)
        source.execute("ATTACH DATABASE ? AS encrypted KEY ?", (str(copy), key_literal(key)))
        source.executescript(_HASTE)
        source.execute("SELECT sqlcipher_export('encrypted')").fetchall()
        source.execute(f"PRAGMA encrypted.user_version = {version}")
        _compare(source)
        source.execute("DETACH DATABASE encrypted")
    finally:
        source.close()


def _take_in_log(source: Connection, path: Path) -> None:
    """Have everything in the one file, its log of writes removed; nobody else can have it open then."""
    (mode,) = source.execute("PRAGMA journal_mode = DELETE").fetchone()
    if mode != "delete":
        raise CacheError(f"{path.name}: another program is using it")


def _compare(source: Connection) -> None:
    """Make sure that the copy is complete before it takes the file's place."""
    for (table,) in source.execute(_TABLES).fetchall():
        counts = f'SELECT (SELECT COUNT(*) FROM main."{table}"), (SELECT COUNT(*) FROM encrypted."{table}")'  # noqa: S608 - a table's name
        here, there = source.execute(counts).fetchone()
        if here != there:
            raise CacheError(f"the local file could not be encrypted: {there} of {here} rows of {table}")


def _can_be_read(path: Path, key: bytes) -> bool:
    connection = connect(path, key)
    try:
        connection.execute("SELECT COUNT(*) FROM sqlite_schema").fetchone()
    finally:
        connection.close()
    return True
