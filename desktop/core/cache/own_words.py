"""The user's own words: what they write and no spelling dictionary has.

Names of customers may be among them. So they are kept as what is written is, in the encrypted file, and go with it.
"""

from desktop.core.cache.database import Connection

# Not into a file that was wiped.
_KEEP = "INSERT OR IGNORE INTO own_word (word) SELECT ? WHERE EXISTS (SELECT 1 FROM account)"


def keep(connection: Connection, word: str) -> None:
    """Keep one more."""
    connection.execute(_KEEP, (word,))


def every(connection: Connection) -> tuple[str, ...]:
    """Return all of them."""
    return tuple(str(row["word"]) for row in connection.execute("SELECT word FROM own_word ORDER BY word"))
