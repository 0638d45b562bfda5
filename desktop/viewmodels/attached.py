"""What stands under a message's text for pictures and files: a place for each, whether its bytes are on this computer or not.

A place says only what never changes: so its row is measured once, and nothing moves when bytes come. How far they have come, its
`Way`, is looked up whenever it is painted or spoken of (`files_shown`).
"""

from enum import StrEnum
from typing import Protocol

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QLocale, QSize
from PySide6.QtGui import QImage

from desktop.core.errors import ErrorCode, FileTrouble
from desktop.core.files.kinds import Handling, handling
from desktop.core.values import Attachment, AttachmentId, ChatId, MessageId, Thumbnail
from desktop.viewmodels import sentences
from desktop.viewmodels.file_words import shown_file_name
from desktop.viewmodels.names import listed
from desktop.viewmodels.placeholders import filled

_KILO, _MEGA, _GIGA = 1 << 10, 1 << 20, 1 << 30
_HUNDRED_IN_TENTHS = 1_000


class Whereabouts(StrEnum):
    """How far the bytes have come."""

    READY = "ready"
    """They can be fetched."""
    WAITING = "waiting"
    """They are to come or to go, and it is not their turn yet."""
    LOADING = "loading"
    PAUSED = "paused"
    SAVED = "saved"
    """They are on this computer, and need go nowhere."""
    FAILED = "failed"
    NOT_HERE = "not_here"
    """They are not on this computer, and there is no connection to fetch them."""
    BROKEN = "broken"
    """They are here, and are not what they were said to be."""


class Way(Struct, frozen=True):
    """Where the bytes of a place are just now."""

    state: Whereabouts = Whereabouts.READY
    done: int = 0
    """How many bytes have come, or gone."""
    is_upload: bool = False
    """They go from here to the server; else they come."""
    stands_in: bool = False
    """A picture itself comes, in the place of its thumbnail."""
    trouble: str = ""
    """Why it failed, as an ErrorCode or FileTrouble value."""

    @property
    def reason(self) -> str:
        """Why it failed, and what can be done about it, in a sentence."""
        return sentences.transfer_failure(self.trouble) if self.trouble else ""

    @property
    def is_under_way(self) -> bool:
        """Whether it shows how much is done."""
        return self.state is Whereabouts.LOADING or (self.state is Whereabouts.PAUSED and self.done > 0)


class _Place(Struct, frozen=True):
    """Where something that was sent with a message is shown."""

    attachment: Attachment
    chat: ChatId
    message: MessageId

    @property
    def id(self) -> AttachmentId:
        """Whose bytes these are."""
        return self.attachment.id

    @property
    def name(self) -> str:
        """What it is called, on one line."""
        return shown_file_name(self.attachment)


class FilePlace(_Place, frozen=True):
    """A file, as a card that names it."""

    only_saved: bool = False
    """It may be a program or a script: nothing here opens it."""

    def told(self, way: Way) -> str:
        """Return how far it has come, in words."""
        if way.state is Whereabouts.LOADING:
            return progress_told(way.done, self.attachment.size)
        words = {
            Whereabouts.READY: "%1",
            Whereabouts.WAITING: _tr("%1, waiting"),
            Whereabouts.PAUSED: _tr("Paused, %1"),
            Whereabouts.SAVED: _tr("%1, saved"),
            Whereabouts.FAILED: _tr("%1 · %2").replace("%1", _why(way)).replace("%2", "%1"),
            Whereabouts.NOT_HERE: _tr("%1, not on this computer yet"),
            Whereabouts.BROKEN: _tr("%1, damaged"),
        }[way.state]
        if self.only_saved and way.state in {Whereabouts.READY, Whereabouts.SAVED}:
            words = _tr("%1, can only be saved")
        return words.replace("%1", size_told(self.attachment.size))

    def told_briefly(self, way: Way) -> str:
        """Return the same in fewer words where there are any, for a place without room."""
        if way.state is Whereabouts.NOT_HERE:
            return _tr("Not on this computer")
        return _why(way) if way.state is Whereabouts.FAILED else self.told(way)


class PicturePlace(_Place, frozen=True):
    """A picture. Its room is known before it has come, so that nothing jumps when it does."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels, as its author's computer measured it."""
        picture = self.attachment.picture
        return (picture.width, picture.height) if picture is not None else (0, 0)

    @property
    def thumbnail(self) -> Thumbnail | None:
        """A small copy of it; None where it is small enough to be its own."""
        return self.attachment.picture.thumbnail if self.attachment.picture is not None else None

    @property
    def small(self) -> AttachmentId:
        """Whose bytes it is shown by in the timeline."""
        return self.thumbnail.id if self.thumbnail is not None else self.id

    @property
    def small_bytes(self) -> int:
        """How many bytes it takes to show it there."""
        return self.thumbnail.size if self.thumbnail is not None else self.attachment.size

    def bytes_of(self, way: Way) -> int:
        """How many bytes are on that way."""
        return self.attachment.size if way.is_upload or way.stands_in else self.small_bytes

    def told(self, way: Way) -> str:
        """Return what stands in its place while there is no picture."""
        if way.state is Whereabouts.LOADING:
            return progress_told(way.done, self.bytes_of(way))
        words = {
            Whereabouts.READY: "%1",
            Whereabouts.WAITING: _tr("Waiting"),
            Whereabouts.PAUSED: _tr("Paused"),
            Whereabouts.SAVED: "%1",
            Whereabouts.FAILED: _why(way),
            Whereabouts.NOT_HERE: _tr("Not on this computer"),
            Whereabouts.BROKEN: _tr("This image is damaged"),
        }[way.state]
        return words.replace("%1", size_told(self.attachment.size))


Place = FilePlace | PicturePlace


class Shown(Protocol):
    """What is known of places just now."""

    def way(self, place: Place) -> Way:
        """Return where the bytes of a place are."""

    def image(self, place: PicturePlace, room: QSize) -> QImage | None:
        """Return what a picture looks like in a room, in device pixels; None while that is not here."""

    def blur(self, place: PicturePlace, room: QSize) -> QImage | None:
        """Return a few colours that stand in its place until then; None where nobody told any."""


class AsSent:
    """What is known of places without asking anybody: that they can be fetched."""

    def way(self, _place: Place) -> Way:
        """Return that nothing has come."""
        return Way()

    def image(self, _place: PicturePlace, _room: QSize) -> QImage | None:
        """Return nothing."""
        return None

    def blur(self, _place: PicturePlace, _room: QSize) -> QImage | None:
        """Return nothing."""
        return None


def spoken(pictures: tuple[PicturePlace, ...], files: tuple[FilePlace, ...]) -> tuple[str, ...]:
    """Return the places of a message in words, for who listens: "1 file, charges.pdf"."""
    told = []
    if pictures:
        number = _tr("1 image") if len(pictures) == 1 else _tr("%Ln images", len(pictures))
        told.append(filled(_tr("%1, %2"), number, listed([place.name for place in pictures])))
    if files:
        number = _tr("1 file") if len(files) == 1 else _tr("%Ln files", len(files))
        told.append(filled(_tr("%1, %2"), number, listed([place.name for place in files])))
    return tuple(told)


def states_spoken(places: tuple[Place, ...], shown: Shown, *, with_reasons: bool = True) -> str:
    """Return how far the places of a message have come, for who listens; empty where each is simply there to be looked at."""
    told = []
    for place in places:
        way = shown.way(place)
        if isinstance(place, FilePlace) or way.state not in {Whereabouts.READY, Whereabouts.SAVED}:
            said = filled(_tr("%1: %2"), place.name, place.told(way))
            told.append(f"{said}. {way.reason if with_reasons else ''}".rstrip(" ."))
    return ". ".join(told)


def places_of(
    attachments: tuple[Attachment, ...], chat: ChatId, message: MessageId
) -> tuple[tuple[PicturePlace, ...], tuple[FilePlace, ...]]:
    """Return the places of what was sent with a message: pictures, and other files."""
    pictures = tuple(PicturePlace(each, chat, message) for each in attachments if is_picture(each))
    files = tuple(
        FilePlace(each, chat, message, only_saved(each)) for each in attachments if not is_picture(each)
    )
    return pictures, files


def is_picture(attachment: Attachment) -> bool:
    """Tell whether a file is shown as a picture: its author says that it is one, and it is not called as programs are.

    Else anybody could give a program the looks of a photo, which one saves without a second thought.
    """
    return (
        attachment.picture is not None and handling(attachment.name, attachment.type) is not Handling.PROGRAM
    )


def only_saved(attachment: Attachment) -> bool:
    """Tell whether a file is never opened from here: it is a program, or nobody knows what opening it would do."""
    return handling(attachment.name, attachment.type) is not Handling.OPEN


def size_told(size: int) -> str:
    """Return a size in words: "86 KB", "2.4 MB"."""
    number, template = _measured(size)
    return template.replace("%1", number)


def progress_told(done: int, size: int) -> str:
    """Return how much of something has come: "1.5 of 2.4 MB"."""
    (part, unit), (_, whole_unit) = _measured(done), _measured(size)
    told = part if unit == whole_unit else unit.replace("%1", part)
    return _tr("%1 of %2").replace("%2", size_told(size)).replace("%1", told)


def _why(way: Way) -> str:
    """Return in a few words why a transfer failed, for what the user can do something about; `Way.reason` says the rest."""
    told: dict[str, str] = {
        ErrorCode.ATTACHMENT_TOO_LARGE: _tr("Too large for the server"),
        ErrorCode.ATTACHMENT_NOT_FOUND: _tr("No longer available"),
        ErrorCode.QUOTA_EXCEEDED: _tr("Your storage is used up"),
        ErrorCode.STORAGE_FULL: _tr("The server is full"),
        FileTrouble.DISK_FULL: _tr("The disk is full"),
    }
    failed = _tr("Sending failed") if way.is_upload else _tr("Download failed")
    return told.get(way.trouble, failed)


def _measured(size: int) -> tuple[str, str]:
    """Return a number, with a digit after the point where that says something, and its unit."""
    if size < _KILO:
        return QLocale().toString(size), _tr("%1 B")
    if size < _MEGA:
        return QLocale().toString(round(size / _KILO)), _tr("%1 KB")
    whole, unit = (_MEGA, _tr("%1 MB")) if size < _GIGA else (_GIGA, _tr("%1 GB"))
    tenths = round(10 * size / whole)
    digits = 1 if tenths % 10 and tenths < _HUNDRED_IN_TENTHS else 0
    return QLocale().toString(tenths / 10, "f", digits), unit


def _tr(text: str, number: int = -1) -> str:
    return QCoreApplication.translate("attached", text, "", number)
