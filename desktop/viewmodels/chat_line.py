"""A row of the chat list, as it is shown: all that the list paints and speaks, and nothing that has to be loaded to know it.

It stands apart from the list's model so that the rows can be painted before the client's core is imported.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from desktop.core.values import ChatId, UserId


@dataclass(frozen=True, slots=True)
class ChatLine:
    """A chat as its row shows it."""

    id: "ChatId"
    title: str
    people: "tuple[tuple[UserId, str], ...]"
    """Id and name of those whose avatars stand for the chat: one, or two with the last writer first."""
    preview: str
    draft: str
    """What is written and not sent, on one line; empty for none, and then `preview` is shown."""
    time: str
    unread: int
    waiting: bool
    refused: bool
    asking: bool
    """Something waited long, and its author is asked whether it is still to go."""
    muted: bool
    pinned: bool
    activity_at: int
    """In milliseconds since the Unix epoch, UTC."""
    found_by: str
    """Subject, names and last message, folded."""
    spoken: str
    """The row in words, for who listens instead of looking."""


class Role(IntEnum):
    """What a list of chats gives beside the usual roles."""

    LINE = 0x0100
    """The whole `ChatLine`. It is Qt's first role that is free to use."""
    CHAT = LINE + 1
    """The chat's id."""


def said_of(line: ChatLine, role: int) -> object:
    """Return what a model of the list says of a chat in a role."""
    match role:
        case Role.LINE:
            return line
        case Role.CHAT:
            return line.id
        case Qt.ItemDataRole.DisplayRole:
            return line.title
        case Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        case _:
            return None
