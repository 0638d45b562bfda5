"""What writing the outbox has done and touched."""

from collections.abc import Iterable

from msgspec import Struct

from desktop.core.cache import commands
from desktop.core.cache.commands import Pending, Quiet
from desktop.core.cache.database import Connection
from desktop.core.changes import NOTHING, ChangeSet
from desktop.core.values import ChatId, CommandId, MessageId


class Written(Struct, frozen=True):
    """What a user's action did to the outbox."""

    changes: ChangeSet = NOTHING
    queued: tuple[Pending, ...] = ()
    """Commands that came, or that are different from before."""
    removed: frozenset[CommandId] = frozenset()
    text: str = ""
    """What was written in commands that were dropped."""

    def __or__(self, other: "Written") -> "Written":
        """Return what both did, one after the other."""
        texts = "\n\n".join(text for text in (self.text, other.text) if text)
        return Written(
            self.changes | other.changes,
            (*(each for each in self.queued if each.number not in other.removed), *other.queued),
            self.removed | other.removed,
            texts,
        )


def stored(pending: Pending) -> Written:
    """Say that a command was stored, or is different."""
    return Written(touched(pending), (pending,))


def take_out(connection: Connection, pending: Iterable[Pending]) -> Written:
    """Remove commands, and say so."""
    written = Written()
    for each in pending:
        commands.remove(connection, each.number)
        written |= Written(touched(each), removed=frozenset((each.number,)))
    return written


def touched(pending: Pending) -> ChangeSet:
    """Return what looks different once a command has come, gone or been decided on."""
    if isinstance(pending.frame, Quiet):
        return ChangeSet(chats=frozenset((pending.frame.chat,)))
    return touched_message(pending.frame.chat, pending.frame.message)


def touched_message(chat: ChatId, message: MessageId) -> ChangeSet:
    """Return what looks different once a message, or the outbox of it, is."""
    chats = frozenset((chat,))
    return ChangeSet(chats=chats, timelines=chats, messages=frozenset((message,)), outbox=True)
