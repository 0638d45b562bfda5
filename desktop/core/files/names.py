"""Names of files: what may stand in one, wherever it came from and whatever system it is to lie on.

A name is shown to people and given to a file system, so nothing in it may hide what it is (a right-to-left override turns
`exe.pdf` around), lead elsewhere (`..`, separators), or mean something else to one of the three systems. It is the client's own
rule; the server has one as well, which leaves such names alone.
"""

import re
import unicodedata
from pathlib import PurePosixPath

from sync_server.protocol.limits import FILE_NAME_CHARACTERS

__all__ = ["clean_file_name", "ending", "name_on_disk"]

UNNAMED = "file"
_NAME_BYTES = 200
"""Most that a name on the disk may have in UTF-8: file systems take 255, and programs put files with longer names beside it."""
_ENDING_CHARACTERS = 16
"""What follows the last dot is an ending, and kept when a name is shortened, only if it is no longer."""
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Controls, what changes the direction of text, what has no width, halves of characters."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\u2044\u2215\u29f8\uff0f\uff3c]')
"""To one system or another, and what looks like a separator."""
_BLANKS = re.compile(r"\s+")
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\.|\s*$|\s+\.)", re.IGNORECASE
)
"""Names of devices on Windows, with any ending."""


def clean_file_name(name: str) -> str:
    """Return a name for a file that is safe to show and to use on every system; `file` where nothing is left of it."""
    name = unicodedata.normalize("NFC", name)
    name = _FORBIDDEN.sub("_", _UNSEEN.sub("", name))
    name = _trimmed(_BLANKS.sub(" ", name))
    if _RESERVED.match(name):
        name = f"_{name}"
    return _trimmed(_shortened(name)) or UNNAMED


def ending(name: str) -> str:
    """Return what follows the last dot of a name, in lower case: what a system goes by when it opens a file."""
    return PurePosixPath(clean_file_name(name)).suffix[1:].lower()


def name_on_disk(name: str) -> str:
    """Return a clean name that is short enough for every file system."""
    name = clean_file_name(name)
    stem, dot_ending = _parts(name)
    while len((stem + dot_ending).encode()) > _NAME_BYTES:
        stem = stem[:-1]
    return _trimmed(stem) + dot_ending


def _trimmed(name: str) -> str:
    """Windows drops dots and blanks at the end, so that `run.exe.` would be a program; a blank in front only hides."""
    return name.lstrip().rstrip(". ")


def _shortened(name: str) -> str:
    if len(name) <= FILE_NAME_CHARACTERS:
        return name
    stem, dot_ending = _parts(name)
    return stem[: FILE_NAME_CHARACTERS - len(dot_ending)].rstrip(". ") + dot_ending


def _parts(name: str) -> tuple[str, str]:
    suffix = PurePosixPath(name).suffix
    return (name[: -len(suffix)], suffix) if 0 < len(suffix) <= _ENDING_CHARACTERS else (name, "")
