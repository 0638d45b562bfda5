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
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
"""But those that are a blank; and halves of characters."""
_BLANKS = re.compile("[\\s\u115f\u1160\u2800\u3164\uffa0]+")
"""Spaces, and letters that show nothing: they push an ending out of sight."""
_JOINERS = "\u200c\u200d"
"""What formats and is not seen, but without which some scripts and emoji are not what they are."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\u2044\u2215\u29f8\uff0f\uff3c]')
"""To one system or another, and what looks like a separator."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|\Z)", re.IGNORECASE)
"""Names of devices on Windows, with any ending."""
_OUTER = " ." + _JOINERS
"""Windows drops dots and blanks at the end, so that `run.exe.` would be a program; in front, a dot hides a file."""


def clean_file_name(name: str) -> str:
    """Return a name for a file that is safe to show and to use on every system; `file` where nothing is left of it."""
    name = _CONTROLS.sub("", name)
    name = "".join(one for one in name if unicodedata.category(one) != "Cf" or one in _JOINERS)
    name = _FORBIDDEN.sub("_", _BLANKS.sub(" ", name))
    name = unicodedata.normalize("NFC", name).strip(_OUTER)
    if not name.strip(_OUTER + "_"):
        return UNNAMED
    if _RESERVED.match(name):
        name = f"_{name}"
    return _shortened(name)


def ending(name: str) -> str:
    """Return what follows the last dot of a name, in lower case: what a system goes by when it opens a file."""
    return PurePosixPath(clean_file_name(name)).suffix[1:].lower()


def name_on_disk(name: str) -> str:
    """Return a clean name that is short enough for every file system."""
    name = clean_file_name(name)
    stem, dot_ending = _parts(name)
    while len((stem + dot_ending).encode()) > _NAME_BYTES:
        stem = stem[:-1]
    return (stem.rstrip(_OUTER) or UNNAMED) + dot_ending


def _shortened(name: str) -> str:
    if len(name) <= FILE_NAME_CHARACTERS:
        return name
    stem, dot_ending = _parts(name)
    return stem[: FILE_NAME_CHARACTERS - len(dot_ending)].rstrip(_OUTER) + dot_ending


def _parts(name: str) -> tuple[str, str]:
    suffix = PurePosixPath(name).suffix
    return (name[: -len(suffix)], suffix) if 0 < len(suffix) <= _ENDING_CHARACTERS else (name, "")
