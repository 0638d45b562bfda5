"""What the engine wants done: values that the runner carries out."""

from msgspec import Struct

from desktop.core.changes import ChangeSet
from desktop.core.errors import ConnectFailure
from desktop.core.sync.incoming import Incoming
from sync_server.protocol.frames import (
    AddParticipants,
    ChangePassword,
    ListDevices,
    PreviewHistory,
    Reply,
    Request,
    RevokeDevice,
    SetAccount,
    SignOut,
)

Asked = AddParticipants | PreviewHistory | SignOut | ListDevices | RevokeDevice | ChangePassword | SetAccount
"""What somebody waits for at the screen, and what therefore cannot wait in the outbox."""


class Send(Struct, frozen=True):
    """Send a request."""

    request: Request


class Store(Struct, frozen=True):
    """Take something into the cache."""

    incoming: Incoming


class Tell(Struct, frozen=True):
    """Tell the screen of something that is in memory alone."""

    changes: ChangeSet


class Answer(Struct, frozen=True):
    """Hand a reply to whoever asked, once what comes with it is stored."""

    ticket: int
    reply: Reply


class Close(Struct, frozen=True):
    """End the connection."""

    failure: ConnectFailure


Effect = Send | Store | Tell | Answer | Close
