"""What the screen shows of the outbox: pending commands laid over confirmed rows. Values in, values out; no SQL.

A change is shown as if it were through, and `delivery`, `reason` and `command` say how far it has come. Several changes of one
message are laid over it in the order in which the user made them; of those that were refused, the first is the one to decide on.
"""

from collections.abc import Iterable
from collections.abc import Sequence as Seq

from msgspec import structs

from desktop.core.cache.commands import Pending
from desktop.core.values import (
    Body,
    Change,
    Created,
    Deleted,
    Delivery,
    MessageId,
    Notify,
    PendingSubject,
    Person,
    Quote,
    Reaction,
    Renamed,
    Text,
    TimelineRow,
    UserId,
)
from sync_server.protocol.frames import (
    CreateChat,
    DeleteMessage,
    EditMessage,
    SendMessage,
    SetPreferences,
    SetReaction,
    SetSubject,
)
from sync_server.protocol.nouns import Preferences

NO_PREFERENCES = Preferences(0)

QUOTE_CHARACTERS = 300
"""So much of a message is shown where another one answers it; as the view `message_row` reads it."""
_COLOURED = "\ufe0f"
"""Asks for the coloured form of the sign before it, and shows nothing itself."""


class Projection:
    """The outbox of one chat or several, to be laid over their rows."""

    def __init__(self, me: Person, pending: Iterable[Pending]) -> None:
        self.me = me
        self._pending = tuple(pending)
        self._changes: dict[MessageId, list[Pending]] = {}
        for each in self._pending:
            if each.target is not None:
                self._changes.setdefault(each.target, []).append(each)

    def over(self, row: TimelineRow) -> TimelineRow:
        """Return a row with the pending changes of it."""
        changes = self._changes.get(row.id)
        if not changes:
            return row
        for change in changes:
            row = _changed(row, change, self.me.id)
        return _with_pending_reactions(_with_delivery(row, changes), changes)

    def over_quote(self, quoted: MessageId, quote: Quote) -> Quote:
        """Return what is shown of an answered message, with the pending changes of it."""
        for change in self._changes.get(quoted, ()):
            match change.frame:
                case EditMessage(text=text):
                    quote = structs.replace(quote, text=text[:QUOTE_CHARACTERS], deleted=False)
                case DeleteMessage() if not change.refusal:
                    quote = structs.replace(quote, text="", deleted=True, files=())
                case _:
                    pass
        return quote

    def written(self, *, start_is_known: bool) -> tuple[TimelineRow, ...]:
        """Return the messages and system lines that are still to be confirmed, in the outbox's order.

        Where the chat is confirmed, so is its first line: the command that started it only waits to be told so.
        """
        shown = (
            _written_row(each, self.me)
            for each in self._pending
            if not (start_is_known and isinstance(each.frame, CreateChat))
        )
        return tuple(self.over(row) for row in shown if row is not None)

    def answers(self) -> dict[MessageId, MessageId]:
        """Return which pending messages answer which ones."""
        return {
            each.frame.message: each.frame.reply_to
            for each in self._pending
            if isinstance(each.frame, SendMessage) and each.frame.reply_to is not None
        }

    def asking(self) -> tuple[Pending, ...]:
        """Return the messages whose author is asked whether they are still to go."""
        return tuple(each for each in self._pending if each.delivery is Delivery.ASKING)


def _written_row(command: Pending, me: Person) -> TimelineRow | None:
    body = _written_body(command)
    if body is None or command.message is None:
        return None
    return TimelineRow(
        command.message, command.frame.chat, None, me.id, me.name, command.created_at, body,
        command.delivery, command.reason, command.number,
    )  # fmt: skip


def _written_body(command: Pending) -> Body | None:
    match command.frame:
        case SendMessage(text=text, mentions=mentions, attachments=attachments):
            return Text(text, mentions, attachments)
        case CreateChat(subject=subject):
            return Created(subject)
        case SetSubject(subject=subject):
            # A refused subject is shown where the subject is edited.
            return None if command.refusal else Renamed(subject)
        case _:
            return None


def _changed(row: TimelineRow, change: Pending, me: UserId) -> TimelineRow:
    match change.frame:
        case EditMessage(text=text, mentions=mentions):
            # Over a tombstone as well: what was written is shown until its author has decided what becomes of it.
            files = row.body.attachments if isinstance(row.body, Text) else ()
            return structs.replace(row, body=Text(text, mentions, files), edited_at=change.created_at)
        case DeleteMessage() if not change.refusal:
            tombstone = Deleted(change.created_at)
            return structs.replace(row, body=tombstone, edited_at=None, quote=None, reactions=())
        case SetReaction() as reaction if not change.refusal and isinstance(row.body, Text):
            return structs.replace(row, reactions=with_reaction(row.reactions, reaction, me))
        case _:
            return row


def _with_delivery(row: TimelineRow, changes: Seq[Pending]) -> TimelineRow:
    """Say how far the changes have come: the first that was refused, or the last of text and deletion."""
    if row.delivery is not Delivery.SENT:
        # It waits itself, and its changes behind it: only one that takes it back is worth telling instead.
        changes = [each for each in changes if isinstance(each.frame, DeleteMessage)]
    refused = next((each for each in changes if each.refusal), None)
    waiting = next((each for each in reversed(changes) if not isinstance(each.frame, SetReaction)), None)
    told = refused or waiting
    if told is None:
        return row
    emoji = told.frame.emoji if isinstance(told.frame, SetReaction) else ""
    return structs.replace(
        row,
        delivery=told.delivery,
        reason=told.refusal,
        command=told.number,
        change=_kind(told.frame),
        emoji=emoji,
    )


def _with_pending_reactions(row: TimelineRow, changes: Seq[Pending]) -> TimelineRow:
    """Say which of the emoji under a message are not through yet."""
    waiting = [
        each.frame.emoji for each in changes if isinstance(each.frame, SetReaction) and not each.refusal
    ]
    if not waiting or not row.reactions:
        return row
    shown = (reaction.emoji for reaction in row.reactions)
    pending = tuple(emoji for emoji in shown if any(look_the_same(emoji, other) for other in waiting))
    return structs.replace(row, pending_reactions=pending)


def _kind(frame: object) -> Change:
    match frame:
        case EditMessage():
            return Change.EDIT
        case DeleteMessage():
            return Change.DELETION
        case SetReaction():
            return Change.REACTION
        case _:
            return Change.MESSAGE


def with_reaction(reactions: tuple[Reaction, ...], frame: SetReaction, me: UserId) -> tuple[Reaction, ...]:
    """Return reactions as the server will have them: first come first, and emoji that look the same are one."""
    known = next((each for each in reactions if look_the_same(each.emoji, frame.emoji)), None)
    if known is None:
        return (*reactions, Reaction(frame.emoji, (me,))) if frame.on else reactions
    users = tuple(user for user in known.users if user != me)
    if frame.on:
        users = known.users if me in known.users else (*known.users, me)
    changed = structs.replace(known, users=users)
    found = (changed if each is known else each for each in reactions)
    return tuple(each for each in found if each.users)


def look_the_same(emoji: str, other: str) -> bool:
    """Whether two emoji differ at most in whether they ask for the coloured form."""
    return emoji.replace(_COLOURED, "") == other.replace(_COLOURED, "")


def effective_subject(confirmed: str, pending: Iterable[Pending]) -> str:
    """Return the subject once every waiting change of it is through."""
    subject = confirmed
    for command in pending:
        if isinstance(command.frame, SetSubject) and not command.refusal:
            subject = command.frame.subject
    return subject


def effective_preferences(confirmed: Preferences, pending: Iterable[Pending]) -> Preferences:
    """Return what the user has set for themselves, once every waiting change of it is through."""
    held = confirmed
    for command in pending:
        if isinstance(command.frame, SetPreferences) and not command.refusal:
            frame = command.frame
            held = structs.replace(
                held,
                muted_until=held.muted_until if frame.muted_until is None else frame.muted_until,
                pinned=held.pinned if frame.pinned is None else frame.pinned,
                unread_from=held.unread_from if frame.unread_from is None else frame.unread_from,
                notify=held.notify if frame.notify is None else frame.notify,
            )
    return held


def known_notify(notify: str) -> Notify:
    """Return what somebody is notified of; a word of a newer program stands for as in every other chat."""
    match notify:
        case "all" | "mentions" | "nothing":
            return notify
        case _:
            return ""


def pending_subject(pending: Iterable[Pending]) -> PendingSubject | None:
    """Return the newest subject change on its way or refused."""
    changes = [command for command in pending if isinstance(command.frame, SetSubject)]
    if not changes or not isinstance(changes[-1].frame, SetSubject):
        return None
    newest = changes[-1]
    return PendingSubject(changes[-1].frame.subject, newest.delivery, newest.refusal, newest.number)


def starting(pending: Iterable[Pending]) -> Pending | None:
    """Return the command that starts the chat, if that is among its pending ones."""
    return next((command for command in pending if isinstance(command.frame, CreateChat)), None)


def others_of(frame: CreateChat, me: UserId) -> tuple[UserId, ...]:
    """Return the other people of a chat that is being started."""
    return tuple(dict.fromkeys(user for user in frame.participants if user != me))
