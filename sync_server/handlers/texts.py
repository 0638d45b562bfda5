"""What people write, made safe to keep: which characters stay, how long a text may be, and what counts as empty.

Control characters are taken out rather than refused: they come with pasted text, nobody sees them, and a refusal that people
cannot understand helps nobody. In a message, line breaks and tabs stay, and every kind of line break becomes one kind. Names
and subjects are single lines, and lose the characters that change the direction of text as well, so that none can look like
another; names of files must do no harm where they are saved, either.
"""

import re
import unicodedata

from sync_server.errors import Refusal
from sync_server.protocol import limits
from sync_server.protocol.codes import ErrorCode

_LINE_BREAKS = re.compile("\r\n|[\r\u2028\u2029\x0b\x0c\x85]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BLANKS = re.compile(r"\s+")
_LOOK_BLANK = re.compile("[\\s\u115f\u1160\u2800\u3164\uffa0]+")
"""Spaces, and letters that show nothing: in a file's name they push its ending out of sight."""
_JOINERS = "\u200c\u200d"
"""Characters that nobody sees, but without which some scripts and emoji are not what they are."""
_NOT_IN_FILE_NAMES = re.compile(r'[/\\:*?"<>|]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\.|\Z)", re.IGNORECASE)
"""Devices of Windows, whatever their ending."""
_LONGEST_ENDING = 20
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
"""Unicode categories of characters that leave no mark: controls, formatting, spaces and separators."""


def clean_message(text: str, *, may_be_empty: bool = False) -> str:
    """Return a message's text as it is kept, or refuse it. Outer spaces stay: they may be meant."""
    text = _CONTROLS.sub("", _LINE_BREAKS.sub("\n", text))
    # Length first: to look at every character of a frame full of blanks would hold everybody up.
    if len(text) > limits.MESSAGE_CHARACTERS:
        raise Refusal(
            ErrorCode.MESSAGE_TOO_LONG, f"a message has at most {limits.MESSAGE_CHARACTERS} characters"
        )
    if all(unicodedata.category(character) in _UNSEEN for character in text):
        if may_be_empty:
            return ""
        raise Refusal(ErrorCode.MESSAGE_EMPTY, "a message needs text, or files")
    return text


def clean_subject(subject: str) -> str:
    """Return a subject as it is kept, on one line, or refuse it. Nothing but blanks is no subject."""
    subject = clean_line(subject)
    if len(subject) > limits.SUBJECT_CHARACTERS:
        raise Refusal(
            ErrorCode.SUBJECT_TOO_LONG, f"a subject has at most {limits.SUBJECT_CHARACTERS} characters"
        )
    return subject


def clean_line(text: str) -> str:
    """Return a name or title on one line, without characters that nobody sees but that change what is seen."""
    text = _CONTROLS.sub("", _LINE_BREAKS.sub("\n", text))
    text = _BLANKS.sub(" ", _DIRECTIONS.sub("", text)).strip()
    return "" if all(unicodedata.category(character) in _UNSEEN for character in text) else text


def clean_file_name(name: str) -> str:
    """Return the name of a file as it is kept: one that can be saved on every system, and that looks like what it is.

    It names no folder, no hidden file and no device, holds nothing that turns the direction of text or pushes its ending out of
    sight, and keeps its ending when it is cut. A name of which nothing is left is "file".
    """
    name = unicodedata.normalize("NFC", _CONTROLS.sub("", _LINE_BREAKS.sub(" ", name)))
    name = _LOOK_BLANK.sub(" ", name)
    name = "".join(one for one in name if unicodedata.category(one) != "Cf" or one in _JOINERS)
    name = _NOT_IN_FILE_NAMES.sub("_", name).strip(" .")
    if not name.strip(_JOINERS + " ._"):
        return "file"
    if _RESERVED.match(name):
        name = f"_{name}"
    return _cut(name, limits.FILE_NAME_CHARACTERS)


def _cut(name: str, longest: int) -> str:
    if len(name) <= longest:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > _LONGEST_ENDING:
        return name[:longest].rstrip(" .")
    return stem[: longest - len(ending) - 1].rstrip(" .") + dot + ending
