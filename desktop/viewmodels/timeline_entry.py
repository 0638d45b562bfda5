"""One row of the timeline as it is shown: a value that holds all that its picture needs."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct, structs
from PySide6.QtCore import QCoreApplication

from desktop.core.values import (
    FOR_EVER,
    Change,
    ChatDetails,
    CommandId,
    Delivery,
    MessageId,
    Milliseconds,
    Participation,
    Person,
    Sequence,
    UserId,
)
from desktop.viewmodels import attached, markup, times
from desktop.viewmodels.attached import FilePlace, PicturePlace, Place
from desktop.viewmodels.isolates import isolated, without_isolates
from desktop.viewmodels.markup import Block, Span
from desktop.viewmodels.message_text import Link
from desktop.viewmodels.reactions import Chip


class EntryKind(StrEnum):
    """What an entry of the timeline is."""

    DAY = "day"
    UNREAD = "unread"
    CUTOFF = "cutoff"
    """The first line for somebody who may not read the chat from its start."""
    OLDER_EXPECTED = "older_expected"
    SYSTEM = "system"
    MESSAGE = "message"


class Action(StrEnum):
    """What a user can do with a message."""

    REPLY = "reply"
    EDIT = "edit"
    DELETE = "delete"
    """Takes a message back, or drops one that was never sent."""
    SEND = "send"
    """Lets go what asks."""
    RETRY = "retry"
    DISCARD = "discard"
    """Drops a pending change; the message stays as it was before."""
    REACT = "react"
    QUOTE = "quote"
    """Goes to the message that this one answers."""
    MARK_UNREAD = "mark_unread"
    MARK_READ = "mark_read"
    UNFOLD = "unfold"
    """Shows more of a long text."""
    FOLD = "fold"
    """Shows only the beginning of it again."""
    COPY_LINK = "copy_link"
    SEND_TEXT = "send_text"
    """Sends what was written before the files that it waits for."""
    REMOVE_FILES = "remove_files"
    """Takes those out of a message that do not get to the server."""
    PLACE = "place"
    """Does the first thing that one wants of a picture or a file."""
    PLACE_WAY = "place_way"
    """Does what the sign at the edge of a file's card stands for."""
    AUDIENCE = "audience"
    """Shows who can read it, and who has."""


class Ticks(StrEnum):
    """How far one of the user's own messages has come with the others."""

    SENT = "sent"
    """The server has it."""
    SOME = "some"
    """Some of those who may read it have."""
    ALL = "all"
    """All of them have."""


class QuoteLine(Struct, frozen=True):
    """What stands over a message of the one that it answers."""

    text: str
    """One line: its words, or why there are none."""
    author: UserId | None = None
    author_name: str = ""
    """Empty where it is hidden from the user."""
    seq: int | None = None
    """Where a click leads; None where there is nothing to be seen."""
    muted: bool = False
    """The line is not what somebody wrote."""


class Entry(Struct, frozen=True):
    """One row of the timeline as it is shown."""

    key: str
    """Stays the same while the entry is in the timeline: a provisional message keeps it when it is confirmed."""
    kind: EntryKind
    text: str
    strong: tuple[tuple[int, int], ...] = ()
    """Stretches of `text` that stand out, in code points."""
    icon: str = ""
    message: MessageId | None = None
    seq: int | None = None
    author: UserId | None = None
    author_name: str = ""
    """What stands over the message: "You" for the user."""
    full_name: str = ""
    """The author's display name, for the avatar."""
    mine: bool = False
    time: str = ""
    sent_at: Milliseconds = 0
    starts_group: bool = False
    big: bool = False
    deleted: bool = False
    """Its author has taken it back: `text` says so."""
    mark: str = ""
    """What stands small after the text, such as that it was edited."""
    links: tuple[Link, ...] = ()
    blocks: tuple[Block, ...] = ()
    """Of a message: what its text consists of; `text` is the shown text."""
    spans: tuple[Span, ...] = ()
    """Stretches of `text` that look different."""
    source: str = ""
    """Of a message: what was written, marks and all."""
    pictures: tuple[PicturePlace, ...] = ()
    files: tuple[FilePlace, ...] = ()
    ticks: Ticks | None = None
    """Of the user's own sent messages."""
    quote: QuoteLine | None = None
    chips: tuple[Chip, ...] = ()
    delivery: Delivery | None = None
    """Of the user's own messages and changes only, while there is something to tell of them."""
    change: Change = Change.MESSAGE
    """What `delivery` is about."""
    held: bool = False
    """Waits for a connection, for its author, or for longer than is usual: what is shown is provisional."""
    note: str = ""
    """What is said under a message that is not through yet."""
    choices: tuple[Action, ...] = ()
    """What is offered beside the note."""
    reason: str = ""
    """Why it was refused, in words."""
    command: CommandId | None = None

    @property
    def moment(self) -> str:
        """Date and time in full, for copying; empty for a line that has none."""
        return times.moment(self.sent_at) if self.sent_at else ""

    @property
    def line(self) -> str:
        """The text as it is laid out: a system line has its time after it, which no name turns round."""
        if self.kind is not EntryKind.SYSTEM or not self.time:
            return self.text
        return f"{self.text}  {isolated(self.time)}"

    @property
    def copied(self) -> str:
        """What is copied of it as a whole: what was written, so that it can be written again."""
        return self.source or without_isolates(self.text)

    @property
    def places(self) -> tuple[Place, ...]:
        """The places of its pictures and files, in the order in which they stand."""
        return (*self.pictures, *self.files)

    @property
    def spoken(self) -> str:
        """The entry in words, for who listens instead of looking."""
        if self.kind is not EntryKind.MESSAGE:
            return f"{without_isolates(self.text)} {self.time}".rstrip()
        parts = [
            f"{self.author_name}, {self.time}",
            markup.spoken(self.text, self.blocks),
            self._spoken_quote(),
            *attached.spoken(self.pictures, self.files),
            *(chip.spoken for chip in self.chips),
            _tr("Edited") if self.mark else "",
            self.note,
            self.reason,
            self._spoken_ticks(),
        ]
        return ". ".join(part.rstrip(".") for part in parts if part)

    def _spoken_quote(self) -> str:
        if self.quote is None:
            return ""
        who = f"{self.quote.author_name}: " if self.quote.author_name else ""
        return _tr("Replying to %1").replace("%1", f"{who}{self.quote.text}")

    def _spoken_ticks(self) -> str:
        match self.ticks:
            case Ticks.ALL:
                return _tr("Read by all")
            case Ticks.SOME:
                return _tr("Read by some")
            case Ticks.SENT:
                return _tr("Sent")
            case None:
                return ""

    @property
    def is_confirmed(self) -> bool:
        """Whether it is a message that has its place, and still says something."""
        return self.kind is EntryKind.MESSAGE and self.seq is not None and not self.deleted


class Reach(Struct, frozen=True):
    """How far the others may read a chat and have read it, kept so that each message is looked up in no time."""

    may_from: tuple[Sequence, ...] = ()
    """From which place on each of them may read, ascending."""
    waits_from: tuple[Sequence, ...] = ()
    """From which place on each of them has something to read that they have not, ascending."""
    showing: tuple[Participation, ...] = ()
    """Those who show how far they read, or the user does, only since some time: in neither of the two."""

    @classmethod
    def of(cls, participants: Iterable[Participation]) -> "Reach":
        """Return how far those besides the user are.

        Who was deactivated reads nothing any more, and who hides how far they read is nobody's to wait for.
        """
        others = [each for each in participants if not each.is_me and each.person.active]
        always = [each for each in others if not each.reads_since]
        return cls(
            tuple(sorted(each.visible_from_seq or 0 for each in always)),
            tuple(sorted(max(each.visible_from_seq or 0, each.read_seq + 1) for each in always)),
            tuple(each for each in others if 0 < each.reads_since < FOR_EVER),
        )

    def ticks(self, seq: Sequence, sent_at: Milliseconds) -> Ticks:
        """Return how far the user's message has come that stands at a place and was sent at a time."""
        may, waiting = bisect_right(self.may_from, seq), bisect_right(self.waits_from, seq)
        for each in self.showing:
            has_read = each.read_seq >= seq
            if each.can_read(seq) and (has_read or each.reads_since <= sent_at):
                may += 1
                waiting += not has_read
        if may and not waiting:
            return Ticks.ALL
        return Ticks.SOME if may > waiting else Ticks.SENT


class Reader(Struct, frozen=True):
    """Who looks at the timeline, and what decides how it is told to them."""

    me: UserId
    names: Mapping[UserId, str]
    """Display names of the participants."""
    now: Milliseconds
    online: bool
    unread_from: MessageId | None = None
    """The row before which the line "New messages" stands."""
    added_at: Milliseconds | None = None
    """When the user was added, if they cannot read the chat from its start."""
    reach: Reach = Reach()
    """How far the others have read."""
    coming: int = 0
    """How many earlier messages and system lines are not on this computer yet."""
    people: Mapping[UserId, Person] = {}
    """The participants."""
    team: Mapping[UserId, Person] = {}
    """Others who may be mentioned, as far as anybody was who is not in the chat."""

    @classmethod
    def of(cls, details: ChatDetails | None, me: UserId) -> "Reader":
        """Return who looks at a chat as it is in the cache; None is one that is not read yet."""
        if details is None:
            return cls(me=me, names={}, now=0, online=False)
        return cls(
            me=me,
            names={part.person.id: part.person.name for part in details.participants},
            now=0,
            online=False,
            reach=Reach.of(details.participants),
            added_at=details.my_added_at,
            coming=details.coming,
            people={part.person.id: part.person for part in details.participants},
        )

    def person(self, user: UserId) -> Person | None:
        """Return somebody who may be mentioned."""
        return self.people.get(user) or self.team.get(user)

    def seen_at(
        self,
        now: Milliseconds,
        *,
        online: bool,
        unread_from: MessageId | None,
        team: Mapping[UserId, Person],
    ) -> "Reader":
        """Return the same one at another time."""
        return structs.replace(self, now=now, online=online, unread_from=unread_from, team=team)


def _tr(text: str) -> str:
    return QCoreApplication.translate("timeline", text)
