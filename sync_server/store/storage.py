"""Where files are kept: those that are whole (`objects`), and those that are still coming (`staging`).

How an upload becomes whole, so that a crash at any point neither shows half of it nor costs its bytes once more: the part is
checked and synced (`Incoming.finish`), stored under the upload's key, the row is marked whole, and only then is the part dropped
and the client told. An upload whose object is stored, but whose row is not marked, is found to be so when it is begun again.
"""

from pathlib import Path

from msgspec import Struct

from sync_server.errors import AttachmentsRefused, Refusal
from sync_server.store.attachments import Upload
from sync_server.store.database import database_file
from sync_server.store.objects import Objects, open_bucket, open_folder
from sync_server.store.staging import Part, Staging

DEFAULT_FOLDER = "attachments"
_UPLOADS = "uploads"


class Incoming:
    """An upload that is being received: used by one thread at a time, but for `close`."""

    def __init__(self, storage: "Storage", upload: Upload, part: Part | None) -> None:
        self.upload = upload
        self._storage = storage
        self._part = part
        """None once its file is stored."""

    @property
    def length(self) -> int:
        """How much has come: where to go on."""
        return self.upload.size if self._part is None else self._part.length

    def append(self, offset: int, data: bytes | memoryview) -> None:
        """Add what follows. Raises `StorageFull`, `StorageFailed` or `UploadTakenOver`, and then nothing was added."""
        if self._part is None or offset + len(data) > self.upload.size:
            raise ValueError("more bytes than were announced")
        self._part.append(offset, data)

    def finish(self) -> None:
        """Check what has come and store it for good, once `length` is the size; mark the upload whole then, and `drop` it.

        Raises `AttachmentDamaged` (forget the upload, and `drop` it) or what `append` does (try again later).
        """
        if self._part is not None:
            self._part.check(self.upload.size, self.upload.sha256)
            # Windows moves no file that is open.
            self.close()
            self._storage.objects.put(self.upload.key, self._part.path)

    def close(self) -> None:
        """Stop for now: it goes on from here when it is received again."""
        if self._part is not None:
            self._storage.staging.close(self.upload.id, self._part)

    def drop(self) -> None:
        """Forget what has come, as it is stored or damaged."""
        self.close()
        self._storage.staging.drop(self.upload.id)


class Storage(Struct, frozen=True):
    """An open storage."""

    objects: Objects
    staging: Staging

    def holds(self, upload: Upload) -> bool:
        """Return whether the file of an upload is stored."""
        return self.objects.size(upload.key) == upload.size

    def receive(self, upload: Upload) -> Incoming:
        """Open an upload that is not whole, where it stands; whoever received it before has lost it.

        Raises `StorageFull` if there is no room for the rest of it.
        """
        if upload.is_resumed and not self.staging.has(upload.id) and self.holds(upload):
            return Incoming(self, upload, None)
        part = self.staging.open(upload.id)
        if part.length > upload.size:
            self.staging.drop(upload.id)
            part = self.staging.open(upload.id)
        incoming = Incoming(self, upload, part)
        try:
            # Said now, before anything travels in vain.
            self.staging.check_room(upload.size - part.length)
        except Refusal:
            incoming.close()
            raise
        return incoming


def open_storage(place: str | None, database_url: str) -> Storage:
    """Open the place for attachments, a folder or `s3://BUCKET/PREFIX`, and see that it works; raises `AttachmentsRefused`.

    None is a folder beside the database. Parts lie in the folder, on the same disk; for S3 beside the database.
    """
    beside = database_file(database_url).absolute().parent
    where = place if place is not None else str(beside / DEFAULT_FOLDER)
    try:
        objects = open_bucket(where) if "://" in where else open_folder(Path(where).absolute())
        uploads = (beside if "://" in where else Path(where).absolute()) / _UPLOADS
        staging = Staging(uploads)
        _make(staging, uploads)
        objects.check()
    except AttachmentsRefused as error:
        raise AttachmentsRefused(f"cannot keep attachments in {where}: {error}") from error
    return Storage(objects, staging)


def _make(staging: Staging, folder: Path) -> None:
    try:
        staging.make_folder()
    except OSError as error:
        raise AttachmentsRefused(f"cannot write to {folder}: {error.strerror}") from error
