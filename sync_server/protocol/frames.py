"""The frames: requests, their replies, and pushes. One JSON object each, told apart by `type`.

A request carries an `id` that the client chooses (unique among its open requests) and gets exactly one reply with that `id`:
`ok`, a reply of its own type, or `error`. Pushes have no `id`. Unknown fields are ignored on both sides, and a client ignores
pushes of an unknown type: so the protocol can grow within its version.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec.json import Decoder, Encoder

from sync_server.protocol import limits
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.nouns import (
    Chat,
    ChatId,
    CheckedChatId,
    CheckedCommandId,
    CheckedDeviceId,
    CheckedMessageId,
    CheckedUserId,
    Device,
    DeviceId,
    Message,
    Milliseconds,
    Revision,
    Sequence,
    User,
    UserId,
)

RequestId = Annotated[int, Meta(ge=0)]
ReadCursor = Annotated[int, Meta(ge=0)]
"""How far a device has been told of read positions; opaque, only the server knows what it means."""
Password = Annotated[str, Meta(max_length=limits.PASSWORD_CHARACTERS)]


class Frame(Struct, frozen=True, tag_field="type"):
    """Anything that travels."""


# Requests: signing in ------------------------------------------------------------------------------------------------


class SignIn(Frame, frozen=True, tag="sign_in"):
    """Prove who you are with a password, and become a device. Reply: `SignedIn` with a token to keep."""

    id: RequestId
    username: Annotated[str, Meta(max_length=limits.NAME_CHARACTERS)]
    password: Password
    device_name: Annotated[str, Meta(max_length=limits.NAME_CHARACTERS)]


class Resume(Frame, frozen=True, tag="resume"):
    """Prove who you are with a device's token. Reply: `Resumed`."""

    id: RequestId
    token: Annotated[str, Meta(max_length=200)]


class SignOut(Frame, frozen=True, tag="sign_out"):
    """Give this device's token back. Reply: `Ok`; then the connection is closed."""

    id: RequestId


class ListDevices(Frame, frozen=True, tag="list_devices"):
    """Where is this user signed in? Reply: `Devices`."""

    id: RequestId


class RevokeDevice(Frame, frozen=True, tag="revoke_device"):
    """Sign one of the user's own devices out; doing so again does no harm. Reply: `Ok`."""

    id: RequestId
    device: CheckedDeviceId


class ChangePassword(Frame, frozen=True, tag="change_password"):
    """Choose another password. All other devices of the user are signed out. Reply: `Ok`."""

    id: RequestId
    old: Password
    new: Password


# Requests: reading ---------------------------------------------------------------------------------------------------


class Sync(Frame, frozen=True, tag="sync"):
    """Say what this device holds; be told what is newer, and from then on what changes.

    Reply: `Ok`. Then pushes: `Directory`, one `ChatSnapshot` or `ChatChanges` for every chat that moved, most recently active
    first, `ReadPositions`, `Presence`, and `Synced`. Live pushes may come in between.
    """

    id: RequestId
    directory: Revision
    """Highest `User.revision` held."""
    chats: Annotated[dict[CheckedChatId, Revision], Meta(max_length=limits.SYNC_CHATS)]
    """For every chat held, the revision up to which it is held."""
    reads: ReadCursor = 0
    """`Synced.reads` of the last catch-up that was completed."""
    more: bool = False
    """Another `sync` with the rest of the vector follows; catch-up begins with the last one."""


class Changes(Frame, frozen=True, tag="changes"):
    """Repair a gap: what changed in a chat after a revision, oldest change first. Reply: `ChangesPage`."""

    id: RequestId
    chat: CheckedChatId
    after: Revision


class OpenChat(Frame, frozen=True, tag="open_chat"):
    """Ask for a chat whose row is not held, as when its snapshot was lost. Reply: `ChatOpened`."""

    id: RequestId
    chat: CheckedChatId


class History(Frame, frozen=True, tag="history"):
    """Older messages: the page just before a sequence number, ascending in the frame. Reply: `HistoryPage`."""

    id: RequestId
    chat: CheckedChatId
    before_seq: Annotated[int, Meta(ge=1)]
    limit: Annotated[int, Meta(ge=1, le=limits.PAGE_ROWS)] = limits.PAGE_ROWS


class Audience(Frame, frozen=True, tag="audience"):
    """Who can read this message? Reply: `AudienceList`."""

    id: RequestId
    chat: CheckedChatId
    message: CheckedMessageId


class PreviewHistory(Frame, frozen=True, tag="preview_history"):
    """What would somebody see whom the caller adds with the history? Reply: `HistoryPreview`."""

    id: RequestId
    chat: CheckedChatId


# Requests: commands, each idempotent by its client-made id -----------------------------------------------------------


Mentions = Annotated[tuple[CheckedUserId, ...], Meta(max_length=limits.MENTIONS)]
"""Users named in a text."""


class CreateChat(Frame, frozen=True, tag="create_chat"):
    """Start a chat with some teammates. Reply: `ChatCreated`."""

    id: RequestId
    chat: CheckedChatId
    """The new chat's id, made by the client."""
    message: CheckedMessageId
    """Id of the system line that says it was started, made by the client."""
    participants: tuple[CheckedUserId, ...]
    """The others; naming oneself as well does no harm."""
    subject: str = ""


class SendMessage(Frame, frozen=True, tag="send_message", omit_defaults=True):
    """Say something. Reply: `Accepted`."""

    id: RequestId
    chat: CheckedChatId
    message: CheckedMessageId
    text: str
    reply_to: CheckedMessageId | None = None
    """The message that this one answers; it may be one that the same device has just sent."""
    mentions: Mentions = ()


class EditMessage(Frame, frozen=True, tag="edit_message", omit_defaults=True):
    """Change the text of one's own message. Reply: `Accepted`."""

    id: RequestId
    chat: CheckedChatId
    message: CheckedMessageId
    command: CheckedCommandId
    """The id of this change, made by the client."""
    text: str
    mentions: Mentions = ()


class DeleteMessage(Frame, frozen=True, tag="delete_message"):
    """Take one's own message back; a tombstone stays. Reply: `Accepted`."""

    id: RequestId
    chat: CheckedChatId
    message: CheckedMessageId
    command: CheckedCommandId


class SetReaction(Frame, frozen=True, tag="set_reaction"):
    """Put an emoji under a message, or take one's own away. Reply: `Accepted`."""

    id: RequestId
    chat: CheckedChatId
    message: CheckedMessageId
    command: CheckedCommandId
    emoji: str
    on: bool


class SetSubject(Frame, frozen=True, tag="set_subject"):
    """Name the chat; an empty subject takes the name away. Reply: `Accepted`. `message` is the id of the system line."""

    id: RequestId
    chat: CheckedChatId
    message: CheckedMessageId
    subject: str


class AddParticipants(Frame, frozen=True, tag="add_participants"):
    """Add people for good. Reply: `Accepted`. `message` is the id of the system line.

    With `share_history` they may read what the adder may read; without it, only from that line on.
    """

    id: RequestId
    chat: CheckedChatId
    message: CheckedMessageId
    users: Annotated[tuple[CheckedUserId, ...], Meta(min_length=1, max_length=limits.PARTICIPANTS)]
    share_history: bool


class MarkRead(Frame, frozen=True, tag="mark_read"):
    """Everything up to `seq` was on screen. Read positions only grow: so this is idempotent as it is. Reply: `Ok`."""

    id: RequestId
    chat: CheckedChatId
    seq: Sequence


# Requests: signs of life, never stored --------------------------------------------------------------------------------


class StartTyping(Frame, frozen=True, tag="start_typing"):
    """The user is writing in a chat; said again every few seconds while they do. Reply: `Ok`."""

    id: RequestId
    chat: CheckedChatId


class SetPresence(Frame, frozen=True, tag="set_presence"):
    """Whether somebody sits at this device. A device that has just connected is active. Reply: `Ok`."""

    id: RequestId
    state: Literal["active", "away"]


Command = (
    CreateChat
    | SendMessage
    | EditMessage
    | DeleteMessage
    | SetReaction
    | SetSubject
    | AddParticipants
    | MarkRead
)
Query = Changes | OpenChat | History | Audience | PreviewHistory | ListDevices
Request = (
    SignIn
    | Resume
    | SignOut
    | RevokeDevice
    | ChangePassword
    | Sync
    | StartTyping
    | SetPresence
    | Query
    | Command
)


# Replies -------------------------------------------------------------------------------------------------------------


class Ok(Frame, frozen=True, tag="ok"):
    """Done; nothing to add."""

    id: RequestId


class Error(Frame, frozen=True, tag="error"):
    """Refused. `text` is English for a developer's log; people are shown a sentence that the client chooses by `code`."""

    id: RequestId | None
    """None where the request could not be read far enough to know."""
    code: ErrorCode
    text: str
    retry_after_ms: int | None = None
    """For `rate_limited` and `too_many_attempts`."""


class SignedIn(Frame, frozen=True, tag="signed_in"):
    """You are this user on this device; keep the token secret, it is shown once."""

    id: RequestId
    user: User
    device: DeviceId
    token: str


class Resumed(Frame, frozen=True, tag="resumed"):
    """You are this user on this device."""

    id: RequestId
    user: User
    device: DeviceId


class Devices(Frame, frozen=True, tag="devices"):
    """Where the user is signed in, the latest first."""

    id: RequestId
    devices: tuple[Device, ...]


class ChatCreated(Frame, frozen=True, tag="chat_created"):
    """The chat as it stands, with its first line."""

    id: RequestId
    chat: Chat
    message: Message


class Accepted(Frame, frozen=True, tag="accepted"):
    """The command is durable: this is the row that it wrote or changed, as it is now."""

    id: RequestId
    message: Message


class ChangesPage(Frame, frozen=True, tag="changes_page"):
    """A device that held everything up to `after` holds everything up to `revision` once it has applied this."""

    id: RequestId
    chat: ChatId
    after: Revision
    revision: Revision
    row: Chat | None
    """The chat's row, if it changed after `after`."""
    messages: tuple[Message, ...]
    """Ascending by revision."""
    more: bool


class ChatOpened(Frame, frozen=True, tag="chat_opened"):
    """What a `ChatSnapshot` says, as a reply."""

    id: RequestId
    chat: Chat
    revision: Revision
    from_seq: Sequence
    messages: tuple[Message, ...]
    read: dict[UserId, Sequence]


class HistoryPage(Frame, frozen=True, tag="history_page"):
    """Every visible message with `from_seq <= seq < before_seq`, as it is now, ascending.

    At the start of what the reader may see, `from_seq` is their cut-off.
    """

    id: RequestId
    chat: ChatId
    from_seq: Sequence
    messages: tuple[Message, ...]


class AudienceList(Frame, frozen=True, tag="audience_list"):
    """Everybody who can read the message, in the order in which they came into the chat. Closed accounts can read nothing."""

    id: RequestId
    users: tuple[UserId, ...]


class HistoryPreview(Frame, frozen=True, tag="history_preview"):
    """What somebody would see whom the caller adds with the history: exactly what the caller sees."""

    id: RequestId
    messages: int
    """How many messages people wrote; those that were deleted since count, as their tombstones stay."""
    authors: tuple[UserId, ...]
    """Who wrote them, in the order in which they came into the chat."""
    first: Message | None
    """The first of them; None if there is none."""
    last_at: Milliseconds | None
    """When the newest of them was sent; None if there is none."""


Reply = (
    Ok
    | Error
    | SignedIn
    | Resumed
    | Devices
    | ChatCreated
    | Accepted
    | ChangesPage
    | ChatOpened
    | HistoryPage
    | AudienceList
    | HistoryPreview
)


# Pushes --------------------------------------------------------------------------------------------------------------


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
    """To be kept, and said in the next `sync`."""


Push = Welcome | Directory | ChatSnapshot | ChatChanges | ReadPositions | Typing | Presence | Synced

_encoder = Encoder()
_requests: Decoder[Request] = Decoder(Request)
_server_frames: Decoder[Reply | Push] = Decoder(Reply | Push)


def encode(frame: Frame) -> bytes:
    """Return a frame as UTF-8 JSON."""
    return _encoder.encode(frame)


def decode_request(data: str | bytes) -> Request:
    """Read a client's frame.

    Raises `msgspec.DecodeError` for what is not JSON, `msgspec.ValidationError` (a subclass) for what is no request.
    """
    return _requests.decode(data)


def decode_server_frame(data: str | bytes) -> Reply | Push:
    """Read a server's frame. Raises as `decode_request` does."""
    return _server_frames.decode(data)
