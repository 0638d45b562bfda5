"""What goes into the cache, and what comes of it.

These values pass between the engine, which decides, and the applier, which writes.
"""

from msgspec import Struct

from desktop.core.cache.chats import Position
from desktop.core.cache.commands import Pending
from desktop.core.changes import ChangeSet
from desktop.core.errors import ErrorCode
from desktop.core.values import ChatId, CommandId, MessageId, Milliseconds
from sync_server.protocol.frame import Epoch, PreferencesCursor, ReadCursor
from sync_server.protocol.frames import Push, Reply
from sync_server.protocol.nouns import Revision


class Settle(Struct, frozen=True):
    """The server said yes to a command: its row comes in and the command leaves in one step."""

    number: CommandId
    reply: Reply


class Refuse(Struct, frozen=True):
    """The server said no to a command."""

    number: CommandId
    chat: ChatId
    message: MessageId | None
    code: ErrorCode


class Drop(Struct, frozen=True):
    """A command that the server refused and that nobody can mend, such as a read position, is forgotten."""

    number: CommandId


class Hold(Struct, frozen=True):
    """A message waited long: its author is asked before it goes."""

    number: CommandId


class Current(Struct, frozen=True):
    """All that was new was here at this time of this computer's clock."""

    at: Milliseconds


class Wipe(Struct, frozen=True):
    """The account was closed: nothing stays on this computer."""


class Adopt(Struct, frozen=True):
    """The server has named the history that it tells, for the first time."""

    epoch: Epoch


class Renew(Struct, frozen=True):
    """The server tells another history than the one that is held: it was brought back from an older copy."""

    epoch: Epoch


Incoming = Push | Reply | Settle | Refuse | Drop | Hold | Current | Wipe | Adopt | Renew


class Held(Struct, frozen=True):
    """What the cache holds when a connection begins."""

    directory: Revision
    reads: ReadCursor
    positions: tuple[Position, ...]
    pending: tuple[Pending, ...]
    preferences: PreferencesCursor = 0
    epoch: Epoch = ""
    """Name of the history that this is of; empty if the server has named none yet."""


class Applied(Struct, frozen=True):
    """What a transaction did."""

    changes: ChangeSet
    positions: tuple[Position, ...]
    """How much is held now of the chats that were touched."""
    settled: frozenset[CommandId]
    """Commands that left the outbox."""
    strange: frozenset[ChatId] = frozenset()
    """Chats that something was told of and whose row is not here."""
    erased: bool = False
    """Texts were taken back or replaced, or everything was: nothing of them may stay on the disk for long."""
    queued: tuple[Pending, ...] = ()
    """Commands that are different from before."""
