"""Which files make room: those looked at longest ago, but nothing that would be lost with them.

A pure decision over what the cache knows.
"""

from collections.abc import Iterable

from msgspec import Struct

from desktop.core.values import AttachmentId, Milliseconds

__all__ = ["Kept", "to_evict"]


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
