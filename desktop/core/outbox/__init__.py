"""What the user did, on its way: checked, stored before it is shown, sent in order, retried with the same id.

`writing` starts chats and writes into them, `uploading` is about messages whose files are on their way, `changing` edits, deletes
and reacts, `settings` is what the user keeps for themselves, `deciding` is what becomes of commands that were refused, that ask,
or that the user takes back. Their functions take a connection first, write the outbox's table inside the caller's transaction,
and return what that touched. `queue` decides what may be sent next.

A command that the server cannot know yet may be rewritten or dropped. One that was handed to a connection may be known, its
answer lost on the way: its content stays, and what the user wants otherwise is queued behind it.
"""

from desktop.core.outbox.changing import delete, edit, react
from desktop.core.outbox.checks import checked_others, checked_subject, checked_text
from desktop.core.outbox.deciding import (
    begin_anew,
    discard,
    hold,
    is_moot,
    refused,
    release,
    retry,
    take_back,
)
from desktop.core.outbox.queue import Queue
from desktop.core.outbox.settings import mark_read, mark_unread, set_preferences
from desktop.core.outbox.uploading import (
    remove_file,
    send_text_first,
    upload_failed,
    upload_goes_on,
    upload_moves,
    uploaded,
)
from desktop.core.outbox.writing import send, send_aside, set_subject, start_chat
from desktop.core.outbox.written import Written, touched

__all__ = [
    "Queue",
    "Written",
    "begin_anew",
    "checked_others",
    "checked_subject",
    "checked_text",
    "delete",
    "discard",
    "edit",
    "hold",
    "is_moot",
    "mark_read",
    "mark_unread",
    "react",
    "refused",
    "release",
    "remove_file",
    "retry",
    "send",
    "send_aside",
    "send_text_first",
    "set_preferences",
    "set_subject",
    "start_chat",
    "take_back",
    "touched",
    "upload_failed",
    "upload_goes_on",
    "upload_moves",
    "uploaded",
]
