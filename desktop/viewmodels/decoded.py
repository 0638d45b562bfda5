"""Pictures as they are painted: taken out of their files beside the window's thread, in the size that is wanted, kept a while.

Timeline, composer and viewer share one `Pictures`. Whoever paints asks for an image and gets it or None; `decoded` says when
there is more. What nobody looks at any more is let go before its turn comes, and what was asked for last is done first.

Whatever lies in a file was written by somebody else. So only a few well-known formats are read, by what the bytes say; no more
memory is taken than Qt is allowed to; and what cannot be read is broken, for good.
"""

import asyncio
import math
import threading
from collections import OrderedDict
from contextlib import nullcontext, suppress

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.errors import ClientError
from desktop.core.values import AttachmentId
from desktop.viewmodels.background import Background
from desktop.viewmodels.following import Following

KEPT_BYTES = 64 << 20
"""Of decoded images that are kept."""
ALLOWED_MEGABYTES = 256
"""That Qt may take for one image while it decodes."""
MOST_PIXELS = 120_000_000
"""Of a picture that is taken apart at all: more than any camera makes."""
_SMALL_BYTES = 256 << 10
_SMALL_POINTS = 16_000_000
"""Of what is in so few bytes as a thumbnail is, which comes and is decoded by itself: no honest one has a tenth of that."""
_LARGE_POINTS = 16_000_000
"""Beyond which pictures are decoded one at a time: each may take half a gigabyte meanwhile."""
_MOST_WORK = 2_000_000_000
"""Points of a JPEG, times the scans that each go over all of them: a small file may have so many that they take hours."""
_SCAN = b"\xff\xda"
_SEARCHED_BYTES = 64 << 10
"""At a time: other threads wait for a search to end."""
LONGEST_SIDE = 8_192
"""Of what is kept, in pixels: longer ones cannot be painted well everywhere."""
AT_ONCE = 2
"""Pictures that are taken apart at the same time."""
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", b"png"),
    (b"\xff\xd8\xff", b"jpeg"),
    (b"GIF87a", b"gif"),
    (b"GIF89a", b"gif"),
    (b"BM", b"bmp"),
)
_TURNED = QImageIOHandler.Transformation.TransformationRotate90

_one_large_at_a_time = threading.Lock()

Key = tuple[AttachmentId, int, int]
"""Whose picture, and the room that it is to fill, in device pixels."""


class Pictures(QObject):
    """Decoded images of attachments and thumbnails, by the room that they are to fill.

    Signals:
        decoded (AttachmentId): there is an image of it, or it turned out that there can be none now, or ever.
    """

    decoded = Signal(object)

    def __init__(self, client: Client, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._background = background
        self._kept: OrderedDict[Key, QImage] = OrderedDict()
        self._size = 0
        self._asked: OrderedDict[Key, None] = OrderedDict()
        self._under_way: set[Key] = set()
        self._broken: set[AttachmentId] = set()
        self._unreadable: set[AttachmentId] = set()
        """Of which the bytes could not be had, though they are said to be here; until something happens to them."""
        self._workers = 0
        self._is_closed = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(AT_ONCE)
        self._following = Following(self, client.feed, self._on_changes)

    def image(self, attachment: AttachmentId, room: QSize) -> QImage | None:
        """Return an image that fills a room (in device pixels) or is whole where it is smaller; None until it is decoded.

        Until the one for this room is there, another one of the same picture stands for it. Only what is on this computer is
        decoded: nothing is fetched by this.
        """
        key = (attachment, room.width(), room.height())
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        if attachment in self._broken:
            return None
        if (
            attachment not in self._unreadable
            and key not in self._under_way
            and self._client.is_here(attachment)
        ):
            self._asked[key] = None
            self._asked.move_to_end(key)
            if self._workers < AT_ONCE and self._background.start(self._work()) is not None:
                self._workers += 1
        return next((self._kept[other] for other in reversed(self._kept) if other[0] == attachment), None)

    def let_go(self, attachment: AttachmentId, room: QSize) -> None:
        """Take back that somebody asked for an image: they do not look there any more."""
        self._asked.pop((attachment, room.width(), room.height()), None)

    def is_broken(self, attachment: AttachmentId) -> bool:
        """Tell whether it is known that its bytes are no picture that can be shown."""
        return attachment in self._broken

    @property
    def is_at_work(self) -> bool:
        """Whether anything is being decoded, or waits for it."""
        return bool(self._workers)

    async def whole(self, attachment: AttachmentId) -> QImage | None:
        """Return a picture as large as it is, for copying; None if it cannot be shown. Raises FileError."""
        return await self._apart(await self._client.content(attachment), QSize())

    def close(self) -> None:
        """Follow nothing any more, and tell of nothing that is still being decoded."""
        self._is_closed = True
        self._following.end()
        self._asked.clear()

    def _on_changes(self, changes: ChangeSet) -> None:
        if changes.anew:
            self._broken.clear()
            self._unreadable.clear()
        else:
            self._unreadable -= changes.files

    async def _work(self) -> None:
        try:
            while self._asked:
                key, _ = self._asked.popitem()
                self._under_way.add(key)
                try:
                    await self._read(key)
                finally:
                    self._under_way.discard(key)
        finally:
            self._workers -= 1

    async def _read(self, key: Key) -> None:
        attachment, width, height = key
        try:
            data = await self._client.content(attachment)
        except ClientError:  # gone meanwhile, or damaged: the transfers know what to do about it
            self._unreadable.add(attachment)
            self.decoded.emit(attachment)
            return
        image = None if self._is_closed else await self._apart(data, QSize(width, height))
        if self._is_closed:
            return
        if image is None:
            self._broken.add(attachment)
        else:
            self._keep(key, image)
        self.decoded.emit(attachment)

    async def _apart(self, data: bytes, room: QSize) -> QImage | None:
        loop = asyncio.get_running_loop()
        result: asyncio.Future[QImage | None] = loop.create_future()

        def answer(image: QImage | None) -> None:
            if not result.done():
                result.set_result(image)

        def work() -> None:
            few = not room.isEmpty() and len(data) <= _SMALL_BYTES
            image = decode(data, room, bearable=_SMALL_POINTS if few else MOST_PIXELS)
            with suppress(RuntimeError):  # the program has ended meanwhile
                loop.call_soon_threadsafe(answer, image)

        self._pool.start(work)
        return await result

    def _keep(self, key: Key, image: QImage) -> None:
        self._kept[key] = image
        self._size += image.sizeInBytes()
        while self._size > KEPT_BYTES and len(self._kept) > 1:
            _, gone = self._kept.popitem(last=False)
            self._size -= gone.sizeInBytes()


def decode(
    data: bytes, room: QSize, *, most_points: int = MOST_PIXELS, bearable: int = MOST_PIXELS
) -> QImage | None:
    """Return the (first) image of a file, upright, no larger than fills a room; None for what cannot be shown. May take long.

    What has more than `most_points` is made to have about so many; what has more than are `bearable` is not read at all.
    """
    kind = kind_of(data)
    if kind is None:
        return None
    if QImageReader.allocationLimit() != ALLOWED_MEGABYTES:
        QImageReader.setAllocationLimit(ALLOWED_MEGABYTES)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    # By its name: no other plug-in is even asked, such as those for SVG.
    reader = QImageReader(buffer, QByteArray(kind))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    points = size.width() * size.height()
    if not size.isValid() or size.isEmpty() or points > bearable:
        return None
    if kind == b"jpeg" and points * _scans(data) > _MOST_WORK:
        return None
    turned = bool(reader.transformation() & _TURNED)
    upright = size.transposed() if turned else size
    if points > most_points:
        room = upright * math.sqrt(most_points / points)
    shown = filling(upright, room)
    reader.setScaledSize(shown.transposed() if turned else shown)
    with _one_large_at_a_time if points > _LARGE_POINTS else nullcontext():
        image = reader.read()
        if image.isNull():
            return None
        form = (
            QImage.Format.Format_ARGB32_Premultiplied
            if image.hasAlphaChannel()
            else QImage.Format.Format_RGB32
        )
        return image.convertToFormat(form)


def _scans(data: bytes) -> int:
    """Return how often a JPEG goes over its points, at most."""
    ends = range(_SEARCHED_BYTES, len(data) + _SEARCHED_BYTES, _SEARCHED_BYTES)
    return sum(data.count(_SCAN, end - _SEARCHED_BYTES, end + 1) for end in ends)


def filling(size: QSize, room: QSize) -> QSize:
    """Return how large a picture of a size is to be so that it fills a room: never larger than it is."""
    shown = QSize(size)
    if not room.isEmpty() and size.width() > room.width() and size.height() > room.height():
        shown = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    if max(shown.width(), shown.height()) > LONGEST_SIDE:
        shown = shown.scaled(LONGEST_SIDE, LONGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio)
    return shown.expandedTo(QSize(1, 1))


def kind_of(data: bytes) -> bytes | None:
    """Return the format that some bytes are in, if it is one that is shown."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return b"webp"
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)
