"""What a committed write touched, and the feed that tells view models of it. They refresh that and nothing else."""

from collections.abc import Callable

from msgspec import Struct

from sync_server.protocol.nouns import AttachmentId, ChatId, MessageId, UserId


class ChangeSet(Struct, frozen=True):
    """Which rows are different from before. Ids only: whoever shows a row reads it again."""

    chats: frozenset[ChatId] = frozenset()
    """Chats whose line in the list or whose details changed."""
    drafts: frozenset[ChatId] = frozenset()
    """Chats whose draft was saved; nothing else of them is different by that, and whoever wrote it knows it."""
    timelines: frozenset[ChatId] = frozenset()
    """Chats in which a message appeared, changed, or left."""
    messages: frozenset[MessageId] = frozenset()
    """The messages of `timelines` that were touched."""
    backfilled: frozenset[ChatId] = frozenset()
    """Chats in which older history arrived: rows before the oldest held."""
    read: frozenset[ChatId] = frozenset()
    """Chats in which somebody else has read on; nothing else of them is different by that."""
    files: frozenset[AttachmentId] = frozenset()
    """Attachments and thumbnails whose transfer moved, or whose bytes came to this computer or left it."""
    people: bool = False
    """The directory changed."""
    outbox: bool = False
    """A pending command came, went, or was refused."""
    connection: bool = False
    """`Client.connection` is different."""
    progress: bool = False
    """`Client.progress` would say something else."""
    anew: bool = False
    """Every message was removed, since the server tells another history: whoever holds some in memory forgets them."""
    presence: frozenset[UserId] = frozenset()
    """Whose presence is another. With the connection it may be that of everybody."""
    typing: frozenset[tuple[ChatId, UserId]] = frozenset()
    """Who began to write, just now; nothing tells that they stopped."""

    def __or__(self, other: "ChangeSet") -> "ChangeSet":
        """Return what either touched."""
        return ChangeSet(
            chats=self.chats | other.chats,
            drafts=self.drafts | other.drafts,
            timelines=self.timelines | other.timelines,
            messages=self.messages | other.messages,
            backfilled=self.backfilled | other.backfilled,
            read=self.read | other.read,
            files=self.files | other.files,
            people=self.people or other.people,
            outbox=self.outbox or other.outbox,
            connection=self.connection or other.connection,
            progress=self.progress or other.progress,
            anew=self.anew or other.anew,
            presence=self.presence | other.presence,
            typing=self.typing | other.typing,
        )

    def __bool__(self) -> bool:
        """Whether anything was touched."""
        return self != NOTHING


NOTHING = ChangeSet()


class ChangeFeed:
    """Tells every subscriber of each change set, in order, on the event loop's thread."""

    def __init__(self) -> None:
        self._subscribers: list[Callable[[ChangeSet], None]] = []

    def subscribe(self, subscriber: Callable[[ChangeSet], None]) -> Callable[[], None]:
        """Call `subscriber` with each change set from now on; return a function that ends that."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    def publish(self, changes: ChangeSet) -> None:
        """Tell everybody; nothing is said of an empty change set."""
        if changes:
            for subscriber in tuple(self._subscribers):
                subscriber(changes)
