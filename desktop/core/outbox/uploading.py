"""Messages with files on their way: each waits until the server has all of its files, and may be taken apart until then.

The server keeps what was uploaded for some days only, and forgets it where it was brought back from a copy. So a message can be
refused for want of files that are all here: then they are uploaded anew.
"""

from msgspec import structs

from desktop.core.cache import attached, commands, files, transfers
from desktop.core.cache.commands import Pending
from desktop.core.cache.database import Connection
from desktop.core.changes import ChangeSet
from desktop.core.errors import ErrorCode
from desktop.core.outbox import changing, written
from desktop.core.outbox.written import Written
from desktop.core.values import AttachmentId, CommandId, Delivery, MessageId, Milliseconds
from sync_server.protocol.frames import SendMessage


def uploaded(connection: Connection, attachment: AttachmentId, now: Milliseconds) -> Written:
    """Note that the server has all of a file. What waits for no other file goes."""
    transfers.uploaded(connection, attachment, now)
    return Written(ChangeSet(files=frozenset((attachment,)))) | _moved(connection, attachment)


def upload_failed(connection: Connection, attachment: AttachmentId, reason: str) -> Written:
    """Note that a file does not get to the server, and why. What waits for it is stuck."""
    transfers.fail(connection, attachment, reason)
    return _moved(connection, attachment)


def upload_moves(connection: Connection, attachment: AttachmentId) -> Written:
    """Note that a file is on its way (again). What was stuck for its sake waits."""
    if not transfers.moves_again(connection, attachment):
        return Written()
    return _moved(connection, attachment)


def upload_goes_on(connection: Connection, attachment: AttachmentId) -> Written:
    """Let a file go on that was paused or failed, up or down."""
    transfers.go_on(connection, attachment)
    return _moved(connection, attachment)


def _moved(connection: Connection, attachment: AttachmentId) -> Written:
    result = Written()
    for each in commands.of_file(connection, attachment):
        result |= written.stored(each)
    return result


def send_text_first(
    connection: Connection, number: CommandId, now: Milliseconds, *, message: MessageId
) -> Written:
    """Let the text of a message go at once, and its files as another message, `message`, when they are up.

    Nothing happens where there is no text, no file, or the server may know the message.
    """
    pending = commands.one(connection, number)
    frame = _apart(connection, pending)
    if pending is None or frame is None or not frame.text:
        return Written()
    alone = structs.replace(frame, attachments=())
    if pending.delivery in {Delivery.WAITING, Delivery.STUCK}:
        result = written.stored(commands.rewrite(connection, number, alone))
    else:
        # Others may have gone past it; and its author has just decided on it.
        held = commands.RELEASED if pending.held else ""
        result = written.take_out(connection, (pending,))
        result |= written.stored(commands.put(connection, alone, pending.created_at, held=held))
    with_files = SendMessage(0, frame.chat, message, "", attachments=frame.attachments)
    return result | written.stored(commands.put(connection, with_files, now))


def remove_file(connection: Connection, number: CommandId, attachment: AttachmentId) -> Written:
    """Take a file out of a message that waits. With the last one of a message without text goes the message.

    Nothing happens where the server may know the message.
    """
    pending = commands.one(connection, number)
    frame = _apart(connection, pending)
    if pending is None or frame is None:
        return Written()
    left = tuple(each for each in frame.attachments if each.id != attachment)
    gone = Written(ChangeSet(files=frozenset((attachment,))))
    if not left and not frame.text:
        return gone | changing.dropped(connection, pending)
    without = structs.replace(frame, attachments=left)
    return gone | written.stored(commands.rewrite(connection, number, without))


def _apart(connection: Connection, pending: Pending | None) -> SendMessage | None:
    """Return a message with files, if it may still be taken apart."""
    if pending is None or not isinstance(pending.frame, SendMessage) or not pending.frame.attachments:
        return None
    return None if commands.may_be_known(connection, pending) else pending.frame


def uploaded_anew(connection: Connection, refused: Pending) -> Written:
    """Upload the files of a message again that the server did not have, and send it then; nothing if they are not all here."""
    if not isinstance(refused.frame, SendMessage) or not _reset(connection, refused.frame):
        return Written()
    # By another number: the server does not know it, whatever was handed to the connection by the old one.
    gone = written.take_out(connection, (refused,))
    again = commands.put(
        connection,
        refused.frame,
        refused.created_at,
        written_after=refused.written_after,
        held=refused.held,
        resets=refused.resets + 1,
    )
    return gone | written.stored(again) | changing.with_its_edits(connection, again)


def all_uploaded_anew(connection: Connection) -> Written:
    """Upload all files again that are unsent, as the server tells another history."""
    transfers.begin_all_anew(connection)
    result = Written()
    for each in commands.everything(connection):
        if isinstance(each.frame, SendMessage) and each.frame.attachments:
            result |= written.stored(each)
    return result


def try_again(connection: Connection, pending: Pending) -> None:
    """See to it that the files of a message are tried again with it: from the start, if it was refused for want of them."""
    if not isinstance(pending.frame, SendMessage):
        return
    if pending.refusal == ErrorCode.ATTACHMENT_NOT_FOUND:
        _reset(connection, pending.frame)
    for attachment in attached.ids(pending.frame.attachments):
        transfers.go_on(connection, attachment)


def _reset(connection: Connection, frame: SendMessage) -> bool:
    """Note that nothing of a message's files is on the server; return whether all of them are here."""
    ids = attached.ids(frame.attachments)
    found = files.some(connection, ids)
    if not ids or len(found) < len(ids) or not all(row.whole and row.unsent for row in found.values()):
        return False
    for attachment in ids:
        transfers.begin_anew(connection, attachment)
    return True
