"""What is read and written of files on their way, each in one transaction: `transfers_runner` calls it on the cache's threads."""

from collections.abc import Collection, Mapping

from msgspec import Struct

from desktop.core import outbox
from desktop.core.cache import files
from desktop.core.cache import transfers as rows
from desktop.core.cache.database import Connection
from desktop.core.cache.files import File
from desktop.core.outbox import Written
from desktop.core.sync.transfers import Verdict
from desktop.core.values import AttachmentId, Downloads, Milliseconds

UPLOADS_AHEAD = 200
DOWNLOADS_AHEAD = 32
"""How many files are taken from the cache before it is their turn. What waits to be uploaded is shown with its message."""


class Judged(Struct, frozen=True):
    """What is to be written down of a file."""

    attachment: AttachmentId
    is_upload: bool
    verdict: Verdict
    done: int
    reason: str


class Stored(Struct, frozen=True):
    """What came of writing it down."""

    written: Written
    unneeded: frozenset[str]
    """Names of sealed files that are to be removed."""


def is_to_go(file: File, *, is_upload: bool) -> bool:
    """Whether a file still has that way before it."""
    if is_upload:
        return file.unsent and not file.uploaded
    return not file.unsent and not file.whole


def found(
    connection: Connection, known: Collection[AttachmentId], policy: Downloads, since: Milliseconds
) -> tuple[tuple[File, ...], dict[AttachmentId, File]]:
    """Return what is next each way, and how the cache has what is known already.

    Of messages before `since` nothing comes by itself.
    """
    uploads = rows.uploads(connection, limit=UPLOADS_AHEAD)
    downloads = rows.downloads(connection, policy, limit=DOWNLOADS_AHEAD, since=since)
    held = files.some(connection, known)
    for attachment in files.unused(connection, known):
        # Its message was dropped, and what was attached stays only for the user to think better of it.
        del held[attachment]
    return (*uploads, *downloads), held


def named(
    connection: Connection,
    names: Mapping[AttachmentId, tuple[str, bytes]],
    attachments: Collection[AttachmentId],
) -> dict[AttachmentId, File]:
    """Note as what downloads are going to lie here."""
    for attachment, (name, key) in names.items():
        rows.begin(connection, attachment, name, key)
    return files.some(connection, attachments)


def store(connection: Connection, judged: tuple[Judged, ...], now: Milliseconds) -> Stored:
    """Write down what became of files, and let messages go whose files are all uploaded."""
    written = Written()
    unneeded: frozenset[str] = frozenset()
    for each in judged:
        match each.verdict:
            case Verdict.NOTHING:
                rows.progressed(connection, each.attachment, each.done, now)
                if each.is_upload:
                    written |= outbox.upload_moves(connection, each.attachment)
            case Verdict.FAILED if each.is_upload:
                written |= outbox.upload_failed(connection, each.attachment, each.reason)
            case Verdict.FAILED:
                rows.fail(connection, each.attachment, each.reason)
            case Verdict.ANEW:
                unneeded |= rows.start_over(connection, each.attachment)
            case Verdict.WHOLE if each.is_upload:
                written |= outbox.uploaded(connection, each.attachment, now)
            case Verdict.WHOLE:
                rows.completed(connection, each.attachment, now)
    return Stored(written, unneeded)
