"""How the pictures and files of messages are just now: where their bytes are, and what the pictures look like.

Asked whenever something is painted, from memory alone. What is not there yet is begun by that: a thumbnail is fetched, an image
is decoded; `changed` tells of what is different then. So nothing is done for what nobody looks at.
"""

from base64 import b64decode
from binascii import Error as NotBase64Error
from collections import OrderedDict
from collections.abc import Iterable

from msgspec import structs
from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage

from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.errors import ClientError, FileTrouble
from desktop.core.values import AttachmentId, Downloads, Transfer, TransferState
from desktop.viewmodels.attached import FilePlace, PicturePlace, Place, Way, Whereabouts
from desktop.viewmodels.background import Background
from desktop.viewmodels.decoded import Pictures
from desktop.viewmodels.following import Following

FETCHED_UNASKED = 256 << 10
"""Bytes of a picture without a thumbnail that is fetched when it is looked at, as a thumbnail is."""
LARGEST_PICTURE = 10 << 20
"""The same of a picture whose thumbnail cannot be had, unless nothing is to come by itself."""
BLURS_KEPT = 64
_COLOURS = 3
"""Bytes of a cell of a blur: red, green and blue."""
_MOST_COLUMNS = 64
_SPREAD = 96
"""Pixels of the longer side of a blur that is kept."""
_STATES = {
    TransferState.WAITING: Whereabouts.WAITING,
    TransferState.RUNNING: Whereabouts.LOADING,
    TransferState.PAUSED: Whereabouts.PAUSED,
    TransferState.FAILED: Whereabouts.FAILED,
}


class FilesShown(QObject):
    """What is known of places just now.

    Signals:
        changed (frozenset of AttachmentId): it is different for those who show one of these.
        all_changed: it may be different for everybody: the connection has come, or gone.
    """

    changed = Signal(object)
    all_changed = Signal()

    def __init__(
        self, client: Client, background: Background, pictures: Pictures, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._background = background
        self._pictures = pictures
        self._online = self._is_online()
        self._blurs: OrderedDict[tuple[str, int, int], QImage] = OrderedDict()
        self._awaited: dict[AttachmentId, QSize] = {}
        """Images that are being decoded for whoever looks at them."""
        self._fetched: set[AttachmentId] = set()
        """What was fetched because it was looked at, once for each time that there is a connection."""
        pictures.decoded.connect(self._on_decoded)
        self._following = Following(self, client.feed, self._on_changes)

    def way(self, place: Place) -> Way:
        """Return where the bytes of a place are."""
        own = self._client.transfer(place.id)
        small = self._client.transfer(place.small) if isinstance(place, PicturePlace) else None
        if small is not None and small.is_upload and _is_failed(small):
            return _told(small)
        if own is not None and own.is_upload:
            return _told(own)
        if isinstance(place, FilePlace):
            return self._way_of(place.id, own)
        source = self._source(place)
        if self._pictures.is_broken(source):
            return Way(Whereabouts.BROKEN)
        if self._client.is_here(place.id):
            return Way(Whereabouts.SAVED)
        way = self._way_of(source, small if source == place.small else own)
        return structs.replace(way, stands_in=source != place.small)

    def image(self, place: PicturePlace, room: QSize) -> QImage | None:
        """Return what a picture looks like in a room, in device pixels; None while that is not here."""
        source = self._source(place)
        if not self._client.is_here(source):
            self._fetch(place, source)
            return None
        image = self._pictures.image(source, room)
        if image is None and not self._pictures.is_broken(source):
            self._awaited[source] = room
        return image

    def blur(self, place: PicturePlace, room: QSize) -> QImage | None:
        """Return a few colours that stand in a picture's place until it has come; None where nobody told any."""
        picture = place.attachment.picture
        if picture is None or not picture.blur:
            return None
        key = (picture.blur, room.width(), room.height())
        if key not in self._blurs:
            made = blurred(picture.blur, room)
            if made is None:
                return None
            self._blurs[key] = made
            if len(self._blurs) > BLURS_KEPT:
                self._blurs.popitem(last=False)
        return self._blurs[key]

    @property
    def waits(self) -> bool:
        """Whether any image is waited for."""
        return bool(self._awaited)

    def look_only_at(self, seen: Iterable[AttachmentId]) -> None:
        """Let go of images that are waited for and that nobody looks at any more."""
        kept = frozenset(seen)
        for source in [source for source in self._awaited if source not in kept]:
            self._pictures.let_go(source, self._awaited.pop(source))

    def close(self) -> None:
        """Follow nothing any more."""
        self._following.end()

    def _way_of(self, attachment: AttachmentId, transfer: Transfer | None) -> Way:
        if transfer is not None and not (transfer.state is TransferState.WAITING and not self._online):
            return _told(transfer)
        if self._client.is_here(attachment):
            return Way(Whereabouts.SAVED)
        return Way(Whereabouts.READY if self._online else Whereabouts.NOT_HERE)

    def _source(self, place: PicturePlace) -> AttachmentId:
        """Return whose bytes a picture is shown by: its own where there is no thumbnail, or none that can be had."""
        if place.small == place.id:
            return place.id
        if self._client.is_here(place.small):
            return place.id if self._pictures.is_broken(place.small) else place.small
        lost = is_lost(self._client.transfer(place.small))
        return place.id if lost or self._client.is_here(place.id) else place.small

    def _fetch(self, place: PicturePlace, source: AttachmentId) -> None:
        """Fetch what a picture is shown by, if that is little; for what is larger the user decides."""
        size = place.small_bytes if source == place.small else place.attachment.size
        stands_in = source != place.small and self._client.downloads is not Downloads.NOTHING
        most = LARGEST_PICTURE if stands_in else FETCHED_UNASKED
        if not self._online or source in self._fetched or size > most:
            return
        self._fetched.add(source)
        if self._client.transfer(source) is None:
            _ = self._background.start(self._fetch_quietly(place, source))

    async def _fetch_quietly(self, place: PicturePlace, source: AttachmentId) -> None:
        try:
            await self._client.fetch(place.chat, place.message, source)
        except ClientError:  # its place says so, and offers it again
            self.changed.emit(frozenset((source,)))

    def _on_decoded(self, attachment: AttachmentId) -> None:
        self._awaited.pop(attachment, None)
        self.changed.emit(frozenset((attachment,)))

    def _on_changes(self, changes: ChangeSet) -> None:
        if changes.files:
            # What has come may be let go one day for want of room, and is fetched then when it is looked at.
            self._fetched -= {one for one in self._fetched & changes.files if self._client.is_here(one)}
            self.changed.emit(changes.files)
        if changes.anew or (changes.connection and self._is_online() != self._online):
            self._online = self._is_online()
            self._fetched.clear()
            self.all_changed.emit()

    def _is_online(self) -> bool:
        return self._client.connection.is_there


def is_lost(transfer: Transfer | None) -> bool:
    """Tell whether something to be fetched cannot be had, however often one tries."""
    return (
        transfer is not None
        and not transfer.is_upload
        and _is_failed(transfer)
        and transfer.reason != FileTrouble.DISK_FULL
    )


def _is_failed(transfer: Transfer) -> bool:
    return transfer.state is TransferState.FAILED


def _told(transfer: Transfer) -> Way:
    return Way(_STATES[transfer.state], transfer.done, transfer.is_upload, trouble=transfer.reason)


def blurred(blur: str, room: QSize) -> QImage | None:
    """Return the few colours of a `Picture.blur`, spread smoothly over a room; None for what is none."""
    try:
        data = b64decode(blur, validate=True)
    except (NotBase64Error, ValueError):
        return None
    columns, cells = (data[0], data[1:]) if data else (0, b"")
    rows, rest = divmod(len(cells), max(1, columns) * _COLOURS)
    if not 0 < columns <= _MOST_COLUMNS or not rows or rest:
        return None
    image = QImage(cells, columns, rows, columns * _COLOURS, QImage.Format.Format_RGB888)
    spread = room
    if (
        max(room.width(), room.height()) > _SPREAD
    ):  # what is painted of it is as smooth, and takes little room
        spread = room.scaled(_SPREAD, _SPREAD, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    smooth = Qt.TransformationMode.SmoothTransformation
    coloured = image.convertToFormat(QImage.Format.Format_RGB32)
    return coloured.scaled(spread, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
