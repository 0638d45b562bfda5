"""What one transaction has touched: collected row by row, told once to the engine and to the screen when it is through."""

from collections.abc import Iterable

from desktop.core.cache import chats
from desktop.core.cache.commands import Pending
from desktop.core.cache.database import Connection
from desktop.core.cache.rows import answers_to
from desktop.core.changes import ChangeSet
from desktop.core.outbox import Written
from desktop.core.sync.incoming import Applied
from desktop.core.values import AttachmentId, ChatId, CommandId, MessageId, UserId
from sync_server.protocol.nouns import Message


class Touched:
    """Sets that only grow, as long as the transaction lasts."""

    def __init__(self) -> None:
        self.chats: set[ChatId] = set()
        self.timelines: set[ChatId] = set()
        self.messages: set[MessageId] = set()
        self.quotable: set[MessageId] = set()
        """Those of them that may be quoted: whoever does so looks different, too."""
        self.backfilled: set[ChatId] = set()
        self.read: set[ChatId] = set()
        self.files: set[AttachmentId] = set()
        self.typing: set[tuple[ChatId, UserId]] = set()
        self.settled: set[CommandId] = set()
        self.queued: list[Pending] = []
        self.moved: set[ChatId] = set()
        """Chats of which it is different how much is held."""
        self.strange: set[ChatId] = set()
        """Chats that something was told of while their row was not here."""
        self.people = False
        self.outbox = False
        self.progress = False
        self.erased = False
        self.anew = False

    def applied(self, connection: Connection) -> Applied:
        """Return what was done, at the end of the transaction."""
        positions = tuple(
            position
            for chat in sorted(self.moved)
            if (position := chats.position(connection, chat)) is not None
        )
        strange = frozenset(chat for chat in self.strange if chats.position(connection, chat) is None)
        changes = ChangeSet(
            chats=frozenset(self.chats),
            timelines=frozenset(self.timelines),
            messages=answers_to(connection, self.quotable) | self.messages,
            backfilled=frozenset(self.backfilled),
            read=frozenset(self.read),
            files=frozenset(self.files),
            people=self.people,
            outbox=self.outbox,
            progress=self.progress,
            anew=self.anew,
            typing=frozenset(self.typing),
        )
        settled, queued = frozenset(self.settled), tuple(self.queued)
        return Applied(changes, positions, settled, strange, self.erased, queued)

    def lines(self, chat: ChatId, changed: Iterable[Message]) -> None:
        """Note that messages of a chat have come or are different."""
        touched = {message.id for message in changed}
        if touched:
            self.chats.add(chat)
            self.timelines.add(chat)
            self.messages |= touched

    def leave(self, numbers: frozenset[CommandId]) -> None:
        """Note that commands have left the outbox."""
        self.settled |= numbers
        self.outbox |= bool(numbers)

    def written(self, written: Written) -> None:
        """Note that commands stand differently from before."""
        self.show(written.changes)
        self.settled |= written.removed
        self.queued += written.queued

    def show(self, changes: ChangeSet) -> None:
        """Note what the outbox looks like now."""
        self.chats |= changes.chats
        self.timelines |= changes.timelines
        self.messages |= changes.messages
        self.files |= changes.files
        self.quotable |= changes.messages
        self.outbox |= changes.outbox
