"""The rows that travel: users, chats, participants, messages, attachments and devices, each as one reader may see it.

A row on the wire is always whole, so applying it is an upsert that keeps the higher revision. Times are the server's, as
milliseconds since the Unix epoch, UTC; they are for people to read, never for ordering.
"""

from typing import Annotated, Literal, NewType

from msgspec import Meta, Struct

from sync_server.protocol import limits

UserId = NewType("UserId", str)
DeviceId = NewType("DeviceId", str)
ChatId = NewType("ChatId", str)
MessageId = NewType("MessageId", str)
CommandId = NewType("CommandId", str)
AttachmentId = NewType("AttachmentId", str)

_UUID7 = Meta(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\Z")
# Not `$`, which would let a line break pass after the id.
CheckedChatId = Annotated[ChatId, _UUID7]
"""A canonical, lower-case UUIDv7, checked when it is read. Requests check their ids; rows, which the server made, are trusted."""
CheckedMessageId = Annotated[MessageId, _UUID7]
CheckedUserId = Annotated[UserId, _UUID7]
CheckedDeviceId = Annotated[DeviceId, _UUID7]
CheckedCommandId = Annotated[CommandId, _UUID7]
CheckedAttachmentId = Annotated[AttachmentId, _UUID7]
Milliseconds = int
"""Since the Unix epoch, UTC."""
Sequence = Annotated[int, Meta(ge=0)]
"""Place of a message in its chat, dense from 1; 0 is before the first."""
Revision = Annotated[int, Meta(ge=0)]
"""Number of a chat's, or the directory's, last change; 0 is before the first. Only its order means anything."""


FOR_EVER: Milliseconds = 2**53 - 1
"""As a time that never comes: the end of a mute that has none. The largest whole number that every JSON reader keeps."""


class User(Struct, frozen=True, omit_defaults=True):
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
    reads_from: Milliseconds = 0
    """How far they read from then on they tell others, and are told of others: 0 always, `FOR_EVER` not at all.

    Of what was read before that nothing is known, neither that it was nor that it was not.
    """


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
    """The row of one internal conversation, as one participant sees it: what changes seldom."""

    id: ChatId
    revision: Revision
    """Of the last change of this row: of its subject or its participants."""
    subject: str
    """May be empty: then the participants' names stand for it."""
    participants: tuple[Participant, ...]
    """In the order in which they came in; first, in no order that means anything, those of whom the reader does not see that."""
    created_by: UserId | None
    """None, as `created_at`, for a reader whose history does not reach back to the start."""
    created_at: Milliseconds | None
    visible_from_seq: Sequence
    """The reader's own cut-off: nothing before it exists for them."""


Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
"""Of a file's bytes, in lower-case hexadecimal. It proves that all of them came; it opens nothing."""


class Thumbnail(Struct, frozen=True):
    """A small copy of a picture: an upload of its own, fetched through the same message."""

    id: CheckedAttachmentId
    size: Annotated[int, Meta(ge=1, le=limits.THUMBNAIL_BYTES)]
    """In bytes."""
    sha256: Sha256


class Picture(Struct, frozen=True, omit_defaults=True):
    """What is known of a picture before its bytes are there, as its author's computer measured it: readers do not rely on it."""

    width: Annotated[int, Meta(ge=1, le=limits.PICTURE_PIXELS)]
    height: Annotated[int, Meta(ge=1, le=limits.PICTURE_PIXELS)]
    """In pixels, as it is to be seen: turned upright."""
    blur: Annotated[str, Meta(max_length=limits.BLUR_CHARACTERS)] = ""
    """A few colours to stand in its place: base64 of the number of columns as one byte and then red, green and blue of each cell,
    row by row. Empty for none."""
    thumbnail: Thumbnail | None = None
    """None where the picture is small enough to be its own."""


class Attachment(Struct, frozen=True, omit_defaults=True):
    """A file that was sent with a message. Its bytes are fetched through that message, by whoever may see it."""

    id: CheckedAttachmentId
    """Made by the client that uploaded it."""
    name: Annotated[str, Meta(min_length=1, max_length=limits.FILE_NAME_CHARACTERS)]
    type: Annotated[
        str, Meta(pattern=r"^[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*\Z", max_length=100)
    ]
    """What it is, as its bytes say and not its name: a MIME type, `application/octet-stream` where nobody knows."""
    size: Annotated[int, Meta(ge=0, le=limits.ATTACHMENT_BYTES)]
    """In bytes."""
    sha256: Sha256
    picture: Picture | None = None
    """None for what is not to be shown as a picture."""


class Text(Struct, frozen=True, tag="text", tag_field="kind", omit_defaults=True):
    """What a person wrote."""

    text: str
    """May be empty where there are attachments."""
    mentions: tuple[UserId, ...] = ()
    """Users who are named in it with an `@`, whether they are in the chat or not."""
    attachments: tuple[Attachment, ...] = ()


class Deleted(Struct, frozen=True, tag="deleted", tag_field="kind"):
    """Tombstone: what the author wrote here, they took back. Nothing of it is left."""

    at: Milliseconds


class Created(Struct, frozen=True, omit_defaults=True, tag="created", tag_field="kind"):
    """System line: the author started the chat. Always seq 1."""

    subject: str = ""
    """The first one; empty for none, and for chats that were started before this was told."""


class Renamed(Struct, frozen=True, tag="renamed", tag_field="kind"):
    """System line: the author set the subject."""

    subject: str


class Added(Struct, frozen=True, tag="added", tag_field="kind"):
    """System line: the author added people."""

    users: tuple[UserId, ...]
    with_history: bool


class Unknown(Struct, frozen=True, tag="unknown", tag_field="kind"):
    """Something that a newer server says and this program cannot read; never sent. Kept as it came, for when it can."""

    raw: str
    """The JSON of the body."""


Body = Text | Deleted | Created | Renamed | Added | Unknown


class Reaction(Struct, frozen=True):
    """One emoji under a message, and who put it there, first come first."""

    emoji: str
    users: tuple[UserId, ...]


class Message(Struct, frozen=True, omit_defaults=True):
    """One place in a chat: something a person wrote, or a system line."""

    id: MessageId
    chat: ChatId
    seq: Sequence
    revision: Revision
    """Of the chat, at the last change of this row."""
    author: UserId
    sent_at: Milliseconds
    body: Body
    reply_to: Sequence | None = None
    """Place of the message that this one answers; 0 if the reader may not see that one: "an earlier message"."""
    edited_at: Milliseconds | None = None
    """When the author last changed the text; None if they never did."""
    reactions: tuple[Reaction, ...] = ()
    """In the order in which each emoji was first used."""


Notify = Literal["", "all", "mentions", "nothing"]
"""What somebody is notified of in a chat: as their devices are set, all messages, those that name them, nothing."""


class Preferences(Struct, frozen=True, omit_defaults=True):
    """What one participant has set for themselves in a chat; told to their own devices alone."""

    revision: Revision
    """Of the user's preferences, at the last change of this row; of two rows the higher one holds."""
    muted_until: Milliseconds = 0
    """No notifications before then, `FOR_EVER` for no end; 0 if it is not muted."""
    pinned: bool = False
    unread_from: Sequence = 0
    """The user wants what stands from here on to count as unread, though it was on screen; 0 for no such mark."""
    notify: str = ""
    """What the user is notified of, a `Notify` value; one that is not known, from a newer server, stands for ""."""


class Device(Struct, frozen=True):
    """One installation that a user has signed in on; seen by that user alone."""

    id: DeviceId
    name: str
    created_at: Milliseconds
    last_seen_at: Milliseconds
    """About when it was last connected."""
