"""The chat list as it was last seen, kept so that the next start can paint it before anything else of the client is loaded.

It is a picture and no truth: whoever shows it replaces it by the list as soon as that has been read. A change or the removal of a
message empties it in the same transaction (a trigger does), so that what was taken back does not live on here. To
read it needs neither the writer and reader threads nor anything that decodes messages: `read` opens the file for a
moment, and looks at one row.
"""

from pathlib import Path

from desktop.core.cache.encrypted import Connection, DriverError, connect

# Not into a file that was wiped: whoever still shows what was there is about to close.
_KEEP = "INSERT OR REPLACE INTO glance (only_row, rows) SELECT 1, ? WHERE EXISTS (SELECT 1 FROM account)"
_READ = "SELECT rows FROM glance"


def keep(connection: Connection, rows: str) -> None:
    """Keep the rows, in a form that is the caller's, in place of those before."""
    connection.execute(_KEEP, (rows,))


def read(path: Path, key: bytes) -> str | None:
    """Return the rows that were kept; None where there are none, whatever the reason: it will show as the file is opened."""
    if not path.is_file():
        return None
    try:
        connection = connect(path, key)
        try:
            row = connection.execute(_READ).fetchone()
        finally:
            connection.close()
    except DriverError:
        return None
    return str(row[0]) if row else None
