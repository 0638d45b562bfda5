"""What the server answers: to each request `ok`, a reply of its own type, or `error`, with the `id` of the request."""

from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frame import Epoch, Frame, RequestId
from sync_server.protocol.nouns import (
    Chat,
    ChatId,
    Device,
    DeviceId,
    Message,
    Milliseconds,
    Preferences,
    Revision,
    Sequence,
    User,
    UserId,
)


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
    epoch: Epoch = ""


class Resumed(Frame, frozen=True, tag="resumed"):
    """You are this user on this device."""

    id: RequestId
    user: User
    device: DeviceId
    epoch: Epoch = ""


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
    unread: int = 0
    unread_after: Sequence = 0


class HistoryPage(Frame, frozen=True, tag="history_page"):
    """Every visible message with `from_seq <= seq < before_seq`, as it is now, ascending.

    At the start of what the reader may see, `from_seq` is their cut-off.
    """

    id: RequestId
    chat: ChatId
    from_seq: Sequence
    messages: tuple[Message, ...]


class PreferencesSet(Frame, frozen=True, tag="preferences_set"):
    """What the user has set for themselves in the chat, as it is now."""

    id: RequestId
    chat: ChatId
    preferences: Preferences


class AccountSet(Frame, frozen=True, tag="account_set"):
    """The user's own row, as it is now."""

    id: RequestId
    user: User


class AudienceList(Frame, frozen=True, tag="audience_list"):
    """Everybody who can read the message, in the order of the chat's participants. Closed accounts can read nothing."""

    id: RequestId
    users: tuple[UserId, ...]


class HistoryPreview(Frame, frozen=True, tag="history_preview"):
    """What somebody would see whom the caller adds with the history: exactly what the caller sees."""

    id: RequestId
    messages: int
    """How many messages people wrote; those that were deleted since count, as their tombstones stay."""
    authors: tuple[UserId, ...]
    """Who wrote them, in the order of the chat's participants."""
    first: Message | None
    """The first of them; None if there is none."""
    last_at: Milliseconds | None
    """When the newest of them was sent; None if there is none."""


class UploadReady(Frame, frozen=True, tag="upload_ready"):
    """Send what follows after `offset`; nothing more if that is the size: then all of it is there, checked and durable."""

    id: RequestId
    offset: int


class Fetching(Frame, frozen=True, tag="fetching"):
    """The file's bytes follow from the offset that was asked for, up to `size`."""

    id: RequestId
    size: int


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
    | PreferencesSet
    | AccountSet
    | AudienceList
    | HistoryPreview
)
