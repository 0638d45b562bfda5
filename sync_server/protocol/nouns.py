"""The rows that travel: users, chats, participants and messages, each as one reader may see it.

A row on the wire is always whole, so applying it is an upsert that keeps the higher revision. Times are the server's, as
milliseconds since the Unix epoch, UTC; they are for people to read, never for ordering.
"""

from typing import Annotated, NewType

from msgspec import Meta, Struct

UserId = NewType("UserId", str)
DeviceId = NewType("DeviceId", str)
ChatId = NewType("ChatId", str)
MessageId = NewType("MessageId", str)

_UUID7 = Meta(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\Z")
# Not `$`, which would let a line break pass after the id.
CheckedChatId = Annotated[ChatId, _UUID7]
"""A canonical, lower-case UUIDv7, checked when it is read. Requests check their ids; rows, which the server made, are trusted."""
CheckedMessageId = Annotated[MessageId, _UUID7]
CheckedUserId = Annotated[UserId, _UUID7]
Milliseconds = int
"""Since the Unix epoch, UTC."""
Sequence = Annotated[int, Meta(ge=0)]
"""Place of a message in its chat, dense from 1; 0 is before the first."""
Revision = Annotated[int, Meta(ge=0)]
"""Number of a chat's, or the directory's, last change; 0 is before the first."""


class User(Struct, frozen=True):
    """A team member, as everybody in the workspace sees them."""

    id: UserId
    username: str
    name: str
    title: str
    """What they do, such as "Escalations"; may be empty."""
    active: bool
    """False once deactivated: they keep their name beside what they wrote."""
    revision: Revision
    """Of the directory, at the last change of this row."""


class Participant(Struct, frozen=True):
    """A person in a chat. How they came in is told only to those who may read the line that says so."""

    user: UserId
    added_seq: Sequence | None
    """Place of the line that says they were added; None where the reader may not see that line, as the rest then."""
    added_at: Milliseconds | None
    added_by: UserId | None
    visible_from_seq: Sequence | None
    """First sequence number that they may read."""


class Chat(Struct, frozen=True):
    """One internal conversation, as one participant sees it."""

    id: ChatId
    revision: Revision
    """Of the last change anywhere in the chat."""
    subject: str
    """May be empty: then the participants' names stand for it."""
    participants: tuple[Participant, ...]
    """In the order in which they came in."""
    created_by: UserId | None
    """None, as `created_at`, for a reader whose history does not reach back to the start."""
    created_at: Milliseconds | None
    visible_from_seq: Sequence
    """The reader's own cut-off: nothing before it exists for them."""
    last_seq: Sequence
    """Place of the newest message."""
    read_seq: Sequence
    """The reader's own read position, the same on all their devices."""


class Text(Struct, frozen=True, tag="text", tag_field="kind"):
    """What a person wrote."""

    text: str


class Created(Struct, frozen=True, tag="created", tag_field="kind"):
    """System line: the author started the chat. Always seq 1."""


class Renamed(Struct, frozen=True, tag="renamed", tag_field="kind"):
    """System line: the author set the subject."""

    subject: str


class Added(Struct, frozen=True, tag="added", tag_field="kind"):
    """System line: the author added people."""

    users: tuple[UserId, ...]
    with_history: bool


Body = Text | Created | Renamed | Added


class Message(Struct, frozen=True):
    """One place in a chat: something a person wrote, or a system line."""

    id: MessageId
    chat: ChatId
    seq: Sequence
    revision: Revision
    """Of the chat, at the last change of this row."""
    author: UserId
    sent_at: Milliseconds
    body: Body
