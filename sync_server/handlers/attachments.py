"""Uploads, how messages take them up, and who may fetch what: through a message that they see, and in no other way.

An upload is a nameless file of its owner's until a message of theirs takes it up, by its id, size and digest. From then on it
belongs to that message, for as long as the message is not taken back. Neither its id nor its digest opens anything.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection

from sync_server import policy
from sync_server.errors import AttachmentDamaged, AttachmentRefused, Refusal
from sync_server.handlers.access import enter, find_message
from sync_server.handlers.outcomes import Caller
from sync_server.handlers.texts import clean_file_name
from sync_server.protocol import limits
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import BeginUpload, Fetch
from sync_server.protocol.nouns import Attachment, AttachmentId, Message, Milliseconds, Text, Thumbnail
from sync_server.store import attachments as store
from sync_server.store.attachments import Upload
from sync_server.store.objects import new_key


class UploadLimits(Struct, frozen=True):
    """What the operator allows."""

    size: int = limits.ATTACHMENT_BYTES
    """Of one attachment, in bytes."""
    quota: int | None = None
    """Of all that one user has stored, in bytes; None for no limit."""


def begin_upload(
    conn: Connection, caller: Caller, request: BeginUpload, now_ms: Milliseconds, allowed: UploadLimits
) -> Upload:
    """Make room for an upload, or find the one that was begun; refuse what is too large or too much."""
    known = store.by_id(conn, request.attachment)
    if known is not None:
        if (known.user, known.size, known.sha256) != (caller.user, request.size, request.sha256):
            raise policy.id_conflict()
        store.touch(conn, known.id, now_ms)
        return replace(known, is_resumed=True)
    _check_allowed(conn, caller, request, allowed)
    upload = Upload(
        id=request.attachment,
        user=caller.user,
        size=request.size,
        sha256=request.sha256,
        key=new_key(store.space(conn)),
    )
    store.add(conn, [upload], now_ms)
    return upload


def uploaded(conn: Connection, upload: Upload, now_ms: Milliseconds) -> None:
    """Note that all of an upload is stored; refuse if it was given up and forgotten meanwhile."""
    if not store.make_whole(conn, upload, now_ms):
        raise AttachmentDamaged


def begin_anew(conn: Connection, upload: Upload) -> bool:
    """Note that nothing of an upload is stored after all; return whether it may come again: not once a message has it."""
    return store.make_begun(conn, upload)


def forget_damaged(conn: Connection, upload: Upload) -> None:
    """Forget an upload that is not what was announced, unless another try at it has succeeded."""
    known = store.by_id(conn, upload.id)
    if known is not None and known.key == upload.key and not known.whole:
        store.discard(conn, [upload.id])


def readable(conn: Connection, caller: Caller, fetch: Fetch) -> Upload:
    """Return what an attachment's bytes are, to whoever sees its message; or refuse, always in the same words."""
    with _alike():
        place = enter(conn, caller, fetch.chat)
        message = find_message(conn, place, fetch.message)
    if fetch.attachment not in {one.id for one in files_of(message)}:
        raise AttachmentRefused
    upload = store.by_id(conn, fetch.attachment)
    if upload is None or upload.message != message.id or not upload.whole or fetch.offset > upload.size:
        raise AttachmentRefused
    return upload


def files_of(message: Message) -> tuple[Attachment | Thumbnail, ...]:
    """Return all that a message has, its thumbnails included."""
    return _files(message.body.attachments) if isinstance(message.body, Text) else ()


def checked(
    conn: Connection, caller: Caller, wanted: Sequence[Attachment]
) -> tuple[tuple[Attachment, ...], tuple[AttachmentId, ...]]:
    """Return attachments as they are kept, and which uploads they take up; or refuse.

    Each must be a whole upload of the caller's that is what the attachment says, and that no message has.
    """
    if len(wanted) > limits.ATTACHMENTS:
        raise Refusal(
            ErrorCode.TOO_MANY_ATTACHMENTS, f"a message has at most {limits.ATTACHMENTS} attachments"
        )
    files = _files(wanted)
    taken = tuple(file.id for file in files)
    if len(set(taken)) < len(taken) or not all(_is_free(conn, caller, file) for file in files):
        raise AttachmentRefused
    return tuple(replace(one, name=clean_file_name(one.name)) for one in wanted), taken


def _check_allowed(conn: Connection, caller: Caller, request: BeginUpload, allowed: UploadLimits) -> None:
    most = min(allowed.size, limits.ATTACHMENT_BYTES)
    if request.size > most:
        raise Refusal(ErrorCode.ATTACHMENT_TOO_LARGE, f"an attachment has at most {most} bytes")
    if store.begun_by(conn, caller.user) >= limits.UPLOADS_BEGUN:
        raise Refusal(
            ErrorCode.TOO_MANY_TRANSFERS,
            f"at most {limits.UPLOADS_BEGUN} uploads may be begun and not finished",
        )
    if allowed.quota is not None and store.size_of_all_of(conn, caller.user) + request.size > allowed.quota:
        raise Refusal(ErrorCode.QUOTA_EXCEEDED, "you have stored as much as you may")


def _is_free(conn: Connection, caller: Caller, file: Attachment | Thumbnail) -> bool:
    upload = store.by_id(conn, file.id)
    return (
        upload is not None
        and upload.whole
        and upload.message is None
        and (upload.user, upload.size, upload.sha256) == (caller.user, file.size, file.sha256)
    )


def _files(attachments: Sequence[Attachment]) -> tuple[Attachment | Thumbnail, ...]:
    pictures = [one.picture for one in attachments if one.picture is not None]
    thumbnails = [picture.thumbnail for picture in pictures if picture.thumbnail is not None]
    return (*attachments, *thumbnails)


@contextmanager
def _alike() -> Iterator[None]:
    """Let nobody find out whether it is the chat, the message or the attachment that is not there for them."""
    try:
        yield
    except Refusal as refusal:
        raise AttachmentRefused from refusal
