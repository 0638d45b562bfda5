"""Starting chats, and writing lines into them."""

from msgspec import structs

from desktop.core.cache import commands, details, drafts, people, rows
from desktop.core.cache.database import Connection
from desktop.core.errors import ErrorCode, InvalidInputError
from desktop.core.outbox import written
from desktop.core.outbox.checks import checked_others, checked_subject, checked_text, require_chat
from desktop.core.outbox.written import Written
from desktop.core.values import Milliseconds, UserId
from sync_server.protocol import limits
from sync_server.protocol.frames import CreateChat, SendMessage, SetSubject


def start_chat(connection: Connection, me: UserId, frame: CreateChat, now: Milliseconds) -> Written:
    """Store a new chat. Raises InvalidInputError."""
    others = checked_others(frame.participants, me)
    if any(people.one(connection, user) is None for user in others):
        raise InvalidInputError(ErrorCode.UNKNOWN_USER)
    frame = structs.replace(frame, participants=others, subject=checked_subject(frame.subject))
    return written.stored(commands.put(connection, frame, now))


def send(connection: Connection, frame: SendMessage, now: Milliseconds) -> Written:
    """Store a message with the files of the chat's draft, and clear that. Raises InvalidInputError.

    An answer to a message that is not here (any more) goes as a message of its own.
    """
    mentions = tuple(dict.fromkeys(frame.mentions))[: limits.MENTIONS]
    files = drafts.take_files(connection, frame.chat)
    if len(files) > limits.ATTACHMENTS:
        raise InvalidInputError(ErrorCode.TOO_MANY_ATTACHMENTS)
    text = checked_text(frame.text, has_files=bool(files))
    frame = structs.replace(frame, text=text, mentions=mentions, attachments=files)
    require_chat(connection, frame.chat)
    if frame.reply_to is not None and not rows.is_here(connection, frame.chat, frame.reply_to):
        frame = structs.replace(frame, reply_to=None)
    drafts.clear(connection, frame.chat)
    return written.stored(commands.put(connection, frame, now))


def send_aside(connection: Connection, frame: SendMessage, now: Milliseconds) -> Written:
    """Store a message that has nothing to do with the chat's draft, which stays. Raises InvalidInputError."""
    frame = structs.replace(frame, text=checked_text(frame.text, has_files=False))
    require_chat(connection, frame.chat)
    return written.stored(commands.put(connection, frame, now))


def set_subject(connection: Connection, me: UserId, frame: SetSubject, now: Milliseconds) -> Written:
    """Store a subject change in place of refused ones; one that changes nothing is not stored. Raises InvalidInputError."""
    frame = structs.replace(frame, subject=checked_subject(frame.subject))
    shown = details.details(connection, me, frame.chat)
    if shown is None:
        raise InvalidInputError(ErrorCode.CHAT_NOT_FOUND)
    pending = commands.of_chats(connection, (frame.chat,))
    refused = [each for each in pending if each.refusal and isinstance(each.frame, SetSubject)]
    replaced = written.take_out(connection, refused)
    if shown.subject == frame.subject:
        return replaced
    return replaced | written.stored(commands.put(connection, frame, now))
