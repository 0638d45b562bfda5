"""How a command becomes a line of a chat, or changes one: the next place, the next revision, and what each participant is told.

What somebody is told builds on the last change before it that they may see. Most often that is simply the chat's last change,
and all are told the same; only after a change that some may not see do those build on an earlier one.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, partial
from typing import NamedTuple

from msgspec.structs import replace
from sqlalchemy import Connection

from sync_server import policy
from sync_server.handlers.access import Place, WritingCommand, digest_of
from sync_server.handlers.outcomes import Delivery
from sync_server.protocol.frames import ChatChanges
from sync_server.protocol.nouns import Body, Message, MessageId, Milliseconds, Revision, Text, UserId
from sync_server.protocol.nouns import Sequence as Seq
from sync_server.store import chats as chat_store
from sync_server.store import messages as message_store
from sync_server.store.chats import ChatRow, ParticipantRow
from sync_server.store.messages import Written


class Readers(NamedTuple):
    """Those in a chat whose view of it is the same, and what they were told last."""

    cut_off: Seq
    users: frozenset[UserId]
    told: Revision
    """The last change that they may see."""


def head_of(conn: Connection, chat: ChatRow, cut_off: Seq) -> Revision:
    """Return the last change of a chat that a reader with this cut-off may see."""
    if chat.revision == chat.line_revision or cut_off <= policy.FOUNDERS_CUT_OFF:
        return chat.revision
    return max(message_store.newest_revision(conn, chat.id, from_seq=cut_off), chat.row_revision)


def readers_of(conn: Connection, chat: ChatRow) -> tuple[Readers, ...]:
    """Return everybody in a chat as it is now, before a change of it is stored."""
    groups = chat_store.readers_of(conn, chat)
    told = _told_last(conn, chat, groups)
    return tuple([Readers(cut_off, users, told[cut_off]) for cut_off, users in groups.items()])


def _told_last(conn: Connection, chat: ChatRow, cut_offs: Iterable[Seq]) -> dict[Seq, Revision]:
    """Return `head_of` for each of some cut-offs; the database is asked for few of them, or none.

    Who sees more was told as much or more: where two of them were told the same, so were all between.
    """
    if chat.revision == chat.line_revision:
        return dict.fromkeys(cut_offs, chat.revision)
    ask = cache(partial(head_of, conn, chat))
    told: dict[Seq, Revision] = {}
    newcomers = sorted(cut_off for cut_off in cut_offs if cut_off > policy.FOUNDERS_CUT_OFF)
    left = [newcomers] if newcomers else []
    while left:
        some = left.pop()
        if ask(some[0]) == ask(some[-1]):
            told |= dict.fromkeys(some, ask(some[0]))
        else:
            middle = len(some) // 2
            left += [some[:middle], some[middle:]]
    return told | {policy.FOUNDERS_CUT_OFF: chat.revision}


def next_line(
    place: Place, message: MessageId, body: Body, now_ms: Milliseconds, *, reply_to: Seq | None = None
) -> tuple[Place, Message]:
    """Return the line that comes next in a chat, and the place as it is once it stands: whoever writes it has read it."""
    before = place.chat
    seq, revision = before.last_seq + 1, before.revision + 1
    is_text = isinstance(body, Text)
    chat = replace(
        before,
        revision=revision,
        line_revision=revision,
        row_revision=before.row_revision if is_text else revision,
        last_seq=seq,
        last_at=now_ms,
        texts=before.texts + is_text,
    )
    author = replace(place.caller, read_seq=seq, wrote_seq=seq if is_text else place.caller.wrote_seq)
    line = Message(
        id=message,
        chat=chat.id,
        seq=seq,
        revision=revision,
        author=author.user,
        sent_at=now_ms,
        body=body,
        reply_to=reply_to,
    )
    return Place(chat=chat, caller=author), line


def store_line(conn: Connection, place: Place, line: Message, command: WritingCommand) -> None:
    """Store what `next_line` returned, in the transaction that read the chat."""
    texts_before = place.chat.texts - isinstance(line.body, Text)
    message_store.add(conn, [Written(message=line, request=digest_of(command), texts_before=texts_before)])
    chat_store.move_on(conn, place.chat)
    chat_store.note_written(conn, place.chat.id, place.caller)


def change_row(conn: Connection, place: Place, message: Message) -> tuple[Message, tuple[Delivery, ...]]:
    """Store what became of a message under the chat's next revision; return the row, and what those who may see it are told.

    The chat is as recently active as before, and whoever may not see the message hears nothing.
    """
    readers = readers_of(conn, place.chat)
    row = replace(message, revision=place.chat.revision + 1)
    message_store.replace(conn, row)
    chat_store.move_on(conn, replace(place.chat, revision=row.revision))
    return row, told_of_message(row, readers)


def told_of_message(message: Message, readers: Sequence[Readers]) -> tuple[Delivery, ...]:
    """Return what tells readers of a message: one delivery for each distinct view of it.

    The device that caused it gets it too: then it holds the chat up to there without working anything out.
    """
    told: defaultdict[tuple[Revision, Seq | None], list[frozenset[UserId]]] = defaultdict(list)
    views: dict[Seq | None, Message] = {}
    for cut_off, users, after in readers:
        seen = policy.message_seen_by(cut_off, message)
        if seen is not None:
            views[seen.reply_to] = seen
            told[after, seen.reply_to].append(users)
    return tuple(
        [
            Delivery(
                to=alike[0] if len(alike) == 1 else frozenset().union(*alike),
                push=ChatChanges(message.chat, after, message.revision, (views[reply_to],)),
            )
            for (after, reply_to), alike in told.items()
        ]
    )


def told_of_row(
    chat: ChatRow, line: Message, everybody: Sequence[ParticipantRow], readers: Sequence[Readers]
) -> tuple[Delivery, ...]:
    """Return what tells readers of a line that changed the chat's row: one delivery for each cut-off among them."""
    by_cut_off = {person.visible_from_seq: person for person in everybody}
    return tuple(
        [
            Delivery(
                to=users,
                push=ChatChanges(
                    chat.id,
                    after,
                    line.revision,
                    (line,),
                    row=policy.chat_seen_by(by_cut_off[cut_off], chat, everybody),
                ),
            )
            for cut_off, users, after in readers
        ]
    )


def users_of(people: Sequence[ParticipantRow]) -> frozenset[UserId]:
    """Return who these participants are."""
    return frozenset([person.user for person in people])
