"""What there is to tell the user of: immutable values for notifications, the tray and the icon of the program.

They say what is so, as of now and from this computer alone. Whether anybody is to be told of it is decided by view models.
"""

from msgspec import Struct

from desktop.core.values import ChatSummary, MessageId, Person, Sequence, TimelineRow

__all__ = ["NEWS_ROWS", "News", "UnreadTotal"]

NEWS_ROWS = 5
"""So many messages of a chat are told at most, and as many that name the user."""


class News(Struct, frozen=True):
    """What is unread in one chat."""

    chat: ChatSummary
    rows: tuple[TimelineRow, ...]
    """The newest `NEWS_ROWS` unread messages of others, and as many of those that name the user, however far back; ascending.

    What people wrote and did not take back.
    """
    unread: int
    """How many messages of others are unread, as the chat list counts them: those that are not here yet included."""
    mentions: frozenset[MessageId]
    """Which of `rows` name the user."""
    added_seq: Sequence | None
    """Place of the line by which somebody else started the chat with the user, or added them; None if that was on screen."""
    added_by: Person | None
    """Who that was."""
    newest_seq: Sequence
    """Of anything above; 0 for nothing."""


class UnreadTotal(Struct, frozen=True):
    """How much is unread in all chats together."""

    messages: int = 0
    """In chats that are not muted."""
    chats: int = 0
    """How many of them have something unread."""
    mentions: int = 0
    """How many messages name the user, as far as they are on this computer; a mention calls from a muted chat, too."""
    silent: int = 0
    """Messages in muted chats."""

    def __add__(self, other: "UnreadTotal") -> "UnreadTotal":
        """Return what is unread in other chats as well."""
        return UnreadTotal(
            self.messages + other.messages,
            self.chats + other.chats,
            self.mentions + other.mentions,
            self.silent + other.silent,
        )

    def __sub__(self, other: "UnreadTotal") -> "UnreadTotal":
        """Return what is unread without some chats that were counted."""
        return UnreadTotal(
            self.messages - other.messages,
            self.chats - other.chats,
            self.mentions - other.mentions,
            self.silent - other.silent,
        )
