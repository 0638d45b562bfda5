"""What the server says of the history that a newcomer would get, with the names that are known here."""

from desktop.core.cache import people
from desktop.core.cache.database import Connection
from desktop.core.values import Delivery, Person, Quote, SharedHistory, TimelineRow
from sync_server.protocol.frames import HistoryPreview
from sync_server.protocol.nouns import Message


def shared(connection: Connection, preview: HistoryPreview) -> SharedHistory:
    """Return the preview as it is shown. The first message may not be on this computer yet, so it is not read from there."""
    first = preview.first
    wanted = {*preview.authors, *((first.author,) if first else ())}
    found = people.some(connection, wanted)
    return SharedHistory(
        messages=preview.messages,
        authors=tuple(found[author] for author in preview.authors),
        first=_row(first, found[first.author]) if first else None,
        last_at=preview.last_at,
    )


def _row(message: Message, author: Person) -> TimelineRow:
    return TimelineRow(
        message.id,
        message.chat,
        message.seq,
        message.author,
        author.name,
        message.sent_at,
        message.body,
        Delivery.SENT,
        edited_at=message.edited_at,
        # Before the first message nothing was written that it could answer and that may be seen.
        quote=None if message.reply_to is None else Quote(seq=message.reply_to),
        reactions=message.reactions,
    )
