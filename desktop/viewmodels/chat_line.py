"""A row of the chat list, as it is shown: all that the list paints and speaks, and nothing that has to be loaded to know it.

It stands apart from the list's model so that the rows can be painted before the client's core is imported.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt

from desktop.viewmodels.isolates import without_isolates

if TYPE_CHECKING:
    from desktop.core.values import ChatId, Notify, UserId

Key = tuple[bool, int, str]


class Ticks(StrEnum):
    """How far the user's own last message has come; nothing where somebody else wrote last."""

    NONE = ""
    SENT = "sent"
    SOME = "some"
    """Some of the others have read it."""
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ChatLine:
    """A chat as its row shows it."""

    id: "ChatId"
    title: str
    people: "tuple[tuple[UserId, str], ...]"
    """Id and name of those whose avatars stand for the chat: one, or two with the last writer first."""
    preview: str
    """What was last said or done; what people wrote stands in it isolated (`isolates`)."""
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
    mentioned: bool = False
    """Something unread names the user."""
    ticks: Ticks = Ticks.NONE
    presence: str = ""
    """Of a chat with one other: whether they are there, as a `desktop.core.values.Presence`; empty while that is not known."""
    notify: "Notify" = ""
    """What the user is notified of here; empty for as in every other chat."""

    @property
    def key(self) -> Key:
        """What the list is sorted by: pinned chats first, then the newest."""
        return (not self.pinned, -self.activity_at, self.id)


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
            return spoken(line)
        case _:
            return None


def spoken(line: ChatLine) -> str:
    """Return the row in words, for who listens instead of looking."""
    unread = QCoreApplication.translate("chat_list", "%Ln unread", "", line.unread) if line.unread else ""
    marks = (
        line.title,
        unread,
        _tr("pinned") if line.pinned else "",
        _tr("muted") if line.muted else "",
        _tr("you are mentioned") if line.mentioned else "",
        _tr("draft") if line.draft else "",
        _presence(line),
        _on_its_way(line),
    )
    parts = [", ".join(mark for mark in marks if mark), without_isolates(line.preview), line.time]
    return ". ".join(part.rstrip(".") for part in parts if part)


def _presence(line: ChatLine) -> str:
    if not line.presence:
        return ""
    from desktop.core.values import Presence  # what was seen last time comes without
    from desktop.viewmodels import presence

    return presence.spoken(Presence(line.presence))


def _on_its_way(line: ChatLine) -> str:
    """Return how far it is with what the user wrote: what needs them most comes first."""
    if line.refused:
        return _tr("not sent")
    if line.asking:
        return _tr("waited long, asks whether to send")
    if line.waiting:
        return _tr("waiting to send")
    match line.ticks:
        case Ticks.SOME:
            return _tr("read by some")
        case Ticks.ALL:
            return _tr("read by all")
        case _:
            return ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("chat_list", text)
