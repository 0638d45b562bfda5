"""Files on their way: what is to be uploaded or fetched next, how far each has come, and what keeps it.

Only what is to outlast this program is written here. What moves at this moment is known to `core.sync.transfers` alone.
"""

from desktop.core.cache.database import Connection
from desktop.core.cache.files import File, from_row, one, unnamed
from desktop.core.values import AttachmentId, ChatId, Downloads, MessageId, Milliseconds

MEGABYTE = 1_000_000
LARGEST_PICTURE = 10 * MEGABYTE
"""Pictures beyond it are fetched when somebody asks for them, and other files beyond `LARGEST_FILE`."""
LARGEST_FILE = MEGABYTE

# What its author is asked about, or the server refused, waits for their decision. Thumbnails come first, and small before large.
_UPLOADS = """
SELECT f.* FROM file AS f WHERE f.unsent AND f.whole AND NOT f.uploaded AND NOT f.paused AND f.failure = '' AND f.attachment IN (
    SELECT e.value FROM command AS k, json_each(k.files) AS e WHERE k.files <> '' AND k.refusal = '' AND k.held <> 'asks'
)
ORDER BY f.thumbnail DESC, f.size, f.attachment LIMIT ?
"""
_ASKED_FOR = """
SELECT * FROM file WHERE wanted AND NOT whole AND NOT unsent AND message <> '' AND NOT paused AND failure = ''
ORDER BY thumbnail DESC, size, attachment LIMIT ?
"""
_BY_ITSELF = """
SELECT * FROM file INDEXED BY file_missing
WHERE NOT whole AND NOT unsent AND automatic AND NOT wanted AND NOT paused AND failure = '' AND thumbnail = :thumbnail
    AND sent_at >= :since AND (:thumbnail OR size <= CASE WHEN picture THEN :picture ELSE :file END)
ORDER BY sent_at DESC LIMIT :limit
"""
_MOVING = """
SELECT f.* FROM file AS f WHERE f.unsent AND NOT f.uploaded AND f.attachment IN (
    SELECT e.value FROM command AS k, json_each(k.files) AS e WHERE k.files <> ''
)
UNION ALL
SELECT f.* FROM file AS f INDEXED BY file_moving
WHERE NOT f.unsent AND NOT f.whole AND (f.wanted OR f.paused OR f.failure <> '' OR f.here > 0)
"""
_WANT = """
UPDATE file SET wanted = 1, automatic = 1, paused = 0, failure = ''
WHERE attachment = ? AND chat = ? AND message = ? AND NOT unsent
"""
_BEGIN = """
UPDATE file SET name = ?, key = ?, bound = attachment, here = 0 WHERE attachment = ? AND NOT unsent AND NOT whole
"""
# What came by itself counts as looked at when it was sent: where there is no room for all, the newest stays. What was given up
# while it came has no name, and its bytes are noise: nothing of it is here, whatever the last try says.
_WHOLE = """
UPDATE file SET here = size, whole = 1, failure = '', paused = 0, used_at = CASE WHEN wanted THEN ?1 ELSE MIN(sent_at, ?1) END,
    wanted = 0
WHERE attachment = ?2 AND NOT unsent AND name <> ''
"""
_LIMITS = {
    Downloads.PICTURES_AND_SMALL: (LARGEST_PICTURE, LARGEST_FILE),
    Downloads.PICTURES: (LARGEST_PICTURE, -1),
    Downloads.NOTHING: (-1, -1),
}


def uploads(connection: Connection, *, limit: int) -> tuple[File, ...]:
    """Return what is to be uploaded next: files of messages that wait, neither paused nor failed."""
    return tuple(map(from_row, connection.execute(_UPLOADS, (limit,))))


def downloads(
    connection: Connection, policy: Downloads, *, limit: int, since: Milliseconds = 0
) -> tuple[File, ...]:
    """Return what is to be fetched next: what the user asked for, thumbnails, and what the policy lets come, newest first.

    Nothing comes by itself that was sent before `since`.
    """
    found = connection.execute(_ASKED_FOR, (limit,)).fetchall()
    picture, file = _LIMITS[policy]
    for thumbnail in (1, 0):
        left = limit - len(found)
        values = {"thumbnail": thumbnail, "picture": picture, "file": file, "limit": left, "since": since}
        if left > 0 and (thumbnail or policy is not Downloads.NOTHING):
            found += connection.execute(_BY_ITSELF, values).fetchall()
    return tuple(map(from_row, found))


def moving(connection: Connection) -> tuple[File, ...]:
    """Return all that is on its way or was to be, paused and failed ones included."""
    return tuple(map(from_row, connection.execute(_MOVING)))


def want(connection: Connection, attachment: AttachmentId, chat: ChatId, message: MessageId) -> File | None:
    """Note that the user wants a file of a message here, whatever kept it before; None if that message has none such."""
    connection.execute(_WANT, (attachment, chat, message))
    found = one(connection, attachment)
    return found if found is not None and (found.chat, found.message) == (chat, message) else None


def begin(connection: Connection, attachment: AttachmentId, name: str, key: bytes) -> bool:
    """Note as what a download is going to lie here, from its first byte on; return whether it is still to come."""
    return bool(connection.execute(_BEGIN, (name, key, attachment)).rowcount)


def progressed(connection: Connection, attachment: AttachmentId, done: int, now: Milliseconds) -> None:
    """Note how many bytes are through for good: here for a download, there for an upload."""
    update = """
    UPDATE file SET sent = CASE WHEN unsent THEN ?1 ELSE sent END,
        here = CASE WHEN unsent OR whole OR name = '' THEN here ELSE ?1 END, moved_at = ?2
    WHERE attachment = ?3
    """
    connection.execute(update, (done, now, attachment))


def completed(connection: Connection, attachment: AttachmentId, now: Milliseconds) -> None:
    """Note that a download is whole, and what was announced."""
    connection.execute(_WHOLE, (now, attachment))


def uploaded(connection: Connection, attachment: AttachmentId, now: Milliseconds) -> None:
    """Note that the server has all of an upload. To tell the outbox as well, call `outbox.uploaded`."""
    update = "UPDATE file SET sent = size, uploaded = 1, failure = '', paused = 0, moved_at = ? WHERE attachment = ? AND unsent"
    connection.execute(update, (now, attachment))


def pause(connection: Connection, attachment: AttachmentId) -> None:
    """Note that the user wants a transfer to rest."""
    connection.execute("UPDATE file SET paused = 1 WHERE attachment = ?", (attachment,))


def fail(connection: Connection, attachment: AttachmentId, reason: str) -> None:
    """Note that a transfer cannot go on, and why."""
    connection.execute("UPDATE file SET failure = ? WHERE attachment = ?", (reason, attachment))


def moves_again(connection: Connection, attachment: AttachmentId) -> bool:
    """Note that what had failed is on its way; return whether it had."""
    update = "UPDATE file SET failure = '' WHERE attachment = ? AND failure <> ''"
    return bool(connection.execute(update, (attachment,)).rowcount)


def go_on(connection: Connection, attachment: AttachmentId) -> None:
    """Let a transfer that rests or failed go on."""
    connection.execute("UPDATE file SET paused = 0, failure = '' WHERE attachment = ?", (attachment,))


def begin_anew(connection: Connection, attachment: AttachmentId) -> None:
    """Note that the server has nothing of an upload (any more): it starts from the first byte."""
    update = "UPDATE file SET sent = 0, uploaded = 0, failure = '' WHERE attachment = ? AND unsent"
    connection.execute(update, (attachment,))


def begin_all_anew(connection: Connection) -> None:
    """Note that the server may have nothing of any upload: it tells another history."""
    connection.execute("UPDATE file SET sent = 0, uploaded = 0 WHERE unsent")


def give_up(connection: Connection, attachment: AttachmentId) -> frozenset[str]:
    """Forget a download, with what of it is here; it does not begin again before the user asks for it.

    Returns the names of the sealed files that nobody needs any more.
    """
    return _emptied(connection, attachment, "automatic = 0, wanted = 0, paused = 0, failure = ''")


def start_over(connection: Connection, attachment: AttachmentId) -> frozenset[str]:
    """Drop what is here of a download, as it is not what was announced; it is still to come.

    Returns the names of the sealed files that nobody needs any more.
    """
    return _emptied(connection, attachment, "failure = ''")


def _emptied(connection: Connection, attachment: AttachmentId, besides: str) -> frozenset[str]:
    row = one(connection, attachment)
    update = f"""
    UPDATE file SET name = '', key = x'', bound = '', here = 0, whole = 0, {besides} WHERE attachment = ? AND NOT unsent
    """  # noqa: S608 - constants from above
    connection.execute(update, (attachment,))
    return unnamed(connection, (row.name,) if row is not None else ())
