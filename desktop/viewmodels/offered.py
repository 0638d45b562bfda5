"""What the clipboard holds, or what is dragged here: words, files of this computer, or a picture that lies in no file.

Programs offer the same thing in several forms at once. Words win: a spreadsheet copies its cells as text and as a picture of
them, and whoever pastes them wants the text. But the words that stand for copied files are only their names, and those that
stand for a picture of a page only its address.
"""

from collections.abc import Iterable
from enum import Enum
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QMimeData, QSysInfo, QUrl
from PySide6.QtGui import QImage

_PLAIN = "text/plain"
_ENCODED = {"image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp", "image/gif": ".gif"}
"""Forms in which a picture is taken as it is; the best first. From all others Qt makes an image, and we a PNG of that."""

_GNOME = "x-special/gnome-copied-files"
_GNOME_HEAD = "x-special/nautilus-clipboard\n"
"""With what the same begins where it is given as plain text."""
_FORMS = (QUrl.ComponentFormattingOption.PrettyDecoded, QUrl.ComponentFormattingOption.FullyEncoded)


class Kind(Enum):
    """What something is taken for."""

    WORDS = "words"
    FILES = "files"
    PICTURE = "picture"
    NOTHING = "nothing"


class Clip(Struct, frozen=True):
    """A picture that lies in no file."""

    ending: str
    """Of the name that it is to have: `.png`."""
    data: bytes = b""
    """As the other program encoded it; empty where there is only the image."""
    image: QImage | None = None


def kind_of(data: QMimeData) -> Kind:
    """Return what to take something for."""
    files, words, picture = files_in(data), words_in(data), has_picture(data)
    if files and _are_names(words, files):
        return Kind.FILES
    if words and not (picture and _is_address(data, words)):
        return Kind.WORDS
    if files:
        return Kind.FILES
    return Kind.PICTURE if picture else Kind.NOTHING


def files_in(data: QMimeData) -> tuple[Path, ...]:
    """Return the files, if all that is named are files of this computer."""
    urls = data.urls() if data.hasUrls() else _copied_in_gnome(data)
    if not urls or not all(url.isLocalFile() for url in urls):
        return ()
    return tuple(map(_path, urls))


def words_in(data: QMimeData) -> str:
    """Return the words, which may be addresses of pages; empty if there are none but space."""
    text = data.text() if data.hasFormat(_PLAIN) else _addresses(data)
    return text if text.strip() and not text.startswith(_GNOME_HEAD) else ""


def has_picture(data: QMimeData) -> bool:
    """Tell whether there is a picture that lies in no file, whatever else there is."""
    return data.hasImage() or any(data.hasFormat(form) for form in _ENCODED)


def picture_in(data: QMimeData) -> Clip | None:
    """Return the picture, encoded as the other program did it if possible: nothing is encoded here, as that takes time."""
    for form, ending in _ENCODED.items():
        if data.hasFormat(form):
            encoded = bytes(data.data(form).data())
            if encoded:
                return Clip(ending, encoded)
    image = data.imageData() if data.hasImage() else None
    return Clip(".png", image=image) if isinstance(image, QImage) and not image.isNull() else None


def sources_in(data: QMimeData) -> tuple[Path | Clip, ...]:
    """Return what can be attached of it; nothing where it is words."""
    match kind_of(data):
        case Kind.FILES:
            return files_in(data)
        case Kind.PICTURE:
            clip = picture_in(data)
            return (clip,) if clip is not None else ()
        case _:
            return ()


def _addresses(data: QMimeData) -> str:
    urls = data.urls() if data.hasUrls() else []
    return "\n".join(url.toString() for url in urls) if not any(url.isLocalFile() for url in urls) else ""


def _copied_in_gnome(data: QMimeData) -> list[QUrl]:
    """Return what GNOME's file manager has copied, some of whose versions say so in forms of their own only."""
    if data.hasFormat(_GNOME):
        lines = bytes(data.data(_GNOME).data()).decode(errors="replace").splitlines()
    else:
        text = data.text() if data.hasFormat(_PLAIN) else ""
        lines = text.splitlines()[1:] if text.startswith(_GNOME_HEAD) else []
    return [QUrl(line) for line in lines[1:] if line.strip()]


def _path(url: QUrl) -> Path:
    """Return the file's path. Its address may name this computer, where others would mean a share of a server."""
    if url.host() in {"localhost", QSysInfo.machineHostName().casefold()}:
        url = QUrl(url)
        url.setHost("")
    return Path(url.toLocalFile())


def _are_names(words: str, files: Iterable[Path]) -> bool:
    """Tell whether words do no more than name the files: as paths, as addresses, or by their names; or there are none."""
    from urllib.parse import unquote  # not before something is pasted or dropped

    lines = [unquote(line.strip().removeprefix("file://")) for line in words.splitlines() if line.strip()]
    named = {part for file in files for part in (str(file), file.as_posix(), file.name)}
    return all(line in named for line in lines)


def _is_address(data: QMimeData, words: str) -> bool:
    addresses = {url.toString(form) for url in data.urls() for form in _FORMS}
    return bool(addresses) and all(line.strip() in addresses for line in words.splitlines() if line.strip())
