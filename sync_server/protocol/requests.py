"""What a client asks for. Each request carries an `id` of the client's choice, unique among its open ones, and gets one reply."""

from typing import Annotated, Literal

from msgspec import Meta

from sync_server.protocol import limits
from sync_server.protocol.frame import Frame, PreferencesCursor, ReadCursor, RequestId, TransferNumber
from sync_server.protocol.nouns import (
    FOR_EVER,
    Attachment,
    ChatId,
    CheckedAttachmentId,
    CheckedChatId,
    CheckedCommandId,
    CheckedDeviceId,
    CheckedMessageId,
    CheckedUserId,
    Milliseconds,
    Notify,
    Revision,
    Sequence,
    Sha256,
)

Password = Annotated[str, Meta(max_length=limits.PASSWORD_CHARACTERS)]

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
    """`Directory.revision` of the last catch-up that was completed."""
    chats: Annotated[dict[ChatId, Revision], Meta(max_length=limits.SYNC_CHATS)]
    """For every chat held, the revision up to which it is held. What is no chat of the user is passed over: ids go unchecked."""
    reads: ReadCursor = 0
    """`Synced.reads` of the last catch-up that was completed."""
    preferences: PreferencesCursor = 0
    """`Synced.preferences` of the last catch-up that was completed."""
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
    """May be empty where there are attachments."""
    reply_to: CheckedMessageId | None = None
    """The message that this one answers; it may be one that the same device has just sent."""
    mentions: Mentions = ()
    attachments: Annotated[tuple[Attachment, ...], Meta(max_length=64)] = ()
    """Files that this user has uploaded, thumbnails included, and that no other message has."""


class EditMessage(Frame, frozen=True, tag="edit_message", omit_defaults=True):
    """Change the text of one's own message; its attachments stay. Reply: `Accepted`."""

    id: RequestId
    chat: CheckedChatId
    message: CheckedMessageId
    command: CheckedCommandId
    """The id of this change, made by the client."""
    text: str
    mentions: Mentions = ()


class DeleteMessage(Frame, frozen=True, tag="delete_message"):
    """Take one's own message back, with its attachments; a tombstone stays. Reply: `Accepted`."""

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


class SetAccount(Frame, frozen=True, tag="set_account", omit_defaults=True):
    """Choose for one's whole account; what is None stays. Setting what is set changes nothing. Reply: `AccountSet`."""

    id: RequestId
    shows_reads: bool | None = None
    """Whether others are told how far one reads, and one is told how far they do: both or neither."""


class MarkRead(Frame, frozen=True, tag="mark_read"):
    """Everything up to `seq` was on screen. Read positions only grow: so this is idempotent as it is. Reply: `Ok`."""

    id: RequestId
    chat: CheckedChatId
    seq: Sequence


class SetPreferences(Frame, frozen=True, tag="set_preferences", omit_defaults=True):
    """Mute, pin, mark as unread, or be notified otherwise, for oneself alone; what is None stays. Reply: `PreferencesSet`."""

    id: RequestId
    chat: CheckedChatId
    command: CheckedCommandId
    """The id of this change, made by the client."""
    muted_until: Annotated[Milliseconds, Meta(ge=0, le=FOR_EVER)] | None = None
    pinned: bool | None = None
    unread_from: Sequence | None = None
    """0 takes the mark away; a place before the user's cut-off stands for the cut-off, one past the end for no mark."""
    notify: Notify | None = None


# Requests: signs of life, never stored --------------------------------------------------------------------------------


class StartTyping(Frame, frozen=True, tag="start_typing"):
    """The user is writing in a chat; said again every few seconds while they do. Reply: `Ok`."""

    id: RequestId
    chat: CheckedChatId


class SetPresence(Frame, frozen=True, tag="set_presence"):
    """Whether somebody sits at this device. A device that has just connected is active. Reply: `Ok`."""

    id: RequestId
    state: Literal["active", "away"]


# Requests on the connection for attachments, beside `resume` -------------------------------------------------------------


class BeginUpload(Frame, frozen=True, tag="begin_upload"):
    """Upload a file, or go on where it was broken off. Reply: `UploadReady`; then binary frames, named by this `id`.

    Everything but `id` must be as it was before for the same attachment.
    """

    id: TransferNumber
    attachment: CheckedAttachmentId
    """Made by the client."""
    size: Annotated[int, Meta(ge=0)]
    """In bytes."""
    sha256: Sha256


class Fetch(Frame, frozen=True, tag="fetch"):
    """Download an attachment of a message that one may see, or its thumbnail. Reply: `Fetching`; then binary frames."""

    id: TransferNumber
    chat: CheckedChatId
    message: CheckedMessageId
    attachment: CheckedAttachmentId
    offset: Annotated[int, Meta(ge=0)] = 0
    """How many bytes are there already."""


class StopTransfer(Frame, frozen=True, tag="stop_transfer"):
    """Break off a transfer of this connection, for now or for good; it can go on later. Reply: `Ok`."""

    id: RequestId
    transfer: RequestId


class Confirm(Frame, frozen=True, tag="confirm"):
    """A download has come so far, for good. Has no `id` and no reply: it is what lets the server send more."""

    transfer: RequestId
    offset: Annotated[int, Meta(ge=0)]


TransferRequest = Resume | BeginUpload | Fetch | StopTransfer | Confirm
"""What may be asked on the connection for attachments, and nowhere else but for `resume`."""

Command = (
    CreateChat
    | SendMessage
    | EditMessage
    | DeleteMessage
    | SetReaction
    | SetSubject
    | AddParticipants
    | MarkRead
    | SetPreferences
    | SetAccount
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
