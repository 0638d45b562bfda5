"""Pictures and files of messages for tests and pictures that need them in every state, without a server that would have to stop there.

file = a_file(1, "charges.pdf", 2_400_000)
story.say(ANA, "2026-03-05 10:00", "Here it is", attachments=[file])
here = Bytes(desk)
here.under_way(file, TransferState.RUNNING, done=1_500_000)
"""

import struct
import zlib
from base64 import b64encode
from hashlib import sha256
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

from desktop.core.changes import ChangeSet
from desktop.core.errors import FileError, FileTrouble
from desktop.core.values import Attachment, AttachmentId, Picture, Thumbnail, Transfer, TransferState
from tests.support.desk import Desk
from tests.support.story import fixed_id

_FILE, _THUMBNAIL = 7, 8
_TYPES = {
    "pdf": "application/pdf",
    "zip": "application/zip",
    "xlsx": "application/zip",
    "docx": "application/zip",
    "txt": "text/plain",
    "exe": "application/vnd.microsoft.portable-executable",
    "sh": "text/x-shellscript",
}


def a_file(number: int, name: str, size: int = 2_400_000, kind: str = "") -> Attachment:
    """Return a file as it is sent; of a kind that fits its name unless another is said."""
    kind = kind or _TYPES.get(name.rpartition(".")[2], "application/octet-stream")
    return Attachment(AttachmentId(fixed_id(_FILE, number)), name, kind, size, "0" * 64)


def a_picture(
    number: int,
    size: QSize,
    *,
    name: str = "both-charges.png",
    data: bytes = b"",
    thumbnail: bytes = b"",
    blur: str = "",
) -> Attachment:
    """Return a picture as it is sent; with a thumbnail if that is given. It says the size that is told, whatever is true."""
    small = (
        Thumbnail(AttachmentId(fixed_id(_THUMBNAIL, number)), len(thumbnail), sha256(thumbnail).hexdigest())
        if thumbnail
        else None
    )
    return Attachment(
        AttachmentId(fixed_id(_FILE, number)),
        name,
        "image/png",
        len(data) or 318_000,
        sha256(data).hexdigest(),
        Picture(size.width(), size.height(), blur, small),
    )


def small_of(attachment: Attachment) -> AttachmentId:
    """Return the id of a picture's thumbnail."""
    assert attachment.picture is not None
    assert attachment.picture.thumbnail is not None
    return attachment.picture.thumbnail.id


def painted(size: QSize, *colours: str) -> QImage:
    """Return a picture with a run of colours."""
    image = QImage(size, QImage.Format.Format_RGB32)
    run = QLinearGradient(0, 0, size.width(), size.height())
    for at, colour in enumerate(colours):
        run.setColorAt(at / max(1, len(colours) - 1), QColor(colour))
    painter = QPainter(image)
    painter.fillRect(image.rect(), run)
    painter.end()
    return image


def png(image: QImage) -> bytes:
    """Return a picture as a file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return data.data()


def blur_of(image: QImage, columns: int = 4, rows: int = 3) -> str:
    """Return the few colours that stand in a picture's place, as `Picture.blur` has them."""
    small = image.scaled(columns, rows)
    cells = bytes(
        value
        for y in range(rows)
        for x in range(columns)
        for value in (
            small.pixelColor(x, y).red(),
            small.pixelColor(x, y).green(),
            small.pixelColor(x, y).blue(),
        )
    )
    return b64encode(bytes([columns]) + cells).decode()


def png_that_claims(width: int, height: int) -> bytes:
    """Return a file of a few bytes that says it is huge."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    rows = zlib.compress(b"\0" * 4_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


class Bytes:
    """Which bytes are on a desk's computer and which are on their way, said in the place of transfers that never end so."""

    def __init__(self, desk: Desk) -> None:
        self._client: Any = desk.client
        self._here: dict[AttachmentId, bytes] = {}
        self._transfers: dict[AttachmentId, Transfer] = {}
        self.asked: list[tuple[str, AttachmentId]] = []
        """What was asked of the transfers, in order."""
        self._client.transfer = self._transfers.get
        self._client.is_here = self._here.__contains__
        self._client.content = self._content
        self._client.fetch = self._fetch
        for name in ("pause", "resume", "cancel", "retry_transfer"):
            setattr(self._client, name, self._noting(name))

    def have(self, attachment: AttachmentId, data: bytes = b"") -> None:
        """Let bytes have come."""
        self._transfers.pop(attachment, None)
        self._here[attachment] = data
        self._tell(attachment)

    def lose(self, attachment: AttachmentId) -> None:
        """Let bytes be gone."""
        self._here.pop(attachment, None)
        self._tell(attachment)

    def under_way(
        self,
        attachment: Attachment,
        state: TransferState,
        *,
        done: int = 0,
        upload: bool = False,
        small: bool = False,
        reason: str = "",
    ) -> None:
        """Let a file be on its way, or with `small` its thumbnail."""
        moved = small_of(attachment) if small else attachment.id
        self._transfers[moved] = Transfer(moved, upload, state, done, attachment.size, reason)
        if upload:
            self._here.setdefault(moved, b"")
        self._tell(moved)

    async def _content(self, attachment: AttachmentId, **_limit: int) -> bytes:
        if attachment not in self._here:
            raise FileError(FileTrouble.MISSING)
        return self._here[attachment]

    async def _fetch(self, _chat: str, _message: str, attachment: AttachmentId) -> None:
        self.asked.append(("fetch", attachment))

    def _noting(self, name: str) -> Any:
        async def note(attachment: AttachmentId) -> bool:
            self.asked.append((name, attachment))
            transfer = self._transfers.get(attachment)
            return transfer is not None and transfer.is_upload

        return note

    def _tell(self, attachment: AttachmentId) -> None:
        self._client._publish(ChangeSet(files=frozenset((attachment,))))
