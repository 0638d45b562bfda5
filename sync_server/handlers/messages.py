"""Sending a message, and reading older ones."""

from sqlalchemy import Connection

from sync_server import policy
from sync_server.handlers import attachments, lines, pages
from sync_server.handlers.access import Place, check_mentions, done_before, enter, find_message
from sync_server.handlers.outcomes import Caller, Outcome
from sync_server.handlers.texts import clean_message
from sync_server.protocol.frames import Accepted, History, HistoryPage, SendMessage
from sync_server.protocol.nouns import Milliseconds, Sequence, Text
from sync_server.store import attachments as attachment_store
from sync_server.store import messages as message_store


def send_message(conn: Connection, caller: Caller, command: SendMessage, now_ms: Milliseconds) -> Outcome:
    """Say something in a chat; the files that go with it belong to the message from then on."""
    place = enter(conn, caller, command.chat, to_write=True)
    if (before := done_before(conn, place, command)) is not None:
        return Outcome(Accepted(id=command.id, message=before))
    check_mentions(conn, command.mentions)
    files, taken = attachments.checked(conn, caller, command.attachments)
    text = clean_message(command.text, may_be_empty=bool(files))
    body = Text(text=text, mentions=command.mentions, attachments=files)
    reply_to = _place_of_answered(conn, place, command)
    readers = lines.readers_of(conn, place.chat)
    place, line = lines.next_line(place, command.message, body, now_ms, reply_to=reply_to)
    lines.store_line(conn, place, line, command)
    if taken:
        attachment_store.take_up(conn, taken, line.id)
    return Outcome(Accepted(id=command.id, message=line), lines.told_of_message(line, readers))


def history(conn: Connection, caller: Caller, request: History) -> HistoryPage:
    """Return the page of messages just before a place, as far back as the caller may see."""
    place = enter(conn, caller, request.chat)
    before_seq = min(request.before_seq, place.chat.last_seq + 1)
    from_seq = max(policy.first_readable(place.caller), before_seq - request.limit)
    found = message_store.newest_before(
        conn, place.chat.id, from_seq=from_seq, before_seq=before_seq, limit=request.limit
    )
    fitting = pages.fitting(policy.messages_seen_by(place.caller, found))
    if len(fitting) < len(found):
        from_seq = fitting[-1].seq
    return HistoryPage(id=request.id, chat=place.chat.id, from_seq=from_seq, messages=fitting[::-1])


def _place_of_answered(conn: Connection, place: Place, command: SendMessage) -> Sequence | None:
    if command.reply_to is None:
        return None
    return find_message(conn, place, command.reply_to).seq
