"""Files in a real store, without a connection: uploaded as the transport does it, or as far as a test wants it to come."""

import hashlib
from typing import Any

from sync_server.handlers import attachments
from sync_server.handlers.attachments import UploadLimits
from sync_server.protocol.frames import BeginUpload, Fetch, SendMessage
from sync_server.protocol.nouns import (
    Attachment,
    AttachmentId,
    ChatId,
    Message,
    MessageId,
    Picture,
    Thumbnail,
)
from sync_server.store.attachments import Upload
from sync_server.store.collector import Collector
from sync_server.store.storage import Incoming, Storage, open_storage
from tests.support.store import Office, new_id


def file_of(data: bytes, name: str = "file.bin", kind: str = "application/octet-stream") -> Attachment:
    """What a message says of a file with these bytes, under a new id."""
    return Attachment(AttachmentId(new_id()), name, kind, len(data), hashlib.sha256(data).hexdigest())


def picture_of(data: bytes, thumbnail: bytes, name: str = "photo.jpg") -> Attachment:
    """What a message says of a picture."""
    small = file_of(thumbnail)
    picture = Picture(4000, 3000, "AUBAQA==", Thumbnail(small.id, small.size, small.sha256))
    return Attachment(*(getattr(file_of(data, name, "image/jpeg"), field) for field in FIELDS), picture)


FIELDS = ("id", "name", "type", "size", "sha256")


class Archive:
    """An office and the storage of its files."""

    def __init__(self, office: Office, place: str | None = None) -> None:
        self.office = office
        self.storage: Storage = open_storage(place, office.url)
        self.allowed = UploadLimits()

    # Uploading, step by step ----------------------------------------------------------------------------------------------

    def begin(self, name: str, file: Attachment | Thumbnail) -> Upload:
        request = BeginUpload(1, file.id, file.size, file.sha256)
        office = self.office
        return office.database.submit(
            lambda conn: attachments.begin_upload(
                conn, office.people[name], request, office.now_ms, self.allowed
            )
        ).result()

    def receive(self, name: str, file: Attachment | Thumbnail) -> Incoming:
        """Begin, or go on."""
        return self.storage.receive(self.begin(name, file))

    def make_whole(self, upload: Upload) -> None:
        now_ms = self.office.now_ms
        self.office.database.submit(lambda conn: attachments.uploaded(conn, upload, now_ms)).result()

    def forget_damaged(self, upload: Upload) -> None:
        self.office.database.submit(lambda conn: attachments.forget_damaged(conn, upload)).result()

    # Whole ------------------------------------------------------------------------------------------------------------------

    def upload(self, name: str, data: bytes, file: Attachment | Thumbnail | None = None, **what: Any) -> Any:
        """Upload a file; return what a message says of it."""
        file = file or file_of(data, **what)
        incoming = self.receive(name, file)
        incoming.append(incoming.length, data[incoming.length :])
        incoming.finish()
        self.make_whole(incoming.upload)
        incoming.drop()
        return file

    def upload_picture(self, name: str, data: bytes, thumbnail: bytes) -> Attachment:
        picture = picture_of(data, thumbnail)
        assert picture.picture is not None
        assert picture.picture.thumbnail is not None
        self.upload(name, data, picture)
        self.upload(name, thumbnail, picture.picture.thumbnail)
        return picture

    def send(self, name: str, chat: ChatId, *files: Attachment, text: str = "", **more: Any) -> Message:
        """Send a message with files; return its row."""
        command = SendMessage(1, chat, MessageId(new_id()), text, attachments=files, **more)
        return self.office.do(name, command).reply.message

    def share(self, name: str, chat: ChatId, data: bytes = b"data", **more: Any) -> Message:
        """Upload a file and send it."""
        return self.send(name, chat, self.upload(name, data), **more)

    # Fetching -----------------------------------------------------------------------------------------------------------------

    def readable(
        self, name: str, chat: ChatId, message: MessageId, file: AttachmentId, offset: int = 0
    ) -> Upload:
        fetch = Fetch(1, chat, message, file, offset)
        office = self.office
        return office.database.read(
            lambda conn: attachments.readable(conn, office.people[name], fetch)
        ).result()

    def fetch(self, name: str, message: Message, file: Attachment | Thumbnail) -> bytes:
        """Download a file of a message."""
        upload = self.readable(name, message.chat, message.id, file.id)
        return bytes(self.storage.objects.read(upload.key, 0, upload.size))

    def rows(self) -> list[tuple[Any, ...]]:
        """All uploads that there are: id, whole, message."""
        return self._ask("SELECT id, whole, message FROM uploads ORDER BY id")

    def discarded(self) -> list[tuple[Any, ...]]:
        return self._ask("SELECT key, due_at FROM discarded ORDER BY key")

    def _ask(self, statement: str) -> list[tuple[Any, ...]]:
        return self.office.database.read(
            lambda conn: [tuple(row) for row in conn.exec_driver_sql(statement)]
        ).result()


def collector_of(archive: Archive) -> Collector:
    """What deletes files that nothing needs, by the office's time."""
    return Collector(archive.office.database, archive.storage, lambda: archive.office.now_ms)


def collect(archive: Archive) -> None:
    """Do all that a server does, until there is nothing more to do."""
    collector = collector_of(archive)
    collector.forget_old()
    collector.drop_parts()
    collector.note_strays()
    while collector.delete_due():
        pass
