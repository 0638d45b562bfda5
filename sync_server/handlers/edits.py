"""Changing the text of one's own message, and taking it back.

Who took a message back leaves a tombstone in its place: the text, the mentions, the files, the reactions, what it answered and
when it was edited are gone from the row. Of the commands that said them, only digests were ever kept. What the files hold is out
of reach at once, and deleted soon after.
"""

from msgspec.structs import replace
from sqlalchemy import Connection

from sync_server import policy
from sync_server.handlers import in_place
from sync_server.handlers.access import check_mentions
from sync_server.handlers.outcomes import Caller, Outcome
from sync_server.handlers.texts import clean_message
from sync_server.protocol.frames import DeleteMessage, EditMessage
from sync_server.protocol.nouns import Deleted, Message, Milliseconds, Text
from sync_server.store import attachments as attachment_store


def edit_message(conn: Connection, caller: Caller, command: EditMessage, now_ms: Milliseconds) -> Outcome:
    """Change the text of one's own message and whom it mentions. What it answers, its files and reactions stay."""

    def edited(message: Message) -> Message:
        policy.check_may_edit(caller.user, message)
        check_mentions(conn, command.mentions)
        files = message.body.attachments if isinstance(message.body, Text) else ()
        text = clean_message(command.text, may_be_empty=bool(files))
        body = Text(text=text, mentions=command.mentions, attachments=files)
        return message if body == message.body else replace(message, body=body, edited_at=now_ms)

    return in_place.change(conn, caller, command, edited)


def delete_message(conn: Connection, caller: Caller, command: DeleteMessage, now_ms: Milliseconds) -> Outcome:
    """Take one's own message back. What is a tombstone already stays as it is."""

    def taken_back(message: Message) -> Message:
        policy.check_may_delete(caller.user, message)
        if isinstance(message.body, Deleted):
            return message
        attachment_store.discard_of_message(conn, message.id)
        return replace(message, body=Deleted(at=now_ms), reply_to=None, edited_at=None, reactions=())

    return in_place.change(conn, caller, command, taken_back)
