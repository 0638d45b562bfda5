"""Editing, deleting, and reacting to messages, confirmed or not.

What the user wants last holds: changes of the same message that the server cannot know are replaced, not piled up.
"""

from collections.abc import Callable, Iterable

from msgspec import structs

from desktop.core.cache import commands, rows
from desktop.core.cache.commands import Changing, Pending
from desktop.core.cache.database import Connection
from desktop.core.cache.projection import look_the_same
from desktop.core.errors import ErrorCode, InvalidInputError
from desktop.core.outbox import written
from desktop.core.outbox.checks import checked_emoji, checked_text
from desktop.core.outbox.written import Written
from desktop.core.values import Deleted, MessageId, Milliseconds, Text, TimelineRow, UserId
from sync_server.protocol.frames import DeleteMessage, EditMessage, SendMessage, SetReaction


def edit(
    connection: Connection,
    me: UserId,
    frame: EditMessage,
    now: Milliseconds,
    *,
    mentions: tuple[UserId, ...] | None = None,
) -> Written:
    """Store another text of one's own message; one that changes nothing is not stored. Raises InvalidInputError.

    Without `mentions`, those of the message stay. The text of a message that the server cannot know is replaced where it waits;
    one that was refused or asks is sent by that.
    """
    shown = _own(_shown(connection, me, frame), me)
    if not isinstance(shown.body, Text):
        raise InvalidInputError(ErrorCode.MESSAGE_DELETED)
    named = shown.body.mentions if mentions is None else mentions
    frame = structs.replace(frame, text=checked_text(frame.text), mentions=named)
    replaced = _replace(connection, frame.message, lambda each: isinstance(each.frame, EditMessage))
    unsent = unknown_send(connection, frame.message)
    if unsent is not None:
        return replaced | _rewritten(connection, unsent, frame, now)
    body = _shown(connection, me, frame).body
    if body == Text(frame.text, frame.mentions):
        return replaced
    return replaced | written.put(commands.put(connection, frame, now))


def _rewritten(connection: Connection, unsent: Pending, frame: EditMessage, now: Milliseconds) -> Written:
    """Say something else in a message that the server cannot know. As it was just decided on, nobody has to be asked."""
    if not isinstance(unsent.frame, SendMessage):
        return Written()
    message = structs.replace(unsent.frame, text=frame.text, mentions=frame.mentions)
    if unsent.refusal or unsent.held == commands.ASKS:
        # Others may have gone past it: it goes to the end, as when it is retried.
        commands.remove(connection, unsent.number)
        again = written.put(commands.put(connection, message, now))
        return structs.replace(again, removed=frozenset((unsent.number,)))
    return written.put(commands.rewrite(connection, unsent.number, message, now))


def delete(connection: Connection, me: UserId, frame: DeleteMessage, now: Milliseconds) -> Written:
    """Store that one's own message is taken back, with all its other changes; one that was is left. Raises InvalidInputError.

    A message that the server cannot know is dropped, as if it had not been written.
    """
    shown = _own(_shown(connection, me, frame), me)
    if isinstance(shown.body, Deleted):
        return Written()
    unsent = unknown_send(connection, frame.message)
    if unsent is not None:
        return dropped(connection, unsent)
    replaced = _replace(connection, frame.message, lambda _: True)
    shown = _shown(connection, me, frame)
    if isinstance(shown.body, Deleted):
        return replaced
    return replaced | written.put(commands.put(connection, frame, now))


def react(connection: Connection, me: UserId, frame: SetReaction, now: Milliseconds) -> Written:
    """Store that an emoji is put under a message, or taken away; what changes nothing is not stored. Raises InvalidInputError."""
    frame = structs.replace(frame, emoji=checked_emoji(frame.emoji))
    shown = _written(_shown(connection, me, frame))
    if isinstance(shown.body, Deleted):
        raise InvalidInputError(ErrorCode.MESSAGE_DELETED)

    def is_same(each: Pending) -> bool:
        return isinstance(each.frame, SetReaction) and look_the_same(each.frame.emoji, frame.emoji)

    if _is_on(shown, frame, me) == frame.on:
        return _replace(connection, frame.message, lambda each: is_same(each) and bool(each.refusal))
    replaced = _replace(connection, frame.message, is_same)
    if _is_on(_shown(connection, me, frame), frame, me) == frame.on:
        return replaced
    return replaced | written.put(commands.put(connection, frame, now))


def unknown_send(connection: Connection, message: MessageId) -> Pending | None:
    """Return the command that sends a message, unless the server may know it."""
    sends = commands.by_messages(connection, (message,))
    found = next((each for each in sends if isinstance(each.frame, SendMessage)), None)
    return None if found is None or commands.may_be_known(connection, found) else found


def dropped(connection: Connection, send: Pending) -> Written:
    """Take out a message that the server does not have, and all that waits for it. Answers to it go as messages of their own."""
    if not isinstance(send.frame, SendMessage):
        return Written()
    message = send.frame.message
    gone = (send, *commands.by_targets(connection, (message,)))
    for each in gone:
        commands.remove(connection, each.number)
    result = written.taken_out(gone)
    for each in commands.of_chats(connection, (send.frame.chat,)):
        if isinstance(each.frame, SendMessage) and each.frame.reply_to == message:
            # No server can know this one: it waits until what it answers is there.
            alone = structs.replace(each.frame, reply_to=None)
            result |= written.put(commands.rewrite(connection, each.number, alone))
    return result


def _replace(connection: Connection, message: MessageId, is_old: Callable[[Pending], bool]) -> Written:
    """Take out changes of a message that the server cannot know."""
    pending: Iterable[Pending] = commands.by_targets(connection, (message,))
    gone = [each for each in pending if is_old(each) and not commands.may_be_known(connection, each)]
    for each in gone:
        commands.remove(connection, each.number)
    return written.taken_out(gone)


def _shown(connection: Connection, me: UserId, frame: Changing) -> TimelineRow:
    found = rows.some(connection, me, (frame.message,))
    if not found or found[0].chat != frame.chat:
        raise InvalidInputError(ErrorCode.MESSAGE_NOT_FOUND)
    return found[0]


def _written(row: TimelineRow) -> TimelineRow:
    if not isinstance(row.body, Text | Deleted):
        raise InvalidInputError(ErrorCode.SYSTEM_LINE)
    return row


def _own(row: TimelineRow, me: UserId) -> TimelineRow:
    if _written(row).author != me:
        raise InvalidInputError(ErrorCode.NOT_AUTHOR)
    return row


def _is_on(row: TimelineRow, frame: SetReaction, me: UserId) -> bool:
    return any(look_the_same(each.emoji, frame.emoji) and me in each.users for each in row.reactions)
