"""Uploads, what messages have taken up of them, and objects that are to be deleted; in SQL. The bytes are in `storage`."""

from collections.abc import Collection, Sequence

from msgspec import Struct
from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from sync_server.protocol.nouns import AttachmentId, MessageId, Milliseconds, UserId
from sync_server.store.prepared import Prepared
from sync_server.store.tables import discarded, storage, uploads

_FIELDS = ("id", "user", "size", "sha256", "key", "whole", "message")
_AT_ONCE = 0
_by_id = Prepared(select(*(uploads.c[name] for name in _FIELDS)).where(uploads.c.id == bindparam("upload")))
_any_of_message = Prepared(select(uploads.c.id).where(uploads.c.message == bindparam("message_id")).limit(1))
_due = Prepared(
    select(discarded.c.key)
    .where(discarded.c.due_at <= bindparam("now"))
    .order_by(discarded.c.due_at)
    .limit(bindparam("row_limit"))
)


class Upload(Struct, frozen=True):
    """A file that somebody has uploaded, or begun to."""

    id: AttachmentId
    user: UserId
    size: int
    sha256: str
    key: str
    """Of the object that holds the bytes once they are whole."""
    whole: bool = False
    """Whether all of it is there, checked and durable."""
    message: MessageId | None = None
    """Which has it, for ever."""
    is_resumed: bool = False
    """Whether it was begun before; not stored."""


def space(conn: Connection) -> str:
    """Return what the keys of this database's objects begin with."""
    return str(conn.execute(select(storage.c.space).where(storage.c.id == 1)).scalar_one())


def by_id(conn: Connection, upload: AttachmentId) -> Upload | None:
    """Return an upload, for whoever may know it: the caller must find that out."""
    row = _by_id.one(conn, upload=upload)
    if row is None:
        return None
    upload, user, size, sha256, key, whole, message = row
    return Upload(upload, user, size, sha256, key, whole=bool(whole), message=message)


def add(conn: Connection, rows: Sequence[Upload], now_ms: Milliseconds) -> None:
    """Store new uploads."""
    if rows:
        fields = [{name: getattr(row, name) for name in _FIELDS} | {"used_at": now_ms} for row in rows]
        conn.execute(insert(uploads), fields)


def touch(conn: Connection, upload: AttachmentId, now_ms: Milliseconds) -> None:
    """Note that somebody goes on with an upload."""
    conn.execute(update(uploads).where(uploads.c.id == upload).values(used_at=now_ms))


def make_whole(conn: Connection, upload: Upload, now_ms: Milliseconds) -> bool:
    """Note that all of an upload is stored; return whether there still is such an upload, with its bytes under this key."""
    same = (uploads.c.id == upload.id) & (uploads.c.key == upload.key)
    return conn.execute(update(uploads).where(same).values(whole=True, used_at=now_ms)).rowcount == 1


def make_begun(conn: Connection, upload: Upload) -> bool:
    """Note that an upload that no message has is not stored; return whether there still is such an upload, under this key."""
    same = (uploads.c.id == upload.id) & (uploads.c.key == upload.key) & uploads.c.message.is_(None)
    return conn.execute(update(uploads).where(same).values(whole=False)).rowcount == 1


def begun_by(conn: Connection, user: UserId) -> int:
    """Return how many uploads of a user are not whole."""
    mine = (uploads.c.user == user) & uploads.c.whole.is_(False)
    return conn.execute(select(func.count()).select_from(uploads).where(mine)).scalar_one()


def size_of_all_of(conn: Connection, user: UserId) -> int:
    """Return how much a user stores, as it will be once what they have begun is whole."""
    mine = uploads.c.user == user
    return int(conn.execute(select(func.coalesce(func.sum(uploads.c.size), 0)).where(mine)).scalar_one())


def take_up(conn: Connection, taken: Collection[AttachmentId], message: MessageId) -> None:
    """Give uploads to a message, for ever."""
    conn.execute(update(uploads).where(uploads.c.id.in_(taken)).values(message=message))


def discard_of_message(conn: Connection, message: MessageId) -> None:
    """Forget what a message has; the objects are deleted soon."""
    if _any_of_message.one(conn, message_id=message) is not None:
        found = conn.execute(select(uploads.c.id).where(uploads.c.message == message)).scalars().all()
        discard(conn, found)


def discard(conn: Connection, gone: Collection[AttachmentId]) -> None:
    """Forget uploads; the objects are deleted soon."""
    these = uploads.c.id.in_(gone)
    keys = conn.execute(select(uploads.c.key).where(these)).scalars().all()
    if keys:
        conn.execute(delete(discarded).where(discarded.c.key.in_(keys)))
        conn.execute(insert(discarded), [{"key": key, "due_at": _AT_ONCE} for key in keys])
        conn.execute(delete(uploads).where(these))


# For the collector ---------------------------------------------------------------------------------------------------


def discard_not_taken_up(conn: Connection, *, before: Milliseconds, limit: int) -> int:
    """Forget uploads, whole or not, that no message has and that nobody has touched since a time; return how many."""
    old = uploads.c.message.is_(None) & (uploads.c.used_at < before)
    found = conn.execute(select(uploads.c.id).where(old).limit(limit)).scalars().all()
    if found:
        discard(conn, found)
    return len(found)


def begun_among(conn: Connection, some: Collection[AttachmentId]) -> frozenset[AttachmentId]:
    """Return which of some uploads are not whole."""
    wanted = uploads.c.id.in_(some) & uploads.c.whole.is_(False)
    return frozenset(conn.execute(select(uploads.c.id).where(wanted)).scalars())


def without_upload(conn: Connection, keys: Collection[str]) -> frozenset[str]:
    """Return which of some objects no upload has, and that nobody has noted yet."""
    used = conn.execute(select(uploads.c.key).where(uploads.c.key.in_(keys))).scalars()
    noted = conn.execute(select(discarded.c.key).where(discarded.c.key.in_(keys))).scalars()
    return frozenset(keys).difference(used, noted)


def note_strays(conn: Connection, keys: Collection[str], due_at: Milliseconds) -> None:
    """Note objects that no upload has, to be deleted from a time on if none has them then."""
    strays = without_upload(conn, keys)
    if strays:
        conn.execute(insert(discarded), [{"key": key, "due_at": due_at} for key in strays])


def due(conn: Connection, now_ms: Milliseconds, *, limit: int) -> list[str]:
    """Return objects that are to be deleted now."""
    return [key for (key,) in _due.all(conn, now=now_ms, row_limit=limit)]


def due_unused(conn: Connection, now_ms: Milliseconds, *, limit: int) -> list[str]:
    """Return objects that are to be deleted now, after striking those off that an upload has after all."""
    # Asked row by row of what is due, which is little: the other way round it would go through all uploads.
    used = select(uploads.c.id).where(uploads.c.key == discarded.c.key).exists()
    conn.execute(delete(discarded).where(discarded.c.due_at <= now_ms, used))
    return due(conn, now_ms, limit=limit)


def deleted(conn: Connection, keys: Collection[str]) -> None:
    """Note that objects are gone."""
    conn.execute(delete(discarded).where(discarded.c.key.in_(keys)))


def forget_strays(conn: Connection) -> None:
    """Forget which objects no upload has: in a database that was brought back, they are found anew, and kept as long again."""
    conn.execute(delete(discarded).where(discarded.c.due_at > _AT_ONCE))
