"""What passes between the event loop, which decides what is transferred, and the thread that does it."""

from typing import TYPE_CHECKING

from msgspec import Struct

from desktop.core.errors import ErrorCode, FileTrouble
from desktop.core.values import AttachmentId, ChatId, MessageId

if TYPE_CHECKING:
    # Loaded with the first transfer: what it needs costs more than painting the chat list.
    from desktop.core.files.sealed import SealedFile

RunId = int
"""Names one try at one transfer."""


class Job(Struct, frozen=True):
    """One try at one transfer. It ends with exactly one of `Ended`, `Stopped`, `Refused`, `Troubled`, or with `Broke`."""

    run: RunId
    attachment: AttachmentId
    file: "SealedFile"
    """What is read or written here; it may have been sealed for another attachment that is the same file."""
    size: int
    sha256: str
    source: tuple[ChatId, MessageId] | None = None
    """The message through which it is fetched; None for an upload."""


class Moved(Struct, frozen=True):
    """So many bytes are through."""

    run: RunId
    done: int


class Ended(Struct, frozen=True):
    """It is whole, and checked."""

    run: RunId


class Stopped(Struct, frozen=True):
    """It was to be stopped, and is; the file is let go of."""

    run: RunId


class Refused(Struct, frozen=True):
    """The server said no."""

    run: RunId
    code: ErrorCode
    retry_after_ms: int | None = None


class Troubled(Struct, frozen=True):
    """Something with the file failed on this computer."""

    run: RunId
    trouble: FileTrouble


class Broke(Struct, frozen=True):
    """There is no connection, or no longer; these were under way, or were to be."""

    runs: tuple[RunId, ...]


Event = Moved | Ended | Stopped | Refused | Troubled | Broke
