"""Files of attachments: which of them are here, as what they lie on the disk, and their keys.

A row comes with the message that carries the attachment, or with a draft, and goes with it: triggers of the schema see to that,
so that what was taken back cannot be opened any more, whoever removed it. The bytes lie outside the cache, sealed; a sealed file
that no row names (`names`) is to be removed.

How a file comes here and gets away is noted by `transfers`; what is attached to a draft by `drafts`.
"""

import json
from collections.abc import Iterable

from msgspec import Struct

from desktop.core.cache.database import Connection, Row
from desktop.core.values import AttachmentId, ChatId, MessageId, Milliseconds

_SOME = "SELECT * FROM file WHERE attachment IN (SELECT value FROM json_each(?))"
_PUT = """
INSERT INTO file (attachment, name, key, bound, size, sha256, thumbnail, picture, here, whole, used_at, unsent, moved_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, 1, 0)
"""
# Under another id, as a file of its own: it has to be uploaded anew, whatever became of the first one.
_COPY = """
INSERT INTO file (attachment, name, key, bound, size, sha256, thumbnail, picture, here, whole, used_at, unsent)
SELECT ?2, name, key, bound, size, sha256, thumbnail, picture, here, whole, used_at, 1 FROM file WHERE attachment = ?1
"""
_UNUSED = """
unsent AND attachment NOT IN (SELECT d.attachment FROM draft_file AS d)
    AND attachment NOT IN (SELECT d.thumbnail FROM draft_file AS d WHERE d.thumbnail IS NOT NULL)
    AND attachment NOT IN (SELECT e.value FROM command AS k, json_each(k.files) AS e WHERE k.files <> '')
"""
_UNUSED_OF = f"SELECT attachment FROM file WHERE attachment IN (SELECT value FROM json_each(?)) AND {_UNUSED}"  # noqa: S608 - ours
_LET_GO = f"DELETE FROM file WHERE {_UNUSED}"  # noqa: S608 - ours
_USED = "UPDATE file SET used_at = ?1 WHERE attachment IN (SELECT value FROM json_each(?2)) AND used_at < ?1"
_KEPT = """
SELECT COALESCE(SUM(k.here), 0) AS size, COUNT(*) AS n FROM (
    SELECT here FROM file WHERE here > 0 AND NOT unsent UNION ALL SELECT here FROM file WHERE here > 0 AND unsent
) AS k
"""
_OLDEST = """
SELECT * FROM file WHERE here > 0 AND NOT unsent AND (whole OR NOT wanted) ORDER BY thumbnail, used_at LIMIT ?
"""
_EVICT = """
UPDATE file SET name = '', key = x'', bound = '', here = 0, whole = 0, wanted = 0, automatic = 0, paused = 0, failure = ''
WHERE attachment IN (SELECT value FROM json_each(?)) AND NOT unsent AND name <> '' AND (whole OR NOT wanted)
"""


class File(Struct, frozen=True):
    """A row."""

    attachment: AttachmentId
    """Of an attachment, or of a thumbnail."""
    name: str
    """Of its sealed file, in the folder of these; empty while nothing of it is here."""
    key: bytes
    bound: AttachmentId
    """The attachment that the file was sealed for: another one than this where two share it."""
    size: int
    sha256: str
    thumbnail: bool
    here: int
    """How many bytes of it are here, from the first on."""
    whole: bool
    """All of them are here, and they are what was announced."""
    unsent: bool
    """It belongs to a draft or to a message that the server does not have for good: nobody else has it."""
    sent: int
    """How many bytes the server has confirmed."""
    uploaded: bool
    chat: ChatId
    message: MessageId
    """Through which it is fetched; empty while it is unsent."""
    wanted: bool
    """The user asked for it."""
    paused: bool
    failure: str
    """Why its transfer failed, as an ErrorCode or FileTrouble value; empty otherwise."""

    def __repr__(self) -> str:
        """Leave the key out: what is printed may end in a log."""
        return f"File(attachment={self.attachment!r}, size={self.size}, here={self.here}, sent={self.sent})"


class Sealed(Struct, frozen=True):
    """A file that was sealed here, whole."""

    attachment: AttachmentId
    name: str
    key: bytes
    size: int
    sha256: str

    def __repr__(self) -> str:
        """Leave the key out, as `File` does."""
        return f"Sealed(attachment={self.attachment!r}, size={self.size})"


def from_row(row: Row) -> File:
    """Read a row of the table."""
    return File(
        row["attachment"],
        row["name"],
        bytes(row["key"]),
        row["bound"],
        row["size"],
        row["sha256"],
        bool(row["thumbnail"]),
        row["here"],
        bool(row["whole"]),
        bool(row["unsent"]),
        row["sent"],
        bool(row["uploaded"]),
        row["chat"],
        row["message"],
        bool(row["wanted"]),
        bool(row["paused"]),
        row["failure"],
    )


def one(connection: Connection, attachment: AttachmentId) -> File | None:
    """Return the row of an attachment or thumbnail, None if there is none."""
    return some(connection, (attachment,)).get(attachment)


def some(connection: Connection, attachments: Iterable[AttachmentId]) -> dict[AttachmentId, File]:
    """Return rows by attachment; one that is not known is left out."""
    found = connection.execute(_SOME, (_listed(attachments),))
    return {row["attachment"]: from_row(row) for row in found}


def whole(connection: Connection) -> frozenset[AttachmentId]:
    """Return everything that is here with all its bytes."""
    return frozenset(
        row["attachment"]
        for row in connection.execute("SELECT attachment FROM file INDEXED BY file_whole WHERE whole")
    )


def names(connection: Connection) -> frozenset[str]:
    """Return the names of the sealed files that are to be kept. What else lies in their folder nobody can open any more."""
    return frozenset(row["name"] for row in connection.execute("SELECT name FROM file WHERE name <> ''"))


def unnamed(connection: Connection, candidates: Iterable[str]) -> frozenset[str]:
    """Return those of some names that no row has (any more)."""
    wanted = frozenset(candidates) - {""}
    query = "SELECT name FROM file WHERE name <> '' AND name IN (SELECT value FROM json_each(?))"
    return wanted - {row["name"] for row in connection.execute(query, (json.dumps(sorted(wanted)),))}


def put(connection: Connection, sealed: Sealed, now: Milliseconds, *, thumbnail: bool, picture: bool) -> None:
    """Keep the user's own file: whole, and unsent."""
    values = (
        sealed.attachment, sealed.name, sealed.key, sealed.attachment, sealed.size, sealed.sha256, thumbnail, picture,
        sealed.size, now,
    )  # fmt: skip
    connection.execute(_PUT, values)


def copy(connection: Connection, attachment: AttachmentId, *, to: AttachmentId) -> bool:
    """Give a file another id as well, under which nothing is uploaded yet; return whether it was here."""
    return bool(connection.execute(_COPY, (attachment, to)).rowcount)


def unused(connection: Connection, attachments: Iterable[AttachmentId]) -> frozenset[AttachmentId]:
    """Return the unsent files among these that no draft and no waiting message has: they were taken out or dropped."""
    return frozenset(row["attachment"] for row in connection.execute(_UNUSED_OF, (_listed(attachments),)))


def let_go_of_unused(connection: Connection) -> None:
    """Forget all of these. Not before the next start, since until then the user may want them back."""
    connection.execute(_LET_GO)


# What is kept of files that the server has, too --------------------------------------------------------------------------


def used(connection: Connection, attachments: Iterable[AttachmentId], now: Milliseconds) -> None:
    """Note that somebody looked at them. To say so now and then is enough."""
    connection.execute(_USED, (now, _listed(attachments)))


def kept(connection: Connection) -> tuple[int, int]:
    """Return how many bytes are here, unsent ones included, and how many files these are."""
    row = connection.execute(_KEPT).fetchone()
    return int(row["size"]), int(row["n"])


def longest_unused(connection: Connection, *, limit: int) -> tuple[File, ...]:
    """Return what may be given up, the longest unused first, thumbnails last; never what is unsent or was asked for just now."""
    return tuple(map(from_row, connection.execute(_OLDEST, (limit,))))


def evict(connection: Connection, attachments: Iterable[AttachmentId]) -> frozenset[str]:
    """Give up bytes that the server has as well, and their keys; they do not come back before the user asks for them.

    Returns the names of the sealed files that nobody needs any more.
    """
    listed = _listed(attachments)
    before = {row["name"] for row in connection.execute(_SOME, (listed,))}
    connection.execute(_EVICT, (listed,))
    return unnamed(connection, before)


def _listed(attachments: Iterable[AttachmentId]) -> str:
    return json.dumps(sorted(set(attachments)))
