"""What is told of a chat outside the window: immutable values between what decides on it and what shows it."""

from msgspec import Struct

from desktop.viewmodels.links import Place

SUMMARY = "summary"
"""Key of the notice of several chats at once."""
TEST = "test"
"""Key of the one that only shows how notices look here."""


class Notice(Struct, frozen=True):
    """A notice, as it is to stand in the system's list."""

    key: str
    """One per chat, the chat's id; or `SUMMARY`, `TEST`."""
    title: str
    body: str
    """Plain text, in lines."""
    place: Place | None = None
    """Where a click leads; None: it only raises the window."""
    loud: bool = True
    """It pops up, and may sound; else it only replaces what stands."""
    sound: bool = False
    may_reply: bool = False
    may_mark: bool = False
    """What it is about can be marked as read."""
