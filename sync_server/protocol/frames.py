"""The frames: requests, their replies, and pushes. One JSON object each, told apart by `type`.

A request carries an `id` that the client chooses (unique among its open requests) and gets exactly one reply with that `id`:
`ok`, a reply of its own type, or `error`. Pushes have no `id`. Unknown fields are ignored on both sides, and a client ignores
pushes of an unknown type: so the protocol can grow within its version.
"""

from msgspec.json import Decoder, Encoder

from sync_server.protocol.frame import Frame, ReadCursor, RequestId
from sync_server.protocol.pushes import (
    ChatChanges,
    ChatSnapshot,
    Directory,
    Presence,
    PresenceState,
    Push,
    ReadPositions,
    Synced,
    Typing,
    Welcome,
)
from sync_server.protocol.replies import (
    Accepted,
    AudienceList,
    ChangesPage,
    ChatCreated,
    ChatOpened,
    Devices,
    Error,
    HistoryPage,
    HistoryPreview,
    Ok,
    Reply,
    Resumed,
    SignedIn,
)
from sync_server.protocol.requests import (
    AddParticipants,
    Audience,
    ChangePassword,
    Changes,
    Command,
    CreateChat,
    DeleteMessage,
    EditMessage,
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
    SetPresence,
    SetReaction,
    SetSubject,
    SignIn,
    SignOut,
    StartTyping,
    Sync,
)

__all__ = [
    "Accepted",
    "AddParticipants",
    "Audience",
    "AudienceList",
    "ChangePassword",
    "Changes",
    "ChangesPage",
    "ChatChanges",
    "ChatCreated",
    "ChatOpened",
    "ChatSnapshot",
    "Command",
    "CreateChat",
    "DeleteMessage",
    "Devices",
    "Directory",
    "EditMessage",
    "Error",
    "Frame",
    "History",
    "HistoryPage",
    "HistoryPreview",
    "ListDevices",
    "MarkRead",
    "Ok",
    "OpenChat",
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
    "SetPresence",
    "SetReaction",
    "SetSubject",
    "SignIn",
    "SignOut",
    "SignedIn",
    "StartTyping",
    "Sync",
    "Synced",
    "Typing",
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
    """Read a server's frame. Raises as `decode_request` does."""
    return _server_frames.decode(data)
