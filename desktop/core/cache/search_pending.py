"""What waits in the outbox, as searches take it into account: new messages, and what becomes of those that are confirmed.

The index knows what the server has confirmed. A message with a pending edit or deletion is therefore left out of what the index
finds, and looked at here, as the screen shows it; so are messages that are still to be sent. They are few.
"""

from msgspec import Struct

from desktop.core.cache import attached, commands, indexing, rows
from desktop.core.cache.database import Connection
from desktop.core.cache.search_wanted import Wanted
from desktop.core.values import ChatId, CommandId, MessageId, Milliseconds, Sequence, Text, UserId
from sync_server.protocol.frames import DeleteMessage, EditMessage, SendMessage


class Waiting(Struct, frozen=True):
    """A message that waits itself, or a change of it does, as it is shown."""

    id: MessageId
    chat: ChatId
    seq: Sequence | None
    """None for what is still to be sent."""
    author: UserId
    sent_at: Milliseconds
    number: CommandId
    """Of the command that is to send it; 0 for a confirmed one."""
    is_text: bool
    """Not if it is taken back."""
    normal: str
    files: str

    def is_wanted(self, wanted: Wanted) -> bool:
        """Whether it is found."""
        return self.is_text and wanted.holds(
            self.normal, self.files, chat=self.chat, author=self.author, sent_at=self.sent_at
        )


def read(connection: Connection, me: UserId) -> tuple[Waiting, ...]:
    """Return all of them, in the outbox's order as far as they are to be sent."""
    numbers = {
        each.frame.message: each.number if isinstance(each.frame, SendMessage) else 0
        for each in reversed(commands.everything(connection))
        if isinstance(each.frame, SendMessage | EditMessage | DeleteMessage)
    }
    if not numbers:
        return ()
    found = []
    for row in rows.some(connection, me, numbers):
        body = row.body
        files = attached.stored(body.attachments) if isinstance(body, Text) else ""
        words = indexing.words(body.text, files) if isinstance(body, Text) else ""
        found.append(
            Waiting(
                row.id,
                row.chat,
                row.seq,
                row.author,
                row.sent_at,
                0 if row.seq is not None else numbers[row.id],
                isinstance(body, Text),
                words,
                indexing.files(files),
            )
        )
    return tuple(sorted(found, key=lambda each: each.number))
