"""The frames: requests, their replies, and pushes. One JSON object each, told apart by `type`.

A request carries an `id` that the client chooses (unique among its open requests) and gets exactly one reply with that `id`:
`ok`, a reply of its own type, or `error`. Pushes have no `id`. Unknown fields are ignored on both sides, and a client ignores
pushes of an unknown type: so the protocol can grow within its version.
"""

from msgspec import ValidationError, convert
from msgspec.json import Decoder, Encoder, decode

from sync_server.protocol.frame import Frame, PreferencesCursor, ReadCursor, RequestId
from sync_server.protocol.nouns import Body
from sync_server.protocol.pushes import (
    ChatChanges,
    ChatSnapshot,
    Confirmed,
    Directory,
    PreferencesChanged,
    Presence,
    PresenceState,
    Push,
    ReadPositions,
    Synced,
    TransferEnded,
    Typing,
    Welcome,
)
from sync_server.protocol.replies import (
    Accepted,
    AccountSet,
    AudienceList,
    ChangesPage,
    ChatCreated,
    ChatOpened,
    Devices,
    Error,
    Fetching,
    HistoryPage,
    HistoryPreview,
    Ok,
    PreferencesSet,
    Reply,
    Resumed,
    SignedIn,
    UploadReady,
)
from sync_server.protocol.requests import (
    AddParticipants,
    Audience,
    BeginUpload,
    ChangePassword,
    Changes,
    Command,
    Confirm,
    CreateChat,
    DeleteMessage,
    EditMessage,
    Fetch,
    History,
    ListDevices,
    MarkRead,
    OpenChat,
    PreviewHistory,
    Query,
    Request,
    Resume,
    RevokeDevice,
    SendMessage,
    SetAccount,
    SetPreferences,
    SetPresence,
    SetReaction,
    SetSubject,
    SignIn,
    SignOut,
    StartTyping,
    StopTransfer,
    Sync,
    TransferRequest,
)

__all__ = [
    "Accepted",
    "AccountSet",
    "AddParticipants",
    "Audience",
    "AudienceList",
    "BeginUpload",
    "ChangePassword",
    "Changes",
    "ChangesPage",
    "ChatChanges",
    "ChatCreated",
    "ChatOpened",
    "ChatSnapshot",
    "Command",
    "Confirm",
    "Confirmed",
    "CreateChat",
    "DeleteMessage",
    "Devices",
    "Directory",
    "EditMessage",
    "Error",
    "Fetch",
    "Fetching",
    "Frame",
    "History",
    "HistoryPage",
    "HistoryPreview",
    "ListDevices",
    "MarkRead",
    "Ok",
    "OpenChat",
    "PreferencesChanged",
    "PreferencesCursor",
    "PreferencesSet",
    "Presence",
    "PresenceState",
    "PreviewHistory",
    "Push",
    "Query",
    "ReadCursor",
    "ReadPositions",
    "Reply",
    "Request",
    "RequestId",
    "Resume",
    "Resumed",
    "RevokeDevice",
    "SendMessage",
    "SetAccount",
    "SetPreferences",
    "SetPresence",
    "SetReaction",
    "SetSubject",
    "SignIn",
    "SignOut",
    "SignedIn",
    "StartTyping",
    "StopTransfer",
    "Sync",
    "Synced",
    "TransferEnded",
    "TransferRequest",
    "Typing",
    "UploadReady",
    "Welcome",
    "decode_request",
    "decode_server_frame",
    "encode",
]

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
    """Read a server's frame; what a newer server says in a message comes as `Unknown`. Raises as `decode_request` does."""
    try:
        return _server_frames.decode(data)
    except ValidationError:
        frame: Reply | Push = convert(_with_unknown_bodies(data), Reply | Push)
        return frame


def _with_unknown_bodies(data: str | bytes) -> object:
    frame = decode(data)
    if not isinstance(frame, dict):
        return frame
    found = frame.get("messages")
    messages = found if isinstance(found, list) else []
    for message in (*messages, frame.get("message"), frame.get("first")):
        body = message.get("body") if isinstance(message, dict) else None
        if isinstance(body, dict) and not _is_readable(body):
            message["body"] = {"kind": "unknown", "raw": _encoder.encode(body).decode()}
    return frame


def _is_readable(body: object) -> bool:
    """Return whether this program knows the kind of body, and all that is in it: a newer server may have other limits."""
    try:
        convert(body, Body)
    except ValidationError:
        return False
    return True
