"""Saves from a file that cannot be read any more what is nowhere else: what was written or attached and not sent.

All the rest is on the server. The broken file is never deleted before sign-out: it is set aside with its log of writes, in a
folder of its own, since it may hold more than could be saved, or be readable again with a key that turns up. So are the sealed
files of attachments of which could not be read what they are; those that are saved stay where they lie.

It can be cut short at any moment. The new file is made complete inside that folder, under the name `next.sqlite`; from then on
the broken file goes in and the new one comes out, however often that is begun.
"""

import json
import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from msgspec import Struct, structs

from desktop.core.cache.conversion import flush_file, is_plain
from desktop.core.cache.encrypted import (
    Connection,
    DriverError,
    connect,
    may_pass,
    migrate,
    require_known_schema,
)
from desktop.core.cache.unsent import unsent
from desktop.core.folder import (
    FILES_FOLDER,
    flush_folder,
    make_private_folder,
    new_set_aside_folder,
    set_aside_folders,
)
from desktop.core.values import Recovery, UserId

_NEXT = "next.sqlite"
_BUILDING = "next.sqlite.building"
_PROBES = 10_000
"""Most single rows that are asked for in the middle of a table whose pages are broken."""

# A file that was cut off is still read as far as it goes, and a broken description of one table does not hide the others.
_LENIENT = """
PRAGMA writable_schema = ON;
PRAGMA query_only = ON;
"""
# A file in the making that was cut short is thrown away: to log and sync each step of it would only take time.
_HASTE = """
PRAGMA journal_mode = MEMORY;
PRAGMA synchronous = OFF;
"""
_WITH_WORDS = 5
"""The first schema that has the user's own words."""
_WITH_FILES = 6
"""The first one that has attachments."""
_TRIED = "UPDATE command SET tried = 1"
_CLAIM = "INSERT INTO account (only_row, server, user, token) VALUES (1, ?, ?, ?)"

log = logging.getLogger(__name__)

Fields = dict[str, Any]


class Saved(Struct, frozen=True):
    """What could be read."""

    schema: int = 0
    """Number of the schema that the rows are from; 0 where nothing could be read."""
    account: Fields | None = None
    commands: tuple[Fields, ...] = ()
    drafts: tuple[Fields, ...] = ()
    words: tuple[Fields, ...] = ()
    """The user's own."""
    draft_files: tuple[Fields, ...] = ()
    files: tuple[Fields, ...] = ()
    """The unsent ones."""
    told_of: frozenset[str] | None = frozenset()
    """Names of the sealed files that could be read of; None where nothing is missing."""


def recover(path: Path, key: bytes, user: UserId) -> Recovery:
    """Set a broken file aside and begin a new one with what could be saved. Raises CacheNewerError, OSError, DriverError."""
    saved = _read(path, None if is_plain(path) else key)
    if saved.account and saved.account["user"] != user:
        saved = Saved()
    aside = new_set_aside_folder(path.parent)
    _build(aside, key, saved)
    if saved.told_of is not None:
        _set_files_aside(path.parent, aside, saved.told_of)
    (aside / _BUILDING).rename(aside / _NEXT)
    flush_folder(aside)
    _swap(path, aside)
    return _told(path, key, aside, readable=bool(saved.schema))


def finish(path: Path, key: bytes) -> Recovery | None:
    """Go on with a recovery that was cut short; None if there was none. Raises OSError, DriverError."""
    for aside in set_aside_folders(path.parent):
        (aside / _BUILDING).unlink(missing_ok=True)
        if (aside / _NEXT).exists():
            _swap(path, aside)
            return _told(path, key, aside, readable=None)
        if not any(aside.iterdir()):
            aside.rmdir()
    return None


def _swap(path: Path, aside: Path) -> None:
    """Move the broken file, with all that belongs to it, into the folder, and the new one out of it."""
    for file in sorted(path.parent.glob(f"{path.name}*")):
        file.rename(aside / file.name)
    flush_folder(aside)
    (aside / _NEXT).rename(path)
    flush_folder(path.parent)


def _told(path: Path, key: bytes, aside: Path, *, readable: bool | None) -> Recovery:
    connection = connect(path, key)
    try:
        saved = unsent(connection)
    finally:
        connection.close()
    written = saved.messages + saved.changes
    log.warning(
        "the cache was set aside in %s; saved: %d commands, %d drafts", aside.name, written, saved.drafts
    )
    return Recovery(aside.name, written, saved.drafts, readable=bool(saved) if readable is None else readable)


def _build(aside: Path, key: bytes, saved: Saved) -> None:
    """Make the new file. The rows go into the schema that they are from, and are brought up to date as any file is."""
    building = aside / _BUILDING
    building.touch(mode=0o600)
    connection = connect(building, key)
    try:
        connection.executescript(_HASTE)
        migrate(connection, until=saved.schema)
        tables = (
            ("command", saved.commands),
            ("draft", saved.drafts),
            ("own_word", saved.words),
            ("draft_file", saved.draft_files),
            ("file", saved.files),
        )
        for table, rows in tables:
            for row in rows:
                _insert(connection, table, row)
        migrate(connection)
        # What was on its way when the file broke is not known for certain.
        connection.execute(_TRIED)
        if saved.account:
            account = saved.account
            connection.execute(_CLAIM, (account["server"], account["user"], account.get("token", "")))
    finally:
        connection.close()
    flush_file(building)


def _set_files_aside(folder: Path, aside: Path, told_of: frozenset[str]) -> None:
    """Put the sealed files aside that nobody knows any more: they would be taken for what is left over, and be removed.

    Cut short, it is begun again with another folder; what was moved by then stays where it is.
    """
    place, kept = folder / FILES_FOLDER, aside / FILES_FOLDER
    for file in sorted(place.iterdir()) if place.is_dir() else ():
        if file.name not in told_of:
            make_private_folder(kept)
            file.rename(kept / file.name)


def _insert(connection: Connection, table: str, row: Fields) -> None:
    names, places = ", ".join(row), ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", tuple(row.values()))  # noqa: S608 - our own schema's names


def _read(path: Path, key: bytes | None) -> Saved:
    """Read what can be read; what is on a broken page is left out, and nothing else."""
    reader = _Reader(path, key)
    try:
        schema = reader.schema()
        if not schema:
            return Saved()
        accounts, _ = reader.rows("SELECT * FROM account")
        commands, _ = _by_key(reader, "command", "number", _between)
        chats = {row["chat"] for row in commands} | _known_chats(reader)
        drafts, _ = _by_key(reader, "draft", "chat", lambda *_: chats)
        words = reader.rows("SELECT * FROM own_word")[0] if schema >= _WITH_WORDS else []
        saved = Saved(schema, accounts[0] if accounts else None, commands, drafts, tuple(words), told_of=None)
        return _with_files(reader, saved) if schema >= _WITH_FILES else saved
    finally:
        reader.close()


def _with_files(reader: "_Reader", saved: Saved) -> Saved:
    sent = {id_ for row in saved.commands if row["files"] for id_ in json.loads(row["files"])}
    draft_files, _ = _by_key(reader, "draft_file", "attachment", lambda *_: _known_files(reader))
    drafted = {row[name] for row in draft_files for name in ("attachment", "thumbnail") if row[name]}
    files, whole = _by_key(reader, "file", "attachment", lambda *_: sent | drafted)
    return structs.replace(
        saved,
        draft_files=draft_files,
        files=tuple(row for row in files if row["unsent"]),
        told_of=None if whole else frozenset(row["name"] for row in files),
    )


def _by_key(
    reader: "_Reader",
    table: str,
    key: str,
    missing: Callable[[Fields | None, Fields | None], Iterable[object]],
) -> tuple[tuple[Fields, ...], bool]:
    """Return a table's rows: from its start to the first broken page, from its end to the last one, and single ones between.

    And whether no page was broken.
    """
    rising, whole = reader.rows(f"SELECT * FROM {table} ORDER BY {key}")  # noqa: S608 - names of our own schema
    found = {row[key]: row for row in rising}
    if not whole:
        falling, _ = reader.rows(f"SELECT * FROM {table} ORDER BY {key} DESC")  # noqa: S608 - as above
        found |= {row[key]: row for row in falling}
        between = missing(rising[-1] if rising else None, falling[-1] if falling else None)
        for value in (value for value in between if value not in found):
            single, _ = reader.rows(f"SELECT * FROM {table} WHERE {key} = ?", value)  # noqa: S608 - as above
            found |= {row[key]: row for row in single}
    return tuple(found[value] for value in sorted(found)), whole


def _between(before: Fields | None, after: Fields | None) -> Iterable[object]:
    """Return the numbers that commands in the gap may have."""
    first = before["number"] + 1 if before else 1
    last = after["number"] if after else first + _PROBES
    return range(max(first, last - _PROBES), last)


def _known_files(reader: "_Reader") -> set[object]:
    rising, whole = reader.rows("SELECT attachment FROM file WHERE unsent ORDER BY attachment")
    query = "SELECT attachment FROM file WHERE unsent ORDER BY attachment DESC"
    return {row["attachment"] for row in (*rising, *([] if whole else reader.rows(query)[0]))}


def _known_chats(reader: "_Reader") -> set[object]:
    rising, whole = reader.rows("SELECT id FROM chat ORDER BY id")
    falling = [] if whole else reader.rows("SELECT id FROM chat ORDER BY id DESC")[0]
    return {row["id"] for row in (*rising, *falling)}


class _Reader:
    """Reads a broken file; a connection that met a broken page reads nothing any more, so the next question gets a new one."""

    def __init__(self, path: Path, key: bytes | None) -> None:
        # A closure, since an attribute with the key would be shown by whatever prints this object.
        self._connect: Callable[[], Connection] = lambda: connect(path, key)
        self._connection: Connection | None = None

    def schema(self) -> int:
        """Return the number of the file's schema, 0 where nothing can be read. Raises CacheNewerError."""
        try:
            connection = self._opened()
            connection.execute("SELECT COUNT(*) FROM sqlite_schema").fetchone()
            return require_known_schema(connection)
        except DriverError as error:
            self._pass_over(error)
            return 0

    def rows(self, query: str, *values: object) -> tuple[list[Fields], bool]:
        """Return the rows before the first broken page, and whether there was none."""
        found: list[Fields] = []
        try:
            for row in self._opened().execute(query, values):
                found.append(dict(zip(row.keys(), row, strict=True)))  # noqa: PERF401 - what was read before an error is kept
        except DriverError as error:
            self._pass_over(error)
            return found, False
        return found, True

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _opened(self) -> Connection:
        if self._connection is None:
            self._connection = self._connect()
            self._connection.executescript(_LENIENT)
        return self._connection

    def _pass_over(self, error: DriverError) -> None:
        """Go on after a broken page; let out what may be over when tried again, so that nothing is taken for lost."""
        self.close()
        if may_pass(error):
            raise error
        log.info("a part of the cache cannot be read: %s", error)
