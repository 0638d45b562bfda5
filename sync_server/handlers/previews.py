"""Who can read a message, and what somebody would see who is added with the history: asked before something cannot be undone."""

from sqlalchemy import Connection

from sync_server import policy
from sync_server.handlers.access import Place, enter, find_message
from sync_server.handlers.outcomes import Caller
from sync_server.protocol.frames import Audience, AudienceList, HistoryPreview, PreviewHistory
from sync_server.protocol.nouns import Message, Sequence
from sync_server.store import accounts as account_store
from sync_server.store import chats as chat_store
from sync_server.store import messages as message_store
from sync_server.store import previews as preview_store


def audience(conn: Connection, caller: Caller, request: Audience) -> AudienceList:
    """Return who can read a message that the caller can read."""
    place = enter(conn, caller, request.chat)
    message = find_message(conn, place, request.message)
    everybody = chat_store.participants_of(conn, place.chat.id)
    readers = policy.readers_of_place(place.caller, message.seq, everybody)
    active = account_store.active_among(conn, readers)
    return AudienceList(id=request.id, users=tuple(user for user in readers if user in active))


def preview_history(conn: Connection, caller: Caller, request: PreviewHistory) -> HistoryPreview:
    """Return what the caller sees of a chat, in few numbers: exactly that is what they can grant.

    Costs the same however much was written: counts are kept with the rows, and only two messages are read.
    """
    place = enter(conn, caller, request.chat)
    from_seq = policy.first_readable(place.caller)
    count = place.chat.texts - preview_store.texts_before(conn, place.chat.id, from_seq)
    if count == 0:
        return HistoryPreview(id=request.id, messages=0, authors=(), first=None, last_at=None)
    authors = policy.authors_seen_by(place.caller, chat_store.participants_of(conn, place.chat.id))
    first_seq = preview_store.first_text_from(conn, place.chat.id, from_seq, place.chat.last_seq)
    newest_seq = max(author.wrote_seq for author in authors)
    return HistoryPreview(
        id=request.id,
        messages=count,
        authors=tuple(author.user for author in authors),
        first=_at(conn, place, first_seq),
        last_at=_at(conn, place, newest_seq).sent_at,
    )


def _at(conn: Connection, place: Place, seq: Sequence) -> Message:
    """Return the message at a place that the caller sees."""
    found = message_store.newest_before(conn, place.chat.id, from_seq=seq, before_seq=seq + 1, limit=1)
    [message] = policy.messages_seen_by(place.caller, found)
    return message
