"""What is said of files while they are attached: names of pasted pictures, why something was not attached, how many there are."""

from collections.abc import Container

from PySide6.QtCore import QCoreApplication, QDateTime

from desktop.core.errors import ClientError
from desktop.core.values import ATTACHMENT_BYTES, ATTACHMENTS, Milliseconds
from desktop.viewmodels import sentences
from desktop.viewmodels.attached import size_told
from desktop.viewmodels.cleaning import clean_name
from desktop.viewmodels.isolates import isolated
from desktop.viewmodels.placeholders import filled
from desktop.viewmodels.tray import Tile, TileState

_COUNTED_BEFORE = 2
"""With room for so many files or fewer, they are counted."""
_LONGEST = 40
"""Characters of a name within a sentence; its end says what it is."""


def file_name(name: str) -> str:
    """Return a file's name on one line; a word for it where nothing of it can be seen."""
    return clean_name(name) or QCoreApplication.translate("files", "File")


def pasted_name(now: Milliseconds, ending: str, taken: Container[str]) -> str:
    """Return the name of a picture that is pasted now, and that none of the files beside it has."""
    moment = QDateTime.fromMSecsSinceEpoch(now)
    stem = filled(
        _tr("Pasted image %1 at %2"), moment.toString("yyyy-MM-dd"), moment.toString("HH.mm")
    )  # sorted by time wherever it is saved, and without a colon, which some systems refuse
    names = (f"{stem}{f' ({number})' if number else ''}{ending}" for number in range(ATTACHMENTS + 2))
    return next(name for name in names if name not in taken)


def too_large(name: str, size: int) -> str:
    """Return why a file is not attached that is larger than may be."""
    words = _tr("“%1” is too large: %2 of at most %3. Make it smaller, or send a link.")
    return filled(words, _named(name), size_told(size), size_told(ATTACHMENT_BYTES))


def folder(name: str) -> str:
    """Return why a folder is not attached."""
    words = _tr("“%1” is a folder. Attach the files in it, or pack it into one file first.")
    return filled(words, _named(name))


def too_many(left_out: int) -> str:
    """Return that so many files were not attached."""
    return QCoreApplication.translate(
        "attaching",
        "A message can have at most 10 files. %Ln were left out: send these first, then attach the others.",
        "",
        left_out,
    )


def and_more(number: int) -> str:
    """Return that more is to be said of so many files."""
    return QCoreApplication.translate("attaching", "And %Ln more.", "", number)


def while_rewording() -> str:
    """Return why nothing can be attached while a message is being changed."""
    return _tr("Files cannot be added to a message that was written before. Save or cancel the change first.")


def failure(error: ClientError) -> str:
    """Return why a file could not be attached."""
    return sentences.failure(error)


def not_attached(name: str, reason: str) -> str:
    """Return that a file is not attached yet, and why."""
    return filled(_tr("“%1” is not attached. %2"), _named(name), reason)


def stays(name: str, reason: str) -> str:
    """Return that a photo stays attached as it was, since it cannot be attached otherwise."""
    return filled(_tr("“%1” stays attached as it is. %2"), _named(name), reason)


def not_kept(name: str) -> str:
    """Return that a file that was removed cannot be had back."""
    return filled(_tr("“%1” is no longer on this computer. Attach it again from where it was."), _named(name))


def removed(name: str) -> str:
    """Return that a file was taken off the draft."""
    return filled(_tr("“%1” removed"), _named(name))


def state(tile: Tile) -> str:
    """Return how far a file has come: its size, once it is attached."""
    if tile.state is TileState.FAILED:
        return _tr("Not attached")
    if tile.state is TileState.PREPARING or tile.size is None:
        return _tr("Being attached…")
    return size_told(tile.size)


def photo_is_stripped() -> str:
    """Return what is done to a photo that is sent as a picture."""
    return _tr("Sent without the place and other data that the camera wrote into it")


def attached(names: tuple[str, ...]) -> str:
    """Return what a screen reader says once files are attached."""
    if len(names) == 1:
        return filled(_tr("%1 attached"), file_name(names[0]))
    return QCoreApplication.translate("attaching", "%Ln files attached", "", len(names))


def counter(files: int) -> str:
    """Say how many of the files that a message can have there are, once that matters."""
    if files < ATTACHMENTS - _COUNTED_BEFORE:
        return ""
    return QCoreApplication.translate("attaching", "%Ln of 10 files", "", files)


def _named(name: str) -> str:
    """Return a name as it stands within a sentence, without the middle of a long one."""
    shown = file_name(name)
    if len(shown) > _LONGEST:
        shown = f"{shown[: _LONGEST // 2].rstrip()}…{shown[-_LONGEST // 2 :].lstrip()}"
    return isolated(shown)


def sent_when_ready() -> str:
    """Return that a message goes as soon as its files are ready."""
    return _tr("Goes as soon as its files are ready")


def _tr(text: str) -> str:
    return QCoreApplication.translate("attaching", text)
