"""What stands under a message's text for pictures and files: a place for each, whether its bytes are on this computer or not."""

from enum import StrEnum

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import QImage

from desktop.viewmodels.placeholders import filled

_KILO, _MEGA, _GIGA = 1 << 10, 1 << 20, 1 << 30
_HUNDRED_IN_TENTHS = 1_000


class Whereabouts(StrEnum):
    """How far the bytes have come."""

    READY = "ready"
    """They can be fetched."""
    LOADING = "loading"
    SAVED = "saved"
    """They are on this computer."""
    FAILED = "failed"
    NOT_HERE = "not_here"
    """They are not on this computer, and there is no connection to fetch them."""


class FilePlace(Struct, frozen=True):
    """A file, as a card that names it."""

    name: str
    size: int
    """In bytes."""
    state: Whereabouts = Whereabouts.READY
    done: int = 0
    """While it is loading: how many bytes have come."""

    @property
    def kind(self) -> str:
        """What stands on its tile: the end of its name, if that is short."""
        _, dot, end = self.name.rpartition(".")
        return end.upper() if dot and end.isalnum() and len(end) <= 4 else ""  # noqa: PLR2004 - as wide as the tile

    @property
    def told(self) -> str:
        """How far it has come, in words."""
        size = size_told(self.size)
        match self.state:
            case Whereabouts.LOADING:
                return progress_told(self.done, self.size)
            case Whereabouts.SAVED:
                return _tr("%1, saved").replace("%1", size)
            case Whereabouts.FAILED:
                return _tr("Download failed, %1").replace("%1", size)
            case Whereabouts.NOT_HERE:
                return _tr("%1, not on this computer yet").replace("%1", size)
            case Whereabouts.READY:
                return size

    @property
    def spoken(self) -> str:
        """The place in words, for who listens."""
        return filled(_tr("File %1, %2"), self.name, self.told)


class PicturePlace(Struct, frozen=True):
    """A picture. Its room is known before it has come, so that nothing jumps when it does."""

    name: str
    width: int
    height: int
    """Of the original, in pixels, as its author's computer measured it."""
    size: int = 0
    """In bytes."""
    state: Whereabouts = Whereabouts.READY
    done: int = 0
    image: QImage | None = None
    """Its thumbnail, decoded."""

    @property
    def told(self) -> str:
        """What stands in its place while there is no picture."""
        match self.state:
            case Whereabouts.LOADING:
                return progress_told(self.done, self.size)
            case Whereabouts.FAILED:
                return _tr("Download failed, %1").replace("%1", size_told(self.size))
            case Whereabouts.NOT_HERE:
                return _tr("Not on this computer")
            case Whereabouts.READY | Whereabouts.SAVED:
                return size_told(self.size)

    @property
    def spoken(self) -> str:
        """The place in words, for who listens."""
        words = _tr("Image %1").replace("%1", self.name)
        if self.state in {Whereabouts.READY, Whereabouts.SAVED}:
            return words
        return f"{words}, {self.told}"


def size_told(size: int) -> str:
    """Return a size in words: "86 KB", "2.4 MB"."""
    number, template = _measured(size)
    return template.replace("%1", number)


def progress_told(done: int, size: int) -> str:
    """Return how much of something has come: "1.5 of 2.4 MB"."""
    (part, unit), (_, whole_unit) = _measured(done), _measured(size)
    told = part if unit == whole_unit else unit.replace("%1", part)
    return _tr("%1 of %2").replace("%2", size_told(size)).replace("%1", told)


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


def _tr(text: str) -> str:
    return QCoreApplication.translate("attached", text)
