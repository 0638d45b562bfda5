"""One connection to the encrypted file: the only place that knows which SQLite library is used, and that sees the key.

The library is SQLCipher: every page is encrypted with AES-256 and carries a keyed checksum, so that a page that was changed is
noticed when it is read. The key is 32 random bytes, used as they are; deriving it from a password here would cost 0.2 seconds
at each start and add nothing. It goes into the library with the first statement of each connection and is kept nowhere else in
this package: no attribute, log line or error text holds it.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from desktop.core.errors import CacheDamagedError, CacheError, CacheNewerError

if TYPE_CHECKING:
    # The same interface, and described for the type checker.
    import sqlite3 as sqlcipher
else:
    from sqlcipher3 import dbapi2 as sqlcipher

Connection = sqlcipher.Connection
Row = sqlcipher.Row
DriverError = sqlcipher.Error

KEY_BYTES = 32
PLAIN_HEADER = b"SQLite format 3\0"
"""How a file begins that is not encrypted; an encrypted one begins with random bytes."""

_BUSY_SECONDS = 10.0
_STATEMENTS = 256
"""How many prepared statements a connection keeps: more than there are."""
# The library would print its findings to the terminal; they come as errors as well.
# Its memory security (locking and wiping all that SQLite allocates) stays off, the default: it makes everything several times
# slower, and the texts are in this process's memory in any case as soon as they are shown.
_QUIET = "PRAGMA cipher_log_level = NONE"
# Sorting and VACUUM stay in memory: a temporary file would hold texts.
_IN_MEMORY = "PRAGMA temp_store = MEMORY"
_OVERWRITE = "PRAGMA secure_delete = ON"
_SCHEMA = Path(__file__).parent / "schema"

_CODE = 0xFF
"""The part of an extended result code that says what kind it is."""
_DAMAGED = frozenset((11, 26))
"""SQLITE_CORRUPT and SQLITE_NOTADB: a page is not what was written, or was encrypted with another key."""
_INTERRUPTED = 9
_CONSTRAINT = 19
_PASSING = frozenset((5, 6, 7, 13, 14))
"""SQLITE_BUSY, SQLITE_LOCKED, SQLITE_NOMEM, SQLITE_FULL and SQLITE_CANTOPEN."""
_SENTENCES = {
    5: "another program is using it",
    6: "another program is using it",
    8: "it is write-protected",
    10: "the disk reports an error",
    13: "the disk is full",
    14: "it cannot be opened",
}
"""By SQLite's result code, what people can act on."""


def connect(path: Path, key: bytes | None) -> Connection:
    """Open the file, or make it. Without a key it is one in plain text, as earlier versions wrote it."""
    connection = sqlcipher.connect(
        path,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=_STATEMENTS,
    )
    connection.row_factory = Row
    # As scripts, since these are not kept among the prepared statements.
    connection.executescript(_QUIET)
    if key is not None:
        connection.executescript(f'PRAGMA key = "{key_literal(key)}"')
    connection.executescript(_IN_MEMORY)
    for name, (arguments, function) in _FUNCTIONS.items():
        connection.create_function(name, arguments, function, deterministic=True)
    return connection


def key_literal(key: bytes) -> str:
    """Write a key as the library wants one that is to be used as it is."""
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes, this has {len(key)}")
    return f"x'{key.hex()}'"


def migrate(connection: Connection, *, until: int | None = None) -> None:
    """Run the schema files that this cache has not seen, each in its own transaction. Raises CacheNewerError.

    With the last one there is an index to search, in today's form: before anything is written that enters it.
    """
    version = require_known_schema(connection)
    for number, file in enumerate(_schema_files()[version:until], start=version + 1):
        script = file.read_text("utf-8")
        connection.executescript(f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;")
    if until is None and not _indexing().is_current(connection):
        _make_index_anew(connection)


def require_known_schema(connection: Connection) -> int:
    """Return the number of the file's schema. Raises CacheNewerError if only a newer program knows it."""
    newest = len(_schema_files())
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > newest:
        raise CacheNewerError(
            f"the local file was made by a newer version of Internal Chat (schema {version}, this one knows {newest}):"
            " update this program"
        )
    return int(version)


def look_through(connection: Connection, path: Path) -> None:
    """Read every page: one that is broken shows only where it is read. Raises CacheDamagedError, DriverError.

    Where that is all there is to find, a broken index of messages is made anew.
    """
    found = _findings(connection)
    if any(map(_is_of_index, found)):
        connection.executescript(_OVERWRITE)
        _make_index_anew(connection)
        found = _findings(connection)
    if found != ["ok"]:
        raise CacheDamagedError(f"{path.name} cannot be read: it is broken")


def _findings(connection: Connection) -> list[str]:
    try:
        return [row[0] for row in connection.execute("PRAGMA quick_check")]
    except DriverError as error:
        if is_index_damage(error):
            return [str(error)]
        raise


def _make_index_anew(connection: Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    _indexing().make_anew(connection)
    connection.execute("COMMIT")


def _schema_files() -> list[Path]:
    return sorted(_SCHEMA.glob("*.sql"))


@cache
def _indexing() -> ModuleType:
    """Return the module `indexing`, which is loaded with the first need: the first picture of the window has none."""
    from desktop.core.cache import indexing

    return indexing


# As the triggers call them.
_FUNCTIONS: dict[str, tuple[int, Callable[..., str | int]]] = {
    "search_words": (2, lambda body, attachments: _indexing().words(body, attachments)),
    "search_files": (1, lambda attachments: _indexing().files(attachments)),
    "search_facet": (2, lambda kind, number: _indexing().facet(kind, number)),
    "search_second": (1, lambda sent_at: _indexing().second(sent_at)),
}


def is_damage(error: DriverError) -> bool:
    """Whether the file is broken or the key another one, so that to try again does not help."""
    return _code(error) in _DAMAGED


def is_index_damage(error: DriverError) -> bool:
    """Whether the library says that the index of messages is broken, which can be made anew, and nothing else."""
    # What is broken is not told from damage of the file by its code, as the driver has it; but FTS5 speaks for itself.
    return _is_of_index(str(error))


def _is_of_index(finding: str) -> bool:
    return "fts5" in finding.lower()


def is_contradiction(error: DriverError) -> bool:
    """Whether what was to be written goes against what is there, such as a second row with the same key."""
    return _code(error) == _CONSTRAINT


def is_interruption(error: DriverError) -> bool:
    """Whether a statement ended since it was told to."""
    return _code(error) == _INTERRUPTED


def may_pass(error: DriverError) -> bool:
    """Whether it says nothing of the file, which may be readable the next time."""
    return _code(error) in _PASSING


def translated(error: DriverError, path: Path) -> CacheError:
    """Return the library's error as one of ours, in words that people can act on."""
    if is_damage(error):
        return CacheDamagedError(
            f"{path.name} cannot be read: it is broken, or was encrypted with another key"
        )
    return CacheError(f"{path.name}: {_SENTENCES.get(_code(error), str(error))}")


def _code(error: DriverError) -> int:
    # Missing where the library was used wrongly and SQLite was never asked.
    return int(getattr(error, "sqlite_errorcode", 0)) & _CODE
