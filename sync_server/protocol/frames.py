"""The frames: requests, their replies, and pushes. One JSON object each, told apart by `type`.

A request carries an `id` that the client chooses (unique among its open requests) and gets exactly one reply with that `id`:
`ok`, a reply of its own type, or `error`. Pushes have no `id`. Unknown fields are ignored on both sides, and a client ignores
pushes of an unknown type: so the protocol can grow within its version.
"""

from typing import Annotated

from msgspec import Meta, Struct
from msgspec.json import Decoder, Encoder

from sync_server.protocol import limits
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.nouns import (
    Chat,
    ChatId,
    CheckedChatId,
    CheckedMessageId,
    CheckedUserId,
    DeviceId,
    Message,
    Revision,
    Sequence,
    User,
    UserId,
)

RequestId = Annotated[int, Meta(ge=0)]


class Frame(Struct, frozen=True, tag_field="type"):
    """Anything that travels."""


# Requests: signing in ------------------------------------------------------------------------------------------------


class SignIn(Frame, frozen=True, tag="sign_in"):
    """Prove who you are with a password, and become a device. Reply: `SignedIn` with a token to keep."""

    id: RequestId
    username: Annotated[str, Meta(max_length=limits.NAME_CHARACTERS)]
    password: Annotated[str, Meta(max_length=limits.PASSWORD_CHARACTERS)]
    device_name: Annotated[str, Meta(max_length=limits.NAME_CHARACTERS)]


class Resume(Frame, frozen=True, tag="resume"):
    """Prove who you are with a device's token. Reply: `Resumed`."""

    id: RequestId
    token: Annotated[str, Meta(max_length=200)]


class SignOut(Frame, frozen=True, tag="sign_out"):
    """Give this device's token back. Reply: `Ok`; then the connection is closed."""

    id: RequestId


# Requests: reading ---------------------------------------------------------------------------------------------------


class Sync(Frame, frozen=True, tag="sync"):
    """Say what this device holds; be told what is newer, and from then on what changes.

    Reply: `Ok`. Then pushes: `Directory`, one `ChatSnapshot` or `ChatChanges` for every chat that moved, most recently active
    first, and `Synced`. Live pushes may come in between.
    """

    id: RequestId
    directory: Revision
    """Highest `User.revision` held."""
    chats: Annotated[dict[CheckedChatId, Revision], Meta(max_length=limits.SYNC_CHATS)]
    """For every chat held, the revision up to which it is held."""
    more: bool = False
    """Another `sync` with the rest of the vector follows; catch-up begins with the last one."""


class Changes(Frame, frozen=True, tag="changes"):
    """Repair a gap: what changed in a chat after a revision, oldest change first. Reply: `ChangesPage`."""

    id: RequestId
    chat: CheckedChatId
    after: Revision


class History(Frame, frozen=True, tag="history"):
    """Older messages: the page just before a sequence number, ascending in the frame. Reply: `HistoryPage`."""

    id: RequestId
    chat: CheckedChatId
    before_seq: Annotated[int, Meta(ge=1)]
    limit: Annotated[int, Meta(ge=1, le=limits.PAGE_ROWS)] = limits.PAGE_ROWS


# Requests: commands, each idempotent by its client-made id -----------------------------------------------------------


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


class SendMessage(Frame, frozen=True, tag="send_message"):
    """Say something. Reply: `Accepted`."""

    id: RequestId
    chat: CheckedChatId
    message: CheckedMessageId
    text: str


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
    """Everything up to `seq` was on screen. Read positions only grow. Reply: `Ok`."""

    id: RequestId
    chat: CheckedChatId
    seq: Sequence


class StartTyping(Frame, frozen=True, tag="start_typing"):
    """The user is writing in a chat; said again every few seconds while they do. Never stored. Reply: `Ok`."""

    id: RequestId
    chat: CheckedChatId


Request = (
    SignIn
    | Resume
    | SignOut
    | Sync
    | Changes
    | History
    | CreateChat
    | SendMessage
    | SetSubject
    | AddParticipants
    | MarkRead
    | StartTyping
)
Command = CreateChat | SendMessage | SetSubject | AddParticipants | MarkRead


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


class ChatCreated(Frame, frozen=True, tag="chat_created"):
    """The chat as it stands, with its first line."""

    id: RequestId
    chat: Chat
    message: Message


class Accepted(Frame, frozen=True, tag="accepted"):
    """The command is durable: this is its row."""

    id: RequestId
    message: Message


class ChangesPage(Frame, frozen=True, tag="changes_page"):
    """A device that held everything up to `after` holds everything up to `revision` once it has applied this."""

    id: RequestId
    after: Revision
    revision: Revision
    chat: Chat
    messages: tuple[Message, ...]
    """Ascending by revision."""
    more: bool


class HistoryPage(Frame, frozen=True, tag="history_page"):
    """Every visible message with `from_seq <= seq < before_seq`, as it is now, ascending.

    At the start of what the reader may see, `from_seq` is their cut-off.
    """

    id: RequestId
    chat: ChatId
    from_seq: Sequence
    messages: tuple[Message, ...]


Reply = Ok | Error | SignedIn | Resumed | ChatCreated | Accepted | ChangesPage | HistoryPage


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

    With it the device holds everything up to `chat.revision` from `from_seq` on; older messages are asked for with `history`.
    """

    chat: Chat
    from_seq: Sequence
    messages: tuple[Message, ...]
    """Ascending by seq."""


class ChatChanges(Frame, frozen=True, tag="chat_changes"):
    """What changed in a chat, live or in catch-up.

    A device that held everything up to `after` holds everything up to `revision` once it has applied this. A device that holds
    less applies the rows all the same, and asks for what lies between with `changes`. `revision < chat.revision` says that the
    push shows only the newest rows and the rest is to be asked for.
    """

    chat: Chat
    after: Revision
    revision: Revision
    messages: tuple[Message, ...]


class ReadPosition(Frame, frozen=True, tag="read_position"):
    """The user's own read position in a chat, set by another of their devices."""

    chat: ChatId
    seq: Sequence


class Typing(Frame, frozen=True, tag="typing"):
    """Somebody is writing in a chat; forget it after a few seconds, or when their message comes."""

    chat: ChatId
    user: UserId


class Synced(Frame, frozen=True, tag="synced"):
    """Catch-up is complete: from here on, changes come as they happen."""


Push = Welcome | Directory | ChatSnapshot | ChatChanges | ReadPosition | Typing | Synced

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
