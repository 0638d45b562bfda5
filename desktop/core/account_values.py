"""What the client tells of an account: where the user is signed in, and what it takes on this computer."""

from msgspec import Struct

from sync_server.protocol.limits import PASSWORD_CHARACTERS
from sync_server.protocol.nouns import DeviceId, Milliseconds

__all__ = ["PASSWORD_CHARACTERS", "DeviceId", "SignedInDevice", "StorageUsed"]


class SignedInDevice(Struct, frozen=True):
    """One installation on which the user is signed in."""

    id: DeviceId
    name: str
    signed_in_at: Milliseconds
    last_seen_at: Milliseconds
    """When it was connected last, to the hour."""
    is_this: bool
    """It is the one that asks."""


class StorageUsed(Struct, frozen=True):
    """What the account takes on this computer, in bytes."""

    messages: int
    """Messages, chats, drafts and what is to be sent, with what makes them quick to find by time."""
    search: int
    """The index of words."""
    files: int
    """Attachments that are here whole or in part, and those that are to be sent."""
    file_count: int
    file_limit: int
    """Beyond it, the files that were looked at longest ago go first."""
    set_aside: int
    """What could not be read when it was opened, and was kept."""
    free: int | None
    """What is free where all this lies; None if the system does not say."""
