"""What a file is, by its bytes, and whether it may be opened from the program or only saved.

What may be opened is listed: documents, pictures, sound, films and archives whose first bytes fit the ending of the name, as the
system goes by the ending. All else is only saved: programs and scripts of every system whatever they are called, documents with
macros, pages and drawings that run what stands in them, and what nobody knows.
"""

from enum import StrEnum

from desktop.core.files.names import ending
from desktop.core.files.programs import PROGRAM_ENDINGS, PROGRAM_TYPES
from desktop.core.files.sniffing import OLE, TEXT, ZIP, sniffed

__all__ = ["Handling", "handling", "has_macros", "media_type"]

_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."


class Handling(StrEnum):
    """What may be done with a file beyond saving it."""

    OPEN = "open"
    """It is a document or the like, and its bytes fit its name."""
    SAVE = "save"
    """Nobody knows what opening it would do."""
    PROGRAM = "program"
    """It would run: a program, a script, or something with one in it."""


_OPENED: dict[str, tuple[str, ...]] = {
    "pdf": ("application/pdf",),
    "rtf": ("application/rtf",),
    "docx": (_OOXML + "wordprocessingml.document", ZIP),
    "xlsx": (_OOXML + "spreadsheetml.sheet", ZIP),
    "pptx": (_OOXML + "presentationml.presentation", ZIP),
    "odt": (_ODF + "text", ZIP),
    "ods": (_ODF + "spreadsheet", ZIP),
    "odp": (_ODF + "presentation", ZIP),
    "odg": (_ODF + "graphics", ZIP),
    "pages": ("application/vnd.apple.pages", ZIP),
    "numbers": ("application/vnd.apple.numbers", ZIP),
    "key": ("application/vnd.apple.keynote", ZIP),
    "doc": ("application/msword", OLE),
    "xls": ("application/vnd.ms-excel", OLE),
    "ppt": ("application/vnd.ms-powerpoint", OLE),
    "txt": (TEXT,),
    "text": (TEXT,),
    "log": (TEXT,),
    "md": ("text/markdown", TEXT),
    "csv": ("text/csv", TEXT),
    "tsv": ("text/tab-separated-values", TEXT),
    "json": ("application/json", TEXT),
    "yaml": ("application/yaml", TEXT),
    "yml": ("application/yaml", TEXT),
    "srt": ("application/x-subrip", TEXT),
    "vtt": ("text/vtt", TEXT),
    "png": ("image/png",),
    "jpg": ("image/jpeg",),
    "jpeg": ("image/jpeg",),
    "jfif": ("image/jpeg",),
    "gif": ("image/gif",),
    "webp": ("image/webp",),
    "bmp": ("image/bmp",),
    "tif": ("image/tiff",),
    "tiff": ("image/tiff",),
    "ico": ("image/vnd.microsoft.icon",),
    "heic": ("image/heic", "image/heif"),
    "heif": ("image/heif", "image/heic"),
    "avif": ("image/avif",),
    "jxl": ("image/jxl",),
    "jp2": ("image/jp2",),
    "psd": ("image/vnd.adobe.photoshop",),
    "mp3": ("audio/mpeg",),
    "m4a": ("audio/mp4", "video/mp4"),
    "aac": ("audio/aac",),
    "flac": ("audio/flac",),
    "ogg": ("audio/ogg",),
    "oga": ("audio/ogg",),
    "opus": ("audio/ogg",),
    "wav": ("audio/wav",),
    "aiff": ("audio/aiff",),
    "aif": ("audio/aiff",),
    "wma": ("audio/x-ms-wma", "video/x-ms-asf"),
    "amr": ("audio/amr",),
    "mp4": ("video/mp4", "video/quicktime", "audio/mp4"),
    "m4v": ("video/mp4", "video/quicktime"),
    "mov": ("video/quicktime", "video/mp4"),
    "3gp": ("video/3gpp", "video/mp4"),
    "mkv": ("video/x-matroska",),
    "webm": ("video/webm", "video/x-matroska"),
    "avi": ("video/x-msvideo",),
    "wmv": ("video/x-ms-wmv", "video/x-ms-asf"),
    "mpg": ("video/mpeg",),
    "mpeg": ("video/mpeg",),
    "ogv": ("video/ogg", "audio/ogg"),
    "flv": ("video/x-flv",),
    "zip": (ZIP,),
    "7z": ("application/x-7z-compressed",),
    "rar": ("application/vnd.rar",),
    "tar": ("application/x-tar",),
    "gz": ("application/gzip",),
    "tgz": ("application/gzip",),
    "bz2": ("application/x-bzip2",),
    "tbz2": ("application/x-bzip2",),
    "xz": ("application/x-xz",),
    "txz": ("application/x-xz",),
    "zst": ("application/zstd",),
}
"""By ending: the type it stands for, and what else its first bytes may look like."""
_MACROS = (
    "_VBA_PROJECT".encode("utf-16-le"),
    "vbaProject.bin".encode("utf-16-le"),
    b"vbaProject.bin",
    b"macrosheets/",
    b"Basic/script-l",
    b"Scripts/python/",
    b"Scripts/javascript/",
    b"Scripts/beanshell/",
)
"""Of Office, and from `Basic` on of LibreOffice."""


def media_type(head: bytes, name: str = "") -> str:
    """Return what a file is by its first `sniffing.HEAD_BYTES`; the name only tells apart what begins alike, as documents do."""
    seen = sniffed(head)
    stands_for, *alike = _OPENED.get(ending(name), ("",))
    return stands_for if seen in alike else seen


def handling(name: str, media: str) -> Handling:
    """Return what may be done with a file of a name and a type.

    Both are what its sender says, until the bytes are here: whoever opens it asks again with what these say.
    """
    end = ending(name)
    if media in PROGRAM_TYPES or end in PROGRAM_ENDINGS or "macroenabled" in media:
        return Handling.PROGRAM
    return Handling.OPEN if media in _OPENED.get(end, ()) else Handling.SAVE


def has_macros(part: bytes) -> bool:
    """Whether a part of a document holds the traces of macros: in an old one no ending tells."""
    return any(trace in part for trace in _MACROS)
