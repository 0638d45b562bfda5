"""What the user keeps for themselves in a chat: how far they have read, what counts as unread, what is notified of, pins."""

from msgspec import structs

from desktop.core.cache import commands, details, reading
from desktop.core.cache.commands import Pending, Queued
from desktop.core.cache.database import Connection
from desktop.core.errors import ErrorCode, InvalidInputError
from desktop.core.outbox import written
from desktop.core.outbox.written import Written
from desktop.core.values import ChatId, Milliseconds, Sequence, UserId
from sync_server.protocol.frames import MarkRead, SetPreferences


def mark_read(
    connection: Connection, frame: MarkRead, now: Milliseconds, *, unmark: SetPreferences
) -> Written:
    """Store a read position in place of a lower one; one that is no progress, or of a chat not yet confirmed, is not stored.

    What was marked as unread and is seen again is read again: `unmark` is then stored, with the mark moved to what is left of it.
    """
    state = reading.state(connection, frame.chat)
    if state is None or frame.seq > state.last:
        # What is not here was not on screen: such a place is of a history that is over.
        return Written()
    result = Written()
    if frame.seq > state.seen:
        result |= _in_place_of_older(connection, frame, now)
    if 0 < state.unread_from <= frame.seq:
        left = frame.seq + 1 if frame.seq < state.seen else 0
        result |= _stored(connection, structs.replace(unmark, unread_from=left), now)
    return result


def _in_place_of_older(connection: Connection, frame: MarkRead, now: Milliseconds) -> Written:
    # Also of one that is on its way: the higher position says all that the lower one says.
    older = _same_kind(connection, frame)
    return written.take_out(connection, older) | written.stored(commands.put(connection, frame, now))


def mark_unread(connection: Connection, frame: SetPreferences, now: Milliseconds) -> Written:
    """Store from where on a chat is to count as unread, unless it does so anyway. Raises InvalidInputError."""
    state = reading.state(connection, frame.chat)
    if state is None:
        raise InvalidInputError(ErrorCode.CHAT_NOT_FOUND)
    seq: Sequence = max(frame.unread_from or 0, state.visible_from, 1)
    if seq > state.seen or seq == state.unread_from:
        return Written()
    return _stored(connection, structs.replace(frame, unread_from=seq), now)


def set_preferences(connection: Connection, me: UserId, frame: SetPreferences, now: Milliseconds) -> Written:
    """Store muting, pinning or what is notified of; what is so already is not stored. Raises InvalidInputError."""
    shown = details.details(connection, me, frame.chat)
    if shown is None:
        raise InvalidInputError(ErrorCode.CHAT_NOT_FOUND)
    asked = (frame.muted_until, frame.pinned, frame.notify)
    held = (shown.muted_until, shown.pinned, shown.notify)
    if all(wish in {None, now} for wish, now in zip(asked, held, strict=True)):
        return Written()
    return _stored(connection, frame, now)


def _stored(connection: Connection, frame: SetPreferences, now: Milliseconds) -> Written:
    """Store what is set, together with what was set before and the server cannot know."""
    older = [each for each in _same_kind(connection, frame) if not commands.may_be_known(connection, each)]
    for each in older:
        if isinstance(each.frame, SetPreferences):
            frame = _over(each.frame, frame)
    return written.take_out(connection, older) | written.stored(commands.put(connection, frame, now))


def _over(older: SetPreferences, newer: SetPreferences) -> SetPreferences:
    return structs.replace(
        newer,
        muted_until=older.muted_until if newer.muted_until is None else newer.muted_until,
        pinned=older.pinned if newer.pinned is None else newer.pinned,
        unread_from=older.unread_from if newer.unread_from is None else newer.unread_from,
        notify=older.notify if newer.notify is None else newer.notify,
    )


def _same_kind(connection: Connection, frame: Queued) -> tuple[Pending, ...]:
    chat: ChatId = frame.chat
    pending = commands.of_chats(connection, (chat,))
    return tuple(each for each in pending if type(each.frame) is type(frame))
