"""Which files make room: those looked at longest ago, but nothing that would be lost with them.

Pure decisions over what the cache knows; and the sweeping of files of which it knows nothing.
"""

import logging
from collections.abc import Collection, Iterable
from pathlib import Path

from msgspec import Struct

from desktop.core.files.sealed import remove
from desktop.core.values import AttachmentId, Milliseconds

__all__ = ["Kept", "sweep", "to_evict"]

log = logging.getLogger(__name__)


class Kept(Struct, frozen=True):
    """A file on this computer, as far as it matters for making room."""

    attachment: AttachmentId
    size: int
    """In bytes, as far as they are here."""
    used_at: Milliseconds
    """When it was last looked at, or came."""
    protected: bool
    """It is not sent yet, attached to a draft, on its way, or being looked at."""


def to_evict(files: Iterable[Kept], limit: int) -> tuple[AttachmentId, ...]:
    """Return what has to go so that all together are no larger than the limit, in the order in which it is to go.

    Of those that were looked at last at the same time the largest goes first. What is protected counts, and stays.
    """
    files = tuple(files)
    over = sum(file.size for file in files) - limit
    gone = []
    for file in sorted(files, key=lambda file: (file.used_at, -file.size, file.attachment)):
        if over <= 0:
            break
        if not file.protected and file.size:
            gone.append(file.attachment)
            over -= file.size
    return tuple(gone)


def sweep(folder: Path, known: Collection[str]) -> int:
    """Remove what lies in a folder of sealed files without the cache knowing its name; return how many files went.

    They are left by a program that was killed between writing a file and writing it down, or removing it. Call it at the start,
    before anything is attached or fetched.
    """
    try:
        strangers = [path for path in folder.iterdir() if path.name not in known and not path.is_dir()]
    except FileNotFoundError:
        return 0
    except OSError as error:
        log.warning("the folder of files cannot be read: %s", error.strerror)
        return 0
    gone = sum(remove(path) for path in strangers)
    if strangers:
        log.info("%d of %d files that nobody knows were removed", gone, len(strangers))
    return gone
