"""What the client's queries return of files: immutable values. Whoever uses them imports them from `values`."""

from enum import StrEnum

from msgspec import Struct

from sync_server.protocol.nouns import (
    Attachment,
    AttachmentId,
    ChatId,
    MessageId,
    Milliseconds,
    Sequence,
    UserId,
)


class TransferState(StrEnum):
    """How far a file's way to the server, or from it, has come."""

    WAITING = "waiting"
    """For its turn, or for a connection."""
    RUNNING = "running"
    PAUSED = "paused"
    """By the user; it goes on when they say so."""
    FAILED = "failed"
    """`Transfer.reason` says why; it is tried again when the user says so, and some reasons after a while by themselves."""


class Transfer(Struct, frozen=True):
    """A file on its way, or that is to be."""

    attachment: AttachmentId
    is_upload: bool
    state: TransferState
    done: int
    """Bytes that are through for good."""
    size: int
    reason: str = ""
    """Why it failed, as an ErrorCode or FileTrouble value; empty otherwise."""


class Downloads(StrEnum):
    """Which files are fetched without being asked for. Thumbnails always are."""

    PICTURES_AND_SMALL = "pictures_and_small"
    """Pictures up to 10 MB, and other files up to 1 MB."""
    PICTURES = "pictures"
    NOTHING = "nothing"


class Pasted(Struct, frozen=True):
    """What is attached without being a file on this computer, such as a picture from the clipboard."""

    name: str
    data: bytes


class SharedFile(Struct, frozen=True):
    """A file that somebody sent in a chat."""

    attachment: Attachment
    chat: ChatId
    message: MessageId
    seq: Sequence
    author: UserId
    author_name: str
    sent_at: Milliseconds
    place: int = 0
    """Which of its message's attachments it is, from 0 on: with `seq`, where a list of files is read on from."""


class FilesKept(Struct, frozen=True):
    """How much of attachments is kept on this computer."""

    size: int
    """In bytes, those included that are on their way up."""
    files: int
    limit: int
    """In bytes: beyond it, what was looked at longest ago goes first. What is not sent yet stays whatever it takes."""
