"""What the server tells by itself. Pushes have no `id`, and come at any time."""

from typing import Literal

from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frame import Frame, PreferencesCursor, ReadCursor, RequestId
from sync_server.protocol.nouns import (
    Chat,
    ChatId,
    Message,
    Preferences,
    Revision,
    Sequence,
    User,
    UserId,
)


class Welcome(Frame, frozen=True, tag="welcome"):
    """The first frame on every connection: this is an Internal Chat server."""

    protocol: int
    server: str
    """Version of the server, for logs."""


class Directory(Frame, frozen=True, tag="directory"):
    """Users that are new or changed."""

    users: tuple[User, ...]
    revision: Revision


class ChatSnapshot(Frame, frozen=True, tag="chat_snapshot"):
    """A chat that the device does not hold: its row and its newest messages.

    With it the device holds everything up to `revision` from `from_seq` on; older messages are asked for with `history`.
    """

    chat: Chat
    revision: Revision
    from_seq: Sequence
    messages: tuple[Message, ...]
    """Ascending by seq; the newest is always there."""
    read: dict[UserId, Sequence]
    """Read positions: the reader's own, and those of others that the reader may know."""
    unread: int = 0
    """How many messages others wrote after `unread_after`, tombstones not counted, as of `revision`.

    So that the number is right before the messages are there: what is unread may begin long before `from_seq`.
    """
    unread_after: Sequence = 0
    """The reader's read position, or the place before their unread mark if that is earlier; never before their cut-off."""


class ChatChanges(Frame, frozen=True, tag="chat_changes", omit_defaults=True):
    """What changed in a chat, live or in catch-up.

    A device that held everything up to `after` holds everything up to `revision` once it has applied this. A device that holds
    less applies the rows all the same, and asks for what lies between with `changes`. What a reader may not see leaves no trace
    here: `after` is the last change before that this reader may see.
    """

    chat: ChatId
    after: Revision
    revision: Revision
    messages: tuple[Message, ...]
    """Ascending by revision; in catch-up with `more`, the newest by seq."""
    row: Chat | None = None
    """The chat's row, if it changed after `after`."""
    more: bool = False
    """There is more after `revision`, to be asked for with `changes`; never so in a live push."""


class ReadPositions(Frame, frozen=True, tag="read_positions"):
    """How far people have read in a chat: the reader's own position, and those of others that the reader may know.

    Whoever wrote a message has read up to it; that is not told again.
    """

    chat: ChatId
    read: dict[UserId, Sequence]


class PreferencesChanged(Frame, frozen=True, tag="preferences_changed"):
    """What the user has set for themselves, on any device. In catch-up, all that changed since the cursor."""

    chats: dict[ChatId, Preferences]


PresenceState = Literal["active", "away", "offline"]


class Presence(Frame, frozen=True, tag="presence"):
    """Who is there. In catch-up everybody who is not offline, afterwards whoever changed."""

    users: dict[UserId, PresenceState]


class Typing(Frame, frozen=True, tag="typing"):
    """Somebody is writing in a chat; forget it after a few seconds, or when their message comes."""

    chat: ChatId
    user: UserId


class Synced(Frame, frozen=True, tag="synced"):
    """Catch-up is complete: from here on, changes come as they happen."""

    reads: ReadCursor
    """To be kept, and said in the next `sync`, as `preferences`."""
    preferences: PreferencesCursor = 0


class Confirmed(Frame, frozen=True, tag="confirmed"):
    """On the connection for attachments: an upload has come so far, and would go on from there after a broken connection."""

    transfer: RequestId
    offset: int


class TransferEnded(Frame, frozen=True, tag="transfer_ended"):
    """On the connection for attachments: an upload is whole, checked and durable; or with a code, a transfer cannot go on."""

    transfer: RequestId
    code: ErrorCode | None = None
    text: str = ""
    """English for a developer's log, as in an `error`."""


Push = (
    Welcome
    | Directory
    | ChatSnapshot
    | ChatChanges
    | ReadPositions
    | PreferencesChanged
    | Typing
    | Presence
    | Synced
)
