"""How files are called wherever they are shown: by their names, and by the few letters and the colour of their kind.

The letters are those at the end of the name, as people know a file by them; what a file really is, its bytes say, and a file of
which nothing is known has no letters. The colour is only beside them, never the one thing that tells.
"""

from enum import Enum

from PySide6.QtCore import QCoreApplication

from desktop.core.values import Attachment
from desktop.viewmodels.cleaning import clean_name

_MOST_LETTERS = 4


class Tone(Enum):
    """Colour of a kind of files."""

    PRINTED = "printed"
    SHEET = "sheet"
    TEXT = "text"
    PACKED = "packed"
    OTHER = "other"


_TONES = {
    Tone.PRINTED: {"pdf", "ps", "eps"},
    Tone.SHEET: {"xlsx", "xls", "ods", "csv", "tsv", "xlsm", "numbers"},
    Tone.TEXT: {"docx", "doc", "odt", "txt", "rtf", "md", "log", "pptx", "ppt", "odp", "pages", "key"},
    Tone.PACKED: {"zip", "gz", "tgz", "7z", "rar", "tar", "bz2", "xz", "zst"},
}
_LETTERS = {
    "application/pdf": "pdf",
    "application/zip": "zip",
    "text/csv": "csv",
    "text/plain": "txt",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
}
"""Of types that a file without an ending may have."""


def shown_file_name(attachment: Attachment) -> str:
    """Return a file's name on one line; a word for it where nothing of it can be seen."""
    return clean_name(attachment.name) or QCoreApplication.translate("files", "File")


def kind_letters(attachment: Attachment) -> str:
    """Return a few capital letters for a file's kind: `PDF`; empty where nobody knows."""
    ending = _ending(attachment)
    return ending.upper() if len(ending) <= _MOST_LETTERS else ""


def kind_tone(attachment: Attachment) -> Tone:
    """Return the colour of a file's kind."""
    ending = _ending(attachment)
    return next((tone for tone, endings in _TONES.items() if ending in endings), Tone.OTHER)


def _ending(attachment: Attachment) -> str:
    stem, dot, ending = clean_name(attachment.name).rpartition(".")
    if stem and dot and ending.isascii() and ending.isalnum():
        return ending.lower()
    return _LETTERS.get(attachment.type, "")
