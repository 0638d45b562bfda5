"""Takes out of the index the last that FTS5 leaves in it of what was removed: the signposts to its pages.

FTS5 keeps its entries in pages, in order, and beside them a signpost to each page: the first characters of the entry that the
page began with when it was written, as many as it takes to tell it from those before. With `secure-delete` an entry that nothing
has any more leaves its page at once; but the signpost stays as it is, and may be all three characters of it. Searches are none
the worse for that, but it shows what is in no message any more. So it is replaced by the entry that its page begins with now.

How pages are made is described in FTS5's source, `fts5_index.c`, and has been the same since its first version. Its own check of
the index looks at whether signposts fit their pages.
"""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from desktop.core.matching import GRAM

if TYPE_CHECKING:
    from desktop.core.cache.encrypted import Connection

_MAIN = b"0"
"""What each entry begins with there: it is in the index itself, not in one of prefixes, which there is none of."""
_SEGMENT_BITS = 37
"""A page's number is that of its segment, and so many bits for the place in it."""
# Each part of the index is asked for each of them: to look through all signposts would take longer. The lowest bit of `pgno` says
# something else.
_SIGNPOSTS = """
WITH RECURSIVE segment (id) AS (
    SELECT MIN(i.segid) FROM found_idx AS i
    UNION ALL
    SELECT (SELECT MIN(i.segid) FROM found_idx AS i WHERE i.segid > s.id) FROM segment AS s WHERE s.id IS NOT NULL
)
SELECT i.segid, i.term, d.block
FROM segment AS s CROSS JOIN json_each(?) AS e CROSS JOIN found_idx AS i ON i.segid = s.id AND i.term = unhex(e.value)
LEFT JOIN found_data AS d ON d.id = (i.segid << ?) + (i.pgno >> 1)
"""
_TAKE_DOWN = "DELETE FROM found_idx WHERE segid = ? AND term = ?"
_RENEW = "UPDATE found_idx SET term = ? WHERE segid = ? AND term = ?"


def renew(connection: "Connection", texts: Iterable[str]) -> None:
    """Replace the signposts that name an entry of texts that have left the index, unless their pages still begin so."""
    entries = {text[at : at + GRAM].encode() for text in texts for at in range(len(text) - GRAM + 1)}
    possible = {(_MAIN + entry[:size]).hex() for entry in entries for size in range(1, len(entry) + 1)}
    found = connection.execute(_SIGNPOSTS, (json.dumps(list(possible)), _SEGMENT_BITS)).fetchall()
    for row in found:
        if row["block"] is None:
            # Its page has gone already into the part that is being made of several.
            connection.execute(_TAKE_DOWN, (row["segid"], row["term"]))
            continue
        first = _first_entry(row["block"])
        if first and not first.startswith(row["term"]):
            connection.execute(_RENEW, (first, row["segid"], row["term"]))


def _first_entry(page: bytes) -> bytes:
    """Return the first entry of a page, as it is written out there in full; nothing where none begins on it."""
    end = int.from_bytes(page[2:4])
    if end >= len(page):
        return b""
    place, _ = _number(page, end)
    size, start = _number(page, place)
    return page[start : start + size]


def _number(page: bytes, at: int) -> tuple[int, int]:
    """Return the number that is written at a place, seven bits to a byte, and the place after it."""
    value = 0
    while True:
        byte = page[at]
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004 - the bit that says that there is more
            return value, at
