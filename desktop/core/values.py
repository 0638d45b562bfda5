"""What the client's queries return: immutable values for view models and widgets. No behaviour beyond a name for a fact."""

from enum import StrEnum

from msgspec import Struct

from desktop.core.file_values import Downloads, FilesKept, Pasted, SharedFile, Transfer, TransferState
from sync_server.protocol.limits import (
    ATTACHMENT_BYTES,
    ATTACHMENTS,
    MENTIONS,
    MESSAGE_CHARACTERS,
    SUBJECT_CHARACTERS,
)
from sync_server.protocol.nouns import (
    FOR_EVER,
    Added,
    Attachment,
    AttachmentId,
    Body,
    ChatId,
    Created,
    Deleted,
    MessageId,
    Milliseconds,
    Notify,
    Picture,
    Reaction,
    Renamed,
    Sequence,
    Text,
    Thumbnail,
    Unknown,
    UserId,
)

__all__ = [
    "ATTACHMENTS", "ATTACHMENT_BYTES", "FOR_EVER", "MENTIONS", "MESSAGE_CHARACTERS", "SUBJECT_CHARACTERS", "Added",
    "Attachment", "AttachmentId", "Body", "Change", "ChatDetails", "ChatId", "ChatSummary", "CommandId", "Connection",
    "ConnectionState", "Created", "Deleted", "Delivery", "Downloads", "FilesKept", "Found", "FoundMessages", "MessageHit",
    "MessageId", "Milliseconds", "Notify", "Page", "Participation", "Pasted", "PendingSubject", "PeopleHit", "Person", "Picture",
    "Presence", "Progress", "Quote", "Reaction", "Recovery", "Renamed", "Sequence", "SharedFile", "SharedHistory",
    "SubjectHit", "Switch", "Text", "Thumbnail", "TimelineRow", "Transfer", "TransferState", "Unknown", "Unsent",
    "UserId",
]  # fmt: skip

CommandId = int
"""Place of a pending command in the outbox of this computer; a retried one moves to the end, and has a new one."""


class Person(Struct, frozen=True):
    """A team member."""

    id: UserId
    username: str
    name: str
    title: str
    active: bool
    reads_from: Milliseconds = 0
    """Since when they tell how far they read, and are told of others: 0 for always, `FOR_EVER` for not at all."""

    @property
    def shows_reads(self) -> bool:
        """Whether they tell how far they read."""
        return self.reads_from < FOR_EVER


class Presence(StrEnum):
    """Whether somebody sits at one of their devices."""

    ONLINE = "online"
    AWAY = "away"
    OFFLINE = "offline"


class Delivery(StrEnum):
    """How far something the user wrote has come."""

    SENT = "sent"
    """The server has it for good."""
    WAITING = "waiting"
    """In the outbox: on its way, or held back until there is a connection."""
    ASKING = "asking"
    """It waited long: its author is asked before it goes. Nothing happens until they choose Send, Edit or Delete."""
    STUCK = "stuck"
    """A file of it does not get to the server; `reason` says why. It goes once all are there; the user may take it out."""
    REFUSED = "refused"
    """The server said no; `reason` says why. Nothing happens until the user chooses Retry, Edit or Delete."""


class Change(StrEnum):
    """What of a message is pending."""

    MESSAGE = "message"
    """The message itself."""
    EDIT = "edit"
    DELETION = "deletion"
    REACTION = "reaction"


class Quote(Struct, frozen=True):
    """The message that another one answers."""

    seq: Sequence | None
    """Its place; 0 where the user may not see it ("an earlier message"), and None while it is provisional."""
    author_name: str = ""
    text: str = ""
    """Empty where it is hidden, deleted, or not on this computer yet."""
    deleted: bool = False
    author: UserId | None = None
    """None where it is hidden or not on this computer yet; their colour marks the quote."""
    files: tuple[str, ...] = ()
    """Names of its attachments: a message may be nothing but files."""


class TimelineRow(Struct, frozen=True):
    """A message or system line, confirmed or provisional."""

    id: MessageId
    chat: ChatId
    seq: Sequence | None
    """None while provisional: it stands after every confirmed row, in the outbox's order."""
    author: UserId
    author_name: str
    sent_at: Milliseconds
    """The server's time once confirmed, this computer's before."""
    body: Body
    delivery: Delivery
    reason: str = ""
    """Why it was refused or is stuck, as an ErrorCode value, or of what is stuck a FileTrouble value; empty otherwise."""
    command: CommandId | None = None
    """The pending command, for Retry and Delete; None once confirmed."""
    edited_at: Milliseconds | None = None
    """When the author last changed the text; None if they never did."""
    change: Change = Change.MESSAGE
    """What `delivery`, `reason` and `command` are about: the message itself, or a pending change of a confirmed one.

    The row shows the change as if it were through, a refused one too, but for a refused deletion or reaction.
    """
    emoji: str = ""
    """Of a refused reaction: which one."""
    newer: int = 0
    """Of what asks: how many messages of others have arrived since it was written."""
    quote: Quote | None = None
    reactions: tuple[Reaction, ...] = ()
    """The user's own pending ones included."""
    pending_reactions: tuple[str, ...] = ()
    """Those of their emoji which the user has put there, or taken away, and of which the server does not know yet."""


class Page(Struct, frozen=True):
    """A run of a chat's timeline, ascending: confirmed rows by seq, then provisional ones."""

    rows: tuple[TimelineRow, ...]
    reaches_start: bool
    """Nothing that the user may read lies before the first row."""
    reaches_end: bool
    """The newest row, and every provisional one, is in the page."""
    older_expected: bool
    """The rows just before the first one are on the server and not on this computer yet; a change set tells when they come."""


class ChatSummary(Struct, frozen=True):
    """A line of the chat list."""

    id: ChatId
    subject: str
    """With a pending change already applied; may be empty."""
    others: tuple[Person, ...]
    """Participants without the user, in the order in which they came in."""
    last: TimelineRow | None
    """Newest message a person wrote or system line, provisional ones included."""
    last_writers: tuple[UserId, ...]
    """The last two different people who wrote, newest first, the user left out; filled up with `others`. For the avatars."""
    unread: int
    draft: str
    """What is written and not sent; empty for none."""
    waiting: bool
    refused: bool
    asking: bool
    """Something waited long, and its author is asked whether it is still to go."""
    muted_until: Milliseconds
    """0 if it is not muted, `FOR_EVER` for no end; a pending change is applied already, as with `pinned`."""
    pinned: bool
    activity_at: Milliseconds
    """Time of `last`, for sorting newest first and for showing."""
    mentioned: bool = False
    """An unread message names the user, as far as it is on this computer."""
    readers: int = 0
    """If the user wrote `last` and it is sent: how many of the others have read it."""
    read_by_all: bool = False
    """Then: whether everybody has who shows it."""
    draft_files: int = 0
    """How many files are attached to the draft."""
    notify: Notify = ""
    """What the user is notified of here; empty for as in every other chat. A pending change is applied already."""


class Participation(Struct, frozen=True):
    """A person in a chat."""

    person: Person
    is_me: bool
    added_by: Person | None
    """None for those who came in where the user may not look; as `added_at` then."""
    added_at: Milliseconds | None
    limited_history: bool
    """They were added without the earlier history, where the user can know that."""
    visible_from_seq: Sequence | None = None
    """First place that they may read; None where the user does not know it, and then they may read all that the user may."""
    read_seq: Sequence = 0
    """How far they have read, what they wrote themselves included, as far as it is known; 0 for not at all."""
    reads_since: Milliseconds = 0
    """Of what was sent before it is not known that they have not read it: they, or the user, did not show reads then.

    `FOR_EVER` where one of the two does not show them at all; nobody's are known then.
    """

    def can_read(self, seq: Sequence | None) -> bool:
        """Whether they may read what stands at a place that the user may read; None is the end, which everybody may."""
        return seq is None or self.visible_from_seq is None or self.visible_from_seq <= seq


class PendingSubject(Struct, frozen=True):
    """A subject change on its way, or refused."""

    subject: str
    delivery: Delivery
    reason: str
    command: CommandId


class ChatDetails(Struct, frozen=True):
    """All about one chat but its messages: header, right panel, the Edit participants dialog."""

    id: ChatId
    subject: str
    participants: tuple[Participation, ...]
    started_by: Person | None
    started_at: Milliseconds | None
    my_added_at: Milliseconds | None
    """When the user was added, if they cannot read the chat from its start; None otherwise."""
    visible_from_seq: Sequence
    read_seq: Sequence
    last_seq: Sequence
    draft: str
    draft_reply: TimelineRow | None
    """The message that the draft answers."""
    muted_until: Milliseconds
    pinned: bool
    coming: int
    """How many messages and system lines that the user may read are not on this computer yet."""
    pending_subject: PendingSubject | None
    provisional: bool
    """The chat was started here and the server does not know it yet."""
    refused: str
    """Why the server refused to start it, as an ErrorCode value; empty otherwise."""
    create_command: CommandId | None
    """The pending command that starts it, for Retry and Delete."""
    draft_files: tuple[Attachment, ...] = ()
    """What is attached to the draft, in the order in which it came."""
    notify: Notify = ""
    """What the user is notified of here; empty for as in every other chat."""


class SharedHistory(Struct, frozen=True):
    """What somebody will read at once whom the user adds with the earlier history: all that the user may read, no more."""

    messages: int
    """How many messages people wrote; those that were deleted since count, as their tombstones stay."""
    authors: tuple[Person, ...]
    """Who wrote them."""
    first: TimelineRow | None
    """The first of them; None if there is none."""
    last_at: Milliseconds | None


class ConnectionState(StrEnum):
    """What the status line says."""

    OFFLINE = "offline"
    """No connection; the next try comes by itself."""
    CONNECTING = "connecting"
    CATCHING_UP = "catching_up"
    ONLINE = "online"
    SIGNED_OUT = "signed_out"
    """The server no longer takes this device's token: sign in again. Nothing is lost."""
    OUTDATED = "outdated"
    """The server speaks a newer protocol: update this program. Reading and writing go on offline."""


class Connection(Struct, frozen=True):
    """State of the link to the server."""

    state: ConnectionState
    reason: str = ""
    """Code of the last failure: `desktop.core.errors.ConnectFailure` value; empty when online."""
    retry_at: float | None = None
    """When the next try comes, in seconds of the event loop's clock."""
    waiting: int = 0
    """What the user did that is to be sent; how far they have read is not counted."""
    waiting_messages: int = 0
    """How many of these are messages; the others change what is there already."""

    @property
    def is_there(self) -> bool:
        """Whether the server can be asked."""
        return self.state in (ConnectionState.ONLINE, ConnectionState.CATCHING_UP)

    @property
    def is_unsettled(self) -> bool:
        """Whether there is soon to be more here, or to be known that there is not."""
        return self.state in (ConnectionState.CONNECTING, ConnectionState.CATCHING_UP)


class Progress(Struct, frozen=True):
    """How much of what the user may read is on this computer."""

    complete: bool
    """Everything is, as of `as_of`."""
    coming: int
    """Messages and system lines that are known to be missing."""
    chats: int
    """In how many chats."""
    as_of: Milliseconds | None
    """When this computer last held all that was new; None before the first time. While online, that is now."""


class Recovery(Struct, frozen=True):
    """The local file could not be read, so it was set aside and another one begun."""

    set_aside: str
    """Name of the folder or file that was set aside, in the account's folder."""
    unsent: int
    """Messages and changes that were saved from it."""
    drafts: int
    readable: bool
    """Whether anything of it could be read. What could not may be there still, and is not removed before sign-out."""


class Unsent(Struct, frozen=True):
    """What the user wrote that has not reached the server, whatever keeps it from going."""

    messages: int = 0
    changes: int = 0
    """Edits, deletions, reactions, subjects, and chats that were started."""
    drafts: int = 0
    asking: int = 0
    """How many of the messages waited long and ask their author."""
    asks_in: tuple[ChatId, ...] = ()
    """The chats that these are in, the oldest question first."""

    def __bool__(self) -> bool:
        """Whether there is anything that could be lost."""
        return bool(self.messages or self.changes or self.drafts)


class SubjectHit(Struct, frozen=True):
    """A chat that is found by what it is called, or was called while the user could read it."""

    chat: ChatId
    former: str = ""
    """The former subject that was found; empty where it is the present one."""
    spelled: bool = True
    """Whether it holds the words as they were typed; if not, it is near to them."""


class PeopleHit(Struct, frozen=True):
    """Somebody whose name is found, or a chat whose participants together have all the words in their names."""

    person: Person | None
    """None for a chat."""
    chat: ChatId | None
    """For a person, the newest chat with nobody else, if there is one."""
    people: tuple[Person, ...] = ()
    """Of a chat: those of the participants who were found, in the order of the words."""
    chats: int = 0
    """Of a person: how many chats of the user they are in."""
    spelled: bool = True


class MessageHit(Struct, frozen=True):
    """A message that is found."""

    row: TimelineRow
    subject: str
    """Of its chat; empty where that has none."""
    is_last: bool
    """It is the last message of its chat."""


class FoundMessages(Struct, frozen=True):
    """Some of the messages that are found: last messages of chats first, then all others, newest first in either."""

    hits: tuple[MessageHit, ...]
    more: bool
    """Whether there are others, which `Client.more_messages` goes on with."""
    place: tuple[int, ...] = ()
    """Where it goes on."""


class Found(Struct, frozen=True):
    """What a search brings, but for how many messages there are: that is counted apart."""

    subjects: tuple[SubjectHit, ...]
    people: tuple[PeopleHit, ...]
    messages: FoundMessages
    prepared: bool
    """Whether every message that is here can be found: not while the index is being made."""


class Switch(Struct, frozen=True):
    """What the quick switcher offers for what was typed, the best match first in either."""

    chats: tuple[SubjectHit, ...]
    """By their titles: the subject, or where there is none the names of the participants."""
    people: tuple[PeopleHit, ...]
