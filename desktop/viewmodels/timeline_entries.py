"""From rows to what stands in the timeline: messages in groups, system lines in words, and the lines between them.

Pure functions over values. An entry holds all that its picture needs, so an entry that is equal to the one before looks the
same, and nothing has to be measured again.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from desktop.core.values import (
    Added,
    CommandId,
    Created,
    Deleted,
    Delivery,
    MessageId,
    Milliseconds,
    Renamed,
    Text,
    TimelineRow,
    Unknown,
    UserId,
)
from desktop.viewmodels import sentences, times
from desktop.viewmodels.message_text import Link, is_big_emoji, links
from desktop.viewmodels.names import first_name, listed
from desktop.viewmodels.timeline_window import Window

GROUP_MS = 5 * 60_000
"""Messages of one person follow up on each other while less than this lies between them."""
MINUTE_MS = 60_000
PATIENCE_MS = 3_000
"""How long a message may be on its way, with a connection, before anything is said about it."""


class EntryKind(StrEnum):
    """What an entry of the timeline is."""

    DAY = "day"
    UNREAD = "unread"
    CUTOFF = "cutoff"
    """The first line for somebody who may not read the chat from its start."""
    OLDER_EXPECTED = "older_expected"
    SYSTEM = "system"
    MESSAGE = "message"


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
    time: str = ""
    sent_at: Milliseconds = 0
    starts_group: bool = False
    big: bool = False
    deleted: bool = False
    """Its author has taken it back: `text` says so."""
    mark: str = ""
    """What stands small after the text, such as that it was edited."""
    links: tuple[Link, ...] = ()
    delivery: Delivery | None = None
    """Of the user's own messages only, while there is something of them."""
    held: bool = False
    """Waits for a connection, or for longer than is usual."""
    note: str = ""
    """What is said under a message that is not sent yet."""
    reason: str = ""
    """Why it was refused, in words."""
    command: CommandId | None = None

    @property
    def moment(self) -> str:
        """Date and time in full, for copying; empty for a line that has none."""
        return times.moment(self.sent_at) if self.sent_at else ""

    @property
    def spoken(self) -> str:
        """The entry in words, for who listens instead of looking."""
        if self.kind is EntryKind.MESSAGE:
            parts = [f"{self.author_name}, {self.time}", self.text, self.mark, self.note, self.reason]
            return ". ".join(part.rstrip(".") for part in parts if part)
        return f"{self.text} {self.time}".rstrip()


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


def entries(window: Window, reader: Reader) -> tuple[Entry, ...]:
    """Return everything that stands in the timeline for these rows."""
    result = list(_head(window, reader))
    before: TimelineRow | None = None
    for index, row in enumerate(window.rows):
        new_day = before is not None and _day(before.sent_at // MINUTE_MS) != _day(row.sent_at // MINUTE_MS)
        if new_day or (before is None and window.reaches_start):
            day = times.local_day(row.sent_at)
            label = times.day_label(row.sent_at, reader.now)
            # A clock that was set back may make the same day come twice: the row's id keeps the two apart.
            result.append(Entry(f"day {day.isoformat()} {row.id}", EntryKind.DAY, label))
        if row.id == reader.unread_from:
            result.append(Entry("unread", EntryKind.UNREAD, _tr("New messages")))
        after = window.rows[index + 1] if index + 1 < len(window.rows) else None
        if isinstance(row.body, Text | Deleted):
            starts = new_day or row.id == reader.unread_from or not follows_up(before, row)
            result.append(_message(row, row.body, reader, after, starts_group=starts))
        else:
            result.append(_system_line(row, reader))
        before = row
    return tuple(result)


def follows_up(before: TimelineRow | None, row: TimelineRow) -> bool:
    """Tell whether a message continues the one before, as far as the two themselves decide it."""
    return (
        before is not None
        and isinstance(before.body, Text | Deleted)
        and before.author == row.author
        and abs(row.sent_at - before.sent_at) < GROUP_MS
    )


@lru_cache(maxsize=4096)
def _day(minute: int) -> date:
    """Return the day of a minute since the epoch. The whole window is asked for with every change, so it is kept."""
    return times.local_day(minute * MINUTE_MS)


@lru_cache(maxsize=4096)
def _clock_time(minute: int) -> str:
    return times.clock_time(minute * MINUTE_MS)


@lru_cache(maxsize=1024)
def _looked_at(text: str) -> tuple[bool, tuple[Link, ...]]:
    """Return whether a text is shown large, and its links."""
    return is_big_emoji(text), links(text)


def _tr(text: str) -> str:
    return QCoreApplication.translate("timeline", text)


def _head(window: Window, reader: Reader) -> Sequence[Entry]:
    if window.reaches_start and reader.added_at is not None:
        text = _tr("You were added on %1. Earlier messages were not shared with you.")
        day = times.long_day(reader.added_at, reader.now)
        return [Entry("cutoff", EntryKind.CUTOFF, text.replace("%1", day), icon="eye-off")]
    if window.older_expected:
        text = _tr("Earlier messages are not on this computer yet")
        return [Entry("older", EntryKind.OLDER_EXPECTED, text, icon="clock")]
    return []


def _message(
    row: TimelineRow, body: Text | Deleted, reader: Reader, after: TimelineRow | None, *, starts_group: bool
) -> Entry:
    mine = row.author == reader.me
    deleted = isinstance(body, Deleted)
    delivery = row.delivery if mine and not deleted else None
    refused = delivery is Delivery.REFUSED
    note = _tr("Not sent") if refused else ""
    held = _held(row, reader)
    if held and not (after is not None and _held(after, reader)):
        note = _tr("Waiting to send")
    text = _tr("Message deleted") if isinstance(body, Deleted) else body.text
    big, found = (False, ()) if deleted else _looked_at(text)
    return Entry(
        key=row.id,
        kind=EntryKind.MESSAGE,
        text=text,
        icon="trash" if deleted else "",
        message=row.id,
        seq=row.seq,
        author=row.author,
        author_name=_tr("You") if mine else row.author_name,
        full_name=row.author_name,
        time=_clock_time(row.sent_at // MINUTE_MS),
        sent_at=row.sent_at,
        starts_group=starts_group,
        big=big,
        deleted=deleted,
        mark=_tr("(edited)") if row.edited_at is not None and not deleted else "",
        links=found,
        delivery=delivery,
        held=held,
        note=note,
        reason=sentences.refusal(row.reason) if refused else "",
        command=row.command,
    )


def _held(row: TimelineRow, reader: Reader) -> bool:
    """Tell whether a message waits for so long that it is worth words; most are sent before one could read them."""
    if row.delivery is not Delivery.WAITING or row.author != reader.me or not isinstance(row.body, Text):
        return False
    return not reader.online or reader.now - row.sent_at >= PATIENCE_MS


def _system_line(row: TimelineRow, reader: Reader) -> Entry:
    who = _called(row.author, reader, row.author_name, first=True)
    values: tuple[str, ...] = (who,)
    match row.body:
        case Created():
            icon, template = "message-square-lock", _tr("%1 started this chat")
        case Renamed(subject=""):
            icon, template = "pencil", _tr("%1 removed the subject")
        case Renamed(subject=subject):
            icon, template, values = "pencil", _tr("%1 changed the subject to %2"), (who, subject)
        case Added(users=users, with_history=with_history):
            added = listed([_called(user, reader, "") for user in users])
            with_text, without_text = (
                _tr("%1 added %2 with earlier history"),
                _tr("%1 added %2 without earlier history"),
            )
            icon, template, values = "user-plus", with_text if with_history else without_text, (who, added)
        case Unknown():
            icon, template = (
                "info",
                _tr("%1 sent something that this version cannot show. Update Internal Chat to see it."),
            )
        case _:
            raise AssertionError(row.body)
    text, strong = _filled(template, values)
    return Entry(
        key=row.id,
        kind=EntryKind.SYSTEM,
        text=text,
        strong=strong,
        icon=icon,
        message=row.id,
        seq=row.seq,
        author=row.author,
        author_name=row.author_name,
        time=_clock_time(row.sent_at // MINUTE_MS),
        sent_at=row.sent_at,
        delivery=row.delivery if row.author == reader.me else None,
        command=row.command,
    )


def _called(user: UserId, reader: Reader, otherwise: str, *, first: bool = False) -> str:
    if user == reader.me:
        return _tr("You") if first else _tr("you")
    return first_name(reader.names.get(user, otherwise) or _tr("Somebody"))


def _filled(template: str, values: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Put the values into a sentence; return it and where they stand in it."""
    text = ""
    strong = []
    rest = template
    while "%" in rest:
        before, _, rest = rest.partition("%")
        value = values[int(rest[0]) - 1]
        rest = rest[1:]
        text += before
        strong.append((len(text), len(text) + len(value)))
        text += value
    return text + rest, tuple(strong)
