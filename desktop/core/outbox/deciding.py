"""What becomes of commands that were refused, that ask, or that the user takes back."""

from collections.abc import Callable, Iterable

from msgspec import structs

from desktop.core.cache import chats, commands, drafts, rows
from desktop.core.cache.commands import Pending, Queued, Quiet
from desktop.core.cache.database import Connection
from desktop.core.cache.drafts import Draft
from desktop.core.changes import ChangeSet
from desktop.core.errors import ErrorCode
from desktop.core.outbox import changing, uploading, written
from desktop.core.outbox.written import Written, touched
from desktop.core.values import ChatId, CommandId, Delivery, Milliseconds
from sync_server.protocol.frames import (
    CreateChat,
    DeleteMessage,
    EditMessage,
    MarkRead,
    SendMessage,
    SetPreferences,
    SetReaction,
    SetSubject,
)
from sync_server.protocol.nouns import CommandId as ChangeId

_GONE = frozenset({ErrorCode.MESSAGE_DELETED, ErrorCode.MESSAGE_NOT_FOUND})
_NOWHERE = frozenset({ErrorCode.MESSAGE_NOT_FOUND, ErrorCode.CHAT_NOT_FOUND})
MOST_RESETS = 3
"""How often the files of a message are uploaded anew by themselves, because the server does not have them any more."""


def is_moot(frame: Queued, code: ErrorCode) -> bool:
    """Whether a refused command can be forgotten: nobody can mend it, and nothing that was written is lost with it."""
    match frame:
        case MarkRead() | SetPreferences():
            return True
        case DeleteMessage() | SetReaction():
            return code in _GONE
        case _:
            return False


def refused(connection: Connection, number: CommandId, code: ErrorCode) -> Written:
    """Note that the server said no. A message that was to be deleted is gone with that, as is a change that was exchanged."""
    pending = commands.one(connection, number)
    if pending is None:
        return Written()
    commands.refuse(connection, number, code)
    if _is_to_be_deleted(connection, pending):
        return changing.dropped(connection, pending)
    if code is ErrorCode.ATTACHMENT_NOT_FOUND and pending.resets < MOST_RESETS:
        again = uploading.uploaded_anew(connection, pending)
        if again.queued:
            return again
    if changing.is_exchanged(connection, pending):
        return written.take_out(connection, (pending,))
    if code in _NOWHERE and _is_nowhere(connection, pending):
        return _given_back(connection, (pending,))
    return Written(touched(pending)) | changing.with_its_edits(connection, pending)


def begin_anew(connection: Connection) -> Written:
    """Take out what says nothing in another history, which the server tells from now on: how far somebody has read, say.

    What was to become of a refused change is not asked any more, as its message may not be there: its text joins the draft.
    """
    anew = uploading.all_uploaded_anew(connection)
    pending = commands.everything(connection)
    quiet = written.take_out(connection, (each for each in pending if isinstance(each.frame, Quiet)))
    return anew | quiet | _given_back(connection, (each for each in pending if each.refusal and each.target))


def _is_nowhere(connection: Connection, pending: Pending) -> bool:
    """Whether the message that a command changes is not here, so that nothing could be shown of the change either."""
    return pending.target is not None and not rows.is_here(connection, pending.frame.chat, pending.target)


def _given_back(connection: Connection, pending: Iterable[Pending]) -> Written:
    """Take out changes of messages; the texts of edits join the drafts of their chats."""
    changes = tuple(pending)
    for each in changes:
        if isinstance(each.frame, EditMessage):
            drafts.add(connection, each.frame.chat, Draft(each.frame.text), each.created_at)
    return written.take_out(connection, changes)


def hold(connection: Connection, numbers: Iterable[CommandId]) -> Written:
    """Ask the authors of messages that waited long before these go. What was to be deleted anyway goes nowhere."""
    result = Written()
    for number in numbers:
        pending = commands.one(connection, number)
        if pending is None:
            continue
        if _is_to_be_deleted(connection, pending):
            result |= changing.dropped(connection, pending)
        elif commands.hold(connection, number):
            result |= Written(touched(pending), (structs.replace(pending, held=commands.ASKS),))
            result |= changing.with_its_edits(connection, pending)
    return result


def _is_to_be_deleted(connection: Connection, pending: Pending) -> bool:
    if not isinstance(pending.frame, SendMessage):
        return False
    behind = commands.by_targets(connection, (pending.frame.message,))
    return any(isinstance(each.frame, DeleteMessage) for each in behind)


def release(connection: Connection, number: CommandId) -> Written:
    """Let a message that asks go, at the end of its chat's queue, and not ask again."""
    asking = commands.one(connection, number)
    if asking is None or asking.held != commands.ASKS or asking.refusal:
        return Written()
    gone = written.take_out(connection, (asking,))
    released = commands.put(
        connection,
        asking.frame,
        asking.created_at,
        written_after=asking.written_after,
        held=commands.RELEASED,
    )
    return gone | written.stored(released)


def retry(connection: Connection, number: CommandId, now: Milliseconds) -> Written:
    """Let a refused command be sent again, with the same id, at the end of its chat's queue.

    One that starts a chat keeps its place: what was written into the chat waits behind it. Of a message that is stuck, the files
    are tried again.
    """
    pending = commands.one(connection, number)
    if pending is not None and pending.delivery is Delivery.STUCK:
        uploading.try_again(connection, pending)
        again = commands.one(connection, number)
        return written.stored(again) if again else Written()
    if pending is None or not pending.refusal:
        return Written()
    if isinstance(pending.frame, CreateChat):
        again = commands.accept_again(connection, number)
        return written.stored(again) if again else Written()
    uploading.try_again(connection, pending)
    gone = written.take_out(connection, (pending,))
    return gone | written.stored(commands.put(connection, pending.frame, now))


def discard(connection: Connection, number: CommandId, now: Milliseconds, *, undo: ChangeId) -> Written:
    """Drop a command for good, and return what was written in it; with the start of a chat, everything in that chat.

    A message that the server may know already is deleted behind it instead, by a command of the id `undo`. What else reached
    the server, its answer lost on the way, comes back as confirmed. The files stay for a while (`drafts.attach_again`).
    """
    pending = commands.one(connection, number)
    if pending is None:
        return Written()
    text = _text_of(connection, pending)
    match pending.frame:
        case CreateChat(chat=chat) if not chats.exists(connection, chat):
            return _chat_dropped(connection, pending, chat)
        case SendMessage():
            result = _withdrawn(connection, pending, pending.frame, now, undo)
        case _:
            result = written.take_out(connection, (pending,))
    return structs.replace(result, text=text)


def take_back(
    connection: Connection, number: CommandId, now: Milliseconds, *, undo: ChangeId, new_id: Callable[[], str]
) -> Written:
    """Put the text of a message or an edit into its chat's draft, with what it answers and its files, and drop it as `discard`.

    Of a command that has no text of that kind nothing happens, nor of a message that is taken back already. The draft may get
    more files than can be sent with one message: nothing is left out, and `send` says so.
    """
    pending = commands.one(connection, number)
    if pending is None or not isinstance(pending.frame, SendMessage | EditMessage):
        return Written()
    if _is_to_be_deleted(connection, pending):
        return Written()
    chat = pending.frame.chat
    reply_to = pending.frame.reply_to if isinstance(pending.frame, SendMessage) else None
    drafts.add(connection, chat, Draft(_text_of(connection, pending), reply_to), now)
    known = commands.may_be_known(connection, pending)
    for file in pending.frame.attachments if isinstance(pending.frame, SendMessage) else ():
        # A message that the server may know may have taken up the uploads.
        drafts.add_file(connection, chat, drafts.copied(connection, file, new_id) if known else file)
    dropped = discard(connection, number, now, undo=undo)
    return dropped | Written(ChangeSet(chats=frozenset((chat,))))


def _withdrawn(
    connection: Connection, send: Pending, frame: SendMessage, now: Milliseconds, undo: ChangeId
) -> Written:
    """See to it that a message is not there in the end."""
    if not commands.may_be_known(connection, send):
        return changing.dropped(connection, send)
    if _is_to_be_deleted(connection, send):
        return Written()
    deletion = DeleteMessage(0, frame.chat, frame.message, undo)
    return written.stored(commands.put(connection, deletion, now))


def _chat_dropped(connection: Connection, start: Pending, chat: ChatId) -> Written:
    """Take out the start of a chat that the server does not have, and with it all that was written into it."""
    gone = (start, *(each for each in commands.of_chats(connection, (chat,)) if each.number != start.number))
    texts = [_text_of(connection, each) for each in gone if isinstance(each.frame, SendMessage)]
    texts.append(drafts.read(connection, chat).text)
    drafts.clear(connection, chat)
    drafts.take_files(connection, chat)
    return structs.replace(written.take_out(connection, gone), text="\n\n".join(filter(None, texts)))


def _text_of(connection: Connection, pending: Pending) -> str:
    """Return what was written in a command; of a message, as it was last edited."""
    match pending.frame:
        case SendMessage(message=message, text=text):
            behind = commands.by_targets(connection, (message,))
            edits = [each.frame.text for each in behind if isinstance(each.frame, EditMessage)]
            return edits[-1] if edits else text
        case EditMessage(text=text) | SetSubject(subject=text):
            return text
        case _:
            return ""
