"""Files that people in tests attach, without a byte of theirs: the rows of the cache know nothing but how many there are."""

from desktop.core.cache import drafts
from desktop.core.cache.files import Sealed
from sync_server.protocol.nouns import Attachment, AttachmentId, Picture, Thumbnail
from tests.desktop.core.world import message_id


def file_id(number):
    return AttachmentId(message_id(70_000 + number))


def digest(attachment):
    return attachment.replace("-", "").ljust(64, "0")


def a_file(number, name="report.pdf", *, size=1_000):
    return Attachment(file_id(number), name, "application/pdf", size, digest(file_id(number)))


def a_picture(number, name="view.jpg", *, size=50_000):
    """With the thumbnail of the next number."""
    small = file_id(number + 1)
    picture = Picture(640, 480, "AQID", Thumbnail(small, 700, digest(small)))
    return Attachment(file_id(number), name, "image/jpeg", size, digest(file_id(number)), picture)


def sealed(attachment):
    """What the sealed store would have made of it."""
    parts = [(attachment.id, attachment.size)]
    if attachment.picture is not None:
        parts.append((attachment.picture.thumbnail.id, attachment.picture.thumbnail.size))
    return [Sealed(part, f"sealed {part}", b"key " * 8, size, digest(part)) for part, size in parts]


def attach(connection, chat, attachment, now=1):
    drafts.attach(connection, chat, attachment, sealed(attachment), now)
