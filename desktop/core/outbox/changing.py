"""Editing, deleting, and reacting to messages, confirmed or not.

What the user wants last holds: changes of the same message that the server cannot know are replaced, not piled up.
"""

from collections.abc import Callable

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
    body = _text(_shown(connection, me, frame), author=me)
    named = body.mentions if mentions is None else mentions
    text = checked_text(frame.text, has_files=bool(body.attachments))
    frame = structs.replace(frame, text=text, mentions=named)

    def is_edit(each: Pending) -> bool:
        return isinstance(each.frame, EditMessage)

    unsent = unknown_send(connection, frame.message)
    if unsent is not None:
        # Nor can the server know edits of it.
        behind = [each for each in commands.by_targets(connection, (frame.message,)) if is_edit(each)]
        return written.take_out(connection, behind) | _rewritten(connection, unsent, frame, now)
    replaced = _replace(connection, frame.message, is_edit)
    # What a refused edit covered may be a tombstone by now.
    shown = _text(_shown(connection, me, frame))
    if shown == structs.replace(shown, text=frame.text, mentions=frame.mentions):
        return replaced
    return replaced | written.stored(commands.put(connection, frame, now))


def _rewritten(connection: Connection, unsent: Pending, frame: EditMessage, now: Milliseconds) -> Written:
    """Say something else in a message that the server cannot know. As it was just decided on, nobody has to be asked."""
    if not isinstance(unsent.frame, SendMessage):
        return Written()
    message = structs.replace(unsent.frame, text=frame.text, mentions=frame.mentions)
    if unsent.refusal or unsent.held == commands.ASKS:
        # Others may have gone past it: it goes to the end, as when it is retried.
        gone = written.take_out(connection, (unsent,))
        return gone | written.stored(commands.put(connection, message, now))
    return written.stored(commands.rewrite(connection, unsent.number, message, now))


def delete(connection: Connection, me: UserId, frame: DeleteMessage, now: Milliseconds) -> Written:
    """Store that one's own message is taken back, with all its other changes; one that was is left. Raises InvalidInputError.

    A message that the server cannot know is dropped, as if it had not been written.
    """
    if isinstance(_shown(connection, me, frame).body, Deleted):
        return Written()
    _text(_shown(connection, me, frame), author=me)
    unsent = unknown_send(connection, frame.message)
    if unsent is not None:
        return dropped(connection, unsent)
    replaced = _replace(connection, frame.message, lambda _: True)
    return replaced | written.stored(commands.put(connection, frame, now))


def react(connection: Connection, me: UserId, frame: SetReaction, now: Milliseconds) -> Written:
    """Store that an emoji is put under a message, or taken away; what changes nothing is not stored. Raises InvalidInputError."""
    frame = structs.replace(frame, emoji=checked_emoji(frame.emoji))
    shown = _shown(connection, me, frame)
    _text(shown)

    def is_same(each: Pending) -> bool:
        return isinstance(each.frame, SetReaction) and look_the_same(each.frame.emoji, frame.emoji)

    if _is_on(shown, frame, me) == frame.on:
        return _replace(connection, frame.message, lambda each: is_same(each) and bool(each.refusal))
    replaced = _replace(connection, frame.message, is_same)
    if _is_on(_shown(connection, me, frame), frame, me) == frame.on:
        return replaced
    return replaced | written.stored(commands.put(connection, frame, now))


def unknown_send(connection: Connection, message: MessageId) -> Pending | None:
    """Return the command that sends a message, unless the server may know it."""
    sends = commands.by_messages(connection, (message,))
    found = next((each for each in sends if isinstance(each.frame, SendMessage)), None)
    return None if found is None or commands.may_be_known(connection, found) else found


def is_exchanged(connection: Connection, pending: Pending) -> bool:
    """Whether the user has put another change of the same message in a change's place, or a deletion, that waits behind it."""
    if not isinstance(pending.frame, EditMessage | SetReaction):
        return False
    behind = commands.by_targets(connection, (pending.frame.message,))
    return any(_replaces(each, pending.frame) for each in behind if each.number > pending.number)


def _replaces(later: Pending, frame: EditMessage | SetReaction) -> bool:
    match later.frame:
        case DeleteMessage():
            return True
        case EditMessage():
            return isinstance(frame, EditMessage)
        case SetReaction(emoji=emoji):
            return isinstance(frame, SetReaction) and look_the_same(emoji, frame.emoji)
        case _:
            return False


def with_its_edits(connection: Connection, send: Pending) -> Written:
    """Put into a message what its author has made of it since, now that it is known that the server does not have it."""
    edits = [
        (each, each.frame)
        for each in commands.by_targets(connection, (send.message,) if send.message else ())
        if isinstance(each.frame, EditMessage)
    ]
    if not edits or not isinstance(send.frame, SendMessage):
        return Written()
    last = edits[-1][1]
    message = structs.replace(send.frame, text=last.text, mentions=last.mentions)
    gone = written.take_out(connection, (each for each, _ in edits))
    return gone | written.stored(commands.rewrite(connection, send.number, message))


def dropped(connection: Connection, send: Pending) -> Written:
    """Take out a message that the server does not have, and all that waits for it. Answers to it go as messages of their own."""
    if not isinstance(send.frame, SendMessage):
        return Written()
    message = send.frame.message
    result = written.take_out(connection, (send, *commands.by_targets(connection, (message,))))
    for each in commands.of_chats(connection, (send.frame.chat,)):
        if isinstance(each.frame, SendMessage) and each.frame.reply_to == message:
            # No server can know this one: it waits until what it answers is there.
            alone = structs.replace(each.frame, reply_to=None)
            result |= written.stored(commands.rewrite(connection, each.number, alone))
    return result


def _replace(connection: Connection, message: MessageId, is_old: Callable[[Pending], bool]) -> Written:
    """Take out changes of a message that the server cannot know."""
    old = [each for each in commands.by_targets(connection, (message,)) if is_old(each)]
    return written.take_out(connection, [each for each in old if not commands.may_be_known(connection, each)])


def _shown(connection: Connection, me: UserId, frame: Changing) -> TimelineRow:
    found = rows.some(connection, me, (frame.message,))
    if not found or found[0].chat != frame.chat:
        raise InvalidInputError(ErrorCode.MESSAGE_NOT_FOUND)
    return found[0]


def _text(row: TimelineRow, *, author: UserId | None = None) -> Text:
    """Return the text that is to be changed; refuse as the server would."""
    if isinstance(row.body, Deleted):
        raise InvalidInputError(ErrorCode.MESSAGE_DELETED)
    if not isinstance(row.body, Text):
        raise InvalidInputError(ErrorCode.SYSTEM_LINE)
    if author not in {None, row.author}:
        raise InvalidInputError(ErrorCode.NOT_AUTHOR)
    return row.body


def _is_on(row: TimelineRow, frame: SetReaction, me: UserId) -> bool:
    return any(look_the_same(each.emoji, frame.emoji) and me in each.users for each in row.reactions)
