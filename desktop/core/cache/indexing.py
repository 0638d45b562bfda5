"""The index that answers searches: what stands in it, and how it is made, emptied and filled.

Triggers of the schema keep it (`schema/0007_search.sql`): whatever puts, changes or removes a row of `message` does the same to
the index in the same transaction, of which `Database` lets `settle` be the last step. They call `words`, `files`, `facet` and
`second`, which `encrypted` gives to each connection.

What is searched is in three tables.

- `found`, in FTS5 and without content: `words` (the normal form of the text and of the names of what is attached), `chat` and
  `author` (a facet each), `files` (a facet for a file and one for a picture). A facet is three characters of private use, so one
  entry of the index; the normal form has none of them. So `found MATCH '"<needle>" "<facet of a chat>"'` is all there is to
  finding a word in a chat. `rowid` is the place in time: `ORDER BY rowid DESC` is newest first without sorting.
- `indexed (place, chat, seq)`: which message that is, `chat` as a number.
- `numbered (number, name)`: chats and people by numbers, `name` being the id.

A file that was written before there was an index, or with another normal form, is indexed from its messages, bit by bit (`fill`),
the newest ones first; `to_index` says what is still missing. The index has no text of its own and tells nothing that the messages
do not, so it can be thrown away at any time (`make_anew`).
"""

import unicodedata
from typing import TYPE_CHECKING, Literal

from msgspec.json import Decoder

from desktop.core import matching
from desktop.core.cache import attached, signposts

if TYPE_CHECKING:
    from desktop.core.cache.encrypted import Connection

Facet = Literal["chat", "author", "file", "picture"]

FORM = f"{matching.VERSION} {unicodedata.unidata_version}"
"""What the index was made with. Another one would not find in it what it holds, nor take out what is to leave."""

_FIRST = 0xE000
_SPAN = 0xF8FF - _FIRST + 1
"""Characters of private use that take one code unit each."""
_KINDS: tuple[Facet, ...] = ("chat", "author", "file", "picture")
_LATEST = 1 << 40
"""A second far beyond all that can be meant: what is later is taken for this one."""

_CHARACTERS = 12_000
_EACH = 20
"""How many characters are indexed in one go, and how many a message counts for beside those that it has."""

_CREATE = """
CREATE VIRTUAL TABLE found USING fts5(
    words, chat, author, files, content = '', columnsize = 0, detail = full, tokenize = 'trigram case_sensitive 1'
)
"""
_SETTINGS = {
    "secure-delete": 1,
    "pgsz": 3950,
    "automerge": 8,
}
"""What leaves is taken out at once, and not only marked as gone. A page of the index fits into one of the file, which has 4,096
bytes but for what encryption takes. Its parts are put together when there are eight, half the work of the default."""
_SET = "INSERT INTO found (found, rank) VALUES (?, ?)"
_CHECK = "INSERT INTO found (found) VALUES ('integrity-check')"
_TO_INDEX = """
INSERT INTO to_index (chat, below, newest_at)
SELECT e.chat, e.last + 1, m.sent_at
FROM (SELECT chat, MAX(seq) AS last FROM message GROUP BY chat) AS e JOIN message AS m ON m.chat = e.chat AND m.seq = e.last
"""
_NEXT = "SELECT chat, below FROM to_index ORDER BY newest_at DESC, chat DESC LIMIT 1"
_BELOW = """
SELECT m.chat, m.seq, m.author, m.sent_at, length(m.body) AS size FROM message AS m
WHERE m.chat = ? AND m.seq < ? AND m.kind = 'text' ORDER BY m.seq DESC
"""
_ENTER = """
INSERT INTO entry (chat, seq, author, sent_at) SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS (
    SELECT 1 FROM numbered AS n JOIN indexed AS i ON i.chat = n.number AND i.seq = ?2 WHERE n.name = ?1
)
"""
# In the order of places, since the index takes only what comes in order into one lot.
_LEAVE = """
INSERT INTO found (found, rowid, words, chat, author, files)
SELECT 'delete', place, words, chat, author, files FROM leaving ORDER BY place
"""
_COME = """
INSERT INTO found (rowid, words, chat, author, files)
SELECT e.place, search_words(m.body, m.attachments), search_facet('chat', c.number), search_facet('author', a.number),
    search_files(m.attachments)
FROM entering AS e CROSS JOIN indexed AS i ON i.place = e.place CROSS JOIN numbered AS c ON c.number = i.chat
CROSS JOIN message AS m ON m.chat = c.name AND m.seq = i.seq CROSS JOIN numbered AS a ON a.name = m.author
ORDER BY e.place
"""
_FLUSH = "INSERT INTO found (found) VALUES ('flush')"
_MERGE = "INSERT INTO found (found, rank) VALUES ('merge', ?)"
# Signposts stand for pages, several for one.
_PARTS = "SELECT COUNT(*) AS signposts FROM found_idx GROUP BY segid ORDER BY signposts DESC"
_MERGED_AT_ONCE = 100
"""Pages that are written in one step of a merge: they take some milliseconds."""
_FEW = 400
"""Signposts to parts that are small enough, however many there are."""
_SCATTERED = 0.2
"""Share of the index beside its largest part, from which on that is worth a merge."""

_pictures: Decoder[list[dict[str, object]]] = Decoder(list[dict[str, object]])


def words(body: str, attachments: str) -> str:
    """Return what is found of a message: its text, and the names of what is attached."""
    text = "\n".join((body, *attached.names(attachments))) if attachments else body
    # FTS5 takes that character for the end.
    return matching.normal(text.replace("\0", " "))


def files(attachments: str) -> str:
    """Return the facets of what is attached."""
    if not attachments:
        return ""
    picture = any(each.get("picture") for each in _pictures.decode(attachments))
    return facet("file") + facet("picture") if picture else facet("file")


def facet(kind: Facet, number: int = 0) -> str:
    """Return what stands in the index for a chat or a person by their number, for a file, or for a picture."""
    high, low = divmod(number, _SPAN)
    return chr(_FIRST + _KINDS.index(kind)) + chr(_FIRST + high) + chr(_FIRST + low)


def second(sent_at: int) -> int:
    """Return the first place that is looked at for a message of a time in milliseconds, whatever nonsense that may be."""
    return max(1, min(sent_at // 1000, _LATEST))


def is_current(connection: "Connection") -> bool:
    """Whether there is an index, in today's form."""
    row = connection.execute("SELECT form FROM index_form").fetchone()
    return row is not None and row["form"] == FORM


def is_prepared(connection: "Connection") -> bool:
    """Whether all that is here is in the index."""
    return connection.execute("SELECT 1 FROM to_index").fetchone() is None


def empty(connection: "Connection") -> None:
    """Begin an empty index in place of whatever there is, since all that is in it is about to be removed."""
    if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'found_config'").fetchone() is not None:
        # FTS5 does not even drop a table that it does not know the format of.
        connection.execute("REPLACE INTO found_config (k, v) VALUES ('version', 4)")
    connection.execute("DROP TABLE IF EXISTS found")
    connection.execute(_CREATE)
    connection.executemany(_SET, _SETTINGS.items())
    for table in ("indexed", "entering", "leaving", "numbered", "to_index"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names from the line above


def make_anew(connection: "Connection") -> None:
    """Begin an empty index in place of whatever there is, and note what is to be filled into it."""
    empty(connection)
    connection.execute(_TO_INDEX)
    connection.execute("INSERT OR REPLACE INTO index_form (only_row, form) VALUES (1, ?)", (FORM,))


def check(connection: "Connection") -> None:
    """Look through the whole index. Raises DriverError where it is broken."""
    connection.execute(_CHECK)


def is_scattered(connection: "Connection") -> bool:
    """Whether the index is in so many parts that searches take noticeably longer: each is asked, and what they say put in order.

    It is, when much has come in another order than that of time, as the history of one chat after the other does.
    """
    parts = [row["signposts"] for row in connection.execute(_PARTS)]
    beside = sum(parts[1:])
    return bool(beside > _FEW and beside > _SCATTERED * sum(parts))


def merge(connection: "Connection", *, begin: bool) -> bool:
    """Go on making one part of all, or begin with it; return whether there is more to do. What comes meanwhile stays apart."""
    before = connection.total_changes
    connection.execute(_MERGE, (-_MERGED_AT_ONCE if begin else _MERGED_AT_ONCE,))
    # As FTS5 tells that it has found nothing to do.
    return connection.total_changes - before > 1


def settle(connection: "Connection") -> None:
    """Bring the index up to date with the transaction that is about to end."""
    left = [row["words"] for row in connection.execute("SELECT words FROM leaving")]
    comes = connection.execute("SELECT 1 FROM entering").fetchone() is not None
    if left:
        connection.execute(_LEAVE)
        connection.execute("DELETE FROM leaving")
    if comes:
        connection.execute(_COME)
        connection.execute("DELETE FROM entering")
    if left or comes:
        # Now, and not as the transaction ends: whoever meets damage then would not know that it is of the index.
        connection.execute(_FLUSH)
    if left:
        signposts.renew(connection, left)


def fill(connection: "Connection") -> bool:
    """Put the next messages into the index, the newest chat's newest ones first, as many as take some milliseconds.

    Return whether there are more.
    """
    room = _CHARACTERS
    while room > 0 and (row := connection.execute(_NEXT).fetchone()) is not None:
        room = _fill_chat(connection, row["chat"], row["below"], room)
    return not is_prepared(connection)


def _fill_chat(connection: "Connection", chat: str, below: int, room: int) -> int:
    """Put messages of a chat into the index; return how much room is left, which is none where there are more of them."""
    chosen = []
    for message in connection.execute(_BELOW, (chat, below)):
        if room <= 0:
            break
        chosen.append(message)
        room -= message["size"] + _EACH
    else:
        connection.execute("DELETE FROM to_index WHERE chat = ?", (chat,))
    if room <= 0 and chosen:
        connection.execute("UPDATE to_index SET below = ? WHERE chat = ?", (chosen[-1]["seq"], chat))
    connection.executemany(_ENTER, (tuple(each)[:4] for each in chosen))
    return room
