"""How much of the account's file the index of words takes, found out by a few look-ups and not by reading it."""

from desktop.core.cache.database import Connection
from desktop.core.cache.search_thread import GoOn

_PAGE_BYTES = 4096
"""Of the file: a page of the index is as large (`indexing`)."""
_SEGMENT_BITS = 37
"""FTS5 numbers the pages of each part of an index from where the part's own number, shifted by so much, stands."""
_LEAVES = 1 << 31
"""What is higher within a part are pages of another kind."""
_NEXT = "SELECT MIN(id) AS id FROM found_data WHERE id >= ?"
_LAST = "SELECT MAX(id) AS id FROM found_data WHERE id >= ? AND id < ?"


def of_index(connection: Connection, go_on: GoOn) -> int:
    """Return about how many bytes the index of words takes."""
    pages, place = 0, 1 << _SEGMENT_BITS
    while (first := connection.execute(_NEXT, (place,)).fetchone()["id"]) is not None:
        go_on()
        begin = first >> _SEGMENT_BITS << _SEGMENT_BITS
        last = connection.execute(_LAST, (first, begin + _LEAVES)).fetchone()["id"]
        # The pages of a part have no holes: it is written in one go, and given up from its beginning.
        pages += 0 if last is None else last - first + 1
        place = begin + (1 << _SEGMENT_BITS)
    return pages * _PAGE_BYTES
